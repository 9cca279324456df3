"""YAML 1.1 read strictly: plain values, and the line on which each of them stands."""

import yaml
from yaml.reader import ReaderError

from app.meetings.errors import SeedError

READ_AS_OTHER_THINGS = "YAML reads on, off, yes, no, NO and numbers as something else than words: quote it"

_DEEPEST, _MOST_PARTS = 12, 100_000
_LONGEST_SHOWN = 60

Path = tuple[str | int, ...]


def read_yaml(data: bytes, name: str) -> tuple[object, dict[Path, int]]:
    """Return what a file holds, and the line of each of its parts. An empty file holds an empty mapping.

    Raises:
        SeedError: naming file and line, if it is not UTF-8 or not YAML, or has keys that are no words or stand twice.
    """
    lines: dict[Path, int] = {(): 1}
    try:
        text = data.decode("utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return (_Builder(name, lines).build(node, ()) if node else {}), lines
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SeedError(f"{name}:{line}: not UTF-8") from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SeedError(f"{name}:{line}: not YAML: U+{error.character:04X} is not allowed") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SeedError(f"{name}:{line}: not YAML: {error.problem}") from None
    except RecursionError:
        raise SeedError(f"{name}:1: nested too deep, or too long") from None


class _Builder:
    """Turns YAML's nodes into plain values, and notes the line of each."""

    def __init__(self, name: str, lines: dict[Path, int]) -> None:
        self._name = name
        self._lines = lines
        self._loader = yaml.SafeLoader("")

    def build(self, node: yaml.Node, path: Path) -> object:
        """Return the value of a node. Dates stay the text that they are written as."""
        self._lines[path] = node.start_mark.line + 1
        if len(path) > _DEEPEST or len(self._lines) > _MOST_PARTS:
            raise SeedError(f"{self._name}:{self._lines[path]}: nested too deep, or too long")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(one, (*path, index)) for index, one in enumerate(node.value)]
        if node.tag == "tag:yaml.org,2002:timestamp":
            return node.value
        try:
            return self._loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            rule = f"{node.value[:_LONGEST_SHOWN]!r} is no value of a seed file"
            raise SeedError(f"{self._name}:{self._lines[path]}: {rule}") from None

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        built: dict[str, object] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.tag != "tag:yaml.org,2002:str":
                named = f"the key {key.value}" if isinstance(key, yaml.ScalarNode) else "a key"
                raise SeedError(f"{self._name}:{line}: {named} is not a word. {READ_AS_OTHER_THINGS}")
            if key.value in built:
                raise SeedError(f"{self._name}:{line}: {key.value} stands twice")
            built[key.value] = self.build(value, (*path, key.value))
            self._lines[*path, key.value] = line
        return built

"""YAML 1.1 read strictly: plain values, and the line on which each of them stands."""

import re

import yaml
from yaml.reader import ReaderError

from app.meetings.errors import SeedError
from app.meetings.text import clean_line

READ_AS_OTHER_THINGS = "YAML reads on, off, yes, no, NO and numbers as something else than words: quote it"

_DEEPEST, _MOST_PARTS = 12, 100_000
_LONGEST_SHOWN = _LONGEST_KEY = 60
_TAG = "tag:yaml.org,2002:"
_YES, _NO = ("yes", "true", "on"), ("no", "false", "off")
_WORDLIKE = {f"{_TAG}{kind}" for kind in ("bool", "null", "int", "float", "timestamp", "merge")}
# YAML 1.1 also reads 0x1F, 010 and 11:00 as numbers, which nobody means here.
_NUMBERS: dict[str, tuple[type[int | float], re.Pattern[str]]] = {
    "int": (int, re.compile(r"[+-]?(0|[1-9]\d{0,17})", re.ASCII)),
    "float": (float, re.compile(r"[+-]?(\d{1,9}\.\d{0,17}|\.\d{1,17})", re.ASCII)),
}

Path = tuple[str | int, ...]


def read_yaml(data: bytes, name: str) -> tuple[object, dict[Path, int]]:
    """Return what a file holds, and the line of each of its parts. An empty file holds an empty mapping.

    Raises:
        SeedError: naming file and line, if it is not UTF-8 or not YAML, or has keys that are no words or stand twice.
    """
    lines: dict[Path, int] = {(): 1}
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SeedError(f"{name}:{line}: not UTF-8") from None
    try:
        node = _compose(text, name)
        return (_Builder(name, lines).build(node, ()) if node else {}), lines
    except RecursionError:
        raise SeedError(f"{name}:1: nested too deep, or too long") from None


def _compose(text: str, name: str) -> yaml.Node | None:
    try:
        loader = yaml.SafeLoader(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SeedError(f"{name}:{line}: not YAML: U+{error.character:04X} is not allowed") from None
    try:
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SeedError(f"{name}:{line}: not YAML: {error.problem}") from None
    except ValueError:
        # The library does not look at what it makes of numbers, as in "\U00110000".
        raise SeedError(f"{name}:{loader.line + 1}: not YAML: a number in it is too large") from None


class _Builder:
    """Turns YAML's nodes into plain values, and notes the line of each."""

    def __init__(self, name: str, lines: dict[Path, int]) -> None:
        self._name = name
        self._lines = lines

    def build(self, node: yaml.Node, path: Path) -> object:
        """Return the value of a node. Dates stay the text that they are written as."""
        self._lines[path] = node.start_mark.line + 1
        if len(path) > _DEEPEST or len(self._lines) > _MOST_PARTS:
            raise SeedError(f"{self._name}:{self._lines[path]}: nested too deep, or too long")
        kind = node.tag.removeprefix(_TAG)
        if isinstance(node, yaml.MappingNode) and kind == "map":
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode) and kind == "seq":
            return [self.build(one, (*path, index)) for index, one in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(kind, node.value, path)
        raise self._refusal(path, f"{node.tag[:_LONGEST_SHOWN]!r} is no tag of a seed file")

    def _scalar(self, kind: str, text: str, path: Path) -> str | float | bool | None:
        if kind in ("str", "timestamp"):
            return text
        if kind == "null":
            return None
        if kind == "bool" and text.lower() in (*_YES, *_NO):
            return text.lower() in _YES
        if kind in _NUMBERS and _NUMBERS[kind][1].fullmatch(text):
            return _NUMBERS[kind][0](text)
        raise self._refusal(path, f"{text[:_LONGEST_SHOWN]!r} is no value of a seed file; quote it if it is a text")

    def _refusal(self, path: Path, rule: str) -> SeedError:
        return SeedError(f"{self._name}:{self._lines[path]}: {rule}")

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        built: dict[str, object] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.tag != f"{_TAG}str" or not _is_word(key.value):
                named = f"the key {key.value}" if key.tag in _WORDLIKE else "a key"
                raise SeedError(f"{self._name}:{line}: {named} is not a word. {READ_AS_OTHER_THINGS}")
            if key.value in built:
                raise SeedError(f"{self._name}:{line}: {key.value} stands twice")
            built[key.value] = self.build(value, (*path, key.value))
            self._lines[*path, key.value] = line
        return built


def _is_word(key: str) -> bool:
    try:
        return clean_line(key) == key and 0 < len(key) <= _LONGEST_KEY
    except ValueError:
        return False

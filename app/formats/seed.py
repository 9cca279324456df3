"""Seed files: the sources of one story with what they say, in YAML 1.1."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl

import yaml
from pydantic import Field, StringConstraints, ValidationError, field_validator

from app.meetings.document import Value
from app.meetings.errors import SeedError
from app.meetings.filter import MeetingFilter
from app.meetings.statement import SourceSaid, Statement
from app.meetings.terms import PartyKind, Verdict
from app.meetings.text import Line, Prose, Slug

MOST_BYTES = 10_000_000
_DEEPEST, _MOST_PARTS = 12, 500_000
_WORDS_READ_AS_OTHER_THINGS = "YAML reads on, off, yes, no, NO and numbers as something else than words: quote it"

Path = tuple[str | int, ...]


class SeededParty(Value):
    """An actor, with the names by which it is known."""

    name: Line
    kind: PartyKind
    code: Annotated[str, StringConstraints(max_length=20)] | None = None
    aliases: tuple[Line, ...] = ()


class SeededCalendar(Value):
    """A filter with a name of its own, which is also the name of its feed."""

    name: Slug
    title: Line
    description: Prose
    color: Annotated[str, StringConstraints(pattern=r"^[a-z]+$")] = "steelblue"
    """A CSS3 colour name (RFC 7986, section 5.9)."""
    query: str

    @field_validator("query")
    @classmethod
    def _known(cls, query: str) -> str:
        unknown = [name for name, _ in parse_qsl(query, strict_parsing=True) if name not in MeetingFilter.model_fields]
        if unknown:
            raise ValueError(f"{unknown[0]} is no parameter of a view")
        return query


class SeededStatement(Statement):
    """A statement on one meeting, and the editor's ruling on it."""

    meeting: Slug
    verdict: Verdict = Verdict.ACCEPTED
    reason: Line | None = None


class SeededSource(Value):
    """One publication with all that it says."""

    source: SourceSaid
    statements: Annotated[list[SeededStatement], Field(min_length=1)]


class SeedContent(Value):
    """What a seed file holds."""

    parties: tuple[SeededParty, ...] = ()
    calendars: tuple[SeededCalendar, ...] = ()
    sources: tuple[SeededSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Seed:
    """A seed file that was read: its content, and the line on which each part of it stands."""

    name: str
    content: SeedContent
    lines: Mapping[Path, int]

    def at(self, path: Path) -> str:
        """Return where a part of the file stands: `file:line`."""
        while path not in self.lines:
            path = path[:-1]
        return f"{self.name}:{self.lines[path]}"


def read_seed(data: bytes, name: str) -> Seed:
    """Read a seed file.

    Raises:
        SeedError: naming file, line, field and rule of each fault.
    """
    if len(data) > MOST_BYTES:
        raise SeedError(f"{name}: larger than {MOST_BYTES} bytes")
    try:
        node = yaml.compose(data.decode("utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise SeedError(f"{name}: not UTF-8 at byte {error.start}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SeedError(f"{name}:{line}: not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise SeedError(f"{name}: not YAML: {str(error).splitlines()[0]}") from None
    lines: dict[Path, int] = {(): 1}
    value = _Builder(name, lines).build(node, ()) if node else {}
    try:
        return Seed(name, SeedContent.model_validate(value), lines)
    except ValidationError as error:
        raise SeedError("\n".join(_faults(name, lines, error))) from None


def _faults(name: str, lines: Mapping[Path, int], error: ValidationError) -> list[str]:
    faults = []
    for one in error.errors(include_url=False, include_input=True):
        path = one["loc"]
        while path not in lines:
            path = path[:-1]
        rule = one["msg"].removeprefix("Value error, ")
        if isinstance(one["input"], bool | int | float) and one["type"] == "string_type":
            rule = f"{rule}. {_WORDS_READ_AS_OTHER_THINGS}"
        field = ".".join(str(part) for part in one["loc"]) or "file"
        faults.append(f"{name}:{lines[path]}: {field}: {rule}")
    return faults


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
            raise SeedError(f"{self._name}:{self._lines[path]}: {node.value!r} is no value of a seed file") from None

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.tag != "tag:yaml.org,2002:str":
                rule = f"the key {key.value} is not a word. {_WORDS_READ_AS_OTHER_THINGS}"
                raise SeedError(f"{self._name}:{line}: {rule}")
            if key.value in built:
                raise SeedError(f"{self._name}:{line}: {key.value} stands twice")
            built[key.value] = self.build(value, (*path, key.value))
        return built

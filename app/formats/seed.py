"""Seed files: the sources of one story with what they say, in YAML 1.1."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from app.formats.yaml_text import READ_AS_OTHER_THINGS, Path, read_yaml
from app.meetings import countries
from app.meetings.calendar import CalendarSaid
from app.meetings.document import Value
from app.meetings.errors import SeedError
from app.meetings.faults import faults_of
from app.meetings.statement import SourceSaid, Statement
from app.meetings.terms import PartyKind, Verdict
from app.meetings.text import Code, Line, Name, Slug

MOST_BYTES = 10_000_000
_WANTS_WORDS = frozenset({"string_type", "model_type", "enum", "value_error"})
"""What Pydantic calls the faults of a value that should have been a text."""
_PLAINLY = {
    "dict_type": "wants keys with their values here",
    **dict.fromkeys(("list_type", "tuple_type"), "wants a list here"),
}
"""Rules that Pydantic says in words of Python."""


class SeededParty(Value):
    """An actor, with the names by which it is known."""

    name: Name
    kind: PartyKind
    code: Code | None = None
    aliases: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _one_state(self) -> Self:
        """A state is one party whatever it is called: that of its code."""
        known = countries.code_of(self.name)
        if self.kind is PartyKind.STATE and known not in (None, self.code):
            raise ValueError(f"the code of {self.name} is {known}")
        if self.kind is PartyKind.STATE and self.code not in (None, *countries.names()):
            raise ValueError("the code of a state is that of ISO 3166-1, such as KR")
        return self


class SeededStatement(Statement):
    """A statement on one meeting, and the editor's ruling on it."""

    meeting: Slug
    verdict: Verdict = Verdict.ACCEPTED
    reason: Line | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.fields():
            raise ValueError("says nothing of the meeting")
        return self


class SeededSource(Value):
    """One publication with all that it says."""

    source: SourceSaid
    statements: Annotated[list[SeededStatement], Field(min_length=1)]


class SeedContent(Value):
    """What a seed file holds."""

    parties: tuple[SeededParty, ...] = ()
    calendars: tuple[CalendarSaid, ...] = ()
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
    value, lines = read_yaml(data, name)
    try:
        seed = Seed(name, SeedContent.model_validate(value), lines)
    except ValidationError as error:
        raise SeedError("\n".join(_told(name, lines, error))) from None
    _check_named_once(seed)
    return seed


def _check_named_once(seed: Seed) -> None:
    names: set[str] = set()
    for index, calendar in enumerate(seed.content.calendars):
        if calendar.name in names:
            path = ("calendars", index, "name")
            raise SeedError(f"{seed.at(path)}: calendars.{index}.name: another calendar has this name")
        names.add(calendar.name)


def _told(name: str, lines: Mapping[Path, int], error: ValidationError) -> Iterator[str]:
    """Say what is wrong with a file, and on which lines."""
    for fault in faults_of(SeedContent, error):
        path = fault.path
        while path not in lines:
            path = path[:-1]
        kind = fault.raw["type"]
        rule = _PLAINLY.get(kind, fault.rule) if fault.path else _PLAINLY["dict_type"]
        if isinstance(fault.raw["input"], bool | int | float) and kind in _WANTS_WORDS:
            rule = f"{rule}. {READ_AS_OTHER_THINGS}"
        yield f"{name}:{lines[path]}: {'.'.join(map(str, fault.path)) or 'file'}: {rule}"

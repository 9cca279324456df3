"""Seed files: the sources of one story with what they say, in YAML 1.1."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Self
from urllib.parse import parse_qsl

from pydantic import AfterValidator, Field, StringConstraints, ValidationError, field_validator, model_validator

from app.formats.css_colors import HEX
from app.formats.yaml_text import READ_AS_OTHER_THINGS, Path, read_yaml
from app.meetings.document import Value
from app.meetings.errors import FilterError, SeedError
from app.meetings.filter import Door, MeetingFilter, resolve
from app.meetings.statement import SourceSaid, Statement
from app.meetings.terms import PartyKind, Verdict
from app.meetings.text import Line, Prose, Slug

MOST_BYTES = 10_000_000
_WANTS_WORDS = frozenset({"string_type", "model_type", "enum"})
"""What Pydantic calls the faults of a value that should have been a text."""
_OF_LISTS = frozenset({"sort", "cursor"})
_BOUNDS = frozenset({"start", "end", "updated_since", "as_of"})
_ANY_TIME = datetime(2025, 1, 1, tzinfo=UTC)


def _not_taken(name: str) -> str:
    if name == "meetings":
        raise ValueError("the name meetings is taken")
    return name


def _known_color(name: str) -> str:
    if name not in HEX:
        raise ValueError("no CSS3 name of a colour")
    return name


class SeededParty(Value):
    """An actor, with the names by which it is known."""

    name: Line
    kind: PartyKind
    code: Annotated[str, StringConstraints(max_length=20)] | None = None
    aliases: tuple[Line, ...] = ()


class SeededCalendar(Value):
    """A filter with a name of its own, which is also the name of its feed."""

    name: Annotated[Slug, AfterValidator(_not_taken)]
    title: Line
    description: Prose
    color: Annotated[str, AfterValidator(_known_color)] = "steelblue"
    """A CSS3 colour name (RFC 7986, section 5.9)."""
    query: str

    @field_validator("query")
    @classmethod
    def _known(cls, query: str) -> str:
        _check_view(query)
        return query


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
    value, lines = read_yaml(data, name)
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
        if isinstance(one["input"], bool | int | float) and one["type"] in _WANTS_WORDS:
            rule = f"{rule}. {READ_AS_OTHER_THINGS}"
        field = ".".join(str(part) for part in one["loc"]) or "file"
        faults.append(f"{name}:{lines[path]}: {field}: {rule}")
    return faults


def _check_view(query: str) -> None:
    """Refuse a query that the feed of a calendar would refuse: a feed that exists always answers.

    Raises:
        ValueError: naming the parameter and its rule.
    """
    values: dict[str, str | list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)):
        if name not in MeetingFilter.model_fields or name in _OF_LISTS:
            raise ValueError(f"{name} is no parameter of a calendar")
        if value == "now" and name in _BOUNDS:
            raise ValueError(f"{name}: a feed counts in days: say today")
        known = values.setdefault(name, [] if MeetingFilter.model_fields[name].default == [] else value)
        if isinstance(known, list):
            known.append(value)
    try:
        resolve(MeetingFilter.model_validate(values), _ANY_TIME, Door())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ValueError(f"{first['loc'][0]}: {first['msg']}") from None
    except FilterError as error:
        raise ValueError(f"{error.field}: {error.rule}") from None

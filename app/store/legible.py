"""Legibility: what rows of an archive hold beyond the rules of their tables can be read as what it is."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic import Field as Named
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.formats.archive import Row
from app.meetings.address import WEB
from app.meetings.calendar import CalendarSaid
from app.meetings.dating import WhenSaid
from app.meetings.document import Meeting, Place
from app.meetings.faults import faults_of
from app.meetings.terms import Attendance, Eos, Field, Kind, Level, Rel, Role, Status
from app.meetings.text import SLUG
from app.store.named_tables import PartyRow, SeriesRow
from app.store.tables import MeetingRow

_BATCH = 500


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Part(_Stored):
    party: UUID
    for_party: UUID | None
    represented_by: UUID | None
    office: str | None
    role: Role
    attendance: Attendance | None
    from_: date | None = Named(alias="from")
    until: date | None


class _Link(_Stored):
    rel: Rel
    to: UUID


class _InSeries(_Stored):
    rel: Literal["series"]
    series: str
    ordinal: int | None


_VALUES: Mapping[Field, TypeAdapter[Any]] = {
    Field.TITLE: TypeAdapter(str),
    Field.SUMMARY: TypeAdapter(str | None),
    Field.KIND: TypeAdapter(Kind),
    Field.LEVEL: TypeAdapter(Level | None),
    Field.LANGUAGE: TypeAdapter(str),
    Field.STATUS: TypeAdapter(Status),
    Field.CERTAINTY: TypeAdapter(Eos),
    Field.WHEN: TypeAdapter(WhenSaid),
    Field.PLACE: TypeAdapter(Place | None),
    Field.PARTICIPANTS: TypeAdapter(_Part),
    Field.LINKS: TypeAdapter(_Link | _InSeries),
    Field.TOPICS: TypeAdapter(str),
    Field.LISTED: TypeAdapter(bool),
}
"""What the value of a claim is read as, by the field that it is about."""
_CHANGED = TypeAdapter(list[str])

_KEYS: Mapping[str, InstrumentedAttribute[Any]] = {
    "meeting": MeetingRow.id,
    "party": PartyRow.id,
    "series": SeriesRow.slug,
}
"""What the values of claims refer to: no database looks after that."""


class Legibility:
    """Looks at rows one after another, and remembers on which line each thing is first referred to."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lines: dict[tuple[str, UUID | str], int] = {}

    def fault(self, row: Row) -> str | None:
        """Return the column that cannot be read, and the rule that it breaks; None if there is none."""
        if row.table == "claim":
            return self._fault_of_claim(row)
        look = _LOOKS.get(row.table)
        return next(look(row.values), None) if look else None

    def nowhere(self, session: Session) -> Iterator[tuple[int, str]]:
        """Return the lines of claims on which something is referred to that is not there, once all rows are stored."""
        for table, key in _KEYS.items():
            mentioned = iter([named for of, named in self._lines if of == table])
            while batch := list(islice(mentioned, _BATCH)):
                for named in set(batch) - set(session.scalars(select(key).where(key.in_(batch)))):
                    yield self._lines[table, named], f"value: there is no {table} {named}"

    def _fault_of_claim(self, row: Row) -> str | None:
        field = Field(row.values["field"])
        try:
            value = _VALUES[field].validate_json(row.values["value"], strict=True)
        except ValidationError:
            return f"value: cannot be read as the {field} of a meeting"
        key, mentioned = _references(field, value)
        if row.values["key"] != key:
            return "key: is not that of the value"
        for one in mentioned:
            self._lines.setdefault(one, row.line)
        return None


def _references(field: Field, value: Any) -> tuple[str | None, list[tuple[str, UUID | str]]]:  # noqa: ANN401 (one of many)
    """Return the key that a claimed value is the entry of, and what it refers to."""
    if isinstance(value, _Part):
        parties = (value.party, value.for_party, value.represented_by)
        return str(value.party), [("party", one) for one in parties if one]
    if isinstance(value, _Link):
        return f"{value.rel} {value.to}", [("meeting", value.to)]
    if isinstance(value, _InSeries):
        return f"series {value.series}", [("series", value.series)]
    return value if field is Field.TOPICS else None, []


def _in_version(values: Mapping[str, Any]) -> Iterator[str]:
    """What was shown before may have been written by an older program: nobody reads it but as bytes."""
    try:
        _CHANGED.validate_json(values["changed"], strict=True)
    except ValidationError:
        yield "changed: cannot be read as a list of fields"
    if values["until"] is not None:
        return
    try:
        meeting = Meeting.model_validate_json(values["document"])
    except ValidationError:
        yield "document: cannot be read as a meeting"
        return
    if meeting.id != values["meeting_id"]:
        yield "document: is another meeting's"


def _in_calendar(values: Mapping[str, Any]) -> Iterator[str]:
    try:
        CalendarSaid.model_validate({name: values[name] for name in CalendarSaid.model_fields})
    except ValidationError as error:
        for fault in faults_of(CalendarSaid, error):
            yield f"{'.'.join(map(str, fault.path))}: {fault.rule}"


def _in_slug(values: Mapping[str, Any]) -> Iterator[str]:
    if not SLUG.fits(values["slug"]):
        yield f"slug: {SLUG.rule}"


def _in_source(values: Mapping[str, Any]) -> Iterator[str]:
    for name in ("url", "archive_url"):
        if values[name] is not None and not WEB.fits(values[name]):
            yield f"{name}: {WEB.rule}"


def _in_itself(column: str) -> Callable[[Mapping[str, Any]], Iterator[str]]:
    return lambda values: iter([f"{column}: is this one itself"] if values[column] == values["id"] else [])


_LOOKS: Mapping[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "calendar": _in_calendar,
    "meeting": _in_slug,
    "party": _in_itself("same_as_id"),
    "place": _in_itself("within_id"),
    "series": _in_slug,
    "source": _in_source,
    "version": _in_version,
}

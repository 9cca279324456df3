"""Stored claims, read back with everything that they refer to as it is now called."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, and_, func, not_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.meetings.claim import Claim, ClaimValue
from app.meetings.document import Link, MeetingRef, Participation, Party, Place, SeriesRef, Source
from app.meetings.statement import WhenSaid
from app.meetings.terms import Eos, Field, Kind, Level, Rel, Status, Verdict
from app.meetings.window import Window
from app.store.names import Names
from app.store.tables import ClaimRow, RulingRow, SeriesRow, SourceRow

_Column: TypeAlias = InstrumentedAttribute
_Other = aliased(RulingRow)
_CLAIM = (*ClaimRow.__table__.columns, RulingRow.verdict, RulingRow.reason)


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far a reader sees: what had been said by a day, and recorded and ruled by an instant and a serial."""

    said_by: date | None = None
    recorded_by: datetime | None = None
    serial: int | None = None

    def claims(self) -> ColumnElement[bool]:
        """The claims within it."""
        terms = [ClaimRow.said_on <= self.said_by] if self.said_by else []
        return and_(true(), *terms, *self._recorded(ClaimRow.recorded_at, ClaimRow.serial))

    def newest_ruling(self) -> ScalarSelect[int | None]:
        """The serial of the newest ruling within it on a claim."""
        within = and_(_Other.claim_id == ClaimRow.id, *self._recorded(_Other.ruled_at, _Other.serial))
        return select(func.max(_Other.serial)).where(within).correlate(ClaimRow).scalar_subquery()

    def beyond(self) -> ColumnElement[bool]:
        """The claims that are not within it, or of which a ruling is not."""
        later = not_(and_(true(), *self._recorded(_Other.ruled_at, _Other.serial)))
        ruled = select(_Other.serial).where(_Other.claim_id == ClaimRow.id, later).correlate(ClaimRow).exists()
        return or_(not_(self.claims()), ruled)

    def _recorded(self, at: _Column[datetime], serial: _Column[int]) -> Iterator[ColumnElement[bool]]:
        if self.recorded_by:
            yield at <= self.recorded_by
        if self.serial is not None:
            yield serial <= self.serial


_EVERYTHING = Horizon()


def read_claims(
    session: Session,
    names: Names,
    meeting_ids: Sequence[UUID],
    horizon: Horizon = _EVERYTHING,
    *,
    field: Field | None = None,
) -> dict[UUID, list[Claim]]:
    """Return the claims on each meeting with their newest rulings, in the order in which they were recorded.

    With `field`, those on that one alone.
    """
    return fetch_claims(session, names, meeting_ids, horizon, field=field).read()


@dataclass(frozen=True, slots=True)
class Fetched:
    """Claims as they are stored, with all that they refer to: what is left to do needs no database."""

    meeting_ids: Sequence[UUID]
    rows: Sequence[Row[Any]]
    sources: Mapping[UUID, Source]
    stored: Mapping[str, Any]
    references: "_References"

    def read(self) -> dict[UUID, list[Claim]]:
        """Return the claims on each meeting, in the order in which they were recorded."""
        values: dict[tuple[Field, str], ClaimValue] = {}
        found: dict[UUID, list[Claim]] = {meeting_id: [] for meeting_id in self.meeting_ids}
        for row in self.rows:
            said = row.field, row.value
            if said not in values:
                stored = self.stored[row.value]
                values[said] = _READERS[row.field](stored, self.references) if stored is not None else None
            source = self.sources[row.source_id] if row.source_id else None
            found[row.meeting_id].append(_claim(row, source, values[said], self.references))
        return found


def fetch_claims(
    session: Session, names: Names, meeting_ids: Sequence[UUID], horizon: Horizon, *, field: Field | None = None
) -> Fetched:
    """Return the claims on each meeting with their newest rulings, as they are stored."""
    asked = and_(ClaimRow.meeting_id.in_(meeting_ids), horizon.claims(), *([ClaimRow.field == field] if field else []))
    query = (
        select(*_CLAIM)
        .select_from(ClaimRow)
        .outerjoin(RulingRow, RulingRow.serial == horizon.newest_ruling())
        .where(asked)
        .order_by(ClaimRow.serial)
    )
    rows = session.execute(query).all()
    stored = {row.value: json.loads(row.value) for row in rows}
    behind = select(SourceRow).where(SourceRow.id.in_(select(ClaimRow.source_id).where(asked)))
    sources = {row.id: source_of(row) for row in session.scalars(behind)}
    return Fetched(meeting_ids, rows, sources, stored, _References(session, names, rows, stored))


def source_of(row: SourceRow) -> Source:
    """Return a stored source."""
    return Source(id=row.id, publisher=row.publisher, title=row.title, url=row.url, published_on=row.published_on)


class _References:
    """What the values of stored claims refer to, read in one query for each kind."""

    def __init__(self, session: Session, names: Names, rows: Sequence[Row[Any]], stored: Mapping[str, Any]) -> None:
        by_field: dict[Field, list[Any]] = {}
        for field, value in {(row.field, row.value) for row in rows}:
            by_field.setdefault(field, []).append(stored[value])
        sides = {row.said_for_id for row in rows if row.said_for_id}
        participants, links = by_field.get(Field.PARTICIPANTS, []), by_field.get(Field.LINKS, [])
        taking_part = {UUID(value[key]) for value in participants for key in _PARTIES if value[key]}
        self.parties: Mapping[UUID, Party] = names.parties(sides | taking_part)
        targets = {UUID(value["to"]) for value in links if "to" in value}
        self.meetings: Mapping[UUID, MeetingRef] = names.meeting_refs(targets) if targets else {}
        slugs = {value["series"] for value in links if "series" in value}
        in_use = select(SeriesRow).where(SeriesRow.slug.in_(slugs))
        self.series = {row.slug: row.name for row in session.scalars(in_use)} if slugs else {}


_PARTIES = ("party", "for_party", "represented_by")


def _claim(row: Row[Any], source: Source | None, value: ClaimValue, references: _References) -> Claim:
    if isinstance(value, Window) and row.quote and value.words is None:
        value = replace(value, words=row.quote)
    return Claim(
        id=row.id,
        field=row.field,
        value=value,
        said_on=row.said_on,
        serial=row.serial,
        verdict=row.verdict or Verdict.PROPOSED,
        reason=row.reason,
        key=row.key,
        absent=row.absent,
        said_on_estimated=row.said_on_estimated,
        said_by=row.said_by,
        said_for=references.parties[row.said_for_id] if row.said_for_id else None,
        quote=row.quote,
        bearing=row.bearing,
        stance=row.stance,
        certainty=row.certainty,
        source=source,
        recorded_at=row.recorded_at,
    )


def _participation(stored: dict[str, Any], references: _References) -> Participation:
    parties = {key: references.parties[UUID(stored[key])] if stored[key] else None for key in _PARTIES}
    return Participation.model_validate(stored | parties)


def _link(stored: dict[str, Any], references: _References) -> Link:
    if "series" in stored:
        series = SeriesRef(slug=stored["series"], name=references.series[stored["series"]])
        return Link(rel=Rel.SERIES, to=None, series=series, ordinal=stored["ordinal"])
    return Link(rel=Rel(stored["rel"]), to=references.meetings[UUID(stored["to"])], series=None, ordinal=None)


def _as_is(stored: ClaimValue, _references: _References) -> ClaimValue:
    return stored


def _typed(of: Callable[[Any], ClaimValue]) -> Callable[[Any, _References], Any]:
    return lambda stored, _references: of(stored)


_READERS: dict[Field, Callable[[Any, _References], Any]] = {
    Field.TITLE: _as_is,
    Field.SUMMARY: _as_is,
    Field.LANGUAGE: _as_is,
    Field.TOPICS: _as_is,
    Field.LISTED: _as_is,
    Field.KIND: _typed(Kind),
    Field.LEVEL: _typed(Level),
    Field.STATUS: _typed(Status),
    Field.CERTAINTY: _typed(Eos),
    Field.WHEN: _typed(lambda stored: WhenSaid.model_validate(stored).window()),
    Field.PLACE: _typed(Place.model_validate),
    Field.PARTICIPANTS: _participation,
    Field.LINKS: _link,
}

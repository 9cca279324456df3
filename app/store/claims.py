"""Stored claims, read back with everything that they refer to as it is now called."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.meetings.claim import Claim, ClaimValue
from app.meetings.document import Link, MeetingRef, Participation, Party, Place, SeriesRef, Source
from app.meetings.statement import WhenSaid
from app.meetings.terms import Eos, Field, Kind, Level, Rel, Status, Verdict
from app.meetings.window import Window
from app.store.merging import IS_MERGER, find_merged, is_merger
from app.store.names import Names
from app.store.rulings import newest_ruling
from app.store.tables import ClaimRow, RulingRow, SeriesRow, SourceRow


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far a reader sees: what had been said by a day, and what was recorded and ruled by an instant."""

    said_by: date | None = None
    recorded_by: datetime | None = None


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

    What was said of a meeting that was merged into another one is said of both. With `field`, the claims on that one
    alone.
    """
    merged = find_merged(session, meeting_ids, horizon.recorded_by)
    query = _within(horizon).where(ClaimRow.meeting_id.in_({*meeting_ids, *merged}))
    if field:
        query = query.where(ClaimRow.field == field)
    found: dict[UUID, list[Claim]] = {meeting_id: [] for meeting_id in meeting_ids}
    for row, claim in _read(session, names, query):
        holders = set() if _is_decision(row) else merged.get(row.meeting_id, set())
        for meeting_id in {row.meeting_id, *holders} & found.keys():
            found[meeting_id].append(claim)
    return found


def read_claim_rows(session: Session, names: Names, ids: Sequence[UUID]) -> list[tuple[ClaimRow, Claim]]:
    """Return some claims by their ids, as they were stored and read back, in the order in which they were recorded."""
    return _read(session, names, _within(_EVERYTHING).where(ClaimRow.id.in_(ids)))


def _read(
    session: Session, names: Names, query: Select[ClaimRow, RulingRow | None, SourceRow | None]
) -> list[tuple[ClaimRow, Claim]]:
    rows = [(row, ruling, source) for row, ruling, source in session.execute(query)]
    stored = {row.id: json.loads(row.value) for row, _, _ in rows}
    references = _References(session, names, [row for row, _, _ in rows], stored)
    return [
        (row, _ruled(_claim(row, source_of(source), stored[row.id], references), ruling))
        for row, ruling, source in rows
    ]


def _within(horizon: Horizon) -> Select[ClaimRow, RulingRow | None, SourceRow | None]:
    """Select the claims within a horizon with their newest rulings there and their sources, as they were recorded."""
    query = (
        select(ClaimRow, RulingRow, SourceRow)
        .select_from(ClaimRow)
        .outerjoin(RulingRow, RulingRow.serial == newest_ruling(horizon.recorded_by))
        .outerjoin(SourceRow, SourceRow.id == ClaimRow.source_id)
        .order_by(ClaimRow.serial)
    )
    if horizon.said_by:
        # What an editor decides of the calendar itself is no news: it counts on every day.
        is_decision = or_(ClaimRow.field == Field.LISTED, IS_MERGER)
        query = query.where(or_(ClaimRow.said_on <= horizon.said_by, is_decision))
    if horizon.recorded_by:
        query = query.where(ClaimRow.recorded_at <= horizon.recorded_by)
    return query


def _is_decision(row: ClaimRow) -> bool:
    """Tell whether a claim is about a meeting's place in the calendar, which is its own."""
    return row.field is Field.LISTED or is_merger(row)


def _ruled(claim: Claim, ruling: RulingRow | None) -> Claim:
    return replace(claim, verdict=ruling.verdict, reason=ruling.reason) if ruling else claim


def source_of(row: SourceRow | None) -> Source | None:
    """Return a stored source."""
    if row is None:
        return None
    return Source(id=row.id, publisher=row.publisher, title=row.title, url=row.url, published_on=row.published_on)


class _References:
    """What the values of stored claims refer to, read in one query for each kind."""

    def __init__(self, session: Session, names: Names, rows: Iterable[ClaimRow], stored: Mapping[UUID, Any]) -> None:
        by_field: dict[Field, list[Any]] = {}
        sides: list[UUID] = []
        for row in rows:
            by_field.setdefault(row.field, []).append(stored[row.id])
            sides += [row.said_for_id] if row.said_for_id else []
        participants, links = by_field.get(Field.PARTICIPANTS, []), by_field.get(Field.LINKS, [])
        taking_part = [UUID(value[key]) for value in participants for key in _PARTIES if value[key]]
        self.parties: Mapping[UUID, Party] = names.parties(sides + taking_part)
        targets = {UUID(value["to"]) for value in links if "to" in value}
        self.meetings: Mapping[UUID, MeetingRef] = names.meeting_refs(targets) if targets else {}
        slugs = {value["series"] for value in links if "series" in value}
        in_use = select(SeriesRow).where(SeriesRow.slug.in_(slugs))
        self.series = {row.slug: row.name for row in session.scalars(in_use)} if slugs else {}


_PARTIES = ("party", "for_party", "represented_by")


def _claim(row: ClaimRow, source: Source | None, stored: object, references: _References) -> Claim:
    value = _READERS[row.field](stored, references) if stored is not None else None
    if isinstance(value, Window) and row.quote and value.words is None:
        value = replace(value, words=row.quote)
    return Claim(
        id=row.id,
        field=row.field,
        value=value,
        said_on=row.said_on,
        serial=row.serial,
        verdict=Verdict.PROPOSED,
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

"""Stored claims, read back with everything that they refer to as it is now called."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.orm import Session

from app.meetings.claim import Claim, ClaimValue
from app.meetings.dating import WhenSaid
from app.meetings.document import Link, MeetingRef, Participation, Party, Place, SeriesRef, Source
from app.meetings.terms import Eos, Field, Kind, Level, Rel, Status, Verdict
from app.meetings.window import Window
from app.store.horizon import Horizon, is_decision
from app.store.merging import find_ends, find_merged
from app.store.named_tables import SeriesRow, SourceRow
from app.store.names import Names
from app.store.tables import ClaimRow, RulingRow

_CLAIM = (*ClaimRow.__table__.columns, RulingRow.verdict, RulingRow.reason)


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
    merged: Mapping[UUID, AbstractSet[UUID]]
    rows: Sequence[Row[Any]]
    sources: Mapping[UUID, Source]
    stored: Mapping[str, Any]
    references: "_References"

    def read(self) -> dict[UUID, list[Claim]]:
        """Return the claims on each meeting, in the order in which they were recorded.

        What was said of a meeting that was merged into another one is said of both, but for its links to that one.
        """
        found: dict[UUID, list[Claim]] = {meeting_id: [] for meeting_id in self.meeting_ids}
        for row, claim in self.claims():
            holders = () if is_decision(row.field, row.key) else self.merged.get(row.meeting_id, ())
            for meeting_id in {row.meeting_id, *holders} & found.keys():
                if _target(claim.value) != meeting_id:
                    found[meeting_id].append(claim)
        return found

    def claims(self) -> Iterator[tuple[Row[Any], Claim]]:
        """Return each claim with its row."""
        values: dict[tuple[Field, str], ClaimValue] = {}
        for row in self.rows:
            said = row.field, row.value
            if said not in values:
                stored = self.stored[row.value]
                values[said] = _READERS[row.field](stored, self.references) if stored is not None else None
            source = self.sources[row.source_id] if row.source_id else None
            yield row, _claim(row, source, values[said], self.references)


def fetch_claims(
    session: Session, names: Names, meeting_ids: Sequence[UUID], horizon: Horizon, *, field: Field | None = None
) -> Fetched:
    """Return the claims on each meeting with their newest rulings, as they are stored."""
    merged = find_merged(session, meeting_ids, horizon.recorded_by)
    about = [ClaimRow.field == field] if field else []
    asked = and_(ClaimRow.meeting_id.in_({*meeting_ids, *merged}), horizon.claims(), *about)
    return _fetch(session, names, asked, Fetching(meeting_ids, merged, horizon))


def fetch_claims_by_id(session: Session, names: Names, ids: Sequence[UUID]) -> Fetched:
    """Return some claims with their newest rulings, as they are stored."""
    return _fetch(session, names, ClaimRow.id.in_(ids), Fetching((), {}, _EVERYTHING))


@dataclass(frozen=True, slots=True)
class Fetching:
    """On which meetings claims are fetched, what was merged into these, and how far."""

    meeting_ids: Sequence[UUID]
    merged: Mapping[UUID, AbstractSet[UUID]]
    horizon: Horizon


def _fetch(session: Session, names: Names, asked: ColumnElement[bool], of: Fetching) -> Fetched:
    query = (
        select(*_CLAIM)
        .select_from(ClaimRow)
        .outerjoin(RulingRow, RulingRow.serial == of.horizon.newest_ruling())
        .where(asked)
        .order_by(ClaimRow.serial)
    )
    rows = session.execute(query).all()
    stored = {row.value: json.loads(row.value) for row in rows}
    behind = select(SourceRow).where(SourceRow.id.in_(select(ClaimRow.source_id).where(asked)))
    sources = {row.id: source_of(row) for row in session.scalars(behind)}
    references = _References(names, rows, stored, of.horizon.recorded_by)
    return Fetched(of.meeting_ids, of.merged, rows, sources, stored, references)


def source_of(row: SourceRow) -> Source:
    """Return a stored source."""
    return Source(id=row.id, publisher=row.publisher, title=row.title, url=row.url, published_on=row.published_on)


class _References:
    """What the values of stored claims refer to, read in one query for each kind."""

    def __init__(
        self, names: Names, rows: Sequence[Row[Any]], stored: Mapping[str, Any], as_of: datetime | None
    ) -> None:
        by_field: dict[Field, list[Any]] = {}
        for field, value in {(row.field, row.value) for row in rows}:
            by_field.setdefault(field, []).append(stored[value])
        sides = {row.said_for_id for row in rows if row.said_for_id}
        participants, links = by_field.get(Field.PARTICIPANTS, []), by_field.get(Field.LINKS, [])
        taking_part = {UUID(value[key]) for value in participants for key in _PARTIES if value[key]}
        self.parties: Mapping[UUID, Party] = names.parties(sides | taking_part)
        targets = {UUID(value["to"]) for value in links if "to" in value}
        self.ends: Mapping[UUID, UUID] = find_ends(names.session, targets, as_of) if targets else {}
        all_named = targets.union(self.ends.values())
        self.meetings: Mapping[UUID, MeetingRef] = names.meeting_refs(all_named) if all_named else {}
        slugs = {value["series"] for value in links if "series" in value}
        in_use = select(SeriesRow).where(SeriesRow.slug.in_(slugs))
        self.series = {row.slug: row.name for row in names.session.scalars(in_use)} if slugs else {}


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
        key=_key(value, row.key),
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


def _key(value: ClaimValue, said: str | None) -> str | None:
    """Return the key of an entry. A party, or a linked meeting, that turned out to be another one is that one's."""
    if isinstance(value, Participation):
        return str(value.party.id)
    target = _target(value)
    return f"{value.rel} {target}" if isinstance(value, Link) and target else said


def _target(value: ClaimValue) -> UUID | None:
    """Return the meeting to which a link leads that is no merger."""
    return value.to.id if isinstance(value, Link) and value.to and value.rel is not Rel.SAME_AS else None


def _participation(stored: dict[str, Any], references: _References) -> Participation:
    parties = {key: references.parties[UUID(stored[key])] if stored[key] else None for key in _PARTIES}
    return Participation.model_validate(stored | parties)


def _link(stored: dict[str, Any], references: _References) -> Link:
    if "series" in stored:
        series = SeriesRef(slug=stored["series"], name=references.series[stored["series"]])
        return Link(rel=Rel.SERIES, to=None, series=series, ordinal=stored["ordinal"])
    rel, to = Rel(stored["rel"]), UUID(stored["to"])
    # Whoever is linked to a meeting that was merged is linked to the one that holds it; a merger says itself which.
    end = to if rel is Rel.SAME_AS else references.ends.get(to, to)
    return Link(rel=rel, to=references.meetings[end], series=None, ordinal=None)


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

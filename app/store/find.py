"""The only finder: a filter in, stored versions out. Every door shows meetings through it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.meetings.errors import UnknownNameError
from app.meetings.filter import Cancelled, Sort, Vague, Wanted
from app.meetings.terms import Eos, Status
from app.meetings.window import DAY
from app.store.ids import as_uuid
from app.store.merging import find_ends
from app.store.names import Names
from app.store.showing import shown
from app.store.tables import FacetRow, MeetingRow, VersionRow

Columns = TypeVarTuple("Columns")

NAMES = "names"
"""Where a session says what the names of filters mean, if its own calendar does not."""
WEEK_DAYS = 7
_OFF = (Status.CANCELLED, Status.LAPSED)
_STEPS = [Eos.EOS1, Eos.EOS2, Eos.EOS3, Eos.EOS4, Eos.EOS5]


@dataclass(frozen=True, slots=True)
class Found:
    """A stored version: what a door answers with, and where it stands in the order of the list."""

    number: int
    meeting_id: UUID
    document: bytes
    starts_at: datetime


def matching(session: Session, wanted: Wanted, *, tombstones: bool = False) -> ColumnElement[bool]:
    """The versions that a filter lets through, shown or not. `tombstones`: also those taken off the calendar.

    Raises:
        UnknownNameError: for a party, place or meeting that is not known, with the nearest names.
    """
    names = session.info.get(NAMES) or Names(session)
    terms = [*_by_columns(wanted), *_by_time(wanted), *_by_facets(names, wanted)]
    if not tombstones or wanted.cancelled is Cancelled.HIDE:
        terms.append(VersionRow.listed.is_(True))
    return and_(true(), *terms)


def find_page(
    session: Session, wanted: Wanted, *, limit: int, number: int | None, after: tuple[Any, ...] | None
) -> tuple[list[Found], tuple[Any, ...] | None]:
    """Return a page of meetings in the filter's order, and the key of the next one if there is more.

    `number` pins the calendar: whoever pages sees one state of it, each meeting once, whatever is written meanwhile.
    """
    keys, descending = _ORDER[wanted.sort]
    query = _columns().where(shown(wanted, number), matching(session, wanted))
    if after is not None:
        edge = tuple_(*keys)
        query = query.where(edge < after if descending else edge > after)
    query = query.order_by(*(key.desc() if descending else key for key in keys)).limit(limit + 1)
    found = _read(session, query)
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    return found[:limit], (last.number,) if len(keys) == 1 else (last.starts_at, last.meeting_id)


def find_vevents(session: Session, wanted: Wanted, *, most: int, meeting: UUID | None = None) -> Sequence[bytes]:
    """Return the stored VEVENTs of the latest meetings by start: all that is to come, then the most recent past.

    With `meeting`, of that one alone.
    """
    query = select(VersionRow.vevent).where(shown(wanted), matching(session, wanted, tombstones=True))
    if meeting is not None:
        query = query.where(VersionRow.meeting_id == meeting)
    return session.scalars(_latest(query, most)).all()[::-1]


def find_events(session: Session, wanted: Wanted, *, most: int) -> list[tuple[bytes, bytes]]:
    """Return the same meetings as documents and VEVENTs, of a calendar in which not all of these are written yet."""
    columns = select(VersionRow.document, VersionRow.vevent)
    query = columns.where(shown(wanted), matching(session, wanted, tombstones=True))
    return [(document, vevent) for document, vevent in session.execute(_latest(query, most))][::-1]


def find_title(session: Session, wanted: Wanted, meeting: UUID) -> str | None:
    """Return what a meeting was called at the filter's moment; None if it was not shown."""
    return session.scalar(select(VersionRow.title).where(VersionRow.meeting_id == meeting, shown(wanted)))


def find_around(session: Session, wanted: Wanted, at: datetime, *, limit: int) -> tuple[list[Found], bool]:
    """Return the next meetings after an instant and True, or where nothing is ahead the latest ones and False."""
    query = _columns().where(shown(wanted), matching(session, wanted))
    ahead = query.where(VersionRow.ends_at > at).order_by(VersionRow.starts_at, VersionRow.meeting_id).limit(limit)
    found = _read(session, ahead)
    if found:
        return found, True
    latest = query.order_by(VersionRow.starts_at.desc(), VersionRow.meeting_id.desc()).limit(limit)
    return _read(session, latest)[::-1], False


def find_titles(session: Session, slugs: Sequence[str]) -> dict[str, str]:
    """Return the titles of those among some meetings that are on the calendar, by their slugs."""
    query = select(MeetingRow.slug, VersionRow.title).join(MeetingRow, MeetingRow.id == VersionRow.meeting_id)
    on = query.where(MeetingRow.slug.in_(slugs), VersionRow.until.is_(None), VersionRow.listed.is_(True))
    return {row.slug: row.title for row in session.execute(on)}


def count(session: Session, wanted: Wanted, *, most: int) -> int:
    """Return how many meetings a filter lets through, counting no further than `most`."""
    counted = select(VersionRow.number).where(shown(wanted), matching(session, wanted)).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def _latest(query: Select[*Columns], most: int) -> Select[*Columns]:
    return query.order_by(VersionRow.starts_at.desc(), VersionRow.meeting_id.desc()).limit(most)


def _read(session: Session, query: Select[int, UUID, bytes, datetime]) -> list[Found]:
    return [Found(number, id_, document, starts_at) for number, id_, document, starts_at in session.execute(query)]


def _columns() -> Select[int, UUID, bytes, datetime]:
    return select(VersionRow.number, VersionRow.meeting_id, VersionRow.document, VersionRow.starts_at)


_BY_START = (VersionRow.starts_at, VersionRow.meeting_id)
_ORDER: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.START: (_BY_START, False),
    Sort.LATEST: (_BY_START, True),
    Sort.UPDATED: ((VersionRow.number,), False),
    Sort.NEWEST: ((VersionRow.number,), True),
}


def _by_columns(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    for column, values in (
        (VersionRow.kind, wanted.kind),
        (VersionRow.level, wanted.level),
        (VersionRow.status, wanted.status),
        (VersionRow.country, wanted.country),
    ):
        if values:
            yield column.in_(values)
    if wanted.certainty_min:
        yield VersionRow.eos.in_(_STEPS[_STEPS.index(wanted.certainty_min) :])
    if wanted.updated_since:
        yield VersionRow.modified_at >= wanted.updated_since
    if wanted.cancelled is Cancelled.HIDE:
        yield VersionRow.status.not_in(_OFF)
    if wanted.vague is not Vague.ALL:
        yield VersionRow.vague_days <= (WEEK_DAYS if wanted.vague is Vague.WEEK else 0)


def _by_time(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    """Days are inclusive and compare with the meeting's own days, whatever its zone; instants are half-open."""
    if isinstance(wanted.start, datetime):
        yield VersionRow.ends_at > wanted.start
    elif wanted.start:
        yield VersionRow.last_date >= wanted.start
    if isinstance(wanted.end, datetime):
        yield VersionRow.starts_at < wanted.end
    elif wanted.end:
        yield VersionRow.first_date <= wanted.end
        # No zone is more than a day away from UTC, so this is always true of such a meeting and an index serves it.
        yield VersionRow.starts_at < datetime.combine(wanted.end, time(0), tzinfo=UTC) + 2 * DAY
    if wanted.ended_after:
        yield VersionRow.last_date >= wanted.ended_after


def _by_facets(names: Names, wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    for text in wanted.party_all:
        yield _has("party", [str(names.get_party(text, field="party_all").id)])
    if wanted.part_of:
        yield _has("part_of", [str(one) for one in find_wholes(names, wanted)])
    for name, read in _FACETS.items():
        if values := [value for text in getattr(wanted, name) for value in read(names, text)]:
            yield _has(name, values)


def find_wholes(names: Names, wanted: Wanted) -> set[UUID]:
    """Return the meetings of which a filter wants parts: those that were merged are the ones that hold them.

    Raises:
        UnknownNameError: for a meeting that is not known, with the nearest names.
    """
    ids = [names.meeting(text, field="part_of").id for text in wanted.part_of]
    ends = find_ends(names.session, ids, wanted.as_of)
    return {ends.get(one, one) for one in ids}


def _id(text: str, field: str) -> UUID:
    uuid = as_uuid(text)
    if uuid is None:
        raise UnknownNameError(f"a {field} is named by its id", field=field)
    return uuid


_FACETS: dict[str, Callable[[Names, str], Iterable[str]]] = {
    "party": lambda names, text: [str(names.get_party(text).id)],
    "person": lambda names, text: [str(names.get_party(text, field="person").id)],
    "place": lambda names, text: [str(one) for one in names.find_places(text)],
    "series": lambda names, text: [names.series(text).slug],
    "source": lambda _, text: [str(_id(text, "source"))],
    "topic": lambda _, text: [text],
}
"""How the texts of a filter become what versions are found by."""


def _has(name: str, values: Sequence[str]) -> ColumnElement[bool]:
    facet = select(FacetRow.number).where(FacetRow.name == name, FacetRow.value.in_(values))
    return VersionRow.number.in_(facet)

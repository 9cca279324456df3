"""What had been said in public by a day: the calendar projected again from the claims that were known then.

The projected meetings are put into a small calendar in memory, with the same tables, so that the one finder answers
for it as for any other.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from sqlalchemy import ColumnElement, and_, insert, or_, select
from sqlalchemy.orm import Session

from app.formats.ical import write_vevent
from app.meetings.claim import Claim
from app.meetings.difference import difference
from app.meetings.document import Link, Meeting
from app.meetings.errors import FilterError, MeetingNotFoundError, NotAMeetingError
from app.meetings.filter import Wanted
from app.meetings.projection import project, retitle, title_of
from app.meetings.terms import Field, Verdict
from app.store.claims import Horizon, read_claims
from app.store.columns import Base
from app.store.database import Database
from app.store.facets import columns, facets
from app.store.names import Names
from app.store.render import BATCH
from app.store.tables import (
    ClaimRow,
    FacetRow,
    LedgerRow,
    MeetingRow,
    PartyAliasRow,
    PartyRow,
    PlaceRow,
    SeriesRow,
    VersionRow,
)

MOST_CANDIDATES = 5000
"""How many meetings are projected for one answer."""


@contextmanager
def knowing(session: Session, wanted: Wanted) -> Iterator[tuple[Session, Wanted]]:
    """Open a calendar as it was known on the filter's day, and the filter to ask it with.

    Raises:
        FilterError: if too many meetings would have to be projected.
    """
    candidates = _candidates(session, wanted)
    memory = Database("sqlite://")
    Base.metadata.create_all(memory.engine)
    with memory.writing() as known:
        for table in (PartyRow, PartyAliasRow, PlaceRow, SeriesRow, MeetingRow):
            rows = [dict(row) for row in session.execute(select(*table.__table__.columns)).mappings()]
            if rows:
                known.execute(insert(table), rows)
        _fill(known, project_known(session, candidates, wanted), _base_url(session))
    try:
        with memory.reading() as known:
            yield known, replace(wanted, known_on=None, as_of=None)
    finally:
        memory.close()


def get_known(session: Session, named: MeetingRow, wanted: Wanted) -> Meeting:
    """Return one meeting as it was known on a day.

    Raises:
        MeetingNotFoundError: if nothing had been said of it by then.
    """
    found = list(project_known(session, [named.id], wanted))
    if not found:
        rule = f"nothing that gives {named.slug!r} a title, a kind and a time had been said by then"
        raise MeetingNotFoundError(rule, field="known_on")
    return found[0]


def project_known(session: Session, meeting_ids: list[UUID], wanted: Wanted) -> Iterator[Meeting]:
    """Return the meetings that the claims describe which had been said by the filter's day.

    With `as_of`, only claims recorded and rulings made by then count. Stamps come from the newest claim used.
    """
    horizon = Horizon(said_by=wanted.known_on, recorded_by=wanted.as_of)
    for start in range(0, len(meeting_ids), BATCH):
        batch = meeting_ids[start : start + BATCH]
        claims = read_known_claims(session, batch, horizon)
        rows = session.scalars(select(MeetingRow).where(MeetingRow.id.in_(batch)).order_by(MeetingRow.id))
        for number, named in enumerate(rows, start=start + 1):
            meeting = _meeting(named, claims[named.id], number)
            if meeting is not None:
                yield meeting


def read_known_claims(session: Session, meeting_ids: Sequence[UUID], horizon: Horizon) -> dict[UUID, list[Claim]]:
    """Return the claims within a horizon, with the meetings that they name called as they were called then."""
    claims = read_claims(session, Names(session), meeting_ids, horizon)
    titles = _titles(session, claims, horizon)
    return {id_: retitle(of_one, titles) for id_, of_one in claims.items()}


def _titles(session: Session, claims: dict[UUID, list[Claim]], horizon: Horizon) -> dict[UUID, str]:
    """Return the titles by which the meetings that others name were known then; the slug of one that had none."""
    links = [claim.value.to for of_one in claims.values() for claim in of_one if isinstance(claim.value, Link)]
    slugs = {ref.id: ref.slug for ref in links if ref}
    named = read_claims(session, Names(session), [id_ for id_ in slugs if id_ not in claims], horizon)
    return {id_: title_of((claims | named)[id_]) or slug for id_, slug in slugs.items()}


def _meeting(named: MeetingRow, claims: list[Claim], number: int) -> Meeting | None:
    try:
        content = project(claims).content
    except NotAMeetingError:
        return None
    used = [claim.recorded_at for claim in claims if claim.verdict is Verdict.ACCEPTED and claim.recorded_at]
    return Meeting(
        **dict(content),
        id=named.id,
        uid=named.uid,
        slug=named.slug,
        version=1,
        sequence=0,
        number=number,
        created_at=named.created_at,
        modified_at=max(used, default=named.created_at),
    )


def _fill(known: Session, meetings: Iterator[Meeting], base_url: str) -> None:
    for meeting in meetings:
        vevent = write_vevent(meeting, base_url)
        known.execute(insert(VersionRow), [columns(meeting, vevent, difference(None, meeting))])
        if found_by := facets(meeting):
            known.execute(insert(FacetRow), found_by)


def _base_url(session: Session) -> str:
    return session.scalar(select(LedgerRow.base_url)) or ""


def _candidates(session: Session, wanted: Wanted) -> list[UUID]:
    """Return every meeting that the filter could let through: claims that name what it asks for are enough."""
    query = select(ClaimRow.meeting_id).where(ClaimRow.said_on <= wanted.known_on).distinct()
    for asked in _mentions(Names(session), wanted):
        query = query.where(ClaimRow.meeting_id.in_(select(ClaimRow.meeting_id).where(asked)))
    found = session.scalars(query.order_by(ClaimRow.meeting_id).limit(MOST_CANDIDATES + 1)).all()
    if len(found) > MOST_CANDIDATES:
        rule = f"over {MOST_CANDIDATES} meetings were known by then; narrow the view by party, place, topic or series"
        raise FilterError(rule, field="known_on")
    return list(found)


def _mentions(names: Names, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    people = [names.get_party(text).id for text in (*wanted.party, *wanted.person)]
    if people:
        yield _says(Field.PARTICIPANTS, people)
    for text in wanted.party_all:
        yield _says(Field.PARTICIPANTS, [names.get_party(text).id])
    if wanted.place:
        yield _says(Field.PLACE, [one for text in wanted.place for one in names.find_places(text)])
    if wanted.topic:
        yield and_(ClaimRow.field == Field.TOPICS, ClaimRow.key.in_(wanted.topic))
    if wanted.series:
        yield ClaimRow.key.in_([f"series {slug}" for slug in wanted.series])


def _says(field: Field, ids: list[UUID]) -> ColumnElement[bool]:
    return and_(ClaimRow.field == field, or_(*(ClaimRow.value.contains(str(one)) for one in ids)))

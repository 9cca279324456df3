"""Wholes: no meeting is a part of itself, by however many others between."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.document import Meeting
from app.meetings.errors import LinkError
from app.meetings.terms import Rel
from app.store.tables import FacetRow, MeetingRow, VersionRow

_BATCH = 500


def check_wholes(session: Session, shown: Iterable[Meeting]) -> None:
    """Refuse meetings that have just come to be shown as parts of themselves. It asks once for each step upwards.

    Raises:
        LinkError: naming the meetings that are parts of each other.
    """
    wholes = {meeting.id: _wholes_of(meeting) for meeting in shown}
    above = {one for found in wholes.values() for one in found} - wholes.keys()
    while above:
        found = _read_wholes(session, list(above))
        wholes |= {one: found.get(one, set()) for one in above}
        above = {one for of_one in found.values() for one in of_one} - wholes.keys()
    try:
        TopologicalSorter(wholes).prepare()
    except CycleError as error:
        circle = MeetingRow.id.in_(error.args[1][:_BATCH])
        slugs = list(session.scalars(select(MeetingRow.slug).where(circle).order_by(MeetingRow.slug)))
        alone = f"{slugs[0]!r} would be a part of itself"
        rule = f"these would be parts of each other: {', '.join(slugs)}" if slugs[1:] else alone
        raise LinkError(rule, field="links") from None


def _wholes_of(meeting: Meeting) -> set[UUID]:
    return {link.to.id for link in meeting.links if link.rel is Rel.PART_OF and link.to}


def _read_wholes(session: Session, parts: list[UUID]) -> dict[UUID, set[UUID]]:
    wholes: dict[UUID, set[UUID]] = {}
    query = select(VersionRow.meeting_id, FacetRow.value).join(FacetRow, FacetRow.number == VersionRow.number)
    query = query.where(VersionRow.until.is_(None), FacetRow.name == "part_of")
    for start in range(0, len(parts), _BATCH):
        of_these = VersionRow.meeting_id.in_(parts[start : start + _BATCH])
        for part, whole in session.execute(query.where(of_these)):
            wholes.setdefault(part, set()).add(UUID(whole))
    return wholes

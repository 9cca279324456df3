"""The log: versions in order, for readers who follow the numbers, and as one meeting's history."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.formats.description import LastChange
from app.meetings.difference import ASKED_FIRST, DETAILS
from app.meetings.errors import MeetingGoneError, MeetingNotFoundError
from app.meetings.filter import Wanted
from app.store.find import matching
from app.store.merging import find_ends
from app.store.showing import shown
from app.store.tables import MeetingRow, VersionRow

_Step = aliased(VersionRow)


@dataclass(frozen=True, slots=True)
class Change:
    """One step of one meeting. Without a document it has left the filter."""

    number: int
    meeting_id: UUID
    slug: str
    title: str
    version: int
    modified_at: datetime
    fields: list[str]
    words: str
    document: bytes | None


def find_changes(session: Session, wanted: Wanted, since: int, *, limit: int) -> list[Change]:
    """Return the changes after a number, in order. A meeting that leaves the filter is a removal for this reader."""
    matches = matching(session, wanted)
    entered = select(VersionRow.number).where(VersionRow.number > since, matches)
    left = select(VersionRow.until).where(VersionRow.until > since, matches)
    query = (
        select(_Step, MeetingRow.slug, _Step.number.in_(entered))
        .join(MeetingRow, MeetingRow.id == _Step.meeting_id)
        .where(_Step.number > since, or_(_Step.number.in_(entered), _Step.number.in_(left)))
        .order_by(_Step.number)
        .limit(limit)
    )
    return [_change(row, slug, inside=inside) for row, slug, inside in session.execute(query)]


def find_stamps(session: Session, number: int) -> dict[int, datetime]:
    """Return when a number and its successor were given out, as far as they were."""
    query = select(VersionRow.number, VersionRow.modified_at).where(VersionRow.number.in_((number, number + 1)))
    return {row.number: row.modified_at for row in session.execute(query)}


def find_history(session: Session, meeting_id: UUID, wanted: Wanted) -> list[Change]:
    """Return every version of one meeting, in order; with `as_of` those that had been written by then."""
    query = (
        select(VersionRow, MeetingRow.slug)
        .join(MeetingRow, MeetingRow.id == VersionRow.meeting_id)
        .where(VersionRow.meeting_id == meeting_id)
        .order_by(VersionRow.number)
    )
    if wanted.as_of:
        query = query.where(VersionRow.modified_at <= wanted.as_of)
    return [_change(row, slug, inside=True) for row, slug in session.execute(query)]


def find_last_changes(session: Session, meeting_ids: Sequence[UUID]) -> dict[UUID, LastChange]:
    """Return the last change that was news of each of these meetings that has had one since it was new."""
    news = or_(*(VersionRow.changed.contains(f'"{name}"') for name in ASKED_FIRST)) & (VersionRow.words != DETAILS)
    newest = select(func.max(VersionRow.number)).where(VersionRow.meeting_id.in_(meeting_ids), news)
    newest = newest.group_by(VersionRow.meeting_id)
    query = select(VersionRow.meeting_id, VersionRow.modified_at, VersionRow.words)
    rows = session.execute(query.where(VersionRow.number.in_(newest)))
    return {meeting_id: LastChange(modified_at, words) for meeting_id, modified_at, words in rows}


def get_version(session: Session, named: MeetingRow, wanted: Wanted) -> Row[int, bytes, bytes, datetime, bool]:
    """Return the version of a meeting that is shown: its version, document, VEVENT and time.

    Raises:
        MeetingNotFoundError: if there was none at that instant.
        MeetingGoneError: if the meeting was taken off the calendar, and the reader does not ask for the past.
    """
    version = VersionRow
    query = select(version.version, version.document, version.vevent, version.modified_at, version.listed)
    found = session.execute(query.where(VersionRow.meeting_id == named.id, shown(wanted))).one_or_none()
    if found is None:
        raise MeetingNotFoundError(f"the calendar did not show {named.slug!r} then", field="as_of")
    if not found.listed and wanted.as_of is None:
        raise _gone(session, named)
    return found


def read_current(session: Session, meeting_id: UUID) -> bytes:
    """Return the document of a meeting as it stands, on the calendar or off it."""
    return session.scalars(
        select(VersionRow.document).where(VersionRow.meeting_id == meeting_id, VersionRow.until.is_(None))
    ).one()


def _gone(session: Session, named: MeetingRow) -> MeetingGoneError:
    successor = find_ends(session, [named.id], None).get(named.id)
    if successor:
        slug = session.get_one(MeetingRow, successor).slug
        rule = f"{named.slug!r} was merged into {slug!r}; its history is still there"
        return MeetingGoneError(rule, field="meeting", near=[slug])
    return MeetingGoneError(f"{named.slug!r} was taken off the calendar; its history is still there")


def _change(row: VersionRow, slug: str, *, inside: bool) -> Change:
    return Change(
        number=row.number,
        meeting_id=row.meeting_id,
        slug=slug,
        title=row.title,
        version=row.version,
        modified_at=row.modified_at,
        fields=json.loads(row.changed),
        words=row.words,
        document=row.document if inside else None,
    )

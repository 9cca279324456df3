"""The only writer: claims and rulings in, versions out, in one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.meetings.document import Meeting
from app.meetings.errors import NotATimeError
from app.meetings.terms import Effect
from app.meetings.zones import exists
from app.store.drafts import Draft
from app.store.ledger import note
from app.store.names import identify
from app.store.render import BATCH, Rendering, next_moment
from app.store.tables import ClaimRow, LedgerRow, MeetingRow, RulingRow
from app.store.verdicts import doubt


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a record did: the versions that it made, and the effect of every accepted claim on the touched meetings."""

    versions: list[Meeting]
    effects: Mapping[UUID, Effect]


def take_meeting(session: Session, slug: str, at: datetime) -> UUID:
    """Return the id of the meeting with this slug, made of the slug if there is none yet."""
    known = session.scalar(select(MeetingRow.id).where(MeetingRow.slug == slug))
    if known is not None:
        return known
    meeting_id = identify("meeting", slug)
    session.execute(insert(MeetingRow), [{"id": meeting_id, "uid": str(meeting_id), "slug": slug, "created_at": at}])
    return meeting_id


def record(session: Session, ledger: LedgerRow, drafts: Iterable[Draft], *, editor: str) -> Recorded:
    """Store the claims, project each meeting they are about, and write a version of each that looks different.

    A claim that changes nothing in the document is stored and makes no version. A claim that is stored already is left
    alone. A date that its own quote contradicts is ruled `conflict` where another is known. The caller opens the
    ledger first and commits.

    Raises:
        NotAMeetingError: if a meeting would have no title, kind or time.
        NotATimeError: if a clock time falls into a gap of the zone that the place gives it.
    """
    new = doubt(session, _without_stored(session, drafts))
    if not new:
        return Recorded([], {})
    touched = list(dict.fromkeys(one.meeting_id for one in new))
    at = next_moment(session, ledger, touched)
    claims, rulings = [], []
    for one in new:
        serial = note(ledger, at)
        claims.append(_claim_row(one, serial, editor, at))
        ruling = {"serial": serial, "claim_id": one.id, "editor": editor, "ruled_at": at}
        rulings.append(ruling | {"verdict": one.ruled.verdict, "reason": one.ruled.reason})
    session.execute(insert(ClaimRow), claims)
    session.execute(insert(RulingRow), rulings)
    rendering = Rendering(session, ledger, at)
    rendering.render(touched)
    for meeting in rendering.versions:
        _check_clock(meeting)
    return Recorded(rendering.versions, rendering.effects)


def _without_stored(session: Session, drafts: Iterable[Draft]) -> list[Draft]:
    unique = {one.id: one for one in drafts}
    stored: set[UUID] = set()
    ids = list(unique)
    for start in range(0, len(ids), BATCH):
        stored |= set(session.scalars(select(ClaimRow.id).where(ClaimRow.id.in_(ids[start : start + BATCH]))))
    return [one for id_, one in unique.items() if id_ not in stored]


def _claim_row(one: Draft, serial: int, editor: str, at: datetime) -> dict[str, object]:
    statement = one.statement
    return {
        "id": one.id,
        "serial": serial,
        "meeting_id": one.meeting_id,
        "field": one.field,
        "key": one.key,
        "value": one.stored,
        "absent": one.absent,
        "quote": statement.quotes.get(one.field),
        "said_by": statement.said_by,
        "said_for_id": one.said_for.id if one.said_for else None,
        "said_on": one.said_on,
        "said_on_estimated": statement.said_on_estimated,
        "bearing": statement.bearing,
        "stance": statement.stance,
        "certainty": statement.certainty,
        "source_id": one.source.id,
        "editor": editor,
        "recorded_at": at,
    }


def _check_clock(meeting: Meeting) -> None:
    """Refuse a clock time that the zone skips, where the zone came from the place and not from the claim."""
    for name, wall in (("start", meeting.when.start), ("end", meeting.when.end)):
        if wall is not None and not exists(wall, meeting.when.time_zone):
            rule = f"clocks in {meeting.when.time_zone} skip {wall:%H:%M} on {wall:%Y-%m-%d}"
            raise NotATimeError(rule, field=f"when.{name}")

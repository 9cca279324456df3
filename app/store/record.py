"""The only writer: claims and rulings in, versions out, in one transaction."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.meetings.document import Meeting
from app.meetings.errors import LinkError, MergerError, NotATimeError
from app.meetings.terms import Effect, Rel
from app.meetings.text import slugify
from app.meetings.zones import exists
from app.store.acknowledging import acknowledge
from app.store.drafts import Draft, Ruled
from app.store.ids import identify
from app.store.ledger import note
from app.store.newcomers import Newcomer
from app.store.render import BATCH, Rendering, next_moment
from app.store.tables import ClaimRow, FacetRow, LedgerRow, MeetingRow, RulingRow, VersionRow
from app.store.verdicts import doubt
from app.store.wholes import check_wholes


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a record did: the versions that it made, and the effect of every accepted claim on the touched meetings.

    `claims`: what was recorded, as it was ruled. `newcomers`: whom nobody knew before.
    """

    versions: list[Meeting]
    effects: Mapping[UUID, Effect]
    claims: Sequence[Draft] = ()
    newcomers: Sequence[Newcomer] = ()


def take_meeting(session: Session, slug: str, at: datetime) -> UUID:
    """Return the id of the meeting with this slug, made of the slug if there is none yet."""
    known = session.scalar(select(MeetingRow.id).where(MeetingRow.slug == slug))
    if known is not None:
        return known
    meeting_id = identify("meeting", slug)
    session.execute(insert(MeetingRow), [{"id": meeting_id, "uid": str(meeting_id), "slug": slug, "created_at": at}])
    return meeting_id


def make_meeting(session: Session, title: str, at: datetime) -> MeetingRow:
    """Return a new meeting with a random id, and a slug made of its title: with -2, -3, ... if that is taken."""
    meeting_id, base = uuid4(), slugify(title)
    taken = set(session.scalars(select(MeetingRow.slug).where(MeetingRow.slug.startswith(base, autoescape=True))))
    slug = next(one for count in itertools.count(1) if (one := f"{base}-{count}" if count > 1 else base) not in taken)
    row = MeetingRow(id=meeting_id, uid=str(meeting_id), slug=slug, created_at=at)
    session.add(row)
    session.flush()
    return row


def record(session: Session, ledger: LedgerRow, drafts: Iterable[Draft], *, editor: str) -> Recorded:
    """Store the claims, project each meeting they are about, and write a version of each that looks different.

    A claim that changes nothing in the document is stored and makes no version. A claim that is stored already is left
    alone. A date that its own quote contradicts is ruled `conflict` where another is known. The caller opens the
    ledger first and commits.

    Raises:
        NotAMeetingError: if a meeting would have no title, kind or time.
        NotATimeError: if a clock time falls into a gap of the zone that the place gives it.
        LinkError: if a meeting would be a part of itself by way of others.
        MergerError: if a meeting would be the same as two others, or as one that is off the calendar.
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
        if one.ruled:
            ruling = {"serial": serial, "claim_id": one.id, "editor": editor, "ruled_at": at}
            rulings.append(ruling | {"verdict": one.ruled.verdict, "reason": one.ruled.reason})
    session.execute(insert(ClaimRow), claims)
    if rulings:
        session.execute(insert(RulingRow), rulings)
    return replace(render_again(session, ledger, at, touched), claims=new)


def rule(session: Session, ledger: LedgerRow, claim: ClaimRow, ruled: Ruled, *, editor: str) -> Recorded:
    """Store a verdict on a claim, and write a version of each meeting that looks different by it.

    The verdict before it stays in the record: undoing one is another ruling. What an accepted claim names is known from
    then on. The caller opens the ledger first and commits.

    Raises:
        NotAMeetingError: if the meeting would have no title, kind or time without the claim.
    """
    at = next_moment(session, ledger, [claim.meeting_id])
    ruling = {"serial": note(ledger, at), "claim_id": claim.id, "editor": editor, "ruled_at": at}
    session.execute(insert(RulingRow), [ruling | {"verdict": ruled.verdict, "reason": ruled.reason}])
    acknowledge(session, claim, ruled.verdict)
    return render_again(session, ledger, at, [claim.meeting_id])


def render_again(session: Session, ledger: LedgerRow, at: datetime, touched: Sequence[UUID]) -> Recorded:
    """Write a version, at this moment, of each of these meetings that looks different, once it makes sense."""
    rendering = Rendering(session, ledger, at)
    rendering.render(touched)
    for meeting in rendering.versions:
        _check_clock(meeting)
        _check_merger(session, meeting)
    check_wholes(session, rendering.versions)
    return Recorded(rendering.versions, rendering.effects)


def _without_stored(session: Session, drafts: Iterable[Draft]) -> list[Draft]:
    unique = {one.id: one for one in drafts}
    stored: set[UUID] = set()
    ids = list(unique)
    for start in range(0, len(ids), BATCH):
        stored |= set(session.scalars(select(ClaimRow.id).where(ClaimRow.id.in_(ids[start : start + BATCH]))))
    return [one for id_, one in unique.items() if id_ not in stored]


def _claim_row(one: Draft, serial: int, editor: str, at: datetime) -> dict[str, object]:
    saying = one.saying
    return {
        "id": one.id,
        "serial": serial,
        "meeting_id": one.meeting_id,
        "field": one.field,
        "key": one.key,
        "value": one.stored,
        "absent": one.absent,
        "quote": one.quote,
        "said_by": saying.said_by,
        "said_for_id": one.said_for.id if one.said_for else None,
        "said_on": one.said_on,
        "said_on_estimated": saying.said_on_estimated,
        "bearing": saying.bearing,
        "stance": saying.stance,
        "certainty": one.certainty,
        "source_id": one.source.id if one.source else None,
        "editor": editor,
        "recorded_at": at,
    }


def _check_clock(meeting: Meeting) -> None:
    """Refuse a clock time that the zone skips, where the zone came from the place and not from the claim."""
    for name, wall in (("start", meeting.when.start), ("end", meeting.when.end)):
        if wall is not None and not exists(wall, meeting.when.time_zone):
            rule = f"clocks in {meeting.when.time_zone} skip {wall:%H:%M} on {wall:%Y-%m-%d}"
            raise NotATimeError(rule, field=f"when.{name}")


def _check_merger(session: Session, meeting: Meeting) -> None:
    """Refuse to merge a meeting into two, its whole, or one off the calendar. What was merged before stays so."""
    targets = {str(link.to.id): link.to for link in meeting.links if link.rel is Rel.SAME_AS and link.to}
    if not targets:
        return
    before = select(FacetRow.value).join(VersionRow, VersionRow.number == FacetRow.number)
    before = before.where(VersionRow.meeting_id == meeting.id, VersionRow.version == meeting.version - 1)
    added = targets.keys() - set(session.scalars(before.where(FacetRow.name == Rel.SAME_AS)))
    if added and len(targets) > 1:
        several = " and ".join(sorted(repr(one.slug) for one in targets.values()))
        raise MergerError(f"a meeting is the same as one other, and {meeting.slug!r} would be {several}", field="links")
    for new in added:
        if any(link.rel is Rel.PART_OF and link.to == targets[new] for link in meeting.links):
            raise LinkError(f"{targets[new].slug!r} would be a part of itself", field="links")
        is_shown = VersionRow.until.is_(None) & VersionRow.listed.is_(True)
        if session.scalar(select(VersionRow.number).where(VersionRow.meeting_id == UUID(new), is_shown)) is None:
            rule = f"{meeting.slug!r} cannot be merged into {targets[new].slug!r}, which is off the calendar"
            raise MergerError(rule, field="links")

"""The only writer: claims and rulings in, versions out, in one transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.formats.ical import face, write_vevent
from app.meetings.difference import difference
from app.meetings.document import Content, Meeting
from app.meetings.errors import NotATimeError
from app.meetings.projection import project, retitle, title_of
from app.meetings.terms import Effect
from app.meetings.zones import exists
from app.store.claims import read_claims
from app.store.drafts import Draft
from app.store.facets import columns, facets
from app.store.ledger import close_ledger, next_instant
from app.store.names import Names, identify
from app.store.tables import ClaimRow, FacetRow, LedgerRow, MeetingRow, RulingRow, VersionRow

BATCH = 500
"""How many meetings are projected at a time."""


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
    alone. The caller opens the ledger first and commits.

    Raises:
        NotAMeetingError: if a meeting would have no title, kind or time.
        NotATimeError: if a clock time falls into a gap of the zone that the place gives it.
    """
    at = next_instant(ledger)
    new = _without_stored(session, drafts)
    if not new:
        return Recorded([], {})
    claims, rulings = [], []
    for one in new:
        ledger.serial += 1
        claims.append(_claim_row(one, ledger.serial, editor, at))
        ruling = {"serial": ledger.serial, "claim_id": one.id, "editor": editor, "ruled_at": at}
        rulings.append(ruling | {"verdict": one.ruled.verdict, "reason": one.ruled.reason})
    session.execute(insert(ClaimRow), claims)
    session.execute(insert(RulingRow), rulings)
    recorded = render(session, ledger, dict.fromkeys(one.meeting_id for one in new), at)
    for meeting in recorded.versions:
        _check_clock(meeting)
    return recorded


def render(
    session: Session, ledger: LedgerRow, meeting_ids: Iterable[UUID], at: datetime, *, force: bool = False
) -> Recorded:
    """Write a version of each meeting whose document is not the one shown; with `force` also if only its bytes differ.

    Meetings that name one whose title changes are written too, each with a version of its own.
    """
    versions: list[Meeting] = []
    effects: dict[UUID, Effect] = {}
    waiting = list(meeting_ids)
    while waiting:
        batch, waiting = waiting[:BATCH], waiting[BATCH:]
        made, retitled = _render_batch(session, ledger, batch, at, effects, force=force)
        versions += made
        waiting += [one for one in _dependents(session, retitled) if one not in waiting]
    if versions:
        ledger.modified_at = max(ledger.modified_at, *(meeting.modified_at for meeting in versions))
    close_ledger(session)
    return Recorded(versions, effects)


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


def _render_batch(
    session: Session,
    ledger: LedgerRow,
    meeting_ids: Sequence[UUID],
    at: datetime,
    effects: dict[UUID, Effect],
    *,
    force: bool,
) -> tuple[list[Meeting], list[UUID]]:
    """Return the new versions, and the meetings whose title changed."""
    names = Names(session)
    shown = _shown(session, meeting_ids)
    claims = read_claims(session, names, meeting_ids)
    titles = {id_: title for id_ in meeting_ids if (title := title_of(claims[id_]))}
    retitled = [id_ for id_, title in titles.items() if id_ not in shown or shown[id_].title != title]
    rows = {row.id: row for row in session.scalars(select(MeetingRow).where(MeetingRow.id.in_(meeting_ids)))}
    made = []
    for meeting_id in meeting_ids:
        projection = project(retitle(claims[meeting_id], titles))
        effects |= projection.effects
        step = _step(rows[meeting_id], shown.get(meeting_id), projection.content, ledger, at, force=force)
        if step is not None:
            made.append(step)
    _store(session, made, shown)
    return [meeting for meeting, _, _ in made], retitled


def _step(
    named: MeetingRow, shown: VersionRow | None, content: Content, ledger: LedgerRow, at: datetime, *, force: bool
) -> "tuple[Meeting, bytes, Meeting | None] | None":
    """Return the next version of a meeting with its VEVENT, or None if it looks as it did."""
    before = Meeting.model_validate_json(shown.document) if shown else None
    same = before is not None and Content.model_validate(before.model_dump(include=set(Content.model_fields))) == content
    if same and not force:
        return None
    base_url = ledger.base_url or ""
    meeting = Meeting(
        **dict(content),
        id=named.id,
        uid=named.uid,
        slug=named.slug,
        version=before.version + 1 if before else 1,
        sequence=before.sequence if before else 0,
        number=ledger.number + 1,
        created_at=named.created_at,
        modified_at=max(at, before.modified_at + timedelta(seconds=1)) if before else at,
    )
    vevent = write_vevent(meeting, base_url)
    if shown and before:
        if same and write_vevent(before, base_url) == shown.vevent:
            return None
        if face(vevent) != face(shown.vevent):
            meeting = meeting.model_copy(update={"sequence": before.sequence + 1})
            vevent = write_vevent(meeting, base_url)
    ledger.number += 1
    return meeting, vevent, before


def _shown(session: Session, meeting_ids: Sequence[UUID]) -> dict[UUID, VersionRow]:
    query = select(VersionRow).where(VersionRow.meeting_id.in_(meeting_ids), VersionRow.until.is_(None))
    return {row.meeting_id: row for row in session.scalars(query)}


def _store(
    session: Session, made: Sequence[tuple[Meeting, bytes, Meeting | None]], shown: Mapping[UUID, VersionRow]
) -> None:
    if not made:
        return
    ended = [
        {"number": shown[meeting.id].number, "until": meeting.number, "superseded_at": meeting.modified_at}
        for meeting, _, before in made
        if before
    ]
    if ended:
        session.execute(update(VersionRow), ended)
    versions = [columns(meeting, vevent, difference(before, meeting)) for meeting, vevent, before in made]
    session.execute(insert(VersionRow), versions)
    found_by = [row for meeting, _, _ in made for row in facets(meeting)]
    if found_by:
        session.execute(insert(FacetRow), found_by)


def _dependents(session: Session, retitled: Sequence[UUID]) -> Iterator[UUID]:
    """Return the meetings that name one of these."""
    if retitled:
        named = FacetRow.value.in_([str(one) for one in retitled])
        query = select(VersionRow.meeting_id).join(FacetRow, FacetRow.number == VersionRow.number)
        yield from session.scalars(
            query.where(FacetRow.name == "link", named, VersionRow.until.is_(None)).distinct().order_by("meeting_id")
        )


def _check_clock(meeting: Meeting) -> None:
    """Refuse a clock time that the zone skips, where the zone came from the place and not from the claim."""
    for name, wall in (("start", meeting.when.start), ("end", meeting.when.end)):
        if wall is not None and not exists(wall, meeting.when.time_zone):
            rule = f"clocks in {meeting.when.time_zone} skip {wall:%H:%M} on {wall:%Y-%m-%d}"
            raise NotATimeError(rule, field=f"when.{name}")

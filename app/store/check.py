"""Checking: every shown document and VEVENT made again from the claims, and compared with what is stored."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.formats.ical import write_vevent
from app.meetings.claim import Claim
from app.meetings.difference import Difference
from app.meetings.document import Content, Meeting
from app.meetings.errors import NotAMeetingError
from app.meetings.projection import project
from app.store.claims import read_claims
from app.store.facets import columns, facets
from app.store.log import find_last_changes
from app.store.names import Names
from app.store.render import BATCH, is_same
from app.store.tables import ClaimRow, FacetRow, LedgerRow, MeetingRow, RulingRow, VersionRow

_UNDERIVED = frozenset({"changed", "words"})
_UNREADABLE = (ValueError, TypeError, LookupError)
"""What comes of reading what was written by something else than this program."""
_LASTING = ("number", "version", "sequence", "modified_at", "title", "status", "listed")
"""The columns that every version of this program has filled alike."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was looked at."""

    meetings: int
    versions: int
    claims: int


def check(
    session: Session, report: Callable[[str], None], *, progress: Callable[[int, int], None] | None = None
) -> Checked:
    """Compare what is stored with what the claims say, and report each difference in a sentence."""
    ledger = session.execute(select(LedgerRow)).scalar_one()
    for fault in (*faults_in_log(session, ledger), *_faults_in_stamps(session)):
        report(fault)
    named = session.execute(select(MeetingRow.id, MeetingRow.slug).order_by(MeetingRow.id)).all()
    for start in range(0, len(named), BATCH):
        batch = {row.id: row.slug for row in named[start : start + BATCH]}
        said = _read(session, batch, report)
        for fault in _faults_in_batch(session, batch, said, ledger.base_url or ""):
            report(fault)
        for fault in _faults_in_past(session, batch):
            report(fault)
        if progress:
            progress(min(start + BATCH, len(named)), len(named))
        session.expunge_all()
    claims = session.scalar(select(func.count()).select_from(ClaimRow))
    return Checked(len(named), ledger.number, claims or 0)


def _read(session: Session, batch: Mapping[UUID, str], report: Callable[[str], None]) -> dict[UUID, list[Claim]]:
    """Return the claims on some meetings, without those of which any cannot be read: these are reported."""
    try:
        return read_claims(session, Names(session), list(batch))
    except _UNREADABLE:
        said: dict[UUID, list[Claim]] = {}
    for meeting_id, slug in batch.items():
        try:
            said |= read_claims(session, Names(session), [meeting_id])
        except _UNREADABLE:
            report(f"{slug}: a claim on it cannot be read")
    return said


def faults_in_log(session: Session, ledger: LedgerRow) -> Iterator[str]:
    """Look at the numbers: none is missing, and each version ends where the next one of its meeting begins.

    This costs no more than reading the log once: no document is made again.
    """
    count, least, most, newest = session.execute(
        select(
            func.count(), func.min(VersionRow.number), func.max(VersionRow.number), func.max(VersionRow.modified_at)
        ).select_from(VersionRow)
    ).one()
    if (count, least or 0, most or 0) != (ledger.number, min(1, ledger.number), ledger.number):
        yield f"the log has {count} versions from {least or 0} to {most or 0}, and the ledger says {ledger.number}"
    if newest is not None and newest != ledger.modified_at:
        yield f"the newest version is of {newest}, and the ledger says {ledger.modified_at}"
    for table, at in ((ClaimRow, ClaimRow.recorded_at), (RulingRow, RulingRow.ruled_at)):
        serial, last = session.execute(select(func.max(table.serial), func.max(at))).one()
        if (serial or 0) > ledger.serial or (last or ledger.recorded_at) > ledger.recorded_at:
            yield f"the newest {table.__tablename__} is {serial} of {last}, later than the ledger says"
    following = func.lead(VersionRow.number).over(partition_by=VersionRow.meeting_id, order_by=VersionRow.number)
    since = func.lead(VersionRow.modified_at).over(partition_by=VersionRow.meeting_id, order_by=VersionRow.number)
    chain = select(
        VersionRow.number, VersionRow.until, VersionRow.superseded_at, following.label("f"), since.label("s")
    )
    linked = chain.subquery()
    broken = select(linked.c.number).where(
        linked.c.until.is_distinct_from(linked.c.f) | linked.c.superseded_at.is_distinct_from(linked.c.s)
    )
    for number in session.scalars(broken):
        yield f"version {number} does not end where the next one of its meeting begins"


def _faults_in_stamps(session: Session) -> Iterator[str]:
    """Look at the times: each version is later than the one before it of its meeting."""
    before = func.lag(VersionRow.modified_at).over(partition_by=VersionRow.meeting_id, order_by=VersionRow.number)
    timed = select(VersionRow.number, VersionRow.modified_at, before.label("before")).subquery()
    early = select(timed.c.number).where(timed.c.modified_at <= timed.c.before).order_by(timed.c.number)
    for number in session.scalars(early):
        yield f"version {number} is not later than the one before it of its meeting"


def _faults_in_batch(
    session: Session, batch: Mapping[UUID, str], said: Mapping[UUID, Sequence[Claim]], base_url: str
) -> Iterator[str]:
    current = VersionRow.meeting_id.in_(batch) & VersionRow.until.is_(None)
    shown = {row.meeting_id: row for row in session.scalars(select(VersionRow).where(current))}
    found_by: dict[int, list[tuple[str, str]]] = {row.number: [] for row in shown.values()}
    for facet in session.scalars(select(FacetRow).where(FacetRow.number.in_(found_by))):
        found_by[facet.number].append((facet.name, facet.value))
    changes = find_last_changes(session, list(batch))
    for meeting_id, claims in said.items():
        row, slug = shown.get(meeting_id), batch[meeting_id]
        try:
            content = _described(claims)
        except _UNREADABLE:
            yield f"{slug}: its claims say what no meeting can have"
            continue
        if row is None:
            faults = _faults_of_unshown(content)
        else:
            write = partial(write_vevent, base_url=base_url, change=changes.get(meeting_id))
            faults = _faults_of(row, content, found_by[row.number], write)
        yield from (f"{slug}: {fault}" for fault in faults)


def _described(claims: Sequence[Claim]) -> Content | None:
    try:
        return project(claims).content
    except NotAMeetingError:
        return None


def _faults_of_unshown(content: Content | None) -> Iterator[str]:
    if content is not None:
        yield "its claims describe a meeting, and no version of it is stored"


def _faults_of(
    row: VersionRow, content: Content | None, found_by: Sequence[tuple[str, str]], write: Callable[[Meeting], bytes]
) -> Iterator[str]:
    try:
        meeting = Meeting.model_validate_json(row.document)
    except ValidationError:
        yield "the document cannot be read"
        return
    if content is None:
        yield "its claims describe no meeting"
    elif not is_same(meeting, content):
        yield "the document is not what its claims say"
    if write(meeting) != row.vevent:
        yield "the VEVENT is not that of its document"
    expected = columns(meeting, row.vevent, Difference((), "")).items()
    if any(getattr(row, name) != value for name, value in expected if name not in _UNDERIVED):
        yield "the columns are not those of its document"
    if sorted(found_by) != [(one["name"], one["value"]) for one in facets(meeting)]:
        yield "it is not found by what its document says"


def _faults_in_past(session: Session, batch: Mapping[UUID, str]) -> Iterator[str]:
    """Look at what was shown before: an older program may have written it, but it must be one and the same meeting."""
    past = select(VersionRow).where(VersionRow.meeting_id.in_(batch), VersionRow.until.is_not(None))
    for row in session.scalars(past.order_by(VersionRow.number)).yield_per(BATCH):
        for fault in _faults_of_past(row):
            yield f"{batch[row.meeting_id]}: in version {row.version}, {fault}"


def _faults_of_past(row: VersionRow) -> Iterator[str]:
    try:
        meeting = Meeting.model_validate_json(row.document)
    except ValidationError:
        yield "the document cannot be read"
        return
    if meeting.id != row.meeting_id or any(getattr(row, name) != getattr(meeting, name) for name in _LASTING):
        yield "the columns are not those of its document"
    if not {f"UID:{meeting.uid}".encode(), b"SEQUENCE:%d" % meeting.sequence} <= set(row.vevent.split(b"\r\n")):
        yield "the VEVENT is not that of its document"

"""Checking: every document and VEVENT made again from the claims, and compared with what is stored."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.formats.ical import write_vevent
from app.meetings.claim import Claim
from app.meetings.difference import Difference
from app.meetings.document import Meeting
from app.meetings.errors import NotAMeetingError
from app.meetings.projection import project
from app.store.claims import read_claims
from app.store.facets import columns, facets
from app.store.names import Names
from app.store.render import BATCH, is_same
from app.store.tables import FacetRow, LedgerRow, MeetingRow, VersionRow

_UNDERIVED = frozenset({"changed", "words"})


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
    for fault in _faults_in_log(session, ledger):
        report(fault)
    ids = session.scalars(select(MeetingRow.id).order_by(MeetingRow.id)).all()
    claims = 0
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        said = read_claims(session, Names(session), batch)
        claims += sum(len(of_one) for of_one in said.values())
        for fault in _faults_in_batch(session, batch, said, ledger.base_url or ""):
            report(fault)
        if progress:
            progress(min(start + BATCH, len(ids)), len(ids))
        session.expunge_all()
    return Checked(len(ids), ledger.number, claims)


def _faults_in_log(session: Session, ledger: LedgerRow) -> Iterator[str]:
    """Look at the numbers: none is missing, and each version ends where the next one of its meeting begins."""
    count, least, most, newest = session.execute(
        select(
            func.count(), func.min(VersionRow.number), func.max(VersionRow.number), func.max(VersionRow.modified_at)
        ).select_from(VersionRow)
    ).one()
    if (count, least or 0, most or 0) != (ledger.number, min(1, ledger.number), ledger.number):
        yield f"the log has {count} versions from {least} to {most}, and the ledger says {ledger.number}"
    if newest is not None and newest != ledger.modified_at:
        yield f"the newest version is of {newest}, and the ledger says {ledger.modified_at}"
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


def _faults_in_batch(
    session: Session, batch: Sequence[UUID], said: dict[UUID, list[Claim]], base_url: str
) -> Iterator[str]:
    shown = {row.meeting_id: row for row in session.scalars(_current(batch))}
    found_by: dict[int, list[tuple[str, str]]] = {}
    numbers = [row.number for row in shown.values()]
    for facet in session.scalars(select(FacetRow).where(FacetRow.number.in_(numbers))):
        found_by.setdefault(facet.number, []).append((facet.name, facet.value))
    for meeting_id, claims in said.items():
        row = shown.get(meeting_id)
        if row is None:
            yield from _fault_of_unshown(meeting_id, claims)
            continue
        meeting = Meeting.model_validate_json(row.document)
        if not is_same(meeting, project(claims).content):
            yield f"{meeting.slug}: the document is not what its claims say"
        if write_vevent(meeting, base_url) != row.vevent:
            yield f"{meeting.slug}: the VEVENT is not that of its document"
        expected = columns(meeting, row.vevent, Difference((), "")).items()
        if any(getattr(row, name) != value for name, value in expected if name not in _UNDERIVED):
            yield f"{meeting.slug}: the columns are not those of its document"
        if sorted(found_by.get(row.number, [])) != [(one["name"], one["value"]) for one in facets(meeting)]:
            yield f"{meeting.slug}: it is not found by what its document says"


def _fault_of_unshown(meeting_id: UUID, claims: Sequence[Claim]) -> Iterator[str]:
    try:
        project(claims)
    except NotAMeetingError:
        return
    yield f"{meeting_id}: its claims describe a meeting, and no version of it is stored"


def _current(batch: Sequence[UUID]) -> Select[VersionRow]:
    return select(VersionRow).where(VersionRow.meeting_id.in_(batch), VersionRow.until.is_(None))

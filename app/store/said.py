"""Claims by themselves: found in the order in which they were recorded, each with all rulings on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.meetings.claim import Claim
from app.meetings.errors import NotFoundError
from app.meetings.terms import Field, Verdict
from app.store.claims import fetch_claims_by_id
from app.store.horizon import Horizon
from app.store.ids import as_uuid
from app.store.names import Names
from app.store.tables import ClaimRow, RulingRow


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted: of one meeting, field, verdict or source, and of those only verdicts in `readable`."""

    meeting: str | None
    field: Field | None
    verdict: Verdict | None
    source: str | None
    readable: Sequence[Verdict]


@dataclass(frozen=True, slots=True)
class Recollection:
    """A claim, the slug of the meeting that it is about, and the rulings on it, the oldest first."""

    claim: Claim
    slug: str
    rulings: Sequence[RulingRow]


def find_claims(session: Session, asked: ClaimFilter, *, after: int, limit: int) -> tuple[list[Recollection], bool]:
    """Return the claims recorded after a serial, and whether there are more.

    Raises:
        MeetingNotFoundError: if there is no such meeting.
    """
    terms: list[ColumnElement[bool]] = [ClaimRow.serial > after]
    if asked.meeting is not None:
        terms.append(ClaimRow.meeting_id == Names(session).meeting(asked.meeting).id)
    if asked.field is not None:
        terms.append(ClaimRow.field == asked.field)
    if asked.source is not None:
        terms.append(ClaimRow.source_id == (as_uuid(asked.source) or UUID(int=0)))
    readable = [one for one in asked.readable if asked.verdict in (None, one)]
    terms.append(_has_verdict(readable))
    query = select(ClaimRow.id).where(*terms).order_by(ClaimRow.serial).limit(limit + 1)
    ids = list(session.scalars(query))
    return _recollect(session, ids[:limit]), len(ids) > limit


def get_claim(session: Session, text: str, readable: Sequence[Verdict]) -> Recollection:
    """Return a claim by its id.

    Raises:
        NotFoundError: if there is none, or none that may be read.
    """
    row = get_claim_row(session, text)
    found = _recollect(session, [row.id])[0]
    if found.claim.verdict not in readable:
        raise _not_found()
    return found


def get_claim_row(session: Session, text: str) -> ClaimRow:
    """Return the row of a claim by its id.

    Raises:
        NotFoundError: if there is none.
    """
    uuid = as_uuid(text)
    row = session.get(ClaimRow, uuid) if uuid else None
    if row is None:
        raise _not_found()
    return row


def _not_found() -> NotFoundError:
    return NotFoundError("no claim has this id", field="claim")


def _has_verdict(verdicts: Sequence[Verdict]) -> ColumnElement[bool]:
    ruled = ClaimRow.id.in_(
        select(RulingRow.claim_id).where(RulingRow.serial == Horizon().newest_ruling(), RulingRow.verdict.in_(verdicts))
    )
    unruled = ~select(RulingRow.serial).where(RulingRow.claim_id == ClaimRow.id).exists()
    return or_(ruled, unruled) if Verdict.PROPOSED in verdicts else ruled


def _recollect(session: Session, ids: Sequence[UUID]) -> list[Recollection]:
    rulings: dict[UUID, list[RulingRow]] = {one: [] for one in ids}
    for ruling in session.scalars(select(RulingRow).where(RulingRow.claim_id.in_(ids)).order_by(RulingRow.serial)):
        rulings[ruling.claim_id].append(ruling)
    names = Names(session)
    read = list(fetch_claims_by_id(session, names, ids).claims())
    slugs = names.meeting_refs({row.meeting_id for row, _ in read})
    return [Recollection(claim, slugs[row.meeting_id].slug, rulings[row.id]) for row, claim in read]

"""Telling: what one source says of a meeting, or an editor decides, recorded as a writer's request asks for it."""

from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from app.meetings.document import Source
from app.meetings.errors import UnknownNameError
from app.meetings.statement import SourceSaid, Statement
from app.store.claims import source_of
from app.store.days import check_days
from app.store.drafts import Ruled, draft, draft_listing
from app.store.ledger import next_instant
from app.store.named_tables import SourceRow
from app.store.names import Names
from app.store.record import Recorded, record
from app.store.sources import take_source
from app.store.tables import LedgerRow


def tell(  # noqa: PLR0913 (each is a fact of its own, and five of them are named)
    session: Session,
    ledger: LedgerRow,
    meeting_id: UUID,
    statement: Statement,
    *,
    source: SourceSaid | UUID,
    ruled: Ruled | None,
    editor: str,
) -> Recorded:
    """Record what a source says of a meeting. Without `ruled` it is proposed. The caller commits.

    Each claim is one of its own, also where the source has said the same before.

    Raises:
        UnknownNameError, AmbiguousNameError: for names that mean nothing, or two things.
        TakenError: for another copy of a stored source.
        NotADateError: if it was said or published on a day that is still to come, or said after it was published.
    """
    names = Names(session, proposals=ruled is None)
    known = _source(session, source, proposed=ruled is None)
    check_days(known.published_on, statement.said_on)
    drafts = [replace(one, id=uuid4()) for one in draft(names, meeting_id, statement, known, ruled)]
    return replace(record(session, ledger, drafts, editor=editor), newcomers=names.newcomers.made)


def list_meeting(session: Session, ledger: LedgerRow, meeting_id: UUID, *, listed: bool, editor: str) -> Recorded:
    """Take a meeting off the calendar, or put it back: an editor's own claim, of today. The caller commits."""
    claim = draft_listing(meeting_id, listed=listed, on=next_instant(ledger).date())
    return record(session, ledger, [claim], editor=editor)


def _source(session: Session, source: SourceSaid | UUID, *, proposed: bool) -> Source:
    if isinstance(source, SourceSaid):
        return take_source(session, source, proposed=proposed)
    stored = session.get(SourceRow, source)
    if stored is None:
        raise UnknownNameError(f"no source has the id {source}", field="source")
    stored.proposed = stored.proposed and proposed
    session.flush()
    return source_of(stored)

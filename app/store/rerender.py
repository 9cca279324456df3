"""Rendering everything again: after a change of the writer, of the zone data, or of the service's address."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.ledger import mark_rendered, next_instant
from app.store.record import BATCH, render
from app.store.tables import LedgerRow, VersionRow


def rerender(
    session: Session, ledger: LedgerRow, base_url: str, *, progress: Callable[[int, int], None] | None = None
) -> int:
    """Write a new version of each meeting whose stored bytes are not what would be written now; return how many.

    They get numbers and stamps like any change, so that every reader takes them. The caller commits.
    """
    mark_rendered(ledger, base_url)
    ids = list(session.scalars(select(VersionRow.meeting_id).where(VersionRow.until.is_(None)).order_by(VersionRow.number)))
    at = next_instant(ledger)
    written = 0
    for start in range(0, len(ids), BATCH):
        written += len(render(session, ledger, ids[start : start + BATCH], at, force=True).versions)
        if progress:
            progress(min(start + BATCH, len(ids)), len(ids))
        session.flush()
        session.expire_all()
    return written

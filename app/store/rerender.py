"""Rendering everything again: after a change of the writer, of the zone data, or of the service's address."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.ledger import mark_rendered, next_instant, note
from app.store.render import BATCH, SECOND, Rendering
from app.store.tables import LedgerRow, VersionRow


def rerender(
    session: Session, ledger: LedgerRow, base_url: str, *, progress: Callable[[int, int], None] | None = None
) -> int:
    """Write a new version of each meeting whose stored bytes are not what would be written now; return how many.

    They get numbers and stamps like any change, so that every reader takes them. The caller commits.
    """
    mark_rendered(ledger, base_url)
    shown = select(VersionRow.meeting_id).where(VersionRow.until.is_(None)).order_by(VersionRow.number)
    ids = list(session.scalars(shown))
    # Anything that is shown may be written again, so the moment is later than all of it.
    at = max(next_instant(ledger), ledger.modified_at + SECOND)
    rendering = Rendering(session, ledger, at, force=True)
    for start in range(0, len(ids), BATCH):
        rendering.render(ids[start : start + BATCH])
        if progress:
            progress(min(start + BATCH, len(ids)), len(ids))
    if rendering.versions:
        note(ledger, at)
    return len(rendering.versions)

"""Rulings: the newest one on a claim is its verdict."""

from datetime import datetime

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import aliased

from app.store.tables import ClaimRow, RulingRow

_Other = aliased(RulingRow)


def newest_ruling(recorded_by: datetime | None = None) -> ScalarSelect[int | None]:
    """Return the serial of the newest ruling on the claim of the query around it, made by an instant."""
    query = select(func.max(_Other.serial)).where(_Other.claim_id == ClaimRow.id).correlate(ClaimRow)
    if recorded_by:
        query = query.where(_Other.ruled_at <= recorded_by)
    return query.scalar_subquery()

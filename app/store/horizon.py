"""Horizons: how far a reader of claims sees, by the day they were said and by when they were recorded and ruled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, not_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.meetings.terms import Field, Rel
from app.store.tables import ClaimRow, RulingRow

MERGES = f"{Rel.SAME_AS} "
"""How the key of a claim begins that says of its meeting that it is another one."""
IS_MERGER = and_(ClaimRow.field == Field.LINKS, ClaimRow.key.startswith(MERGES, autoescape=True))
IS_DECISION = or_(ClaimRow.field == Field.LISTED, IS_MERGER)
"""The claims about a meeting's place in the calendar. They are an editor's, and its own."""

_Column: TypeAlias = InstrumentedAttribute
_Other = aliased(RulingRow)


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far a reader sees: what had been said by a day, and recorded and ruled by an instant and a serial."""

    said_by: date | None = None
    recorded_by: datetime | None = None
    serial: int | None = None

    def claims(self) -> ColumnElement[bool]:
        """The claims within it."""
        # What an editor decides of the calendar itself is no news: it counts on every day.
        terms = [or_(ClaimRow.said_on <= self.said_by, IS_DECISION)] if self.said_by else []
        return and_(true(), *terms, *self._recorded(ClaimRow.recorded_at, ClaimRow.serial))

    def newest_ruling(self) -> ScalarSelect[int | None]:
        """The serial of the newest ruling within it on a claim."""
        within = and_(_Other.claim_id == ClaimRow.id, *self._recorded(_Other.ruled_at, _Other.serial))
        return select(func.max(_Other.serial)).where(within).correlate(ClaimRow).scalar_subquery()

    def beyond(self) -> ColumnElement[bool]:
        """The claims that are not within it, or of which a ruling is not."""
        later = not_(and_(true(), *self._recorded(_Other.ruled_at, _Other.serial)))
        ruled = select(_Other.serial).where(_Other.claim_id == ClaimRow.id, later).correlate(ClaimRow).exists()
        return or_(not_(self.claims()), ruled)

    def _recorded(self, at: _Column[datetime], serial: _Column[int]) -> Iterator[ColumnElement[bool]]:
        if self.recorded_by:
            yield at <= self.recorded_by
        if self.serial is not None:
            yield serial <= self.serial


def is_decision(field: Field, key: str | None) -> bool:
    """Tell whether a claim is about a meeting's place in the calendar."""
    return field is Field.LISTED or (field is Field.LINKS and (key or "").startswith(MERGES))

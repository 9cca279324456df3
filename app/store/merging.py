"""Merging: a meeting that is `same_as` another one leaves the calendar, and what was said of it is said of the other.

Nothing is moved or rewritten: the claims stay with the meeting that they were recorded on, so the ruling that undoes
the merger gives both meetings back.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.meetings.errors import MergerError
from app.meetings.filter import Wanted
from app.meetings.terms import Rel, Verdict
from app.store.horizon import IS_MERGER, MERGES, Horizon
from app.store.showing import shown
from app.store.tables import ClaimRow, FacetRow, RulingRow, VersionRow


def find_merged(session: Session, meeting_ids: Collection[UUID], as_of: datetime | None) -> dict[UUID, set[UUID]]:
    """Return each meeting that was merged into one of these, directly or not, with those of them that hold it."""
    holders: dict[UUID, set[UUID]] = {}
    reached = {one: {one} for one in meeting_ids}
    while reached:
        query = _mergers(as_of).where(FacetRow.value.in_([str(one) for one in reached]))
        further: dict[UUID, set[UUID]] = {}
        for merged, target in session.execute(query):
            new = reached[UUID(target)] - holders.get(merged, set()) - {merged}
            if new:
                holders.setdefault(merged, set()).update(new)
                further.setdefault(merged, set()).update(new)
        reached = further
    return holders


def find_holders(session: Session, meeting_ids: Collection[UUID], as_of: datetime | None) -> set[UUID]:
    """Return the meetings into which one of these was merged, directly or not."""
    holders: set[UUID] = set()
    reached = set(meeting_ids)
    while reached:
        mergers = session.execute(_mergers(as_of).where(VersionRow.meeting_id.in_(reached)))
        reached = {UUID(target) for _, target in mergers} - holders
        holders |= reached
    return holders


def find_ends(session: Session, meeting_ids: Collection[UUID], as_of: datetime | None) -> dict[UUID, UUID]:
    """Return those of these meetings that were merged into others, each with the one that holds it in the end."""
    following: dict[UUID, UUID] = {}
    reached = set(meeting_ids)
    while reached:
        mergers = session.execute(_mergers(as_of).where(VersionRow.meeting_id.in_(reached)).order_by(FacetRow.value))
        found = {merged: UUID(target) for merged, target in mergers}
        following |= found
        reached = set(found.values()) - following.keys()
    return {one: _end(following, one) for one in set(meeting_ids) & following.keys()}


def _end(following: Mapping[UUID, UUID], merged: UUID) -> UUID:
    passed = {merged}
    while (target := following.get(merged)) and target not in passed:
        passed.add(merged := target)
    return merged


def _mergers(as_of: datetime | None) -> Select[UUID, str]:
    """The meetings that are shown as merged, each with the id of the one into which it was."""
    return (
        select(VersionRow.meeting_id, FacetRow.value)
        .join(FacetRow, FacetRow.number == VersionRow.number)
        .where(FacetRow.name == Rel.SAME_AS, shown(Wanted(as_of=as_of)))
    )


def in_order_of_merging(session: Session, meeting_ids: Sequence[UUID]) -> list[list[UUID]]:
    """Return these meetings and all that they are, were until now, or will be merged into, in steps.

    What is merged comes in an earlier step than the meeting that holds its claims.

    Raises:
        MergerError: if one of them is, or was until now, merged into itself by way of others.
    """
    steps = [list(dict.fromkeys(meeting_ids))]
    reached = set(steps[0])
    while following := dict.fromkeys(_targets(session, steps[-1])):
        steps = [[one for one in step if one not in following] for step in steps]
        steps.append(list(following))
        reached |= set(following)
        if len(steps) > len(reached):
            rule = "a meeting cannot be merged into one that is merged into it: undo that first"
            raise MergerError(rule, field="links")
    return [step for step in steps if step]


def _targets(session: Session, meeting_ids: Sequence[UUID]) -> Iterator[UUID]:
    """Return the meetings into which these are merged as they are shown, and as the rulings on their claims say."""
    are_merged = (
        select(FacetRow.value)
        .join(VersionRow, VersionRow.number == FacetRow.number)
        .where(VersionRow.meeting_id.in_(meeting_ids), VersionRow.until.is_(None), FacetRow.name == Rel.SAME_AS)
    )
    yield from (UUID(value) for value in session.scalars(are_merged.order_by(FacetRow.value)))
    will_be = (
        select(ClaimRow.key)
        .join(RulingRow, RulingRow.serial == Horizon().newest_ruling())
        .where(ClaimRow.meeting_id.in_(meeting_ids), IS_MERGER, ClaimRow.absent.is_(False))
        .where(RulingRow.verdict == Verdict.ACCEPTED)
    )
    yield from (UUID(key.removeprefix(MERGES)) for key in session.scalars(will_be.order_by(ClaimRow.serial)) if key)

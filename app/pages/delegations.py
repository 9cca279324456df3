"""Who meets, in short: the names of each side."""

from collections.abc import Iterable

from app.meetings.document import Participation
from app.meetings.terms import Attendance


def by_side(participants: Iterable[Participation]) -> list[tuple[str | None, list[str]]]:
    """Return the sides, each with the names of those who are there for it; who is there for itself has no side."""
    sides: dict[str | None, list[str]] = {}
    for one in participants:
        side = one.for_party.name if one.for_party and one.for_party.id != one.party.id else None
        sides.setdefault(side, []).append(_name(one))
    return sorted(sides.items(), key=lambda item: item[0] is None)


def _name(one: Participation) -> str:
    if one.represented_by:
        return f"{one.represented_by.name} for {one.party.name}"
    return f"{one.party.name} (declined)" if one.attendance is Attendance.DECLINED else one.party.name

"""The days that somebody or something takes up, and whether two such stretches can have a moment in common."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from app.meetings.document import When
from app.meetings.window import DAY, DaySpan
from app.meetings.zones import to_utc

NEAR = 2
"""How many days apart two days can be and still meet: zones lie up to 26 hours from each other."""


@dataclass(frozen=True, slots=True)
class Days:
    """Stretches of days, of which one or more may be taken up, as counted in a zone. Without a zone, days are days."""

    spans: tuple[DaySpan, ...]
    zone: str | None


def days_of(when: When) -> Days:
    """Return the days of a window; where the end is not known, all that follow."""
    spans = tuple((one.first_date, one.last_date) for one in when.alternatives) or ((when.first_date, when.last_date),)
    zone = when.time_zone if when.zone_known else None
    return Days(tuple((first, date.max) for first, _ in spans) if when.open_end else spans, zone)


def kept_to(days: Days, first: date | None, last: date | None) -> Days:
    """Return what lies between two days, either of which may be open. It can be nothing."""
    cut = ((max(a, first or a), min(b, last or b)) for a, b in days.spans)
    return Days(tuple((a, b) for a, b in cut if a <= b), days.zone)


def are_apart(one: Days, other: Days) -> bool:
    """Tell whether no day of the one can be a day of the other.

    Days that are counted in different zones can be the same: Saturday in Beijing is Friday in Washington.
    """
    return all(_are_apart(mine, one.zone, theirs, other.zone) for mine in one.spans for theirs in other.spans)


def midnight(day: date, zone: str | None) -> datetime:
    """Return the instant at which a day begins."""
    return to_utc(datetime.combine(day, time(0), tzinfo=UTC).replace(tzinfo=None), zone or "UTC")


def _are_apart(mine: DaySpan, zone: str | None, theirs: DaySpan, other_zone: str | None) -> bool:
    if mine[0] > theirs[1]:
        return _are_apart(theirs, other_zone, mine, zone)
    gap = (theirs[0] - mine[1]).days
    if gap < 1 or gap > NEAR or zone is None or other_zone is None or zone == other_zone:
        return gap >= 1
    return midnight(mine[1] + DAY, zone) <= midnight(theirs[0], other_zone)

"""The days in which a meeting lies, and how two such windows relate."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from app.meetings.terms import Extent
from app.meetings.zones import to_utc

DAY = timedelta(days=1)
UNANNOUNCED_LENGTH = timedelta(hours=1)
"""How long a timed meeting is taken to last when nobody has said."""

DaySpan = tuple[date, date]
"""A first and a last day, both inclusive."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days in a zone, and how the meeting fills them.

    `first` and `last` are inclusive. `starts` and `ends` are wall-clock times in `zone`, which may be unknown.
    """

    edtf: str | tuple[str, ...]
    first: date
    last: date
    extent: Extent
    alternatives: tuple[DaySpan, ...] = ()
    starts: datetime | None = None
    ends: datetime | None = None
    zone: str | None = None
    uncertain: bool = False
    open_start: bool = False
    open_end: bool = False
    words: str | None = None

    @property
    def is_vague(self) -> bool:
        """Whether the meeting takes less than the window: nobody has said which day."""
        return self.extent is not Extent.THROUGHOUT

    @property
    def days(self) -> int:
        """The window's width in days."""
        return (self.last - self.first).days + 1

    @property
    def spans(self) -> tuple[DaySpan, ...]:
        """The stretches of days that come into question: one, or each alternative."""
        return self.alternatives or ((self.first, self.last),)

    def contains(self, other: "Window") -> bool:
        """Whether each stretch of the other window lies in one of this one's."""
        return all(any(a <= c and d <= b for a, b in self.spans) for c, d in other.spans)

    def overlaps(self, other: "Window") -> bool:
        """Whether the two windows have a day in common."""
        return any(a <= d and c <= b for a, b in self.spans for c, d in other.spans)


def instants(window: Window, zone: str) -> tuple[datetime, datetime]:
    """Return the half-open bounds of a window in UTC: its clock times, else its whole days, as counted in `zone`."""
    if window.starts:
        start = to_utc(window.starts, zone)
        end = to_utc(window.ends, zone) if window.ends else start
    else:
        start, end = to_utc(_midnight(window.first), zone), to_utc(_midnight(window.last + DAY), zone)
    # Clocks that are put forward can leave nothing of a window: Samoa had no 30 December 2011.
    return start, end if end > start else start + UNANNOUNCED_LENGTH


def counted(window: Window, zone: str | None) -> Window:
    """Return the window with its days counted in a zone, unless it states its own."""
    return window if window.zone else replace(window, zone=zone)


def is_same_days(one: Window, other: Window) -> bool:
    """Tell whether two windows can be the same days.

    Days said in different zones are the same if they can be one instant: Saturday in Beijing is Friday in Washington.
    """
    if one.spans == other.spans:
        return True
    if one.is_vague or other.is_vague or not _in_different_zones(one, other):
        return False
    if one.days != other.days and not (one.starts or other.starts):
        return False
    return _meet(_edge(one, one.first), _edge(other, other.first)) and _meet(
        _edge(one, one.last), _edge(other, other.last)
    )


def is_same_clock(one: Window, other: Window) -> bool:
    """Tell whether two clock times begin at one instant, whatever the zones, and do not differ on the end."""
    zone = one.zone or other.zone or "UTC"
    (start, end), (start_too, end_too) = instants(one, zone), instants(other, other.zone or zone)
    return start == start_too and (end == end_too or one.ends is None or other.ends is None)


def day_span(window: Window, first: date, last: date, *, open_end: bool = False) -> Window:
    """Return the window with other days, known for certain; a clock time falls with its day."""
    span = f"{first}/.." if open_end else f"{first}/{last}" if first < last else f"{first}"
    moved = (first, last) != (window.first, window.last)
    return replace(
        window,
        edtf=span,
        first=first,
        last=last,
        extent=Extent.THROUGHOUT,
        alternatives=(),
        starts=None if moved else window.starts,
        ends=None if moved else window.ends,
        uncertain=False,
        open_start=False,
        open_end=open_end,
    )


def _in_different_zones(one: Window, other: Window) -> bool:
    return one.zone is not None and other.zone is not None and one.zone != other.zone


def _edge(window: Window, day: date) -> tuple[datetime, datetime]:
    """Return the bounds in UTC of one of the window's days, or of its clock times."""
    zone = window.zone or "UTC"
    if window.starts:
        return instants(window, zone)
    return to_utc(_midnight(day), zone), to_utc(_midnight(day + DAY), zone)


def _meet(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=UTC).replace(tzinfo=None)

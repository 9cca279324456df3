"""Dates as people say them: a subset of EDTF (ISO 8601-2:2019), and clock times, read into windows of days.

The subset: a day, month, year or season (21-24); an interval of days or of months; `day/..` and `../day` for the start
or the end alone; `[day..day]` and `[day,day]` for one of these days; a list of such texts for "either ... or". `~` and
`%` widen, `?` and `%` say that the source itself is not sure.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from app.meetings.errors import NotADateError, NotATimeError
from app.meetings.terms import Extent
from app.meetings.window import DAY, Window
from app.meetings.zones import exists

FIRST_YEAR, LAST_YEAR = 1800, 2200
MOST_ALTERNATIVES = 12
WINTER = 24

_POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<qualifier>[?~%]?)", re.ASCII)
_SEASON_BEGINS = {21: 3, 22: 6, 23: 9, 24: 12}
_WIDENED_BY = {"day": 2, "month": 10, "season": 30, "year": 30}
_SUBSET = "a day, month, year or season; an interval of days or months; day/.. or ../day; [day..day] or [day,day]"


@dataclass(frozen=True, slots=True)
class _Point:
    """One date of an EDTF text: its unit, its days before any widening, and its qualifier."""

    text: str
    unit: str
    first: date
    last: date
    qualifier: str

    @property
    def widened_by(self) -> timedelta:
        return timedelta(days=_WIDENED_BY[self.unit]) if self.qualifier in ("~", "%") else timedelta(0)

    @property
    def is_uncertain(self) -> bool:
        return self.qualifier in ("?", "%")


def read_edtf(text: str | Sequence[str]) -> Window:
    """Read an EDTF text, or a list of texts of which one holds, into a window without a zone.

    Raises:
        NotADateError: naming the rule that the text breaks.
    """
    if isinstance(text, str):
        return _read_one(text)
    if not 1 <= len(text) <= MOST_ALTERNATIVES:
        rule = f"an 'either ... or' lists 1 to {MOST_ALTERNATIVES} dates"
        raise NotADateError(rule, field="when")
    windows = sorted({_read_one(one) for one in text}, key=lambda one: (one.first, one.last, str(one.edtf)))
    if len(windows) == 1:
        return windows[0]
    if any(one.open_start or one.open_end for one in windows):
        rule = "an 'either ... or' cannot hold an open interval"
        raise NotADateError(rule, field="when")
    return Window(
        edtf=tuple(str(one.edtf) for one in windows),
        first=windows[0].first,
        last=max(one.last for one in windows),
        extent=Extent.ONE_OF,
        alternatives=tuple(dict.fromkeys(span for one in windows for span in one.spans)),
        uncertain=any(one.uncertain for one in windows),
    )


def read_clock(start: datetime, end: datetime | None, time_zone: str | None) -> Window:
    """Read wall-clock times into a window. Without a zone, the meeting's place gives it later.

    Raises:
        NotATimeError: if the end is not after the start, or the zone's clocks skip one of the times.
    """
    for name, wall in (("start", start), ("end", end)):
        if wall is not None:
            check_wall_time(wall, time_zone, f"when.{name}")
    if end is not None and end <= start:
        rule = "the end is not after the start"
        raise NotATimeError(rule, field="when.end")
    # A meeting that ends at midnight does not take place on the day which then begins.
    last = (end - timedelta(microseconds=1)).date() if end else start.date()
    span = f"{start.date()}/{last}" if last > start.date() else f"{start.date()}"
    return Window(span, start.date(), last, Extent.THROUGHOUT, starts=start, ends=end, zone=time_zone)


def check_wall_time(wall: datetime, time_zone: str | None, field: str) -> None:
    """Refuse a wall-clock time with an offset, finer than a minute, out of range or skipped by the zone's clocks.

    Raises:
        NotATimeError: naming the rule.
    """
    if wall.tzinfo is not None or wall.second or wall.microsecond:
        rule = "a clock time is local: YYYY-MM-DDTHH:MM without an offset, with time_zone beside it"
        raise NotATimeError(rule, field=field)
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        rule = f"the year is not between {FIRST_YEAR} and {LAST_YEAR}"
        raise NotATimeError(rule, field=field)
    if time_zone is not None and not exists(wall, time_zone):
        rule = f"clocks in {time_zone} skip {wall:%H:%M} on {wall:%Y-%m-%d}, when they are put forward"
        raise NotATimeError(rule, field=field)


def _read_one(text: str) -> Window:
    if text.startswith("[") and text.endswith("]"):
        return _read_set(text)
    head, slash, tail = text.partition("/")
    if not slash:
        return _window_of(_read_point(text))
    if tail == "..":
        return _read_edge(head, text, open_end=True)
    if head == "..":
        return _read_edge(tail, text, open_end=False)
    return _read_interval(head, tail, text)


def _read_point(text: str) -> _Point:
    matched = _POINT.fullmatch(text)
    if not matched:
        rule = f"{text!r} is not in the subset of EDTF read here: {_SUBSET}"
        raise NotADateError(rule, field="when")
    year, month, day = (int(matched[name]) if matched[name] else None for name in ("year", "month", "day"))
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        rule = f"the year of {text!r} is not between {FIRST_YEAR} and {LAST_YEAR}"
        raise NotADateError(rule, field="when")
    unit, first, last = _days_of(year, month, day, text)
    return _Point(text, unit, first, last, matched["qualifier"])


def _days_of(year: int, month: int | None, day: int | None, text: str) -> tuple[str, date, date]:
    """Return the unit of a date, and its first and last day. Winter (24) begins in the year that it is named after."""
    if month is None:
        return "year", date(year, 1, 1), date(year, 12, 31)
    if day is None and month in _SEASON_BEGINS:
        first = date(year, _SEASON_BEGINS[month], 1)
        return "season", first, date(year + (month == WINTER), (first.month + 3 - 1) % 12 + 1, 1) - DAY
    try:
        first = date(year, month, 1 if day is None else day)
    except ValueError:
        rule = f"{text!r} is not a day of the calendar"
        raise NotADateError(rule, field="when") from None
    return ("day", first, first) if day is not None else ("month", first, date(year, month, monthrange(year, month)[1]))


def _window_of(point: _Point) -> Window:
    exact = point.unit == "day" and not point.widened_by
    return Window(
        edtf=point.text,
        first=point.first - point.widened_by,
        last=point.last + point.widened_by,
        extent=Extent.THROUGHOUT if exact else Extent.WITHIN,
        uncertain=point.is_uncertain,
    )


def _read_interval(head: str, tail: str, text: str) -> Window:
    start, end = _read_point(head), _read_point(tail)
    if start.unit != end.unit or start.unit not in ("day", "month"):
        rule = f"an interval joins two days or two months, unlike {text!r}"
        raise NotADateError(rule, field="when")
    if end.first < start.first:
        rule = f"{text!r} ends before it begins"
        raise NotADateError(rule, field="when")
    if start.first == end.first and start.qualifier == end.qualifier:
        return _window_of(start)
    exact = start.unit == "day" and not (start.widened_by or end.widened_by)
    return Window(
        edtf=text,
        first=start.first - start.widened_by,
        last=end.last + end.widened_by,
        extent=Extent.THROUGHOUT if exact else Extent.WITHIN,
        uncertain=start.is_uncertain or end.is_uncertain,
    )


def _read_edge(text: str, whole: str, *, open_end: bool) -> Window:
    point = _read_point(text)
    if point.unit != "day" or point.widened_by:
        rule = f"an open interval has one day, without ~ or %, unlike {whole!r}"
        raise NotADateError(rule, field="when")
    return replace(_window_of(point), edtf=whole, open_start=not open_end, open_end=open_end)


def _read_set(text: str) -> Window:
    """Read `[day..day]` or `[day,day]` (EDTF level 2: one of a set)."""
    inner = text[1:-1]
    is_range = ".." in inner
    days = [_read_point(part) for part in inner.split(".." if is_range else ",")]
    if not days[1:] or (is_range and days[2:]) or any(day.unit != "day" or day.qualifier for day in days):
        rule = f"a set is [day..day] or [day,day,...] of plain days, unlike {text!r}"
        raise NotADateError(rule, field="when")
    if any(later.first < earlier.first for earlier, later in pairwise(days)):
        rule = f"the days of {text!r} are not in order"
        raise NotADateError(rule, field="when")
    if len(days) > MOST_ALTERNATIVES:
        rule = f"a set names at most {MOST_ALTERNATIVES} days"
        raise NotADateError(rule, field="when")
    if days[0].first == days[-1].first:
        return _window_of(days[0])
    unbroken = is_range or all(later.first - earlier.first <= DAY for earlier, later in pairwise(days))
    chosen = [days[0].text, days[-1].text] if unbroken else list(dict.fromkeys(day.text for day in days))
    return Window(
        edtf=f"[{'..'.join(chosen)}]" if unbroken else f"[{','.join(chosen)}]",
        first=days[0].first,
        last=days[-1].first,
        extent=Extent.WITHIN,
        alternatives=() if unbroken else tuple((day, day) for day in dict.fromkeys(day.first for day in days)),
    )

"""The shown meetings in the order of a calendar: by month and day, and on month sheets."""

from calendar import Calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.meetings.document import Meeting
from app.meetings.terms import Status
from app.meetings.window import DAY
from app.meetings.words import day_in_words
from app.pages.days import is_uncertain, is_vague, phrase
from app.pages.leaf import Leaf, leaf

MOST_SHEETS = 3
LONGEST_ON_A_SHEET = 31
"""Days of a window that is drawn on a sheet; wider ones would only darken it."""

_OFF = (Status.CANCELLED, Status.POSTPONED, Status.LAPSED)


@dataclass(frozen=True, slots=True)
class Month:
    """A month, or a wider stretch of days of which no month is known, with the meetings that share a leaf together."""

    title: str
    leaves: list[list[Meeting]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A day on a month sheet, with the meetings that may take place on it."""

    day: date
    meetings: list[Meeting]

    @property
    def look(self) -> str:
        """How the day is drawn: `fixed` if it is a meeting's day, `vague` if it may be one."""
        if not self.meetings:
            return ""
        doubtful = (is_vague(one.when) or is_uncertain(one.when) for one in self.meetings)
        return "vague" if all(doubtful) else "fixed"

    @property
    def words(self) -> str:
        """What a click on the day promises."""
        count = len(self.meetings)
        possible = "possibly " if self.look == "vague" else ""
        return f"{day_in_words(self.day)}: {possible}{count} meeting{'s' if count > 1 else ''}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A month as a table of weeks, Monday first; None stands for the days of other months."""

    title: str
    weeks: list[list[Cell | None]]


def by_month(meetings: Sequence[Meeting]) -> list[Month]:
    """Return the meetings by months, and in each by what stands on their leaf."""
    months: dict[str, dict[tuple[Leaf, bool], list[Meeting]]] = {}
    # By its own day first: a November morning in Seoul begins before an October evening in New York.
    for meeting in sorted(meetings, key=lambda one: (one.when.first_date, one.when.starts_at, one.when.ends_at)):
        months.setdefault(_title(meeting), {}).setdefault(_leaf(meeting), []).append(meeting)
    return [Month(title, list(leaves.values())) for title, leaves in months.items()]


def sheets(meetings: Sequence[Meeting]) -> list[Sheet]:
    """Return the months in which the meetings lie, with the days that they have or may have."""
    marked: dict[date, list[Meeting]] = {}
    for meeting in meetings:
        for day in _days(meeting):
            marked.setdefault(day, []).append(meeting)
    months = sorted({(day.year, day.month) for day in marked})[:MOST_SHEETS]
    return [Sheet(f"{date(year, month, 1):%B %Y}", _weeks(year, month, marked)) for year, month in months]


def _leaf(meeting: Meeting) -> tuple[Leaf, bool]:
    return leaf(meeting.when), meeting.status in _OFF


def _title(meeting: Meeting) -> str:
    when = meeting.when
    is_wide = is_vague(when) and (when.last_date - when.first_date).days >= LONGEST_ON_A_SHEET
    return phrase(when).capitalize() if is_wide else f"{when.first_date:%B %Y}"


def _days(meeting: Meeting) -> Iterator[date]:
    when = meeting.when
    if meeting.status in _OFF or when.former:
        return
    spans = [(span.first_date, span.last_date) for span in when.alternatives] or [(when.first_date, when.last_date)]
    for first, last in spans:
        length = (last - first).days + 1
        if length <= LONGEST_ON_A_SHEET:
            yield from (first + number * DAY for number in range(length))


def _weeks(year: int, month: int, marked: dict[date, list[Meeting]]) -> list[list[Cell | None]]:
    return [
        [Cell(day, marked.get(day, [])) if day.month == month else None for day in week]
        for week in Calendar().monthdatescalendar(year, month)
    ]

"""Dates, places and certainties in plain English, as people read them in a feed, on a page or in an alert."""

import re
from calendar import month_name
from datetime import date

from app.meetings.document import Locality, Participation, Place, When
from app.meetings.placing import levels
from app.meetings.terms import Attendance, Eos, Extent, Precision, Role

CERTAINTIES = {
    Eos.EOS0: "unplanned",
    Eos.EOS1: "planned only",
    Eos.EOS2: "highly uncertain",
    Eos.EOS3: "may take place",
    Eos.EOS4: "highly likely",
    Eos.EOS5: "certain",
    Eos.EOS6: "called off",
}
"""What each IPTC event occurrence status means."""

_MONTHS = tuple(month_name)


def day_in_words(day: date, *, year: bool = True) -> str:
    """Return a day, as in "30 October 2025"."""
    return f"{day.day} {_MONTHS[day.month]}" + (f" {day.year}" if year else "")


def span_in_words(first: date, last: date, *, year: bool = True) -> str:
    """Return a span of days, as in "26-28 October 2025" and "31 October - 1 November 2025"."""
    if first == last:
        return day_in_words(first, year=year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{day_in_words(last, year=year)}"
    return f"{day_in_words(first, year=year and first.year != last.year)} - {day_in_words(last, year=year)}"


def days_in_words(when: When, *, year: bool = True) -> str:
    """Return the days of a window without saying how the meeting fills them."""
    if when.alternatives:
        return " or ".join(span_in_words(span.first_date, span.last_date, year=year) for span in when.alternatives)
    if isinstance(when.edtf, str) and (named := re.fullmatch(r"(\d{4})(?:-(0\d|1[0-2]))?\??", when.edtf, re.ASCII)):
        return f"{_MONTHS[int(named[2])]} {named[1]}" if named[2] else named[1]
    if when.open_end:
        return f"from {day_in_words(when.first_date, year=year)}"
    return span_in_words(when.first_date, when.last_date, year=year)


def when_in_words(when: When, *, year: bool = True) -> str:
    """Return a window as a phrase, as in "30 October 2025, 11:00 (Asia/Seoul)"."""
    days = days_in_words(when, year=year)
    if when.start:
        same_day = when.end is not None and when.end.date() == when.start.date()
        clock = f"{when.start:%H:%M}-{when.end:%H:%M}" if same_day else f"{when.start:%H:%M}"
        return f"{days}, {clock} ({when.time_zone})"
    return f"some time in {days}" if when.extent is Extent.WITHIN and not when.alternatives else days


def place_in_words(place: Place | None) -> str:
    """Return a place and what it lies in, as in "Gimhae Air Base, Busan, South Korea"."""
    if place is None:
        return "place not said"
    names = [_name(level) for level in levels(place)]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _name(level: Locality) -> str:
    if level.precision is Precision.NONE:
        return level.name or "remote"
    return level.name or "place not disclosed" if level.precision is Precision.UNDISCLOSED else level.name or ""


def participant_in_words(one: Participation) -> str:
    """Return a participant, as in "Xi Jinping (China, President; expected)"."""
    side = one.for_party.name if one.for_party and one.for_party.id != one.party.id else None
    role = one.role.replace("_", " ") if one.role is not Role.PARTICIPANT else None
    known = ", ".join(part for part in (side, one.office, role) if part)
    coming = one.attendance.value if one.attendance and one.attendance is not Attendance.ATTENDED else None
    if one.represented_by:
        coming = f"represented by {one.represented_by.name}"
    details = "; ".join(part for part in (known, coming) if part)
    return f"{one.party.name} ({details})" if details else one.party.name

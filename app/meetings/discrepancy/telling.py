"""Findings in plain English: what cannot both be true, and by whose word."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.meetings.claim import Claim
from app.meetings.document import Link, Meeting, Participation, Place
from app.meetings.terms import Eos, Extent, Status
from app.meetings.window import DaySpan, Window
from app.meetings.words import CERTAINTIES, day_in_words, participant_in_words, place_in_words, span_in_words


def called(meeting: Meeting) -> str:
    """Return a meeting by its title."""
    return f"“{meeting.title}”"


def whose(claim: Claim) -> str:
    """Return by whose word a claim is made, as in "White House, Kyodo"."""
    speaker = claim.said_by or (claim.said_for.name if claim.said_for else None)
    publisher = claim.source.publisher if claim.source else None
    return ", ".join(dict.fromkeys(name for name in (speaker, publisher) if name)) or "an editor"


def by(claim: Claim | None) -> str:
    """Return the same in brackets, to stand behind what is said."""
    return f" ({whose(claim)})" if claim else ""


def takes_place(meeting: Meeting, on: date) -> str:
    """Return a meeting's days with their verb, as in "is on 29-30 October 2025"."""
    return f"{'was' if meeting.when.last_date < on else 'is'} {days_of_meeting(meeting)}"


def days_of_meeting(meeting: Meeting) -> str:
    """Return a meeting's days, as in "between 31 October and 1 November 2025"."""
    when = meeting.when
    spans = [(one.first_date, one.last_date) for one in when.alternatives] or [(when.first_date, when.last_date)]
    days = _days(spans, is_vague=when.extent is not Extent.THROUGHOUT, is_open=when.open_end)
    return days + _clock(when.start, when.time_zone if when.zone_known else None)


def value_in_words(value: object) -> str:
    """Return what a claim says of its field."""
    if isinstance(value, Window):
        return _window(value)
    if isinstance(value, Place):
        return place_in_words(value)
    if isinstance(value, Participation):
        return participant_in_words(value)
    if isinstance(value, Link):
        target = value.to.title if value.to else value.series.name if value.series else ""
        return f"{value.rel.replace('_', ' ')} {target}"
    if isinstance(value, Eos):
        return CERTAINTIES[value]
    return "none" if value is None else str(value).replace("_", " ")


def is_to_be(meeting: Meeting) -> str:
    """Return the verb of somebody's presence."""
    return "was" if meeting.status is Status.HELD else "is to be"


def are_to_be(meeting: Meeting) -> str:
    """Return the verb of several people's presence."""
    return "were" if meeting.status is Status.HELD else "are to be"


def listing(names: Iterable[str]) -> str:
    """Return names in a row, as in "Li Qiang, Xi Jinping and Wang Yi"."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _window(window: Window) -> str:
    days = _days(window.spans, is_vague=window.is_vague, is_open=window.open_end)
    return days + _clock(window.starts, window.zone)


def _days(spans: Sequence[DaySpan], *, is_vague: bool, is_open: bool) -> str:
    first, last = spans[0]
    if len(spans) > 1:
        return f"on {' or '.join(span_in_words(*span) for span in spans)}"
    if is_open:
        return f"from {day_in_words(first)}"
    if is_vague and first != last:
        begin = str(first.day) if (first.year, first.month) == (last.year, last.month) else None
        return f"between {begin or day_in_words(first, year=first.year != last.year)} and {day_in_words(last)}"
    return f"on {span_in_words(first, last)}"


def _clock(start: datetime | None, zone: str | None) -> str:
    return f" at {start:%H:%M}{f' ({zone})' if zone else ''}" if start else ""

"""The days of a meeting as a page says them: in a phrase, and in sentences about how they are meant."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from app.meetings.document import When
from app.meetings.terms import Extent
from app.meetings.words import day_in_words, days_in_words, span_in_words

EITHER_OR = 2
_SPAN = re.compile(r"(?<=\d)-(?=\d{1,2} [A-Z])|(?<=:\d\d)-(?=\d\d:\d\d)| - (?=\d{1,2} [A-Z])")


def typeset(text: str) -> str:
    """Return the text with dashes, not hyphens, between days and between times of day."""
    return _SPAN.sub(lambda found: " – " if found[0].startswith(" ") else "–", text)


def is_vague(when: When) -> bool:
    """Tell whether nobody has said on which of its days the meeting takes place."""
    return when.extent is not Extent.THROUGHOUT


def is_choice(when: When) -> bool:
    """Tell whether one of several stretches of days holds; the same days said twice, once with a doubt, are one."""
    return len(when.alternatives) > 1


def is_uncertain(when: When) -> bool:
    """Tell whether the day itself was said to be uncertain."""
    texts = [when.edtf] if isinstance(when.edtf, str) else when.edtf
    return any(mark in text for text in texts for mark in "?%")


def is_one_month(first: date, last: date) -> bool:
    """Tell whether two days lie in the same month."""
    return (first.year, first.month) == (last.year, last.month)


def phrase(when: When, *, year: bool = True) -> str:
    """Return a window in words, as in "some time between 31 October and 1 November 2025"."""
    return f"no longer {_positive(when, year=year)}" if when.former else _positive(when, year=year)


def nature(when: When) -> Iterator[str]:
    """Say how the days are meant, in a sentence each."""
    if meant := _meant(when):
        yield meant
    if when.start and not when.end:
        yield "The end is not announced."
    if is_uncertain(when):
        yield "The day itself is not certain."
    if not when.zone_known:
        yield "Nobody has said where, so days are counted in UTC."


def in_utc(when: When) -> str:
    """Return the window's bounds in UTC; of a time of day without an end, that time alone."""
    if when.start and not when.end:
        return _instant(when.starts_at)
    same_day = when.starts_at.date() == when.ends_at.date()
    return f"{_instant(when.starts_at)} – {f'{when.ends_at:%H:%M}' if same_day else _instant(when.ends_at)}"


def start_in_utc(when: When) -> str:
    """Return when a meeting with a time of day begins in UTC, with the day if that is another one than in its zone."""
    same_day = when.starts_at.date() == when.first_date
    return f"{when.starts_at:%H:%M} UTC" + ("" if same_day else f" on {day_in_words(when.starts_at, year=False)}")


def _positive(when: When, *, year: bool) -> str:
    days = days_in_words(when, year=year)
    if is_choice(when):
        return typeset(_choice(when, year=year))
    if is_vague(when):
        is_named = days != span_in_words(when.first_date, when.last_date, year=year)
        return f"some time {f'in {days}' if is_named else _between(when.first_date, when.last_date, year=year)}"
    return typeset(f"{days}, {_clock(when, when.start, year=year)}" if when.start else days)


def _clock(when: When, start: datetime, *, year: bool) -> str:
    clock = f"{start:%H:%M}"
    if when.end:
        same_day = when.end.date() == start.date()
        clock += f"-{when.end:%H:%M}" if same_day else f" to {when.end:%H:%M} on {day_in_words(when.end, year=year)}"
    return f"{clock} {_zone(when.time_zone)}" if when.zone_known else f"{clock} (time zone not said)"


def _zone(name: str) -> str:
    """Return an IANA zone as people say it, as in "Kuala Lumpur time"."""
    return name if name == "UTC" else f"{name.rpartition('/')[2].replace('_', ' ')} time"


def _choice(when: When, *, year: bool) -> str:
    spans = [span_in_words(one.first_date, one.last_date, year=year) for one in when.alternatives]
    if len(spans) == EITHER_OR:
        return f"either {spans[0]} or {spans[1]}"
    return f"one of {', '.join(spans[:-1])} or {spans[-1]}"


def _between(first: date, last: date, *, year: bool) -> str:
    if first == last:
        return f"on {day_in_words(first, year=year)}"
    begin = str(first.day) if is_one_month(first, last) else day_in_words(first, year=year and first.year != last.year)
    return f"between {begin} and {day_in_words(last, year=year)}"


def _meant(when: When) -> str | None:
    """Say how the meeting fills its days; None where a time of day says it."""
    if when.former:
        return "This date no longer holds, and no new one is known."
    if is_choice(when):
        return "One of these; which one has not been said."
    if is_vague(when):
        return "The day is not fixed: the meeting takes place within these days, and does not last all of them."
    if when.open_end:
        return "It begins on this day; the end is not announced."
    if when.start:
        return None
    return "No time of day has been given." if when.first_date == when.last_date else "It lasts all of these days."


def _instant(moment: datetime) -> str:
    return f"{day_in_words(moment)}, {moment:%H:%M}"

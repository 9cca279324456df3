"""What the words of a quote say of a date, held against the date that was claimed from them."""

import re
from calendar import day_name
from datetime import timedelta

from app.meetings.window import Window
from app.meetings.words import span_in_words

_WEEKDAYS = tuple(day_name)
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[89]\d\d|2[01]\d\d)\b", re.ASCII)


def contradiction(quote: str | None, window: Window) -> str | None:
    """Say how a quote's weekdays or years contradict the claimed window; None if they do not.

    A quote may name several: one that fits is enough.
    """
    if quote is None:
        return None
    shown = " or ".join(span_in_words(first, last) for first, last in window.spans)
    weekdays = {name.capitalize() for name in _WEEKDAY.findall(quote)}
    if weekdays and weekdays.isdisjoint(_weekdays_in(window)):
        return f"the quote says {' and '.join(sorted(weekdays))}, and no such day is in {shown}"
    years = {int(year) for year in _YEAR.findall(quote)}
    if years and years.isdisjoint(year for first, last in window.spans for year in range(first.year, last.year + 1)):
        return f"the quote says {' and '.join(str(year) for year in sorted(years))}, and not {shown}"
    return None


def _weekdays_in(window: Window) -> set[str]:
    return {
        _WEEKDAYS[(first + timedelta(days=offset)).weekday()]
        for first, last in window.spans
        for offset in range(min((last - first).days + 1, len(_WEEKDAYS)))
    }

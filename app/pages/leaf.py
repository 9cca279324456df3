"""The leaf beside a meeting, like a calendar's: its day, or that there is none."""

from dataclasses import dataclass
from datetime import date

from app.meetings.document import When
from app.meetings.words import days_in_words, span_in_words
from app.pages.days import EITHER_OR, is_choice, is_one_month, is_uncertain, is_vague


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands beside a meeting.

    `look` is `fixed`, `unsure` (a day that was said to be uncertain), `vague` or `former`. Only the first two have
    `days`, the first and the last as they are printed, and `month`, in which they lie; else `words` say what is known.
    """

    look: str
    above: str
    days: tuple[tuple[str, date], ...] = ()
    month: str = ""
    words: str = ""


def leaf(when: When) -> Leaf:
    """Return what is printed beside the meeting. A day that is not fixed never looks like one that is."""
    first, last = when.first_date, when.last_date
    if when.former:
        return Leaf("former", "date open")
    if is_vague(when):
        return Leaf("vague", _opening(when), words=_words(when))
    look = "unsure" if is_uncertain(when) else "fixed"
    if when.open_end or first == last:
        above = f"from {first:%a}" if when.open_end else f"{first:%a}"
        return Leaf(look, above, ((str(first.day), first),), f"{first:%B %Y}")
    above = f"{first:%a}–{last:%a}"
    if is_one_month(first, last):
        return Leaf(look, above, tuple((str(day.day), day) for day in (first, last)), f"{first:%B %Y}")
    return Leaf(look, above, tuple((_short_day(day), day) for day in (first, last)), f"{last:%Y}")


def says_all(when: When) -> bool:
    """Tell whether a meeting's leaf leaves nothing unsaid of its days."""
    return not (when.start or when.former or when.open_end or is_vague(when))


def _opening(when: When) -> str:
    if not is_choice(when):
        return "some time"
    return "either" if len(when.alternatives) == EITHER_OR else "one of"


def _words(when: When) -> str:
    if when.alternatives:
        return " or ".join(_short_span(one.first_date, one.last_date) for one in when.alternatives)
    days = days_in_words(when, year=False)
    if days != span_in_words(when.first_date, when.last_date, year=False):
        return f"in {days}"
    return _short_span(when.first_date, when.last_date)


def _short_span(first: date, last: date) -> str:
    if first == last:
        return _short_day(first)
    if is_one_month(first, last):
        return f"{first.day}–{_short_day(last)}"
    return f"{_short_day(first)} – {_short_day(last)}"


def _short_day(day: date) -> str:
    return f"{day.day}\N{NO-BREAK SPACE}{day:%b}"

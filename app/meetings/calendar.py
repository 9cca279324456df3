"""A named calendar: a filter with a name and a feed of its own, which always answers."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import parse_qsl

from pydantic import AfterValidator, StringConstraints

from app.meetings.colors import Color
from app.meetings.document import Value
from app.meetings.errors import FilterError
from app.meetings.filter import Cancelled, Door, MeetingFilter, Vague, Wanted, resolve
from app.meetings.query import MOST_QUERY, check_length, filter_of
from app.meetings.text import Line, Prose, Slug, clean_line

FEED = Door(cancelled=Cancelled.MARK, vague=Vague.WEEK)
"""What feeds do when the URL does not say."""

UNPAGED = ("sort", "cursor")
"""Parameters that mean nothing to a feed."""

_BOUNDS = ("start", "end", "updated_since", "as_of")
_TAKEN = "meetings"
_LATER = datetime(2100, 1, 1, tzinfo=UTC)
"""When a filter that counts from today, and is right now, has to be right as well."""


def resolve_feed(asked: MeetingFilter, now: datetime) -> Wanted:
    """Return the filter of a feed with its relative values counted from `now`.

    Raises:
        FilterError: naming the parameter and its rule.
    """
    for name in UNPAGED:
        if name in asked.model_fields_set:
            raise FilterError("a feed has no pages, and one order", field=name)
    for name in _BOUNDS:
        if getattr(asked, name) == "now":
            raise FilterError("a feed counts in days: say today", field=name)
    return resolve(asked, now, FEED)


def read_query(query: str) -> MeetingFilter:
    """Read the filter of a calendar, which has to have an answer on every day from now on.

    Whether anybody knows the names in it, only the calendar can tell.

    Raises:
        FilterError: naming the parameter and its rule.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), errors="strict")
    except ValueError:
        raise FilterError("write name=value, joined by &: party=US&kind=summit", field="query") from None
    check_length(pairs)
    asked = filter_of(pairs)
    if _is_counted(asked.start) and asked.end is not None and not _is_counted(asked.end):
        raise FilterError("will come to lie before start, which counts from today", field="end")
    resolve_feed(asked, _LATER)
    return asked


def _is_counted(bound: str | None) -> bool:
    """Tell whether a bound moves on with the days."""
    return bound is not None and not bound[:1].isdigit()


def _readable(query: str) -> str:
    try:
        read_query(query)
    except FilterError as error:
        rule = error.rule if error.field == "query" else f"{error.field}: {error.rule}"
        raise ValueError(rule) from None
    return query


def _not_taken(name: str) -> str:
    if name == _TAKEN:
        raise ValueError(f"the name {_TAKEN} is taken")
    return name


class CalendarContent(Value):
    """What a named calendar shows, and how."""

    title: Line
    description: Prose
    color: Color = "steelblue"
    query: Annotated[
        str, StringConstraints(max_length=MOST_QUERY), AfterValidator(clean_line), AfterValidator(_readable)
    ]
    """The filter, as it stands in the address of a view."""


class CalendarSaid(CalendarContent):
    """A filter with a name of its own, which is also the name of its feed."""

    name: Annotated[Slug, AfterValidator(_not_taken)]

"""The filter: which meetings a view shows. One for every door, and the same in every URL."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.meetings.bounds import Clock
from app.meetings.errors import FilterError, SummitryError
from app.meetings.terms import Eos, Kind, Level, Status
from app.meetings.text import CountryCode, Line, Slug, Word
from app.meetings.zones import zone

MOST_ITEMS = 1000
LONGEST_LIST = 20


class Cancelled(StrEnum):
    """What becomes of meetings that were cancelled, have lapsed or were taken off the calendar."""

    SHOW = "show"
    MARK = "mark"
    HIDE = "hide"


class Vague(StrEnum):
    """What becomes of meetings whose day is not fixed."""

    HIDE = "hide"
    WEEK = "week"
    ALL = "all"


class Sort(StrEnum):
    """The order of a list; with a minus, backwards."""

    START = "start"
    LATEST = "-start"
    UPDATED = "updated"
    NEWEST = "-updated"


Bound = Annotated[str, StringConstraints(max_length=40)]
Names = Annotated[list[Line], Field(max_length=LONGEST_LIST)]


class MeetingFilter(BaseModel):
    """Which meetings a view shows: the query of its URL."""

    model_config = ConfigDict(extra="ignore", use_attribute_docstrings=True)

    start: Bound | None = None
    """From here on: a day (inclusive), an instant, `today`, `now`, `+30d` or `-7d`."""
    end: Bound | None = None
    """Up to here: a day (inclusive), an instant (exclusive), `today`, `now`, `+30d` or `-7d`."""
    tz: Annotated[str, StringConstraints(max_length=64)] = "UTC"
    """IANA zone in which `today` and times without a zone are meant."""
    party: Names = []
    """Takes part, is spoken for or represents: a code, name or id. Repeated: any of them."""
    party_all: Names = []
    """The same, repeated: all of them."""
    person: Names = []
    """A person who takes part or represents, by name or id."""
    country: Annotated[list[CountryCode], Field(max_length=LONGEST_LIST)] = []
    """ISO 3166-1 country of the place."""
    place: Names = []
    """A place, or anything in it, by name or id."""
    kind: Annotated[list[Kind], Field(max_length=LONGEST_LIST)] = []
    """What sort of event it is. Repeated: any of them, as in all that follow."""
    level: Annotated[list[Level], Field(max_length=LONGEST_LIST)] = []
    """How high those who meet stand."""
    topic: Annotated[list[Word], Field(max_length=LONGEST_LIST)] = []
    """A topic, as `/api/v1/topics` lists them."""
    status: Annotated[list[Status], Field(max_length=LONGEST_LIST)] = []
    """Where it stands."""
    series: Annotated[list[Slug], Field(max_length=LONGEST_LIST)] = []
    """A series, as `/api/v1/series` lists them."""
    part_of: Names = []
    """A meeting of which it is a part, by slug, id or uid."""
    source: Names = []
    """A source behind it, by id."""
    certainty_min: Eos | None = None
    """At least as sure as this (eos1 to eos5); what is called off never is."""
    updated_since: Bound | None = None
    """Changed at or after this day or instant."""
    cancelled: Cancelled | None = None
    """Meetings that are called off: lists `show` them, feeds `mark` them as cancelled, `hide` leaves them out."""
    vague: Vague | None = None
    """Meetings whose day is not fixed: `all`, those up to a `week` wide (as feeds have it), or `hide`."""
    past: Annotated[str, StringConstraints(max_length=8)] | None = None
    """How far back: `90d`, `12w`, `6m`, `2y`. Without it there is no bound."""
    as_of: Bound | None = None
    """The calendar as it stood at this instant, or at the end of this day."""
    known_on: Bound | None = None
    """What had been said in public by this day, under today's rulings."""
    sort: Sort = Sort.START
    """By start, or by the last change; with a minus, backwards."""
    limit: Annotated[int, Field(ge=1, le=MOST_ITEMS)] | None = None
    """How many at the most: 50 on a page and 1,000 in a feed, where nothing is said."""
    cursor: Annotated[str, StringConstraints(max_length=4000)] | None = None
    """Where a page begins: taken from `next`."""

    @property
    def counts_from_now(self) -> bool:
        """Whether another moment of asking can make it mean something else."""
        bounds = {self.start, self.end, self.updated_since, self.as_of, self.known_on} - {None}
        return bool(self.past) or any(bound and not bound[0].isdigit() for bound in bounds)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter whose relative values have become days and instants. Equal views are equal values."""

    start: date | datetime | None = None
    end: date | datetime | None = None
    party: tuple[str, ...] = ()
    party_all: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    certainty_min: Eos | None = None
    updated_since: datetime | None = None
    cancelled: Cancelled = Cancelled.SHOW
    vague: Vague = Vague.ALL
    ended_after: date | None = None
    as_of: datetime | None = None
    known_on: date | None = None
    sort: Sort = Sort.START
    limit: int | None = None

    def query(self) -> str:
        """Return the one URL query of this view: equal views have equal texts."""
        pairs: list[tuple[str, str]] = []
        for one in fields(self):
            value = getattr(self, one.name)
            if value != one.default:
                values = value if isinstance(value, tuple) else (value,)
                pairs += [(one.name, v.isoformat() if isinstance(v, date) else str(v)) for v in values]
        return urlencode(pairs)


def read_wanted(query: str) -> Wanted:
    """Read a view back from its query: the inverse of `Wanted.query`.

    Raises:
        ValueError: if it is no view's query.
    """
    values: dict[str, Any] = {}
    for name, text in parse_qsl(query, strict_parsing=bool(query)):
        if name in _LISTS:
            values[name] = (*values.get(name, ()), text)
        elif name in _READERS:
            values[name] = _READERS[name](text)
        else:
            raise ValueError(f"{name!r} is no part of a view")
    return Wanted(**values)


def _read_day_or_instant(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Door:
    """What a door does when the URL does not say."""

    cancelled: Cancelled = Cancelled.SHOW
    vague: Vague = Vague.ALL
    most: int = MOST_ITEMS


def resolve(asked: MeetingFilter, now: datetime, door: Door) -> Wanted:
    """Return the filter with its relative values counted from `now`, and the door's defaults.

    Raises:
        FilterError: naming the parameter and its rule.
    """
    try:
        tz = zone(asked.tz)
    except SummitryError as error:
        raise FilterError(error.rule, field="tz") from None
    clock = Clock(now.astimezone(tz))
    if asked.certainty_min in (Eos.EOS0, Eos.EOS6):
        raise FilterError("certainty_min is one of eos1 to eos5", field="certainty_min")
    if asked.limit is not None and asked.limit > door.most:
        raise FilterError(f"limit is at most {door.most}", field="limit")
    start, end = clock.read("start", asked.start), clock.read("end", asked.end)
    if start is not None and end is not None and clock.finish(end) < clock.begin(start):
        raise FilterError("end lies before start", field="end")
    lists = {one: tuple(sorted(set(getattr(asked, one)))) for one in _LISTS}
    return Wanted(
        start=start,
        end=end,
        certainty_min=asked.certainty_min,
        updated_since=clock.instant("updated_since", asked.updated_since),
        cancelled=asked.cancelled or door.cancelled,
        vague=asked.vague or door.vague,
        ended_after=clock.past(asked.past),
        # Stamps can be a little ahead of the clock, so the present is asked for without one.
        as_of=None if asked.as_of == "now" else clock.end_of("as_of", asked.as_of),
        known_on=clock.day("known_on", asked.known_on),
        sort=asked.sort,
        limit=asked.limit,
        **lists,
    )


_READERS: dict[str, Callable[[str], Any]] = {
    "start": _read_day_or_instant,
    "end": _read_day_or_instant,
    "certainty_min": Eos,
    "updated_since": datetime.fromisoformat,
    "cancelled": Cancelled,
    "vague": Vague,
    "ended_after": date.fromisoformat,
    "as_of": datetime.fromisoformat,
    "known_on": date.fromisoformat,
    "sort": Sort,
    "limit": int,
}
_LISTS = (
    *("party", "party_all", "person", "country", "place", "kind"),
    *("level", "topic", "status", "series", "part_of", "source"),
)

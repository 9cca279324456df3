"""What a feed shows: which meetings, under which title, from which address."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.feeds.body import Body, make_body
from app.formats.ical import FeedTitle, write_calendar, write_placeholder, write_vevent
from app.http.asking import Pairs, filter_of
from app.http.lists import changed_at, follows_records, looking
from app.http.service import Service
from app.meetings.calendar import resolve_feed
from app.meetings.filter import MeetingFilter, Wanted
from app.store.almanac import find_known_vevents
from app.store.calendars import get_calendar
from app.store.find import find_title, find_vevents
from app.store.ids import identify
from app.store.known import find_known
from app.store.ledger import Head, Mark, read_head
from app.store.names import Names

MOST_EVENTS = 1000
"""How many events a feed holds at the most: users of Google's calendar lost some at 1,111."""
MOST_TITLE = 120
"""Characters of a filter that a feed's title repeats."""


@dataclass(frozen=True, slots=True)
class View:
    """What a feed shows. `name` is that of its file; `query` is the address's, in one order.

    `is_named`: title and filter are those of a calendar, which can be changed.
    """

    name: str
    path: str
    query: str
    title: str
    description: str
    color: str
    page: str
    asked: MeetingFilter
    wanted: Wanted
    is_named: bool = False
    meeting: UUID | None = None

    @property
    def follows_records(self) -> bool:
        """Whether it can change without a new version: with a claim, with what a name means, or with its own title."""
        return self.is_named or follows_records(self.wanted)

    def reach(self, head: Head) -> Mark:
        """Return how far the calendar has come, as far as this view is concerned."""
        return Mark(head.era, head.serial if self.follows_records else head.number)


def address(path: str, query: str) -> str:
    """Return an address on this host."""
    return f"{path}?{query}" if query else path


def write_query(pairs: Pairs) -> str:
    """Return parameters in one order, so that the same view has one address."""
    return urlencode(sorted(pairs))


def view_of_filter(pairs: Pairs) -> View:
    """Return the feed of a filter."""
    words = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in sorted(pairs))
    asked = filter_of(pairs)
    return View(
        name="meetings",
        path="/feeds/meetings.ics",
        query=write_query(pairs),
        title=f"Diplomatic meetings ({shorten(words, MOST_TITLE)})" if words else "Diplomatic meetings",
        description="Who meets whom, when, where, how sure that is, and who says so.",
        color="steelblue",
        page="/",
        asked=asked,
        wanted=_resolve(asked),
    )


def view_of_calendar(session: Session, name: str, pairs: Pairs) -> View:
    """Return the feed of a named calendar. What the address says as well replaces what the calendar says of it."""
    row = get_calendar(session, name)
    said = {key for key, _ in pairs}
    asked = filter_of([*((key, value) for key, value in parse_qsl(row.query) if key not in said), *pairs])
    return View(
        name=row.name,
        path=f"/feeds/{row.name}.ics",
        query=write_query(pairs),
        title=row.title,
        description=row.description,
        color=row.color,
        page="/",
        asked=asked,
        wanted=_resolve(asked),
        is_named=True,
    )


def view_of_meeting(session: Session, text: str, pairs: Pairs) -> View:
    """Return the feed of one meeting, at whatever moment."""
    named = Names(session).meeting(text)
    asked = filter_of([*pairs, ("vague", "all")])
    return View(
        name=named.slug,
        path=f"/feeds/meetings/{named.slug}.ics",
        query=write_query(pairs),
        title=named.slug,
        description="One diplomatic meeting: when, where, how sure that is, and who says so.",
        color="steelblue",
        page=f"/meetings/{named.slug}",
        asked=asked,
        wanted=_resolve(asked),
        meeting=named.id,
    )


def build(service: Service, session: Session, view: View) -> Body:
    """Return the feed's body, and how far the calendar had come for it, from one snapshot."""
    head = read_head(session)
    called, vevents = _events(service, session, view, head.serial)
    page = f"{service.base_url}{view.page}"
    if not vevents:
        vevents = [write_placeholder(str(identify("feed", view.path, view.query)), page)]
    title = FeedTitle(called, view.description, view.color, service.base_url + address(view.path, view.query), page)
    newest = head.told_at if view.follows_records else head.changed_at
    changed = changed_at(newest, view.asked, clock.now())
    return make_body(view.reach(head), view.wanted.query(), view.name, changed, write_calendar(title, vevents))


def _events(service: Service, session: Session, view: View, serial: int) -> tuple[str, Sequence[bytes]]:
    """Return what the feed is called, and its VEVENTs."""
    wanted, most = view.wanted, view.wanted.limit or MOST_EVENTS
    if view.meeting:
        return _events_of_one(session, view.meeting, view, service.base_url)
    with looking(service, session, wanted, serial) as (seen, plain):
        if wanted.known_on:
            return view.title, find_known_vevents(seen, plain, service.base_url, most=most)
        return view.title, find_vevents(seen, plain, most=most)


def _events_of_one(session: Session, meeting: UUID, view: View, base_url: str) -> tuple[str, Sequence[bytes]]:
    """Return what a meeting was called at the view's moment, and its VEVENT; the feed's file is called by the slug."""
    if view.wanted.known_on:
        known = find_known(session, meeting, view.wanted)
        return (known.title, [write_vevent(known, base_url)]) if known else (view.name, [])
    called = find_title(session, view.wanted, meeting)
    return called or view.name, find_vevents(session, view.wanted, most=1, meeting=meeting)


def _resolve(asked: MeetingFilter) -> Wanted:
    return resolve_feed(asked, clock.now())

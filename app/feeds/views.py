"""What a feed shows: which meetings, under which title, from which address."""

from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.feeds.body import Body, make_body
from app.formats.ical import FeedTitle, write_calendar, write_placeholder
from app.http.asking import Pairs, filter_of
from app.http.lists import changed_at, looking
from app.meetings.errors import FilterError
from app.meetings.filter import Cancelled, Door, MeetingFilter, Vague, Wanted, resolve
from app.store.catalogue import get_calendar
from app.store.find import find_vevents
from app.store.ledger import read_head
from app.store.names import Names, identify

MOST_EVENTS = 1000
"""How many events a feed holds at the most: users of Google's calendar lost some at 1,111."""
MOST_TITLE = 120
"""Characters of a filter that a feed's title repeats."""

FEED = Door(cancelled=Cancelled.MARK, vague=Vague.WEEK, most=MOST_EVENTS)
"""What feeds do when the URL does not say."""

UNPAGED = ("sort", "cursor")
"""Parameters that mean nothing to a feed."""


@dataclass(frozen=True, slots=True)
class View:
    """What a feed shows. `name` is that of its file; `query` is the address's, in one order."""

    name: str
    path: str
    query: str
    title: str
    description: str
    color: str
    page: str
    asked: MeetingFilter
    wanted: Wanted
    meeting: UUID | None = None


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


def build(session: Session, view: View, base_url: str) -> Body:
    """Return the feed's body, and the number that it belongs to, from one snapshot."""
    head = read_head(session)
    with looking(session, view.wanted) as (seen, plain, _):
        vevents = find_vevents(seen, plain, most=view.wanted.limit or MOST_EVENTS, meeting=view.meeting)
    page = f"{base_url}{view.page}"
    if not vevents:
        vevents = [write_placeholder(str(identify("feed", view.path, view.query)), page)]
    # A single meeting's feed is called as the meeting is, which may change; its file is called by the slug.
    called = Names(session).meeting_refs([view.meeting])[view.meeting].title if view.meeting else view.title
    title = FeedTitle(called, view.description, view.color, base_url + address(view.path, view.query), page)
    changed = changed_at(head, view.asked, clock.now())
    return make_body(head.mark, view.wanted.query(), view.name, changed, write_calendar(title, vevents))


def _resolve(asked: MeetingFilter) -> Wanted:
    for name in UNPAGED:
        if name in asked.model_fields_set:
            raise FilterError("a feed has no pages, and one order", field=name)
    for name in ("start", "end", "updated_since", "as_of"):
        if getattr(asked, name) == "now":
            raise FilterError("a feed counts in days: say today", field=name)
    return resolve(asked, clock.now(), FEED)

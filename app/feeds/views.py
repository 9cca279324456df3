"""What a feed shows: which meetings, under which title, from which address."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.feeds.body import Body, make_body
from app.formats.ical import FeedTitle, write_calendar, write_placeholder
from app.http.asking import filter_of
from app.http.lists import looking
from app.meetings.errors import FilterError
from app.meetings.filter import Cancelled, Door, Vague, Wanted, resolve
from app.store.catalogue import get_calendar
from app.store.find import find_vevents
from app.store.ledger import read_head
from app.store.names import Names, identify
from app.store.tables import MeetingRow

MOST_EVENTS = 1000
"""How many events a feed holds at the most: users of Google's calendar lost some at 1,111."""

FEED = Door(cancelled=Cancelled.MARK, vague=Vague.WEEK, most=MOST_EVENTS)
"""What feeds do when the URL does not say."""

Pairs = Sequence[tuple[str, str]]


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
    wanted: Wanted
    meeting: UUID | None = None

    @property
    def address(self) -> str:
        """The feed's address on this host, with its parameters in one order."""
        return address(self.path, self.query)


def address(path: str, query: str) -> str:
    """Return an address on this host."""
    return f"{path}?{query}" if query else path


def write_query(pairs: Pairs) -> str:
    """Return parameters in one order, so that the same view has one address."""
    return urlencode(sorted(pairs))


def view_of_filter(pairs: Pairs) -> View:
    """Return the feed of a filter."""
    words = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in sorted(pairs))
    return View(
        name="meetings",
        path="/feeds/meetings.ics",
        query=write_query(pairs),
        title=f"Diplomatic meetings ({words})" if words else "Diplomatic meetings",
        description="Who meets whom, when, where, how sure that is, and who says so.",
        color="steelblue",
        page="/",
        wanted=_resolve(pairs),
    )


def view_of_calendar(session: Session, name: str, pairs: Pairs) -> View:
    """Return the feed of a named calendar. What the address says as well replaces what the calendar says of it."""
    row = get_calendar(session, name)
    said = {key for key, _ in pairs}
    merged = [(key, value) for key, value in parse_qsl(row.query) if key not in said] + list(pairs)
    return View(
        name=row.name,
        path=f"/feeds/{row.name}.ics",
        query=write_query(pairs),
        title=row.title,
        description=row.description,
        color=row.color,
        page="/",
        wanted=_resolve(merged),
    )


def view_of_meeting(session: Session, text: str, pairs: Pairs) -> View:
    """Return the feed of one meeting, at whatever moment."""
    named: MeetingRow = Names(session).meeting(text)
    for key, _ in pairs:
        if key not in ("as_of", "known_on"):
            raise FilterError("a feed of one meeting takes only as_of and known_on", field=key[:60])
    return View(
        name=named.slug,
        path=f"/feeds/meetings/{named.slug}.ics",
        query=write_query(pairs),
        title=named.slug.replace("-", " "),
        description="One diplomatic meeting: when, where, how sure that is, and who says so.",
        color="steelblue",
        page=f"/meetings/{named.slug}",
        wanted=_resolve([*pairs, ("vague", "all")]),
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
    title = FeedTitle(view.title, view.description, view.color, f"{base_url}{view.address}", page)
    return make_body(head.number, view.wanted.query(), head.modified_at, write_calendar(title, vevents))


def _resolve(pairs: Pairs) -> Wanted:
    asked = filter_of(urlencode(pairs))
    for name in ("sort", "cursor"):
        if name in asked.model_fields_set:
            raise FilterError("a feed has no pages, and one order", field=name)
    for name in ("start", "end"):
        if getattr(asked, name) == "now":
            raise FilterError("a feed counts in days: say today", field=name)
    return resolve(asked, clock.now(), FEED)

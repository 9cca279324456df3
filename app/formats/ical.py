"""iCalendar (RFC 5545, 7986): a meeting as a VEVENT, and many of them as a feed that every calendar app shows alike."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Component, Event, vGeo, vText, vUri

from app.formats.description import describe, is_fixed
from app.meetings.colors import HEX
from app.meetings.document import Meeting
from app.meetings.placing import levels
from app.meetings.terms import TRAVEL, Eos, Kind, Precision, Rel, Status
from app.meetings.window import DAY
from app.meetings.words import place_in_words

WRITER_VERSION = 2
"""Rises whenever the bytes written here, or the document, change for the same claims."""

PRODID = "-//Summitry//Summitry//EN"
MEDIA_TYPE = "text/calendar; charset=utf-8"
MOST_BYTES = 1_000_000
"""Google documents 1 MB as the most that it reads of a feed."""

FACE = ("DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS")
"""What a calendar shows at a glance: SEQUENCE rises when one of these changes (RFC 5545, section 3.8.7.4)."""

_COLORS = {Kind.SUMMIT: "indigo", Kind.SIGNING: "seagreen", Kind.CALL: "slategray", Kind.TALKS: "chocolate"}
_END = b"END:VCALENDAR\r\n"
_EPOCH = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedTitle:
    """How a feed presents itself. `url` is its own address, `page` that of a page for people."""

    title: str
    description: str
    color: str
    url: str
    page: str


def write_vevent(meeting: Meeting, base_url: str) -> bytes:
    """Return the meeting as one VEVENT: all times in UTC or as plain days, no time zone component needed.

    Raises:
        ValueError: if what was written does not parse back to the same event.
    """
    page = f"{base_url}/meetings/{meeting.slug}"
    event = Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", meeting.modified_at)
    event.add("created", meeting.created_at)
    event.add("last-modified", meeting.modified_at)
    event.add("sequence", meeting.sequence)
    _add_window(event, meeting)
    event.add("summary", _text(summary(meeting)))
    event.add("status", ical_status(meeting))
    event.add("description", _text(describe(meeting, page)))
    event.add("url", page)
    event.add("categories", [meeting.kind.replace("_", " "), *meeting.topics])
    event.add("color", "steelblue" if meeting.kind in TRAVEL else _COLORS.get(meeting.kind, "firebrick"))
    # A public calendar must not block its readers' time.
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    _add_place(event, meeting)
    for link in meeting.links:
        if link.rel is Rel.PART_OF and link.to:
            event.add("related-to", str(link.to.id), parameters={"RELTYPE": "PARENT"})
    return _checked(event)


def summary(meeting: Meeting) -> str:
    """Return the title as a calendar shows it: the one text that every app shows must say what is not so."""
    if meeting.status in (Status.CANCELLED, Status.LAPSED) or not meeting.listed:
        return f"CANCELLED: {meeting.title}"
    if meeting.status is Status.POSTPONED:
        return f"POSTPONED: {meeting.title}"
    return meeting.title if is_fixed(meeting) else f"(date not fixed) {meeting.title}"


def ical_status(meeting: Meeting) -> str:
    """Return the one of RFC 5545's three statuses that fits: no app knows more (section 3.8.1.11)."""
    if meeting.status in (Status.CANCELLED, Status.LAPSED) or not meeting.listed:
        return "CANCELLED"
    if meeting.status is Status.POSTPONED or not is_fixed(meeting):
        return "TENTATIVE"
    sure = meeting.status is Status.HELD or meeting.certainty.eos is Eos.EOS5
    return "CONFIRMED" if sure else "TENTATIVE"


def face(vevent: bytes) -> tuple[str, ...]:
    """Return the lines of a VEVENT on which its SEQUENCE depends."""
    unfolded = re.sub(rb"\r\n[ \t]", b"", vevent).decode()
    return tuple(line for line in unfolded.split("\r\n") if re.split("[;:]", line, maxsplit=1)[0] in FACE)


def write_calendar(feed: FeedTitle, vevents: Iterable[bytes]) -> bytes:
    """Return a VCALENDAR that holds the VEVENTs in the order given.

    There is no UID (one client then keeps a single event), no METHOD (it would demand an ORGANIZER) and no stamp that
    moves between two polls.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    # The library takes these for properties that it does not know, and would write their text without escaping it.
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(feed.title))
    calendar.add("x-wr-caldesc", vText(feed.description))
    calendar.add("x-wr-timezone", "UTC")
    calendar.add("color", feed.color)
    calendar.add("x-apple-calendar-color", HEX.get(feed.color, HEX["steelblue"]))
    # RFC 7986, section 5.7, demands the VALUE that icalendar's own shorthand leaves out.
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add("source", vUri(feed.url), parameters={"VALUE": "URI"})
    calendar.add("url", vUri(feed.page))
    return b"".join((calendar.to_ical(sorted=False).removesuffix(_END), *vevents, _END))


def write_placeholder(uid: str, page: str) -> bytes:
    """Return a VEVENT for a feed that would be empty: some clients refuse a feed that has become so."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", _EPOCH)
    event.add("sequence", 0)
    event.add("dtstart", _EPOCH.date())
    event.add("dtend", _EPOCH.date() + DAY)
    event.add("summary", "No meetings here yet")
    event.add("description", f"Meetings will appear here as they become known.\n\n{page}")
    event.add("url", page)
    event.add("transp", "TRANSPARENT")
    return _checked(event)


def _text(text: str) -> str:
    """Return a text that the library writes as it is: it takes a backslash with an N for a line break."""
    return text.replace("\\N", "\\\u2060N")


def _add_window(event: Event, meeting: Meeting) -> None:
    when = meeting.when
    if when.start:
        event.add("dtstart", when.starts_at)
        event.add("dtend", when.ends_at)
    else:
        event.add("dtstart", when.first_date)
        # DTEND is exclusive (RFC 5545, section 3.6.1).
        event.add("dtend", when.last_date + DAY)


def _add_place(event: Event, meeting: Meeting) -> None:
    place = meeting.place
    if place is None or place.precision is Precision.NONE:
        return
    event.add("location", _text(place_in_words(place)))
    at = next((one for one in levels(place) if one.latitude is not None and one.longitude is not None), None)
    if at is None or at.precision in (Precision.COUNTRY, Precision.REGION):
        return
    event.add("geo", _Position((at.latitude, at.longitude)))
    title = (at.name or "").replace('"', "'")
    parameters = {"VALUE": "URI", "X-ADDRESS": place_in_words(place).replace('"', "'"), "X-APPLE-RADIUS": "500"}
    apple = vUri(f"geo:{_degrees(at.latitude)},{_degrees(at.longitude)}")
    event.add("x-apple-structured-location", apple, parameters=parameters | {"X-TITLE": title})


class _Position(vGeo):
    """A position as RFC 5545, section 3.8.1.6, has it."""

    def to_ical(self) -> str:
        return f"{_degrees(self.latitude)};{_degrees(self.longitude)}"


def _degrees(value: float) -> str:
    """Return degrees with up to six decimal places, which is within a metre; Python would write some as 1e-07."""
    # Adding zero takes the minus from a zero.
    whole, _, places = f"{round(value, 6) + 0.0:.6f}".partition(".")
    return f"{whole}.{places.rstrip('0') or '0'}"


def _checked(event: Event) -> bytes:
    """Write an event, and read it back: one bad line would empty the whole feed in silence."""
    written: bytes = event.to_ical()
    again = Event.from_ical(written)
    same = all(_value(again, name) == _value(event, name) for name in ("uid", "summary", "dtstart", "dtend", "status"))
    if not same or again.errors or b"\r" in written.replace(b"\r\n", b""):
        raise ValueError(f"the event {event['uid']} does not read back as it was written")
    return written


def _value(event: Component, name: str) -> date | datetime | str | None:
    value = event.get(name)
    return value.dt if hasattr(value, "dt") else None if value is None else str(vText(value))

"""iCalendar (RFC 5545, 7986): a meeting as a VEVENT, and many of them as a feed that every calendar app shows alike."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from urllib.parse import quote

from app.formats.content_line import Line, is_read_back, write_lines
from app.formats.description import LastChange, describe
from app.formats.headline import color, ical_status, summary
from app.formats.safe_text import safe_text
from app.meetings.colors import HEX
from app.meetings.document import Meeting, When
from app.meetings.placing import levels
from app.meetings.terms import Precision, Rel
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

_END = b"END:VCALENDAR\r\n"
_END_OF_EVENT = b"END:VEVENT\r\n"
_EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# What may stand in an address as it is (RFC 3986, section 2.2) without ending the parameter, a fragment or an escape.
_SAFE_IN_ADDRESS = "/()!*=?&+"
# What is on, or may be: neither what is cancelled or postponed nor the entry of an empty feed.
_ON = re.compile(rb"\r\nSUMMARY:(?!POSTPONED: )(?s:.*)\r\nSTATUS:(?:CONFIRMED|TENTATIVE)\r\n")


class Alarm(StrEnum):
    """How long before an event its readers are reminded, if they ask for it (RFC 5545, section 3.3.6)."""

    HOUR = "PT1H"
    DAY = "P1D"


@dataclass(frozen=True, slots=True)
class FeedTitle:
    """How a feed presents itself. `url` is its own address, `page` that of a page for people."""

    title: str
    description: str
    color: str
    url: str
    page: str


def write_vevent(meeting: Meeting, base_url: str, change: LastChange | None = None) -> bytes:
    """Return the meeting as one VEVENT: all times in UTC or as plain days, no time zone component needed.

    Raises:
        ValueError: if what was written does not read back as the same event.
    """
    described = describe(meeting, base_url, change)
    # Thunderbird shows this HTML, and only where it begins just so; others fall over the newer ways (RFC 9073).
    html = f"data:text/html,{quote(described.html, safe=_SAFE_IN_ADDRESS)}"
    return _component(
        [
            Line("BEGIN", "VEVENT"),
            Line("UID", (meeting.uid,)),
            Line("DTSTAMP", _instant(meeting.modified_at)),
            Line("CREATED", _instant(meeting.created_at)),
            Line("LAST-MODIFIED", _instant(meeting.modified_at)),
            Line("SEQUENCE", str(meeting.sequence)),
            Line("SUMMARY", (summary(meeting),)),
            *_window(meeting.when),
            Line("STATUS", ical_status(meeting)),
            *_UNBLOCKING,
            *_place(meeting),
            Line("DESCRIPTION", (described.text,), (("ALTREP", html),)),
            Line("URL", f"{base_url}/meetings/{meeting.slug}"),
            Line("CATEGORIES", (meeting.kind.replace("_", " "), *map(safe_text, meeting.topics))),
            Line("COLOR", color(meeting)),
            *_parents(meeting),
            Line("END", "VEVENT"),
        ]
    )


def face(vevent: bytes) -> tuple[str, ...]:
    """Return the lines of a VEVENT on which its SEQUENCE depends, in one order."""
    unfolded = vevent.replace(b"\r\n ", b"").decode()
    shown = (line for line in unfolded.split("\r\n") if re.split("[;:]", line, maxsplit=1)[0] in FACE)
    return tuple(sorted(shown))


def write_calendar(feed: FeedTitle, vevents: Iterable[bytes], alarm: Alarm | None = None) -> bytes:
    """Return a VCALENDAR that holds the VEVENTs in the order given, each with an alarm if one is wanted.

    There is no UID (one client then keeps a single event), no METHOD (it would demand an ORGANIZER) and no stamp that
    moves between two polls.
    """
    title, description = (_UNSEEN.sub(" ", safe_text(text)) for text in (feed.title, feed.description))
    header = write_lines(
        [
            Line("BEGIN", "VCALENDAR"),
            Line("VERSION", "2.0"),
            Line("PRODID", PRODID),
            Line("CALSCALE", "GREGORIAN"),
            Line("NAME", (title,)),
            Line("X-WR-CALNAME", (title,)),
            Line("X-WR-CALDESC", (description,)),
            Line("X-WR-TIMEZONE", "UTC"),
            Line("COLOR", feed.color),
            Line("X-APPLE-CALENDAR-COLOR", HEX.get(feed.color, HEX["steelblue"])),
            # RFC 7986, section 5.7, demands the VALUE: strict readers refuse the property without it.
            Line("REFRESH-INTERVAL", "PT1H", (("VALUE", "DURATION"),)),
            Line("X-PUBLISHED-TTL", "PT1H"),
            Line("SOURCE", feed.url, (("VALUE", "URI"),)),
            Line("URL", feed.page),
        ]
    )
    return b"".join((header, *(_with_alarm(vevents, alarm) if alarm else vevents), _END))


def write_placeholder(uid: str, page: str) -> bytes:
    """Return a VEVENT for a feed that would be empty: some clients refuse a feed that has become so."""
    return _component(
        [
            Line("BEGIN", "VEVENT"),
            Line("UID", (uid,)),
            Line("DTSTAMP", _instant(_EPOCH)),
            Line("CREATED", _instant(_EPOCH)),
            Line("LAST-MODIFIED", _instant(_EPOCH)),
            Line("SEQUENCE", "0"),
            Line("SUMMARY", ("No meetings here yet",)),
            *_days(_EPOCH.date(), _EPOCH.date()),
            *_UNBLOCKING,
            Line("DESCRIPTION", (f"Meetings will appear here as they become known.\n\n{page}",)),
            Line("URL", page),
            Line("END", "VEVENT"),
        ]
    )


# A public calendar must not block its readers' time.
_UNBLOCKING = (
    Line("TRANSP", "TRANSPARENT"),
    Line("CLASS", "PUBLIC"),
    Line("X-MICROSOFT-CDO-BUSYSTATUS", "FREE"),
)


def _component(lines: list[Line]) -> bytes:
    written = write_lines(lines)
    if not is_read_back(written, lines):
        uid = next(line.value for line in lines if line.name == "UID")
        raise ValueError(f"the event {uid} does not read back as it was written")
    return written


def _with_alarm(vevents: Iterable[bytes], alarm: Alarm) -> Iterator[bytes]:
    """Put an alarm into each event that is on (RFC 5545, section 3.6.6: these three properties are required)."""
    text = {Alarm.HOUR: "In an hour", Alarm.DAY: "In a day"}[alarm]
    lines = (
        Line("BEGIN", "VALARM"),
        Line("ACTION", "DISPLAY"),
        Line("DESCRIPTION", (text,)),
        # The alarm of an event of whole days rings at midnight where its reader is, or as long before it.
        Line("TRIGGER", f"-{alarm}"),
        Line("END", "VALARM"),
    )
    written = write_lines(lines)
    for vevent in vevents:
        is_on = _ON.search(vevent)
        yield b"".join((vevent.removesuffix(_END_OF_EVENT), written, _END_OF_EVENT)) if is_on else vevent


def _instant(at: datetime) -> str:
    """Return an instant in UTC (RFC 5545, section 3.3.5): a zone by name would need its rules in every feed."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _window(when: When) -> tuple[Line, Line]:
    if when.start:
        return Line("DTSTART", _instant(when.starts_at)), Line("DTEND", _instant(when.ends_at))
    return _days(when.first_date, when.last_date)


def _days(first: date, last: date) -> tuple[Line, Line]:
    # DTEND is exclusive (RFC 5545, section 3.6.1).
    days = (("DTSTART", first), ("DTEND", last + DAY))
    start, end = (Line(name, f"{day:%Y%m%d}", (("VALUE", "DATE"),)) for name, day in days)
    return start, end


def _place(meeting: Meeting) -> Iterator[Line]:
    place = meeting.place
    if place is None or place.precision is Precision.NONE:
        return
    where = safe_text(place_in_words(place))
    yield Line("LOCATION", (where,))
    at = next((one for one in levels(place) if one.latitude is not None and one.longitude is not None), None)
    if at is None or at.precision not in (Precision.VENUE, Precision.CITY):
        return
    # RFC 5545, section 3.8.1.6, wants six decimals; a small number would else be written with an exponent.
    latitude, longitude = f"{at.latitude:.6f}", f"{at.longitude:.6f}"
    yield Line("GEO", f"{latitude};{longitude}")
    # A quotation mark cannot stand in a parameter (section 3.1).
    address, title = (text.replace('"', "'") for text in (where, safe_text(at.name or where)))
    said = (("VALUE", "URI"), ("X-ADDRESS", address), ("X-APPLE-RADIUS", "500"), ("X-TITLE", title))
    yield Line("X-APPLE-STRUCTURED-LOCATION", f"geo:{latitude},{longitude}", said)


def _parents(meeting: Meeting) -> Iterator[Line]:
    for link in meeting.links:
        if link.rel is Rel.PART_OF and link.to:
            # The UID of a meeting is its id.
            yield Line("RELATED-TO", (str(link.to.id),), (("RELTYPE", "PARENT"),))

"""Atom (RFC 4287): the changes of the calendar, the newest first, each saying in words what moved."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from app.formats.description import describe
from app.formats.ical import FeedTitle
from app.formats.paragraphs import TextLine, as_html
from app.formats.safe_text import safe_text, shorten
from app.meetings.difference import DETAILS
from app.meetings.document import Meeting

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MOST_OF_TITLE = 200
_NAMESPACE = "http://www.w3.org/2005/Atom"
_NEVER = datetime(2025, 1, 1, tzinfo=UTC)
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document can hold, not even escaped (XML 1.0, section 2.2)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One step of one meeting: when it was taken, and in which words.

    `meeting` is how it looks from then on; without it, it has left what this feed shows.
    """

    number: int
    meeting_id: UUID
    slug: str
    title: str
    version: int
    at: datetime
    words: str
    meeting: Meeting | None


def write_atom(feed: FeedTitle, feed_id: UUID, changes: Iterable[Change], base_url: str) -> bytes:
    """Return a feed of the changes that readers see.

    Raises:
        ValueError: if a text has a character that stands in no XML document.
    """
    seen = (change for change in changes if change.words != DETAILS)
    newest_first = sorted(seen, key=lambda one: one.number, reverse=True)
    root = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "en"})
    _add(root, "id", feed_id.urn)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.description)
    _add(root, "updated", _stamp(newest_first[0].at if newest_first else _NEVER))
    # Section 4.1.1: a feed has an author unless each of its entries has one.
    _add(SubElement(root, "author"), "name", "Summitry")
    _link(root, "self", feed.url, "application/atom+xml")
    _link(root, "alternate", feed.page, "text/html")
    for change in newest_first:
        _add_entry(root, change, base_url)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    if _NO_XML.search(written.decode()):
        raise ValueError("a change has a character that stands in no XML document")
    return written


def _add_entry(root: Element, change: Change, base_url: str) -> None:
    entry = SubElement(root, "entry")
    # Section 4.2.6: an id is for ever, and the address may move with the service.
    _add(entry, "id", uuid5(change.meeting_id, f"version {change.version}").urn)
    # The words of a new meeting have its title in them.
    said = change.words if change.version == 1 else f"{change.title}: {change.words}"
    _add(entry, "title", shorten(said, MOST_OF_TITLE))
    _add(entry, "updated", _stamp(change.at))
    _link(entry, "alternate", f"{base_url}/meetings/{change.slug}", "text/html")
    moved = as_html([[TextLine(change.words)]])
    if change.meeting is None:
        _add(entry, "content", moved + as_html([[TextLine("It is no longer in this feed.")]]), type="html")
        return
    # Section 4.2.7.2: "via" is where what an entry says comes from.
    for url in dict.fromkeys(source.url for source in change.meeting.sources if source.url):
        _link(entry, "via", url)
    for word in dict.fromkeys((change.meeting.kind.replace("_", " "), *change.meeting.topics)):
        SubElement(entry, "category", {"term": safe_text(word)})
    _add(entry, "content", moved + describe(change.meeting, base_url).html, type="html")


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = safe_text(text)


def _link(parent: Element, rel: str, href: str, media_type: str | None = None) -> None:
    SubElement(parent, "link", {"rel": rel} | ({"type": media_type} if media_type else {}) | {"href": href})


def _stamp(at: datetime) -> str:
    """Return an instant as RFC 3339 has it (section 3.3)."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"

"""What a calendar entry says: what a reader wants to know of a meeting, in a few lines, as plain text and as HTML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.formats.headline import is_fixed
from app.formats.paragraphs import Paragraph, TextLine, as_html, as_text, fit, length
from app.formats.safe_text import shorten
from app.meetings.document import Meeting, Place, When
from app.meetings.terms import Eos, Extent, Kind, Precision, Rel, Status
from app.meetings.words import (
    CERTAINTIES,
    day_in_words,
    days_in_words,
    participant_in_words,
    place_in_words,
    when_in_words,
)

MOST = 1500
"""Characters of the plain text: people read it on a phone, and a feed of a thousand meetings should stay small."""
MOST_OF_LINE = 160
MOST_OF_CHANGE = 200
MOST_OF_SUMMARY = 300
MOST_OF_WHO = 400
MOST_OF_SOURCES = 350
MOST_OF_ADDRESS = 250
"""A source's address that is longer than this is left to the meeting's page."""

_KINDS = {
    Kind.BILATERAL: "Bilateral meeting",
    Kind.TRILATERAL: "Trilateral meeting",
    Kind.MINISTERIAL: "Ministerial meeting",
    Kind.OTHER: "Event",
}
_RELATIONS = {
    Rel.PART_OF: "Part of",
    Rel.ON_SIDELINES_OF: "On the sidelines of",
    Rel.PREPARES: "Prepares",
    Rel.FOLLOWS: "Follows",
    Rel.RETURNS: "Returns",
    Rel.SAME_AS: "The same as",
}
_STANDING = {
    Status.CANCELLED: "Cancelled.",
    Status.LAPSED: "Lapsed: its time passed without it.",
    Status.POSTPONED: "Postponed: no new date is known.",
    Status.HELD: "Held.",
}


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change of a meeting that was news, in the words of the version that brought it."""

    at: datetime
    words: str


class Description(NamedTuple):
    """What a calendar entry says, in two forms."""

    text: str
    html: str


def describe(meeting: Meeting, base_url: str, change: LastChange | None = None) -> Description:
    """Return what a calendar entry says. It begins with what is unsure, and ends with the address of its page.

    Nothing is longer than people read: the rest is left to that page.
    """
    page = f"{base_url}/meetings/{meeting.slug}"
    standing, setting = _own(_standing(meeting)), _own(_setting(meeting))
    last = [TextLine(page, page, "All that is known, and who says so")]
    room = MOST - sum(map(length, (standing, setting, last)))
    # The first of these would be missed the most where there is no room for all.
    found: list[Paragraph] = []
    for lines, most in (
        (_who(meeting), MOST_OF_WHO),
        (_changed(change), MOST_OF_CHANGE),
        (_sources(meeting), MOST_OF_SOURCES),
        (_told(meeting), MOST_OF_SUMMARY),
        (_relations(meeting, base_url), MOST),
    ):
        found.append(fit(lines, min(room, most + 1)))
        room -= length(found[-1])
    who, changed, sources, told, related = found
    paragraphs = (standing, setting, who, related, told, changed, sources, last)
    return Description(as_text(paragraphs), as_html(paragraphs))


def _own(texts: Iterable[str]) -> list[TextLine]:
    return [TextLine(shorten(f"{text[:1].upper()}{text[1:]}", MOST_OF_LINE)) for text in texts]


def _standing(meeting: Meeting) -> Iterator[str]:
    """Say first whether it is on, whether the day is fixed, how sure it is, and who has confirmed it."""
    if not meeting.listed:
        yield "Taken off the calendar."
    elif meeting.status in _STANDING:
        yield _STANDING[meeting.status]
    else:
        yield from _certainty(meeting)
    if meeting.disputed:
        yield f"Disputed: {', '.join(meeting.disputed)}."


def _certainty(meeting: Meeting) -> Iterator[str]:
    sure = CERTAINTIES[meeting.certainty.eos]
    if not is_fixed(meeting):
        yield f"{_doubt(meeting.when)}."
        yield f"How sure: {sure}."
    else:
        yield "Certain." if meeting.certainty.eos is Eos.EOS5 else f"Not certain: {sure}."
    confirmed = [party.name for party in meeting.certainty.confirmed_by]
    yield f"Confirmed by {' and '.join(confirmed)}." if confirmed else "No side has confirmed it itself."


def _doubt(when: When) -> str:
    if when.former:
        return f"The date {days_in_words(when)} no longer holds, and no new one is known"
    return f"The day is not fixed: {_choice(when)}"


def _choice(when: When) -> str:
    return f"either {days_in_words(when)}" if when.extent is Extent.ONE_OF else f"some time in {days_in_words(when)}"


def _setting(meeting: Meeting) -> Iterator[str]:
    """Say what it is, when (in the meeting's zone and in UTC) and where."""
    kind = _KINDS.get(meeting.kind, meeting.kind.replace("_", " ").capitalize())
    yield f"{kind} at {meeting.level}' level." if meeting.level else f"{kind}."
    if not is_fixed(meeting):
        if meeting.status is not Status.SCHEDULED or not meeting.listed:
            yield f"Last known date: {when_in_words(meeting.when)}."
    elif meeting.when.start:
        yield from _clock(meeting.when, meeting.when.start)
    else:
        yield when_in_words(meeting.when) + (" (the end is not announced)." if meeting.when.open_end else ".")
    if meeting.place or meeting.kind is not Kind.CALL:
        yield f"{_where(meeting.place)}."


def _clock(when: When, start: datetime) -> Iterator[str]:
    later = when.end if when.end and when.end.date() != start.date() else None
    until = f", until {later:%H:%M} on {day_in_words(later)}" if later else ""
    # Across the date line the same instant has another day.
    day = "" if when.starts_at.date() == start.date() else f" on {day_in_words(when.starts_at)}"
    yield f"{when_in_words(when)}{until}; {when.starts_at:%H:%M} UTC{day}."
    if when.end is None:
        yield "The end is not announced: one hour is shown."
    if not when.zone_known:
        yield "Nobody has said in which zone: the time is taken as UTC."


def _where(place: Place | None) -> str:
    if place is None:
        return "Place not said"
    if place.precision is Precision.NONE:
        return f"Remote: {place.name}" if place.name else "Remote"
    return place_in_words(place)


def _who(meeting: Meeting) -> Iterator[TextLine]:
    for one in meeting.participants:
        yield TextLine(shorten(participant_in_words(one), MOST_OF_LINE))


def _told(meeting: Meeting) -> Iterator[TextLine]:
    if meeting.summary:
        language = "" if meeting.language.startswith("en") else meeting.language
        yield TextLine(shorten(meeting.summary, MOST_OF_SUMMARY), language=language)


def _changed(change: LastChange | None) -> Iterator[TextLine]:
    if change:
        yield TextLine(shorten(f"Changed on {day_in_words(change.at)}: {change.words}", MOST_OF_CHANGE))


def _sources(meeting: Meeting) -> Iterator[TextLine]:
    """Name the sources, the newest first."""
    for source in sorted(meeting.sources, key=lambda one: one.published_on, reverse=True):
        named = f"Source: {shorten(source.publisher, MOST_OF_LINE)}, {day_in_words(source.published_on)}"
        is_linked = source.url is not None and len(source.url) <= MOST_OF_ADDRESS
        yield TextLine(f"{named}: {source.url}", source.url or "", named) if is_linked else TextLine(named)


def _relations(meeting: Meeting, base_url: str) -> Iterator[TextLine]:
    for link in meeting.links:
        if link.to:
            named = shorten(f"{_RELATIONS[link.rel]}: {link.to.title}", MOST_OF_LINE)
            yield TextLine(named, f"{base_url}/meetings/{link.to.slug}")
        elif link.series:
            number = f", number {link.ordinal}" if link.ordinal else ""
            yield TextLine(f"{shorten(link.series.name, MOST_OF_LINE)}{number}")

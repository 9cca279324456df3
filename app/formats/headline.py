"""What a calendar shows of a meeting at a glance: a line, a status and a colour."""

import re
from collections.abc import Iterator

from app.formats.safe_text import safe_text
from app.meetings.document import Meeting, Participation, Party
from app.meetings.terms import TRAVEL, Attendance, Eos, Extent, Kind, PartyKind, Role, Status
from app.meetings.text import fold

MOST_SIDES = 3
"""More sides than these are what the title of their meeting stands for."""
MOST_PREFIX = 40
"""Characters of what may stand before a title: phones show some thirty of a line."""

_SHORT = {"US": "US", "GB": "UK", "AE": "UAE"}
"""States that are better known by their initials."""
_BESIDE = frozenset({Role.WITNESS, Role.MEDIATOR, Role.GUEST, Role.ORGANISER})
"""Roles in which a party is no side of a meeting."""
_EVENTS = re.compile(
    r"\b(assembly|banquet|bilateral|briefing|call|ceremony|commemoration|conference|congress|consultation|council"
    r"|dialogue|dinner|forum|inauguration|lunch|luncheon|meet|meeting|minilateral|ministerial|negotiation|parade"
    r"|quadrilateral|reception|round|session|signing|stop|stopover|summit|talk|tour|travel|trilateral|trip|visit)s?\b"
)
"""Words that say what sort of event a title is about."""
_COMMON = frozenset(
    {"and", "democratic", "for", "islands", "kingdom", "north", "of", "people", "republic", "south", "states", "the"}
    | {"united"}
)
"""Words of many names, which alone name nobody."""
_WORD = re.compile(r"[^\W_]{2,}")
_STEM = 4
"""Letters by which a name and the words made of it are alike: China and Chinese, Korea and Korean."""
_COLORS = {Kind.SUMMIT: "indigo", Kind.SIGNING: "seagreen", Kind.CALL: "slategray", Kind.TALKS: "chocolate"}


def is_fixed(meeting: Meeting) -> bool:
    """Tell whether the meeting has a day of its own: not one of several, and not a day that no longer holds."""
    return meeting.when.extent is Extent.THROUGHOUT and not meeting.when.former


def is_off(meeting: Meeting) -> bool:
    """Tell whether the meeting will not be, or was not, or was taken off the calendar."""
    return meeting.status in (Status.CANCELLED, Status.LAPSED) or not meeting.listed


def summary(meeting: Meeting) -> str:
    """Return the line that every app shows, often as the only one: what is not so comes first, then who and what."""
    named = safe_text(f"{_prefix(meeting)}{meeting.title}")
    if is_off(meeting):
        return f"CANCELLED: {named}"
    if meeting.status is Status.POSTPONED:
        return f"POSTPONED: {named}"
    return named if is_fixed(meeting) else f"(date not fixed) {named}"


def ical_status(meeting: Meeting) -> str:
    """Return the one of RFC 5545's three statuses that fits: no app knows more (section 3.8.1.11)."""
    if is_off(meeting):
        return "CANCELLED"
    if meeting.status is Status.POSTPONED or not is_fixed(meeting):
        return "TENTATIVE"
    sure = meeting.status is Status.HELD or meeting.certainty.eos is Eos.EOS5
    return "CONFIRMED" if sure else "TENTATIVE"


def color(meeting: Meeting) -> str:
    """Return the CSS3 name (RFC 7986, section 5.9) of a meeting's colour: that of its kind, or grey where it is off."""
    if is_off(meeting):
        return "darkgray"
    return "steelblue" if meeting.kind in TRAVEL else _COLORS.get(meeting.kind, "firebrick")


def _prefix(meeting: Meeting) -> str:
    """Return the sides and the kind of a meeting where its title does not say them, as in "US-China talks: "."""
    words = fold(meeting.title)
    unsaid = [] if _names_somebody(words, meeting) else _sides(meeting)
    sides = "-".join(unsaid) if len(unsaid) <= MOST_SIDES else ""
    # A title in another language says its kind in words that are not known here.
    tells = meeting.kind is Kind.OTHER or _EVENTS.search(words) or not meeting.language.startswith("en")
    kind = "" if tells else meeting.kind.replace("_", " ")
    said = f"{sides} {kind}".strip() if sides else kind.capitalize()
    return f"{said}: " if said and len(said) <= MOST_PREFIX else ""


def _names_somebody(title: str, meeting: Meeting) -> bool:
    """Tell whether a title has a word of a participant's name, or one made of it."""
    spaced = f" {' '.join(_WORD.findall(title))} "
    parties = [party for one in meeting.participants for party in _parties(one)]
    names = [name for party in parties for name in (party.name, party.code) if name]
    words = {word for name in names for word in _WORD.findall(fold(name))} - _COMMON
    return any(_looked_for(word) in spaced for word in words)


def _looked_for(word: str) -> str:
    """Return what a title has where it has a word. Scripts without spaces have no words to compare."""
    if not word.isascii():
        return word
    return f" {word[:_STEM]}" if len(word) >= _STEM else f" {word} "


def _sides(meeting: Meeting) -> list[str]:
    """Return who meets, in short: a host is one of those who meet only where there would be no two sides without."""
    coming = [one for one in meeting.participants if one.attendance is not Attendance.DECLINED]
    meeting_each_other = [one for one in coming if one.role not in _BESIDE]
    guests = list(dict.fromkeys(_short(one) for one in meeting_each_other if one.role is not Role.HOST))
    return guests if len(guests) > 1 else list(dict.fromkeys(map(_short, meeting_each_other)))


def _short(one: Participation) -> str:
    side = one.for_party or one.party
    if side.kind in (PartyKind.STATE, PartyKind.PERSON):
        return _SHORT.get(side.code or "", side.name)
    return side.code or side.name


def _parties(one: Participation) -> Iterator[Party]:
    yield one.party
    if one.for_party:
        yield one.for_party

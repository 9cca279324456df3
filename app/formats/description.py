"""The text of a calendar entry: what a reader wants to know of a meeting, in a few plain lines."""

from collections.abc import Iterator

from app.meetings.document import Meeting
from app.meetings.terms import Eos, Extent, Precision, Rel, Status
from app.meetings.words import CERTAINTIES, days_in_words, participant_in_words, place_in_words, when_in_words

_RELATIONS = {
    Rel.PART_OF: "Part of",
    Rel.ON_SIDELINES_OF: "On the sidelines of",
    Rel.PREPARES: "Prepares",
    Rel.FOLLOWS: "Follows",
    Rel.RETURNS: "Returns",
    Rel.SAME_AS: "The same as",
}


_OFF = {
    Status.CANCELLED: "Cancelled.",
    Status.LAPSED: "Lapsed: its time passed without it.",
    Status.POSTPONED: "Postponed: no new date is known.",
}


def describe(meeting: Meeting, page: str) -> str:
    """Return the plain text of a calendar entry. It begins with what is unsure and ends with the page's address."""
    blocks = (
        [*_standing(meeting), *_setting(meeting)],
        [participant_in_words(one) for one in meeting.participants],
        list(_relations(meeting)),
        [meeting.summary] if meeting.summary else [],
        [f"Source: {source.publisher}, {source.published_on:%Y-%m-%d}" for source in meeting.sources],
        [page],
    )
    return "\n\n".join("\n".join(block) for block in blocks if block)


def is_fixed(meeting: Meeting) -> bool:
    """Tell whether the meeting has a day of its own: not one of several, and not a day that no longer holds."""
    return meeting.when.extent is Extent.THROUGHOUT and not meeting.when.former


def _standing(meeting: Meeting) -> Iterator[str]:
    """Say first whether it is on, whether the day is fixed, and how sure it is."""
    if not meeting.listed:
        yield "Taken off the calendar."
    elif meeting.status in _OFF:
        yield _OFF[meeting.status]
    else:
        yield from _doubts(meeting)
        confirmed = [party.name for party in meeting.certainty.confirmed_by]
        if confirmed:
            yield f"Confirmed by {' and '.join(confirmed)}."


def _doubts(meeting: Meeting) -> Iterator[str]:
    when, eos = meeting.when, meeting.certainty.eos
    if when.former:
        yield f"The date {days_in_words(when)} no longer holds, and no new one is known."
    elif not is_fixed(meeting):
        yield f"The day is not fixed: {_choice(meeting)}."
    elif eos is not Eos.EOS5:
        yield f"Not certain: {CERTAINTIES[eos]}."


def _choice(meeting: Meeting) -> str:
    days = days_in_words(meeting.when)
    return f"either {days}" if meeting.when.extent is Extent.ONE_OF else f"some time in {days}"


def _setting(meeting: Meeting) -> Iterator[str]:
    """Say when (in the meeting's zone and in UTC) and where."""
    when = meeting.when
    if when.start:
        yield f"{when_in_words(when)}; {when.starts_at:%H:%M} UTC."
        if when.end is None:
            yield "The end is not announced: one hour is shown."
    elif is_fixed(meeting):
        yield f"{when_in_words(when)}" + (" (the end is not announced)." if when.open_end else ".")
    if meeting.place and meeting.place.precision is not Precision.NONE:
        yield f"{place_in_words(meeting.place)}."


def _relations(meeting: Meeting) -> Iterator[str]:
    for link in meeting.links:
        if link.to:
            yield f"{_RELATIONS[link.rel]}: {link.to.title}"
        elif link.series:
            yield f"{link.series.name}" + (f", number {link.ordinal}" if link.ordinal else "")

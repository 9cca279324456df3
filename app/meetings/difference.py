"""What changed between two versions of a meeting: in fields for programs, in words for people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.meetings.document import Content, Link, When
from app.meetings.terms import Rel
from app.meetings.words import CERTAINTIES, participant_in_words, place_in_words, when_in_words

ASKED_FIRST = ("listed", "status", "when", "place", "title", "participants")
"""The fields of which people ask first: is it on, when, where, who."""
DETAILS = "details"
"""What is said of a change that nobody would see."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The fields that differ, in the document's order, and a sentence that says how."""

    fields: tuple[str, ...]
    words: str

    @property
    def is_news(self) -> bool:
        """Whether it is worth a line in a calendar: a source more, or another meeting's new title, is not."""
        return self.words != DETAILS and not set(ASKED_FIRST).isdisjoint(self.fields)


def difference(before: Content | None, after: Content) -> Difference:
    """Return what a reader of `before` finds changed in `after`; without a `before` the meeting is new."""
    if before is None:
        return Difference((), f"New: {after.title}, {when_in_words(after.when)}")
    fields = tuple(name for name in Content.model_fields if getattr(before, name) != getattr(after, name))
    parts = [part for name in _in_order_of_weight(fields) if (part := _WORDS.get(name, _say_name(name))(before, after))]
    return Difference(fields, "; ".join(parts) or DETAILS)


def _in_order_of_weight(fields: Iterable[str]) -> list[str]:
    """Put first what people ask first."""
    return sorted(fields, key=lambda name: ASKED_FIRST.index(name) if name in ASKED_FIRST else len(ASKED_FIRST))


def _when(before: Content, after: Content) -> str:
    now, then = after.when, before.when
    shown = ["first_date", "last_date", "extent", "alternatives", "start", "end", "open_end"]
    # Only a clock time is told with its zone: the days of a place that has become known are the same days.
    shown += ["time_zone"] if now.start else []
    if all(getattr(now, name) == getattr(then, name) for name in shown):
        return _doubt(then, now)
    years = {now.first_date.year, now.last_date.year, then.first_date.year, then.last_date.year}
    new, old = when_in_words(now, year=len(years) > 1), when_in_words(then, year=len(years) > 1)
    if _is_refined(then, now):
        return f"{new} (before: {old})"
    return f"{new} instead of {old.removeprefix('some time in ')}"


def _doubt(then: When, now: When) -> str:
    """Say whether the same days hold, and for certain."""
    if now.former is not then.former:
        return "the date no longer holds" if now.former else "the date holds again"
    return "the date is no longer in doubt" if "?" in then.edtf and "?" not in now.edtf else ""


def _is_refined(then: When, now: When) -> bool:
    """Whether the days are the old ones and only the time of day, the end or the certainty of the day is new."""
    return (then.first_date, then.last_date) == (now.first_date, now.last_date)


def _place(_before: Content, after: Content) -> str:
    return f"place: {place_in_words(after.place)}"


def _status(_before: Content, after: Content) -> str:
    return f"now {after.status}"


def _listed(_before: Content, after: Content) -> str:
    merged = next((link.to.title for link in after.links if link.rel is Rel.SAME_AS and link.to), None)
    if merged:
        return f'merged into "{merged}"'
    return "back on the calendar" if after.listed else "taken off the calendar"


def _title(before: Content, after: Content) -> str:
    return f'title: "{after.title}" instead of "{before.title}"'


def _participants(before: Content, after: Content) -> str:
    then = {one.party.id: one for one in before.participants}
    now = {one.party.id: one for one in after.participants}
    changed = [participant_in_words(one) for key, one in now.items() if key in then and then[key] != one]
    parts = (
        _listing("with", [participant_in_words(one) for key, one in now.items() if key not in then]),
        _listing("without", [one.party.name for key, one in then.items() if key not in now]),
        _listing("as", changed),
    )
    return "; ".join(part for part in parts if part)


def _certainty(before: Content, after: Content) -> str:
    parts = []
    if before.certainty.eos is not after.certainty.eos:
        parts.append(f"certainty: {CERTAINTIES[after.certainty.eos]}")
    sides = [party.name for party in after.certainty.confirmed_by if party not in before.certainty.confirmed_by]
    if sides:
        parts.append(f"said by {' and '.join(sides)}")
    # After a move nobody has said the new date yet: that goes without saying.
    silent = [party.name for party in before.certainty.confirmed_by if party not in after.certainty.confirmed_by]
    if silent and before.when == after.when:
        parts.append(f"no longer said by {' and '.join(silent)}")
    return "; ".join(parts)


def _links(before: Content, after: Content) -> str:
    # What a meeting is merged into is said with its being off the calendar.
    then, now = ([link for link in one.links if link.rel is not Rel.SAME_AS] for one in (before, after))
    known = {(link.rel, link.to.id, link.ordinal) for link in then if link.to}
    new = [link for link in now if link not in then]
    renamed = [link for link in new if link.to and (link.rel, link.to.id, link.ordinal) in known]
    words = [_link(link) for link in new if link not in renamed]
    words += [f"{_link(link)}, as it is called now" for link in renamed]
    return "; ".join(words) or ("links changed" if then != now else "")


def _link(link: Link) -> str:
    target = link.to.title if link.to else link.series.name if link.series else ""
    number = f" (number {link.ordinal})" if link.ordinal else ""
    return f"{'in the series' if link.rel is Rel.SERIES else link.rel.replace('_', ' ')} {target}{number}"


def _topics(_before: Content, after: Content) -> str:
    return f"topics: {', '.join(after.topics) or 'none'}"


def _sources(before: Content, after: Content) -> str:
    new = [source.publisher for source in after.sources if source not in before.sources]
    return f"source: {', '.join(dict.fromkeys(new))}" if new else "a source was withdrawn"


def _disputed(_before: Content, after: Content) -> str:
    return f"disputed: {', '.join(after.disputed)}" if after.disputed else "no longer disputed"


def _listing(word: str, names: list[str]) -> str:
    return f"{word} {', '.join(names)}" if names else ""


def _say_name(name: str) -> Callable[[Content, Content], str]:
    def say(_before: Content, after: Content) -> str:
        return f"{name}: {getattr(after, name) or 'none'}"

    return say


_WORDS: dict[str, Callable[[Content, Content], str]] = {
    "when": _when,
    "place": _place,
    "status": _status,
    "listed": _listed,
    "title": _title,
    "participants": _participants,
    "certainty": _certainty,
    "links": _links,
    "topics": _topics,
    "sources": _sources,
    "disputed": _disputed,
}

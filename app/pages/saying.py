"""What a claim says, in words: its typed value, whether it is denied, and what it did."""

from app.meetings.claim import Claim
from app.meetings.document import Content, DaySpan, Link, Participation, Place, When
from app.meetings.terms import LISTS, Attendance, Effect, Eos, Field, Rel, Stance, Verdict
from app.meetings.window import Window, instants
from app.meetings.words import CERTAINTIES, participant_in_words, place_in_words
from app.pages.days import is_uncertain, phrase

HEADINGS = {
    Field.WHEN: "When",
    Field.STATUS: "Status",
    Field.CERTAINTY: "Certainty",
    Field.PLACE: "Where",
    Field.PARTICIPANTS: "Who",
    Field.LINKS: "Related meetings",
    Field.TITLE: "Title",
    Field.KIND: "Kind",
    Field.LEVEL: "Level",
    Field.TOPICS: "Topics",
    Field.SUMMARY: "Summary",
    Field.LANGUAGE: "Language",
    Field.LISTED: "On the calendar",
}
"""Every field that claims can be about, in the order in which people ask."""

RELATIONS = {
    Rel.PART_OF: "part of",
    Rel.ON_SIDELINES_OF: "on the sidelines of",
    Rel.PREPARES: "prepares",
    Rel.FOLLOWS: "follows",
    Rel.RETURNS: "returns",
    Rel.SAME_AS: "the same as",
    Rel.SERIES: "in the series",
}
_EFFECTS = {Effect.ECHO: "repeats an earlier plan", Effect.FORMER: "retells an old plan"}
_QUOTED = (Field.TITLE, Field.SUMMARY)


def say_value(claim: Claim) -> str:
    """Return what a claim says of its field, as in "some time between 23 and 27 October 2025"."""
    if claim.stance is Stance.HAS_NOT_CONFIRMED:
        return f"not confirmed: {_positive(claim)}"
    if claim.stance is Stance.DENIES:
        return f"denied: {_positive(claim)}"
    return f"not {_positive(claim)}" if claim.absent else _positive(claim)


def say_effect(claim: Claim, effect: Effect | None) -> str:
    """Return what a claim did to the meeting as it was shown before: in a word, or in a few."""
    if claim.verdict is Verdict.CONFLICT:
        return "conflict"
    if claim.stance is not Stance.AFFIRMS:
        return "denies" if claim.stance is Stance.DENIES else "moves nothing"
    if effect is None:
        return ""
    if effect is Effect.MOVES and claim.field is not Field.WHEN:
        return "changes"
    return _EFFECTS.get(effect, effect.value)


def say_against(claim: Claim, effect: Effect | None, shown: Content) -> str | None:
    """Return what is shown instead of what a claim says; None if the claim contradicts nothing that is shown."""
    overruled = claim.verdict is Verdict.CONFLICT and claim.field in shown.disputed
    unheeded = effect is Effect.DIFFERS and claim.stance is Stance.AFFIRMS
    if not (overruled or unheeded):
        return None
    instead: dict[Field, str] = {
        Field.WHEN: phrase(shown.when),
        Field.PLACE: place_in_words(shown.place),
        Field.CERTAINTY: CERTAINTIES[shown.certainty.eos],
    }
    if claim.field in LISTS:
        return _shown_entry(claim, shown)
    return instead.get(claim.field) or _plain(claim.field, getattr(shown, claim.field))


def say_link(link: Link) -> str:
    """Return a relation, as in "on the sidelines of the APEC summit" and "number 5 in the series ASEAN Summit"."""
    if link.series:
        number = f"number {link.ordinal} " if link.ordinal else ""
        return f"{number}in the series {link.series.name}"
    return f"{RELATIONS[link.rel]} {link.to.title if link.to else ''}".strip()


def _positive(claim: Claim) -> str:
    value = claim.value
    if isinstance(value, Window):
        return _window(value)
    if isinstance(value, Place):
        return place_in_words(value) + (", confirmed" if value.confirmed else "")
    if isinstance(value, Participation):
        attended = ", attended" if value.attendance is Attendance.ATTENDED else ""
        return f"{participant_in_words(value)}{attended}"
    if isinstance(value, Link):
        return say_link(value)
    return _plain(claim.field, value)


def _plain(field: Field, value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "listed" if value else "taken off the calendar"
    if isinstance(value, Eos):
        return CERTAINTIES[value]
    return f"“{value}”" if field in _QUOTED else str(value).replace("_", " ")


def _window(window: Window) -> str:
    when = _as_shown(window)
    opening = "until " if window.open_start else ""
    return f"{opening}{phrase(when)}" + (", not for certain" if is_uncertain(when) else "")


def _as_shown(window: Window) -> When:
    """Return a claimed window as it would be shown if nothing else were known."""
    zone = window.zone or "UTC"
    starts_at, ends_at = instants(window, zone)
    return When(
        edtf=window.edtf if isinstance(window.edtf, str) else list(window.edtf),
        first_date=window.first,
        last_date=window.last,
        extent=window.extent,
        alternatives=[DaySpan(first_date=first, last_date=last) for first, last in window.alternatives],
        start=window.starts,
        end=window.ends,
        time_zone=zone,
        zone_known=window.zone is not None,
        former=False,
        open_end=window.open_end,
        words=window.words,
        starts_at=starts_at,
        ends_at=ends_at,
    )


def _shown_entry(claim: Claim, shown: Content) -> str:
    if not isinstance(claim.value, Participation):
        return _positive(claim) if claim.absent else "no such entry"
    party = claim.value.party
    shown_as = (participant_in_words(one) for one in shown.participants if one.party.id == party.id)
    return next(shown_as, f"not {party.name}")

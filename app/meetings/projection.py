"""The projection: accepted claims in, one meeting out. A pure function: the same claims always give one meeting."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from app.meetings.claim import Claim, in_order, repeated
from app.meetings.course import Course, Setting, advance, certainty, confirmed_by
from app.meetings.dispute import is_against
from app.meetings.document import Certainty, Content, DaySpan, Link, Participation, Place, Source, When
from app.meetings.errors import NotAMeetingError
from app.meetings.placing import local_zone, put
from app.meetings.terms import Bearing, Effect, Field, Kind, Level, Rel, Stance, Status, Verdict
from app.meetings.voices import hear
from app.meetings.window import Window, instants

Entry = TypeVar("Entry", Participation, Link)

_COURSE = frozenset({Field.WHEN, Field.STATUS, Field.CERTAINTY})
Slots = dict[tuple[Field, str | None], Claim]
"""The claim that counts for each field, and for each entry of a list."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A meeting as its claims describe it, what each claim did to it, and those that cannot be true beside it."""

    content: Content
    effects: Mapping[UUID, Effect]
    against: Sequence[Claim]


def project(claims: Iterable[Claim]) -> Projection:
    """Return the meeting that the accepted claims describe, and each one's effect.

    The order in which `claims` are given does not matter: they are folded by the day they were said, then as they were
    recorded. Claims ruled `conflict` move nothing; the fields that they contradict are `disputed`.

    Raises:
        NotAMeetingError: if no accepted claim gives a title, a kind or a time.
    """
    every = in_order(claims)
    accepted = [claim for claim in every if claim.verdict is Verdict.ACCEPTED]
    again = repeated(accepted)
    slots, place, effects = _fold_fields(accepted, again)
    kind = slots.get((Field.KIND, None))
    setting = Setting(Kind(str(kind.value)) if kind else Kind.OTHER, _entries(slots, Participation), place, accepted)
    course = Course()
    for claim in accepted:
        then = course
        if claim.field in _COURSE:
            effects[claim.id], then = advance(course, claim, setting)
        if claim.id in again:
            effects[claim.id] = _effect_of_repeating(effects[claim.id])
        else:
            course = replace(then, voices=hear(then.voices, claim, effects[claim.id], then.status))
    content = _content(slots, place, course, setting)
    unheeded = [claim for claim in _last_words(accepted) if effects[claim.id] is Effect.DIFFERS]
    in_conflict = [claim for claim in every if claim.verdict is Verdict.CONFLICT]
    against = [claim for claim in (*unheeded, *in_conflict) if is_against(claim, content)]
    disputed = sorted({claim.field for claim in against})
    return Projection(content.model_copy(update={"disputed": disputed}), effects, in_order(against))


def title_of(claims: Iterable[Claim]) -> str | None:
    """Return the title alone, for the meetings that name this one."""
    told = [claim for claim in in_order(claims) if claim.field is Field.TITLE and claim.verdict is Verdict.ACCEPTED]
    again = repeated(told)
    titles = [claim.value for claim in told if _asserts(claim) and claim.id not in again]
    return str(titles[-1]) if titles else None


def retitle(claims: Iterable[Claim], titles: Mapping[UUID, str]) -> list[Claim]:
    """Return the claims with the links among them naming other meetings as these are now called."""
    return [
        replace(claim, value=link.model_copy(update={"to": link.to.model_copy(update={"title": titles[link.to.id]})}))
        if isinstance(link := claim.value, Link) and link.to and link.to.id in titles
        else claim
        for claim in claims
    ]


def _asserts(claim: Claim) -> bool:
    return claim.stance is Stance.AFFIRMS and claim.bearing is not Bearing.FORMER


def _fold_fields(accepted: Sequence[Claim], again: Collection[UUID]) -> tuple[Slots, Place | None, dict[UUID, Effect]]:
    """Fold everything but date, status and certainty: the latest claim counts, and places are joined."""
    slots: Slots = {}
    place: Place | None = None
    effects: dict[UUID, Effect] = {}
    for claim in accepted:
        if claim.field in _COURSE:
            continue
        if not _asserts(claim):
            effects[claim.id] = Effect.FORMER if claim.bearing is Bearing.FORMER else Effect.DIFFERS
        elif claim.field is Field.PLACE:
            effects[claim.id], then = _effect_on_place(place, claim)
            place = place if claim.id in again else then
        else:
            effects[claim.id] = _effect_on_slot(slots.get(claim.slot), claim)
            if claim.id not in again:
                slots[claim.slot] = claim
    return slots, place, effects


def _effect_of_repeating(effect: Effect) -> Effect:
    """Return what a source's own repetition does: it never brings back what others have changed since."""
    return Effect.ECHO if effect in (Effect.NEW, Effect.REFINES, Effect.MOVES, Effect.REPLACES) else effect


def _effect_on_place(shown: Place | None, claim: Claim) -> tuple[Effect, Place | None]:
    if isinstance(claim.value, Place):
        return put(shown, claim.value, claim.bearing)
    return (Effect.MOVES if shown else Effect.CONFIRMS), None


def _effect_on_slot(shown: Claim | None, claim: Claim) -> Effect:
    if shown is None:
        return Effect.NEW
    if (shown.value, shown.absent) == (claim.value, claim.absent):
        return Effect.CONFIRMS
    return Effect.REPLACES if claim.bearing is Bearing.REPLACES else Effect.MOVES


def _last_words(accepted: Sequence[Claim]) -> list[Claim]:
    """Return each side's latest claim on the status."""
    latest = {claim.said_for.id: claim for claim in accepted if claim.field is Field.STATUS and claim.said_for}
    return list(latest.values())


def _content(slots: Slots, place: Place | None, course: Course, setting: Setting) -> Content:
    title, kind, window = slots.get((Field.TITLE, None)), slots.get((Field.KIND, None)), course.timing.window
    if title is None or kind is None or window is None:
        missing = next(name for name, is_there in (("title", title), ("kind", kind), ("when", window)) if not is_there)
        rule = "a meeting needs a title, a kind and a time"
        raise NotAMeetingError(rule, field=missing)
    level, links = _value(slots, Field.LEVEL), _entries(slots, Link)
    return Content(
        title=str(title.value),
        summary=_value(slots, Field.SUMMARY),
        kind=setting.kind,
        level=Level(level) if level else None,
        when=_when(window, place, former=course.timing.former or course.off),
        place=place,
        participants=setting.participants,
        status=course.status or Status.SCHEDULED,
        certainty=Certainty(eos=certainty(course, setting), confirmed_by=confirmed_by(course, setting)),
        links=links,
        topics=sorted(key for field, key in slots if field is Field.TOPICS and key and not slots[field, key].absent),
        language=_value(slots, Field.LANGUAGE) or "en",
        listed=_is_listed(slots) and all(link.rel is not Rel.SAME_AS for link in links),
        sources=_sources(setting.claims),
        disputed=[],
    )


def _is_listed(slots: Slots) -> bool:
    listed = slots.get((Field.LISTED, None))
    return listed is None or listed.value is not False


def _value(slots: Slots, field: Field) -> str | None:
    claim = slots.get((field, None))
    return str(claim.value) if claim is not None and claim.value is not None else None


def _entries(slots: Slots, of: type[Entry]) -> list[Entry]:
    return [claim.value for claim in slots.values() if isinstance(claim.value, of) and not claim.absent]


def _sources(accepted: Sequence[Claim]) -> list[Source]:
    found = {claim.source.id: claim.source for claim in accepted if claim.source}
    return sorted(found.values(), key=lambda source: (source.published_on, source.publisher, source.title, source.id))


def _when(window: Window, place: Place | None, *, former: bool) -> When:
    """Return the window as it is shown, in its own zone, else the place's, else the country's only one, else UTC."""
    zone = window.zone or local_zone(place)
    starts_at, ends_at = instants(window, zone or "UTC")
    return When(
        edtf=window.edtf if isinstance(window.edtf, str) else list(window.edtf),
        first_date=window.first,
        last_date=window.last,
        extent=window.extent,
        alternatives=[DaySpan(first_date=first, last_date=last) for first, last in window.alternatives],
        start=window.starts,
        end=window.ends,
        time_zone=zone or "UTC",
        zone_known=zone is not None,
        former=former,
        open_end=window.open_end,
        words=window.words,
        starts_at=starts_at,
        ends_at=ends_at,
    )

"""The course of a meeting: how claims about its date and its status act on each other, and how sure they leave it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import cast
from uuid import UUID

from app.meetings.claim import Claim
from app.meetings.document import Participation, Party, Place
from app.meetings.placing import country_of, local_zone
from app.meetings.sides import is_settled, may_cancel, sides
from app.meetings.terms import BETWEEN_SIDES, Bearing, Effect, Eos, Field, Kind, Stance, Status
from app.meetings.timing import Timing, weigh
from app.meetings.voices import Voices, after_a_move, agreeing
from app.meetings.window import Window

_CERTAIN_BY_STATUS: dict[Status | None, Eos] = {
    Status.CANCELLED: Eos.EOS6,
    Status.HELD: Eos.EOS5,
    Status.POSTPONED: Eos.EOS3,
}


@dataclass(frozen=True, slots=True)
class Course:
    """Where a meeting stands after some of its claims.

    `off`: it was postponed and no new date is known. `cancelled_by`: the sides that called it off; None stands for a
    report that speaks for no side. `dated_by`: the sources that gave it another date. `voices`: what the sides'
    own words come to.
    """

    timing: Timing = field(default_factory=Timing)
    status: Status | None = None
    off: bool = False
    cancelled_by: frozenset[UUID | None] = frozenset()
    dated_by: frozenset[UUID] = frozenset()
    eos: Eos | None = None
    voices: Voices = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What else is known of a meeting while its course is folded: what it is, who takes part, where, and its claims."""

    kind: Kind
    participants: list[Participation]
    place: Place | None
    claims: Sequence[Claim]

    @property
    def country(self) -> str | None:
        """The country in which it takes place."""
        return country_of(self.place)

    @property
    def zone(self) -> str | None:
        """The zone that the place gives to days that are said without one."""
        return local_zone(self.place)


def advance(course: Course, claim: Claim, setting: Setting) -> tuple[Effect, Course]:
    """Return what a claim on date, status or certainty does, and where the meeting stands then."""
    if claim.stance is not Stance.AFFIRMS:
        effect = Effect.DIFFERS if claim.stance is Stance.DENIES else Effect.ECHO
        return effect, replace(course, eos=_stated(claim) or course.eos)
    if claim.field is Field.WHEN:
        effect, moved = _on_when(course, claim, setting.zone)
    elif claim.field is Field.STATUS:
        effect, moved = _on_status(course, claim, setting)
    else:
        effect, moved = _on_certainty(course, claim)
    return effect, replace(moved, eos=_eos_after(moved, claim))


def certainty(course: Course, setting: Setting) -> Eos:
    """Return the IPTC status that is shown: what was claimed, but eos5 only for a sure day that all have confirmed."""
    by_status = _CERTAIN_BY_STATUS.get(course.status)
    if by_status is not None:
        return by_status
    eos = course.eos or Eos.EOS3
    if course.status is Status.LAPSED:
        return min(eos, Eos.EOS3)
    unsure = course.timing.window is not None and course.timing.window.uncertain
    spoken = [party.id for party in agreeing(course.voices, Status.SCHEDULED)]
    settled = is_settled(setting.kind, setting.participants, spoken, setting.country)
    return min(eos, Eos.EOS4) if unsure or not settled else eos


def confirmed_by(course: Course, setting: Setting) -> list[Party]:
    """Return who has said so themselves: that it is on, or off in the way that is shown.

    Between sides only these count: a third state's word confirms nothing.
    """
    concerned = sides(setting.kind, setting.participants, setting.country)
    spoken = agreeing(course.voices, course.status or Status.SCHEDULED)
    counted = (party for party in spoken if setting.kind not in BETWEEN_SIDES or party.id in concerned)
    return sorted(counted, key=lambda party: (party.name, party.id))


def _eos_after(course: Course, claim: Claim) -> Eos:
    """A claim that states no certainty sets one only where none is set, and never lowers it."""
    return _stated(claim) or course.eos or (Eos.EOS4 if claim.said_for else Eos.EOS3)


def _stated(claim: Claim) -> Eos | None:
    """The certainty that a claim states. eos6 is none: it says again that the meeting is off, and ends with that."""
    stated = Eos(str(claim.value)) if claim.field is Field.CERTAINTY else claim.certainty
    return None if stated is Eos.EOS6 else stated


def _on_certainty(course: Course, claim: Claim) -> tuple[Effect, Course]:
    if course.eos is None:
        return Effect.NEW, course
    return (Effect.CONFIRMS if course.eos is claim.value else Effect.MOVES), course


def _on_when(course: Course, claim: Claim, zone: str | None) -> tuple[Effect, Course]:
    window = cast("Window", claim.value)
    effect, timing = weigh(course.timing, window, claim.bearing, zone)
    redated = _is_redated(course.timing, effect, timing)
    if course.status is Status.CANCELLED and course.timing.window is not None:
        # A cancelled meeting keeps the date it had: what is said of its date no longer moves it.
        heeded = Effect.CONFIRMS if effect is Effect.REFINES else effect
        return (Effect.DIFFERS if redated else heeded), course
    moved = replace(course, timing=timing)
    if effect in (Effect.MOVES, Effect.REPLACES):
        moved = replace(moved, voices=after_a_move(course.voices))
    if redated:
        lifted = Status.SCHEDULED if course.status is Status.POSTPONED else course.status
        dated_by = course.dated_by | ({claim.source.id} if claim.source else frozenset())
        moved = replace(moved, status=lifted, off=False, dated_by=dated_by)
    return effect, moved


def _is_redated(before: Timing, effect: Effect, after: Timing) -> bool:
    """Whether a claim with this effect gives the meeting another date than the one that was shown.

    The zone in which the same days are counted is none.
    """
    if effect is Effect.NEW:
        return before.former
    then, now = before.window, after.window
    is_only_placed = then and now and replace(now, zone=then.zone, words=then.words) == then
    return effect in (Effect.MOVES, Effect.REPLACES, Effect.REFINES) and not is_only_placed


def _on_status(course: Course, claim: Claim, setting: Setting) -> tuple[Effect, Course]:
    new, side = Status(str(claim.value)), claim.said_for.id if claim.said_for else None
    if claim.bearing is Bearing.FORMER:
        return Effect.FORMER, course
    if new is Status.CANCELLED:
        if not may_cancel(setting.kind, setting.participants, side, setting.country):
            return Effect.DIFFERS, course
        called_off = replace(course, cancelled_by=course.cancelled_by | {side})
        return _change(called_off, Status.CANCELLED, off=course.off)
    if course.status is Status.CANCELLED and not _lifts(course, new, side):
        taken_back = course.cancelled_by - {side} if new is Status.SCHEDULED else course.cancelled_by
        return Effect.DIFFERS, replace(course, cancelled_by=taken_back)
    if new is Status.POSTPONED and _comes_with_a_new_date(course, claim, setting):
        return Effect.MOVES, replace(course, status=Status.SCHEDULED, off=False)
    return _change(replace(course, cancelled_by=frozenset()), new, off=new is Status.POSTPONED)


def _change(course: Course, status: Status, *, off: bool) -> tuple[Effect, Course]:
    changed = replace(course, status=status, off=off)
    if course.status is None:
        return Effect.NEW, changed
    return (Effect.CONFIRMS if course.status is status else Effect.MOVES), changed


def _lifts(course: Course, new: Status, side: UUID | None) -> bool:
    """Whether a status ends a cancellation: it took place after all, or those who called it off say that it is on."""
    if new is Status.HELD:
        return True
    return new is Status.SCHEDULED and (side is None or course.cancelled_by - {None} <= {side})


def _comes_with_a_new_date(course: Course, postponed: Claim, setting: Setting) -> bool:
    """Whether the source that says "postponed" also says until when: before these words, or after them."""
    if postponed.source is None:
        return False
    if postponed.source.id in course.dated_by:
        return True
    after_it = (one for one in setting.claims if one.source == postponed.source and one.serial > postponed.serial)
    return any(
        _is_redated(course.timing, *weigh(course.timing, one.value, one.bearing, setting.zone))
        for one in after_it
        if isinstance(one.value, Window) and one.stance is Stance.AFFIRMS
    )

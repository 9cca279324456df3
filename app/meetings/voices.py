"""The sides' own voices: who has said that a meeting takes place, and who that it does not."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.meetings.claim import Claim
from app.meetings.document import Party
from app.meetings.terms import Effect, Field, Stance, Status

OFF = frozenset({Status.CANCELLED, Status.POSTPONED, Status.LAPSED})
"""What is said of a meeting that does not take place, or not as was planned."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A side, and what its own word comes to: that the meeting is on, or in which way it is off."""

    side: Party
    says: Status


Voices = tuple[Voice, ...]


def hear(voices: Voices, claim: Claim, effect: Effect, shown: Status | None) -> Voices:
    """Return what the sides' words come to once a claim was made and the status was shown that followed from it."""
    side = claim.said_for
    if side is None:
        return voices
    before = next((voice.says for voice in voices if voice.side.id == side.id), None)
    now = _denied(claim, before) if claim.stance is not Stance.AFFIRMS else _affirmed(claim, effect, before, shown)
    others = tuple(voice for voice in voices if voice.side.id != side.id)
    return others if now is None else (*others, Voice(side, now))


def after_a_move(voices: Voices) -> Voices:
    """Return the voices that still count when the date has moved: what was on, or put off, was another date."""
    return tuple(voice for voice in voices if voice.says in (Status.CANCELLED, Status.LAPSED))


def agreeing(voices: Voices, shown: Status) -> Sequence[Party]:
    """Return the sides whose own word is what is shown."""
    if shown in OFF:
        return [voice.side for voice in voices if voice.says is shown]
    return [voice.side for voice in voices if voice.says not in OFF]


def _denied(claim: Claim, before: Status | None) -> Status | None:
    """Return what is left of a side's word: to deny that a meeting is off takes back that alone."""
    if claim.field is Field.STATUS and claim.value in OFF:
        return None if before == claim.value else before
    return before if before in OFF else None


def _affirmed(claim: Claim, effect: Effect, before: Status | None, shown: Status | None) -> Status | None:
    if effect is Effect.FORMER:
        return before
    if claim.field is Field.STATUS:
        # What is put off to a date that is known is on.
        put_off = claim.value == Status.POSTPONED and shown is Status.SCHEDULED
        return Status.SCHEDULED if put_off else Status(str(claim.value))
    # Who has called a meeting off can speak of it without saying that it is on.
    is_silent = effect is Effect.DIFFERS or (before in OFF and shown in OFF)
    return before if is_silent else Status.SCHEDULED

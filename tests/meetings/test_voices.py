"""The sides' own voices: who has said that a meeting takes place, and who that it does not."""

from dataclasses import replace

import pytest

from app.meetings.claim import Claim
from app.meetings.terms import Bearing, Effect, Eos, Field, Stance, Status
from app.meetings.voices import Voice, after_a_move, agreeing, hear
from tests.meetings.factories import BUSAN, CN, RU, US, claim, status, topic, when, where

EVERY_STATUS = list(Status)


@pytest.mark.parametrize(
    ("said", "effect", "shown", "says"),
    [
        pytest.param(when("2025-10-30", said_for=US), Effect.NEW, None, Status.SCHEDULED, id="a date"),
        pytest.param(where(BUSAN, said_for=US), Effect.CONFIRMS, Status.HELD, Status.SCHEDULED, id="a place"),
        pytest.param(
            status(Status.SCHEDULED, said_for=US), Effect.DIFFERS, Status.CANCELLED, Status.SCHEDULED, id="it is on"
        ),
        pytest.param(status(Status.HELD, said_for=US), Effect.MOVES, Status.HELD, Status.HELD, id="it was held"),
        pytest.param(
            status(Status.CANCELLED, said_for=US), Effect.MOVES, Status.CANCELLED, Status.CANCELLED, id="it is off"
        ),
        pytest.param(
            status(Status.CANCELLED, said_for=US),
            Effect.DIFFERS,
            Status.SCHEDULED,
            Status.CANCELLED,
            id="off, unheeded",
        ),
        pytest.param(
            status(Status.POSTPONED, said_for=US), Effect.MOVES, Status.POSTPONED, Status.POSTPONED, id="it is put off"
        ),
        pytest.param(
            status(Status.POSTPONED, said_for=US), Effect.DIFFERS, Status.CANCELLED, Status.POSTPONED, id="only put off"
        ),
        pytest.param(
            status(Status.POSTPONED, said_for=US),
            Effect.MOVES,
            Status.SCHEDULED,
            Status.SCHEDULED,
            id="it is put off to another date",
        ),
        pytest.param(status(Status.LAPSED, said_for=US), Effect.NEW, Status.LAPSED, Status.LAPSED, id="it has lapsed"),
    ],
)
def test_a_side_says_that_a_meeting_is_on_or_in_which_way_it_is_off(
    said: Claim, effect: Effect, shown: Status | None, says: Status
) -> None:
    assert hear((), said, effect, shown) == (Voice(US, says),)


@pytest.mark.parametrize(
    ("said", "effect"),
    [
        pytest.param(when("2025-10-30"), Effect.NEW, id="a report"),
        pytest.param(when("2025-10-30", said_for=RU, bearing=Bearing.FORMER), Effect.FORMER, id="an old plan"),
        pytest.param(
            status(Status.CANCELLED, said_for=RU, bearing=Bearing.FORMER), Effect.FORMER, id="an old plan to cancel"
        ),
        pytest.param(when("2025-11-03", said_for=RU), Effect.DIFFERS, id="a date that is not heeded"),
        pytest.param(when("2025-11-03", said_for=RU, stance=Stance.DENIES), Effect.DIFFERS, id="a denial"),
        pytest.param(
            status(Status.SCHEDULED, said_for=RU, stance=Stance.HAS_NOT_CONFIRMED), Effect.ECHO, id="no confirmation"
        ),
    ],
)
def test_what_says_nothing_for_a_side_is_no_word_of_it(said: Claim, effect: Effect) -> None:
    assert hear((Voice(US, Status.SCHEDULED),), said, effect, Status.SCHEDULED) == (Voice(US, Status.SCHEDULED),)


@pytest.mark.parametrize("before", EVERY_STATUS)
@pytest.mark.parametrize("now", EVERY_STATUS)
def test_the_last_word_on_the_status_counts(before: Status, now: Status) -> None:
    known = (Voice(US, before), Voice(CN, Status.SCHEDULED))

    heard = hear(known, status(now, said_for=US), Effect.MOVES, now)

    assert heard == (Voice(CN, Status.SCHEDULED), Voice(US, now))


@pytest.mark.parametrize("off", [Status.CANCELLED, Status.POSTPONED, Status.LAPSED])
def test_who_called_it_off_can_speak_of_it_without_saying_that_it_is_on(off: Status) -> None:
    known = (Voice(US, off),)

    assert hear(known, where(BUSAN, said_for=US), Effect.NEW, off) == known


@pytest.mark.parametrize("said", [when("2025-10-30", said_for=US), where(BUSAN, said_for=US)])
@pytest.mark.parametrize("shown", [Status.SCHEDULED, Status.HELD])
def test_who_called_it_off_and_goes_on_to_plan_it_says_that_it_is_on(shown: Status, said: Claim) -> None:
    assert hear((Voice(US, Status.CANCELLED),), said, Effect.CONFIRMS, shown) == (Voice(US, Status.SCHEDULED),)


@pytest.mark.parametrize(
    ("before", "denied", "left"),
    [
        pytest.param(Status.SCHEDULED, when("2025-10-30"), None, id="a date that it had given"),
        pytest.param(Status.HELD, status(Status.HELD), None, id="that it was held"),
        pytest.param(Status.SCHEDULED, claim(Field.CERTAINTY, Eos.EOS5), None, id="that it is certain"),
        pytest.param(Status.SCHEDULED, status(Status.CANCELLED), Status.SCHEDULED, id="that it is off"),
        pytest.param(Status.CANCELLED, status(Status.CANCELLED), None, id="that it is off, as it had said"),
        pytest.param(Status.POSTPONED, status(Status.CANCELLED), Status.POSTPONED, id="that it is more than put off"),
        pytest.param(Status.HELD, status(Status.SCHEDULED), None, id="that it is on, though it had said more"),
        pytest.param(Status.CANCELLED, where(BUSAN), Status.CANCELLED, id="where it would have been"),
        pytest.param(Status.CANCELLED, topic("cancelled"), Status.CANCELLED, id="a topic that sounds like it"),
        pytest.param(Status.CANCELLED, status(Status.SCHEDULED), Status.CANCELLED, id="that it is on after all"),
    ],
)
@pytest.mark.parametrize(
    ("stance", "effect"), [(Stance.DENIES, Effect.DIFFERS), (Stance.HAS_NOT_CONFIRMED, Effect.ECHO)]
)
def test_a_side_takes_back_only_the_word_that_it_denies(
    stance: Stance, effect: Effect, before: Status, denied: Claim, left: Status | None
) -> None:
    word = replace(denied, said_for=US, stance=stance)

    heard = hear((Voice(US, before),), word, effect, Status.SCHEDULED)

    assert heard == (() if left is None else (Voice(US, left),))


def test_a_move_leaves_only_those_who_said_that_it_is_off_for_good() -> None:
    voices = tuple(Voice(US, says) for says in EVERY_STATUS)

    assert after_a_move(voices) == (Voice(US, Status.CANCELLED), Voice(US, Status.LAPSED))


@pytest.mark.parametrize(
    ("shown", "agree"),
    [
        (Status.SCHEDULED, [CN, RU]),
        (Status.HELD, [CN, RU]),
        (Status.CANCELLED, [US]),
        (Status.POSTPONED, []),
        (Status.LAPSED, []),
    ],
)
def test_those_agree_whose_own_word_is_what_is_shown(shown: Status, agree: list[object]) -> None:
    voices = (Voice(US, Status.CANCELLED), Voice(CN, Status.SCHEDULED), Voice(RU, Status.HELD))

    assert agreeing(voices, shown) == agree

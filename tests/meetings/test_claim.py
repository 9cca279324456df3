"""Claims in the order in which they count, and what a source only says again."""

from dataclasses import replace

import pytest

from app.meetings.claim import Claim, in_order, repeated
from app.meetings.terms import Bearing, Eos, Status
from tests.meetings.factories import CN, LATER, US, source, status, topic, when, window

REUTERS, XINHUA = source("Reuters"), source("Xinhua")
SAID = when("2025-10-30", source=REUTERS, said_for=US)


def again(said: Claim, number: int = 1) -> Claim:
    """Return a claim that was recorded once more."""
    later = when("2025-10-30", serial=LATER + number)
    return replace(said, id=later.id, serial=later.serial)


def test_claims_are_folded_by_the_day_they_were_said_then_as_recorded() -> None:
    later = topic("a", said_on="2025-10-19", serial=1)
    second = topic("b", said_on="2025-10-18", serial=3)
    first = topic("c", said_on="2025-10-18", serial=2)

    assert in_order([later, second, first]) == [first, second, later]


def test_a_source_that_says_the_same_again_repeats_itself() -> None:
    twice, thrice = again(SAID), again(SAID, 2)

    assert repeated([SAID, twice, thrice]) == {twice.id, thrice.id}


def test_a_source_repeats_itself_in_other_words_and_whatever_others_say() -> None:
    other = when("2025-10-31", source=XINHUA)
    quoted = replace(again(SAID), quote="on Thursday", value=replace(window("2025-10-30"), words="on Thursday"))

    assert repeated([SAID, other, quoted]) == {quoted.id}


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(replace(again(SAID), source=XINHUA), id="another source"),
        pytest.param(replace(again(SAID), said_for=CN), id="for another side"),
        pytest.param(replace(again(SAID), said_for=None), id="for no side"),
        pytest.param(
            replace(again(SAID), said_on=when("2025-10-30", said_on="2025-10-19").said_on), id="on another day"
        ),
        pytest.param(replace(again(SAID), value=when("2025-10-31").value), id="another date"),
        pytest.param(replace(again(SAID), bearing=Bearing.REPLACES), id="as a change"),
        pytest.param(replace(again(SAID), certainty=Eos.EOS5), id="with more certainty"),
        pytest.param(status(Status.SCHEDULED, source=REUTERS, said_for=US), id="on another field"),
    ],
)
def test_what_differs_in_anything_is_no_repetition(second: Claim) -> None:
    assert repeated([SAID, second]) == set()


def test_an_entry_that_is_denied_is_no_repetition_and_neither_is_another_entry() -> None:
    trade = topic("trade", source=REUTERS)

    assert repeated([trade, topic("trade", source=REUTERS, absent=True), topic("chips", source=REUTERS)]) == set()


def test_a_source_that_changed_its_mind_twice_does_not_repeat_itself() -> None:
    back = again(SAID)

    assert repeated([SAID, when("2025-10-31", source=REUTERS, said_for=US), back]) == set()


def test_what_no_source_says_is_never_a_repetition() -> None:
    act = replace(SAID, source=None)

    assert repeated([act, again(act)]) == set()

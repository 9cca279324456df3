"""What is said against a meeting as it is shown."""

from dataclasses import replace

import pytest
from hypothesis import given

from app.meetings.claim import Claim
from app.meetings.dispute import is_against
from app.meetings.terms import Bearing, Eos, Field, Kind, Level, Rel, Stance, Status
from app.meetings.window import Window
from tests.meetings.factories import (
    BUSAN,
    CN,
    GIMHAE,
    GYEONGJU,
    KOREA,
    XI,
    claim,
    in_series,
    link,
    linked,
    meeting,
    meeting_ref,
    part,
    participant,
    person,
    status,
    topic,
    when,
    where,
)
from tests.meetings.strategies import A_FEW_DAYS, law, windows

APEC = meeting_ref("apec-economic-leaders-meeting-2025", "32nd APEC Economic Leaders' Meeting")
SERIES = in_series("Trump-Xi meetings", 6)
WANG = part(person("Wang Yi"), for_party=CN)
SHOWN = meeting(
    when("2025-10-30T11:00/2025-10-30T12:40 in Asia/Seoul", certainty=Eos.EOS4),
    where(BUSAN),
    claim(Field.LEVEL, Level.LEADERS),
    topic("trade"),
    linked(link(Rel.ON_SIDELINES_OF, APEC)),
    linked(SERIES),
)
CHAIRMAN = XI.model_copy(update={"office": "Chairman"})
RENUMBERED = SERIES.model_copy(update={"ordinal": 7})

SAYS_OTHERWISE = [
    pytest.param(when("2025-10-31"), id="another day"),
    pytest.param(when("2025-10-30/2025-10-31"), id="a day more"),
    pytest.param(when("2025-10-30T10:00 in Asia/Seoul"), id="another hour"),
    pytest.param(where(GYEONGJU), id="another city"),
    pytest.param(where(None), id="no place"),
    pytest.param(claim(Field.TITLE, "Busan summit"), id="another title"),
    pytest.param(claim(Field.KIND, Kind.TALKS), id="another kind"),
    pytest.param(claim(Field.LEVEL, Level.MINISTERS), id="another level"),
    pytest.param(claim(Field.SUMMARY, "They meet."), id="a summary"),
    pytest.param(claim(Field.LISTED, value=False), id="not listed"),
    pytest.param(status(Status.CANCELLED), id="another status"),
    pytest.param(claim(Field.CERTAINTY, Eos.EOS1), id="another certainty"),
    pytest.param(participant(WANG), id="another participant"),
    pytest.param(participant(CHAIRMAN), id="another office"),
    pytest.param(participant(XI, absent=True), id="a participant less"),
    pytest.param(participant(CHAIRMAN, absent=True), id="a participant less, in whatever office"),
    pytest.param(topic("soybeans"), id="another topic"),
    pytest.param(topic("trade", absent=True), id="a topic less"),
    pytest.param(linked(link(Rel.PART_OF, APEC)), id="another relation"),
    pytest.param(linked(link(Rel.ON_SIDELINES_OF, APEC), absent=True), id="a relation less"),
    pytest.param(linked(RENUMBERED), id="another number"),
    pytest.param(linked(RENUMBERED, absent=True), id="not in the series at all"),
]
SAYS_THE_SAME = [
    pytest.param(when("2025-10-30"), id="the day"),
    pytest.param(when("2025-10"), id="the month"),
    pytest.param(when("2025-10-30T10:00 in Asia/Macau"), id="the hour elsewhere"),
    pytest.param(when("2025-10-30T11:00"), id="the hour there"),
    pytest.param(where(BUSAN), id="the city"),
    pytest.param(where(KOREA), id="the country"),
    pytest.param(claim(Field.TITLE, "Trump-Xi meeting"), id="the title"),
    pytest.param(claim(Field.KIND, Kind.BILATERAL), id="the kind"),
    pytest.param(claim(Field.LEVEL, Level.LEADERS), id="the level"),
    pytest.param(claim(Field.SUMMARY, None), id="no summary"),
    pytest.param(claim(Field.LISTED, value=True), id="listed"),
    pytest.param(status(Status.SCHEDULED), id="the status"),
    pytest.param(claim(Field.CERTAINTY, Eos.EOS4), id="the certainty"),
    pytest.param(participant(XI), id="a participant"),
    pytest.param(participant(WANG, absent=True), id="who does not take part"),
    pytest.param(topic("trade"), id="a topic"),
    pytest.param(topic("soybeans", absent=True), id="what it is not about"),
    pytest.param(linked(link(Rel.ON_SIDELINES_OF, APEC)), id="a relation"),
    pytest.param(linked(link(Rel.PART_OF, APEC), absent=True), id="no such relation"),
    pytest.param(linked(SERIES), id="the series"),
    pytest.param(linked(in_series("Trump-Putin meetings"), absent=True), id="no such series"),
]
SAYS_MORE = [
    pytest.param(when("2025-10-30T11:00/2025-10-30T12:40 in Asia/Seoul"), id="start and end"),
    pytest.param(where(GIMHAE), id="a venue of the city"),
]


@pytest.mark.parametrize("said", SAYS_OTHERWISE)
def test_what_says_otherwise_is_against_what_is_shown(said: Claim) -> None:
    assert is_against(said, SHOWN)


@pytest.mark.parametrize("said", SAYS_THE_SAME)
def test_what_says_the_same_is_not_against_it(said: Claim) -> None:
    assert not is_against(said, SHOWN)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(when("2025-10-30T11:00/2025-10-30T12:40 in Asia/Seoul"), id="start and end"),
        pytest.param(where(GIMHAE), id="a venue of the city"),
    ],
)
@pytest.mark.parametrize("stance", [Stance.AFFIRMS, Stance.DENIES])
def test_what_can_be_true_beside_it_is_not_against_it_and_neither_is_its_denial(said: Claim, stance: Stance) -> None:
    day = meeting(when("2025-10-30"), where(BUSAN))

    assert not is_against(replace(said, stance=stance), day)


@pytest.mark.parametrize("said", SAYS_THE_SAME)
def test_a_denial_of_what_is_shown_is_against_it(said: Claim) -> None:
    assert is_against(replace(said, stance=Stance.DENIES), SHOWN)


@pytest.mark.parametrize("said", SAYS_OTHERWISE)
def test_a_denial_of_something_else_is_not_against_it(said: Claim) -> None:
    assert not is_against(replace(said, stance=Stance.DENIES), SHOWN)


@pytest.mark.parametrize("said", [*SAYS_OTHERWISE, *SAYS_THE_SAME])
@pytest.mark.parametrize(
    ("bearing", "stance"), [(Bearing.STATES, Stance.HAS_NOT_CONFIRMED), (Bearing.FORMER, Stance.AFFIRMS)]
)
def test_an_old_plan_or_what_is_not_confirmed_is_against_nothing(bearing: Bearing, stance: Stance, said: Claim) -> None:
    assert not is_against(replace(said, bearing=bearing, stance=stance), SHOWN)


@pytest.mark.parametrize(
    ("text", "said", "against"),
    [
        pytest.param("2025-10-30", "2025-10-29 in America/New_York", False, id="the day before in Washington"),
        pytest.param("2025-10-30", "2025-10-28 in America/New_York", True, id="two days before in Washington"),
        pytest.param("2025-10-30 in America/New_York", "2025-10-31", False, id="the day after there"),
        pytest.param("2025-10-30 in America/New_York", "2025-10-29", True, id="the day before there"),
        pytest.param("2025-10-26/2025-10-28 | 2025-11-03", "2025-11-03", False, id="one of the alternatives"),
        pytest.param("2025-10-26/2025-10-28 | 2025-11-03", "2025-11-04", True, id="none of the alternatives"),
        pytest.param("2025-10-25/..", "2025-10-25/2025-10-26", False, id="the end of what had begun"),
    ],
)
def test_days_are_compared_as_they_are_shown_in_the_zone_of_the_place(text: str, said: str, *, against: bool) -> None:
    shown = meeting(when(text), where(BUSAN))

    assert is_against(when(said), shown) is against


def test_days_of_an_unknown_zone_are_compared_as_plain_days() -> None:
    shown = meeting(when("2025-10-30"))

    assert is_against(when("2025-10-29 in America/New_York"), shown)


def test_any_place_is_against_a_meeting_of_which_none_is_known() -> None:
    shown = meeting(when("2025-10-30"))

    assert is_against(where(BUSAN), shown)
    assert not is_against(where(BUSAN, stance=Stance.DENIES), shown)
    assert not is_against(where(None), shown)


# An edge that is set drops the doubt, even its own.
@law
@given(windows(A_FEW_DAYS).filter(lambda said: not (said.uncertain and (said.open_start or said.open_end))))
def test_a_date_is_never_against_itself_and_its_denial_always(said: Window) -> None:
    word = claim(Field.WHEN, said)
    shown = meeting(word)

    assert not is_against(word, shown)
    assert is_against(replace(word, stance=Stance.DENIES), shown)

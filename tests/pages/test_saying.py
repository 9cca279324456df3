"""Claims in words."""

import pytest

from app.meetings.claim import Claim, ClaimValue
from app.meetings.document import Participation
from app.meetings.terms import (
    Attendance,
    Effect,
    Eos,
    Field,
    Kind,
    Level,
    Rel,
    Role,
    Stance,
    Status,
    Verdict,
)
from app.pages.saying import HEADINGS, RELATIONS, say_against, say_effect, say_link, say_value
from tests.meetings.factories import (
    CN,
    GIMHAE,
    GYEONGJU,
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
    place,
    status,
    topic,
    when,
    where,
)

APEC = meeting_ref("apec", "APEC Economic Leaders' Meeting")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-10-30", "30 October 2025"),
        ("2025-10-26/2025-10-28", "26–28 October 2025"),
        ("2025-10-31/2025-11-01", "31 October – 1 November 2025"),
        ("[2025-10-31..2025-11-01]", "some time between 31 October and 1 November 2025"),
        ("2025-10-25~", "some time between 23 and 27 October 2025"),
        ("[2025-12-30..2026-01-02]", "some time between 30 December 2025 and 2 January 2026"),
        ("2026-04", "some time in April 2026"),
        ("2026", "some time in 2026"),
        ("2025-10-25?", "25 October 2025, not for certain"),
        ("2025-10-26/2025-10-28 | 2025-11-03/2025-11-05", "either 26–28 October 2025 or 3–5 November 2025"),
        ("[2025-10-01,2025-10-03,2025-10-07]", "one of 1 October 2025, 3 October 2025 or 7 October 2025"),
        ("2025-10-25/..", "from 25 October 2025"),
        ("../2025-10-26", "until 26 October 2025"),
        ("2025-10-30T11:00 in Asia/Seoul", "30 October 2025, 11:00 Seoul time"),
        ("2025-10-30T11:00/2025-10-30T12:40 in Asia/Seoul", "30 October 2025, 11:00–12:40 Seoul time"),
        ("2025-10-30T22:00/2025-10-31T01:00 in UTC", "30–31 October 2025, 22:00 to 01:00 on 31 October 2025 UTC"),
    ],
)
def test_a_date_says_how_much_of_it_is_known(text: str, words: str) -> None:
    assert say_value(when(text)) == words


def test_a_clock_time_without_a_zone_is_given_none() -> None:
    assert say_value(when("2025-10-30T11:00")) == "30 October 2025, 11:00 (time zone not said)"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (Field.TITLE, "Trump-Xi meeting", "“Trump-Xi meeting”"),
        (Field.SUMMARY, "Two leaders meet.", "“Two leaders meet.”"),
        (Field.SUMMARY, None, "none"),
        (Field.KIND, Kind.STATE_VISIT, "state visit"),
        (Field.LEVEL, Level.LEADERS, "leaders"),
        (Field.LEVEL, None, "none"),
        (Field.LANGUAGE, "en", "en"),
        (Field.STATUS, Status.HELD, "held"),
        (Field.CERTAINTY, Eos.EOS4, "highly likely"),
        (Field.LISTED, False, "taken off the calendar"),
        (Field.LISTED, True, "listed"),
    ],
)
def test_a_plain_value_is_said_in_its_own_words(field: Field, value: ClaimValue, words: str) -> None:
    assert say_value(claim(field, value)) == words


def test_a_place_is_said_with_what_it_lies_in_and_whether_it_is_confirmed() -> None:
    plain = where(GIMHAE)
    confirmed = claim(Field.PLACE, place(GYEONGJU, confirmed=True))

    assert say_value(plain) == "Gimhae Air Base, Busan, South Korea"
    assert say_value(confirmed) == "Gyeongju, South Korea, confirmed"
    assert say_value(where(None)) == "none"


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (XI, "Xi Jinping (China, President)"),
        (part(person("He Lifeng"), for_party=CN, attendance=Attendance.EXPECTED), "He Lifeng (China; expected)"),
        (part(person("He Lifeng"), attendance=Attendance.ATTENDED), "He Lifeng, attended"),
        (part(CN, role=Role.HOST), "China (host)"),
    ],
)
def test_a_participant_is_said_with_side_office_role_and_attendance(one: Participation, words: str) -> None:
    assert say_value(participant(one)) == words


def test_a_link_is_said_as_its_relation() -> None:
    assert say_link(link(Rel.ON_SIDELINES_OF, APEC)) == "on the sidelines of APEC Economic Leaders' Meeting"
    assert say_link(in_series("ASEAN Summit", 47)) == "number 47 in the series ASEAN Summit"
    assert say_link(in_series("ASEAN Summit")) == "in the series ASEAN Summit"


def test_an_entry_that_is_denied_is_said_not_to_be_there() -> None:
    assert say_value(participant(XI, absent=True)) == "not Xi Jinping (China, President)"
    assert say_value(topic("trade", absent=True)) == "not trade"
    assert say_value(linked(link(Rel.PART_OF, APEC), absent=True)) == "not part of APEC Economic Leaders' Meeting"


def test_a_side_that_denies_or_has_not_confirmed_says_so() -> None:
    denied = status(Status.SCHEDULED, said_for=CN, stance=Stance.DENIES)
    unconfirmed = status(Status.SCHEDULED, said_for=CN, stance=Stance.HAS_NOT_CONFIRMED)

    assert say_value(denied) == "denied: scheduled"
    assert say_effect(denied, Effect.DIFFERS) == "denies"
    assert say_value(unconfirmed) == "not confirmed: scheduled"
    assert say_effect(unconfirmed, Effect.ECHO) == "moves nothing"


@pytest.mark.parametrize(
    ("one", "effect", "words"),
    [
        (when("2025-10-30"), Effect.NEW, "new"),
        (when("2025-10-30"), Effect.CONFIRMS, "confirms"),
        (when("2025-10-30"), Effect.REFINES, "refines"),
        (when("2025-10-30"), Effect.MOVES, "moves"),
        (when("2025-10-30"), Effect.REPLACES, "replaces"),
        (when("2025-10-30"), Effect.ECHO, "repeats an earlier plan"),
        (when("2025-10-30"), Effect.FORMER, "retells an old plan"),
        (when("2025-10-30"), Effect.DIFFERS, "differs"),
        (status(Status.HELD), Effect.MOVES, "changes"),
        (when("2025-10-23", verdict=Verdict.CONFLICT), None, "conflict"),
        (when("2025-10-23"), None, ""),
    ],
)
def test_an_effect_is_said_in_a_word(one: Claim, effect: Effect | None, words: str) -> None:
    assert say_effect(one, effect) == words


def test_a_claim_ruled_a_conflict_is_held_against_what_is_shown() -> None:
    dated, other = when("2025-10-25/2025-10-26"), when("2025-10-23", verdict=Verdict.CONFLICT)

    shown = meeting(dated, other)

    assert shown.disputed == ["when"]
    assert say_against(other, None, shown) == "25–26 October 2025"
    assert say_against(dated, Effect.NEW, shown) is None


def test_a_conflict_that_agrees_with_what_is_shown_is_held_against_nothing() -> None:
    same = when("2025-10-30", verdict=Verdict.CONFLICT)

    assert say_against(same, None, meeting(when("2025-10-30"), same)) is None


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (where(GYEONGJU), "Gimhae Air Base, Busan, South Korea"),
        (status(Status.POSTPONED), "scheduled"),
        (claim(Field.CERTAINTY, Eos.EOS2), "highly likely"),
        (claim(Field.TITLE, "Xi-Trump summit"), "“Trump-Xi meeting”"),
        (claim(Field.KIND, Kind.SUMMIT), "bilateral"),
        (participant(part(XI.party, office="General Secretary")), "Xi Jinping (China, President)"),
        (participant(part(person("Li Qiang"))), "not Li Qiang"),
        (topic("peace"), "no such entry"),
        (topic("trade", absent=True), "trade"),
        (claim(Field.LEVEL, Level.MINISTERS), "none"),
    ],
)
def test_a_claim_that_moved_nothing_is_held_against_the_value_of_its_field(one: Claim, words: str) -> None:
    shown = meeting(when("2025-10-30"), where(GIMHAE), status(Status.SCHEDULED, certainty=Eos.EOS4))

    assert say_against(one, Effect.DIFFERS, shown) == words


def test_a_denial_is_held_against_nothing() -> None:
    denied = where(GYEONGJU, stance=Stance.DENIES)

    assert say_against(denied, Effect.DIFFERS, meeting(when("2025-10-30"), where(GIMHAE))) is None


def test_every_field_has_a_heading_and_every_relation_its_words() -> None:
    assert set(HEADINGS) == set(Field)
    assert set(RELATIONS) == set(Rel)

"""Days in phrases and sentences, without making them surer than they are."""

import pytest

from app.meetings.terms import Bearing, Status
from app.pages.days import in_utc, is_uncertain, nature, phrase, start_in_utc, typeset
from tests.meetings.factories import GYEONGJU, meeting, status, when, where

NO_ZONE = "Nobody has said where, so days are counted in UTC."
NOT_FIXED = "The day is not fixed: the meeting takes place within these days, and does not last all of them."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-10-30", "30 October"),
        ("2025-10-26/2025-10-28", "26–28 October"),
        ("2025-12-31/2026-01-01", "31 December – 1 January"),
        ("2025-10-25/..", "from 25 October"),
        ("[2025-10-31..2025-11-01]", "some time between 31 October and 1 November"),
        ("[2025-12-31..2026-01-01]", "some time between 31 December and 1 January"),
        ("2025-10-25~", "some time between 23 and 27 October"),
        ("2026-04", "some time in April 2026"),
        ("2026", "some time in 2026"),
        ("2025-10-26/2025-10-28 | 2025-11-03", "either 26–28 October or 3 November"),
        ("[2025-10-01,2025-10-03,2025-10-07]", "one of 1 October, 3 October or 7 October"),
        ("2025-10-30T11:00 in Asia/Seoul", "30 October, 11:00 Seoul time"),
        ("2025-10-30T23:00/2025-10-31T01:00 in Asia/Seoul", "30–31 October, 23:00 to 01:00 on 31 October Seoul time"),
        ("2025-10-30T09:00 in America/New_York", "30 October, 09:00 New York time"),
        ("2025-10-30T09:00/2025-10-30T10:30 in UTC", "30 October, 09:00–10:30 UTC"),
    ],
)
def test_the_year_is_left_out_where_it_is_said_beside(text: str, words: str) -> None:
    assert phrase(meeting(when(text)).when, year=False) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-12-31/2026-01-01", "31 December 2025 – 1 January 2026"),
        ("[2025-12-31..2026-01-01]", "some time between 31 December 2025 and 1 January 2026"),
        ("2025-10-30 | 2025-10-31", "either 30 October 2025 or 31 October 2025"),
    ],
)
def test_each_year_is_said_once_where_it_is_needed(text: str, words: str) -> None:
    assert phrase(meeting(when(text)).when) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-10-30 | 2025-10-30?", "some time on 30 October 2025"),
        ("2025-10-30/2025-10-31 | 2025-10-30?/2025-10-31", "some time between 30 and 31 October 2025"),
    ],
)
def test_the_same_days_said_twice_are_no_choice(text: str, words: str) -> None:
    said_twice = meeting(when(text)).when

    assert phrase(said_twice) == words
    assert list(nature(said_twice)) == [NOT_FIXED, "The day itself is not certain.", NO_ZONE]


def test_a_date_that_no_longer_holds_is_said_to_hold_no_longer() -> None:
    postponed = meeting(when("2025-10-30"), status(Status.POSTPONED, said_on="2025-10-19")).when

    assert phrase(postponed) == "no longer 30 October 2025"
    assert phrase(postponed, year=False) == "no longer 30 October"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("2025-10-30", ["No time of day has been given."]),
        ("2025-10-30?", ["No time of day has been given.", "The day itself is not certain."]),
        ("2025-10-26/2025-10-28", ["It lasts all of these days."]),
        ("2025-10-25/..", ["It begins on this day; the end is not announced."]),
        ("2025-10-30T11:00", ["The end is not announced."]),
        ("2025-10-30T11:00/2025-10-30T12:00", []),
        ("[2025-10-31..2025-11-01]", [NOT_FIXED]),
        ("2025-10-25%", [NOT_FIXED, "The day itself is not certain."]),
        ("2025-10-30 | 2025-11-03", ["One of these; which one has not been said."]),
        (
            "2025-10-30? | 2025-11-03",
            ["One of these; which one has not been said.", "The day itself is not certain."],
        ),
    ],
)
def test_how_the_days_are_meant_is_said_in_sentences(text: str, sentences: list[str]) -> None:
    placed = meeting(when(text), where(GYEONGJU)).when
    unplaced = meeting(when(text)).when

    assert list(nature(placed)) == sentences
    assert list(nature(unplaced)) == [*sentences, NO_ZONE]


def test_of_a_date_that_no_longer_holds_nothing_else_is_said_first() -> None:
    former = meeting(when("[2025-10-30..2025-10-31] in Asia/Seoul", bearing=Bearing.FORMER)).when

    assert list(nature(former)) == ["This date no longer holds, and no new one is known."]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("2025-10-30 in UTC", "30 October 2025, 00:00 – 31 October 2025, 00:00"),
        ("2025-10-30 in Asia/Seoul", "29 October 2025, 15:00 – 30 October 2025, 15:00"),
        ("2025-10-26/2025-10-28 in America/New_York", "26 October 2025, 04:00 – 29 October 2025, 04:00"),
        ("2025-10-30T11:00 in Asia/Seoul", "30 October 2025, 02:00"),
        ("2025-10-30T11:00/2025-10-30T12:40 in Asia/Seoul", "30 October 2025, 02:00 – 03:40"),
        ("2025-10-30T08:30/2025-10-30T09:30 in Asia/Seoul", "29 October 2025, 23:30 – 30 October 2025, 00:30"),
        ("2025-12-31T22:00/2025-12-31T23:00 in America/New_York", "1 January 2026, 03:00 – 04:00"),
    ],
)
def test_bounds_in_utc_name_the_day_again_only_past_midnight(text: str, bounds: str) -> None:
    assert in_utc(meeting(when(text)).when) == bounds


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2025-10-30T11:00 in Asia/Seoul", "02:00 UTC"),
        ("2025-10-30T09:00 in Asia/Seoul", "00:00 UTC"),
        ("2025-10-30T08:59 in Asia/Seoul", "23:59 UTC on 29 October"),
        ("2025-12-31T21:00 in America/New_York", "02:00 UTC on 1 January"),
        ("2025-10-30T23:00/2025-10-31T01:00 in UTC", "23:00 UTC"),
    ],
)
def test_a_start_in_utc_names_its_day_where_that_is_another_one(text: str, start: str) -> None:
    assert start_in_utc(meeting(when(text)).when) == start


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2025-10-30", False), ("2025-10-30?", True), ("2025-10-30%", True), ("2025-10-30~", False)],
)
def test_only_what_the_source_itself_doubts_is_uncertain(text: str, *, expected: bool) -> None:
    assert is_uncertain(meeting(when(text)).when) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26-28 October 2025", "26–28 October 2025"),
        ("31 October - 1 November 2025", "31 October – 1 November 2025"),
        ("11:00-12:40", "11:00–12:40"),
        ("Trump-Xi meeting moved to 26-28 October", "Trump-Xi meeting moved to 26–28 October"),
        ("G20 - Rio", "G20 - Rio"),
    ],
)
def test_dashes_stand_between_days_and_times_only(text: str, expected: str) -> None:
    assert typeset(text) == expected

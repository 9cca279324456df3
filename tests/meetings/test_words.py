"""Dates, places and people in plain English."""

from datetime import date

import pytest

from app.meetings.document import Locality, Participation
from app.meetings.terms import Attendance, Eos, Precision, Role
from app.meetings.words import (
    CERTAINTIES,
    day_in_words,
    days_in_words,
    participant_in_words,
    place_in_words,
    span_in_words,
    when_in_words,
)
from tests.meetings.factories import (
    ASEAN,
    BUSAN,
    CN,
    GIMHAE,
    IN,
    KOREA,
    XI,
    locality,
    meeting,
    part,
    person,
    place,
    when,
)


@pytest.mark.parametrize(
    ("first", "last", "with_year", "without"),
    [
        ("2025-10-30", "2025-10-30", "30 October 2025", "30 October"),
        ("2025-10-26", "2025-10-28", "26-28 October 2025", "26-28 October"),
        ("2025-10-31", "2025-11-01", "31 October - 1 November 2025", "31 October - 1 November"),
        ("2025-12-31", "2026-01-01", "31 December 2025 - 1 January 2026", "31 December - 1 January"),
        ("2025-10-30", "2026-10-30", "30 October 2025 - 30 October 2026", "30 October - 30 October"),
    ],
)
def test_a_span_names_month_and_year_once_where_they_are_the_same(
    first: str, last: str, with_year: str, without: str
) -> None:
    span = date.fromisoformat(first), date.fromisoformat(last)

    assert span_in_words(*span) == with_year
    assert span_in_words(*span, year=False) == without


def test_a_day_is_named_with_its_year_unless_that_is_known() -> None:
    assert day_in_words(date(2025, 5, 1)) == "1 May 2025"
    assert day_in_words(date(2025, 5, 1), year=False) == "1 May"


@pytest.mark.parametrize(
    ("said", "days", "phrase"),
    [
        pytest.param("2025-10-30", "30 October 2025", "30 October 2025", id="a day"),
        pytest.param("2025-10-30?", "30 October 2025", "30 October 2025", id="a day in doubt"),
        pytest.param("2025-10-26/2025-10-28", "26-28 October 2025", "26-28 October 2025", id="a span"),
        pytest.param("2025-10-26/..", "from 26 October 2025", "from 26 October 2025", id="a day with an open end"),
        pytest.param("2026-04", "April 2026", "some time in April 2026", id="a month"),
        pytest.param("2026-12?", "December 2026", "some time in December 2026", id="a month in doubt"),
        pytest.param("2026", "2026", "some time in 2026", id="a year"),
        pytest.param("2026-21", "1 March - 31 May 2026", "some time in 1 March - 31 May 2026", id="a season"),
        pytest.param("2026-04~", "22 March - 10 May 2026", "some time in 22 March - 10 May 2026", id="about a month"),
        pytest.param(
            "[2025-10-31..2025-11-01]",
            "31 October - 1 November 2025",
            "some time in 31 October - 1 November 2025",
            id="a window",
        ),
        pytest.param(
            "[2025-10-31,2025-11-03]",
            "31 October 2025 or 3 November 2025",
            "31 October 2025 or 3 November 2025",
            id="one of two days",
        ),
        pytest.param(
            "2025-10-26/2025-10-28 | 2025-11-03/2025-11-05",
            "26-28 October 2025 or 3-5 November 2025",
            "26-28 October 2025 or 3-5 November 2025",
            id="one of two spans",
        ),
        pytest.param(
            "2025-10-30T11:00 in Asia/Seoul",
            "30 October 2025",
            "30 October 2025, 11:00 (Asia/Seoul)",
            id="a clock time",
        ),
        pytest.param(
            "2025-10-30T11:00/2025-10-30T12:40 in Asia/Seoul",
            "30 October 2025",
            "30 October 2025, 11:00-12:40 (Asia/Seoul)",
            id="two clock times",
        ),
        pytest.param(
            "2025-10-30T22:00/2025-10-31T01:00 in Asia/Seoul",
            "30-31 October 2025",
            "30-31 October 2025, 22:00 (Asia/Seoul)",
            id="two clock times on two days",
        ),
    ],
)
def test_a_window_is_a_phrase(said: str, days: str, phrase: str) -> None:
    shown = meeting(when(said)).when

    assert (days_in_words(shown), when_in_words(shown)) == (days, phrase)


def test_a_phrase_leaves_out_the_year_where_it_is_known() -> None:
    shown = meeting(when("2025-10-26/2025-10-28 | 2025-11-03/2025-11-05")).when

    assert when_in_words(shown, year=False) == "26-28 October or 3-5 November"


@pytest.mark.parametrize(
    ("where", "phrase"),
    [
        pytest.param(GIMHAE, "Gimhae Air Base, Busan, South Korea", id="a venue"),
        pytest.param(BUSAN, "Busan, South Korea", id="a city"),
        pytest.param(KOREA, "South Korea", id="a country"),
        pytest.param(
            locality("Singapore", Precision.CITY, locality("Singapore", Precision.COUNTRY)),
            "Singapore",
            id="a city state",
        ),
        pytest.param(
            locality(None, Precision.UNDISCLOSED, KOREA), "place not disclosed, South Korea", id="undisclosed"
        ),
        pytest.param(locality("a villa", Precision.UNDISCLOSED, KOREA), "a villa, South Korea", id="half disclosed"),
        pytest.param(locality(None, Precision.NONE), "remote", id="nowhere"),
        pytest.param(locality("by telephone", Precision.NONE), "by telephone", id="a call"),
        pytest.param(locality("Peking and Shanghai", Precision.SEVERAL), "Peking and Shanghai", id="several"),
        pytest.param(
            locality("Gimhae Air Base", Precision.VENUE, locality(None, Precision.COUNTRY)),
            "Gimhae Air Base",
            id="no name",
        ),
        pytest.param(None, "place not said", id="no place"),
    ],
)
def test_a_place_is_named_with_what_it_lies_in(where: Locality | None, phrase: str) -> None:
    assert place_in_words(place(where) if where else None) == phrase


@pytest.mark.parametrize(
    ("one", "phrase"),
    [
        pytest.param(XI, "Xi Jinping (China, President)", id="a person for a state"),
        pytest.param(part(IN), "India", id="a state"),
        pytest.param(part(CN, for_party=CN), "China", id="a state for itself"),
        pytest.param(
            part(ASEAN, role=Role.ORGANISER), "Association of Southeast Asian Nations (organiser)", id="an organiser"
        ),
        pytest.param(
            XI.model_copy(update={"role": Role.HEAD_OF_DELEGATION, "attendance": Attendance.EXPECTED}),
            "Xi Jinping (China, President, head of delegation; expected)",
            id="a role and an attendance",
        ),
        pytest.param(
            XI.model_copy(update={"attendance": Attendance.ATTENDED}), "Xi Jinping (China, President)", id="as usual"
        ),
        pytest.param(
            XI.model_copy(update={"attendance": Attendance.REPRESENTED, "represented_by": person("Li Qiang")}),
            "Xi Jinping (China, President; represented by Li Qiang)",
            id="represented",
        ),
        pytest.param(part(person("A. Nonymous"), attendance=Attendance.INVITED), "A. Nonymous (invited)", id="invited"),
    ],
)
def test_a_participant_is_named_with_side_office_role_and_attendance(one: Participation, phrase: str) -> None:
    assert participant_in_words(one) == phrase


def test_every_certainty_has_a_meaning() -> None:
    assert CERTAINTIES.keys() == set(Eos)

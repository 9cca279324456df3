"""What the words of a quote say of a date."""

import pytest

from app.meetings.quoted import contradiction
from tests.meetings.factories import window


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        pytest.param(None, "2025-10-30", id="no quote"),
        pytest.param("in the morning", "2025-10-30", id="neither weekday nor year"),
        pytest.param("on Thursday", "2025-10-30", id="the weekday of the day"),
        pytest.param("on THURSDAY morning", "2025-10-30", id="in capitals"),
        pytest.param("Friday or Saturday", "[2025-10-31..2025-11-01]", id="both weekdays of the window"),
        pytest.param("not on Monday but on Thursday", "2025-10-30", id="one of two weekdays"),
        pytest.param("on Monday", "2025-10", id="any weekday of a month"),
        pytest.param("on Sunday", "[2025-10-20..2025-10-26]", id="the last day of a week"),
        pytest.param("from Wednesday", "2025-10-26/2025-10-28 | 2025-11-03/2025-11-05", id="a day of an alternative"),
        pytest.param("October 30, 2025", "2025-10-30", id="the year"),
        pytest.param("in 2025 or 2026", "2026", id="one of two years"),
        pytest.param("early 2026", "2025-12-20/2026-01-10", id="the year in which it ends"),
        pytest.param("32nd summit, room 12345", "2025-10-30", id="numbers that are no years"),
        pytest.param("Sundays River", "2025-10-30", id="a name that holds a weekday"),
    ],
)
def test_a_quote_that_fits_does_not_contradict(quote: str | None, said: str) -> None:
    assert contradiction(quote, window(said)) is None


@pytest.mark.parametrize(
    ("quote", "said", "words"),
    [
        pytest.param(
            "10 a.m. Macau time on Wednesday (Oct. 30)",
            "2025-10-30",
            "the quote says Wednesday, and no such day is in 30 October 2025",
            id="another weekday",
        ),
        pytest.param(
            "on Thursday",
            "2025-10-25/2025-10-26",
            "the quote says Thursday, and no such day is in 25-26 October 2025",
            id="a weekday outside the span",
        ),
        pytest.param(
            "Monday or friday",
            "[2025-10-28,2025-10-30]",
            "the quote says Friday and Monday, and no such day is in 28 October 2025 or 30 October 2025",
            id="two weekdays that are both wrong",
        ),
        pytest.param(
            "on Monday",
            "[2025-10-21..2025-10-26]",
            "the quote says Monday, and no such day is in 21-26 October 2025",
            id="the one weekday that is missing",
        ),
        pytest.param(
            "October 30, 2024", "2025-10-30", "the quote says 2024, and not 30 October 2025", id="another year"
        ),
        pytest.param(
            "2023 or 2024", "2025-10", "the quote says 2023 and 2024, and not 1-31 October 2025", id="two other years"
        ),
    ],
)
def test_a_quote_that_does_not_fit_says_how(quote: str, said: str, words: str) -> None:
    assert contradiction(quote, window(said)) == words

"""Whether two stretches of days can have a moment in common."""

from datetime import date

import pytest

from app.meetings.discrepancy.days import Days, are_apart, days_of, kept_to
from tests.meetings.factories import meeting, when


def october(day: int | None) -> date | None:
    return date(2025, 10, day) if day else None


def days(text: str) -> Days:
    return days_of(meeting(when(text)).when)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-10-30", "2025-10-30"),
        ("2025-10-26/2025-10-28", "2025-10-28/2025-10-30"),
        ("2025-10-29", "[2025-10-20..2025-11-02]"),
        ("2025-10-26/2025-10-28 | 2025-11-03/2025-11-05", "2025-11-04"),
        pytest.param("2025-10-25/..", "2025-12-24", id="the end is not known"),
        pytest.param("2025-10-30 in America/New_York", "2025-10-31 in Asia/Shanghai", id="Friday is Saturday"),
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-29 in America/New_York", id="the eve in Washington"),
        pytest.param("2025-10-30 in Pacific/Pago_Pago", "2025-11-01 in Pacific/Kiritimati", id="25 hours apart"),
    ],
)
def test_days_that_can_be_the_same_are_not_apart(one: str, other: str) -> None:
    assert not are_apart(days(one), days(other))
    assert not are_apart(days(other), days(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-10-29/2025-10-30", "[2025-10-31..2025-11-01]"),
        ("2025-10-26/2025-10-28 | 2025-11-03/2025-11-05", "2025-10-30"),
        pytest.param("2025-10-25/..", "2025-10-24", id="before it began"),
        pytest.param("2025-10-30 in Asia/Seoul", "2025-10-31 in Asia/Tokyo", id="one clock under two names"),
        pytest.param("2025-10-31 in America/New_York", "2025-10-30 in Asia/Shanghai", id="the other way round"),
        pytest.param("2025-10-30", "2025-10-31 in Asia/Shanghai", id="a day whose zone is not known is that day"),
        pytest.param("2025-10-29 in America/New_York", "2025-10-31 in Asia/Shanghai", id="two days"),
    ],
)
def test_days_of_which_none_is_the_same_are_apart(one: str, other: str) -> None:
    assert are_apart(days(one), days(other))
    assert are_apart(days(other), days(one))


@pytest.mark.parametrize(
    ("text", "first", "last", "spans"),
    [
        ("2025-10-26/2025-10-28", None, None, [(26, 28)]),
        ("2025-10-26/2025-10-28", 27, None, [(27, 28)]),
        ("2025-10-26/2025-10-28", None, 26, [(26, 26)]),
        ("2025-10-26/2025-10-28", 20, 30, [(26, 28)]),
        ("2025-10-26/2025-10-28", 29, 30, []),
        ("2025-10-01/2025-10-03 | 2025-10-26/2025-10-28", 2, 26, [(2, 3), (26, 26)]),
        ("2025-10-26/..", None, 30, [(26, 30)]),
    ],
)
def test_who_stays_for_a_part_is_there_in_that_part(
    text: str, first: int | None, last: int | None, spans: list[tuple[int, int]]
) -> None:
    kept = kept_to(days(text), october(first), october(last))

    assert [(a.day, b.day) for a, b in kept.spans] == spans

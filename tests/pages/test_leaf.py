"""A day that is not fixed never looks like one that is."""

from datetime import date

import pytest

from app.meetings.terms import Bearing, Status
from app.pages.leaf import Leaf, leaf, says_all
from tests.meetings.factories import meeting, status, when

THURSDAY = date(2025, 10, 30)
SHORT_31, SHORT_1 = "31\N{NO-BREAK SPACE}Oct", "1\N{NO-BREAK SPACE}Nov"


@pytest.mark.parametrize(
    ("text", "above", "days", "month"),
    [
        ("2025-10-30", "Thu", {"30": "2025-10-30"}, "October 2025"),
        ("2025-10-30T11:00 in Asia/Seoul", "Thu", {"30": "2025-10-30"}, "October 2025"),
        ("2025-10-25/..", "from Sat", {"25": "2025-10-25"}, "October 2025"),
        ("2025-10-26/2025-10-28", "Sun–Tue", {"26": "2025-10-26", "28": "2025-10-28"}, "October 2025"),
        ("2025-10-31/2025-11-01", "Fri–Sat", {SHORT_31: "2025-10-31", SHORT_1: "2025-11-01"}, "2025"),
        (
            "2025-12-31/2026-01-01",
            "Wed–Thu",
            {"31\N{NO-BREAK SPACE}Dec": "2025-12-31", "1\N{NO-BREAK SPACE}Jan": "2026-01-01"},
            "2026",
        ),
    ],
)
def test_a_fixed_day_is_printed_like_a_calendars(text: str, above: str, days: dict[str, str], month: str) -> None:
    printed = leaf(meeting(when(text)).when)

    assert printed == Leaf("fixed", above, tuple((word, date.fromisoformat(day)) for word, day in days.items()), month)


def test_a_day_that_was_said_to_be_uncertain_looks_unsure() -> None:
    printed = leaf(meeting(when("2025-10-30?")).when)

    assert printed == Leaf("unsure", "Thu", (("30", THURSDAY),), "October 2025")


@pytest.mark.parametrize(
    ("text", "above", "words"),
    [
        ("[2025-10-31..2025-11-01]", "some time", f"{SHORT_31} – {SHORT_1}"),
        ("[2025-10-30..2025-10-31]", "some time", f"30–{SHORT_31}"),
        ("2025-10-25~", "some time", "23–27\N{NO-BREAK SPACE}Oct"),
        ("2025-10-25%", "some time", "23–27\N{NO-BREAK SPACE}Oct"),
        ("2026-04", "some time", "in April 2026"),
        ("2026-04?", "some time", "in April 2026"),
        ("2026", "some time", "in 2026"),
        ("2025-10-31 | 2025-10-31?", "some time", SHORT_31),
        ("2026-21", "some time", "1\N{NO-BREAK SPACE}Mar – 31\N{NO-BREAK SPACE}May"),
        ("2025-10-26/2025-10-28 | 2025-11-01", "either", f"26–28\N{NO-BREAK SPACE}Oct or {SHORT_1}"),
        (
            "[2025-10-01,2025-10-31,2025-11-01]",
            "one of",
            f"1\N{NO-BREAK SPACE}Oct or {SHORT_31} or {SHORT_1}",
        ),
    ],
)
def test_a_vague_date_has_words_and_no_days(text: str, above: str, words: str) -> None:
    printed = leaf(meeting(when(text)).when)

    assert printed == Leaf("vague", above, words=words)


@pytest.mark.parametrize(
    "text", ["2025-10-30", "2025-10-30?", "[2025-10-30..2025-10-31]", "2025-10-26/2025-10-28", "2025-10-30T11:00"]
)
def test_a_date_that_no_longer_holds_is_not_printed(text: str) -> None:
    postponed = leaf(meeting(when(text), status(Status.POSTPONED, said_on="2025-10-19")).when)
    retold = leaf(meeting(when(text, bearing=Bearing.FORMER)).when)

    assert postponed == retold == Leaf("former", "date open")


@pytest.mark.parametrize("text", ["2025-10-30", "2025-10-30?", "2025-10-26/2025-10-28"])
def test_a_leaf_with_all_days_leaves_nothing_to_add(text: str) -> None:
    assert says_all(meeting(when(text)).when)


@pytest.mark.parametrize("text", ["2025-10-30T11:00", "[2025-10-30..2025-10-31]", "2026", "2025-10-25/.."])
def test_a_time_of_day_and_all_that_is_open_are_said_beside_the_leaf(text: str) -> None:
    assert not says_all(meeting(when(text)).when)


def test_a_former_date_is_said_beside_the_leaf() -> None:
    assert not says_all(meeting(when("2025-10-30", bearing=Bearing.FORMER)).when)

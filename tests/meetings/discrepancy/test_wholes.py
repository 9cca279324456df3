"""A part does not lie outside its whole."""

from datetime import date

import pytest

from app.meetings.claim import Claim
from app.meetings.terms import Bearing, Kind, Status
from tests.meetings.discrepancy.calendars import OFF, against, beside, part_of, seen, tell
from tests.meetings.factories import BUSAN, GYEONGJU, KOREA, source, status, when

APEC = tell("apec", "2025-10-31/2025-11-01", GYEONGJU, kind=Kind.SUMMIT, parts=[])


def test_a_part_outside_its_whole_is_found_and_told_with_who_says_so() -> None:
    link = part_of("apec")
    meeting = tell("dinner", when("2025-10-30", source=source("Reuters")), BUSAN, link, kind=Kind.BANQUET, parts=[])

    (found,) = against(meeting, APEC)

    assert (found.class_, found.kind, [one.title for one in found.meetings]) == (
        "contradiction",
        "outside_whole",
        ["Dinner", "Apec"],
    )
    assert found.claims == (link.id, meeting.claims[2].id, APEC.claims[2].id)
    assert found.words == (
        "“Dinner” is said to be a part of “Apec” (an editor), but it is on 30 October 2025 (Reuters), "
        "and “Apec” is on 31 October - 1 November 2025 (an editor)."
    )


def test_what_is_over_is_told_as_such() -> None:
    meeting = tell("dinner", "2025-10-30", BUSAN, part_of("apec"), status(Status.HELD), parts=[])

    (found,) = against(meeting, APEC, on=date(2025, 11, 1))

    assert "but it was on 30 October 2025" in found.words
    assert "“Apec” is on" in found.words


@pytest.mark.parametrize(
    "days",
    [
        "2025-10-31",
        "[2025-10-25..2025-10-31]",
        "2025-10-20 | 2025-11-01",
        "2025-10-25/..",
        pytest.param("2025-10-30T20:00 in America/New_York", id="the morning in Seoul"),
    ],
)
def test_a_part_that_can_lie_in_its_whole_is_no_contradiction(days: str) -> None:
    whole = tell("apec", "2025-10-31/2025-11-01 in Asia/Seoul", KOREA, kind=Kind.SUMMIT)

    assert against(tell("dinner", days, BUSAN, part_of("apec")), whole) == []


def test_what_takes_place_on_the_sidelines_can_be_on_other_days() -> None:
    assert against(tell("dinner", "2025-10-30", BUSAN, beside("apec")), APEC) == []


def test_a_whole_that_is_not_known_contradicts_nothing() -> None:
    assert against(tell("dinner", "2025-10-30", BUSAN, part_of("apec"))) == []


@pytest.mark.parametrize("off", OFF, ids=lambda one: str(one.value))
def test_what_no_longer_stands_contradicts_nothing(off: Claim) -> None:
    outside = tell("dinner", "2025-10-30", BUSAN, part_of("apec"), parts=[])
    whole_off = tell("apec", "2025-10-31/2025-11-01", GYEONGJU, off, kind=Kind.SUMMIT, parts=[])

    assert against(tell("dinner", "2025-10-30", BUSAN, part_of("apec"), off, parts=[]), APEC) == []
    assert against(outside, whole_off) == []


def test_a_date_that_no_longer_holds_contradicts_nothing() -> None:
    former = when("2025-10-30", bearing=Bearing.FORMER)

    assert against(tell("dinner", former, BUSAN, part_of("apec")), APEC) == []


def test_a_meeting_that_was_held_can_contradict() -> None:
    held = tell("dinner", "2025-10-30", BUSAN, part_of("apec"), status(Status.HELD), parts=[])

    assert seen(against(held, APEC)) == [("outside_whole", "dinner", "apec")]

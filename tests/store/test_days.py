"""The days that a source states, held against the day it is and against each other."""

from datetime import UTC, date, datetime

import pytest

from app.meetings.errors import NotADateError
from app.store.days import check_days
from tests.conftest import StoppedClock

FRIDAY, SATURDAY, SUNDAY = (date(2025, 10, day) for day in (17, 18, 19))
TO_COME = "2025-10-19 is still to come everywhere"


@pytest.fixture
def in_kiribati_it_is_sunday(stopped_clock: StoppedClock) -> StoppedClock:
    stopped_clock.instant = datetime(2025, 10, 18, 10, 0, tzinfo=UTC)
    return stopped_clock


def refusal_of(published_on: date, said_on: date | None = None) -> tuple[str | None, str]:
    with pytest.raises(NotADateError) as refusal:
        check_days(published_on, said_on)
    return refusal.value.field, refusal.value.rule


@pytest.mark.usefixtures("in_kiribati_it_is_sunday")
def test_a_day_that_has_begun_somewhere_is_not_to_come() -> None:
    check_days(SUNDAY)
    check_days(SUNDAY, SUNDAY)
    check_days(SATURDAY, SUNDAY)
    check_days(SUNDAY, date(1990, 1, 1))


def test_a_day_that_has_begun_nowhere_is_refused(in_kiribati_it_is_sunday: StoppedClock) -> None:
    in_kiribati_it_is_sunday.advance(seconds=-1)

    assert refusal_of(SUNDAY) == ("source.published_on", TO_COME)
    assert refusal_of(SATURDAY, SUNDAY) == ("said_on", TO_COME)


@pytest.mark.usefixtures("in_kiribati_it_is_sunday")
def test_words_that_were_said_after_they_were_published_are_refused() -> None:
    rule = "2025-10-19 is later than its source was published, which was on 2025-10-17"

    assert refusal_of(FRIDAY, SUNDAY) == ("said_on", rule)

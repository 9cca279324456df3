"""Bounds of a view as people write them in a URL."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.meetings.bounds import Clock, is_bound
from app.meetings.errors import FilterError
from app.meetings.zones import zone

NOW = datetime(2025, 10, 18, 15, 30, tzinfo=UTC)
IN_UTC, IN_SEOUL = Clock(NOW), Clock(NOW.astimezone(zone("Asia/Seoul")))


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "in_utc", "in_seoul"),
    [
        pytest.param("today", date(2025, 10, 18), date(2025, 10, 19), id="today"),
        pytest.param("+30d", date(2025, 11, 17), date(2025, 11, 18), id="in thirty days"),
        pytest.param(" 30d", date(2025, 11, 17), date(2025, 11, 18), id="in thirty days, the plus as a URL brings it"),
        pytest.param("-7d", date(2025, 10, 11), date(2025, 10, 12), id="seven days ago"),
        pytest.param("+0d", date(2025, 10, 18), date(2025, 10, 19), id="in no days"),
        pytest.param("now", NOW, NOW, id="now"),
        pytest.param("2025-10-31", date(2025, 10, 31), date(2025, 10, 31), id="a day"),
        pytest.param(
            "2025-10-31T02:00", instant("2025-10-31T02:00Z"), instant("2025-10-30T17:00Z"), id="a time without a zone"
        ),
        pytest.param("2025-10-31T02:00Z", instant("2025-10-31T02:00Z"), instant("2025-10-31T02:00Z"), id="an instant"),
        pytest.param(
            "2025-10-31T02:00:30.5+09:00",
            instant("2025-10-30T17:00:30.5Z"),
            instant("2025-10-30T17:00:30.5Z"),
            id="an instant with an offset",
        ),
        pytest.param(
            "2025-10-31T02:00 09:00",
            instant("2025-10-30T17:00Z"),
            instant("2025-10-30T17:00Z"),
            id="an offset's plus as a URL brings it",
        ),
        pytest.param("1800-01-01", date(1800, 1, 1), date(1800, 1, 1), id="the first day"),
        pytest.param("2200-12-31", date(2200, 12, 31), date(2200, 12, 31), id="the last day"),
    ],
)
def test_a_bound_is_a_day_or_an_instant(text: str, in_utc: date | datetime, in_seoul: date | datetime) -> None:
    assert (IN_UTC.read("start", text), IN_SEOUL.read("start", text)) == (in_utc, in_seoul)


def test_no_bound_is_none() -> None:
    read = (IN_UTC.read, IN_UTC.instant, IN_UTC.end_of, IN_UTC.day)

    assert [one("start", None) for one in read] == [None] * 4
    assert IN_UTC.past(None) is None


RULE = "start is a day (2025-10-31), an instant (2025-10-31T02:00:00Z), today, now, +30d or -7d"
YEARS = "the year is not between 1800 and 2200"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        *[(text, RULE) for text in ("", "tomorrow", "TODAY", "30d", "+30", "+30w", "++30d", "+123456d", "+\uff130d")],
        *[
            (text, RULE)
            for text in ("2025", "2025-10", "2025-02-30", "20251031", "2025-W44-5", "2025-304", "31.10.2025")
        ],
        *[(text, RULE) for text in ("2025-10-31T", "2025-10-31T02", "2025-10-31 02:00", "2025-10-31T25:00Z")],
        *[(text, RULE) for text in ("2025-10-31T02:00+9", "2025-10-31T02:00+99:99", "2025-10-31Z", "2025-10-31\n")],
        *[(text, YEARS) for text in ("1799-12-31", "2201-01-01", "1799-12-31T23:59Z", "+99999d", "-99999d")],
    ],
)
def test_what_is_no_bound_is_refused_by_its_rule(text: str, rule: str) -> None:
    with pytest.raises(FilterError) as refusal:
        IN_UTC.read("start", text)

    assert (refusal.value.rule, refusal.value.field) == (rule, "start")


def test_a_day_stands_for_its_first_or_its_last_moment() -> None:
    first, last = IN_SEOUL.instant("as_of", "2025-10-31"), IN_SEOUL.end_of("as_of", "2025-10-31")

    assert (first, last) == (instant("2025-10-30T15:00Z"), instant("2025-10-31T14:59:59.999999Z"))


def test_an_instant_stands_for_itself() -> None:
    text = "2025-10-31T02:00Z"

    assert IN_SEOUL.instant("as_of", text) == IN_SEOUL.end_of("as_of", text) == instant(text)


def test_a_plain_day_is_no_instant() -> None:
    assert IN_SEOUL.day("known_on", "today") == date(2025, 10, 19)

    with pytest.raises(FilterError) as refusal:
        IN_SEOUL.day("known_on", "now")

    assert (refusal.value.rule, refusal.value.field) == (
        "known_on is a day: YYYY-MM-DD, today, or -7d",
        "known_on",
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("0d", date(2025, 10, 18)),
        ("90d", date(2025, 7, 20)),
        ("12w", date(2025, 7, 26)),
        ("6m", date(2025, 4, 21)),
        ("2y", date(2023, 10, 19)),
        ("99999y", date(1800, 1, 1)),
    ],
)
def test_how_far_back_a_view_goes_is_counted_from_today(text: str, day: date) -> None:
    assert IN_UTC.past(text) == day


@pytest.mark.parametrize("text", ["", "90", "d", "-90d", "+90d", "1.5y", "90 d", "90D", "123456d", "\uff11d"])
def test_what_does_not_say_how_far_back_is_refused(text: str) -> None:
    with pytest.raises(FilterError) as refusal:
        IN_UTC.past(text)

    assert (refusal.value.rule, refusal.value.field) == (
        "past is a number of days, weeks, months or years: 90d, 12w, 6m, 2y",
        "past",
    )


@pytest.mark.parametrize(
    ("value", "can_be_asked"),
    [
        (date(1799, 12, 31), False),
        (date(1800, 1, 1), True),
        (date(2200, 12, 31), True),
        (date(2201, 1, 1), False),
        (datetime(1799, 12, 30, 23, 59, 59, tzinfo=UTC), False),
        (datetime(1799, 12, 31, tzinfo=UTC), True),
        (datetime(2201, 1, 1, 23, 59, 59, tzinfo=UTC), True),
        (datetime(2201, 1, 2, tzinfo=UTC), False),
        (datetime(2025, 10, 18, tzinfo=timezone(timedelta(hours=9))), False),
        (datetime.max.replace(tzinfo=UTC), False),
        (datetime.min.replace(tzinfo=UTC), False),
    ],
)
def test_a_bound_is_a_day_of_four_centuries_or_an_instant_of_one(value: date, *, can_be_asked: bool) -> None:
    assert is_bound(value) is can_be_asked

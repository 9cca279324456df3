"""The days in which a meeting lies, as instants and beside other days."""

from datetime import date, datetime, timedelta

import pytest

from app.meetings.terms import Extent
from app.meetings.window import Window, counted, day_span, instants, is_same_days
from tests.meetings.factories import window


@pytest.mark.parametrize(
    ("said", "zone", "starts_at", "ends_at"),
    [
        pytest.param("2025-10-30", "Asia/Seoul", "2025-10-29T15:00Z", "2025-10-30T15:00Z", id="a day"),
        pytest.param("2025-03-30", "Europe/Berlin", "2025-03-29T23:00Z", "2025-03-30T22:00Z", id="a day of 23 hours"),
        pytest.param("2025-10-26", "Europe/Berlin", "2025-10-25T22:00Z", "2025-10-26T23:00Z", id="a day of 25 hours"),
        pytest.param(
            "2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00Z", "2018-11-05T02:00Z", id="a day without midnight"
        ),
        pytest.param("2025-10-30T11:00", "Asia/Seoul", "2025-10-30T02:00Z", "2025-10-30T03:00Z", id="no end announced"),
        pytest.param(
            "2025-10-30T23:00/2025-10-31T01:00",
            "Asia/Seoul",
            "2025-10-30T14:00Z",
            "2025-10-30T16:00Z",
            id="over midnight",
        ),
        pytest.param(
            "2011-12-30", "Pacific/Apia", "2011-12-30T10:00Z", "2011-12-30T11:00Z", id="a day that was left out"
        ),
        pytest.param(
            "2025-03-30T02:30/2025-03-30T03:15",
            "Europe/Berlin",
            "2025-03-30T01:30Z",
            "2025-03-30T02:30Z",
            id="an end that clocks reach before the start",
        ),
    ],
)
def test_a_window_always_begins_before_it_ends(said: str, zone: str, starts_at: str, ends_at: str) -> None:
    assert instants(window(said), zone) == (datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at))


@pytest.mark.parametrize(
    ("said", "zone", "expected"),
    [
        ("2025-10-30", "Asia/Seoul", "2025-10-30 in Asia/Seoul"),
        ("2025-10-30", None, "2025-10-30"),
        ("2025-10-30 in Asia/Macau", "Asia/Seoul", "2025-10-30 in Asia/Macau"),
        ("2025-10-30 in Asia/Macau", None, "2025-10-30 in Asia/Macau"),
    ],
)
def test_days_are_counted_in_another_zone_only_where_they_state_none(
    said: str, zone: str | None, expected: str
) -> None:
    assert counted(window(said), zone) == window(expected)


@pytest.mark.parametrize(
    ("one", "other", "contains", "overlaps"),
    [
        ("2025-10-26/2025-10-28", "2025-10-26/2025-10-28", True, True),
        ("2025-10-26/2025-10-28", "2025-10-26", True, True),
        ("2025-10-26/2025-10-28", "2025-10-28", True, True),
        ("2025-10-26/2025-10-28", "2025-10-25", False, False),
        ("2025-10-26/2025-10-28", "2025-10-29", False, False),
        ("2025-10-26/2025-10-28", "2025-10-28/2025-10-29", False, True),
        ("2025-10-26/2025-10-28", "2025-10-25/2025-10-26", False, True),
        ("[2025-10-26,2025-10-28]", "2025-10-27", False, False),
        ("[2025-10-26,2025-10-28]", "2025-10-28", True, True),
        ("2025-10-26/2025-10-28", "[2025-10-26,2025-10-28]", True, True),
        ("2025-10-26/2025-10-28", "[2025-10-26,2025-10-29]", False, True),
        ("2025-10-26/2025-10-28 | 2025-11-03", "2025-10-27 | 2025-11-03", True, True),
    ],
)
def test_windows_are_compared_stretch_by_stretch(one: str, other: str, *, contains: bool, overlaps: bool) -> None:
    assert (window(one).contains(window(other)), window(one).overlaps(window(other))) == (contains, overlaps)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "2025-10-26/2025-10-28 in Asia/Kuala_Lumpur",
            "2025-10-25T23:00 in America/New_York",
            id="an hour of the first day alone",
        ),
        pytest.param(
            "2025-10-26/2025-10-28 in Asia/Kuala_Lumpur",
            "2025-10-29T01:00 in Pacific/Auckland",
            id="an hour of the last day alone",
        ),
        pytest.param(
            "2025-10-30T23:00/2025-10-31T01:00 in Asia/Seoul", "2025-10-31 in Asia/Seoul", id="the end of a night"
        ),
    ],
)
def test_windows_that_share_an_instant_need_not_be_the_same_days(one: str, other: str) -> None:
    assert not is_same_days(window(one), window(other))
    assert not is_same_days(window(other), window(one))


def test_the_width_of_a_window_counts_both_its_ends() -> None:
    assert [window(text).days for text in ("2025-10-30", "2025-10-30/2025-10-31", "2025-10")] == [1, 2, 31]


def test_only_a_window_that_is_filled_is_not_vague() -> None:
    extents = {text: window(text).is_vague for text in ("2025-10-30", "2025-10", "2025-10 | 2025-11")}

    assert extents == {"2025-10-30": False, "2025-10": True, "2025-10 | 2025-11": True}


def test_other_days_are_known_for_certain_and_end_the_clock_time() -> None:
    doubtful = window("2025-10-26?/2025-10-28 in Asia/Kuala_Lumpur")
    timed = window("2025-10-26T10:00/2025-10-28T12:00")
    first, last = date(2025, 10, 26), date(2025, 10, 28)

    assert day_span(doubtful, first, last) == window("2025-10-26/2025-10-28 in Asia/Kuala_Lumpur")
    assert day_span(doubtful, first, first) == window("2025-10-26 in Asia/Kuala_Lumpur")
    assert day_span(doubtful, first, first, open_end=True) == window("2025-10-26/.. in Asia/Kuala_Lumpur")
    assert day_span(timed, first, last) == timed
    assert day_span(timed, first, last + timedelta(days=1)) == window("2025-10-26/2025-10-29")
    assert day_span(window("[2025-10-26,2025-10-28]"), first, last) == Window(
        "2025-10-26/2025-10-28", first, last, Extent.THROUGHOUT
    )

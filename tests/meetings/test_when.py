"""Dates as people say them, read into windows of days."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import edtf
import pytest
from hypothesis import given, settings

from app.meetings.errors import NotADateError, NotATimeError
from app.meetings.terms import Extent
from app.meetings.when import check_wall_time, read_clock, read_edtf
from app.meetings.window import Window, instants
from tests.meetings.strategies import A_FEW_DAYS, EVERY_DAY, law, plain_texts, texts

SUBSET = "a day, month, year or season; an interval of days or months; day/.. or ../day; [day..day] or [day,day]"


def day(text: str) -> date:
    return date.fromisoformat(text)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("edtf_text", "first", "last", "extent"),
    [
        pytest.param("2025-10-26/2025-10-28", "2025-10-26", "2025-10-28", "throughout", id="October 26-28 of a summit"),
        pytest.param("[2025-10-31..2025-11-01]", "2025-10-31", "2025-11-01", "within", id="Oct 31-Nov 1 of a meeting"),
        pytest.param("2025-10-25~", "2025-10-23", "2025-10-27", "within", id="about a week later"),
        pytest.param("[2025-10-20..2025-10-26]", "2025-10-20", "2025-10-26", "within", id="next week"),
        pytest.param("[2025-10-21..2025-10-31]", "2025-10-21", "2025-10-31", "within", id="late October"),
        pytest.param("2026-04", "2026-04-01", "2026-04-30", "within", id="in April 2026"),
        pytest.param("2026", "2026-01-01", "2026-12-31", "within", id="2026"),
        pytest.param("2025-10-29/2025-10-30", "2025-10-29", "2025-10-30", "throughout", id="Oct 29, for two days"),
    ],
)
def test_what_people_say_of_a_date_is_a_window_of_days(edtf_text: str, first: str, last: str, extent: str) -> None:
    window = read_edtf(edtf_text)

    assert window == Window(edtf_text, day(first), day(last), Extent(extent))


def test_eleven_in_seoul_on_a_day_is_that_day_with_a_clock_time() -> None:
    eleven = wall("2025-10-30T11:00")

    window = read_clock(eleven, None, "Asia/Seoul")

    assert window == Window(
        "2025-10-30", day("2025-10-30"), day("2025-10-30"), Extent.THROUGHOUT, starts=eleven, zone="Asia/Seoul"
    )
    assert instants(window, "Asia/Seoul") == (
        datetime(2025, 10, 30, 2, tzinfo=UTC),
        datetime(2025, 10, 30, 3, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("text", "first", "last", "extent"),
    [
        ("2025-10-30", "2025-10-30", "2025-10-30", "throughout"),
        ("2024-02-29", "2024-02-29", "2024-02-29", "throughout"),
        ("2025-10-30~", "2025-10-28", "2025-11-01", "within"),
        ("2025-02", "2025-02-01", "2025-02-28", "within"),
        ("2024-02", "2024-02-01", "2024-02-29", "within"),
        ("2025-12", "2025-12-01", "2025-12-31", "within"),
        ("2025-10~", "2025-09-21", "2025-11-10", "within"),
        ("2025", "2025-01-01", "2025-12-31", "within"),
        ("2025~", "2024-12-02", "2026-01-30", "within"),
        ("2025-21", "2025-03-01", "2025-05-31", "within"),
        ("2025-22", "2025-06-01", "2025-08-31", "within"),
        ("2025-23", "2025-09-01", "2025-11-30", "within"),
        ("2025-24", "2025-12-01", "2026-02-28", "within"),
        ("2027-24", "2027-12-01", "2028-02-29", "within"),
        ("2025-21~", "2025-01-30", "2025-06-30", "within"),
        ("2025-10/2025-12", "2025-10-01", "2025-12-31", "within"),
        ("2025-10~/2025-12", "2025-09-21", "2025-12-31", "within"),
        ("2025-10-29~/2025-10-30", "2025-10-27", "2025-10-30", "within"),
        ("2025-10-29/2025-10-30~", "2025-10-29", "2025-11-01", "within"),
        ("1800", "1800-01-01", "1800-12-31", "within"),
        ("2200", "2200-01-01", "2200-12-31", "within"),
        ("1800-01-01~", "1799-12-30", "1800-01-03", "within"),
        ("2200-12-31~", "2200-12-29", "2201-01-02", "within"),
    ],
)
def test_only_days_without_a_tilde_last_throughout(text: str, first: str, last: str, extent: str) -> None:
    window = read_edtf(text)

    assert window == Window(text, day(first), day(last), Extent(extent))


@pytest.mark.parametrize(
    ("text", "first", "last", "extent"),
    [
        ("2025-10-25?", "2025-10-25", "2025-10-25", "throughout"),
        ("2025-10?", "2025-10-01", "2025-10-31", "within"),
        ("2025-10-25?/2025-10-26", "2025-10-25", "2025-10-26", "throughout"),
        ("2025-10-25?/2025-10-25", "2025-10-25", "2025-10-25", "throughout"),
        ("2025-10-25/2025-10-25?", "2025-10-25", "2025-10-25", "throughout"),
        ("2025-10-25/2025-10-26?", "2025-10-25", "2025-10-26", "throughout"),
        ("2025-10-25%", "2025-10-23", "2025-10-27", "within"),
        ("2025-10-25%/2025-10-26", "2025-10-23", "2025-10-26", "within"),
        ("2025%", "2024-12-02", "2026-01-30", "within"),
    ],
)
def test_a_question_mark_does_not_widen_and_a_percent_sign_does(text: str, first: str, last: str, extent: str) -> None:
    window = read_edtf(text)

    assert window == Window(text, day(first), day(last), Extent(extent), uncertain=True)


def test_a_day_with_an_open_end_has_begun() -> None:
    window = read_edtf("2025-10-25/..")

    assert window == Window("2025-10-25/..", day("2025-10-25"), day("2025-10-25"), Extent.THROUGHOUT, open_end=True)


def test_a_day_with_an_open_start_is_the_end_alone() -> None:
    window = read_edtf("../2025-10-26?")

    assert window == Window(
        "../2025-10-26?", day("2025-10-26"), day("2025-10-26"), Extent.THROUGHOUT, uncertain=True, open_start=True
    )


def test_a_set_with_gaps_keeps_each_of_its_days() -> None:
    window = read_edtf("[2025-10-31,2025-11-03]")

    assert window == Window(
        "[2025-10-31,2025-11-03]",
        day("2025-10-31"),
        day("2025-11-03"),
        Extent.WITHIN,
        alternatives=((day("2025-10-31"), day("2025-10-31")), (day("2025-11-03"), day("2025-11-03"))),
    )


def test_either_or_is_one_of_the_alternatives_in_their_order() -> None:
    window = read_edtf(["2025-11-03/2025-11-05", "2025-10-26/2025-10-28"])

    assert window == Window(
        ("2025-10-26/2025-10-28", "2025-11-03/2025-11-05"),
        day("2025-10-26"),
        day("2025-11-05"),
        Extent.ONE_OF,
        alternatives=((day("2025-10-26"), day("2025-10-28")), (day("2025-11-03"), day("2025-11-05"))),
    )


def test_either_or_ends_with_the_alternative_that_ends_last() -> None:
    window = read_edtf(["2025-10-26/2025-10-31", "2025-10-27?"])

    assert (window.first, window.last, window.uncertain) == (day("2025-10-26"), day("2025-10-31"), True)


def test_either_or_keeps_the_gaps_of_its_sets() -> None:
    window = read_edtf(["[2025-10-01,2025-10-05]", "2025-11-03"])

    assert window.alternatives == (
        (day("2025-10-01"), day("2025-10-01")),
        (day("2025-10-05"), day("2025-10-05")),
        (day("2025-11-03"), day("2025-11-03")),
    )


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("2025-10-30/2025-10-30", "2025-10-30"),
        ("2025-10-30?/2025-10-30?", "2025-10-30?"),
        ("2025-10-30~/2025-10-30~", "2025-10-30~"),
        ("2025-10/2025-10", "2025-10"),
        ("[2025-10-30..2025-10-30]", "2025-10-30"),
        ("[2025-10-30,2025-10-30]", "2025-10-30"),
        ("[2025-10-30,2025-10-31]", "[2025-10-30..2025-10-31]"),
        ("[2025-10-30,2025-10-30,2025-11-01]", "[2025-10-30,2025-11-01]"),
        (["2025-10-30"], "2025-10-30"),
        (["2025-10-30/.."], "2025-10-30/.."),
        (["2025-10-30", "2025-10-30/2025-10-30"], "2025-10-30"),
        (["2025-11", "2025-10/2025-10"], ("2025-10", "2025-11")),
    ],
)
def test_what_means_the_same_is_written_the_same(text: str | list[str], normal: str | tuple[str, ...]) -> None:
    window = read_edtf(text)

    assert window.edtf == normal


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "../..", "tomorrow", "2025-1-1", "202", "20250", "2025-10-30T11:00", "2025-10-30T11:00:00Z"),
        *("20XX", "2025-1X", "2025-10-XX", "Y12025", "-0044", "2025-10-30??", "2025-10-30~?", "?2025", "2025-?10"),
        *(" 2025-10-30", "2025-10-30\n", "\uff12\uff10\uff12\uff15", "2025/10/30", "30.10.2025", "2025-W44", "1e3"),
        *("[2025-10-30..2025-10-311", "12025-10-30..2025-10-31]", "2025-10-30..2025-10-31", "{2025-10-30,2025-10-31}"),
    ],
)
def test_what_is_no_date_of_the_subset_is_refused(text: str) -> None:
    with pytest.raises(NotADateError) as refusal:
        read_edtf(text)

    assert refusal.value.rule.endswith(f"is not in the subset of EDTF read here: {SUBSET}")
    assert refusal.value.field == "when"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2025-13", "'2025-13' is not a day of the calendar"),
        ("2025-00", "'2025-00' is not a day of the calendar"),
        ("2025-25", "'2025-25' is not a day of the calendar"),
        ("2025-20", "'2025-20' is not a day of the calendar"),
        ("2025-02-29", "'2025-02-29' is not a day of the calendar"),
        ("2025-10-00", "'2025-10-00' is not a day of the calendar"),
        ("2025-24-01", "'2025-24-01' is not a day of the calendar"),
        ("2025-10-30/2025-02-30", "'2025-02-30' is not a day of the calendar"),
        ("1799", "the year of '1799' is not between 1800 and 2200"),
        ("2201-01-01", "the year of '2201-01-01' is not between 1800 and 2200"),
        ("0000", "the year of '0000' is not between 1800 and 2200"),
        ("2025-10-28/2025-10-26", "'2025-10-28/2025-10-26' ends before it begins"),
        ("2025-11/2025-10", "'2025-11/2025-10' ends before it begins"),
        ("2025/2026", "an interval joins two days or two months, unlike '2025/2026'"),
        ("2025-21/2025-22", "an interval joins two days or two months, unlike '2025-21/2025-22'"),
        ("2025-10/2025-10-30", "an interval joins two days or two months, unlike '2025-10/2025-10-30'"),
        ("2025-10/..", "an open interval has one day, without ~ or %, unlike '2025-10/..'"),
        ("../2025", "an open interval has one day, without ~ or %, unlike '../2025'"),
        ("2025-10-25~/..", "an open interval has one day, without ~ or %, unlike '2025-10-25~/..'"),
        ("../2025-10-25%", "an open interval has one day, without ~ or %, unlike '../2025-10-25%'"),
        ("[2025-10-30]", "a set is [day..day] or [day,day,...] of plain days, unlike '[2025-10-30]'"),
        ("[2025-10,2025-11]", "a set is [day..day] or [day,day,...] of plain days, unlike '[2025-10,2025-11]'"),
        (
            "[2025-10-30?..2025-10-31]",
            "a set is [day..day] or [day,day,...] of plain days, unlike '[2025-10-30?..2025-10-31]'",
        ),
        (
            "[2025-10-01..2025-10-02..2025-10-03]",
            "a set is [day..day] or [day,day,...] of plain days, unlike '[2025-10-01..2025-10-02..2025-10-03]'",
        ),
        ("[2025-10-31..2025-10-30]", "the days of '[2025-10-31..2025-10-30]' are not in order"),
        ("[2025-10-31,2025-10-30]", "the days of '[2025-10-31,2025-10-30]' are not in order"),
        (
            "[2025-10-30,2025-11-02,2025-11-01]",
            "the days of '[2025-10-30,2025-11-02,2025-11-01]' are not in order",
        ),
        (f"[{','.join(f'2025-10-{n:02}' for n in range(1, 14))}]", "a set names at most 12 days"),
        ([], "an 'either ... or' lists 1 to 12 dates"),
        ([f"2025-10-{n:02}" for n in range(1, 14)], "an 'either ... or' lists 1 to 12 dates"),
        (["2025-10-30", "2025-11-03/.."], "an 'either ... or' cannot hold an open interval"),
        (["../2025-10-30", "2025-11-03"], "an 'either ... or' cannot hold an open interval"),
    ],
)
def test_a_date_is_refused_by_the_rule_that_it_breaks(text: str | list[str], rule: str) -> None:
    with pytest.raises(NotADateError) as refusal:
        read_edtf(text)

    assert (refusal.value.rule, refusal.value.field) == (rule, "when")


def test_twelve_alternatives_are_read() -> None:
    days = [f"2025-10-{2 * n + 1:02}" for n in range(12)]

    assert len(read_edtf(days).spans) == 12
    assert len(read_edtf(f"[{','.join(days)}]").spans) == 12


@law
@given(texts(EVERY_DAY) | texts(A_FEW_DAYS))
def test_every_window_is_printed_so_that_it_reads_back_as_itself(text: str | list[str]) -> None:
    window = read_edtf(text)

    assert read_edtf(window.edtf) == window


@law
@given(texts(EVERY_DAY) | texts(A_FEW_DAYS))
def test_a_window_has_days_and_holds_each_stretch_of_them(text: str | list[str]) -> None:
    window = read_edtf(text)

    assert window.first == min(first for first, _ in window.spans)
    assert window.last == max(last for _, last in window.spans)
    assert all(first <= last for first, last in window.spans)
    assert window.contains(window)
    assert window.days >= 1


# The other reader takes tens of milliseconds for each text.
@settings(law, max_examples=30)
@given(plain_texts(EVERY_DAY))
def test_bounds_are_those_that_another_reader_of_edtf_finds(text: str) -> None:
    other = edtf.parse_edtf(text)

    window = read_edtf(text)

    assert (_as_date(other.lower_strict()), _as_date(other.upper_strict())) == (window.first, window.last)


def _as_date(found: Sequence[int]) -> date:
    return date(*found[:3])


@pytest.mark.parametrize(
    ("start", "end", "edtf_text", "last"),
    [
        ("2025-10-30T11:00", "2025-10-30T12:40", "2025-10-30", "2025-10-30"),
        ("2025-10-30T22:00", "2025-10-31T00:00", "2025-10-30", "2025-10-30"),
        ("2025-10-30T22:00", "2025-10-31T00:01", "2025-10-30/2025-10-31", "2025-10-31"),
        ("2025-10-30T00:00", "2025-11-01T18:00", "2025-10-30/2025-11-01", "2025-11-01"),
    ],
)
def test_a_meeting_takes_place_on_each_day_of_its_clock_times(start: str, end: str, edtf_text: str, last: str) -> None:
    starts, ends = wall(start), wall(end)

    window = read_clock(starts, ends, "Asia/Seoul")

    assert window == Window(
        edtf_text, starts.date(), day(last), Extent.THROUGHOUT, starts=starts, ends=ends, zone="Asia/Seoul"
    )


SKIPPED = "clocks in Europe/Berlin skip 02:30 on 2025-03-30, when they are put forward"
LOCAL = "a clock time is local: YYYY-MM-DDTHH:MM without an offset, with time_zone beside it"
RANGE = "the year is not between 1800 and 2200"


@pytest.mark.parametrize(
    ("start", "end", "zone", "field", "rule"),
    [
        ("2025-03-30T02:30", None, "Europe/Berlin", "when.start", SKIPPED),
        ("2025-03-30T01:30", "2025-03-30T02:30", "Europe/Berlin", "when.end", SKIPPED),
        ("2025-10-30T11:00", "2025-10-30T11:00", "Asia/Seoul", "when.end", "the end is not after the start"),
        ("2025-10-30T11:00", "2025-10-30T10:59", None, "when.end", "the end is not after the start"),
        ("2025-10-30T11:00+09:00", None, None, "when.start", LOCAL),
        ("2025-10-30T11:00", "2025-10-30T12:00+09:00", "Asia/Seoul", "when.end", LOCAL),
        ("2025-10-30T11:00:30", None, None, "when.start", LOCAL),
        ("2025-10-30T11:00:00.5", None, None, "when.start", LOCAL),
        ("1799-12-31T11:00", None, None, "when.start", RANGE),
        ("2201-01-01T00:00", None, None, "when.start", RANGE),
        (
            "2025-10-30T11:00",
            None,
            "KST",
            "time_zone",
            "'KST' is not an IANA time zone; write one like Asia/Seoul, or UTC",
        ),
    ],
)
def test_a_clock_time_is_refused_by_the_rule_that_it_breaks(
    start: str, end: str | None, zone: str | None, field: str, rule: str
) -> None:
    starts, ends = wall(start), wall(end) if end else None

    with pytest.raises(NotATimeError) as refusal:
        read_clock(starts, ends, zone)

    assert (refusal.value.rule, refusal.value.field) == (rule, field)


def test_a_clock_time_at_either_end_of_the_years_is_read() -> None:
    first, last = wall("1800-01-01T00:00"), wall("2200-12-31T23:59")

    check_wall_time(first, "Asia/Seoul", "when.start")
    check_wall_time(last, None, "when.start")


def test_a_clock_time_that_clocks_show_twice_is_the_earlier_one() -> None:
    window = read_clock(wall("2025-10-26T02:30"), None, "Europe/Berlin")

    assert instants(window, "Europe/Berlin") == (
        datetime(2025, 10, 26, 0, 30, tzinfo=UTC),
        datetime(2025, 10, 26, 1, 30, tzinfo=UTC),
    )


def test_a_planned_time_stays_on_the_wall_clock_whatever_its_offset() -> None:
    winter = read_clock(wall("2025-01-30T11:00"), None, "Europe/Berlin")
    summer = read_clock(wall("2025-07-30T11:00"), None, "Europe/Berlin")

    assert instants(winter, "Europe/Berlin")[0] == datetime(2025, 1, 30, 10, tzinfo=UTC)
    assert instants(summer, "Europe/Berlin")[0] == datetime(2025, 7, 30, 9, tzinfo=UTC)

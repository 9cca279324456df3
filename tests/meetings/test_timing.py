"""How a new date acts on the one that is shown: each of the nine rules by itself, then real stories."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.meetings.claim import Claim
from app.meetings.terms import Bearing, Effect, Kind, Status
from app.meetings.timing import Timing, contradicts, weigh
from app.meetings.when import read_edtf
from app.meetings.window import Window
from tests.meetings.factories import IN, PUTIN, RU, TRUMP, US, part, source, status, story, told, when, window
from tests.meetings.strategies import A_FEW_DAYS, law, texts, windows

NEXT_WEEK = "[2025-10-20..2025-10-26]"
EITHER_OR = "2025-10-26/2025-10-28 | 2025-11-03/2025-11-05"
NOT_HELD = source("A newspaper", "2026-01-01", "The summit that was not")
SPAN = "2025-10-26/2025-10-28"


def shown(text: str, *gone: str, former: bool = False) -> Timing:
    return Timing(window(text), tuple(window(one) for one in gone), former)


# Rule 1: an old plan, retold.


def test_an_old_plan_retold_changes_nothing() -> None:
    timing = shown("2025-09")

    effect, then = weigh(timing, window("2025-11"), Bearing.FORMER)

    assert (effect, then) == (Effect.FORMER, timing)


@pytest.mark.parametrize(
    ("said", "then"), [("2025-11", "2025-11"), ("../2025-10-26", "2025-10-26"), ("2025-10-26/..", "2025-10-26/..")]
)
def test_an_old_plan_is_shown_as_former_where_nothing_else_is_known(said: str, then: str) -> None:
    assert weigh(Timing(), window(said), Bearing.FORMER) == (Effect.FORMER, shown(then, former=True))


def test_a_second_old_plan_does_not_take_the_place_of_the_first() -> None:
    timing = shown("2025-11", former=True)

    assert weigh(timing, window("2025-12"), Bearing.FORMER) == (Effect.FORMER, timing)


# Rule 2: nothing shown.


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("2025-10-30", "2025-10-30"),
        (NEXT_WEEK, NEXT_WEEK),
        ("2025-10-25/..", "2025-10-25/.."),
        ("../2025-10-26", "2025-10-26"),
    ],
)
@pytest.mark.parametrize("bearing", [Bearing.STATES, Bearing.REPLACES])
@pytest.mark.parametrize("known", [Timing(), shown("2025-11", former=True)], ids=["nothing", "an old plan"])
def test_the_first_date_is_shown_and_an_old_plan_counts_as_none(
    known: Timing, bearing: Bearing, said: str, then: str
) -> None:
    assert weigh(known, window(said), bearing) == (Effect.NEW, shown(then))


# Rule 3: the source says that the date was changed.


@pytest.mark.parametrize(
    ("current", "said", "then"),
    [
        pytest.param("2025-05-26/2025-05-27", "2025-05-26", "2025-05-26", id="cut short"),
        pytest.param("2025-09", "2025", "2025", id="vaguer"),
        pytest.param("2025-10-30", "2025-10-30?", "2025-10-30?", id="the same day, now in doubt"),
        pytest.param(SPAN, "[2025-10-26..2025-10-28]", "[2025-10-26..2025-10-28]", id="one of the same days"),
        pytest.param("2025-10-25", "2025-10-25/..", "2025-10-25/..", id="the same day, now with an open end"),
        pytest.param("2025-10-30T11:00", "2025-10-30T10:00", "2025-10-30T10:00", id="another hour"),
        pytest.param(SPAN, "2025-10-27/..", "2025-10-27/..", id="a start alone"),
        pytest.param(SPAN, "../2025-10-27", "2025-10-26/2025-10-27", id="an end alone"),
        pytest.param(
            f"{SPAN} in Asia/Kuala_Lumpur",
            "../2025-10-26",
            "2025-10-26 in Asia/Kuala_Lumpur",
            id="an end on the first day",
        ),
        pytest.param(SPAN, "../2025-10-25", "2025-10-25", id="an end before the first day"),
        pytest.param(
            "2025-10-26T10:00/2025-10-28T12:00", "../2025-10-27", "2025-10-26/2025-10-27", id="an end, clocks"
        ),
        pytest.param(NEXT_WEEK, "../2025-10-25", "2025-10-25", id="an end beside a vague window"),
    ],
)
def test_a_date_that_replaces_is_shown_and_the_old_one_is_gone(current: str, said: str, then: str) -> None:
    assert weigh(shown(current), window(said), Bearing.REPLACES) == (Effect.REPLACES, shown(then, current))


def test_all_dates_that_were_replaced_are_gone() -> None:
    timing = shown("2025-10-30", "2025-10-28")

    _, then = weigh(timing, window("2025-10-31"), Bearing.REPLACES)

    assert then == shown("2025-10-31", "2025-10-28", "2025-10-30")


@pytest.mark.parametrize(
    ("current", "said"),
    [
        pytest.param("2025-10-30", "2025-10-30", id="the same day"),
        pytest.param("2025-10-30?", "2025-10-30?", id="the same doubt"),
        pytest.param("2025-10", "2025-10", id="the same month"),
        pytest.param("2025-10-25/..", "2025-10-25/..", id="the same start"),
        pytest.param(SPAN, "../2025-10-28", id="the same end"),
        pytest.param("2025-10-30T11:00", "2025-10-30", id="the day without the hour that was added since"),
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-30T10:00 in Asia/Macau", id="the same hour elsewhere"),
    ],
)
def test_a_change_that_is_shown_already_is_not_made_twice(current: str, said: str) -> None:
    timing = shown(current, "2025-10-18")

    assert weigh(timing, window(said), Bearing.REPLACES) == (Effect.CONFIRMS, timing)


@pytest.mark.parametrize(
    ("current", "said"),
    [("2025-10-30", "2025-10-30T11:00"), ("2025-10-30?", "2025-10-30")],
)
def test_a_change_told_again_with_more_than_is_shown_refines_it(current: str, said: str) -> None:
    assert weigh(shown(current, SPAN), window(said), Bearing.REPLACES) == (Effect.REFINES, shown(said, SPAN))


def test_the_words_of_a_change_are_shown_with_its_end() -> None:
    cut = replace(window("../2025-10-27"), words="a day earlier than planned")

    _, then = weigh(shown(SPAN), cut, Bearing.REPLACES)

    assert then.window == replace(window("2025-10-26/2025-10-27"), words="a day earlier than planned")


# Rule 4: the start or the end alone.


@pytest.mark.parametrize(
    ("current", "said", "effect", "then"),
    [
        (SPAN, "2025-10-26/..", Effect.CONFIRMS, SPAN),
        (SPAN, "2025-10-27/..", Effect.REFINES, "2025-10-27/2025-10-28"),
        (SPAN, "2025-10-25/..", Effect.MOVES, "2025-10-25/2025-10-28"),
        (SPAN, "2025-10-30/..", Effect.MOVES, "2025-10-30/.."),
        (SPAN, "../2025-10-28", Effect.CONFIRMS, SPAN),
        (SPAN, "../2025-10-27", Effect.REFINES, "2025-10-26/2025-10-27"),
        (SPAN, "../2025-10-26", Effect.REFINES, "2025-10-26"),
        (SPAN, "../2025-10-29", Effect.MOVES, "2025-10-26/2025-10-29"),
        (SPAN, "../2025-10-24", Effect.MOVES, "2025-10-24"),
        ("2025-10-30", "2025-10-30/..", Effect.REFINES, "2025-10-30/.."),
        ("2025-10-25/..", "2025-10-25/..", Effect.CONFIRMS, "2025-10-25/.."),
        ("2025-10-25/..", "2025-10-24/..", Effect.MOVES, "2025-10-24/.."),
        ("2025-10-25/..", "../2025-10-26", Effect.REFINES, "2025-10-25/2025-10-26"),
        ("2025-10-25/..", "../2025-10-25", Effect.REFINES, "2025-10-25"),
        ("2025-10-25/..", "../2025-10-24", Effect.MOVES, "2025-10-24"),
    ],
)
def test_a_start_or_an_end_sets_that_edge_of_a_span(current: str, said: str, effect: Effect, then: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (effect, shown(then))


@pytest.mark.parametrize(
    ("current", "said", "then"),
    [
        ("2025-10-25?", "2025-10-25/..", "2025-10-25/.."),
        ("2025-10-25?/2025-10-26", "../2025-10-26", "2025-10-25/2025-10-26"),
        (NEXT_WEEK, "2025-10-20?/..", "2025-10-20/.."),
        (NEXT_WEEK, "2025-10-26?/..", "2025-10-26/.."),
        (EITHER_OR, "2025-11-05?/..", "2025-11-05/.."),
    ],
)
def test_an_edge_that_is_set_is_known_for_certain(current: str, said: str, then: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (Effect.REFINES, shown(then))


@pytest.mark.parametrize("said", ["2025-10-19?/..", "2025-10-27?/.."])
def test_a_doubtful_start_outside_a_vague_window_stays_doubtful(said: str) -> None:
    assert weigh(shown(NEXT_WEEK), window(said), Bearing.STATES) == (Effect.MOVES, shown(said))


def test_a_doubtful_end_alone_stays_doubtful() -> None:
    assert weigh(Timing(), window("../2025-10-26?"), Bearing.STATES) == (Effect.NEW, shown("2025-10-26?"))


@pytest.mark.parametrize(
    ("current", "said", "effect", "then"),
    [
        (NEXT_WEEK, "2025-10-20/..", Effect.REFINES, "2025-10-20/.."),
        (NEXT_WEEK, "2025-10-26/..", Effect.REFINES, "2025-10-26/.."),
        (NEXT_WEEK, "2025-10-19/..", Effect.MOVES, "2025-10-19/.."),
        (NEXT_WEEK, "2025-10-27/..", Effect.MOVES, "2025-10-27/.."),
        (EITHER_OR, "2025-11-03/..", Effect.REFINES, "2025-11-03/.."),
        (EITHER_OR, "2025-10-30/..", Effect.MOVES, "2025-10-30/.."),
    ],
)
def test_a_start_inside_a_vague_window_fixes_it(current: str, said: str, effect: Effect, then: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (effect, shown(then))


@pytest.mark.parametrize(
    ("said", "effect", "then"),
    [("../2025-10-26", Effect.REFINES, "2025-10-26"), ("../2025-10-27", Effect.MOVES, "2025-10-27")],
)
def test_an_end_beside_a_vague_window_is_that_day(said: str, effect: Effect, then: str) -> None:
    assert weigh(shown(NEXT_WEEK), window(said), Bearing.STATES) == (effect, shown(then))


@pytest.mark.parametrize(
    ("current", "said", "effect", "then"),
    [
        ("2025-10-30T11:00", "2025-10-30/..", Effect.CONFIRMS, "2025-10-30T11:00"),
        ("2025-10-30T11:00", "../2025-10-31", Effect.MOVES, "2025-10-30/2025-10-31"),
        ("2025-10-30T11:00", "2025-10-29/..", Effect.MOVES, "2025-10-29/2025-10-30"),
        (
            "2025-10-30T11:00/2025-10-31T12:00",
            "../2025-10-31",
            Effect.CONFIRMS,
            "2025-10-30T11:00/2025-10-31T12:00",
        ),
    ],
)
def test_a_clock_time_stays_only_where_the_edge_leaves_its_days(
    current: str, said: str, effect: Effect, then: str
) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (effect, shown(then))


@pytest.mark.parametrize(
    ("current", "said", "then"),
    [
        (f"{SPAN} in Asia/Kuala_Lumpur", "../2025-10-27", "2025-10-26/2025-10-27 in Asia/Kuala_Lumpur"),
        (f"{NEXT_WEEK} in Asia/Kuala_Lumpur", "2025-10-25/..", "2025-10-25/.. in Asia/Kuala_Lumpur"),
        (f"{NEXT_WEEK} in America/New_York", "2025-10-25/.. in Asia/Macau", "2025-10-25/.. in Asia/Macau"),
        (f"{SPAN} in Asia/Kuala_Lumpur", "../2025-10-27 in Asia/Macau", "2025-10-26/2025-10-27 in Asia/Kuala_Lumpur"),
        (SPAN, "../2025-10-27 in Asia/Kuala_Lumpur", "2025-10-26/2025-10-27 in Asia/Kuala_Lumpur"),
        (SPAN, "2025-10-26/.. in Asia/Kuala_Lumpur", f"{SPAN} in Asia/Kuala_Lumpur"),
    ],
)
def test_days_whose_edge_is_set_keep_their_zone_unless_another_is_said(current: str, said: str, then: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (Effect.REFINES, shown(then))


def test_the_words_of_the_edge_are_shown() -> None:
    began = replace(window("2025-10-25/.."), words="began Saturday")

    _, then = weigh(shown("2025-10-25?"), began, Bearing.STATES)

    assert then == Timing(began)


def test_an_edge_that_says_nothing_new_leaves_the_words_as_they_are() -> None:
    told_before = Timing(replace(window(SPAN), words="October 26-28"))

    _, then = weigh(told_before, replace(window("../2025-10-28"), words="until Tuesday"), Bearing.STATES)

    assert then == told_before


# Rules 5 to 7 and 9: a plain date.


@pytest.mark.parametrize(
    ("current", "said"),
    [
        pytest.param("2025-10-30", "2025-10-30", id="the same day"),
        pytest.param("2025-10-30", "2025-10-30?", id="the same day with doubt"),
        pytest.param("2025-10-30?", "2025-10-30?", id="the same doubt"),
        pytest.param("2025-10-30T11:00", "2025-10-30", id="the day of a clock time"),
        pytest.param("2025-10-30T11:00", "2025-10-30T11:00", id="the same clock time"),
        pytest.param("2025-10-30T11:00/2025-10-30T12:40", "2025-10-30T11:00", id="the start of a clock time"),
        pytest.param("2025-10-30T11:00/2025-10-30T12:40", "2025-10-30T11:00/2025-10-30T12:40", id="start and end"),
        pytest.param("2025-10", "2025-10", id="the same month"),
        pytest.param("2025-10?", "2025-10", id="the same month without doubt: no day is settled"),
        pytest.param(SPAN, "[2025-10-26..2025-10-28]", id="some time inside the span"),
        pytest.param("2025-10-30", "2025-10", id="the month of a day"),
        pytest.param("2025-10-30", "[2025-10-29..2025-10-30]", id="a window that ends on the day"),
        pytest.param("2025-10-30", "[2025-10-30..2025-10-31]", id="a window that begins on the day"),
        pytest.param("2025-10-30T11:00", "2025-10-30~", id="about the day of a clock time"),
        pytest.param(SPAN, EITHER_OR, id="one of two spans"),
        pytest.param(NEXT_WEEK, "2025-10", id="the month of a week"),
        pytest.param(NEXT_WEEK, "[2025-10-24..2025-10-30]", id="another week that overlaps"),
        pytest.param(NEXT_WEEK, "[2025-10-26..2025-11-02]", id="a wider window that overlaps by one day"),
        pytest.param("2025-10-25/..", "2025-10-25", id="the day on which it began"),
        pytest.param("2025-10-25/..", "[2025-10-25..2025-10-31]", id="some time after it began"),
        pytest.param("2025-10-25/..", "2025-10-26", id="the second day of what had begun"),
        pytest.param("2025-10-25/..", "2025-10-26?", id="perhaps its second day"),
        pytest.param("2025-10-25/..", "2025-10-26/2025-10-27", id="two later days of what had begun"),
        pytest.param("2025-10-25/..", "[2025-10-26..2025-10-27]", id="some later day of what had begun"),
        pytest.param("2025-10-25/..", "2025-10-26T10:00", id="an hour of the second day"),
    ],
)
def test_the_same_days_or_a_vaguer_window_around_them_confirm(current: str, said: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (Effect.CONFIRMS, shown(current))


@pytest.mark.parametrize(
    ("current", "said"),
    [
        pytest.param("[2025-10-26..2025-10-28]", SPAN, id="all of the same days"),
        pytest.param("2025-10-25?", "2025-10-25", id="a day without doubt"),
        pytest.param("2025-10-25?/2025-10-26", "2025-10-25/2025-10-26", id="a span without doubt"),
        pytest.param("[2025-10-31..2025-11-01]", "2025-10-31", id="the first day of a window"),
        pytest.param("[2025-10-31..2025-11-01]", "2025-11-01", id="the last day of a window"),
        pytest.param("[2025-10-31..2025-11-01]", "2025-11-01?", id="perhaps the last day"),
        pytest.param("[2025-10-31..2025-11-01]", "2025-10-31T10:00", id="an hour in a window"),
        pytest.param("2025", "2025-09", id="a month of a year"),
        pytest.param("2026-11", "2026-11-18/2026-11-19", id="days of a month"),
        pytest.param(EITHER_OR, SPAN, id="one of the two"),
        pytest.param(EITHER_OR, "2025-11-04", id="a day of one of the two"),
        pytest.param(NEXT_WEEK, "2025-10-25~", id="a narrower window that overlaps"),
        pytest.param(NEXT_WEEK, "[2025-10-26..2025-10-31]", id="a narrower window that overlaps by one day"),
        pytest.param("2025-10-30", "2025-10-30T11:00", id="a clock time"),
        pytest.param("2025-10-30?", "2025-10-30T11:00", id="a clock time in place of doubt"),
        pytest.param("2025-10-30T11:00", "2025-10-30T11:00/2025-10-30T12:40", id="the end of a clock time"),
        pytest.param("2025-10-30T11:00", "2025-10-30T11:00 in Asia/Seoul", id="the zone of a clock time"),
        pytest.param(
            "2025-10-30T11:00/2025-10-30T12:40",
            "2025-10-30T11:00/2025-10-30T12:40 in Asia/Seoul",
            id="the zone of two clock times",
        ),
        pytest.param(SPAN, "2025-10-26T10:00/2025-10-28T13:00", id="clock times of the whole span"),
        pytest.param("2025-10-25/..", "2025-10-25/2025-10-26", id="the end of what had begun"),
    ],
)
def test_a_date_that_says_more_inside_the_shown_one_refines(current: str, said: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (Effect.REFINES, shown(said))


@pytest.mark.parametrize(
    ("current", "said"),
    [
        pytest.param("2025-05-10/2025-05-11", "2025-05-10", id="its first day"),
        pytest.param(SPAN, "2025-10-27", id="a day in the middle"),
        pytest.param(SPAN, "2025-10-28?", id="perhaps its last day"),
        pytest.param(SPAN, "2025-10-26/2025-10-27", id="two days of three"),
        pytest.param(SPAN, "[2025-10-27..2025-10-28]", id="a window inside"),
        pytest.param(SPAN, "2025-10-27T10:00", id="an hour inside"),
    ],
)
def test_a_part_of_a_span_does_not_cut_it_short(current: str, said: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (Effect.CONFIRMS, shown(current))


@pytest.mark.parametrize(
    ("current", "said"),
    [
        pytest.param("2025-10-30", "2025-10-31", id="the next day"),
        pytest.param("[2025-10-31..2025-11-01]", "2025-10-30", id="the day before the window"),
        pytest.param(NEXT_WEEK, "2025-10-27", id="the day after the window"),
        pytest.param(NEXT_WEEK, "[2025-10-27..2025-11-02]", id="the week after"),
        pytest.param(NEXT_WEEK, "2025-10-26/2025-10-27", id="a span that leaves the window"),
        pytest.param(EITHER_OR, "2025-10-30", id="neither the one nor the other"),
        pytest.param(SPAN, "2025-10-27/2025-10-29", id="a day later"),
        pytest.param(SPAN, "2025-10-25/2025-10-28", id="a day longer at the start"),
        pytest.param(SPAN, "2025-10-26/2025-10-29", id="a day longer at the end"),
        pytest.param(SPAN, "[2025-10-28..2025-10-30]", id="a window that leaves the span"),
        pytest.param("2025-10-25/..", "2025-10-24/2025-10-26", id="another start than the one that was"),
        pytest.param("2025-10-25/..", "2025-10-24", id="a day before it began"),
        pytest.param("2025-10-30T11:00", "2025-10-31", id="another day: the hour falls with the old one"),
        pytest.param("2025-10-30T11:00", "2025-10-30T10:00", id="another hour"),
        pytest.param(
            "2025-10-30T11:00/2025-10-30T12:40", "2025-10-30T11:00/2025-10-30T13:00", id="another end of the hour"
        ),
    ],
)
def test_any_other_date_moves_the_meeting(current: str, said: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (Effect.MOVES, shown(said))


# Rule 8: what a "replaces" took away does not come back by itself.


@pytest.mark.parametrize(
    ("gone", "current", "said"),
    [
        pytest.param("2025-05-26/2025-05-27", "2025-05-26", "2025-05-26/2025-05-27", id="the old span"),
        pytest.param("2025-10-30", "2025-10-31", "2025-10-30", id="the old day"),
        pytest.param("2025-10-26/2025-10-27", "2025-11-03", "2025-10", id="the month of the old days"),
        pytest.param("2025-10-30", "2025-10-31", "[2025-10-29..2025-10-30]", id="a window around the old day"),
        pytest.param("2025-10-30T10:00", "2025-10-31", "2025-10-30", id="the day of the old hour"),
        pytest.param("2025-10-30", "2025-10-31", "2025-10-30T10:00", id="an hour of the old day"),
        pytest.param("2025-10-30T10:00", "2025-10-30T11:00", "2025-10-30T10:00", id="the old hour of the same day"),
        pytest.param(
            "2025-10-18 in Asia/Shanghai",
            "2025-10-25 in Asia/Shanghai",
            "2025-10-17 in America/New_York",
            id="the old day as it is called elsewhere",
        ),
    ],
)
def test_a_date_that_was_replaced_is_only_an_echo(gone: str, current: str, said: str) -> None:
    timing = shown(current, gone)

    assert weigh(timing, window(said), Bearing.STATES) == (Effect.ECHO, timing)


@pytest.mark.parametrize(
    ("gone", "current", "said"),
    [
        pytest.param("2025-10-26/2025-10-27", "2025-11-03", "2025-10-26", id="a part of the old days"),
        pytest.param("2025-10-26", "2025-11-03", "2025-10-26/2025-10-27", id="more than the old day"),
        pytest.param("2025-10-30", "2025-10-31", "[2025-10-28..2025-10-29]", id="a window beside the old day"),
        pytest.param("2025-10-30T10:00", "2025-10-31", "2025-10-30T14:00", id="another hour of the old day"),
        pytest.param("2025-10-30T10:00", "2025-10-30T11:00", "2025-10-30T12:00", id="a third hour of the same day"),
        pytest.param("2025-10-30", "2025-10-30T11:00", "2025-10-30T12:00", id="another hour than the one that came"),
    ],
)
def test_a_date_that_is_not_the_replaced_one_still_moves(gone: str, current: str, said: str) -> None:
    assert weigh(shown(current, gone), window(said), Bearing.STATES) == (Effect.MOVES, shown(said, gone))


def test_a_date_that_only_moved_can_come_back() -> None:
    _, moved = weigh(shown("2025-10-30"), window("2025-10-31"), Bearing.STATES)

    assert weigh(moved, window("2025-10-30"), Bearing.STATES) == (Effect.MOVES, shown("2025-10-30"))


@pytest.mark.parametrize("said", ["2025-10-30T11:00", "2025-10-30/..", "../2025-10-31", "2025-11-02", "2025-10-30"])
def test_what_is_gone_stays_gone(said: str) -> None:
    _, then = weigh(shown("2025-10-30", "2025-10-28"), window(said), Bearing.STATES)

    assert then.gone == (window("2025-10-28"),)


# Days as they are called in different zones.


@pytest.mark.parametrize(
    ("current", "said"),
    [
        pytest.param("2025-10-18 in Asia/Shanghai", "2025-10-17 in America/New_York", id="Friday in Washington"),
        pytest.param("2025-10-17 in America/New_York", "2025-10-18 in Asia/Shanghai", id="Saturday in Beijing"),
        pytest.param("2025-10-18 in Asia/Shanghai", "2025-10-18 in America/New_York", id="the same date"),
        pytest.param(
            "2025-10-25/2025-10-26 in Asia/Kuala_Lumpur",
            "2025-10-24/2025-10-25 in America/New_York",
            id="two days each",
        ),
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-30T10:00 in Asia/Macau", id="eleven in Seoul"),
        pytest.param(
            "2025-10-30T11:00 in Asia/Seoul", "2025-10-29T22:00 in America/New_York", id="ten the night before"
        ),
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-29 in America/New_York", id="the day in Washington"),
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-30T11:00", id="eleven, nobody says where"),
        pytest.param(
            "2025-10-30T12:30/2025-10-30T13:30 in Asia/Seoul",
            "2025-10-29T23:30/2025-10-30T00:30 in America/New_York",
            id="an hour over midnight in New York",
        ),
        pytest.param(
            "2025-10-29T23:30/2025-10-30T00:30 in America/New_York",
            "2025-10-30 in Asia/Seoul",
            id="the one day in Seoul of an hour on two days in New York",
        ),
        pytest.param(
            "2025-10-30T12:30/2025-10-30T13:30 in Asia/Seoul",
            "2025-10-29/2025-10-30 in America/New_York",
            id="the two days in New York of an hour on one day in Seoul",
        ),
    ],
)
def test_days_of_two_zones_that_can_be_one_instant_confirm(current: str, said: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (Effect.CONFIRMS, shown(current))


@pytest.mark.parametrize(
    ("current", "said"),
    [
        pytest.param("2025-10-18 in Asia/Shanghai", "2025-10-16 in America/New_York", id="two days before"),
        pytest.param("2025-10-18 in Asia/Shanghai", "2025-10-19 in America/New_York", id="a day after"),
        pytest.param(
            "2025-10-30 in Asia/Seoul", "2025-10-29 in Asia/Tokyo", id="the day before in a zone with one clock"
        ),
        pytest.param(
            "2025-10-30 in Asia/Seoul", "2025-10-31 in Asia/Tokyo", id="the day after in a zone with one clock"
        ),
        pytest.param(
            "2025-10-25 in America/New_York", "2025-10-25/2025-10-26 in Asia/Kuala_Lumpur", id="two days beside one"
        ),
        pytest.param("2025-10-30 in Asia/Seoul", "2025-10-29 in Asia/Seoul", id="one zone"),
        pytest.param("2025-10-30 in Asia/Seoul", "2025-10-29", id="no zone beside one"),
        pytest.param("2025-10-30", "2025-10-29 in America/New_York", id="one zone beside none"),
        pytest.param(
            "2025-10-30T11:00 in Asia/Seoul", "2025-10-28 in America/New_York", id="another day than the hour's"
        ),
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-30T11:00 in Asia/Macau", id="eleven an hour later"),
        pytest.param(
            "2025-10-25/2025-10-26 in Asia/Kuala_Lumpur", "2025-10-24 in America/New_York", id="a day beside two"
        ),
        pytest.param(
            "2025-10-25/2025-10-26 in Asia/Kuala_Lumpur",
            "2025-10-23/2025-10-24 in America/New_York",
            id="two days that share one instant",
        ),
    ],
)
def test_days_of_two_zones_that_cannot_be_one_instant_move(current: str, said: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (Effect.MOVES, shown(said))


@pytest.mark.parametrize(
    ("current", "said"),
    [
        ("[2025-10-18..2025-10-19] in Asia/Shanghai", "[2025-10-16..2025-10-17] in America/New_York"),
        ("[2025-10-18..2025-10-19] in Asia/Shanghai", "2025-10-17/2025-10-18 in America/New_York"),
        ("2025-10-18/2025-10-19 in Asia/Shanghai", "[2025-10-17..2025-10-18] in America/New_York"),
    ],
)
def test_vague_days_are_compared_as_plain_days_whatever_their_zones(current: str, said: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (Effect.MOVES, shown(said))


def test_an_hour_in_another_zone_refines_the_day_that_it_can_be() -> None:
    said = "2025-10-17T20:00 in America/New_York"

    effect, then = weigh(shown("2025-10-18 in Asia/Shanghai"), window(said), Bearing.STATES)

    assert (effect, then) == (Effect.REFINES, shown(said))


def test_an_hour_on_two_days_elsewhere_refines_the_one_day_that_it_can_be() -> None:
    said = "2025-10-29T23:30/2025-10-30T00:30 in America/New_York"

    effect, then = weigh(shown("2025-10-30 in Asia/Seoul"), window(said), Bearing.STATES)

    assert (effect, then) == (Effect.REFINES, shown(said))


@pytest.mark.parametrize(
    ("current", "said", "then"),
    [
        pytest.param("2025-10-17", "2025-10-17 in America/New_York", "2025-10-17 in America/New_York", id="a day"),
        pytest.param(SPAN, f"{SPAN} in Asia/Kuala_Lumpur", f"{SPAN} in Asia/Kuala_Lumpur", id="a span"),
        pytest.param("2025-10", "2025-10 in Asia/Seoul", "2025-10 in Asia/Seoul", id="a month"),
        pytest.param("2025-10-25/..", "2025-10-25 in Asia/Macau", "2025-10-25/.. in Asia/Macau", id="an open end"),
        pytest.param(
            SPAN, "[2025-10-26..2025-10-28] in Asia/Kuala_Lumpur", f"{SPAN} in Asia/Kuala_Lumpur", id="one of its days"
        ),
        pytest.param(
            "2025-10-30T11:00", "2025-10-30 in Asia/Seoul", "2025-10-30T11:00 in Asia/Seoul", id="the day of an hour"
        ),
        pytest.param(
            "2025-10-30T11:00/2025-10-30T12:40",
            "2025-10-30T11:00 in Asia/Seoul",
            "2025-10-30T11:00/2025-10-30T12:40 in Asia/Seoul",
            id="the start of two clock times",
        ),
    ],
)
def test_the_zone_of_the_same_days_is_taken_over_where_none_was_known(current: str, said: str, then: str) -> None:
    assert weigh(shown(current, "2024"), window(said), Bearing.STATES) == (Effect.REFINES, shown(then, "2024"))


def test_days_that_take_over_a_zone_keep_their_words() -> None:
    known = replace(window("2025-10-17"), words="on Friday")

    _, then = weigh(
        Timing(known), replace(window("2025-10-17 in America/New_York"), words="17 October"), Bearing.STATES
    )

    assert then.window == replace(window("2025-10-17 in America/New_York"), words="on Friday")


@pytest.mark.parametrize(
    ("current", "said"),
    [
        pytest.param("2025-10-17 in America/New_York", "2025-10-17 in America/Chicago", id="a second zone"),
        pytest.param(SPAN, "2025-10-27 in Asia/Kuala_Lumpur", id="the zone of a part"),
        pytest.param("2025-10-17", "2025-10 in America/New_York", id="the zone of the month"),
    ],
)
def test_no_other_zone_is_taken_over(current: str, said: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (Effect.CONFIRMS, shown(current))


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("2025-10-30T11:00", "2025-10-30T11:00 in Asia/Seoul"),
        ("2025-10-30T10:00 in Asia/Macau", "2025-10-30T10:00 in Asia/Macau"),
    ],
)
def test_a_refined_day_keeps_its_zone_unless_another_is_said(said: str, then: str) -> None:
    assert weigh(shown("2025-10-30 in Asia/Seoul"), window(said), Bearing.STATES) == (Effect.REFINES, shown(then))


@pytest.mark.parametrize(
    ("current", "said"),
    [
        pytest.param("2025-10-25/2025-10-26 in Asia/Kuala_Lumpur", "2025-10-24/.. in America/New_York", id="a start"),
        pytest.param("2025-10-25/.. in Asia/Kuala_Lumpur", "2025-10-24/.. in America/New_York", id="an open start"),
        pytest.param("2025-10-25/2025-10-26 in Asia/Kuala_Lumpur", "../2025-10-25 in America/New_York", id="an end"),
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-29/.. in America/New_York", id="the start of an hour"),
    ],
)
def test_a_start_or_an_end_of_two_zones_that_can_be_one_instant_confirms(current: str, said: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES) == (Effect.CONFIRMS, shown(current))


@pytest.mark.parametrize(
    ("current", "said", "then"),
    [
        ("2025-10-25/2025-10-26 in Asia/Kuala_Lumpur", "2025-10-23/.. in America/New_York", "2025-10-23/2025-10-26"),
        ("2025-10-25/2025-10-26 in Asia/Kuala_Lumpur", "2025-10-24/.. in Asia/Macau", "2025-10-24/2025-10-26"),
        ("2025-10-25/2025-10-26 in Asia/Kuala_Lumpur", "../2025-10-27 in America/New_York", "2025-10-25/2025-10-27"),
    ],
)
def test_any_other_start_or_end_in_another_zone_moves(current: str, said: str, then: str) -> None:
    moved = shown(f"{then} in Asia/Kuala_Lumpur")

    assert weigh(shown(current), window(said), Bearing.STATES) == (Effect.MOVES, moved)


# Days without a zone, where the place gives one.


@pytest.mark.parametrize(
    ("current", "said", "place_zone"),
    [
        pytest.param("2025-08-15", "2025-08-16 in Asia/Shanghai", "America/Anchorage", id="Saturday in China"),
        pytest.param("2025-08-16 in Asia/Shanghai", "2025-08-15", "America/Anchorage", id="Friday in Alaska"),
        pytest.param("2025-08-15T11:00", "2025-08-15T22:00 in Europe/Moscow", "America/Anchorage", id="ten in Moscow"),
        pytest.param("2025-08-15T22:00 in Europe/Moscow", "2025-08-15T11:00", "America/Anchorage", id="eleven there"),
        pytest.param("2025-10-25/2025-10-26", "2025-10-24/.. in America/New_York", "Asia/Kuala_Lumpur", id="a start"),
        pytest.param("2025-10-25/2025-10-26", "../2025-10-25 in America/New_York", "Asia/Kuala_Lumpur", id="an end"),
        pytest.param("2025-10-30", "2025-10-30", "Asia/Seoul", id="the same day there"),
        pytest.param("2025-10-30", "2025-10-30 in Asia/Seoul", "Asia/Seoul", id="the zone that the place gives anyway"),
        pytest.param("2025-10-26", "2025-10-26 in America/New_York", "Asia/Kuala_Lumpur", id="the same date elsewhere"),
        pytest.param("2025-10-25/2025-10-26", "2025-10-25/.. in Asia/Macau", "Asia/Kuala_Lumpur", id="a start, placed"),
    ],
)
def test_days_without_a_zone_are_compared_in_that_of_the_place(current: str, said: str, place_zone: str) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES, place_zone) == (Effect.CONFIRMS, shown(current))


@pytest.mark.parametrize(
    ("current", "said", "place_zone"),
    [
        pytest.param("2025-08-15", "2025-08-17 in Asia/Shanghai", "America/Anchorage", id="two days later in China"),
        pytest.param("2025-10-30", "2025-10-29", "Asia/Seoul", id="another day there"),
        pytest.param(
            "2025-10-30T10:00 in Asia/Macau", "2025-10-30T10:00", "Asia/Seoul", id="ten there, an hour before"
        ),
        pytest.param("2025-10-30T10:00", "2025-10-30T10:00 in Asia/Macau", "Asia/Seoul", id="ten in Macau"),
    ],
)
def test_days_that_cannot_be_one_instant_in_the_zone_of_the_place_move(
    current: str, said: str, place_zone: str
) -> None:
    assert weigh(shown(current), window(said), Bearing.STATES, place_zone) == (Effect.MOVES, shown(said))


@pytest.mark.parametrize(
    ("current", "said", "then"),
    [
        pytest.param("2025-08-15", "2025-08-15T11:00", "2025-08-15T11:00", id="an hour there"),
        pytest.param(
            "2025-08-16 in Asia/Shanghai", "2025-08-15T11:00", "2025-08-15T11:00", id="an hour there of a day elsewhere"
        ),
        pytest.param(
            "2025-08-15",
            "2025-08-15T22:00 in Europe/Moscow",
            "2025-08-15T22:00 in Europe/Moscow",
            id="an hour elsewhere",
        ),
        pytest.param("[2025-08-11..2025-08-17] in Europe/Moscow", "2025-08-15/..", "2025-08-15/..", id="a start there"),
        pytest.param("2025-08-15?", "2025-08-15/.. in Europe/Moscow", "2025-08-15/..", id="a start elsewhere"),
    ],
)
def test_days_that_are_refined_without_a_zone_follow_the_place(current: str, said: str, then: str) -> None:
    zone = "America/Anchorage"

    assert weigh(shown(current), window(said), Bearing.STATES, zone) == (Effect.REFINES, shown(then))


def test_an_old_day_is_recognised_in_the_zone_of_the_place() -> None:
    timing = shown("2025-08-22", "2025-08-15")

    assert weigh(timing, window("2025-08-16 in Asia/Shanghai"), Bearing.STATES, "America/Anchorage") == (
        Effect.ECHO,
        timing,
    )


def test_a_change_that_is_shown_already_is_recognised_in_the_zone_of_the_place() -> None:
    timing = shown("2025-08-15")

    assert weigh(timing, window("2025-08-16 in Asia/Shanghai"), Bearing.REPLACES, "America/Anchorage") == (
        Effect.CONFIRMS,
        timing,
    )


# What cannot be true beside what is shown.


@pytest.mark.parametrize(
    ("current", "said"),
    [
        pytest.param(SPAN, "2025-10-26/2025-10-27", id="a guest's days in place of the summit's"),
        pytest.param(SPAN, "2025-10-27", id="one day of three"),
        pytest.param(SPAN, "2025-10-27/2025-10-29", id="a day later"),
        pytest.param(SPAN, "2025-10-27/..", id="a later start"),
        pytest.param(SPAN, "../2025-10-27", id="an earlier end"),
        pytest.param(SPAN, "../2025-10-29", id="a later end"),
        pytest.param("2025-10-25/..", "2025-10-26", id="a later day than the one on which it began"),
        pytest.param("2025-10-25/..", "2025-10-26/..", id="another start than the one that was"),
        pytest.param("2025-10-30", "2025-10-30/2025-10-31", id="two days in place of one"),
        pytest.param(NEXT_WEEK, "2025-10-27", id="a day outside the window"),
        pytest.param("2025-10-30T11:00", "2025-10-30T10:00", id="another hour"),
    ],
)
def test_other_days_contradict_what_is_shown(current: str, said: str) -> None:
    assert contradicts(window(current), window(said))


@pytest.mark.parametrize(
    ("current", "said"),
    [
        pytest.param(SPAN, SPAN, id="the same days"),
        pytest.param(SPAN, "2025-10", id="their month"),
        pytest.param(SPAN, "[2025-10-27..2025-10-28]", id="some time inside"),
        pytest.param(SPAN, "2025-10-26/..", id="the same start"),
        pytest.param(SPAN, "../2025-10-28", id="the same end"),
        pytest.param("2025-10-25/..", "2025-10-25/2025-10-26", id="the end of what had begun"),
        pytest.param("2025-10-25/..", "../2025-10-26", id="its end alone"),
        pytest.param("2025-10-30", "2025-10-30/..", id="the same start, with an open end"),
        pytest.param("2025-10-30", "2025-10-30T11:00", id="an hour of the day"),
        pytest.param(NEXT_WEEK, "2025-10-25", id="a day inside the window"),
        pytest.param(NEXT_WEEK, "2025-10-25/..", id="a start inside the window"),
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-30T10:00 in Asia/Macau", id="the same hour elsewhere"),
    ],
)
def test_the_same_days_in_other_words_contradict_nothing(current: str, said: str) -> None:
    assert not contradicts(window(current), window(said))


@pytest.mark.parametrize("said", ["2025-08-16 in Asia/Shanghai", "2025-08-16/.. in Asia/Shanghai"])
def test_the_same_day_in_the_zone_of_the_place_contradicts_nothing(said: str) -> None:
    assert not contradicts(window("2025-08-15"), window(said), "America/Anchorage")
    assert contradicts(window("2025-08-15"), window(said))


# The table of stories: what each claim does as it comes, and what is shown then.


@pytest.mark.parametrize(
    ("claims", "steps"),
    [
        pytest.param(
            [
                when("[2025-10-31..2025-11-01]"),
                when("2025-10-30"),
                when("2025-10-30T11:00"),
                when("2025-10-30"),
            ],
            [
                (Effect.NEW, "within 31 Oct - 1 Nov"),
                (Effect.MOVES, "30 Oct"),
                (Effect.REFINES, "30 Oct at 11:00"),
                (Effect.CONFIRMS, "30 Oct at 11:00"),
            ],
            id="Trump and Xi in Busan",
        ),
        pytest.param(
            [
                when("2025-10-25?"),
                when(NEXT_WEEK),
                when("2025-10-25/.."),
                when("2025-10-26"),
                when("2025-10-25/2025-10-26"),
            ],
            [
                (Effect.NEW, "25 Oct?"),
                (Effect.CONFIRMS, "25 Oct?"),
                (Effect.REFINES, "25 Oct, open end"),
                (Effect.CONFIRMS, "25 Oct, open end"),
                (Effect.REFINES, "25 Oct - 26 Oct"),
            ],
            id="talks in Kuala Lumpur",
        ),
        pytest.param(
            [when(NEXT_WEEK), when("2025-10-25~")],
            [(Effect.NEW, "within 20 Oct - 26 Oct"), (Effect.REFINES, "within 23 Oct - 27 Oct")],
            id="next week, about a week later",
        ),
        pytest.param(
            [when("2025-06-09"), when("[2025-06-08..2025-06-13]"), when("2025-06-09/2025-06-10")],
            [(Effect.NEW, "9 Jun"), (Effect.CONFIRMS, "9 Jun"), (Effect.MOVES, "9 Jun - 10 Jun")],
            id="talks in London within a visit",
        ),
        pytest.param(
            [when("2025-05-10/2025-05-11"), when("2025-05-10")],
            [(Effect.NEW, "10 May - 11 May"), (Effect.CONFIRMS, "10 May - 11 May")],
            id="talks in Geneva and a caption",
        ),
        pytest.param(
            [when(EITHER_OR), when(SPAN)],
            [(Effect.NEW, "one of 26 Oct - 28 Oct or 3 Nov - 5 Nov"), (Effect.REFINES, "26 Oct - 28 Oct")],
            id="the 47th ASEAN summit",
        ),
        pytest.param(
            [when("2025-05-26/2025-05-27"), when("2025-05-26", bearing=Bearing.REPLACES)],
            [(Effect.NEW, "26 May - 27 May"), (Effect.REPLACES, "26 May")],
            id="the 46th ASEAN summit, cut short",
        ),
        pytest.param(
            [
                when("2025-09-17/2025-09-19"),
                when("../2025-09-18", bearing=Bearing.REPLACES),
                when("2025-09-17/2025-09-19"),
            ],
            [(Effect.NEW, "17 Sep - 19 Sep"), (Effect.REPLACES, "17 Sep - 18 Sep"), (Effect.ECHO, "17 Sep - 18 Sep")],
            id="a state visit, a day shorter than announced",
        ),
    ],
)
def test_a_real_story_is_shown_step_by_step(claims: list[Claim], steps: list[tuple[Effect, str]]) -> None:
    told_so_far = [(effect, told(content.when)) for effect, content in story(*claims)]

    assert told_so_far == steps


def test_a_summit_that_both_sides_call_off_differently_stays_cancelled() -> None:
    claims = [
        when("[2025-10-16..2025-10-30]", said_on="2025-10-16", said_for=US),
        status(Status.POSTPONED, said_on="2025-10-21", said_for=US),
        status(Status.CANCELLED, said_on="2025-10-22", said_for=US),
        status(Status.POSTPONED, said_on="2025-10-23", said_for=RU),
    ]

    steps = story(*claims, parts=(TRUMP, PUTIN))

    assert [(effect, now.status, told(now.when), now.disputed) for effect, now in steps] == [
        (Effect.NEW, Status.SCHEDULED, "within 16 Oct - 30 Oct", []),
        (Effect.NEW, Status.POSTPONED, "within 16 Oct - 30 Oct, former", []),
        (Effect.MOVES, Status.CANCELLED, "within 16 Oct - 30 Oct, former", []),
        (Effect.DIFFERS, Status.CANCELLED, "within 16 Oct - 30 Oct, former", ["status"]),
    ]


def test_a_summit_that_nobody_cancels_lapses_with_its_year() -> None:
    claims = [
        when("2025", said_on="2024-09-20"),
        when("2025-09", said_on="2024-12-25"),
        when("2025-11", said_on="2025-10-04", bearing=Bearing.FORMER),
        status(Status.LAPSED, said_on="2026-01-01", source=NOT_HELD),
        when("2025", said_on="2026-01-01", source=NOT_HELD, bearing=Bearing.REPLACES),
    ]

    steps = story(*claims, kind=Kind.SUMMIT, parts=[part(IN)])

    assert [(effect, now.status, told(now.when)) for effect, now in steps] == [
        (Effect.NEW, Status.SCHEDULED, "within 1 Jan - 31 Dec"),
        (Effect.REFINES, Status.SCHEDULED, "within 1 Sep - 30 Sep"),
        (Effect.FORMER, Status.SCHEDULED, "within 1 Sep - 30 Sep"),
        (Effect.NEW, Status.LAPSED, "within 1 Sep - 30 Sep"),
        (Effect.REPLACES, Status.LAPSED, "within 1 Jan - 31 Dec"),
    ]


ZONES = st.sampled_from([None, "Asia/Seoul", "America/New_York"])
BEARINGS = st.sampled_from([Bearing.STATES, Bearing.REPLACES])


def _is_closed(said: Window) -> bool:
    return not (said.open_start or said.open_end)


def _is_no_doubtful_edge(said: Window) -> bool:
    return _is_closed(said) or not said.uncertain


# An edge that is set drops the doubt, even its own: only then is a date said twice not the same twice.
@law
@given(windows(A_FEW_DAYS), windows(A_FEW_DAYS).filter(_is_no_doubtful_edge), BEARINGS, ZONES)
def test_a_date_said_twice_changes_nothing_the_second_time(
    known: Window, said: Window, bearing: Bearing, zone: str | None
) -> None:
    _, once = weigh(Timing(known), said, bearing, zone)

    effect, twice = weigh(once, said, bearing, zone)

    assert (effect, twice) == (Effect.CONFIRMS, once)


@law
@given(windows(A_FEW_DAYS), windows(A_FEW_DAYS), ZONES)
def test_only_what_refines_or_moves_changes_the_date(known: Window, said: Window, zone: str | None) -> None:
    effect, then = weigh(Timing(known), said, Bearing.STATES, zone)

    assert effect in {Effect.CONFIRMS, Effect.REFINES, Effect.MOVES}
    assert (then == Timing(known)) is (effect is Effect.CONFIRMS)


# A start or an end alone sets an edge of what is shown, whatever was replaced before.
@law
@given(windows(A_FEW_DAYS).filter(_is_closed), windows(A_FEW_DAYS), ZONES)
def test_a_date_that_was_replaced_does_not_come_back_by_being_retold(
    gone: Window, current: Window, zone: str | None
) -> None:
    timing = Timing(current, (gone,))

    effect, _ = weigh(timing, gone, Bearing.STATES, zone)

    assert effect is not Effect.MOVES


@law
@given(texts(A_FEW_DAYS), texts(A_FEW_DAYS))
def test_what_is_shown_is_always_written_as_it_reads(known: str | list[str], said: str | list[str]) -> None:
    _, first = weigh(Timing(), read_edtf(known), Bearing.STATES)

    _, then = weigh(first, read_edtf(said), Bearing.STATES)

    assert then.window is not None
    assert read_edtf(then.window.edtf) == then.window


@law
@given(windows(A_FEW_DAYS), windows(A_FEW_DAYS), ZONES)
def test_a_date_that_confirms_contradicts_only_as_a_part_of_a_span(
    current: Window, said: Window, zone: str | None
) -> None:
    effect, _ = weigh(Timing(current), said, Bearing.STATES, zone)

    if contradicts(current, said, zone):
        assert effect is Effect.MOVES or not (current.is_vague or said.is_vague)
    else:
        assert effect is not Effect.MOVES

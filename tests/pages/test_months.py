"""Meetings in the order of a calendar: by month and day, and on month sheets."""

from datetime import date

import pytest

from app.meetings.claim import Claim
from app.meetings.document import Meeting
from app.meetings.terms import Bearing, Status
from app.pages.months import MOST_SHEETS, Cell, Sheet, by_month, sheets
from tests.formats.documents import document
from tests.meetings.factories import meeting, status, when


def shown(slug: str, text: str, *claims: Claim) -> Meeting:
    return document(meeting(when(text), *claims), slug)


def off(slug: str, text: str, status_: Status = Status.CANCELLED) -> Meeting:
    return shown(slug, text, status(status_, said_on="2025-10-19"))


def former(slug: str, text: str) -> Meeting:
    return document(meeting(when(text, bearing=Bearing.FORMER)), slug)


def listed(*meetings: Meeting) -> dict[str, list[list[str]]]:
    """Return the slugs on the leaves of each month."""
    months = by_month(meetings)
    by_title = {month.title: [[one.slug for one in same] for same in month.leaves] for month in months}
    assert len(by_title) == len(months)
    return by_title


def drawn(*meetings: Meeting) -> dict[str, dict[int, str]]:
    """Return how the marked days of each sheet are drawn."""
    return {sheet.title: {cell.day.day: cell.look for cell in _cells(sheet) if cell.look} for sheet in sheets(meetings)}


def _cells(sheet: Sheet) -> list[Cell]:
    return [cell for week in sheet.weeks for cell in week if cell]


def test_meetings_stand_by_month_in_the_order_of_their_days() -> None:
    meetings = [shown("c", "2025-11-01"), shown("b", "2025-10-30"), shown("a", "2025-10-26/2025-10-28")]

    assert listed(*meetings) == {"October 2025": [["a"], ["b"]], "November 2025": [["c"]]}


def test_no_meetings_make_no_months_and_no_sheets() -> None:
    assert by_month([]) == []
    assert sheets([]) == []


def test_meetings_of_the_same_days_share_a_leaf() -> None:
    talks = shown("talks", "2025-10-30")
    dinner = shown("dinner", "2025-10-30T19:00 in Asia/Seoul")
    visit = shown("visit", "2025-10-30/2025-10-31")

    assert listed(dinner, visit, talks) == {"October 2025": [["talks", "dinner"], ["visit"]]}


def test_a_cancelled_meeting_does_not_share_the_leaf_of_one_that_takes_place() -> None:
    meetings = [off("off", "2025-10-30"), shown("on", "2025-10-30"), off("off-too", "2025-10-30")]

    assert listed(*meetings) == {"October 2025": [["off", "off-too"], ["on"]]}


def test_a_month_is_one_whatever_the_zones_in_it() -> None:
    evening = shown("new-york", "2025-10-31T22:00 in America/New_York")
    morning = shown("seoul", "2025-11-01T08:00 in Asia/Seoul")
    later = shown("later", "2025-11-02")

    assert listed(morning, evening, later) == {"October 2025": [["new-york"]], "November 2025": [["seoul"], ["later"]]}


def test_a_wide_window_is_put_in_no_month() -> None:
    meetings = [shown("day", "2026-01-01"), shown("year", "2026"), shown("other-day", "2026-01-05")]

    assert listed(*meetings) == {"January 2026": [["day"], ["other-day"]], "Some time in 2026": [["year"]]}


def test_a_window_no_wider_than_a_month_is_put_in_its_month() -> None:
    assert listed(shown("month", "2026-01")) == {"January 2026": [["month"]]}


def test_an_event_that_lasts_all_of_its_days_is_put_in_the_month_in_which_it_begins() -> None:
    assert listed(shown("expo", "2025-04-13/2025-10-13")) == {"April 2025": [["expo"]]}


def test_a_fixed_day_is_drawn_as_fixed_and_possible_ones_as_vague() -> None:
    assert drawn(shown("fixed", "2025-10-29/2025-10-30"), shown("vague", "[2025-10-30..2025-10-31]")) == {
        "October 2025": {29: "fixed", 30: "fixed", 31: "vague"}
    }


def test_a_day_that_is_not_certain_is_drawn_as_vague() -> None:
    assert drawn(shown("unsure", "2025-10-30?")) == {"October 2025": {30: "vague"}}


def test_between_alternatives_nothing_is_drawn() -> None:
    assert drawn(shown("either", "2025-10-26/2025-10-27 | 2025-11-03")) == {
        "October 2025": {26: "vague", 27: "vague"},
        "November 2025": {3: "vague"},
    }


@pytest.mark.parametrize(
    "one",
    [
        off("cancelled", "2025-10-30"),
        off("postponed", "2025-10-30", Status.POSTPONED),
        off("lapsed", "2025-10-30", Status.LAPSED),
        former("former", "2025-10-30"),
        shown("wide", "2026"),
    ],
    ids=lambda one: str(one.slug),
)
def test_what_does_not_take_place_or_may_be_on_any_day_is_not_drawn(one: Meeting) -> None:
    assert drawn(one) == {}


def test_a_month_is_the_widest_window_that_is_drawn() -> None:
    assert drawn(shown("month", "2025-10")) == {"October 2025": dict.fromkeys(range(1, 32), "vague")}
    assert drawn(shown("longer", "[2025-10-01..2025-11-01]")) == {}


def test_only_the_first_months_get_sheets() -> None:
    meetings = [shown(f"in-{month}", f"2025-{month:02}-15") for month in (12, 11, 9, 10)]

    titles = [sheet.title for sheet in sheets(meetings)]

    assert titles == ["September 2025", "October 2025", "November 2025"]
    assert len(titles) == MOST_SHEETS


def test_a_sheet_shows_the_days_of_its_month_in_weeks_from_monday() -> None:
    (sheet,) = sheets([shown("fixed", "2025-10-30")])

    assert [[cell.day.day if cell else None for cell in week] for week in sheet.weeks] == [
        [None, None, 1, 2, 3, 4, 5],
        [6, 7, 8, 9, 10, 11, 12],
        [13, 14, 15, 16, 17, 18, 19],
        [20, 21, 22, 23, 24, 25, 26],
        [27, 28, 29, 30, 31, None, None],
    ]


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["2025-10-30"], "30 October 2025: 1 meeting"),
        (["2025-10-30", "2025-10-30T11:00"], "30 October 2025: 2 meetings"),
        (["2025-10-30", "2025-10"], "30 October 2025: 2 meetings"),
        (["2025-10"], "30 October 2025: possibly 1 meeting"),
        (["2025-10", "2025-10-30?"], "30 October 2025: possibly 2 meetings"),
    ],
)
def test_a_day_says_in_words_what_is_on_it(texts: list[str], words: str) -> None:
    (sheet,) = sheets([shown(f"number-{number}", text) for number, text in enumerate(texts)])

    assert next(cell.words for cell in _cells(sheet) if cell.day == date(2025, 10, 30)) == words

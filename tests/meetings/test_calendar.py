"""A named calendar, whose feed always answers."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from app.meetings.calendar import CalendarSaid, read_query, resolve_feed
from app.meetings.errors import FilterError
from app.meetings.filter import Cancelled, MeetingFilter, Vague, Wanted

NOW = datetime(2025, 10, 18, 20, tzinfo=UTC)
A_SLUG = "wants lower-case letters and digits, joined by hyphens, such as asean-2025"
KOREA: dict[str, Any] = {"name": "korea", "title": "Korea", "description": "In Korea.", "query": "country=KR"}
BOUND = "is a day (2025-10-31), an instant (2025-10-31T02:00:00Z), today, now, +30d or -7d"


def test_a_feed_counts_from_the_day_it_is() -> None:
    assert resolve_feed(MeetingFilter(start="today", tz="Pacific/Kiritimati"), NOW) == Wanted(
        start=date(2025, 10, 19), cancelled=Cancelled.MARK, vague=Vague.WEEK
    )


@pytest.mark.parametrize(
    "query",
    [
        "",
        "party=US&party=CN&vague=all",
        "party=Xi Jinping&topic=%C3%A9t%C3%A9",
        "start=-30d&past=2y&tz=Asia/Seoul",
        "start=today&end=%2B30d",
        "start=2025-01-20&end=today",
        "start=2025-10-01&end=2025-10-31",
        "end=2025-10-31",
        "limit=50",
        "topic=now",
        "known_on=-7d",
    ],
)
def test_a_calendar_is_any_filter(query: str) -> None:
    said = CalendarSaid.model_validate(KOREA | {"query": query})

    assert (said.query, said.color) == (query, "steelblue")
    assert resolve_feed(read_query(said.query), NOW)


@pytest.mark.parametrize(
    ("query", "field", "rule"),
    [
        pytest.param("partei=US", "partei", "no such parameter here; did you mean party?", id="an unknown parameter"),
        pytest.param("sort=start", "sort", "a feed has no pages, and one order", id="an order"),
        pytest.param("cursor=x", "cursor", "a feed has no pages, and one order", id="a page"),
        pytest.param("start=2025-10-01&start=2025-11-01", "start", "takes one value, not 2", id="a second value"),
        pytest.param("level=kings", "level.0", "Input should be 'leaders', 'ministers' or 'officials'", id="a word"),
        pytest.param("party=", "party.0", "String should have at least 1 character", id="no value"),
        pytest.param(
            "party=%00", "party.0", "has a character that texts cannot hold: U+0000", id="a control character"
        ),
        pytest.param("country=Korea", "country.0", "wants two capital letters, ISO 3166-1, such as KR", id="a country"),
        pytest.param("start=now", "start", "a feed counts in days: say today", id="now"),
        pytest.param("start=soon", "start", f"start {BOUND}", id="a bound"),
        pytest.param("end=2025-10-01&start=2025-11-01", "end", "end lies before start", id="nothing between"),
        pytest.param("start=%2B9d&end=-9d", "end", "end lies before start", id="nothing between on any day"),
        pytest.param(
            "start=today&end=2030-01-01",
            "end",
            "will come to lie before start, which counts from today",
            id="nothing between from some day on",
        ),
        pytest.param("start=-99999999d", "start", f"start {BOUND}", id="endless days"),
        pytest.param("end=%2B99999d", "end", "the year is not between 1800 and 2200", id="too many days"),
        pytest.param("tz=KST", "tz", "'KST' is not an IANA time zone; write one like Asia/Seoul, or UTC", id="a zone"),
        pytest.param("limit=0", "limit", "Input should be greater than or equal to 1", id="a limit"),
        pytest.param("nonsense", "query", "write name=value, joined by &: party=US&kind=summit", id="no query"),
        pytest.param("&", "query", "write name=value, joined by &: party=US&kind=summit", id="nothing joined"),
        pytest.param(
            "topic=%C3", "query", "write name=value, joined by &: party=US&kind=summit", id="half a character"
        ),
        pytest.param("&".join(["topic=é"] * 620), "query", "a filter has at most 8000 characters", id="a long one"),
    ],
)
def test_a_calendar_whose_feed_could_not_answer_some_day_is_refused(query: str, field: str, rule: str | None) -> None:
    with pytest.raises(FilterError) as refusal:
        read_query(query)

    assert (refusal.value.field, rule and refusal.value.rule) == (field, rule)


@pytest.mark.parametrize(
    ("said", "field", "rule"),
    [
        ({"name": "meetings"}, "name", "Value error, the name meetings is taken"),
        ({"name": "Korea"}, "name", f"Value error, {A_SLUG}"),
        ({"color": "blueish"}, "color", "Value error, not a colour name of CSS3; did you mean blue?"),
        ({"title": "Korea\x00"}, "title", "Value error, has a character that texts cannot hold: U+0000"),
        ({"query": "party=\x00"}, "query", "Value error, has a character that texts cannot hold: U+0000"),
        ({"query": "x" * 8001}, "query", "String should have at most 8000 characters"),
        ({"query": "level=kings"}, "query", None),
        ({"query": "nonsense"}, "query", "Value error, write name=value, joined by &: party=US&kind=summit"),
        ({"query": "limit=0"}, "query", "Value error, limit: Input should be greater than or equal to 1"),
        ({"colour": "red"}, "colour", "Extra inputs are not permitted"),
    ],
)
def test_a_calendar_that_breaks_a_rule_is_refused_where_it_does(
    said: dict[str, str], field: str, rule: str | None
) -> None:
    with pytest.raises(ValidationError) as refusal:
        CalendarSaid.model_validate(KOREA | said)

    assert [(one["loc"], rule and one["msg"]) for one in refusal.value.errors()] == [((field,), rule)]

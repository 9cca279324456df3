"""The query of a view's address, read strictly."""

import pytest

from app.meetings.errors import FilterError
from app.meetings.filter import MeetingFilter
from app.meetings.query import MOST_QUERY, SINGLE, check_length, check_names, filter_of


def test_a_query_says_a_filter() -> None:
    pairs = [("party", "US"), ("start", "today"), ("party", "CN"), ("limit", "5")]

    assert filter_of(pairs) == MeetingFilter(party=["US", "CN"], start="today", limit=5)


def test_lists_take_several_values_and_all_else_takes_one() -> None:
    assert set(MeetingFilter.model_fields) - SINGLE == {
        *("party", "party_all", "person", "country", "place", "kind"),
        *("level", "topic", "status", "series", "part_of", "source"),
    }


@pytest.mark.parametrize(
    ("pairs", "field", "rule", "near"),
    [
        ([("partie", "US")], "partie", "no such parameter here; did you mean party?", ("party",)),
        ([("callback", "x")], "callback", "no such parameter here", ()),
        ([("x" * 100, "1")], "x" * 60, "no such parameter here", ()),
        ([("tz", "UTC")] * 3, "tz", "takes one value, not 3", ()),
    ],
)
def test_what_would_be_ignored_is_refused(
    pairs: list[tuple[str, str]], field: str, rule: str, near: tuple[str, ...]
) -> None:
    with pytest.raises(FilterError) as refusal:
        check_names(pairs, MeetingFilter.model_fields, SINGLE)

    assert (refusal.value.field, refusal.value.rule, refusal.value.near) == (field, rule, near)


def test_a_filter_has_no_more_characters_than_a_token_can_hold() -> None:
    check_length([("q", "x" * (MOST_QUERY - 2))])
    with pytest.raises(FilterError, match="a filter has at most 8000 characters"):
        check_length([("q", "x" * (MOST_QUERY - 1))])

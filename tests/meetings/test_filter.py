"""Which meetings a view shows."""

from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from app.meetings.errors import FilterError
from app.meetings.filter import Cancelled, Door, MeetingFilter, Sort, Vague, Wanted, read_wanted, resolve
from app.meetings.terms import Eos

NOW = datetime(2025, 10, 18, 15, 30, tzinfo=UTC)
PAGES = Door()
FEEDS = Door(cancelled=Cancelled.MARK, vague=Vague.WEEK, most=500)


def wanted(door: Door = PAGES, **asked: Any) -> Wanted:
    return resolve(MeetingFilter.model_validate(asked), NOW, door)


EVERYTHING: dict[str, Any] = {
    "start": "today",
    "end": "+30d",
    "tz": "Asia/Seoul",
    "party": ["US", "CN"],
    "party_all": ["Donald  Trump", "Xi Jinping"],
    "person": ["Xi Jinping"],
    "country": ["KR"],
    "place": ["Busan"],
    "kind": ["summit", "bilateral"],
    "level": ["leaders"],
    "topic": ["Trade"],
    "status": ["scheduled"],
    "series": ["g7-summit"],
    "part_of": ["apec-2025"],
    "source": ["kyodo"],
    "certainty_min": "eos4",
    "updated_since": "2025-10-01",
    "cancelled": "hide",
    "vague": "week",
    "past": "90d",
    "as_of": "2025-10-15T12:00Z",
    "known_on": "2025-10-14",
    "sort": "-updated",
    "limit": 20,
}


def test_a_filter_is_resolved_to_days_and_instants() -> None:
    assert wanted(**EVERYTHING) == Wanted(
        start=date(2025, 10, 19),
        end=date(2025, 11, 18),
        party=("CN", "US"),
        party_all=("Donald Trump", "Xi Jinping"),
        person=("Xi Jinping",),
        country=("KR",),
        place=("Busan",),
        kind=("bilateral", "summit"),
        level=("leaders",),
        topic=("trade",),
        status=("scheduled",),
        series=("g7-summit",),
        part_of=("apec-2025",),
        source=("kyodo",),
        certainty_min=Eos.EOS4,
        updated_since=datetime(2025, 9, 30, 15, tzinfo=UTC),
        cancelled=Cancelled.HIDE,
        vague=Vague.WEEK,
        ended_after=date(2025, 7, 21),
        as_of=datetime(2025, 10, 15, 12, tzinfo=UTC),
        known_on=date(2025, 10, 14),
        sort=Sort.NEWEST,
        limit=20,
    )


def test_a_view_of_everything_has_the_defaults_of_its_door() -> None:
    assert wanted() == Wanted()
    assert wanted(door=FEEDS) == Wanted(cancelled=Cancelled.MARK, vague=Vague.WEEK)
    assert wanted(door=FEEDS, cancelled="show", vague="all") == Wanted()


def test_a_day_as_of_which_the_calendar_is_shown_is_its_end() -> None:
    assert wanted(as_of="2025-10-15").as_of == datetime(2025, 10, 15, 23, 59, 59, 999_999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-10-31", "2025-10-31"),
        ("2025-10-31T10:00Z", "2025-10-31"),
        ("2025-10-31T10:00Z", "2025-10-31T10:00Z"),
        ("now", "today"),
        ("-7d", "now"),
    ],
)
def test_an_end_that_does_not_lie_before_its_start_is_taken(start: str, end: str) -> None:
    view = wanted(start=start, end=end)

    assert (view.start, view.end) == (wanted(start=start).start, wanted(end=end).end)


@pytest.mark.parametrize(
    ("asked", "field", "rule"),
    [
        ({"start": "2025-10-31", "end": "2025-10-30"}, "end", "end lies before start"),
        ({"start": "2025-10-31T10:00Z", "end": "2025-10-30"}, "end", "end lies before start"),
        ({"start": "2025-10-31T10:00Z", "end": "2025-10-31T09:59Z"}, "end", "end lies before start"),
        ({"start": "+1d", "end": "now"}, "end", "end lies before start"),
        ({"tz": "KST"}, "tz", "'KST' is not an IANA time zone; write one like Asia/Seoul, or UTC"),
        ({"certainty_min": "eos6"}, "certainty_min", "certainty_min is one of eos1 to eos5"),
        ({"certainty_min": "eos0"}, "certainty_min", "certainty_min is one of eos1 to eos5"),
        ({"limit": 501}, "limit", "limit is at most 500"),
        ({"known_on": "now"}, "known_on", "known_on is a day: YYYY-MM-DD, today, or -7d"),
        ({"updated_since": "1799-12-31"}, "updated_since", "the year is not between 1800 and 2200"),
    ],
)
def test_a_view_that_breaks_a_rule_is_refused_by_it(asked: dict[str, Any], field: str, rule: str) -> None:
    with pytest.raises(FilterError) as refusal:
        wanted(door=FEEDS, **asked)

    assert (refusal.value.field, refusal.value.rule) == (field, rule)


@pytest.mark.parametrize("certainty", ["eos1", "eos5"])
def test_the_least_and_the_greatest_certainty_can_be_asked_for(certainty: str) -> None:
    assert wanted(certainty_min=certainty).certainty_min == certainty


def test_as_many_meetings_as_a_door_allows_can_be_asked_for() -> None:
    assert wanted(door=FEEDS, limit=500).limit == 500


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 1001}, "limit"),
        ({"start": "x" * 41}, "start"),
        ({"country": ["kr"]}, "country.0"),
        ({"kind": ["meeting"]}, "kind.0"),
        ({"party": [" "]}, "party.0"),
        ({"party": ["US"] * 21}, "party"),
        ({"series": ["G7 summit"]}, "series.0"),
        ({"sort": "title"}, "sort"),
        ({"certainty_min": "certain"}, "certainty_min"),
        ({"cancelled": "no"}, "cancelled"),
    ],
)
def test_a_parameter_out_of_range_is_named(asked: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        wanted(**asked)

    assert [".".join(str(part) for part in one["loc"]) for one in refusal.value.errors()] == [field]


def test_equal_views_have_one_query() -> None:
    one = wanted(party=["US", "CN", "US"], topic=["Trade"], start="today", cancelled="show")
    other = wanted(start="2025-10-18", topic=["trade"], party=["CN", "US"], tz="Europe/Berlin")

    assert one == other
    assert one.query() == other.query() == "start=2025-10-18&party=CN&party=US&topic=trade"


def test_a_view_of_everything_has_an_empty_query() -> None:
    assert wanted().query() == ""


def test_each_part_of_a_view_stands_in_its_query() -> None:
    view = wanted(**EVERYTHING)

    assert view.query() == (
        "start=2025-10-19&end=2025-11-18&party=CN&party=US&party_all=Donald+Trump&party_all=Xi+Jinping"
        "&person=Xi+Jinping&country=KR&place=Busan&kind=bilateral&kind=summit&level=leaders&topic=trade"
        "&status=scheduled&series=g7-summit&part_of=apec-2025&source=kyodo&certainty_min=eos4"
        "&updated_since=2025-09-30T15%3A00%3A00%2B00%3A00&cancelled=hide&vague=week&ended_after=2025-07-21"
        "&as_of=2025-10-15T12%3A00%3A00%2B00%3A00&known_on=2025-10-14&sort=-updated&limit=20"
    )
    assert len({pair.split("=")[0] for pair in view.query().split("&")}) == len(fields(Wanted))


@pytest.mark.parametrize(
    "asked",
    [
        {},
        EVERYTHING,
        {"start": "now", "end": "2025-10-31T10:00Z"},
        {"party": ["Côte d’Ivoire", "a&b=c", "1+1"], "place": ["50% off"]},
    ],
)
def test_a_view_reads_back_from_its_query(asked: dict[str, Any]) -> None:
    view = wanted(**asked)

    assert read_wanted(view.query()) == view


@pytest.mark.parametrize(
    "query", ["nonsense", "start=yesterday", "limit=many", "colour=red", "colour=7", "sort=title", "known_on=now", "=1"]
)
def test_what_is_no_views_query_is_not_read(query: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_wanted(query)

"""How strictly a request's parameters are read."""

import pytest
from starlette.testclient import TestClient

from app.http.asking import filter_of
from app.meetings.errors import FilterError

MEETINGS = "/api/v1/meetings"
XI = f"{MEETINGS}/trump-xi-meeting-2025"

LISTS = [MEETINGS, "/api/v1/changes", "/feeds/meetings.ics", "/feeds/us-china.ics"]
NO_PARAMETERS = ["/api/v1", "/api/v1/calendars", "/api/v1/calendars/us-china", "/health", "/docs", "/problems/gone"]
MOMENTS = [
    XI,
    f"{XI}/claims",
    f"{XI}/history",
    "/api/v1/parties",
    "/api/v1/parties/US",
    "/feeds/meetings/trump-xi-meeting-2025.ics",
    "/",
]


def refused(reader: TestClient, address: str) -> list[tuple[str, str, list[str]]]:
    """Return field, rule and nearest right values of what is refused."""
    answer = reader.get(address)
    assert answer.status_code == 422, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["detail"] == f"{problem['errors'][0]['field']}: {problem['errors'][0]['rule']}"
    return [(one["field"], one["rule"], one["near"]) for one in problem["errors"]]


@pytest.mark.parametrize("path", [*LISTS, *NO_PARAMETERS, *MOMENTS])
def test_an_unknown_parameter_is_refused_everywhere(reader: TestClient, path: str) -> None:
    assert refused(reader, f"{path}?callback=alert") == [("callback", "no such parameter here", [])]


@pytest.mark.parametrize(
    ("path", "query", "field", "nearest"),
    [
        (MEETINGS, "partie=US", "partie", "party"),
        ("/feeds/meetings.ics", "Country=KR", "Country", "country"),
        (XI, "as-of=today", "as-of", "as_of"),
        ("/api/v1/changes", "sinse=x", "sinse", "since"),
        ("/api/v1/topics", "curser=x", "curser", "cursor"),
    ],
)
def test_the_nearest_parameter_is_named(reader: TestClient, path: str, query: str, field: str, nearest: str) -> None:
    assert refused(reader, f"{path}?{query}") == [
        (field, f"no such parameter here; did you mean {nearest}?", [nearest])
    ]


@pytest.mark.parametrize("path", [*LISTS, *MOMENTS])
def test_a_second_value_for_what_takes_one_is_refused(reader: TestClient, path: str) -> None:
    assert refused(reader, f"{path}?as_of=2025-10-18&as_of=2025-10-19") == [("as_of", "takes one value, not 2", [])]


def test_the_name_of_an_unknown_parameter_is_not_repeated_at_length(reader: TestClient) -> None:
    ((field, _, _),) = refused(reader, f"{MEETINGS}?{'x' * 5000}=1")

    assert field == "x" * 60


@pytest.mark.parametrize(
    ("query", "field", "rule"),
    [
        (
            "start=soon",
            "start",
            "start is a day (2025-10-31), an instant (2025-10-31T02:00:00Z), today, now, +30d or -7d",
        ),
        (
            "start=2025-02-30",
            "start",
            "start is a day (2025-10-31), an instant (2025-10-31T02:00:00Z), today, now, +30d or -7d",
        ),
        ("start=", "start", "start is a day (2025-10-31), an instant (2025-10-31T02:00:00Z), today, now, +30d or -7d"),
        ("start=0001-01-01", "start", "the year is not between 1800 and 2200"),
        ("end=9999-12-31", "end", "the year is not between 1800 and 2200"),
        ("end=%2B99999d", "end", "the year is not between 1800 and 2200"),
        ("start=2025-11-01&end=2025-10-01", "end", "end lies before start"),
        ("start=" + "9" * 41, "start", "String should have at most 40 characters"),
        ("tz=../../etc/passwd", "tz", "'../../etc/passwd' is not an IANA time zone; write one like Asia/Seoul, or UTC"),
        ("tz=a%00b", "tz", r"'a\x00b' is not an IANA time zone; write one like Asia/Seoul, or UTC"),
        ("tz=EST", "tz", "'EST' is not an IANA time zone; write one like Asia/Seoul, or UTC"),
        ("past=long", "past", "past is a number of days, weeks, months or years: 90d, 12w, 6m, 2y"),
        ("certainty_min=eos6", "certainty_min", "certainty_min is one of eos1 to eos5"),
        ("known_on=2025-10-18T00:00Z", "known_on", "known_on is a day: YYYY-MM-DD, today, or -7d"),
        ("limit=0", "limit", "Input should be greater than or equal to 1"),
        ("limit=1001", "limit", "Input should be less than or equal to 1000"),
        ("limit=9223372036854775808", "limit", "Input should be less than or equal to 1000"),
        ("limit=NaN", "limit", "Input should be a valid integer, unable to parse string as an integer"),
        ("limit=1.5", "limit", "Input should be a valid integer, unable to parse string as an integer"),
        ("limit=" + "9" * 5000, "limit", "Unable to parse input string as an integer, exceeded maximum size"),
        ("party=", "party.0", "String should have at least 1 character"),
        ("party=" + "x" * 301, "party.0", "String should have at most 300 characters"),
        ("party=a%00b", "party.0", "has a character that texts cannot hold: U+0000"),
        ("topic=a%0Bb", "topic.0", "has a character that texts cannot hold: U+000B"),
        ("&".join(["party=FR"] * 21), "party", "List should have at most 20 items after validation, not 21"),
        ("country=Korea", "country.0", "wants two capital letters, ISO 3166-1, such as KR"),
        ("source=Benzinga", "source", "a source is named by its id"),
    ],
)
def test_a_value_that_breaks_a_rule_is_named_with_it(reader: TestClient, query: str, field: str, rule: str) -> None:
    assert refused(reader, f"{MEETINGS}?{query}")[0][:2] == (field, rule)


@pytest.mark.parametrize(
    ("query", "field", "near"),
    [
        ("party=Trmup", "party", ["Donald Trump"]),
        ("party_all=Donald%20Trmup", "party_all", ["Donald Trump"]),
        ("person=Jinpnig", "person", ["Xi Jinping"]),
        ("party=Frnace", "party", ["France"]),
        ("party=Koraa", "party", ["North Korea", "South Korea"]),
        ("party=%ED%A0%80", "party", []),
        ("place=Malaisia", "place", ["Malaysia"]),
        ("part_of=asean-sumit-2025", "part_of", ["asean-summit-2025"]),
        ("series=asean-summit", "series", []),
        ("status=canceled", "status.0", ["cancelled"]),
        ("kind=sumit", "kind.0", ["summit", "visit"]),
        ("sort=starts", "sort", ["start", "-start"]),
    ],
)
def test_a_misspelled_name_is_refused_with_the_nearest_ones(
    reader: TestClient, query: str, field: str, near: list[str]
) -> None:
    ((named, _, nearest),) = refused(reader, f"{MEETINGS}?{query}")

    assert (named, nearest) == (field, near)


def test_every_wrong_value_is_named_at_once(reader: TestClient) -> None:
    assert [field for field, _, _ in refused(reader, f"{MEETINGS}?limit=0&kind=x&level=y")] == [
        "kind.0",
        "level.0",
        "limit",
    ]


@pytest.mark.parametrize("path", LISTS)
def test_a_filter_is_no_longer_than_a_token_can_hold(reader: TestClient, path: str) -> None:
    query = "&".join(f"{name}={'%C3%A9' * 300}" for name in ("party", "party_all", "person", "place", "part_of"))

    assert refused(reader, f"{path}?{query}") == [("query", "a filter has at most 8000 characters", [])]


def test_a_filter_that_is_stored_is_read_as_strictly() -> None:
    with pytest.raises(FilterError, match="did you mean party") as unknown:
        filter_of([("partie", "US")])
    with pytest.raises(FilterError, match="takes one value") as repeated:
        filter_of([("tz", "UTC"), ("tz", "UTC")])
    with pytest.raises(FilterError, match="has a character") as hostile:
        filter_of([("party", "US"), ("party", "\0")])

    assert [one.value.field for one in (unknown, repeated, hostile)] == ["partie", "tz", "party.1"]

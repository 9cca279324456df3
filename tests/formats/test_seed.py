"""Seed files: whatever is wrong in one is said with its file, line, field and rule."""

import pytest

from app.formats.seed import SeedContent, read_seed
from app.formats.yaml_text import READ_AS_OTHER_THINGS as QUOTE_IT
from app.meetings.errors import SeedError
from app.meetings.statement import Statement

SUMMIT = """\
sources:
  - source: {publisher: Reuters, title: Leaders to meet, published_on: 2025-10-18}
    statements:
      - meeting: summit
        title: Summit
        kind: summit
        when: 2025-10-30
"""
KINDS = (
    "Input should be 'state_visit', 'official_visit', 'working_visit', 'private_visit', 'visit', 'stopover', "
    "'bilateral', 'trilateral', 'talks', 'summit', 'ministerial', 'conference', 'session', 'call', 'signing', "
    "'banquet', 'press_event', 'commemoration' or 'other'"
)


def with_line(line: str) -> str:
    """Return the file with one more line in its statement: the eighth."""
    return f"{SUMMIT}        {line}\n"


def calendar(query: str, name: str = "asean") -> str:
    return f"calendars:\n  - {{name: {name}, title: ASEAN, description: Around ASEAN., query: '{query}'}}\n"


def refusal_of(data: str | bytes) -> str:
    with pytest.raises(SeedError) as error:
        read_seed(data.encode() if isinstance(data, str) else data, "story.yaml")
    return str(error.value)


def statement_of(text: str) -> Statement:
    return read_seed(text.encode(), "story.yaml").content.sources[0].statements[0]


def test_an_empty_file_holds_nothing() -> None:
    assert read_seed(b"", "story.yaml").content == SeedContent()


def test_dates_stay_as_they_are_written() -> None:
    interval, day, start = (
        statement_of(SUMMIT.replace("when: 2025-10-30", f"when: {text}")).when
        for text in ("2025-10-30/2025-10-31", "2025-10-30", "{start: 2025-10-30 11:00, time_zone: Asia/Seoul}")
    )

    assert (interval and interval.edtf, day and day.edtf) == ("2025-10-30/2025-10-31", "2025-10-30")
    assert start is not None
    assert f"{start.start}" == "2025-10-30 11:00:00"


def test_a_part_of_a_file_is_found_on_its_line() -> None:
    seed = read_seed(SUMMIT.encode(), "story.yaml")

    assert seed.at(("sources", 0, "statements", 0, "kind")) == "story.yaml:6"
    assert seed.at(("sources", 0, "statements", 0, "links", 3)) == "story.yaml:4"


STATEMENT = "sources.0.statements.0"
NO_TEXT = f"Input should be a valid string. {QUOTE_IT}"


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        pytest.param("titel: Summit", f"8: {STATEMENT}.titel: Extra inputs are not permitted", id="an unknown key"),
        pytest.param(
            "place: {name: Oslo, precision: city, country: NO}",
            f"8: {STATEMENT}.place.country: {NO_TEXT}",
            id="Norway, which YAML reads as no",
        ),
        pytest.param("said_by: yes", f"8: {STATEMENT}.said_by: {NO_TEXT}", id="yes"),
        pytest.param("summary: 47", f"8: {STATEMENT}.summary: {NO_TEXT}", id="a number"),
        pytest.param(
            "said_on: 2025-02-30",
            f"8: {STATEMENT}.said_on: Input should be a valid date or datetime, day value is outside expected range",
            id="a day that is not",
        ),
        pytest.param(
            f"quotes: {{title: {'x' * 301}}}",
            f"8: {STATEMENT}.quotes.title: String should have at most 300 characters",
            id="a long quote",
        ),
        pytest.param(
            "quotes: {place: in Seoul}",
            f"4: {STATEMENT}: quotes name place, of which nothing is said",
            id="a quote for a field that is not said",
        ),
        pytest.param(
            "certainty: eos6", f"4: {STATEMENT}: eos6 means called off: it goes with status cancelled", id="called off"
        ),
        pytest.param(
            "verdict: maybe",
            f"8: {STATEMENT}.verdict: Input should be 'proposed', 'accepted', 'conflict', 'rejected' or 'withdrawn'",
            id="an unknown word",
        ),
        pytest.param("title: Another", "8: title stands twice", id="a key that stands twice"),
        pytest.param("on: 2025-10-18", f"8: the key on is not a word. {QUOTE_IT}", id="a key that YAML reads as true"),
        pytest.param("? [a, b]\n        : c", f"8: a key is not a word. {QUOTE_IT}", id="a key of several parts"),
        pytest.param("summary: !secret x", "8: 'x' is no value of a seed file", id="a tag"),
        pytest.param(f"summary: {'9' * 5000}", f"8: '{'9' * 60}' is no value of a seed file", id="an endless number"),
    ],
)
def test_a_line_is_refused_with_its_field_and_rule(line: str, refusal: str) -> None:
    assert refusal_of(with_line(line)) == f"story.yaml:{refusal}"


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        pytest.param(
            "when: 2025-10-30",
            "when: 2025-02-30",
            f"7: {STATEMENT}.when: '2025-02-30' is not a day of the calendar",
            id="a date",
        ),
        pytest.param(
            "when: 2025-10-30",
            "when: 2026",
            f"7: {STATEMENT}.when: Input should be a valid dictionary or instance of WhenSaid. {QUOTE_IT}",
            id="a year without quotes",
        ),
        pytest.param(
            "when: 2025-10-30",
            "when: {edtf: 2025-10-30, time_zone: KST}",
            f"7: {STATEMENT}.when.time_zone: 'KST' is not an IANA time zone; write one like Asia/Seoul, or UTC",
            id="a zone",
        ),
        pytest.param(
            "when: 2025-10-30",
            "when: {start: 2025-10-30T11:00+09:00, time_zone: Asia/Seoul}",
            f"7: {STATEMENT}.when: a clock time is local: YYYY-MM-DDTHH:MM without an offset, with time_zone beside it",
            id="a clock time with an offset",
        ),
        pytest.param("kind: summit", "kind: gathering", f"6: {STATEMENT}.kind: {KINDS}", id="a kind"),
        pytest.param("kind: summit", "kind: off", f"6: {STATEMENT}.kind: {KINDS}. {QUOTE_IT}", id="off"),
        pytest.param(
            "title: Summit",
            "title:",
            f"5: {STATEMENT}.title: cannot be null: a meeting always has one; leave the field out instead",
            id="nothing",
        ),
        pytest.param(
            "meeting: summit",
            "meeting: The Summit",
            f"4: {STATEMENT}.meeting: String should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'",
            id="a slug",
        ),
        pytest.param(
            "    statements:", "    statement:", "2: sources.0.statements: Field required", id="a missing key"
        ),
        pytest.param("sources:", "source:", "1: source: Extra inputs are not permitted", id="a key of the file"),
    ],
)
def test_what_is_written_otherwise_is_refused_with_its_field_and_rule(old: str, new: str, refusal: str) -> None:
    first, *_ = refusal_of(SUMMIT.replace(old, new, 1)).splitlines()

    assert first == f"story.yaml:{refusal}"


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = with_line("level: kings").replace("when: 2025-10-30", "when: 2025-02-30")

    assert refusal_of(text).splitlines() == [
        f"story.yaml:8: {STATEMENT}.level: Input should be 'leaders', 'ministers' or 'officials'",
        f"story.yaml:7: {STATEMENT}.when: '2025-02-30' is not a day of the calendar",
    ]


@pytest.mark.parametrize(
    "query", ["", "party=US&party=CN&vague=all", "start=-30d&past=2y&tz=Asia/Seoul", "limit=50", "topic=now"]
)
def test_a_calendar_is_any_filter(query: str) -> None:
    (read,) = read_seed(calendar(query).encode(), "story.yaml").content.calendars

    assert (read.query, read.color) == (query, "steelblue")


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        pytest.param("partei=US", "partei is no parameter of a calendar", id="an unknown parameter"),
        pytest.param("sort=start", "sort is no parameter of a calendar", id="an order"),
        pytest.param("kind=gathering", f"kind: {KINDS}", id="an unknown word"),
        pytest.param("country=Korea", "country: String should match pattern '^[A-Z]{2}$'", id="a country"),
        pytest.param("start=now", "start: a feed counts in days: say today", id="now"),
        pytest.param(
            "start=soon",
            "start: start is a day (2025-10-31), an instant (2025-10-31T02:00:00Z), today, now, +30d or -7d",
            id="a bound",
        ),
        pytest.param("tz=KST", "tz: 'KST' is not an IANA time zone; write one like Asia/Seoul, or UTC", id="a zone"),
        pytest.param("limit=0", "limit: Input should be greater than or equal to 1", id="a limit"),
        pytest.param("nonsense", "bad query field: 'nonsense'", id="no query"),
    ],
)
def test_a_calendar_whose_feed_could_not_answer_is_refused(query: str, rule: str) -> None:
    assert refusal_of(calendar(query)) == f"story.yaml:2: calendars.0.query: {rule}"


def test_the_name_of_all_meetings_is_taken() -> None:
    assert refusal_of(calendar("", "meetings")) == "story.yaml:2: calendars.0.name: the name meetings is taken"

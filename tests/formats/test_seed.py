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
AN_OBJECT = "wants an object here, such as"
NO_VALUE = "is no value of a seed file; quote it if it is a text"
FIELDS = (
    "Input should be 'title', 'summary', 'kind', 'level', 'language', 'status', 'certainty', 'when', 'place', "
    "'participants', 'links', 'topics' or 'listed'"
)
NO_TEXT = f"Input should be a valid string. {QUOTE_IT}"


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        pytest.param("titel: Summit", f"8: {STATEMENT}.titel: no such field; did you mean title?", id="an unknown key"),
        pytest.param(
            "place: {name: Oslo, precision: city, country: NO}",
            f"8: {STATEMENT}.place.country: {NO_TEXT}",
            id="Norway, which YAML reads as no",
        ),
        pytest.param("said_by: yes", f"8: {STATEMENT}.said_by: {NO_TEXT}", id="yes"),
        pytest.param("summary: 47", f"8: {STATEMENT}.summary: {NO_TEXT}", id="a number"),
        pytest.param(
            "said_on: 2025-02-30",
            f"8: {STATEMENT}.said_on: '2025-02-30' is not a day of the calendar",
            id="a day that is not",
        ),
        pytest.param("said_on: 0", f"8: {STATEMENT}.said_on: a day is YYYY-MM-DD. {QUOTE_IT}", id="a number for a day"),
        pytest.param("said_on: 2025-10-18 11:00:00", f"8: {STATEMENT}.said_on: a day is YYYY-MM-DD", id="a time"),
        pytest.param(
            'said_on_estimated: "true"',
            f"8: {STATEMENT}.said_on_estimated: Input should be a valid boolean",
            id="a word for a yes",
        ),
        pytest.param(
            "links: [{rel: series, to: G7, ordinal: 1.0}]",
            f"8: {STATEMENT}.links.0.ordinal: Input should be a valid integer",
            id="a broken number",
        ),
        pytest.param("topics: trade", f"8: {STATEMENT}.topics: wants a list here", id="a word for a list"),
        pytest.param("topics: [47]", f'8: {STATEMENT}.topics.0: {AN_OBJECT} {{"topic": "trade"}}. {QUOTE_IT}', id="47"),
        pytest.param(
            "place: Seoul",
            f'8: {STATEMENT}.place: {AN_OBJECT} {{"name": "Tokyo", "precision": "city", "country": "JP"}}',
            id="a place by name",
        ),
        pytest.param(
            'said_for: "\\u0301"',
            f"8: {STATEMENT}.said_for: has no letter, digit or sign by which it could be told from others",
            id="a name of an accent alone",
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
        pytest.param("summary: !secret x", f"8: 'x' {NO_VALUE}", id="a tag"),
        pytest.param(f"summary: {'9' * 5000}", f"8: '{'9' * 60}' {NO_VALUE}", id="an endless number"),
        pytest.param("place: {latitude: 1:30}", f"8: '1:30' {NO_VALUE}", id="a number in sixties"),
        pytest.param("place: {latitude: .inf}", f"8: '.inf' {NO_VALUE}", id="no number"),
        pytest.param("links: [{ordinal: 010}]", f"8: '010' {NO_VALUE}", id="eight, written as ten"),
        pytest.param("summary: !!binary aGVsbG8=", f"8: 'aGVsbG8=' {NO_VALUE}", id="bytes"),
        pytest.param("place: {confirmed: !!bool maybe}", f"8: 'maybe' {NO_VALUE}", id="neither yes nor no"),
        pytest.param("topics: !!set {a, b}", "8: 'tag:yaml.org,2002:set' is no tag of a seed file", id="a set"),
        pytest.param("place: !<x> {name: Oslo}", "8: 'x' is no tag of a seed file", id="a mapping with a tag"),
        pytest.param("topics: !<x> [a]", "8: 'x' is no tag of a seed file", id="a list with a tag"),
        pytest.param('"a\\0": b', f"8: a key is not a word. {QUOTE_IT}", id="a key with a control character"),
        pytest.param('"\\ud800": b', f"8: a key is not a word. {QUOTE_IT}", id="a key of half a character"),
        pytest.param(f"{'k' * 61}: b", f"8: a key is not a word. {QUOTE_IT}", id="a key of 61 characters"),
        pytest.param('"": b', f"8: a key is not a word. {QUOTE_IT}", id="a key of nothing"),
        pytest.param("quotes: {colour: red}", f"8: {STATEMENT}.quotes.colour: {FIELDS}", id="a quote of no field"),
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
            f"7: {STATEMENT}.when: a date is an EDTF text of at most 200 characters, or a list of them. {QUOTE_IT}",
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
            f"7: {STATEMENT}.when.start: a clock time is local: YYYY-MM-DDTHH:MM without an offset, with time_zone "
            "beside it; a day alone is edtf",
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
            f"4: {STATEMENT}.meeting: wants lower-case letters and digits, joined by hyphens, such as asean-2025",
            id="a slug",
        ),
        pytest.param(
            "    statements:", "    statement:", "2: sources.0.statements: Field required", id="a missing key"
        ),
        pytest.param("sources:", "source:", "1: source: no such field; did you mean sources?", id="a key of the file"),
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


@pytest.mark.parametrize("query", ["", "party=US&party=CN&vague=all", "start=-30d&past=2y&tz=Asia/Seoul"])
def test_a_calendar_is_any_filter(query: str) -> None:
    (read,) = read_seed(calendar(query).encode(), "story.yaml").content.calendars

    assert (read.query, read.color) == (query, "steelblue")


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ("partei=US", "partei: no such parameter here; did you mean party?"),
        ("start=2025-10-01&start=2025-11-01", "start: takes one value, not 2"),
        ("kind=gathering", f"kind.0: {KINDS}"),
        ("nonsense", "write name=value, joined by &: party=US&kind=summit"),
    ],
)
def test_a_calendar_whose_feed_could_not_answer_is_refused(query: str, rule: str) -> None:
    assert refusal_of(calendar(query)) == f"story.yaml:2: calendars.0.query: {rule}"


def test_a_calendar_has_a_name_of_its_own() -> None:
    twice = calendar("") + calendar("").removeprefix("calendars:\n")

    assert refusal_of(twice) == "story.yaml:3: calendars.1.name: another calendar has this name"


@pytest.mark.parametrize(
    ("party", "rule"),
    [
        ("name: China, kind: state", "parties.0: the code of China is CN"),
        ("name: China, kind: state, code: US", "parties.0: the code of China is CN"),
        ("name: Freedonia, kind: state, code: FD", "parties.0: the code of a state is that of ISO 3166-1, such as KR"),
        (
            f"name: ASEAN, kind: organisation, code: {'x' * 21}",
            "parties.0.code: String should have at most 20 characters",
        ),
        (
            'name: ASEAN, kind: organisation, code: "A\\0"',
            "parties.0.code: has a character that texts cannot hold: U+0000",
        ),
        (
            'name: ASEAN, kind: organisation, aliases: ["\\ud800"]',
            "parties.0.aliases.0: Input should be a valid string, unable to parse raw data as a unicode string",
        ),
    ],
)
def test_a_party_that_breaks_a_rule_is_refused(party: str, rule: str) -> None:
    assert refusal_of(f"parties:\n  - {{{party}}}\n") == f"story.yaml:2: {rule}"


@pytest.mark.parametrize(
    "party",
    [
        "name: China, kind: state, code: CN",
        "name: Türkiye, kind: state, code: TR",
        "name: Freedonia, kind: state",
        "name: Georgia, kind: person",
    ],
)
def test_a_state_has_the_code_that_it_has(party: str) -> None:
    (read,) = read_seed(f"parties:\n  - {{{party}}}\n".encode(), "story.yaml").content.parties

    assert read.name in party


def test_the_name_of_all_meetings_is_taken() -> None:
    assert refusal_of(calendar("", "meetings")) == "story.yaml:2: calendars.0.name: the name meetings is taken"

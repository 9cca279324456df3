"""What a writer sends."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from app.meetings.dating import WhenSaid, as_said
from app.meetings.statement import LinkSaid, ParticipantSaid, PlaceSaid, SourceSaid, Statement, TopicSaid
from app.meetings.terms import Bearing, Eos, Field, Kind, Level, Precision, Rel, Stance, Status
from app.meetings.window import Window
from tests.meetings.factories import window
from tests.meetings.strategies import A_FEW_DAYS, law, windows

TRUMP_XI: dict[str, Any] = {
    "title": "Trump-Xi meeting",
    "kind": "bilateral",
    "level": "leaders",
    "status": "scheduled",
    "certainty": "eos4",
    "summary": "They talk about trade.",
    "topics": ["trade"],
    "when": "[2025-10-31..2025-11-01]",
    "place": {"name": "South Korea", "country": "KR", "precision": "country", "time_zone": "Asia/Seoul"},
    "participants": [{"party": "Xi Jinping", "for_party": "CN", "office": "President", "role": "participant"}],
    "links": [{"rel": "on_sidelines_of", "to": "apec-economic-leaders-meeting-2025"}],
    "said_by": "Donald Trump",
    "said_for": "US",
    "said_on": "2025-10-18",
    "bearing": "states",
    "stance": "affirms",
    "quotes": {"when": "from October 31 to November 1"},
}


def test_plain_fields_of_a_meeting_are_read_as_they_are_sent() -> None:
    assert Statement.model_validate(TRUMP_XI) == Statement(
        title="Trump-Xi meeting",
        kind=Kind.BILATERAL,
        level=Level.LEADERS,
        status=Status.SCHEDULED,
        certainty=Eos.EOS4,
        summary="They talk about trade.",
        topics=[TopicSaid(topic="trade")],
        when=WhenSaid(edtf="[2025-10-31..2025-11-01]"),
        place=PlaceSaid(name="South Korea", country="KR", precision=Precision.COUNTRY, time_zone="Asia/Seoul"),
        participants=[ParticipantSaid(party="Xi Jinping", for_party="CN", office="President")],
        links=[LinkSaid(rel=Rel.ON_SIDELINES_OF, to="apec-economic-leaders-meeting-2025")],
        said_by="Donald Trump",
        said_for="US",
        said_on=date(2025, 10, 18),
        bearing=Bearing.STATES,
        stance=Stance.AFFIRMS,
        quotes={Field.WHEN: "from October 31 to November 1"},
    )


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"said_by": "A spokesman", "bearing": "former"}, [], id="only who says it"),
        pytest.param(
            {"when": "2025", "status": "postponed", "title": "Quad"},
            [Field.TITLE, Field.STATUS, Field.WHEN],
            id="the status before the date",
        ),
        pytest.param({"certainty": "eos2"}, [Field.CERTAINTY], id="a certainty by itself"),
        pytest.param({"certainty": "eos2", "title": "Quad"}, [Field.TITLE, Field.CERTAINTY], id="and a title"),
        pytest.param({"certainty": "eos2", "when": "2025"}, [Field.WHEN], id="a certainty that the date carries"),
        pytest.param({"certainty": "eos2", "status": "scheduled"}, [Field.STATUS], id="or the status"),
        pytest.param(
            {"summary": None, "place": None, "level": None}, [Field.SUMMARY, Field.LEVEL, Field.PLACE], id="null"
        ),
        pytest.param({"topics": [], "participants": []}, [Field.PARTICIPANTS, Field.TOPICS], id="empty lists"),
    ],
)
def test_what_is_sent_is_claimed_and_nothing_else(sent: dict[str, Any], fields: list[Field]) -> None:
    assert Statement.model_validate(sent).fields() == fields


def test_each_entry_of_a_list_is_claimed_by_itself() -> None:
    statement = Statement.model_validate(
        {
            **TRUMP_XI,
            "topics": ["Rare  Earths", {"topic": "Chips", "absent": True}],
            "participants": [{"party": "Xi Jinping"}, {"party": "Donald Trump", "absent": True}],
        }
    )

    assert statement.entries(Field.TOPICS) == [TopicSaid(topic="rare earths"), TopicSaid(topic="chips", absent=True)]
    assert statement.entries(Field.PARTICIPANTS) == [
        ParticipantSaid(party="Xi Jinping"),
        ParticipantSaid(party="Donald Trump", absent=True),
    ]
    assert statement.entries(Field.LINKS) == statement.links
    assert statement.entries(Field.TITLE) == ["Trump-Xi meeting"]
    assert statement.entries(Field.WHEN) == [WhenSaid(edtf="[2025-10-31..2025-11-01]")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("2025-10-30", "2025-10-30", id="EDTF"),
        pytest.param(["2025-10-26/2025-10-28", "2025-11"], "2025-10-26/2025-10-28 | 2025-11", id="either or"),
        pytest.param({"edtf": "2025-10-30"}, "2025-10-30", id="EDTF by name"),
        pytest.param(
            {"edtf": "2025-10-30", "time_zone": "Asia/Seoul"}, "2025-10-30 in Asia/Seoul", id="EDTF in a zone"
        ),
        pytest.param({"start": "2025-10-30T11:00"}, "2025-10-30T11:00", id="a clock time"),
        pytest.param(
            {"start": "2025-10-30T11:00", "end": "2025-10-30T12:40", "time_zone": "Asia/Seoul"},
            "2025-10-30T11:00/2025-10-30T12:40 in Asia/Seoul",
            id="two clock times in a zone",
        ),
    ],
)
def test_a_date_is_edtf_or_clock_times(said: object, expected: str) -> None:
    statement = Statement.model_validate({"when": said})

    assert statement.when is not None
    assert statement.when.window() == window(expected)


def test_the_words_of_a_date_are_kept_beside_it() -> None:
    statement = Statement.model_validate({"when": {"edtf": "2025-10-25/..", "words": " began  Saturday "}})

    assert statement.when is not None
    assert statement.when.window().words == "began Saturday"


@law
@given(windows(A_FEW_DAYS))
def test_a_window_can_be_said_again(drawn: Window) -> None:
    said = as_said(drawn)

    assert said.window() == drawn
    assert WhenSaid.model_validate_json(said.model_dump_json()) == said


EITHER = "give either edtf, or start (and end) as local clock times"
LOCAL = "a clock time is local: YYYY-MM-DDTHH:MM without an offset, with time_zone beside it"
A_CLOCK = f"{LOCAL}; a day alone is edtf"
AN_INSTANT = "an instant is YYYY-MM-DDTHH:MM:SS with an offset, such as Z or +09:00"
A_DATE = "a date is an EDTF text of at most 200 characters, or a list of them"
A_DAY = "a day is YYYY-MM-DD"
NEVER_NULL = "cannot be null: a meeting always has one; leave the field out instead"
NO_FLAG = "Input should be a valid boolean"
NO_NAME = "has no letter, digit or sign by which it could be told from others"
YEARS = "the year is not between 1800 and 2200"
SLUG_TO = {"rel": "part_of", "to": "apec"}


def refused(model: type[Statement | SourceSaid], sent: object) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as refusal:
        model.model_validate(sent)

    errors = refusal.value.errors()
    return [(".".join(str(part) for part in one["loc"]), one["msg"].removeprefix("Value error, ")) for one in errors]


@pytest.mark.parametrize(
    ("sent", "field", "rule"),
    [
        pytest.param({"titel": "Quad"}, "titel", "Extra inputs are not permitted", id="an unknown field"),
        pytest.param({"listed": False}, "listed", "Extra inputs are not permitted", id="an editor's own field"),
        pytest.param({"title": None}, "title", NEVER_NULL, id="no title"),
        pytest.param({"kind": None}, "kind", NEVER_NULL, id="no kind"),
        pytest.param({"when": None}, "when", NEVER_NULL, id="no date"),
        pytest.param({"status": None}, "status", NEVER_NULL, id="no status"),
        pytest.param({"certainty": None}, "certainty", NEVER_NULL, id="no certainty"),
        pytest.param({"language": None}, "language", NEVER_NULL, id="no language"),
        pytest.param({"participants": None}, "participants", "Input should be a valid list", id="no list"),
        pytest.param(
            {"when": "2025-02-30"}, "when", "'2025-02-30' is not a day of the calendar", id="a day that is not"
        ),
        pytest.param({"when": {"edtf": "2025", "start": "2025-10-30T11:00"}}, "when", EITHER, id="a date in two ways"),
        pytest.param({"when": {}}, "when", EITHER, id="a date in no way"),
        pytest.param({"when": {"time_zone": "Asia/Seoul"}}, "when", EITHER, id="a zone alone"),
        pytest.param({"when": {"end": "2025-10-30T11:00"}}, "when", EITHER, id="an end alone"),
        pytest.param({"when": {"edtf": "2025", "end": "2025-10-30T11:00"}}, "when", EITHER, id="a date and an end"),
        pytest.param({"when": {"start": "2025-10-30"}}, "when.start", A_CLOCK, id="a day for a clock time"),
        pytest.param({"when": {"start": date(2025, 10, 30)}}, "when.start", A_CLOCK, id="a plain day for a clock time"),
        pytest.param({"when": {"start": 1761789600}}, "when.start", A_CLOCK, id="a number for a clock time"),
        pytest.param({"when": {"start": "2025-10-30T11:00Z"}}, "when.start", A_CLOCK, id="an instant for a clock time"),
        pytest.param(
            {"when": {"start": "2025-10-30T11:00", "end": "2025-10-30T12:00+09:00"}},
            "when.end",
            A_CLOCK,
            id="half an offset",
        ),
        pytest.param({"when": {"start": "2025-10-30T11:00:30"}}, "when", LOCAL, id="a clock time with seconds"),
        pytest.param({"when": 2026}, "when", A_DATE, id="a number for a date"),
        pytest.param({"when": ["2026-04", 2026]}, "when", A_DATE, id="a number among dates"),
        pytest.param({"when": {"edtf": True}}, "when.edtf", A_DATE, id="yes for a date"),
        pytest.param({"when": "2" * 201}, "when", A_DATE, id="a date of 201 characters"),
        pytest.param({"when": []}, "when", "an 'either ... or' lists 1 to 12 dates", id="either nothing or nothing"),
        pytest.param(
            {"when": {"edtf": "2025", "time_zone": "KST"}},
            "when.time_zone",
            "'KST' is not an IANA time zone; write one like Asia/Seoul, or UTC",
            id="an abbreviation for a zone",
        ),
        pytest.param({"place": {"precision": "city"}}, "place", "a city needs a name", id="a city without a name"),
        pytest.param(
            {"place": {"precision": "country"}}, "place", "a country needs a name", id="a country without name and code"
        ),
        pytest.param(
            {"place": {"precision": "several"}}, "place", "a several needs a name", id="several without a name"
        ),
        pytest.param(
            {"place": {"name": "Busan", "precision": "city", "latitude": 35.1}},
            "place",
            "latitude and longitude go together",
            id="half a position",
        ),
        pytest.param(
            {"place": {"name": "Busan", "precision": "city", "latitude": 91, "longitude": 0}},
            "place.latitude",
            "Input should be less than or equal to 90",
            id="a position beyond the pole",
        ),
        pytest.param(
            {"place": {"name": "Busan", "precision": "city", "within": {"name": "Gimhae", "precision": "venue"}}},
            "place",
            "a city does not lie within a venue",
            id="a city within a venue",
        ),
        pytest.param(
            {"place": {"name": "Korea", "precision": "country", "within": {"name": "Asia", "precision": "country"}}},
            "place",
            "a country does not lie within a country",
            id="a country within a country",
        ),
        pytest.param({"place": {"precision": "country", "country": "kr"}}, "place.country", None, id="a code in small"),
        pytest.param(
            {"links": [{**SLUG_TO, "ordinal": 5}]},
            "links.0",
            "only a series has an ordinal",
            id="a number of no series",
        ),
        pytest.param(
            {"links": [{"rel": "series", "to": "G7", "ordinal": 0}]},
            "links.0.ordinal",
            "Input should be greater than or equal to 1",
            id="the zeroth of a series",
        ),
        pytest.param({"links": [{"rel": "near", "to": "apec"}]}, "links.0.rel", None, id="an unknown relation"),
        pytest.param(
            {"certainty": "eos6"},
            "",
            "eos6 means called off: it goes with status cancelled",
            id="called off, not cancelled",
        ),
        pytest.param(
            {"title": "Quad", "quotes": {"when": "next year", "place": "in India"}},
            "",
            "quotes name when, place, of which nothing is said",
            id="quotes of what is not said",
        ),
        pytest.param({"title": "Quad", "quotes": {"title": "x" * 301}}, "quotes.title", None, id="a quote of 301"),
        pytest.param({"said_on": "2201-01-01"}, "said_on", YEARS, id="a day too late"),
        pytest.param({"said_on": 0}, "said_on", A_DAY, id="a number for a day"),
        pytest.param({"said_on": "2025-10-18T00:00:00"}, "said_on", A_DAY, id="a time for a day"),
        pytest.param({"said_on_estimated": "true"}, "said_on_estimated", NO_FLAG, id="a word for a yes"),
        pytest.param({"said_on_estimated": 1}, "said_on_estimated", NO_FLAG, id="a number for a yes"),
        pytest.param({"topics": [47]}, "topics.0", None, id="a number for a topic"),
        pytest.param({"topics": ["x" * 61]}, "topics.0.topic", None, id="a topic of 61"),
        pytest.param({"topics": [{"topic": "x", "absent": "yes"}]}, "topics.0.absent", NO_FLAG, id="an absent word"),
        pytest.param(
            {"links": [{"rel": "series", "to": "G7", "ordinal": 5.0}]},
            "links.0.ordinal",
            "Input should be a valid integer",
            id="a broken number of a series",
        ),
        pytest.param(
            {"links": [{"rel": "series", "to": "G7", "ordinal": True}]},
            "links.0.ordinal",
            "Input should be a valid integer",
            id="yes for a number",
        ),
        pytest.param(
            {"place": {"name": "Busan", "precision": "city", "latitude": "35.18", "longitude": 129}},
            "place.latitude",
            "Input should be a valid number",
            id="a text for a number",
        ),
        pytest.param(
            {"participants": [{"party": "KH", "from": "2025-10-27", "until": "2025-10-26"}]},
            "participants.0",
            "until lies before from",
            id="a stay that ends before it begins",
        ),
        pytest.param({"said_for": "\u0301"}, "said_for", NO_NAME, id="a side of an accent alone"),
        pytest.param({"language": "english"}, "language", None, id="the name of a language"),
        pytest.param({"topics": ["x"] * 51}, "topics", None, id="51 topics"),
        pytest.param({"participants": [{"party": " "}]}, "participants.0.party", None, id="a participant without name"),
    ],
)
def test_what_breaks_a_rule_is_refused_where_it_does(sent: object, field: str, rule: str | None) -> None:
    errors = refused(Statement, sent)

    assert [(where, rule and what) for where, what in errors] == [(field, rule)]


@pytest.mark.parametrize(
    "place",
    [
        pytest.param({"precision": "country", "country": "KR"}, id="a country by its code"),
        pytest.param({"precision": "country", "name": "Yugoslavia"}, id="a country by its name"),
        pytest.param({"precision": "undisclosed"}, id="undisclosed"),
        pytest.param({"precision": "none"}, id="nowhere"),
        pytest.param({"precision": "city", "name": "Busan", "latitude": 35.18, "longitude": 129.08}, id="a position"),
        pytest.param(
            {"precision": "venue", "name": "Gimhae", "within": {"precision": "country", "country": "KR"}}, id="a chain"
        ),
    ],
)
def test_a_place_is_read_by_its_name_or_its_countrys_code(place: dict[str, Any]) -> None:
    read = Statement.model_validate({"place": place}).place

    assert read is not None
    assert read.model_dump(mode="json", exclude_unset=True) == place


def test_called_off_goes_with_cancelled() -> None:
    statement = Statement.model_validate({"certainty": "eos6", "status": "cancelled"})

    assert (statement.certainty, statement.status) == (Eos.EOS6, Status.CANCELLED)


def test_a_participant_stays_from_a_day_until_another() -> None:
    statement = Statement.model_validate(
        {"participants": [{"party": "Donald Trump", "from": "2025-06-15", "until": "2025-06-16"}]}
    )

    assert statement.participants == [
        ParticipantSaid(party="Donald Trump", from_=date(2025, 6, 15), until=date(2025, 6, 16))
    ]


def test_a_source_is_read_with_the_instant_at_which_it_was_seen() -> None:
    sent = {
        "publisher": "Kyodo News",
        "title": "Trump leaving Friday for Asia",
        "url": "https://example.org/1",
        "published_on": "2025-10-24",
        "accessed_at": "2025-10-25T09:00:00+09:00",
    }

    assert SourceSaid.model_validate(sent) == SourceSaid(
        publisher="Kyodo News",
        title="Trump leaving Friday for Asia",
        url="https://example.org/1",
        published_on=date(2025, 10, 24),
        accessed_at=datetime(2025, 10, 25, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("sent", "field", "rule"),
    [
        ({"published_on": "1799-12-31"}, "published_on", YEARS),
        ({"published_on": "yesterday"}, "published_on", A_DAY),
        ({"published_on": 0}, "published_on", A_DAY),
        ({"published_on": 20381.0}, "published_on", A_DAY),
        ({"published_on": True}, "published_on", A_DAY),
        ({"published_on": datetime(2025, 10, 24, tzinfo=UTC)}, "published_on", A_DAY),
        ({"published_on": "2025-02-30"}, "published_on", "'2025-02-30' is not a day of the calendar"),
        ({"accessed_at": 1761789600}, "accessed_at", AN_INSTANT),
        ({"accessed_at": "2025-10-25T09:00"}, "accessed_at", AN_INSTANT),
        ({"accessed_at": "0001-01-01T00:00+14:00"}, "accessed_at", YEARS),
        ({"url": "javascript:alert(1)"}, "url", None),
        ({"archive_url": "/local"}, "archive_url", None),
        ({"publisher": ""}, "publisher", None),
    ],
)
def test_a_source_that_breaks_a_rule_is_refused_where_it_does(
    sent: dict[str, Any], field: str, rule: str | None
) -> None:
    errors = refused(SourceSaid, {"publisher": "Kyodo News", "title": "Asia", "published_on": "2025-10-24"} | sent)

    assert [(where, rule and what) for where, what in errors] == [(field, rule)]

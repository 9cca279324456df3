"""JSON Feed 1.1: valid by its own specification, and nothing of a document is lost."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from app.formats.description import describe
from app.formats.headline import summary
from app.formats.json_feed import write_json_feed
from app.meetings.document import Meeting
from app.meetings.terms import Field
from tests.formats.conftest import Expected
from tests.formats.documents import BASE_URL, CHANGES, DOZEN, FEED, MEETINGS, document, titled
from tests.meetings.factories import claim, meeting, topic, when

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "json-feed-1.1.json").read_bytes())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
OURS = replace(FEED, url=f"{BASE_URL}/feeds/us-china.json")
LAST = {MEETINGS[name].id: change for name, change in CHANGES.items()}


def written(*meetings: Meeting) -> bytes:
    return write_json_feed(OURS, meetings, BASE_URL, LAST)


def items(*meetings: Meeting) -> list[dict[str, Any]]:
    read: dict[str, Any] = json.loads(written(*meetings))
    VALIDATOR.validate(read)
    return list(read["items"])


def test_a_feed_is_written_byte_for_byte_as_expected(expected: Expected) -> None:
    feed = written(*(MEETINGS[name] for name in DOZEN))

    assert feed == expected("meetings.json", feed)


def test_every_sort_of_meeting_makes_a_valid_feed() -> None:
    assert [one["id"] for one in items(*MEETINGS.values())] == [one.id.urn for one in MEETINGS.values()]


def test_a_feed_says_what_it_is_and_where_it_lives() -> None:
    read = json.loads(written())

    VALIDATOR.validate(read)
    assert read == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "US and China; talks, calls",
        "home_page_url": f"{BASE_URL}/",
        "feed_url": f"{BASE_URL}/feeds/us-china.json",
        "description": "Meetings,\ntalks and calls.",
        "language": "en",
        "authors": [{"name": "Summitry", "url": BASE_URL}],
        "items": [],
    }


def test_an_item_is_what_a_calendar_shows_with_the_whole_document_beside_it() -> None:
    one = MEETINGS["moved-twice"]
    described = describe(one, BASE_URL, CHANGES["moved-twice"])

    (item,) = items(one)

    stored = item.pop("_summitry")
    assert item == {
        "id": one.id.urn,
        "url": f"{BASE_URL}/meetings/moved-twice",
        "title": summary(one),
        "content_text": described.text,
        "content_html": described.html,
        "date_published": "2025-10-18T20:00:00Z",
        "date_modified": "2025-10-18T20:00:00Z",
        "language": "en",
        "tags": ["bilateral"],
        "authors": [{"name": "Reuters"}, {"name": "Yonhap"}],
    }
    assert stored["about"] == f"{BASE_URL}/docs"
    assert Meeting.model_validate(stored["meeting"]) == one


def test_each_publisher_is_an_author_once_and_without_any_the_feeds_own_counts() -> None:
    unsaid = document(meeting(when("2025-10-30")))

    assert "authors" not in items(unsaid)[0]


def test_a_tag_stands_once_and_what_turns_a_line_round_stands_in_the_document_alone() -> None:
    told = document(meeting(when("2025-10-30"), titled("Talks\u202e"), topic("bilateral"), topic("trade\u202e")))

    (item,) = items(told)

    assert (item["title"], item["tags"]) == ("US-China: Talks", ["bilateral", "trade"])
    assert item["_summitry"]["meeting"]["title"] == "Talks\u202e"


def test_the_language_is_that_of_the_title() -> None:
    assert [one["language"] for one in items(MEETINGS["chinese-and-japanese"], MEETINGS["right-to-left"])] == [
        "zh",
        "ar",
    ]


@pytest.mark.parametrize(
    "fault",
    [{"id": 7}, {"content_text": None}, {"date_modified": "yesterday"}, {"authors": [{}]}, {"summitry": {}}],
    ids=str,
)
def test_the_schema_finds_what_is_wrong(fault: dict[str, Any]) -> None:
    (item,) = items(MEETINGS["within"])

    with pytest.raises(ValidationError):
        VALIDATOR.validate(json.loads(written()) | {"items": [item | fault]})


def test_what_is_not_known_stays_null_in_the_document() -> None:
    (item,) = items(document(meeting(when("2025-10-30"), claim(Field.SUMMARY, None))))

    assert item["_summitry"]["meeting"]["summary"] is None
    assert "None" not in item["content_text"]

"""The worked examples of the documentation are what the service answers.

`RENEW_EXAMPLES=1 pytest tests/api/test_examples.py` writes them again.
"""

import json
import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.settings import ROOT
from tests.http.serving import XI

FOLDER = ROOT / "app" / "api" / "examples"
PLACE = "4475a37c-0b3d-543d-8335-e7e6750754d8"
SOURCE = "3442d9e0-a889-5fc8-bef9-247a96e2b14b"
ADDRESSES = {
    "calendar": "/api/v1/calendars/us-china",
    "calendars": "/api/v1/calendars",
    "changes": "/api/v1/changes?party=Xi%20Jinping&limit=1",
    "claims": f"/api/v1/meetings/{XI}/claims",
    "health": "/health",
    "history": f"/api/v1/meetings/{XI}/history",
    "index": "/api/v1",
    "meeting": f"/api/v1/meetings/{XI}",
    "meetings": "/api/v1/meetings?party=Xi%20Jinping&limit=1",
    "parties": "/api/v1/parties?limit=3",
    "party": "/api/v1/parties/US",
    "place": f"/api/v1/places/{PLACE}",
    "places": "/api/v1/places?limit=2",
    "source": f"/api/v1/sources/{SOURCE}",
    "sources": "/api/v1/sources",
    "topics": "/api/v1/topics?limit=2",
}
"""What the calendar of the first article is asked."""
OF_KEYS = ("key", "keys", "new_key")
"""What only administrators are answered: `test_keys.py` compares it."""
FEED = ROOT / "app" / "feeds" / "example.ics"


def compare(file: Path, expected: str) -> None:
    """Compare a stored example with what is answered, or store that."""
    if os.environ.get("RENEW_EXAMPLES"):
        file.write_text(expected, "utf-8", newline="\n")
    assert file.read_text("utf-8") == expected, "the service answers otherwise now: see above how to renew the examples"


def printed(answer: object) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_example_is_what_the_first_calendar_answers(reader: TestClient, name: str) -> None:
    compare(FOLDER / f"{name}.json", printed(reader.get(ADDRESSES[name]).json()))


@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_example_of_series_is_of_the_days_after_since_the_first_article_names_none(
    later_client: TestClient,
) -> None:
    compare(FOLDER / "series.json", printed(later_client.get("/api/v1/series").json()))


def test_the_example_of_a_feed_is_that_of_one_meeting(reader: TestClient) -> None:
    compare(FEED, reader.get(f"/feeds/meetings/{XI}.ics").text.replace("\r\n", "\n"))


def test_every_example_is_compared() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == {*ADDRESSES, "series", *OF_KEYS}

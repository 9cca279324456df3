"""The worked examples of the documentation are what the service answers.

`RENEW_EXAMPLES=1 pytest tests/api/test_examples.py` writes them again.
"""

import itertools
import json
import os
from pathlib import Path
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from app.access.roles import Role
from app.settings import ROOT
from app.store import drafts, record, telling
from tests.access.keyring import bearer, give_key
from tests.http.serving import XI, database_of

FOLDER = ROOT / "app" / "api" / "examples"
CLAIM = "86360878-4fa1-5a46-9a6b-3ae95ee3fde0"
PLACE = "4475a37c-0b3d-543d-8335-e7e6750754d8"
SOURCE = "3442d9e0-a889-5fc8-bef9-247a96e2b14b"
ADDRESSES = {
    "calendar": "/api/v1/calendars/us-china",
    "calendars": "/api/v1/calendars",
    "changes": "/api/v1/changes?party=Xi%20Jinping&limit=1",
    "claim": f"/api/v1/claims/{CLAIM}",
    "claim_list": "/api/v1/claims?field=when&limit=2",
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
WRITES = {
    "created": ("POST", "/api/v1/meetings", "new_meeting"),
    "changed": ("PATCH", f"/api/v1/meetings/{XI}", "change"),
    "deleted": ("DELETE", f"/api/v1/meetings/{XI}", None),
    "proposed": ("POST", f"/api/v1/meetings/{XI}/claims", "claims"),
    "ruled": ("POST", f"/api/v1/claims/{CLAIM}/rulings", "ruling"),
    "new_source": ("POST", "/api/v1/sources", "new_source"),
    "party_changed": ("PATCH", "/api/v1/parties/He%20Lifeng", "party_change"),
    "new_calendar": ("POST", "/api/v1/calendars", "new_calendar"),
    "calendar_changed": ("PUT", "/api/v1/calendars/us-china", "calendar_change"),
}
"""What it is told: the method, the address, and the example of the body."""
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
@pytest.mark.parametrize("name", WRITES)
def test_an_example_of_writing_runs_as_it_stands(
    client: TestClient, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    method, address, sent = WRITES[name]
    counted = itertools.count(1)
    for module in (drafts, record, telling):
        # Ids are random: here they are counted, so that an example stays what it is.
        monkeypatch.setattr(module, "uuid4", lambda: UUID(int=next(counted)))
    key = bearer(give_key(database_of(client), Role.REPORTER if name == "proposed" else Role.EDITOR))
    seen = {} if method == "POST" and name != "ruled" else {"If-Match": seen_of(client, address)}
    body = json.loads((FOLDER / "bodies" / f"{sent}.json").read_text("utf-8")) if sent else None

    answer = client.request(method, address, json=body, headers=key | seen)

    assert answer.status_code == (201 if method == "POST" else 200)
    compare(FOLDER / f"{name}.json", printed(answer.json()))


def seen_of(client: TestClient, address: str) -> str:
    return client.get(address.removesuffix("/rulings")).headers["ETag"]


@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_example_of_series_is_of_the_days_after_since_the_first_article_names_none(
    later_client: TestClient,
) -> None:
    compare(FOLDER / "series.json", printed(later_client.get("/api/v1/series").json()))


def test_the_example_of_a_feed_is_that_of_one_meeting(reader: TestClient) -> None:
    compare(FEED, reader.get(f"/feeds/meetings/{XI}.ics").text.replace("\r\n", "\n"))


def test_every_example_of_a_body_is_sent() -> None:
    assert {file.stem for file in (FOLDER / "bodies").glob("*.json")} == {
        *(sent for _, _, sent in WRITES.values() if sent),
        "new_key",
    }


def test_every_example_is_compared() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == {*ADDRESSES, *WRITES, "series", *OF_KEYS}

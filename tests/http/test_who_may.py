"""Every route of the service, asked by everybody: who is let in, who is not known, and who may not."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pytest
from fastapi.routing import iter_route_contexts
from httpx2 import Response
from starlette.testclient import TestClient

from app.access.roles import Role
from app.main import create_app
from app.settings import Settings
from tests.access.keyring import bearer, give_bad_keys, give_key
from tests.conftest import BASE_URL, Shelf
from tests.http.serving import database_of


class Door(StrEnum):
    """Whom a route lets in."""

    SAME_FOR_ALL = "same for all"
    """Everybody, without looking at keys."""
    OPEN = "open"
    """Everybody but those who show a key that opens nothing."""
    REPORTERS = "reporter"
    EDITORS = "editor"
    ADMINS = "admin"


API = "/api/v1"
DOORS: dict[tuple[str, str], Door] = {
    ("GET", API): Door.OPEN,
    ("GET", f"{API}/calendars"): Door.OPEN,
    ("GET", f"{API}/calendars/{{calendar}}"): Door.OPEN,
    ("POST", f"{API}/calendars"): Door.EDITORS,
    ("PUT", f"{API}/calendars/{{calendar}}"): Door.EDITORS,
    ("DELETE", f"{API}/calendars/{{calendar}}"): Door.EDITORS,
    ("GET", f"{API}/changes"): Door.OPEN,
    ("GET", f"{API}/claims"): Door.OPEN,
    ("GET", f"{API}/claims/{{claim}}"): Door.OPEN,
    ("POST", f"{API}/claims/{{claim}}/rulings"): Door.EDITORS,
    ("GET", f"{API}/keys"): Door.ADMINS,
    ("POST", f"{API}/keys"): Door.ADMINS,
    ("GET", f"{API}/keys/{{key}}"): Door.ADMINS,
    ("DELETE", f"{API}/keys/{{key}}"): Door.ADMINS,
    ("GET", f"{API}/meetings"): Door.OPEN,
    ("POST", f"{API}/meetings"): Door.EDITORS,
    ("GET", f"{API}/meetings/{{meeting}}"): Door.OPEN,
    ("PATCH", f"{API}/meetings/{{meeting}}"): Door.EDITORS,
    ("DELETE", f"{API}/meetings/{{meeting}}"): Door.EDITORS,
    ("POST", f"{API}/meetings/{{meeting}}/claims"): Door.REPORTERS,
    ("GET", f"{API}/meetings/{{meeting}}/claims"): Door.OPEN,
    ("GET", f"{API}/meetings/{{meeting}}/history"): Door.OPEN,
    ("GET", f"{API}/parties"): Door.OPEN,
    ("GET", f"{API}/parties/{{party}}"): Door.OPEN,
    ("PATCH", f"{API}/parties/{{party}}"): Door.EDITORS,
    ("GET", f"{API}/places"): Door.OPEN,
    ("GET", f"{API}/places/{{place}}"): Door.OPEN,
    ("GET", f"{API}/series"): Door.OPEN,
    ("GET", f"{API}/sources"): Door.OPEN,
    ("POST", f"{API}/sources"): Door.EDITORS,
    ("GET", f"{API}/sources/{{source}}"): Door.OPEN,
    ("GET", f"{API}/topics"): Door.OPEN,
    ("GET", "/"): Door.SAME_FOR_ALL,
    ("GET", "/docs"): Door.SAME_FOR_ALL,
    ("GET", "/docs/assets/{name}"): Door.SAME_FOR_ALL,
    ("GET", "/feeds/meetings.ics"): Door.SAME_FOR_ALL,
    ("GET", "/feeds/meetings/{meeting}.ics"): Door.SAME_FOR_ALL,
    ("GET", "/feeds/{calendar}.ics"): Door.SAME_FOR_ALL,
    ("GET", "/health"): Door.SAME_FOR_ALL,
    ("GET", "/meetings/{meeting}"): Door.SAME_FOR_ALL,
    ("GET", "/openapi.json"): Door.SAME_FOR_ALL,
    ("GET", "/problems/{kind}"): Door.SAME_FOR_ALL,
    ("GET", "/robots.txt"): Door.SAME_FOR_ALL,
    ("GET", "/static/{name}"): Door.SAME_FOR_ALL,
}
"""Every route, and whom it lets in. A route that is not here fails the tests: say whose it is."""

BAD = ("unknown", "expired", "revoked")
EVERYBODY = ("nobody", *BAD, *Role)
THINGS = {
    "calendar": "us-china",
    "claim": "86360878-4fa1-5a46-9a6b-3ae95ee3fde0",
    "key": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "kind": "gone",
    "meeting": "trump-xi-meeting-2025",
    "name": "style.css",
    "party": "US",
    "place": "4475a37c-0b3d-543d-8335-e7e6750754d8",
    "source": "3442d9e0-a889-5fc8-bef9-247a96e2b14b",
}


@dataclass(frozen=True)
class Crowd:
    """A service, and what everybody shows to it."""

    client: TestClient
    shown: dict[str, dict[str, str]]

    def ask(self, who: str, method: str, path: str) -> Response:
        """Ask as somebody does; without a body, so that nothing is ever written."""
        headers = self.shown[who] | {"X-Request-Id": "same"}
        return self.client.request(method, path.format(**THINGS), headers=headers)


def routes() -> list[tuple[str, str]]:
    """Return the method and the path of every route of the service."""
    found = iter_route_contexts(create_app(Settings()).routes)
    return sorted((method, route.path or "/") for route in found for method in route.methods or {"GET"})


@pytest.fixture(scope="module")
def crowd(shelf: Shelf) -> Iterator[Crowd]:
    app = create_app(Settings(database_url=shelf.copy("sqlite", "first"), base_url=BASE_URL))
    with TestClient(app, base_url=BASE_URL) as client:
        database = database_of(client)
        keys = give_bad_keys(database) | {role: give_key(database, role) for role in Role}
        yield Crowd(client, {"nobody": {}} | {who: bearer(key) for who, key in keys.items()})


def expected(door: Door, who: str) -> int | None:
    """Return how somebody is refused at a door; None if they are let in."""
    if door is Door.SAME_FOR_ALL:
        return None
    if who in BAD:
        return 401
    if door is Door.OPEN:
        return None
    if who == "nobody":
        return 401
    return None if Role(who) >= Role(door) else 403


def test_every_route_has_its_door() -> None:
    assert routes() == sorted(DOORS)


@pytest.mark.parametrize(("method", "path"), routes())
def test_everybody_is_let_in_where_they_may_and_nowhere_else(crowd: Crowd, method: str, path: str) -> None:
    door = DOORS[method, path]
    statuses = {who: crowd.ask(who, method, path).status_code for who in EVERYBODY}

    refused = {who: status if status in (401, 403) else None for who, status in statuses.items()}

    assert refused == {who: expected(door, who) for who in EVERYBODY}
    assert max(statuses.values()) < 500


@pytest.mark.parametrize(("method", "path"), routes())
def test_only_what_the_api_answers_to_a_key_is_private(crowd: Crowd, method: str, path: str) -> None:
    kept_apart = {who: crowd.ask(who, method, path).headers.get("Cache-Control") for who in EVERYBODY}

    without = kept_apart.pop("nobody")

    assert without != "private, no-store"
    assert set(kept_apart.values()) == {"private, no-store" if path.startswith(API) else without}


@pytest.mark.parametrize(("method", "path"), [one for one, door in DOORS.items() if door is Door.SAME_FOR_ALL])
def test_what_is_the_same_for_all_is_the_same(crowd: Crowd, method: str, path: str) -> None:
    answers = [crowd.ask(who, method, path) for who in EVERYBODY]

    assert len({answer.status_code for answer in answers}) == 1
    assert len({answer.content for answer in answers}) == 1

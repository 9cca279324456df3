"""The service opens only a calendar that is its own."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.http.service import open_service
from app.main import create_app
from app.meetings.errors import CalendarAwayError, CalendarNotReadyError
from app.settings import Settings
from tests.conftest import BASE_URL, Shelf
from tests.http.serving import service_of


def test_an_address_that_events_do_not_carry_is_refused_with_the_command_that_helps(shelf: Shelf) -> None:
    settings = Settings(database_url=shelf.copy("sqlite", "first"), base_url="https://elsewhere.test")

    with pytest.raises(CalendarNotReadyError, match="run `summitry rerender`"), TestClient(create_app(settings)):
        pass


def test_a_database_without_tables_is_refused_with_the_command_that_helps(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'new.db'}")

    with pytest.raises(CalendarNotReadyError, match="run `summitry migrate`"):
        open_service(settings)


def test_a_database_that_is_not_there_is_said_to_be_away() -> None:
    settings = Settings(database_url="postgresql://nobody@127.0.0.1:1/nothing")

    with pytest.raises(CalendarAwayError):
        open_service(settings)


def test_without_an_address_in_the_settings_that_of_the_calendar_holds(shelf: Shelf) -> None:
    settings = Settings(database_url=shelf.copy("sqlite", "first"), port=9000)

    with TestClient(create_app(settings), base_url=BASE_URL) as client:
        assert service_of(client).base_url == BASE_URL
        assert client.get("/api/v1/calendars/korea").json()["feed"] == f"{BASE_URL}/feeds/korea.ics"


def test_the_settings_are_those_of_the_environment(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", shelf.copy("sqlite", "first"))

    with TestClient(create_app(), base_url=BASE_URL) as client:
        assert client.get("/health").json() == {"status": "ok", "number": 8}

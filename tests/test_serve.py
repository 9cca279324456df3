"""The command `summitry serve`: a calendar is prepared, served and closed."""

import gc
import signal
import socket
import time
import warnings
from collections.abc import Callable

import httpx
import pytest

from app.store.database import Database
from app.store.migrate import undo
from tests.commands import Ended, address_of, run, running, use
from tests.store.factories import find, slugs

PATIENCE = 60.0
New = Callable[[str], Database]


def serve_on_a_taken_port(*arguments: str) -> tuple[Ended, int]:
    """Serve up to the moment of listening, and return how that ended, and on which port."""
    with socket.create_server(("127.0.0.1", 0)) as taken, warnings.catch_warnings():
        port = taken.getsockname()[1]
        ended = run("serve", *arguments, "--port", f"{port}")
        # The server leaves its socket to the end of the process, which here does not come.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
    return ended, port


def test_serve_says_when_its_port_is_taken(new_database: New, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, new_database("first"))

    ended, port = serve_on_a_taken_port()

    told = f"cannot listen on 127.0.0.1, port {port}; is it taken? SUMMITRY_PORT=8001 and SUMMITRY_HOST choose another"
    assert (ended.code, ended.err.splitlines()[-1]) == (1, f"summitry: {told}")


def test_serve_prepares_a_calendar_of_another_address(new_database: New, monkeypatch: pytest.MonkeyPatch) -> None:
    database = use(monkeypatch, new_database("first"))
    monkeypatch.setenv("SUMMITRY_BASE_URL", "https://calendar.example.org")

    serve_on_a_taken_port("--prepare")

    assert [meeting.version for meeting in find(database)] == [2] * 8
    assert run("check").code == 0


def test_serve_fills_an_empty_calendar_with_the_first_story(new_database: New, monkeypatch: pytest.MonkeyPatch) -> None:
    database = use(monkeypatch, new_database("empty"))

    serve_on_a_taken_port("--prepare")

    assert [meeting.version for meeting in find(database)] == [1] * 8


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def settings_of(database: Database, port: int) -> dict[str, str]:
    """Return the settings of a service on a database of the tests' own, which need not outlive a power cut."""
    return {
        "SUMMITRY_DATABASE_URL": address_of(database),
        "SUMMITRY_PORT": f"{port}",
        "SUMMITRY_ALLOW_UNSAFE_DATABASE": "true",
    }


def answer_of(url: str) -> httpx.Response:
    """Ask until there is an answer."""
    began = time.monotonic()
    while True:
        try:
            return httpx.get(url)
        except httpx.TransportError:
            if time.monotonic() - began > PATIENCE:
                raise
            time.sleep(0.05)


def test_serve_prepares_a_new_calendar_says_where_it_is_and_ends_when_told_to(
    new_database: New,
) -> None:
    database = new_database("empty")
    undo(database)
    port = free_port()
    settings = settings_of(database, port)

    with running("serve", "--prepare", settings=settings) as service:
        health = answer_of(f"http://localhost:{port}/health")
        feed = httpx.get(f"http://localhost:{port}/feeds/meetings.ics")
        service.send_signal(signal.SIGINT)
        out, err = service.communicate(timeout=PATIENCE)

    assert (health.status_code, feed.content.count(b"BEGIN:VEVENT")) == (200, 8)
    assert out.splitlines() == [
        "Summitry is here:",
        f"  the calendar      http://localhost:{port}/",
        f"  to subscribe to   http://localhost:{port}/feeds/meetings.ics",
        f"  the API           http://localhost:{port}/docs",
    ]
    assert "Traceback" not in err
    assert slugs(database)

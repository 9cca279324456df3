"""A service under test: its database, what it asks of it, and what becomes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import current_thread
from time import sleep
from typing import cast

from fastapi import FastAPI
from sqlalchemy import create_engine, event, text
from starlette.testclient import TestClient

from app import clock
from app.feeds.body import Bodies
from app.http.service import Service
from app.http.turns import Turns
from app.store.almanac import Almanac
from app.store.database import Database
from app.store.ledger import open_ledger, read_head
from app.store.seeding import plant
from tests.conftest import LAST_EVENING, NEXT, read_file, time_at

XI = "trump-xi-meeting-2025"
TALKS = "us-china-trade-talks-malaysia-2025"
SUMMIT = "asean-summit-2025"


def app_of(client: TestClient) -> FastAPI:
    return cast("FastAPI", client.app)


def service_of(client: TestClient) -> Service:
    return cast("Service", app_of(client).state.service)


def bodies_of(client: TestClient) -> Bodies:
    return cast("Bodies", app_of(client).state.bodies)


def database_of(client: TestClient) -> Database:
    return service_of(client).database


@contextmanager
def serving(client: TestClient, **parts: Turns | Almanac) -> Iterator[None]:
    """Let a service work with other parts for a while."""
    state = app_of(client).state
    before, state.service = state.service, replace(service_of(client), **parts)  # type: ignore[arg-type]  # each its own
    yield
    state.service = before


def plant_next(client: TestClient) -> None:
    """Record what happened next, when it all had been published, while the service runs."""
    with time_at(max(LAST_EVENING, clock.now())), database_of(client).writing() as session:
        plant(session, open_ledger(session), [read_file(NEXT)])
    wait_for_pulse(client)


def wait_for_pulse(client: TestClient) -> None:
    """Let the service notice what was written: PostgreSQL's word of it takes some milliseconds."""
    service = service_of(client)
    with service.database.reading() as session:
        written = read_head(session)
    for _ in range(1000):
        if service.pulse.newest() == written:
            return
        sleep(0.01)
    raise TimeoutError


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """Collect the statements that requests send to the database; the pulse has its own."""
    sent: list[str] = []

    def note(*event_arguments: object) -> None:
        if current_thread().name != "pulse":
            sent.append(str(event_arguments[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def take_away(database: Database) -> None:
    """Let the database be gone: its file, or its server's willingness to answer."""
    if database.is_sqlite:
        database.engine.dispose()
        Path(database.url.database or "").unlink()
        Path(database.url.database or "").mkdir()
        return
    server = create_engine(database.engine.url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'ALTER DATABASE "{database.url.database}" ALLOW_CONNECTIONS false'))
        ended = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
        connection.execute(ended, {"name": database.url.database})
    server.dispose()

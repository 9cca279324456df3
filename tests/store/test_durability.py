"""A database that acknowledges what it has not stored is not served from."""

import pytest
from sqlalchemy import text

from app.meetings.errors import CalendarNotReadyError
from app.store.database import Database
from app.store.durability import check_durable
from tests.commands import Ended, address_of, run, use


def set_commit(database: Database, value: str) -> None:
    with database.writing() as session:
        session.execute(text(f'ALTER DATABASE "{database.url.database}" SET synchronous_commit = {value}'))
    database.engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite"])
def test_sqlite_is_told_how_to_store_and_always_served(database: Database) -> None:
    check_durable(database)

    with database.reading() as session:
        assert session.execute(text("PRAGMA synchronous")).scalar_one() == 2


@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_server_that_does_not_wait_for_its_disk_is_refused_with_what_is_off(database: Database) -> None:
    refusals = []

    for commit in ("off", "on"):
        set_commit(database, commit)
        with pytest.raises(CalendarNotReadyError) as refused:
            check_durable(database)
        refusals.append(refused.value.rule)

    assert refusals == [
        f"PostgreSQL runs with {off} off, so a power cut can take what writers were told is stored: switch it on, or "
        "say that this is a test: SUMMITRY_ALLOW_UNSAFE_DATABASE=true"
        for off in ("fsync and synchronous_commit", "fsync")
    ]


@pytest.mark.parametrize("kind", ["postgresql"])
@pytest.mark.parametrize("arguments", [["serve"], ["serve", "--prepare"]], ids=" ".join)
def test_serve_refuses_it_before_anything_else(
    database: Database, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    use(monkeypatch, database)
    monkeypatch.delenv("SUMMITRY_ALLOW_UNSAFE_DATABASE")

    ended = run(*arguments)

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("summitry: PostgreSQL runs with fsync")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("kind", ["postgresql"])
def test_what_only_looks_after_the_calendar_works_on_it(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", address_of(database))

    assert run("check") == Ended(0, "0 meetings, 0 versions, 0 claims: 0 differences\n", "")

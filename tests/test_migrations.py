"""Migrations: up, down and up again, to exactly the tables that the program works with."""

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex

from app.meetings.errors import CalendarNotReadyError
from app.settings import ROOT
from app.store.columns import Base
from app.store.database import Database
from app.store.ledger import open_ledger
from app.store.migrate import check_migrated, migrate, prepare, undo
from tests.conftest import ERA
from tests.store.factories import dump, meet, slugs

FILES = sorted((ROOT / "migrations" / "versions").glob("*.py"))


def described(database: Database) -> dict[str, Any]:
    """Return all that the database says of its tables."""
    inspector = inspect(database.engine)
    return {
        table: {
            "columns": sorted(
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in inspector.get_columns(table)
            ),
            "key": inspector.get_pk_constraint(table),
            "references": sorted(inspector.get_foreign_keys(table), key=str),
            "once": sorted(inspector.get_unique_constraints(table), key=str),
            "indexes": sorted((_plain(index) for index in inspector.get_indexes(table)), key=str),
            "checks": sorted(inspector.get_check_constraints(table), key=str),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def _plain(index: ReflectedIndex) -> dict[str, Any]:
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return {
        "name": index["name"],
        "columns": index["column_names"],
        "unique": bool(index["unique"]),
        "options": options,
    }


def call_era(database: Database, name: str) -> str:
    """Give a calendar's era another name, and return the one it had."""
    with database.writing() as session:
        ledger = open_ledger(session)
        before, ledger.era = ledger.era, name
    return before


@pytest.fixture
def by_tables(new_database: Callable[[str], Database]) -> Database:
    """Give a database that was made from the program's tables, without the migrations."""
    database = new_database("empty")
    undo(database)
    Base.metadata.create_all(database.engine)
    return database


def test_migrations_make_the_tables_of_the_program(database: Database, by_tables: Database) -> None:
    assert described(database) == described(by_tables)


def test_alembic_finds_nothing_left_to_migrate(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})

        assert compare_metadata(context, Base.metadata) == []


def test_migrations_go_down_to_nothing_and_up_again(database: Database) -> None:
    before = (described(database), dump(database))

    undo(database)
    empty = described(database)
    migrate(database)
    made_in = call_era(database, ERA)

    assert empty == {}
    assert (described(database), dump(database)) == before
    assert re.fullmatch("[0-9a-f]{8}", made_in)


def test_every_calendar_begins_an_era_of_its_own(new_database: Callable[[str], Database]) -> None:
    eras = set()
    for _ in range(3):
        database = new_database("empty")
        undo(database)
        migrate(database)
        eras.add(call_era(database, ERA))

    assert len(eras) == 3


def test_migrating_what_is_migrated_changes_nothing(new_database: Callable[[str], Database]) -> None:
    database = new_database("first")
    before = dump(database)

    migrate(database)

    assert dump(database) == before


def test_each_migration_undoes_what_it_did(database: Database) -> None:
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    steps = [script.revision for script in scripts.walk_revisions()]

    for below in [*steps[1:], "base"]:
        undo(database, below)
    migrate(database)

    meet(database)
    assert slugs(database) == ["trump-xi-meeting"]


# What is not migrated.


def test_a_database_without_tables_is_not_ready(database: Database) -> None:
    undo(database)

    with pytest.raises(CalendarNotReadyError) as refusal:
        check_migrated(database)

    assert refusal.value.rule == "there are no tables yet: run `summitry migrate`"


def test_what_is_prepared_gets_tables_where_there_are_none(database: Database) -> None:
    before = described(database)
    undo(database)

    prepare(database)
    prepare(database)

    assert described(database) == before


def test_what_is_prepared_is_left_alone_where_the_tables_are_of_another_version(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '2024_01_01'"))

    with pytest.raises(CalendarNotReadyError) as refusal:
        prepare(database)

    assert refusal.value.rule == f"the tables are of version 2024_01_01, not {_head()}: run `summitry migrate`"


def test_tables_of_another_version_are_not_ready_and_those_of_a_newer_one_are_left_alone(database: Database) -> None:
    check_migrated(database)
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '2999_01_01'"))

    with pytest.raises(CalendarNotReadyError) as refusal:
        check_migrated(database)
    with pytest.raises(CalendarNotReadyError) as newer:
        migrate(database)

    assert refusal.value.rule == (f"the tables are of version 2999_01_01, not {_head()}: run `summitry migrate`")
    assert newer.value.rule == "the tables are of a newer version than this program: install the newer one"


def _head() -> str | None:
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()


# The files.


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_migration_is_named_by_its_day_and_says_why(file: Path) -> None:
    tree = ast.parse(file.read_text())
    named = re.fullmatch(r"(\d{4}_\d\d_\d\d(?:_\d+)?)_[a-z_]+", file.stem)

    assert named is not None
    assert f'revision = "{named[1]}"' in file.read_text()
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_migration_imports_nothing_of_the_program(file: Path) -> None:
    tree = ast.walk(ast.parse(file.read_text()))

    imported = {
        name.split(".")[0]
        for node in tree
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported.isdisjoint({"app", "tests", ""})

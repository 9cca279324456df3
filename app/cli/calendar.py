"""The calendar that a command works on, and how it says how far it has come."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from app.settings import Settings
from app.store.database import Database


@contextmanager
def open_database(settings: Settings, *, is_new: bool = False) -> Iterator[Database]:
    """Open the database that the settings name, and close it in the end. Only what `is_new` may make a file."""
    database = Database(settings.database_url, busy_timeout=settings.busy_timeout, pool_size=settings.pool_size)
    url = database.url
    if not is_new and url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        sys.exit(f"summitry: there is no database at {url.database}: `summitry migrate` makes one")
    try:
        yield database
    finally:
        database.close()


@contextmanager
def show_progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, from the second step on: short work needs none."""
    with typer.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def advance(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield advance

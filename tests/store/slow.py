"""A database that answers only when it is told to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app.store.database import Database
from tests.commands import address_of

LONG = 30.0
"""Seconds after which a test that waits has failed."""


class Slow(Database):
    """A second way to a database: it lets nobody read until `go_on` is set."""

    def __init__(self, database: Database) -> None:
        super().__init__(address_of(database))
        self.asked, self.go_on = threading.Event(), threading.Event()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        self.asked.set()
        self.go_on.wait(LONG)
        with super().reading() as session:
            yield session

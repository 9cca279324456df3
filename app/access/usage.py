"""When keys were last used: noted beside the requests, never in their way."""

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from app.meetings.errors import SummitryError
from app.store.database import Database
from app.store.keys import mark_used

PAUSE = timedelta(minutes=1)
"""How long nothing more is noted of a key: each note is a commit, which makes every process look again."""

_LOG = logging.getLogger("summitry")


class Usage:
    """Notes the use of keys in a thread of its own. What cannot be noted is let go; no request waits for it."""

    def __init__(self, database: Database) -> None:
        """Note it in this database."""
        self._database = database
        self._noted: dict[UUID, datetime] = {}
        self._waiting: dict[UUID, datetime] = {}
        self._lock = Lock()
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="usage")

    def note(self, key_id: UUID, at: datetime) -> None:
        """Note that a key was used at an instant, unless this process has just noted it."""
        with self._lock:
            last = self._noted.get(key_id)
            if last is not None and abs(at - last) < PAUSE:
                return
            self._noted[key_id] = self._waiting[key_id] = at
        # Somebody may still be answered while the service closes.
        with suppress(RuntimeError):
            self._writer.submit(self._write)

    def close(self) -> None:
        """Write what is still waiting, and let go of the thread."""
        self._writer.shutdown()

    def _write(self) -> None:
        """Write all that waits in one transaction, so that a slow database delays an end by one at the most."""
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        try:
            with self._database.writing() as session:
                # In one order: two processes would else wait for each other's rows.
                for key_id, at in sorted(waiting.items()):
                    mark_used(session, key_id, at, unless_after=at - PAUSE)
        except (SummitryError, SQLAlchemyError):
            _LOG.warning("the last use of keys (%d) was not noted: the database took no write", len(waiting))

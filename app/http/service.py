"""The calendar that this process serves, and sessions on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from app.settings import Settings
from app.store.database import Database
from app.store.ledger import open_ledger, settle
from app.store.migrate import check_migrated
from app.store.pulse import Pulse, open_pulse


@dataclass(frozen=True, slots=True)
class Service:
    """What the doors work with.

    `base_url` is the address that stored events carry; `token_days`: for how long a sync token can be gone on from.
    """

    database: Database
    pulse: Pulse
    base_url: str
    token_days: int

    def close(self) -> None:
        """Let go of the database."""
        self.pulse.close()
        self.database.close()


def open_service(settings: Settings) -> Service:
    """Open the calendar that the settings name.

    Raises:
        CalendarNotReadyError: if its tables or bytes are not those of this program, naming the command that helps.
    """
    database = Database(settings.database_url, busy_timeout=settings.busy_timeout, pool_size=settings.pool_size)
    check_migrated(database)
    with database.writing() as session:
        base_url = settle(open_ledger(session), settings.base_url, settings.local_url)
    return Service(database, open_pulse(database), base_url, settings.token_days)


def get_service(request: Request) -> Service:
    """Return the calendar of this process."""
    return cast("Service", request.app.state.service)


def open_session(service: "ServiceDep") -> Iterator[Session]:
    """Open a session that sees one snapshot of the calendar."""
    with service.database.reading() as session:
        yield session


ServiceDep = Annotated[Service, Depends(get_service)]
# The transaction ends before the answer is sent: otherwise a client could be told of a row that was lost.
SessionDep = Annotated[Session, Depends(open_session, scope="function")]

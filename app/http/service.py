"""The calendar that this process serves, and sessions on it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from app.access.usage import Usage
from app.http.turns import Turns
from app.settings import Settings
from app.store.almanac import Almanac
from app.store.database import Database
from app.store.durability import check_durable
from app.store.ledger import open_ledger, settle
from app.store.memory import busy
from app.store.migrate import check_migrated
from app.store.names import PROPOSALS
from app.store.pulse import Pulse, open_pulse


@dataclass(frozen=True, slots=True)
class Service:
    """What the doors work with.

    `base_url` is the address that stored events carry; `token_days`: for how long a sync token can be gone on from.
    """

    database: Database
    pulse: Pulse
    usage: Usage
    almanac: Almanac
    turns: Turns
    base_url: str
    token_days: int

    def close(self) -> None:
        """Let go of the database."""
        self.usage.close()
        self.pulse.close()
        self.database.close()


def open_service(settings: Settings) -> Service:
    """Open the calendar that the settings name.

    Raises:
        CalendarNotReadyError: if its tables or bytes are not those of this program, or its database does not keep what
            it acknowledges, naming what helps.
    """
    database = Database(settings.database_url, busy_timeout=settings.busy_timeout, pool_size=settings.pool_size)
    if not settings.allow_unsafe_database:
        check_durable(database)
    check_migrated(database)
    with database.writing() as session:
        base_url = settle(open_ledger(session), settings.base_url, settings.local_url)
    almanac = Almanac(database, settings.known_cache_bytes)
    usage, pulse = Usage(database), open_pulse(database)
    return Service(database, pulse, usage, almanac, Turns(), base_url, settings.token_days)


def get_service(request: Request) -> Service:
    """Return the calendar of this process."""
    return cast("Service", request.app.state.service)


def open_session(request: Request, service: "ServiceDep") -> Iterator[Session]:
    """Open a session that sees one snapshot of the calendar: without what was only proposed, unless a key was shown."""
    with service.database.reading() as session:
        session.info[PROPOSALS] = request.scope.get("caller") is not None
        yield session


async def take_turn(request: Request, service: "ServiceDep") -> AsyncIterator[bool]:
    """Wait for a turn to look at what was known on a day, and tell whether it came. No other view takes one."""
    if "known_on" not in request.query_params:
        yield True
        return
    async with service.turns.take() as came:
        yield came


def need_turn(turn: "TurnDep") -> None:
    """Wait for a turn to look at what was known on a day.

    Raises:
        CalendarAwayError: if it does not come.
    """
    if not turn:
        raise busy()


ServiceDep = Annotated[Service, Depends(get_service)]
TurnDep = Annotated[bool, Depends(take_turn, scope="function")]
# The transaction ends before the answer is sent: otherwise a client could be told of a row that was lost.
SessionDep = Annotated[Session, Depends(open_session, scope="function")]

"""The ledger: how far the calendar has come, and what its stored bytes were made with."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import tzdata
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import clock
from app.formats.ical import WRITER_VERSION
from app.meetings.errors import CalendarNotReadyError
from app.store.tables import LedgerRow

ZONES_VERSION = tzdata.IANA_VERSION
CHANNEL = "summitry"
"""Where PostgreSQL tells of commits (LISTEN and NOTIFY)."""


class Mark(NamedTuple):
    """A number of the calendar, and the era in which it was given out: numbers of two eras cannot be compared."""

    era: str
    number: int


@dataclass(frozen=True, slots=True)
class Head:
    """How far the calendar has come.

    `number` counts the versions, `serial` all that was ever recorded: claims, rulings, versions, and what else a writer
    changes, such as calendars and names. `modified_at` is the time of the newest version, `recorded_at` that of the
    newest of anything, `restored_at` when it was last put back from a backup, which begins an `era` of its own. What
    shows versions alone stands as long as the number does, everything else as the serial does.
    """

    number: int
    serial: int
    modified_at: datetime
    recorded_at: datetime
    era: str
    restored_at: datetime | None

    @property
    def mark(self) -> Mark:
        """The newest number in its era."""
        return Mark(self.era, self.number)

    @property
    def changed_at(self) -> datetime:
        """When what is shown last became another: to be put back is a change as well."""
        return max(self.modified_at, self.restored_at or self.modified_at)

    @property
    def told_at(self) -> datetime:
        """When anything was last recorded, or put back."""
        return max(self.recorded_at, self.restored_at or self.recorded_at)


HEAD = select(
    LedgerRow.number,
    LedgerRow.serial,
    LedgerRow.modified_at,
    LedgerRow.recorded_at,
    LedgerRow.era,
    LedgerRow.restored_at,
)


def read_head(session: Session) -> Head:
    """Return how far the calendar has come, as this session sees it."""
    return Head(*session.execute(HEAD).one())


def new_era() -> str:
    """Return a word that no era was ever called by."""
    return secrets.token_hex(4)


def open_ledger(session: Session) -> LedgerRow:
    """Return the ledger for writing. Other writers wait until this transaction ends, and then everybody looks again."""
    ledger = session.execute(select(LedgerRow).with_for_update()).scalar_one()
    signal(session)
    return ledger


def note(ledger: LedgerRow, at: datetime) -> int:
    """Take the next serial, for one thing that is recorded: a claim, a ruling, a change of a calendar or of a name.

    `at` is the moment of the record, from `next_instant` or later.
    """
    ledger.serial += 1
    ledger.recorded_at = max(ledger.recorded_at, at)
    return ledger.serial


def signal(session: Session) -> None:
    """Tell other processes to look again, once this transaction has been committed."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"NOTIFY {CHANNEL}"))


def settle(ledger: LedgerRow, base_url: str | None, default: str) -> str:
    """Return the address that stored events carry, choosing it if the calendar is new.

    Raises:
        CalendarNotReadyError: if the calendar's bytes were made with another address, writer or newer zone data.
    """
    if ledger.base_url is None:
        mark_rendered(ledger, base_url or default)
    problem = staleness(ledger, base_url)
    if problem:
        raise CalendarNotReadyError(problem)
    return ledger.base_url or default


def staleness(ledger: LedgerRow, base_url: str | None) -> str | None:
    """Say why the stored bytes are not those that this process would write; None if they are.

    Raises:
        CalendarNotReadyError: if they were made with newer zone data, or by a newer writer, than this process has.
    """
    if ledger.zones_version > ZONES_VERSION or ledger.writer_version > WRITER_VERSION:
        raise CalendarNotReadyError(
            f"the calendar was written with newer zone data ({ledger.zones_version}) or a newer program than this one "
            f"({ZONES_VERSION}): install the locked dependencies of the newer version"
        )
    if base_url is not None and ledger.base_url not in (None, base_url):
        return f"the calendar's events carry the address {ledger.base_url}, not {base_url}: run `summitry rerender`"
    if (ledger.writer_version, ledger.zones_version) != (WRITER_VERSION, ZONES_VERSION):
        return "the calendar was written by an older version or with older zone data: run `summitry rerender`"
    return None


def mark_rendered(ledger: LedgerRow, base_url: str) -> None:
    """Note that every stored byte is what this process writes."""
    ledger.base_url, ledger.writer_version, ledger.zones_version = base_url, WRITER_VERSION, ZONES_VERSION


def next_instant(ledger: LedgerRow) -> datetime:
    """Return the present instant, never earlier than the one before: clocks are sometimes put back."""
    return max(clock.now(), ledger.recorded_at, ledger.restored_at or ledger.recorded_at)

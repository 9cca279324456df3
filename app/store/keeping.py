"""Keeping: the whole calendar written as an archive, and read back into an empty calendar or in place of another."""

from collections.abc import Callable, Iterator
from itertools import groupby, islice
from typing import Any, BinaryIO

from sqlalchemy import Connection, Table, delete, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.formats.archive import ArchiveReader, ArchiveWriter, Header, Row
from app.meetings.address import WEB
from app.meetings.errors import ArchiveError
from app.store.check import faults_in_log
from app.store.ledger import Head, new_era, next_instant, open_ledger, read_head, staleness
from app.store.legible import Legibility
from app.store.log import find_stamps
from app.store.migrate import newest_revision
from app.store.shape import LEDGER, count_rows, in_order, is_empty, shape, tables
from app.store.tables import LedgerRow

Progress = Callable[[int, int], None]

BATCH = 500
"""Rows that are held at a time."""

_TWICE, _NOWHERE, _UNRULY = (
    "this row, or something in it that stands once, is there already",
    "this row refers to one that is not there",
    "this row breaks a rule of its table",
)
_RULES = {
    "SQLITE_CONSTRAINT_PRIMARYKEY": _TWICE,
    "SQLITE_CONSTRAINT_UNIQUE": _TWICE,
    "UniqueViolation": _TWICE,
    "SQLITE_CONSTRAINT_FOREIGNKEY": _NOWHERE,
    "ForeignKeyViolation": _NOWHERE,
    "SQLITE_CONSTRAINT_CHECK": _UNRULY,
    "CheckViolation": _UNRULY,
}
"""What the two drivers call the rules that a row can break."""


def write_archive(session: Session, stream: BinaryIO, *, secrets: bool, progress: Progress | None = None) -> Header:
    """Write all that makes the calendar, as this session sees it; with `secrets`, all that is stored."""
    _take_time(session)
    every = tables(secrets=secrets)
    ledger = session.execute(select(*(column for column in LEDGER.columns if not column.primary_key))).one()._asdict()
    rows = {table.name: count_rows(session, table) for table in every}
    header = Header(secrets, newest_revision(), ledger, rows)
    writer, done = ArchiveWriter(stream, header), 0
    for table in every:
        before = done
        for batch in session.execute(in_order(session, table), execution_options={"yield_per": BATCH}).partitions():
            for row in batch:
                writer.row(table.name, row._asdict())
            done += len(batch)
            _tell(progress, done, header.total)
        if done - before != rows[table.name]:
            raise ArchiveError(f"{table.name}: some rows lie in one another, in a circle")
    writer.end()
    return header


def read_header(reader: ArchiveReader, *, secrets: bool) -> Header:
    """Read what an archive says of itself.

    Raises:
        ArchiveError: if it is none, one of other tables than this program's, or of the other kind.
    """
    header = reader.header(shape(LEDGER))
    if header.revision != newest_revision():
        other = f"this archive is of the tables' version {header.revision}, and this program works with"
        then = "load it with the program that wrote it, and then run `summitry migrate` with this one"
        reader.refuse(f"{other} {newest_revision()}: {then}")
    if header.secrets and not secrets:
        reader.refuse("this is a backup, with all keys in it: put it back with `summitry restore`")
    if secrets and not header.secrets:
        reader.refuse("this is an export, without keys: load it into an empty calendar with `summitry import`")
    if header.ledger["base_url"] is not None and not WEB.fits(header.ledger["base_url"]):
        reader.refuse(f"ledger.base_url: {WEB.rule}")
    if min(header.ledger["number"], header.ledger["serial"]) < 0:
        reader.refuse("ledger: its numbers count from 0")
    if header.ledger["number"] != header.rows.get("version", 0):
        reader.refuse("ledger.number: is not that of the newest version")
    return header


def why_stale(header: Header, base_url: str | None) -> str | None:
    """Say why the archive's bytes are not those that this process would write; None if they are.

    Raises:
        CalendarNotReadyError: if they were made with newer zone data, or by a newer writer, than this process has.
    """
    return staleness(LedgerRow(**header.ledger), base_url)


def loss(session: Session, header: Header) -> str | None:
    """Say what goes when a backup takes the place of what is stored; None if nothing is."""
    if is_new(session):
        return None
    ledger = session.execute(select(LedgerRow)).scalar_one()
    number, serial = header.ledger["number"], header.ledger["serial"]
    if number and find_stamps(session, number).get(number) != header.ledger["modified_at"]:
        return f"the calendar here, at number {ledger.number}, is another one: all of it will be lost"
    if number < ledger.number:
        return f"numbers {number + 1} to {ledger.number} will be lost"
    if serial < ledger.serial:
        return "no number will be lost, but what was said and ruled since and moved nothing"
    return "no number will be lost"


def is_new(session: Session) -> bool:
    """Tell whether nothing that makes a calendar was ever stored."""
    number, serial = session.execute(select(LedgerRow.number, LedgerRow.serial)).one()
    return (number, serial) == (0, 0) and all(is_empty(session, table) for table in tables(secrets=False))


def load(session: Session, reader: ArchiveReader, header: Header, *, progress: Progress | None = None) -> None:
    """Fill an empty calendar with an export: its numbers, stamps and ids go on. The caller commits.

    Raises:
        ArchiveError: if the calendar is not empty, or the archive breaks a rule. Nothing is kept then.
    """
    ledger = open_ledger(session)
    if not is_new(session):
        raise ArchiveError(f"an export goes into an empty calendar, and this one is at number {ledger.number}")
    _fill(session, ledger, reader, header, progress)


def put_back(
    session: Session, reader: ArchiveReader, header: Header, seen: Head | None, *, progress: Progress | None = None
) -> None:
    """Put a backup in the place of all that is stored. The caller commits.

    The numbers after the backup's are given out again, so another era begins, unless nobody can hold any.

    Raises:
        ArchiveError: if the calendar is no longer as it was `seen`, or the backup breaks a rule. Nothing is changed.
    """
    ledger = open_ledger(session)
    if seen and read_head(session) != seen:
        raise ArchiveError(f"the calendar has come to number {ledger.number} meanwhile: see what would be lost now")
    was_new, at = is_new(session), next_instant(ledger)
    _take_time(session)
    for table in reversed(tables(secrets=True)):
        session.execute(delete(table))
    _fill(session, ledger, reader, header, progress)
    ledger.restored_at = max(at, next_instant(ledger))
    if not was_new:
        ledger.era = new_era()


def _fill(
    session: Session, ledger: LedgerRow, reader: ArchiveReader, header: Header, progress: Progress | None
) -> None:
    _take_time(session)
    for name, value in header.ledger.items():
        setattr(ledger, name, value)
    session.flush()
    every = {table.name: table for table in tables(secrets=header.secrets)}
    shapes = [shape(table) for table in every.values()]
    legibility, done = Legibility(), 0
    for name, rows in groupby(reader.rows(header, shapes), key=lambda row: row.table):
        for batch in _batches(rows):
            for row in batch:
                if fault := legibility.fault(row):
                    reader.refuse(f"{name}.{fault}", row.line)
            _insert(session.connection(), every[name], batch, reader)
            done += len(batch)
            _tell(progress, done, header.total)
    for line, fault in legibility.nowhere(session):
        reader.refuse(f"claim.{fault}", line)
    for fault in faults_in_log(session, ledger):
        reader.refuse(fault)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _insert(connection: Connection, table: Table, rows: list[Row], reader: ArchiveReader) -> None:
    """Insert rows, or refuse the first one that breaks a rule of the database."""
    if _broken(connection, table, [row.values for row in rows]):
        for row in rows:
            if rule := _broken(connection, table, [row.values]):
                reader.refuse(f"{table.name}: {rule}", row.line)


def _broken(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> str | None:
    """Insert rows, or none of them; return which rule they break."""
    try:
        with connection.begin_nested():
            connection.execute(insert(table), rows)
    except DBAPIError as error:
        rule = _RULES.get(getattr(error.orig, "sqlite_errorname", type(error.orig).__name__))
        if rule is None:
            raise
        return rule
    return None


def _take_time(session: Session) -> None:
    """Let PostgreSQL work for longer than any request may."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL statement_timeout = 0"))


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress:
        progress(done, total)

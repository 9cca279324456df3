"""Keeping the calendar safe, and moving it: backup and restore, export and import."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from app.cli.calendar import open_database, show_progress
from app.cli.files import STANDARD, reading_file, writing_file
from app.formats.archive import ArchiveReader, Header
from app.settings import read_settings
from app.store.database import Database
from app.store.keeping import load, loss, put_back, read_header, why_stale, write_archive
from app.store.ledger import Head, read_head
from app.store.migrate import check_migrated, prepare

_ONLY_FOR_ITS_OWNER, _LIKE_ANY_FILE = 0o600, 0o666

Force = Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")]
Written = Annotated[Path, typer.Argument(help="Where to: a file, with .gz compressed; - is standard output.")]
Read = Annotated[Path, typer.Argument(help="Where from: a file, with .gz compressed; - is standard input.")]


def backup(file: Written, *, force: Force = False) -> None:
    """Write all that is stored, with all keys, to put it back later. The service may run."""
    _write(file, force=force, secrets=True)


def export(file: Written = STANDARD, *, force: Force = False) -> None:
    """Write all that makes the calendar, to move it elsewhere or to read it. The service may run."""
    _write(file, force=force, secrets=False)


def restore(
    file: Read, *, yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether what is here may go.")] = False
) -> None:
    """Put a backup in the place of all that is stored. The service may run: it shows what was put back at once."""
    with _reading(file, secrets=True) as (database, reader, header):
        seen = _ask(database, header, yes=yes)
        with database.writing() as session, show_progress("Restoring") as progress:
            put_back(session, reader, header, seen, progress=progress)


def import_(file: Read) -> None:
    """Load an export into an empty calendar. Numbers, addresses and sync tokens go on as they were."""
    with (
        _reading(file, secrets=False) as (database, reader, header),
        database.writing() as session,
        show_progress("Importing") as progress,
    ):
        load(session, reader, header, progress=progress)


def _write(file: Path, *, force: bool, secrets: bool) -> None:
    mode = _ONLY_FOR_ITS_OWNER if secrets else _LIKE_ANY_FILE
    with open_database(read_settings()) as database:
        check_migrated(database)
        with (
            writing_file(file, force=force, mode=mode) as stream,
            database.reading() as session,
            show_progress("Writing") as progress,
        ):
            header = write_archive(session, stream, secrets=secrets, progress=progress)
    typer.echo(_sum(header), err=file == STANDARD)


@contextmanager
def _reading(file: Path, *, secrets: bool) -> Iterator[tuple[Database, ArchiveReader, Header]]:
    """Open an archive, and the database that it goes into; in the end, say what came of it."""
    settings = read_settings()
    with reading_file(file) as stream:
        reader = ArchiveReader(stream, "standard input" if file == STANDARD else str(file))
        header = read_header(reader, secrets=secrets)
        stale = why_stale(header, settings.base_url)
        with open_database(settings, is_new=True) as database:
            prepare(database)
            yield database, reader, header
    typer.echo(_sum(header))
    if stale:
        typer.echo(stale)


def _ask(database: Database, header: Header, *, yes: bool) -> Head | None:
    """Ask whether what is stored may go, and return the head that was told of; None: whatever it is."""
    with database.reading() as session:
        seen, lost = read_head(session), loss(session, header)
    if yes or lost is None:
        return None if yes else seen
    told = f"putting the calendar back to number {header.ledger['number']}: {lost}"
    if not sys.stdin.isatty():
        sys.exit(f"summitry: {told}; --yes goes on")
    typer.confirm(f"{told}. Go on?", abort=True, err=True)
    return seen


def _sum(header: Header) -> str:
    rows = header.rows
    return f"{rows['meeting']} meetings, {rows['version']} versions, {rows['claim']} claims"

"""Filling the calendar, and keeping what is stored as this program writes it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.calendar import open_database, show_progress
from app.formats.seed import read_seed
from app.settings import Settings, read_settings
from app.store.check import check as check_calendar
from app.store.database import Database
from app.store.ledger import open_ledger, settle, staleness
from app.store.migrate import check_migrated
from app.store.migrate import migrate as migrate_tables
from app.store.newcomers import MOST_COMPARED
from app.store.rerender import rerender as rerender_all
from app.store.seeding import Harvest, plant

MOST_NAMED = 50
"""How many new parties are named in a summary."""


def seed(files: Annotated[list[Path], typer.Argument(help="Seed files. All are loaded, or none.")]) -> None:
    """Load the stories in seed files. What is there already stays as it is."""
    settings = read_settings()
    with open_database(settings) as database:
        check_migrated(database)
        harvest = load(database, settings, files)
    typer.echo(
        f"{harvest.sources} sources with {harvest.claims} claims on {len(harvest.meetings)} meetings: "
        f"{harvest.versions} new versions"
    )
    _introduce(harvest)


def _introduce(harvest: Harvest) -> None:
    """Name the parties that no file declares, and warn of those that may be known ones, misspelled."""
    for where, newcomer in harvest.newcomers:
        if newcomer.near:
            near = ", ".join(newcomer.near)
            typer.echo(f"{where}: new party {newcomer.party.name!r}; near: {near}", err=True)
    named = [f"{newcomer.party.name} ({newcomer.party.kind})" for _, newcomer in harvest.newcomers]
    if len(named) > MOST_COMPARED:
        typer.echo(f"only the first {MOST_COMPARED} new parties were compared with known ones", err=True)
    if named:
        more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
        typer.echo(f"new parties: {', '.join(named[:MOST_NAMED])}{more}")


def migrate() -> None:
    """Bring the tables up to this program's version."""
    with open_database(read_settings(), is_new=True) as database:
        migrate_tables(database)


def rerender(
    *, everything: Annotated[bool, typer.Option("--all", help="Look at every meeting, stale or not.")] = False
) -> None:
    """Write again what an older version, older zone data or another address had written."""
    settings = read_settings()
    with open_database(settings) as database:
        check_migrated(database)
        with database.writing() as session, show_progress("Rendering") as progress:
            ledger = open_ledger(session)
            if staleness(ledger, settings.base_url) is None and not everything:
                typer.echo("everything is as this version writes it")
                return
            base_url = settings.base_url or ledger.base_url or settings.local_url
            written = rerender_all(session, ledger, base_url, progress=progress)
    typer.echo(f"{written} meetings have a new version")


def check() -> None:
    """Make every document and VEVENT again from the claims, and compare. Exit 1 if anything differs."""
    faults: list[str] = []
    with open_database(read_settings()) as database:
        check_migrated(database)
        with database.reading() as session, show_progress("Checking") as progress:
            checked = check_calendar(session, faults.append, progress=progress)
    for fault in faults:
        typer.echo(fault, err=True)
    typer.echo(
        f"{checked.meetings} meetings, {checked.versions} versions, {checked.claims} claims: {len(faults)} differences"
    )
    if faults:
        raise typer.Exit(1)


def load(database: Database, settings: Settings, files: list[Path]) -> Harvest:
    """Load seed files into a calendar: all, or none."""
    seeds = []
    for file in files:
        try:
            seeds.append(read_seed(file.read_bytes(), str(file)))
        except OSError as error:
            sys.exit(f"summitry: {file}: {error.strerror}")
    with database.writing() as session, show_progress("Loading") as progress:
        ledger = open_ledger(session)
        settle(ledger, settings.base_url, settings.local_url)
        return plant(session, ledger, seeds, progress=progress)

"""The command `summitry`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from app.formats.seed import read_seed
from app.meetings.errors import SummitryError
from app.settings import ROOT, SettingError, Settings, read_settings
from app.store.check import check as check_calendar
from app.store.database import Database
from app.store.ledger import open_ledger, settle, staleness
from app.store.migrate import check_migrated
from app.store.migrate import migrate as migrate_tables
from app.store.rerender import rerender as rerender_all
from app.store.seeding import Harvest, plant

FIRST_STORY = ROOT / "seeds" / "2025-10-18-us-china-talks.yaml"

app = typer.Typer(help="An open diplomatic calendar.", no_args_is_help=True, add_completion=False)


def main() -> None:
    """Run the command, and say what was refused in one line."""
    if not __debug__:
        # A guard of the iCalendar library is an assertion, which -O would take out.
        sys.exit("summitry: not under python -O, which takes out checks that protect every feed")
    try:
        app()
    except (SummitryError, SettingError) as error:
        sys.exit(f"summitry: {error}")


@app.command()
def serve(
    *,
    prepare: Annotated[bool, typer.Option("--prepare", help="Migrate, seed and rerender first, as needed.")] = False,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
) -> None:
    """Serve the calendar."""
    chosen = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = read_settings().model_copy(update=chosen)
    with _database(settings) as database:
        if prepare:
            migrate_tables(database)
            _prepare(database, settings)
        check_migrated(database)
        with database.writing() as session:
            base_url = settle(open_ledger(session), settings.base_url, settings.local_url)
    config = uvicorn.Config(
        "app.main:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        log_level="warning",
        server_header=False,
        proxy_headers=False,
    )
    try:
        listening = config.bind_socket()
    except SystemExit:
        sys.exit(f"summitry: port {settings.port} is taken or not allowed; choose another: SUMMITRY_PORT=8001 make run")
    _say_where(base_url)
    uvicorn.Server(config).run(sockets=[listening])


@app.command()
def seed(files: Annotated[list[Path], typer.Argument(help="Seed files. All are loaded, or none.")]) -> None:
    """Load the stories in seed files. What is there already stays as it is."""
    settings = read_settings()
    with _database(settings) as database:
        check_migrated(database)
        harvest = _plant(database, settings, files)
    typer.echo(
        f"{harvest.sources} sources with {harvest.claims} claims on {len(harvest.meetings)} meetings: "
        f"{harvest.versions} new versions"
    )


@app.command()
def migrate() -> None:
    """Bring the tables up to this program's version."""
    with _database(read_settings()) as database:
        migrate_tables(database)


@app.command()
def rerender(
    *, everything: Annotated[bool, typer.Option("--all", help="Look at every meeting, stale or not.")] = False
) -> None:
    """Write again what an older version, older zone data or another address had written."""
    settings = read_settings()
    with _database(settings) as database:
        check_migrated(database)
        with database.writing() as session, _progress("Rendering") as progress:
            ledger = open_ledger(session)
            if staleness(ledger, settings.base_url) is None and not everything:
                typer.echo("everything is as this version writes it")
                return
            base_url = settings.base_url or ledger.base_url or settings.local_url
            written = rerender_all(session, ledger, base_url, progress=progress)
    typer.echo(f"{written} meetings have a new version")


@app.command()
def check() -> None:
    """Make every document and VEVENT again from the claims, and compare. Exit 1 if anything differs."""
    faults: list[str] = []
    with _database(read_settings()) as database:
        check_migrated(database)
        with database.reading() as session, _progress("Checking") as progress:
            checked = check_calendar(session, faults.append, progress=progress)
    for fault in faults:
        typer.echo(fault, err=True)
    typer.echo(
        f"{checked.meetings} meetings, {checked.versions} versions, {checked.claims} claims: {len(faults)} differences"
    )
    if faults:
        raise typer.Exit(1)


def _prepare(database: Database, settings: Settings) -> None:
    """Fill an empty calendar with the first story, and make its bytes those that this process writes."""
    with database.writing() as session:
        ledger = open_ledger(session)
        is_empty = ledger.number == 0
    if is_empty:
        _plant(database, settings, [FIRST_STORY])
    with database.writing() as session, _progress("Rendering") as progress:
        ledger = open_ledger(session)
        base_url = settings.base_url or settings.local_url
        if staleness(ledger, base_url):
            rerender_all(session, ledger, base_url, progress=progress)


def _plant(database: Database, settings: Settings, files: list[Path]) -> Harvest:
    seeds = []
    for file in files:
        try:
            seeds.append(read_seed(file.read_bytes(), str(file)))
        except OSError as error:
            sys.exit(f"summitry: {file}: {error.strerror}")
    with database.writing() as session, _progress("Loading") as progress:
        ledger = open_ledger(session)
        settle(ledger, settings.base_url, settings.local_url)
        return plant(session, ledger, seeds, progress=progress)


def _say_where(base_url: str) -> None:
    typer.echo("Summitry is here:")
    typer.echo(f"  the calendar      {base_url}/")
    typer.echo(f"  to subscribe to   {base_url}/feeds/meetings.ics")
    typer.echo(f"  the API           {base_url}/docs")


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url, busy_timeout=settings.busy_timeout, pool_size=settings.pool_size)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, from the second step on: short work needs none."""
    with typer.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def advance(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield advance

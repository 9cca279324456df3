"""Serving the calendar, prepared first if asked."""

import sys
from functools import partial
from typing import Annotated

import typer

from app.cli.calendar import open_database, show_progress
from app.cli.upkeep import load
from app.settings import ROOT, Settings, read_settings
from app.store.database import Database
from app.store.durability import check_durable
from app.store.ledger import open_ledger, settle, staleness
from app.store.migrate import check_migrated, migrate
from app.store.rerender import rerender

FIRST_STORY = ROOT / "seeds" / "2025-10-18-us-china-talks.yaml"


def serve(
    *,
    prepare: Annotated[bool, typer.Option("--prepare", help="Migrate, seed and rerender first, as needed.")] = False,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
) -> None:
    """Serve the calendar."""
    chosen = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = read_settings().model_copy(update=chosen)
    with open_database(settings, is_new=prepare) as database:
        if not settings.allow_unsafe_database:
            check_durable(database)
        if prepare:
            migrate(database)
            _prepare(database, settings)
        check_migrated(database)
        with database.writing() as session:
            base_url = settle(open_ledger(session), settings.base_url, settings.local_url)
    _listen(settings, base_url)


def _listen(settings: Settings, base_url: str) -> None:
    import uvicorn  # noqa: PLC0415 (other commands start in half the time without the server)
    from uvicorn.importer import import_from_string  # noqa: PLC0415 (the same)

    from app.http.listening import configure  # noqa: PLC0415 (the same)

    # By its name: the command is no part of the service, nor the other way round.
    config = configure(settings, partial(import_from_string("app.main:create_app"), settings))
    try:
        listening = config.bind_socket()
    except SystemExit:
        where = f"{settings.host}, port {settings.port}"
        sys.exit(
            f"summitry: cannot listen on {where}; is it taken? SUMMITRY_PORT=8001 and SUMMITRY_HOST choose another"
        )
    _say_where(base_url)
    uvicorn.Server(config).run(sockets=[listening])


def _prepare(database: Database, settings: Settings) -> None:
    """Fill an empty calendar with the first story, and make its bytes those that this process writes."""
    with database.writing() as session:
        ledger = open_ledger(session)
        is_empty = ledger.number == 0
    if is_empty:
        load(database, settings, [FIRST_STORY])
    with database.writing() as session, show_progress("Rendering") as progress:
        ledger = open_ledger(session)
        base_url = settings.base_url or settings.local_url
        if staleness(ledger, base_url):
            rerender(session, ledger, base_url, progress=progress)


def _say_where(base_url: str) -> None:
    typer.echo("Summitry is here:")
    typer.echo(f"  the calendar      {base_url}/")
    typer.echo(f"  to subscribe to   {base_url}/feeds/meetings.ics")
    typer.echo(f"  the API           {base_url}/docs")

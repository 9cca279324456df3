"""Keys to the API: made, listed and revoked by whoever has the database at hand."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from app import clock
from app.access.keys import MOST_DAYS, Label, issue_key, state_of
from app.access.roles import Role
from app.cli.calendar import open_database
from app.settings import read_settings
from app.store.keys import find_keys, get_key_by_beginning, mark_revoked
from app.store.migrate import check_migrated
from app.store.private_tables import KeyRow

app = typer.Typer(help="Keys to the API: who may write.", no_args_is_help=True)

_COLUMNS = ("ID", "HINT", "LABEL", "ROLE", "CREATED", "EXPIRES", "LAST USED", "STATE")


def _label(text: str) -> str:
    try:
        return TypeAdapter(Label).validate_python(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise typer.BadParameter(first["msg"].removeprefix("Value error, ")) from None


@app.command()
def create(
    *,
    role: Annotated[Role, typer.Option(help="What it allows; each role may do what the one before it may.")],
    label: Annotated[str, typer.Option(callback=_label, help="What it is for: a person, a program, a desk.")],
    expires: Annotated[
        int | None, typer.Option(min=1, max=MOST_DAYS, metavar="DAYS", help="Days until it expires. Default: never.")
    ] = None,
) -> None:
    """Make a key and print it, this once: alone on standard output, so that it can be piped."""
    with _writing() as session:
        key, row = issue_key(session, label=label, role=role, days=expires)
        until = f"until {_instant(row.expires_at)}" if row.expires_at else "until it is revoked"
        about = f"key {row.id} ({role}, {label}) is good {until}"
    typer.echo(key.get_secret_value())
    typer.echo(f"{about}.\nIt is not shown again. Send it as `Authorization: Bearer KEY`, over TLS.", err=True)


@app.command(name="list")
def show() -> None:
    """List every key that was ever made, without the keys themselves."""
    with open_database(read_settings()) as database:
        check_migrated(database)
        with database.reading() as session:
            rows = [_line(row) for row in find_keys(session)]
    if not rows:
        typer.echo("there are no keys yet; `summitry key create --role editor --label NAME` makes one", err=True)
        return
    for line in _aligned([_COLUMNS, *rows]):
        typer.echo(line)


@app.command()
def revoke(key: Annotated[str, typer.Argument(metavar="ID", help="Its id, or how that begins.")]) -> None:
    """Revoke a key, at once and for good."""
    with _writing() as session:
        row = get_key_by_beginning(session, key)
        about, before = f"key {row.id} ({row.role}, {row.label})", row.revoked_at
        mark_revoked(session, row.id, clock.now())
    typer.echo(f"{about} was revoked already, at {_instant(before)}" if before else f"{about} is revoked")


@contextmanager
def _writing() -> Iterator[Session]:
    with open_database(read_settings()) as database:
        check_migrated(database)
        with database.writing() as session:
            yield session


def _line(row: KeyRow) -> tuple[str, ...]:
    return (
        str(row.id),
        row.hint,
        row.label,
        row.role,
        _instant(row.created_at),
        _instant(row.expires_at),
        _instant(row.last_used_at),
        state_of(row, clock.now()).value,
    )


def _instant(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if at else "never"


def _aligned(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()

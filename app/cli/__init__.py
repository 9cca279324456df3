"""The command `summitry`."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from app.cli import keeping, keys, serving, upkeep
from app.meetings.errors import SummitryError
from app.settings import SettingError, check_python

app = typer.Typer(
    help="An open diplomatic calendar.",
    no_args_is_help=True,
    add_completion=False,
    # Keys and passwords are among them.
    pretty_exceptions_show_locals=False,
)
for command in (serving.serve, upkeep.seed, upkeep.migrate, upkeep.rerender, upkeep.check):
    app.command()(command)
app.command()(keeping.backup)
app.command()(keeping.restore)
app.command()(keeping.export)
app.command("import")(keeping.import_)
app.add_typer(keys.app, name="key")


def _say_version(wanted: bool) -> None:  # noqa: FBT001 (Typer hands the option's value over like this)
    if wanted:
        typer.echo(f"summitry {version('summitry')}")
        raise typer.Exit


@app.callback()
def begin(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """An open diplomatic calendar."""


def main() -> None:
    """Run the command, and say what was refused in one line."""
    try:
        check_python()
        app()
    except (SummitryError, SettingError) as error:
        sys.exit(f"summitry: {error}")

"""The command `summitry`."""

import sys

import typer

from app.cli import keeping, serving, upkeep
from app.meetings.errors import SummitryError
from app.settings import SettingError

app = typer.Typer(help="An open diplomatic calendar.", no_args_is_help=True, add_completion=False)
for command in (serving.serve, upkeep.seed, upkeep.migrate, upkeep.rerender, upkeep.check):
    app.command()(command)
app.command()(keeping.backup)
app.command()(keeping.restore)
app.command()(keeping.export)
app.command("import")(keeping.import_)


def main() -> None:
    """Run the command, and say what was refused in one line."""
    if not __debug__:
        # A guard of the iCalendar library is an assertion, which -O would take out.
        sys.exit("summitry: not under python -O, which takes out checks that protect every feed")
    try:
        app()
    except (SummitryError, SettingError) as error:
        sys.exit(f"summitry: {error}")

"""The command `summitry` in a process of its own, as people run it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from types import MappingProxyType

RUN = "from app.cli import main; main()"
NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


def summitry(
    *arguments: str, settings: Mapping[str, str] = NO_SETTINGS, flags: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the command with these settings, given as variables, and with flags of Python's own."""
    return python(*flags, "-c", RUN, *arguments, variables=settings)


def python(*arguments: str, variables: Mapping[str, str] = NO_SETTINGS) -> subprocess.CompletedProcess[str]:
    """Run Python with these variables, and with no settings but those among them."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SUMMITRY_")}
    return subprocess.run(  # noqa: S603 (only tests call it, with words of their own)
        [sys.executable, *arguments],
        env=inherited | dict(variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

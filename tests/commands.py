"""The command `summitry` in a process of its own, as people run it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

RUN = "from app.cli import main; main()"
NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


def summitry(
    *arguments: str, settings: Mapping[str, str] = NO_SETTINGS, flags: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the command with these settings, given as variables, and with flags of Python's own."""
    return python(*flags, "-c", RUN, *arguments, variables=settings)


@contextmanager
def running(*arguments: str, settings: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Start the command, and stop it in the end."""
    started = subprocess.Popen(  # noqa: S603 (only tests call it, with words of their own)
        [sys.executable, "-c", RUN, *arguments],
        env=environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def environment(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment with no settings but those chosen."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SUMMITRY_")} | dict(chosen)


def python(*arguments: str, variables: Mapping[str, str] = NO_SETTINGS) -> subprocess.CompletedProcess[str]:
    """Run Python with these variables, and with no settings but those among them."""
    return subprocess.run(  # noqa: S603 (only tests call it, with words of their own)
        [sys.executable, *arguments],
        env=environment(variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

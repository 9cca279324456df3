"""The command `summitry`, in this process or in one of its own, as people run it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from types import MappingProxyType

import pytest

from app.cli import main
from app.store.database import Database

RUN = "from app.cli import main; main()"
NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, and what it wrote."""

    code: int | str | None
    out: str
    err: str


def run(*arguments: str) -> Ended:
    """Run the command in this process."""
    out, err = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["summitry", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
    code = end.value.code
    # Python writes a text that a program ends with to its error output, and exits with 1.
    written = f"{err.getvalue()}{code}\n" if isinstance(code, str) else err.getvalue()
    return Ended(1 if isinstance(code, str) else code, out.getvalue(), written)


def use(monkeypatch: pytest.MonkeyPatch, database: Database) -> Database:
    """Let the command use a database: one of the tests' own, which need not outlive a power cut."""
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", address_of(database))
    monkeypatch.setenv("SUMMITRY_ALLOW_UNSAFE_DATABASE", "true")
    return database


def address_of(database: Database) -> str:
    """Return the address of a database, as it is given to other processes."""
    return database.url.render_as_string(hide_password=False)


def summitry(
    *arguments: str, settings: Mapping[str, str] = NO_SETTINGS, flags: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the command with these settings, given as variables, and with flags of Python's own."""
    return python(*flags, "-c", RUN, *arguments, variables=settings)


@contextmanager
def running(*arguments: str, settings: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Start the command, and stop it in the end."""
    started = subprocess.Popen(
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
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment(variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

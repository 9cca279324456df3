"""The command `summitry`: what it does, and how it refuses, in one line."""

import gc
import signal
import socket
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from app.cli import main
from app.meetings.zones import ZONES_VERSION
from app.store.database import Database
from app.store.migrate import undo
from tests.commands import running, summitry
from tests.conftest import BASE_URL, FIRST, NEXT
from tests.store.factories import changes, dump, find, slugs

ELSEWHERE = "https://calendar.example.org"
PATIENCE = 20.0


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, and what it wrote."""

    code: int | str | None
    out: str
    err: str


Run = Callable[..., Ended]
Use = Callable[[str], Database]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a way to run the command in this process."""

    def ended(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["summitry", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        code = end.value.code
        # Python writes a text that a program ends with to its error output, and exits with 1.
        return Ended(1, out, f"{err}{code}\n") if isinstance(code, str) else Ended(code, out, err)

    return ended


@pytest.fixture
def use(new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch) -> Use:
    """Give a database that the command then uses."""

    def chosen(filling: str) -> Database:
        database = new_database(filling)
        monkeypatch.setenv("SUMMITRY_DATABASE_URL", address_of(database))
        return database

    return chosen


def address_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def alter(database: Database, statement: str) -> None:
    with database.writing() as session:
        session.execute(text(statement))


# What it does.


def test_migrate_makes_the_tables_of_a_new_calendar(use: Use, run: Run) -> None:
    database = use("empty")
    undo(database)

    assert run("migrate") == Ended(0, "", "")
    assert run("check") == Ended(0, "0 meetings, 0 versions, 0 claims: 0 differences\n", "")


def test_seed_loads_files_and_says_what_came_of_it(use: Use, run: Run) -> None:
    database = use("empty")

    assert run("seed", str(FIRST), str(NEXT)) == Ended(
        0, "19 sources with 168 claims on 12 meetings: 31 new versions\n", ""
    )
    assert run("seed", str(NEXT)) == Ended(0, "18 sources with 89 claims on 12 meetings: 0 new versions\n", "")
    assert len(slugs(database)) == 12


def test_check_finds_nothing_in_a_calendar_that_was_left_alone(use: Use, run: Run) -> None:
    use("both")

    assert run("check") == Ended(0, "12 meetings, 31 versions, 168 claims: 0 differences\n", "")


def test_check_says_what_was_tampered_with_and_exits_with_1(use: Use, run: Run) -> None:
    database = use("first")
    alter(database, "UPDATE version SET status = 'held' WHERE number = 8")
    alter(database, "DELETE FROM facet WHERE number = 7 AND name = 'topic'")

    ended = run("check")

    assert (ended.code, ended.out) == (1, "8 meetings, 8 versions, 79 claims: 2 differences\n")
    assert sorted(ended.err.splitlines()) == [
        "apec-economic-leaders-meeting-2025: it is not found by what its document says",
        "trump-xi-meeting-2025: the columns are not those of its document",
    ]


def test_rerender_under_another_address_writes_each_meeting_once(
    use: Use, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = use("first")
    monkeypatch.setenv("SUMMITRY_BASE_URL", ELSEWHERE)

    ended = [run("rerender"), run("rerender"), run("rerender", "--all"), run("check")]

    assert [one.out for one in ended] == [
        "8 meetings have a new version\n",
        "everything is as this version writes it\n",
        "0 meetings have a new version\n",
        "8 meetings, 16 versions, 79 claims: 0 differences\n",
    ]
    assert [meeting.version for meeting in find(database)] == [2] * 8
    assert len(changes(database)) == 16


def test_rerender_without_an_address_keeps_the_one_that_the_calendar_has(use: Use, run: Run) -> None:
    database = use("first")
    alter(database, "UPDATE ledger SET writer_version = 0")

    assert run("rerender").out == "0 meetings have a new version\n"
    assert run("rerender").out == "everything is as this version writes it\n"
    assert f"{dump(database)['ledger']}".count(BASE_URL) == 1


# How it refuses.


@pytest.mark.parametrize("arguments", [["seed", str(FIRST)], ["check"], ["rerender"], ["serve"]], ids=" ".join)
def test_a_database_without_tables_is_refused(use: Use, run: Run, arguments: list[str]) -> None:
    undo(use("empty"))

    assert run(*arguments) == Ended(1, "", "summitry: there are no tables yet: run `summitry migrate`\n")


def test_serve_refuses_a_calendar_that_carries_another_address(
    use: Use, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    use("first")
    monkeypatch.setenv("SUMMITRY_BASE_URL", ELSEWHERE)

    rule = f"the calendar's events carry the address {BASE_URL}, not {ELSEWHERE}: run `summitry rerender`"
    assert run("serve") == Ended(1, "", f"summitry: {rule}\n")


@pytest.mark.parametrize("arguments", [["seed", str(NEXT)], ["rerender"], ["serve"], ["serve", "--prepare"]])
def test_a_process_with_older_zone_data_than_the_calendar_refuses_to_start(
    use: Use, run: Run, arguments: list[str]
) -> None:
    database = use("first")
    alter(database, "UPDATE ledger SET zones_version = '2999z'")
    before = dump(database)

    assert run(*arguments) == Ended(
        1,
        "",
        "summitry: the calendar was written with newer zone data (2999z) or a newer program than this one "
        f"({ZONES_VERSION}): install the locked dependencies of the newer version\n",
    )
    assert dump(database) == before


def serve_on_a_taken_port(run: Run, *arguments: str) -> tuple[Ended, int]:
    """Serve up to the moment of listening, and return how that ended, and on which port."""
    with socket.create_server(("127.0.0.1", 0)) as taken, warnings.catch_warnings():
        port = taken.getsockname()[1]
        ended = run("serve", *arguments, "--port", f"{port}")
        # The server leaves its socket to the end of the process, which here does not come.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
    return ended, port


def test_serve_says_when_its_port_is_taken(use: Use, run: Run) -> None:
    use("first")

    ended, port = serve_on_a_taken_port(run)

    assert (ended.code, ended.err.splitlines()[-1]) == (
        1,
        f"summitry: port {port} is taken or not allowed; choose another: SUMMITRY_PORT=8001 make run",
    )


def test_serve_prepares_a_calendar_of_another_address(use: Use, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    database = use("first")
    monkeypatch.setenv("SUMMITRY_BASE_URL", ELSEWHERE)

    serve_on_a_taken_port(run, "--prepare")

    assert [meeting.version for meeting in find(database)] == [2] * 8
    assert run("check").code == 0


def test_a_port_that_is_none_is_refused(run: Run) -> None:
    ended = run("serve", "--port", "65536")

    assert (ended.code, ended.out) == (2, "")
    assert "65535" in ended.err


def test_a_bad_file_is_refused_and_nothing_of_it_is_loaded(use: Use, run: Run, tmp_path: Path) -> None:
    database = use("empty")
    before = dump(database)
    bad = tmp_path / "bad.yaml"
    bad.write_text(FIRST.read_text().replace("when: 2025-10-31/2025-11-01", "when: 2025-10-32/2025-11-01"))

    ended = run("seed", str(FIRST), str(bad))

    rule = "sources.0.statements.9.when: '2025-10-32' is not a day of the calendar"
    assert ended == Ended(1, "", f"summitry: {bad}:200: {rule}\n")
    assert dump(database) == before


def test_a_file_that_is_not_there_is_refused(use: Use, run: Run, tmp_path: Path) -> None:
    use("empty")

    ended = run("seed", str(tmp_path / "story.yaml"))

    assert ended == Ended(1, "", f"summitry: {tmp_path}/story.yaml: No such file or directory\n")


@pytest.mark.parametrize(
    ("setting", "refusal"),
    [
        ("SUMMITRY_PROT=8001", "SUMMITRY_PROT is no setting; did you mean SUMMITRY_PORT?"),
        ("SUMMITRY_POOL_SIZE=0", "SUMMITRY_POOL_SIZE: Input should be greater than or equal to 1"),
        ("SUMMITRY_DATABASE_URL=sqlite:////dev/null/x/y.db", "the folder /dev/null/x cannot be made: Not a directory"),
        (
            "SUMMITRY_DATABASE_URL=postgresql://nobody@127.0.0.1:1/nothing",
            "the database is away or busy; try again in a moment",
        ),
    ],
)
@pytest.mark.parametrize("command", ["serve", "check", "migrate", "rerender"])
def test_a_setting_that_cannot_be_meant_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, setting: str, refusal: str
) -> None:
    monkeypatch.setenv(*setting.split("=", maxsplit=1))

    assert run(command) == Ended(1, "", f"summitry: {refusal}\n")


def test_python_without_assertions_is_refused() -> None:
    ended = summitry("check", flags=("-O",))

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "summitry: not under python -O, which takes out checks that protect every feed\n"


# Serving.


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def answer_of(url: str) -> httpx.Response:
    """Ask until there is an answer."""
    began = time.monotonic()
    while True:
        try:
            return httpx.get(url)
        except httpx.TransportError:
            if time.monotonic() - began > PATIENCE:
                raise
            time.sleep(0.05)


def test_serve_prepares_a_new_calendar_says_where_it_is_and_ends_when_told_to(
    new_database: Callable[[str], Database],
) -> None:
    database = new_database("empty")
    undo(database)
    port = free_port()
    settings = {"SUMMITRY_DATABASE_URL": address_of(database), "SUMMITRY_PORT": f"{port}"}

    with running("serve", "--prepare", settings=settings) as service:
        health = answer_of(f"http://localhost:{port}/health")
        feed = httpx.get(f"http://localhost:{port}/feeds/meetings.ics")
        service.send_signal(signal.SIGINT)
        out, err = service.communicate(timeout=PATIENCE)

    assert (health.status_code, feed.content.count(b"BEGIN:VEVENT")) == (200, 8)
    assert out.splitlines() == [
        "Summitry is here:",
        f"  the calendar      http://localhost:{port}/",
        f"  to subscribe to   http://localhost:{port}/feeds/meetings.ics",
        f"  the API           http://localhost:{port}/docs",
    ]
    assert "Traceback" not in err
    assert slugs(database)

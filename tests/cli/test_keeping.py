"""The commands that keep a calendar safe and let it move, as people run them, and what its readers see of it."""

import gzip
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.store.database import Database
from app.store.migrate import undo
from tests.api.test_changes import applied, follow
from tests.commands import RUN, Ended, address_of, environment, run, use
from tests.conftest import BASE_URL, KINDS, Shelf, StoppedClock
from tests.http.serving import SUMMIT, XI, database_of, wait_for_pulse
from tests.store.archives import backup_of, export_of, faults_of
from tests.store.factories import dump, list_again, meet, tell

CHANGES = "/api/v1/changes"
MEETINGS = "/api/v1/meetings"
FEEDS = ["/feeds/meetings.ics", "/feeds/us-china.ics?vague=all", f"/feeds/meetings/{XI}.ics"]
PAGES = [
    *(MEETINGS, f"{MEETINGS}?limit=3&sort=-updated", f"{MEETINGS}?party=US&party=Xi%20Jinping&past=90d"),
    *(f"{MEETINGS}/{XI}", f"{MEETINGS}/{XI}/claims", f"{MEETINGS}/{XI}/history"),
    *(f"{MEETINGS}?as_of=2025-10-18", f"{MEETINGS}?known_on=2025-10-20", f"{CHANGES}?limit=5"),
    *("/api/v1/parties", "/api/v1/places", "/api/v1/sources", "/api/v1/series", "/api/v1/calendars", "/", "/api/v1"),
]
KEPT_HEADERS = ("ETag", "Last-Modified", "Link")
PATIENCE = 30.0
New = Callable[[str], Database]
Told = dict[str, Any]


@pytest.fixture
def new_target(shelf: Shelf, kind: str) -> Iterator[New]:
    """Give databases of the other kind to move to: the store's own tests move to the same kind as well."""
    (other,) = set(KINDS) - {kind}
    with shelf.lend_open(other) as make:
        yield make


@pytest.fixture
def serve() -> Iterator[Callable[[Database], TestClient]]:
    """Give clients of services on given databases."""
    with ExitStack() as stack:

        def start(database: Database) -> TestClient:
            settings = Settings(database_url=address_of(database), base_url=BASE_URL, allow_unsafe_database=True)
            return stack.enter_context(TestClient(create_app(settings), base_url=BASE_URL))

        yield start


def seen(client: TestClient, paths: list[str]) -> dict[str, tuple[int, bytes, list[str | None]]]:
    """Return what readers see, to the byte, and by what they recognise it."""
    answers = {path: client.get(path) for path in paths}
    return {
        path: (answer.status_code, answer.content, [answer.headers.get(name) for name in KEPT_HEADERS])
        for path, answer in answers.items()
    }


# Moving.


def test_a_calendar_moves_with_all_that_its_readers_hold(
    new_database: New,
    new_target: New,
    serve: Callable[[Database], TestClient],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    source, target, file = new_database("both"), new_target("empty"), tmp_path / "calendar.jsonl.gz"
    list_again(source, SUMMIT, listed=False)
    undo(target)
    old = serve(source)
    before = seen(old, [*FEEDS, *PAGES])
    page = old.get(f"{MEETINGS}?limit=2&party=US").json()

    use(monkeypatch, source)
    exported = run("export", str(file))
    use(monkeypatch, target)
    imported, checked = run("import", str(file)), run("check")
    new = serve(target)

    assert exported == imported == Ended(0, "12 meetings, 33 versions, 169 claims\n", "")
    assert checked == Ended(0, "12 meetings, 33 versions, 169 claims: 0 differences\n", "")
    assert seen(new, [*FEEDS, *PAGES]) == before
    assert new.get(page["next"]).json() == old.get(page["next"]).json()
    for database in (source, target):
        tell(database, XI, summary="They have met before.")
    changes, token = follow(new, f"{CHANGES}?since={page['sync_token']}")
    assert [(change["number"], change["meeting"]) for change in changes] == [(34, XI)]
    assert (changes, token) == follow(old, f"{CHANGES}?since={page['sync_token']}")


def test_a_calendar_that_goes_there_and_back_is_the_same_file(
    new_database: New, new_target: New, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{number}.jsonl" for number in range(3)]
    there, back = new_target("empty"), new_database("empty")

    use(monkeypatch, new_database("both"))
    run("export", str(files[0]))
    for database, (taken, given) in ((there, files[:2]), (back, files[1:])):
        use(monkeypatch, database)
        run("import", str(taken))
        run("export", str(given))

    assert len({file.read_bytes() for file in files}) == 1


def test_an_export_goes_through_a_pipe(new_database: New) -> None:
    source, target = new_database("both"), new_database("empty")

    exported = python_with(source, "export")
    imported = python_with(target, "import", "-", given=exported.stdout)

    assert exported.stdout == export_of(source)
    assert exported.stderr == b"12 meetings, 32 versions, 168 claims\n"
    assert (imported.returncode, imported.stdout, imported.stderr) == (0, exported.stderr, b"")
    assert dump(target) == dump(source)


def python_with(database: Database, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own on a database, and give it something to read."""
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        env=environment({"SUMMITRY_DATABASE_URL": address_of(database)}),
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_what_has_to_be_rendered_again_is_said_when_it_has_been_imported(
    new_database: New, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "calendar.jsonl"
    file.write_bytes(export_of(new_database("first")))
    use(monkeypatch, new_database("empty"))
    monkeypatch.setenv("SUMMITRY_BASE_URL", "https://calendar.example.org")

    ended = run("import", str(file))

    stale = f"the calendar's events carry the address {BASE_URL}, not https://calendar.example.org"
    assert ended == Ended(0, f"8 meetings, 8 versions, 79 claims\n{stale}: run `summitry rerender`\n", "")
    assert run("rerender").out == "8 meetings have a new version\n"
    assert run("check").out == "8 meetings, 16 versions, 79 claims: 0 differences\n"


@pytest.mark.parametrize("command", ["import", "restore"])
def test_a_bad_file_is_refused_with_its_line_and_makes_no_tables(
    new_database: New, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    file = tmp_path / "calendar.jsonl"
    file.write_bytes(b"{}\n")
    undo(use(monkeypatch, new_database("empty")))

    assert run(command, str(file)) == Ended(1, "", f"summitry: {file}:1: this is no archive of a calendar\n")
    assert run("check").err == "summitry: there are no tables yet: run `summitry migrate`\n"


@pytest.mark.parametrize("command", ["backup", "export"])
def test_a_file_that_is_there_stays(
    new_database: New, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    file = tmp_path / "calendar.jsonl"
    file.write_bytes(b"precious")
    use(monkeypatch, new_database("first"))

    assert run(command, str(file)) == Ended(1, "", f"summitry: {file} is there already; --force overwrites it\n")
    assert file.read_bytes() == b"precious"
    assert run(command, str(file), "--force") == Ended(0, "8 meetings, 8 versions, 79 claims\n", "")
    assert file.stat().st_mode & 0o077 == (0 if command == "backup" else 0o066 & ~mask())


def mask() -> int:
    """Return what new files do not let others do."""
    os.umask(before := os.umask(0))
    return before


# Backing up, and putting back.


def test_a_backup_puts_back_what_readers_saw_and_tells_them_so(
    new_database: New,
    new_target: New,
    serve: Callable[[Database], TestClient],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    source, target, file = new_database("both"), new_target("first"), tmp_path / "calendar.jsonl"
    before = seen(serve(source), [*FEEDS, *PAGES])
    use(monkeypatch, source)
    assert run("backup", str(file)).code == 0
    meet(target, "another")
    running = serve(target)
    token = running.get(f"{MEETINGS}?country=KR").json()["sync_token"]
    seen(running, FEEDS)

    restored = python_with(target, "restore", "--yes", str(file))
    wait_for_pulse(running)
    after = seen(running, [*FEEDS, *PAGES])

    assert (restored.returncode, restored.stdout) == (0, b"12 meetings, 32 versions, 168 claims\n")
    assert {path: after[path][1] for path in FEEDS} == {path: before[path][1] for path in FEEDS}
    for path in PAGES:
        assert without_tokens(after[path][1]) == without_tokens(before[path][1])
    assert run_on(monkeypatch, target, "check").out == "12 meetings, 32 versions, 168 claims: 0 differences\n"
    told = running.get(f"{CHANGES}?since={token}")
    assert (told.status_code, told.json()["resync"]) == (410, f"{MEETINGS}?country=KR")
    list_ = running.get(told.json()["resync"]).json()
    tell(database_of(running), XI, summary="They have met before.")
    changes, _ = follow(running, f"{CHANGES}?since={list_['sync_token']}")
    assert [change["number"] for change in changes] == [33]
    shown = {item["slug"]: item for item in list_["items"]}
    assert applied(shown, changes) == {
        item["slug"]: item for item in running.get(told.json()["resync"]).json()["items"]
    }


def without_tokens(body: bytes) -> object:
    """Return what is said, without the tokens and cursors, which are of another era."""
    if not body.startswith(b"{"):
        return body
    said = json.loads(body)
    return {name: value for name, value in said.items() if name not in ("sync_token", "next")}


def run_on(monkeypatch: pytest.MonkeyPatch, database: Database, *arguments: str) -> Ended:
    use(monkeypatch, database)
    return run(*arguments)


def test_a_running_service_shows_the_lower_number_at_once(
    new_database: New, serve: Callable[[Database], TestClient], stopped_clock: StoppedClock
) -> None:
    database = new_database("first")
    data, running = backup_of(database), serve(database)
    before = seen(running, FEEDS)
    stopped_clock.advance(hours=1)
    for number in range(3):
        meet(database, f"meeting-{number}", participants=[{"party": "US"}, {"party": "CN"}])
    wait_for_pulse(running)
    assert seen(running, FEEDS[:2]) != {path: before[path] for path in FEEDS[:2]}

    assert python_with(database, "restore", "--yes", "-", given=data).returncode == 0
    wait_for_pulse(running)

    assert {path: one[1] for path, one in seen(running, FEEDS).items()} == {
        path: one[1] for path, one in before.items()
    }
    assert running.get("/health").json()["number"] == 8
    assert (
        running.get("/feeds/meetings.ics", headers={"If-None-Match": before[FEEDS[0]][2][0] or ""}).status_code == 304
    )


def test_without_a_terminal_a_restore_says_what_would_be_lost_and_stops(
    new_database: New, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped_clock: StoppedClock
) -> None:
    database, file = use(monkeypatch, new_database("first")), tmp_path / "calendar.jsonl"
    file.write_bytes(backup_of(database))
    stopped_clock.advance(hours=1)
    meet(database, "apec")
    before = dump(database)

    ended = run("restore", str(file))

    rule = "putting the calendar back to number 8: numbers 9 to 9 will be lost; --yes goes on"
    assert ended == Ended(1, "", f"summitry: {rule}\n")
    assert dump(database) == before


def test_into_an_empty_calendar_a_backup_goes_without_a_question(
    new_database: New, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target, file = new_database("first"), new_database("empty"), tmp_path / "calendar.jsonl"
    file.write_bytes(backup_of(source))
    undo(use(monkeypatch, target))

    assert run("restore", str(file)) == Ended(0, "8 meetings, 8 versions, 79 claims\n", "")
    assert dump(target) | {"ledger": []} == dump(source) | {"ledger": []}


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize(("answer", "number"), [("y", 8), ("n", 9), ("", 9)])
def test_on_a_terminal_a_restore_asks(
    new_database: New, tmp_path: Path, stopped_clock: StoppedClock, answer: str, number: int
) -> None:
    database, file = new_database("first"), tmp_path / "calendar.jsonl"
    file.write_bytes(backup_of(database))
    stopped_clock.advance(hours=1)
    meet(database, "apec")

    code, said = on_a_terminal(database, answer, "restore", str(file))

    assert "putting the calendar back to number 8: numbers 9 to 9 will be lost. Go on? [y/N]" in said
    assert code == (0 if answer == "y" else 1)
    assert dump(database)["ledger"][0][1] == number
    assert faults_of(database) == []


def on_a_terminal(database: Database, answer: str, *arguments: str) -> tuple[int, str]:
    """Run the command on a terminal, give it one answer, and return how it ended and what it said."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments],
        env=environment({"SUMMITRY_DATABASE_URL": address_of(database), "COLUMNS": "200"}),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    os.write(ours, f"{answer}\n".encode())
    try:
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        os.close(theirs)
        os.close(ours)
    return process.returncode, said.decode()


# Killed.


@pytest.mark.parametrize(("kind", "command"), [("sqlite", "restore"), ("postgresql", "import")])
def test_what_is_killed_in_the_middle_leaves_the_old_calendar(
    new_database: New, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    source = new_database("empty")
    for number in range(30):
        meet(source, f"meeting-{number}", summary="x" * 4000)
    data = backup_of(source) if command == "restore" else export_of(source)
    target = new_database("first" if command == "restore" else "empty")
    before = dump(target)

    kill_in_the_middle(target, data, *([command, "--yes", "-"] if command == "restore" else [command, "-"]))

    assert dump(target) == before
    assert faults_of(target) == []
    meet(target, "apec")
    (tmp_path / "calendar.jsonl").write_bytes(backup_of(source))
    assert run_on(monkeypatch, target, "restore", "--yes", str(tmp_path / "calendar.jsonl")).code == 0
    assert dump(target) | {"ledger": []} == dump(source) | {"ledger": []}


def kill_in_the_middle(database: Database, data: bytes, *arguments: str) -> None:
    """Give the command half of an archive, and kill it when it has taken that in and waits for more."""
    half = data[: len(data) // 2]
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments],
        env=environment({"SUMMITRY_DATABASE_URL": address_of(database)}),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdin is not None
        process.stdin.write(half)
        process.stdin.flush()
        wait_until_it_sleeps(process.pid)
        process.send_signal(signal.SIGKILL)
        assert process.wait(PATIENCE) == -signal.SIGKILL
    finally:
        process.kill()
        process.communicate()


def wait_until_it_sleeps(pid: int) -> None:
    """Wait until a process has used no more time for a while."""
    began, used = time.monotonic(), -1
    while time.monotonic() - began < PATIENCE:
        now = sum(int(ticks) for ticks in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])
        if now == used:
            return
        used = now
        time.sleep(0.5)
    raise TimeoutError


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("command", ["backup", "export"])
def test_a_backup_that_is_killed_leaves_the_old_file(new_database: New, tmp_path: Path, command: str) -> None:
    file = tmp_path / "calendar.jsonl.gz"
    file.write_bytes(gzip.compress(b"old"))
    database = new_database("first")
    script = (
        "import os, signal\n"
        "from app.formats.archive import ArchiveWriter\n"
        "ArchiveWriter.end = lambda self: os.kill(os.getpid(), signal.SIGKILL)\n" + RUN
    )

    ended = subprocess.run(
        [sys.executable, "-c", script, command, str(file), "--force"],
        env=environment({"SUMMITRY_DATABASE_URL": address_of(database)}),
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == -signal.SIGKILL
    assert gzip.decompress(file.read_bytes()) == b"old"


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_reader_who_goes_away_ends_an_export_without_a_stack(new_database: New) -> None:
    database = new_database("both")
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, "export"],
        env=environment({"SUMMITRY_DATABASE_URL": address_of(database)}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()

    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()

    assert process.wait(PATIENCE) == 1
    assert b"Traceback" not in said


def test_the_command_names_what_it_can_do() -> None:
    said = run("--help").out

    for command in ("backup", "restore", "export", "import"):
        assert f" {command} " in said

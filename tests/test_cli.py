"""The command `summitry`: what it does, and how it refuses, in one line."""

import tomllib
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from string import ascii_uppercase

import pytest
from sqlalchemy import text

from app.meetings.zones import ZONES_VERSION
from app.settings import ROOT
from app.store.database import Database
from app.store.migrate import undo
from tests.commands import Ended, python, run, summitry, use
from tests.conftest import BASE_URL, FIRST, LAST_EVENING, NEXT, StoppedClock
from tests.store.factories import changes, dump, find, slugs

ELSEWHERE = "https://calendar.example.org"
WITHOUT_ASSERTIONS = "not under python -O, which takes out checks that protect every feed"
New = Callable[[str], Database]


def alter(database: Database, statement: str) -> None:
    with database.writing() as session:
        session.execute(text(statement))


# What it does.


def test_migrate_makes_the_tables_of_a_new_calendar(new_database: New, monkeypatch: pytest.MonkeyPatch) -> None:
    database = use(monkeypatch, new_database("empty"))
    undo(database)

    assert run("migrate") == Ended(0, "", "")
    assert run("check") == Ended(0, "0 meetings, 0 versions, 0 claims: 0 differences\n", "")


def test_seed_loads_files_and_says_what_came_of_it(
    new_database: New, monkeypatch: pytest.MonkeyPatch, stopped_clock: StoppedClock
) -> None:
    database = use(monkeypatch, new_database("empty"))
    stopped_clock.instant = LAST_EVENING

    assert run("seed", str(FIRST), str(NEXT)) == Ended(
        0, "19 sources with 168 claims on 12 meetings: 32 new versions\n", ""
    )
    assert run("seed", str(NEXT)) == Ended(0, "18 sources with 89 claims on 12 meetings: 0 new versions\n", "")
    assert len(slugs(database)) == 12


STORY = """\
sources:
  - source: {publisher: Reuters, title: Leaders to meet, published_on: 2025-10-18}
    statements:
      - meeting: dinner
        title: Dinner
        kind: banquet
        when: 2025-10-30
        participants:
          - {party: Donald Trump}
          - {party: Xi Jingping, office: President}
          - {party: World Bank}
"""


def test_seed_names_new_parties_and_warns_of_those_that_come_near_a_known_one(
    new_database: New, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, new_database("first"))
    story = tmp_path / "story.yaml"
    story.write_text(STORY)

    first, again = run("seed", str(story)), run("seed", str(story))

    assert first == Ended(
        0,
        "1 sources with 6 claims on 1 meetings: 1 new versions\n"
        "new parties: Xi Jingping (person), World Bank (organisation)\n",
        f"{story}:10: new party 'Xi Jingping'; near: Xi Jinping\n",
    )
    assert again == Ended(0, "1 sources with 6 claims on 1 meetings: 0 new versions\n", "")


def test_seed_names_so_many_new_parties_and_counts_the_others(
    new_database: New, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, new_database("empty"))
    story = tmp_path / "story.yaml"
    others = (f"{first}{second}" * 9 for first in ascii_uppercase for second in ascii_uppercase)
    story.write_text(STORY + "".join(f"          - {{party: {name}}}\n" for name in islice(others, 210)))

    ended = run("seed", str(story))

    assert ended.out.splitlines()[1].startswith("new parties: Donald Trump (organisation), Xi Jingping (person), ")
    assert ended.out.endswith(" (organisation) and 163 more\n")
    assert ended.err.splitlines()[-1] == "only the first 200 new parties were compared with known ones"


def test_the_version_is_that_of_the_program() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]

    assert run("--version") == Ended(0, f"summitry {version}\n", "")


def test_check_finds_nothing_in_a_calendar_that_was_left_alone(
    new_database: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, new_database("both"))

    assert run("check") == Ended(0, "12 meetings, 32 versions, 168 claims: 0 differences\n", "")


def test_check_says_what_was_tampered_with_and_exits_with_1(new_database: New, monkeypatch: pytest.MonkeyPatch) -> None:
    database = use(monkeypatch, new_database("first"))
    alter(database, "UPDATE version SET status = 'held' WHERE number = 8")
    alter(database, "DELETE FROM facet WHERE number = 7 AND name = 'topic'")

    ended = run("check")

    assert (ended.code, ended.out) == (1, "8 meetings, 8 versions, 79 claims: 2 differences\n")
    assert sorted(ended.err.splitlines()) == [
        "apec-economic-leaders-meeting-2025: it is not found by what its document says",
        "trump-xi-meeting-2025: the columns are not those of its document",
    ]


def test_rerender_under_another_address_writes_each_meeting_once(
    new_database: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = use(monkeypatch, new_database("first"))
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


def test_rerender_without_an_address_keeps_the_one_that_the_calendar_has(
    new_database: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = use(monkeypatch, new_database("first"))
    alter(database, "UPDATE ledger SET writer_version = 0")

    assert run("rerender").out == "0 meetings have a new version\n"
    assert run("rerender").out == "everything is as this version writes it\n"
    assert f"{dump(database)['ledger']}".count(BASE_URL) == 1


# How it refuses.


@pytest.mark.parametrize("arguments", [["seed", str(FIRST)], ["check"], ["rerender"], ["serve"]], ids=" ".join)
def test_a_database_without_tables_is_refused(
    new_database: New, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    undo(use(monkeypatch, new_database("empty")))

    assert run(*arguments) == Ended(1, "", "summitry: there are no tables yet: run `summitry migrate`\n")


def test_serve_refuses_a_calendar_that_carries_another_address(
    new_database: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, new_database("first"))
    monkeypatch.setenv("SUMMITRY_BASE_URL", ELSEWHERE)

    rule = f"the calendar's events carry the address {BASE_URL}, not {ELSEWHERE}: run `summitry rerender`"
    assert run("serve") == Ended(1, "", f"summitry: {rule}\n")


@pytest.mark.parametrize("arguments", [["seed", str(NEXT)], ["rerender"], ["serve"], ["serve", "--prepare"]])
def test_a_process_with_older_zone_data_than_the_calendar_refuses_to_start(
    new_database: New, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    database = use(monkeypatch, new_database("first"))
    alter(database, "UPDATE ledger SET zones_version = '2999z'")
    before = dump(database)

    assert run(*arguments) == Ended(
        1,
        "",
        "summitry: the calendar was written with newer zone data (2999z) or a newer program than this one "
        f"({ZONES_VERSION}): install the locked dependencies of the newer version\n",
    )
    assert dump(database) == before


def test_a_port_that_is_none_is_refused() -> None:
    ended = run("serve", "--port", "65536")

    assert (ended.code, ended.out) == (2, "")
    assert "65535" in ended.err


def test_a_bad_file_is_refused_and_nothing_of_it_is_loaded(
    new_database: New, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    database = use(monkeypatch, new_database("empty"))
    before = dump(database)
    bad = tmp_path / "bad.yaml"
    bad.write_text(FIRST.read_text().replace("when: 2025-10-31/2025-11-01", "when: 2025-10-32/2025-11-01"))

    ended = run("seed", str(FIRST), str(bad))

    rule = "sources.0.statements.9.when: '2025-10-32' is not a day of the calendar"
    assert ended == Ended(1, "", f"summitry: {bad}:200: {rule}\n")
    assert dump(database) == before


def test_a_file_that_is_not_there_is_refused(
    new_database: New, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, new_database("empty"))

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
    monkeypatch: pytest.MonkeyPatch, command: str, setting: str, refusal: str
) -> None:
    monkeypatch.setenv(*setting.split("=", maxsplit=1))

    assert run(command) == Ended(1, "", f"summitry: {refusal}\n")


def test_python_without_assertions_is_refused() -> None:
    ended = summitry("check", flags=("-O",))

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"summitry: {WITHOUT_ASSERTIONS}\n"


@pytest.mark.parametrize(("flags", "variables"), [(("-O",), {}), ((), {"PYTHONOPTIMIZE": "2"})])
def test_without_assertions_there_is_no_service_either(flags: tuple[str, ...], variables: dict[str, str]) -> None:
    ended = python(*flags, "-c", "from app.main import create_app; create_app()", variables=variables)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.splitlines()[-1] == f"app.settings.SettingError: {WITHOUT_ASSERTIONS}"

"""`summitry key`: makes a key and shows it once, lists all, revokes one."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest

from app.access.keys import is_key
from app.access.roles import Role
from app.store.database import Database
from app.store.migrate import undo
from tests.access.keyring import UNKNOWN, give_bad_keys, give_key, issue, stored_keys
from tests.access.test_keys import caller_of
from tests.commands import Ended, run, use
from tests.conftest import StoppedClock
from tests.store.test_keys import IDS, put

New = Callable[[str], Database]


@pytest.fixture
def used(new_database: New, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Give an empty calendar that the command works on."""
    return use(monkeypatch, new_database("empty"))


def rows(ended: Ended) -> list[list[str]]:
    """Return the cells of a list."""
    return [re.split(r"  +", line) for line in ended.out.splitlines()]


@pytest.mark.parametrize("role", Role)
def test_a_new_key_stands_alone_on_a_line_and_what_it_is_beside_it(used: Database, role: Role) -> None:
    ended = run("key", "create", "--role", role, "--label", "News desk")

    (row,) = stored_keys(used)
    assert (ended.code, ended.out.count("\n"), is_key(ended.out.removesuffix("\n"))) == (0, 1, True)
    assert caller_of(used, ended.out.strip()).role is role
    assert ended.err.splitlines() == [
        f"key {row.id} ({role}, News desk) is good until it is revoked.",
        "It is not shown again. Send it as `Authorization: Bearer KEY`, over TLS.",
    ]


def test_a_key_can_expire(used: Database) -> None:
    ended = run("key", "create", "--role", "editor", "--label", "News desk", "--expires", "30")

    assert "is good until 2025-11-17T20:00:00Z." in ended.err
    assert [f"{row.expires_at}" for row in stored_keys(used)] == ["2025-11-17 20:00:00+00:00"]


@pytest.mark.parametrize(
    ("option", "value", "rule"),
    [
        ("--role", "Editor", "'reporter'"),
        ("--label", "", "at least 1"),
        ("--label", "x" * 101, "at most 100"),
        ("--label", f"of {UNKNOWN}", "holds no"),
        ("--expires", "0", "greater than or equal to 1"),
        ("--expires", "3651", "less than or equal to 3650"),
        ("--expires", "soon", "integer"),
    ],
)
@pytest.mark.parametrize("kind", ["sqlite"])
def test_what_cannot_be_meant_is_refused_by_option(used: Database, option: str, value: str, rule: str) -> None:
    said = {"--role": "editor", "--label": "News desk"} | {option: value}

    ended = run("key", "create", *(word for pair in said.items() for word in pair))

    assert (ended.code, ended.out) == (2, "")
    assert option in ended.err
    assert rule in ended.err
    assert UNKNOWN not in ended.err
    assert stored_keys(used) == []


def test_without_keys_the_list_says_how_to_make_one(used: Database) -> None:
    assert stored_keys(used) == []
    assert run("key", "list") == Ended(
        0, "", "there are no keys yet; `summitry key create --role editor --label NAME` makes one\n"
    )


def test_the_list_tells_all_of_every_key_but_the_key(used: Database, stopped_clock: StoppedClock) -> None:
    key, key_id = issue(used, Role.REPORTER, label="Night desk", days=30)
    stopped_clock.advance(hours=1)
    bad = give_bad_keys(used)

    ended = run("key", "list")

    heading, first, *others = rows(ended)
    assert (ended.code, ended.err) == (0, "")
    assert heading == ["ID", "HINT", "LABEL", "ROLE", "CREATED", "EXPIRES", "LAST USED", "STATE"]
    assert first == [
        str(key_id),
        key.get_secret_value()[4:12],
        "Night desk",
        "reporter",
        "2025-10-18T20:00:00Z",
        "2025-11-17T20:00:00Z",
        "never",
        "active",
    ]
    assert sorted(other[-1] for other in others) == ["expired", "revoked"]
    assert not any(one[12:] in ended.out for one in (key.get_secret_value(), *bad.values()))


def test_a_key_is_revoked_by_the_beginning_of_its_id_and_stays_so(used: Database, stopped_clock: StoppedClock) -> None:
    put(used, *IDS)
    stopped_clock.advance(hours=1)

    first = run("key", "revoke", "1fa")
    stopped_clock.advance(hours=1)
    again = run("key", "revoke", IDS[0])

    assert [first, again] == [
        Ended(0, f"key {IDS[0]} (editor, News desk) is revoked\n", ""),
        Ended(0, f"key {IDS[0]} (editor, News desk) was revoked already, at 2025-10-18T21:00:00Z\n", ""),
    ]
    assert [f"{row.revoked_at}" for row in stored_keys(used)] == ["2025-10-18 21:00:00+00:00", "None"]


def test_what_could_be_two_keys_is_refused_with_both(used: Database) -> None:
    put(used, *IDS)

    assert run("key", "revoke", "1f") == Ended(
        1, "", f"summitry: 2 keys have ids that begin like this: {IDS[0]}, {IDS[1]}\n"
    )
    assert [row.revoked_at for row in stored_keys(used)] == [None, None]


@pytest.mark.parametrize("text", ["", "nothing", "2", UNKNOWN])
def test_what_is_no_key_is_refused_without_repeating_it(used: Database, text: str) -> None:
    put(used, *IDS)

    assert run("key", "revoke", text) == Ended(
        1, "", "summitry: no key has an id that begins like this; `summitry key list` shows them\n"
    )


def test_the_key_itself_is_not_taken_for_its_id(used: Database) -> None:
    key = give_key(used)

    ended = run("key", "revoke", key)

    assert (ended.code, key in f"{ended}") == (1, False)
    assert UUID(rows(run("key", "list"))[1][0]) == stored_keys(used)[0].id


@pytest.mark.parametrize(
    "arguments", [["create", "--role", "editor", "--label", "News desk"], ["list"], ["revoke", "1fa"]], ids=" ".join
)
def test_a_database_without_tables_is_refused(used: Database, arguments: list[str]) -> None:
    undo(used)

    assert run("key", *arguments) == Ended(1, "", "summitry: there are no tables yet: run `summitry migrate`\n")

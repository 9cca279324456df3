"""A key is made once, kept as a hash, and refused in one way for every reason."""

import base64
import re
from datetime import timedelta
from hashlib import sha256

import pytest
from pydantic import SecretStr

from app.access.keys import (
    Caller,
    State,
    authenticate,
    hash_of,
    hint_of,
    hush,
    is_key,
    issue_key,
    make_key,
    state_of,
)
from app.access.roles import Role
from app.meetings.errors import KeyRefusedError
from app.store.database import Database
from app.store.keys import mark_revoked
from tests.access.keyring import UNKNOWN, give_key, issue, stored_keys
from tests.conftest import StoppedClock
from tests.http.serving import counting
from tests.store.factories import dump

KEY = SecretStr("smt_" + "abcdefgh" + "0" * 35)


def caller_of(database: Database, key: str) -> Caller:
    with database.reading() as session:
        return authenticate(session, SecretStr(key))


def refusal(database: Database, key: str) -> tuple[str, str | None, tuple[str, ...]]:
    with database.reading() as session, pytest.raises(KeyRefusedError) as refused:
        authenticate(session, SecretStr(key))
    return refused.value.rule, refused.value.field, refused.value.near


# What a key is.


def test_a_key_has_a_prefix_and_256_random_bits() -> None:
    keys = [make_key().get_secret_value() for _ in range(200)]

    assert all(re.fullmatch(r"smt_[A-Za-z0-9_-]{43}", key) for key in keys)
    assert {len(base64.urlsafe_b64decode(key.removeprefix("smt_") + "=")) for key in keys} == {32}
    assert len(set(keys)) == len({key[4:12] for key in keys}) == 200


def test_what_is_kept_and_shown_of_a_key_is_its_hash_and_its_beginning() -> None:
    assert hash_of(KEY) == sha256(KEY.get_secret_value().encode()).hexdigest()
    assert hint_of(KEY) == "abcdefgh"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (UNKNOWN, True),
        ("smt_" + "_-" * 21 + "0", True),
        ("smt_" + "A" * 42, False),
        ("smt_" + "A" * 44, False),
        ("SMT_" + "A" * 43, False),
        ("smt_" + "é" * 43, False),
        (UNKNOWN + "\n", False),
        ("", False),
    ],
)
def test_only_a_text_of_that_form_is_a_key(text: str, *, is_one: bool) -> None:
    assert is_key(text) is is_one


def test_a_key_is_not_in_what_is_printed_of_it(database: Database) -> None:
    with database.writing() as session:
        key, row = issue_key(session, label="News desk", role=Role.EDITOR)
        shown = f"{key} {key!r} {row!r} {vars(row)}"
        secret = key.get_secret_value()

    assert secret not in shown
    assert secret[12:] not in f"{caller_of(database, secret)!r} {dump(database)}"


def test_a_key_is_stored_with_what_was_said_of_it(database: Database, stopped_clock: StoppedClock) -> None:
    now = stopped_clock.now()
    key, key_id = issue(database, Role.REPORTER, label="Night desk", days=30)

    (row,) = stored_keys(database)

    assert (row.id, row.hash, row.hint, row.label, row.role) == (
        key_id,
        hash_of(key),
        hint_of(key),
        "Night desk",
        "reporter",
    )
    assert (row.created_at, row.expires_at) == (now, now + timedelta(days=30))
    assert (row.revoked_at, row.last_used_at) == (None, None)


def test_a_key_without_an_end_has_none(database: Database, stopped_clock: StoppedClock) -> None:
    key = give_key(database)
    stopped_clock.advance(days=3650)

    assert caller_of(database, key).label == "News desk"


# Who is let in.


@pytest.mark.parametrize("role", Role)
def test_the_holder_of_a_key_is_known_by_it(database: Database, role: Role) -> None:
    key, key_id = issue(database, role, label="News desk")
    give_key(database, Role.ADMIN, label="Another")

    caller = caller_of(database, key.get_secret_value())

    assert caller == Caller(key_id, hint_of(key), "News desk", role)


def test_a_key_is_found_in_one_query_however_many_there_are(database: Database) -> None:
    keys = [give_key(database) for _ in range(3)]

    with counting(database) as sent:
        caller_of(database, keys[2])

    assert len([statement for statement in sent if statement.startswith("SELECT")]) == 1


@pytest.mark.parametrize("place", [4, 11, 12, 30, 46])
def test_a_key_that_differs_in_one_character_is_refused(database: Database, place: int) -> None:
    key = give_key(database)
    other = "A" if key[place] != "A" else "B"

    assert refusal(database, key[:place] + other + key[place + 1 :]) == refusal(database, UNKNOWN)


def test_what_is_stored_opens_nothing(database: Database) -> None:
    give_key(database)
    (row,) = stored_keys(database)

    for stolen in (row.hash, f"smt_{row.hash[:43]}", f"smt_{row.hint}", str(row.id)):
        assert refusal(database, stolen) == refusal(database, UNKNOWN)


def test_every_refusal_is_the_same(database: Database, stopped_clock: StoppedClock) -> None:
    expired = give_key(database, days=1)
    revoked, key_id = issue(database)
    with database.writing() as session:
        mark_revoked(session, key_id, stopped_clock.now())
    stopped_clock.advance(days=1)

    refusals = {
        refusal(database, key)
        for key in (expired, revoked.get_secret_value(), UNKNOWN, "", "smt_", "secret", "\0", "é", "x" * 100_000)
    }

    assert refusals == {("this key is unknown, was revoked or has expired", "Authorization", ())}


def test_a_key_opens_until_the_second_before_it_expires(database: Database, stopped_clock: StoppedClock) -> None:
    key = give_key(database, days=1)

    stopped_clock.advance(days=1, seconds=-1)
    assert caller_of(database, key).role is Role.EDITOR
    stopped_clock.advance(seconds=1)
    assert refusal(database, key) == refusal(database, UNKNOWN)


def test_a_revoked_key_is_revoked_whether_it_would_have_expired_or_not(
    database: Database, stopped_clock: StoppedClock
) -> None:
    _, key_id = issue(database, days=1)
    before = state_of(stored_keys(database)[0], stopped_clock.now())
    with database.writing() as session:
        mark_revoked(session, key_id, stopped_clock.now())
    (row,) = stored_keys(database)
    stopped_clock.advance(days=2)

    assert (before, state_of(row, stopped_clock.now())) == (State.ACTIVE, State.REVOKED)


# What is repeated of a request.


@pytest.mark.parametrize(
    ("text", "hushed"),
    [
        (f"no party is known as '{UNKNOWN}'", "no party is known as 'smt_...'"),
        (f"{UNKNOWN},{UNKNOWN}", "smt_...,smt_..."),
        (f"x{UNKNOWN[:20]}", "xsmt_..."),
        ("the key smt_AAAAAAAA", "the key smt_AAAAAAAA"),
        ("Authorization: Bearer smt_...", "Authorization: Bearer smt_..."),
        ("", ""),
    ],
)
def test_a_text_is_repeated_without_the_keys_in_it(text: str, hushed: str) -> None:
    assert hush(text) == hushed

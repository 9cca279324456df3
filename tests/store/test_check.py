"""Checking: whatever is stored and not what the claims say is found."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from app.store.check import Checked, check
from app.store.database import Database
from tests.store.factories import MEETING, meet, tell


def faults(database: Database) -> list[str]:
    found: list[str] = []
    with database.reading() as session:
        check(session, found.append)
    return found


def alter(database: Database, *statements: str) -> None:
    """Change what is stored behind the calendar's back."""
    with database.writing() as session:
        for statement in statements:
            session.execute(text(statement))


@pytest.fixture
def altered(database: Database) -> Callable[..., list[str]]:
    """Give a way to change a calendar of one meeting in two versions, and to hear what the check then finds."""
    meet(database, title="Trump-Xi meeting", participants=[{"party": "CN"}], topics=["trade"])
    tell(database, when="2025-10-31")

    def change(*statements: str) -> list[str]:
        alter(database, *statements)
        return faults(database)

    return change


def test_a_calendar_that_was_left_alone_has_no_faults(new_database: Callable[[str], Database]) -> None:
    seen: list[tuple[int, int]] = []

    with new_database("both").reading() as session:
        checked = check(
            session, lambda _: pytest.fail("a fault"), progress=lambda done, total: seen.append((done, total))
        )

    assert checked == Checked(meetings=12, versions=32, claims=168)
    assert seen == [(12, 12)]


def test_an_empty_calendar_has_no_faults(database: Database) -> None:
    assert faults(database) == []


NOW = "WHERE until IS NULL"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title", "'Another title'"),
        ("status", "'held'"),
        ("eos", "'eos5'"),
        ("kind", "'summit'"),
        ("level", "'leaders'"),
        ("country", "'JP'"),
        ("last_date", "'2025-11-02'"),
        ("vague_days", "7"),
        ("version", "3"),
        ("sequence", "9"),
        ("listed", "NOT listed"),
    ],
)
def test_a_column_that_is_not_its_documents_is_found(
    altered: Callable[..., list[str]], column: str, value: str
) -> None:
    assert altered(f"UPDATE version SET {column} = {value} {NOW}") == [
        f"{MEETING}: the columns are not those of its document"
    ]


def test_a_vevent_that_is_not_its_documents_is_found(altered: Callable[..., list[str]], kind: str) -> None:
    blob = "x'00'" if kind == "sqlite" else "'\\x00'"

    assert altered(f"UPDATE version SET vevent = {blob} {NOW}") == [
        f"{MEETING}: the VEVENT is not that of its document"
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE version SET words = 'now held' WHERE version = 2",
        "UPDATE version SET words = 'details' WHERE version = 2",
    ],
)
def test_words_that_are_not_those_of_the_vevent_are_found(altered: Callable[..., list[str]], statement: str) -> None:
    assert altered(statement) == [f"{MEETING}: the VEVENT is not that of its document"]


def test_a_document_that_is_not_what_its_claims_say_is_found(
    database: Database, altered: Callable[..., list[str]]
) -> None:
    with database.writing() as session:
        before = session.execute(text(f"SELECT document FROM version {NOW}")).scalar_one()
        other = bytes(before).replace(b"Trump-Xi meeting", b"Xi-Trump meeting")
        session.execute(text(f"UPDATE version SET document = :other {NOW}"), {"other": other})

    assert altered() == [
        f"{MEETING}: the document is not what its claims say",
        f"{MEETING}: the VEVENT is not that of its document",
        f"{MEETING}: the columns are not those of its document",
    ]


@pytest.mark.parametrize("broken", [b"", b"{}", b'{"title": '], ids=str)
def test_a_document_that_cannot_be_read_is_found(
    database: Database, altered: Callable[..., list[str]], broken: bytes
) -> None:
    with database.writing() as session:
        session.execute(text(f"UPDATE version SET document = :broken {NOW}"), {"broken": broken})

    assert altered() == [f"{MEETING}: the document cannot be read"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM facet WHERE name = 'topic' AND number = 2",
        "UPDATE facet SET value = 'chips' WHERE name = 'topic' AND number = 2",
        "INSERT INTO facet (name, value, number) VALUES ('topic', 'chips', 2)",
    ],
)
def test_a_facet_that_is_not_its_documents_is_found(altered: Callable[..., list[str]], statement: str) -> None:
    assert altered(statement) == [f"{MEETING}: it is not found by what its document says"]


def test_a_claim_that_was_changed_is_found(altered: Callable[..., list[str]]) -> None:
    assert altered("""UPDATE claim SET value = '"Another title"' WHERE field = 'title'""") == [
        f"{MEETING}: the document is not what its claims say"
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "{"),
        ("kind", '"zzz"'),
        ("when", "[1,2]"),
        ("when", '{"edtf":"2025-02-30"}'),
        ("participants", "[1,2]"),
        ("participants", '{"party":"00000000-0000-0000-0000-000000000005"}'),
    ],
)
def test_a_claim_that_cannot_be_read_is_found(altered: Callable[..., list[str]], field: str, value: str) -> None:
    faults = altered(f"UPDATE claim SET value = '{value}' WHERE field = '{field}'")

    assert f"{MEETING}: a claim on it cannot be read" in faults


def test_a_claim_of_what_no_meeting_can_have_is_found(altered: Callable[..., list[str]]) -> None:
    assert altered("UPDATE claim SET value = 'null' WHERE field = 'kind'") == [
        f"{MEETING}: its claims say what no meeting can have"
    ]


def test_a_ruling_that_was_changed_is_found(altered: Callable[..., list[str]]) -> None:
    assert altered("UPDATE ruling SET verdict = 'rejected' WHERE serial = 6") == [
        f"{MEETING}: the document is not what its claims say"
    ]


def test_a_meeting_whose_claims_describe_none_any_more_is_found(altered: Callable[..., list[str]]) -> None:
    assert altered("DELETE FROM ruling", "DELETE FROM claim WHERE field = 'kind'") == [
        f"{MEETING}: its claims describe no meeting"
    ]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE version SET until = NULL, superseded_at = NULL WHERE number = 1",
            "version 1 does not end where the next one of its meeting begins",
        ),
        (
            "UPDATE version SET superseded_at = modified_at WHERE number = 1",
            "version 1 does not end where the next one of its meeting begins",
        ),
        ("UPDATE ledger SET number = 3", "the log has 2 versions from 1 to 2, and the ledger says 3"),
        (
            "UPDATE ledger SET modified_at = '2025-10-18 20:00:09.000000'",
            "the newest version is of 2025-10-18 20:00:01+00:00, and the ledger says 2025-10-18 20:00:09+00:00",
        ),
        (
            "UPDATE ledger SET serial = 3",
            "the newest claim is 4 of 2025-10-18 20:00:01+00:00, later than the ledger says",
        ),
        (
            "UPDATE ledger SET recorded_at = '2025-10-18 20:00:00.000000'",
            "the newest ruling is 4 of 2025-10-18 20:00:01+00:00, later than the ledger says",
        ),
    ],
)
def test_a_broken_log_is_found(new_database: Callable[[str], Database], statement: str, found: str) -> None:
    database = new_database("empty")
    meet(database)
    tell(database, when="2025-10-31")

    # The index would not let two versions of a meeting be shown at once.
    alter(database, "DROP INDEX version_one_now", statement)

    assert found in faults(database)


def test_a_version_that_is_no_later_than_the_one_before_it_is_found(altered: Callable[..., list[str]]) -> None:
    at = "2025-10-18 20:00:00.000000"

    found = altered(
        f"UPDATE version SET modified_at = '{at}' WHERE number = 2",
        f"UPDATE version SET superseded_at = '{at}' WHERE number = 1",
    )

    assert "version 2 is not later than the one before it of its meeting" in found


def test_a_version_that_is_missing_is_found(altered: Callable[..., list[str]]) -> None:
    assert altered("DELETE FROM facet", "DELETE FROM version") == [
        "the log has 0 versions from 0 to 0, and the ledger says 2",
        f"{MEETING}: its claims describe a meeting, and no version of it is stored",
    ]


def test_a_meeting_of_which_only_the_name_is_known_is_no_fault(database: Database) -> None:
    meet(database)
    tell(database, "nothing-yet")

    assert faults(database) == []


PAST = "WHERE until IS NOT NULL"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("document = CAST('{}' AS {bytes})", "the document cannot be read"),
        ("title = 'Forged'", "the columns are not those of its document"),
        ("sequence = 9", "the columns are not those of its document"),
        ("vevent = CAST('BEGIN:VEVENT' AS {bytes})", "the VEVENT is not that of its document"),
    ],
)
def test_what_was_shown_before_is_looked_at_as_well(
    altered: Callable[..., list[str]], database: Database, change: str, fault: str
) -> None:
    written = change.replace("{bytes}", "BLOB" if database.is_sqlite else "BYTEA")

    assert altered(f"UPDATE version SET {written} {PAST}") == [f"{MEETING}: in version 1, {fault}"]

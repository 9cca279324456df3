"""A calendar comes back from its archive as it was, on every database; or the archive is refused, and nothing moves."""

import json
import threading
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import insert, update

from app.formats.archive import ArchiveReader, Header
from app.formats.ical import WRITER_VERSION
from app.meetings.errors import ArchiveError, CalendarNotReadyError
from app.meetings.terms import Field, Verdict
from app.store import shape
from app.store.database import Database
from app.store.keeping import is_new, load, loss, put_back, read_header, why_stale, write_archive
from app.store.ledger import Head, open_ledger, read_head
from app.store.named_tables import CalendarRow
from app.store.tables import LedgerRow, MeetingRow, VersionRow
from tests.conftest import BASE_URL, ERA, KINDS, Shelf, StoppedClock
from tests.formats.documents import document
from tests.meetings.factories import meeting, when
from tests.store.archives import (
    NAME,
    Line,
    backup_of,
    edited,
    export_of,
    faults_of,
    import_into,
    restore_into,
)
from tests.store.factories import changes, dump, list_again, meet, rule, tell

SUMMIT = "asean-summit-2025"
XI = "trump-xi-meeting-2025"
ELSEWHERE = "https://calendar.example.org"
New = Callable[[str], Database]


@pytest.fixture
def eventful(new_database: New, stopped_clock: StoppedClock) -> Database:
    """Give a calendar in which everything has happened."""
    database = new_database("both")
    stopped_clock.advance(days=1)
    list_again(database, SUMMIT, listed=False)
    rule(database, XI, Field.SUMMARY, Verdict.REJECTED)
    tell(database, XI, when="2025-12-01", verdict="proposed")
    meet(database, "dinner", title='A "dinner"\nin São Tomé \U0001f30d', topics=["a", "z", "é", "中"])
    return database


def head_of(database: Database) -> Head:
    with database.reading() as session:
        return read_head(session)


def refusal(act: Callable[[Database, bytes], None], database: Database, data: bytes) -> str:
    """Return why something was refused, and see that it left nothing behind."""
    before = dump(database)
    with pytest.raises(ArchiveError) as error:
        act(database, data)
    assert dump(database) == before
    return error.value.rule.removeprefix(f"{NAME}:")


# Moving.


def test_a_calendar_that_moves_is_the_same_calendar(eventful: Database, new_target: New) -> None:
    target = new_target("empty")
    data = export_of(eventful)

    import_into(target, data)

    assert dump(target) == dump(eventful)
    assert export_of(target) == data
    assert faults_of(target) == []


def test_a_calendar_that_moved_goes_on_with_the_next_number(eventful: Database, new_target: New) -> None:
    target = new_target("empty")
    import_into(target, export_of(eventful))

    for database in (eventful, target):
        tell(database, XI, summary="They have met before.")
        meet(database, "another")

    assert dump(target) == dump(eventful)
    assert faults_of(target) == []


def test_both_databases_export_the_same_bytes(shelf: Shelf) -> None:
    exported = set()
    for one in KINDS:
        with shelf.lend_open(one) as make:
            exported.add(export_of(make("both")))

    assert len(exported) == 1


def test_an_empty_calendar_moves_as_well(new_database: New, new_target: New) -> None:
    target = new_target("empty")
    with target.writing() as session:
        open_ledger(session).era = "another"

    import_into(target, export_of(new_database("empty")))

    assert head_of(target).era == ERA


def test_what_is_text_can_be_read_in_an_archive(eventful: Database) -> None:
    lines = export_of(eventful).decode().splitlines()

    assert any(
        line.startswith('{"version":') and "BEGIN:VEVENT\\r\\n" in line and "São Tomé 🌍" in line for line in lines
    )
    assert not any("base64" in line for line in lines)


@pytest.mark.parametrize("secrets", [False, True])
def test_progress_is_told_up_to_the_last_row(new_database: New, new_target: New, *, secrets: bool) -> None:
    told: list[tuple[int, int]] = []
    target = new_target("empty")
    data = export_of(new_database("both"), secrets=secrets, progress=lambda *seen: told.append(seen))
    written, told = told, []
    (restore_into if secrets else import_into)(target, data, progress=lambda *seen: told.append(seen))

    for seen in (written, told):
        assert seen[-1] == (len(data.splitlines()) - 2,) * 2
        assert seen == sorted(seen)


def test_a_calendar_is_not_held_in_memory(new_database: New, tmp_path: Path) -> None:
    source, target, file = new_database("empty"), new_database("empty"), tmp_path / "calendar.jsonl"
    write_many(source, versions=2500)
    tracemalloc.start()
    try:
        with file.open("wb") as stream, source.reading() as session:
            write_archive(session, stream, secrets=False)
        with file.open("rb") as stream, target.writing() as session:
            reader = ArchiveReader(stream, NAME)
            load(session, reader, read_header(reader, secrets=False))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert file.stat().st_size > 13_000_000
    assert most < 10_000_000
    assert head_of(target).number == 2500


def write_many(database: Database, *, versions: int) -> None:
    """Store versions of 5,000 bytes each of a meeting that changes every second."""
    begin = datetime(2025, 1, 1, tzinfo=UTC)
    fixed = {"meeting_id": UUID(int=1), "sequence": 0, "title": "Long", "kind": "summit", "level": None}
    fixed |= {"status": "scheduled", "eos": "eos4", "listed": True, "country": None, "vague_days": 0, "changed": "[]"}
    fixed |= {"first_date": date(2025, 1, 1), "last_date": date(2025, 1, 1), "words": "", "vevent": b"BEGIN:VEVENT"}
    fixed |= {"starts_at": begin, "ends_at": begin + timedelta(days=1), "document": b"x" * 5000}
    times = [begin + timedelta(seconds=number) for number in range(versions + 1)]
    shown = (
        document(meeting(when("2025-01-01")))
        .model_copy(update={"id": UUID(int=1)})
        .model_dump_json(by_alias=True)
        .encode()
    )
    rows = [
        fixed
        | {"number": number, "version": number, "modified_at": times[number]}
        | {"until": until, "superseded_at": at}
        | ({} if until else {"document": shown})
        for number, until, at in [
            *((number, number + 1, times[number + 1]) for number in range(1, versions)),
            (versions, None, None),
        ]
    ]
    with database.writing() as session:
        session.execute(insert(MeetingRow), [{"id": UUID(int=1), "uid": "1", "slug": "long", "created_at": begin}])
        session.execute(insert(VersionRow), rows)
        session.execute(update(LedgerRow).values(number=versions, modified_at=times[versions]))


# Where it may not go.


def test_an_export_goes_into_an_empty_calendar_only(new_database: New, new_target: New) -> None:
    data = export_of(new_database("both"))

    assert refusal(import_into, new_target("first"), data) == (
        "an export goes into an empty calendar, and this one is at number 8"
    )


def test_a_calendar_with_anything_in_it_is_not_empty(new_database: New, new_target: New) -> None:
    target = new_target("empty")
    named = {"name": "mine", "title": "Mine", "description": "", "color": "red", "query": ""}
    with target.writing() as session:
        session.execute(insert(CalendarRow), [named])

    assert refusal(import_into, target, export_of(new_database("first"))) == (
        "an export goes into an empty calendar, and this one is at number 0"
    )
    with target.reading() as session:
        assert not is_new(session)


def test_a_backup_is_no_export_and_an_export_no_backup(new_database: New, new_target: New) -> None:
    source, target = new_database("first"), new_target("empty")

    assert refusal(import_into, target, backup_of(source)) == (
        "1: this is a backup, with all keys in it: put it back with `summitry restore`"
    )
    assert refusal(restore_into, target, export_of(source)) == (
        "1: this is an export, without keys: load it into an empty calendar with `summitry import`"
    )


def header_of(data: bytes) -> Header:
    return read_header(ArchiveReader(BytesIO(data), NAME), secrets=False)


@pytest.mark.parametrize("made_with", [{"writer_version": WRITER_VERSION + 1}, {"zones_version": "2999a"}], ids=str)
def test_an_archive_of_a_newer_program_is_refused(new_database: New, made_with: dict[str, object]) -> None:
    header = header_of(edited(export_of(new_database("first")), lambda lines: lines[0]["ledger"].update(made_with)))

    with pytest.raises(CalendarNotReadyError) as refusal:
        why_stale(header, BASE_URL)

    assert "install the locked dependencies of the newer version" in refusal.value.rule


@pytest.mark.parametrize(
    ("base_url", "made_with", "stale"),
    [
        (None, {}, None),
        (BASE_URL, {}, None),
        (
            ELSEWHERE,
            {},
            f"the calendar's events carry the address {BASE_URL}, not {ELSEWHERE}: run `summitry rerender`",
        ),
        (
            None,
            {"zones_version": "2024a"},
            "the calendar was written by an older version or with older zone data: run `summitry rerender`",
        ),
    ],
)
def test_what_has_to_be_rendered_again_is_said(
    new_database: New, base_url: str | None, made_with: dict[str, object], stale: str | None
) -> None:
    header = header_of(edited(export_of(new_database("first")), lambda lines: lines[0]["ledger"].update(made_with)))

    assert why_stale(header, base_url) == stale


# What is no calendar.

Edit = Callable[[list[Line]], None]


def without(table: str, **having: object) -> Edit:
    """Leave out the first row that is like this."""

    def edit(lines: list[Line]) -> None:
        found = next(i for i, one in enumerate(lines) if i and table in one and one[table] | having == one[table])
        del lines[found]

    return edit


def with_(table: str, having: Line, **changed: object) -> Edit:
    """Change the first row that is like this."""

    def edit(lines: list[Line]) -> None:
        next(one[table] for one in lines[1:] if table in one and one[table] | having == one[table]).update(changed)

    return edit


def in_ledger(**changed: object) -> Edit:
    return lambda lines: lines[0]["ledger"].update(changed)


A_SLUG = "wants lower-case letters and digits, joined by hyphens, such as asean-2025"
UNREAD = "version.document: cannot be read as a meeting"
NOWHERE = "this row refers to one that is not there"
TWICE = "this row, or something in it that stands once, is there already"
BROKEN: dict[str, tuple[Edit, str, Line, str]] = {
    "a claim of no source": (without("source"), "claim", {}, f"claim: {NOWHERE}"),
    "a version of no meeting": (without("meeting", slug=XI), "claim", {}, f"claim: {NOWHERE}"),
    "a ruling on no claim": (without("claim", serial=7), "ruling", {"serial": 7}, f"ruling: {NOWHERE}"),
    "a place in none": (
        with_("place", {"country": "MY"}, within_id=str(UUID(int=5))),
        "place",
        {"country": "MY"},
        f"place: {NOWHERE}",
    ),
    "a name of nobody": (
        with_("party_alias", {}, party_id=str(UUID(int=5))),
        "party_alias",
        {"party_id": str(UUID(int=5))},
        f"party_alias: {NOWHERE}",
    ),
    "one slug for two": (with_("meeting", {"slug": SUMMIT}, slug=XI), "meeting", {}, f"meeting: {TWICE}"),
    "one serial for two": (with_("claim", {"serial": 5}, serial=4), "claim", {}, f"claim: {TWICE}"),
    "a meeting that ends before it begins": (
        with_("version", {"number": 3}, ends_at="2020-01-01T00:00:00+00:00"),
        "version",
        {"number": 3},
        "version: this row breaks a rule of its table",
    ),
    "a number that was left out": (
        lambda lines: (without("version", number=4)(lines), in_ledger(number=7)(lines), None)[-1],
        "version",
        {"number": 5},
        "version: here the number 4 belongs, not 5",
    ),
    "a word that there is not": (
        with_("version", {"number": 3}, status="perhaps"),
        "version",
        {"number": 3},
        "version.status: holds one of the words cancelled, held, lapsed, postponed, scheduled",
    ),
    "a column more": (with_("party", {}, rank=1), "party", {}, "party: unknown column rank"),
    "a country of three letters": (
        with_("place", {"country": "KR"}, country="KOR"),
        "place",
        {"country": "KOR"},
        "place.country: holds at most 2 characters",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_row_that_breaks_a_rule_is_named_with_its_line(new_database: New, name: str) -> None:
    edit, table, having, rule = BROKEN[name]
    data = edited(export_of(new_database("first")), edit)

    line, _, told = refusal(import_into, new_database("empty"), data).partition(": ")

    assert told == rule
    found = json.loads(data.splitlines()[int(line) - 1])[table]
    assert found | having == found


CLAIM = {"field": "title", "serial": 1}
UNREADABLE: dict[str, tuple[Edit, str]] = {
    **{
        f"a {field} that is {value}": (
            with_("claim", {"field": field}, value=value),
            f"claim.value: cannot be read as the {field} of a meeting",
        )
        for field, value in (
            *(("title", "{"), ("title", "5"), ("title", "null"), ("kind", '"zzz"'), ("status", '"zzz"')),
            *(("when", "[1,2]"), ("when", '{"edtf":"2025-02-30"}'), ("place", '"Seoul"'), ("topics", "[]")),
            *(("participants", "[1,2]"), ("participants", '{"party":"x"}'), ("links", '{"rel":"part_of"}')),
        )
    },
    "the key of another": (with_("claim", {"field": "topics"}, key="other"), "claim.key: is not that of the value"),
    "the key of nothing": (with_("claim", {"field": "title"}, key="other"), "claim.key: is not that of the value"),
    "a document that is none": (with_("version", {"until": None}, document="{}"), UNREAD),
    "changes that are none": (with_("version", {}, changed="{"), "version.changed: cannot be read as a list of fields"),
    "a query that is none": (
        with_("calendar", {}, query="party=<x>&&&"),
        "calendar.query: write name=value, joined by &: party=US&kind=summit",
    ),
    "a filter that there is not": (
        with_("calendar", {}, query="partei=US"),
        "calendar.query: partei: no such parameter here; did you mean party?",
    ),
    "a name that is none": (with_("calendar", {}, name="aaa/../x"), f"calendar.name: {A_SLUG}"),
    "a slug that is none": (with_("meeting", {"slug": SUMMIT}, slug='"><script>'), f"meeting.slug: {A_SLUG}"),
    "a script for an address": (
        with_("source", {}, url="javascript:alert(1)"),
        "source.url: wants an address that begins with http:// or https://, without spaces",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_refused_with_its_line(new_database: New, name: str) -> None:
    edit, rule = UNREADABLE[name]
    data = export_of(new_database("both"))
    changed = edited(data, edit)

    line, _, told = refusal(import_into, new_database("empty"), changed).partition(": ")

    assert told == rule
    assert data.splitlines()[int(line) - 1] != changed.splitlines()[int(line) - 1]


def test_a_party_is_not_the_same_as_itself_nor_a_place_within_itself(new_database: New) -> None:
    data = export_of(new_database("first"))

    def turn(table: str, column: str) -> Edit:
        def edit(lines: list[Line]) -> None:
            row = next(one[table] for one in lines[1:] if table in one)
            row[column] = row["id"]

        return edit

    turned = (turn("party", "same_as_id"), turn("place", "within_id"))
    told = [refusal(import_into, new_database("empty"), edited(data, edit)) for edit in turned]

    assert [one.partition(": ")[2] for one in told] == [
        "party.same_as_id: is this one itself",
        "place.within_id: is this one itself",
    ]


@pytest.mark.parametrize(("table", "field"), [("party", "participants"), ("meeting", "links")])
def test_what_a_claim_names_is_there(new_database: New, table: str, field: str) -> None:
    gone = str(UUID(int=5))

    def edit(lines: list[Line]) -> None:
        row = next(one["claim"] for one in lines[1:] if "claim" in one and one["claim"]["field"] == field)
        value = json.loads(row["value"])
        old = value["party" if table == "party" else "to"]
        row["value"], row["key"] = row["value"].replace(old, gone), row["key"].replace(old, gone)

    data = edited(export_of(new_database("first")), edit)

    line, _, told = refusal(import_into, new_database("empty"), data).partition(": ")

    assert told == f"claim.value: there is no {table} {gone}"
    assert gone in data.splitlines()[int(line) - 1].decode()


def test_an_address_that_events_carry_is_one_of_the_web(new_database: New) -> None:
    data = edited(export_of(new_database("first")), in_ledger(base_url="javascript:alert(1)"))

    told = refusal(import_into, new_database("empty"), data)

    assert told == "1: ledger.base_url: wants an address that begins with http:// or https://, without spaces"


def test_a_backup_that_cannot_be_read_leaves_everything_as_it_was(new_database: New) -> None:
    database = new_database("first")
    before = dump(database)
    data = edited(backup_of(database), with_("claim", CLAIM, value="{"))

    told = refusal(restore_into, database, data).partition(": ")[2]

    assert told == "claim.value: cannot be read as the title of a meeting"
    assert dump(database) == before


OTHER_TABLES = (
    "1: this archive is of the tables' version 2999_01_01, and this program works with 2026_11_28_2: load it with the "
    "program that wrote it, and then run `summitry migrate` with this one"
)


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        (in_ledger(number=9), "1: ledger.number: is not that of the newest version"),
        (in_ledger(serial=10), "the newest claim is 79 of 2025-10-18 20:00:00+00:00, later than the ledger says"),
        (
            in_ledger(modified_at="2025-10-18T20:00:09+00:00"),
            "the newest version is of 2025-10-18 20:00:00+00:00, and the ledger says 2025-10-18 20:00:09+00:00",
        ),
        (
            with_("version", {"number": 8}, superseded_at="2025-10-18T20:00:09+00:00"),
            "version 8 does not end where the next one of its meeting begins",
        ),
        (
            with_("version", {"number": 7}, until=20),
            "version 7 does not end where the next one of its meeting begins",
        ),
        (lambda lines: lines[0].update(version=2), "1: this is an archive of format 2, and this program reads 1"),
        (
            lambda lines: lines[0].update(revision="2999_01_01"),
            OTHER_TABLES,
        ),
        (lambda lines: lines[0]["ledger"].update(mood="good"), "1: ledger: unknown column mood"),
        (lambda lines: lines[0]["ledger"].pop("era"), "1: ledger: there is no column era"),
    ],
)
def test_an_archive_whose_parts_do_not_fit_is_refused(new_database: New, edit: Edit, rule: str) -> None:
    data = edited(export_of(new_database("first")), edit)

    told = refusal(import_into, new_database("empty"), data)

    assert told.removeprefix(f"{len(data.splitlines())}: ") == rule


@pytest.mark.parametrize("restoring", [False, True], ids=["import", "restore"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_cut_archive_leaves_everything_as_it_was(new_database: New, part: float, *, restoring: bool) -> None:
    source = new_database("both")
    data = export_of(source, secrets=restoring)
    target = new_database("first" if restoring else "empty")
    cut = data[: int(len(data) * part)]

    told = refusal(restore_into if restoring else import_into, target, cut)

    assert told == f"{len(cut.splitlines())}: the file ends here: it was cut"


def test_a_changed_byte_leaves_everything_as_it_was(new_database: New) -> None:
    data = export_of(new_database("both"))

    told = refusal(import_into, new_database("empty"), data.replace(b"Kuala Lumpur", b"Kuala Lumpus", 1))

    assert told == (
        f"{len(data.splitlines())}: the lines are not those that were written: their number or their SHA-256 is another"
    )


# Putting back.


def test_a_backup_puts_everything_back(eventful: Database, new_target: New, stopped_clock: StoppedClock) -> None:
    target = new_target("first")
    data, before = backup_of(eventful), dump(eventful)
    stopped_clock.advance(days=30)

    restore_into(target, data)

    after = dump(target)
    assert after | {"ledger": []} == before | {"ledger": []}
    was, head = head_of(eventful), head_of(target)
    assert (head.number, head.modified_at) == (was.number, was.modified_at)
    assert head.era not in (was.era, ERA)
    assert head.restored_at == stopped_clock.instant
    assert faults_of(target) == []


def test_a_calendar_goes_on_from_its_backup(database: Database) -> None:
    meet(database, "apec")
    data = backup_of(database)
    meet(database, "g20")
    tell(database, "apec", when="2025-10-31")

    restore_into(database, data)
    meet(database, "dinner")

    assert [(change.number, change.slug) for change in changes(database)] == [(1, "apec"), (2, "dinner")]
    assert faults_of(database) == []


def test_what_is_written_after_a_restore_is_never_stamped_earlier_than_what_was_lost(
    database: Database, stopped_clock: StoppedClock
) -> None:
    meet(database, "apec")
    data = backup_of(database)
    for day in range(10, 20):
        tell(database, "apec", when=f"2025-10-{day}", bearing="replaces")
    lost = head_of(database).modified_at
    assert lost > stopped_clock.instant

    restore_into(database, data)
    assert head_of(database).changed_at >= lost
    tell(database, "apec", when="2025-11-01", bearing="replaces")

    assert head_of(database).modified_at >= lost


def test_every_restore_begins_another_era_but_the_one_into_an_empty_calendar(new_database: New) -> None:
    data, target = backup_of(new_database("first")), new_database("empty")
    eras = [head_of(target).era]

    for _ in range(3):
        restore_into(target, data)
        eras.append(head_of(target).era)

    assert eras[0] == eras[1] == ERA
    assert len(set(eras[1:])) == 3


def test_a_restore_that_was_asked_about_another_state_is_refused(new_database: New) -> None:
    database = new_database("first")
    data, seen = backup_of(database), head_of(database)
    meet(database, "apec")

    def restore(target: Database, archive: bytes) -> None:
        restore_into(target, archive, seen)

    assert refusal(restore, database, data) == (
        "the calendar has come to number 9 meanwhile: see what would be lost now"
    )
    restore_into(database, data, head_of(database))
    assert head_of(database).number == 8


def loss_of(database: Database, data: bytes) -> str | None:
    header = read_header(ArchiveReader(BytesIO(data), NAME), secrets=True)
    with database.reading() as session:
        return loss(session, header)


def test_what_a_restore_takes_away_is_said_before(new_database: New, stopped_clock: StoppedClock) -> None:
    database = new_database("first")
    data = backup_of(database)
    told = [loss_of(new_database("empty"), data), loss_of(database, data)]
    tell(database, XI, when="2025-12-01", verdict="proposed")
    told.append(loss_of(database, data))
    stopped_clock.advance(hours=1)
    meet(database, "apec")
    meet(database, "g20")
    told.append(loss_of(database, data))
    later = backup_of(database)
    restore_into(database, data)
    told.append(loss_of(database, data))
    told.append(loss_of(database, later))
    stopped_clock.advance(hours=1)
    meet(database, "another")
    meet(database, "calendar")
    told.append(loss_of(database, later))

    assert told == [
        None,
        "no number will be lost",
        "no number will be lost, but what was said and ruled since and moved nothing",
        "numbers 9 to 10 will be lost",
        "no number will be lost",
        "the calendar here, at number 8, is another one: all of it will be lost",
        "the calendar here, at number 10, is another one: all of it will be lost",
    ]


def test_what_is_private_is_in_a_backup_and_not_in_an_export(
    new_database: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Named calendars play the part of keys here.
    monkeypatch.setattr(shape, "CALENDAR", shape.CALENDAR - {"calendar"})
    source, moved, restored = new_database("first"), new_database("empty"), new_database("empty")
    mine = {"name": "mine", "title": "Mine", "description": "", "color": "red", "query": ""}
    for target in (moved, restored):
        with target.writing() as session:
            session.execute(insert(CalendarRow), [mine])

    import_into(moved, export_of(source))
    restore_into(restored, backup_of(source))

    assert b'"us-china"' not in export_of(source)
    assert b'"us-china"' in backup_of(source)
    assert [row[0] for row in dump(moved)["calendar"]] == ["mine"]
    assert dump(restored)["calendar"] == dump(source)["calendar"]


# While others write.


def test_an_archive_is_of_one_state_whatever_is_written_meanwhile(new_database: New) -> None:
    database, done = new_database("empty"), threading.Event()

    def write() -> None:
        for number in range(200):
            if done.is_set():
                return
            meet(database, f"meeting-{number}", topics=[f"topic {number}"])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        archives = [backup_of(database) for _ in range(6)]
    finally:
        done.set()
        writer.join(60)

    for data in archives[::2]:
        target = new_database("empty")
        restore_into(target, data)
        assert faults_of(target) == []
        assert [change.number for change in changes(target)] == list(range(1, head_of(target).number + 1))
    assert not writer.is_alive()


def test_readers_see_the_old_calendar_until_the_new_one_is_whole(new_database: New) -> None:
    database = new_database("first")
    data = backup_of(new_database("both"))
    before = dump(database)
    during: list[dict[str, list[tuple[object, ...]]]] = []

    class Watched(BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            if line.startswith(b'{"lines"'):
                during.append(dump(database))
            return line

    reader = ArchiveReader(Watched(data), NAME)
    header = read_header(reader, secrets=True)
    with database.writing() as session:
        put_back(session, reader, header, None)

    assert during == [before]
    assert head_of(database).number == 32

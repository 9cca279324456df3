"""An archive comes back as it was written, and whatever was cut, changed or put in is found, with its line."""

import gzip
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.archive import MOST_LINE, ArchiveReader, ArchiveWriter, Header, Row, Table
from app.formats.cells import Column
from app.meetings.errors import ArchiveError

LEDGER = Table("ledger", (Column("number", int), Column("modified_at", datetime)), ("id",))
PLACE = Table("place", (Column("id", int), Column("within_id", int, optional=True)), ("id",), is_nested=True)
PARTY = Table("party", (Column("id", int), Column("name", str)), ("id",))
VERSION = Table("version", (Column("number", int), Column("document", bytes)), ("number",), is_counted=True)
TABLES = [PLACE, PARTY, VERSION]
ROWS: list[tuple[str, dict[str, Any]]] = [
    ("place", {"id": 9, "within_id": None}),
    ("place", {"id": 2, "within_id": 9}),
    ("party", {"id": 1, "name": "São Tomé\u2028\n"}),
    ("party", {"id": 3, "name": ""}),
    ("version", {"number": 1, "document": b'{"title":"Talks"}'}),
    ("version", {"number": 2, "document": b"\xff\n"}),
]
HEADER = Header(
    secrets=False,
    revision="2026_11_24",
    ledger={"number": 2, "modified_at": datetime(2025, 10, 18, 20, tzinfo=UTC)},
    rows={"place": 2, "party": 2, "version": 2},
)


def write(rows: list[tuple[str, dict[str, Any]]] = ROWS, header: Header = HEADER) -> bytes:
    stream = BytesIO()
    writer = ArchiveWriter(stream, header)
    for table, values in rows:
        writer.row(table, values)
    writer.end()
    return stream.getvalue()


def read(data: bytes, opened: Callable[[BytesIO], BinaryIO] = lambda stream: stream) -> tuple[Header, list[Row]]:
    reader = ArchiveReader(opened(BytesIO(data)), "calendar.jsonl")
    header = reader.header(LEDGER)
    return header, list(reader.rows(header, TABLES))


def refusal(data: bytes, opened: Callable[[BytesIO], BinaryIO] = lambda stream: stream) -> str:
    with pytest.raises(ArchiveError) as error:
        read(data, opened)
    return error.value.rule.removeprefix("calendar.jsonl:")


def signed(*lines: object) -> bytes:
    """Return lines with a last one that fits them: what somebody would write who wants to be believed."""
    written = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) if one != str(one) else one for one in lines]
    before = "".join(f"{line}\n" for line in written).encode()
    last = {"lines": len(lines), "sha256": hashlib.sha256(before).hexdigest()}
    return before + json.dumps(last, separators=(",", ":")).encode() + b"\n"


LINES: list[Any] = [json.loads(line) for line in write().splitlines()[:-1]]


def changed(line: int, to: object) -> bytes:
    """Return the archive with another line in the place of one."""
    return signed(*LINES[: line - 1], to, *LINES[line:])


# What comes back.


def test_an_archive_comes_back_as_it_was_written() -> None:
    assert read(write()) == (HEADER, [Row(line, table, values) for line, (table, values) in enumerate(ROWS, start=2)])
    assert signed(*LINES) == write()


def test_an_archive_is_lines_of_text() -> None:
    assert write().decode().split("\n")[3:] == [
        '{"party":{"id":1,"name":"São Tomé\u2028\\n"}}',
        '{"party":{"id":3,"name":""}}',
        '{"version":{"number":1,"document":"{\\"title\\":\\"Talks\\"}"}}',
        '{"version":{"number":2,"document":{"base64":"/wo="}}}',
        '{"lines":7,"sha256":"' + hashlib.sha256(b"\n".join(write().split(b"\n")[:7]) + b"\n").hexdigest() + '"}',
        "",
    ]


def test_an_empty_calendar_has_an_archive() -> None:
    empty = Header(secrets=True, revision="x", ledger=HEADER.ledger, rows=dict.fromkeys(HEADER.rows, 0))

    assert read(write([], empty)) == (empty, [])


# What does not.

CUT = "the file ends here: it was cut"


@pytest.mark.parametrize("length", range(len(write())))
def test_a_file_that_was_cut_is_recognised_wherever_that_was(length: int) -> None:
    data = write()[:length]

    assert refusal(data) == f"{data.count(bytes([10])) + 1}: {CUT}"


@given(st.integers(0, len(write()) - 1), st.integers(1, 255))
def test_one_changed_byte_is_recognised_wherever_it_is(at: int, by: int) -> None:
    data = bytearray(write())
    data[at] ^= by

    line, _, rule = refusal(bytes(data)).partition(": ")

    assert 1 <= int(line) <= len(LINES) + 2
    assert rule


def zipped(stream: BytesIO) -> BinaryIO:
    return cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb"))


@pytest.mark.parametrize("length", range(len(gzip.compress(write(), mtime=0))))
def test_a_compressed_file_that_was_cut_is_recognised(length: int) -> None:
    rule = refusal(gzip.compress(write(), mtime=0)[:length], zipped).partition(": ")[2]

    # One byte is not enough to tell what it was the beginning of.
    assert rule == (CUT if length != 1 else "the file is not compressed with gzip, or was changed")


def test_a_compressed_file_comes_back_and_a_plain_one_under_its_name_does_not() -> None:
    assert read(gzip.compress(write()), zipped)[0] == HEADER
    assert refusal(write(), zipped) == "1: the file is not compressed with gzip, or was changed"


@pytest.mark.parametrize(
    ("line", "to", "rule"),
    [
        (1, {"format": "other"}, "this is no archive of a calendar"),
        (1, [], "this is not how an archive is written"),
        (1, LINES[0] | {"version": 2}, "this is an archive of format 2, and this program reads 1"),
        (1, LINES[0] | {"version": "x" * 500}, "this is an archive of format " + "x" * 271),
        (1, LINES[0] | {"more": 1}, "this is not how an archive is written"),
        (1, LINES[0] | {"secrets": "no"}, "this is not how an archive is written"),
        (1, LINES[0] | {"revision": 5}, "this is not how an archive is written"),
        (1, LINES[0] | {"rows": []}, "rows: holds how many rows each table has"),
        (1, LINES[0] | {"rows": {"place": -1}}, "rows: holds how many rows each table has"),
        (1, LINES[0] | {"rows": {"place": True}}, "rows: holds how many rows each table has"),
        (1, LINES[0] | {"rows": LINES[0]["rows"] | {"spies": 0}}, "unknown table spies"),
        (1, LINES[0] | {"rows": {"place": 2, "party": 2}}, "there is no table version"),
        (1, LINES[0] | {"ledger": {"number": 2}}, "ledger: there is no column modified_at"),
        (1, LINES[0] | {"ledger": 5}, "ledger: a row is an object with its columns"),
        (
            1,
            LINES[0] | {"ledger": LINES[0]["ledger"] | {"number": "2"}},
            "ledger.number: holds whole numbers of 63 bits",
        ),
        (3, {"spies": {}}, "here row 2 of 2 of place belongs, not spies"),
        (3, {}, "here row 2 of 2 of place belongs, not nothing"),
        (3, LINES[3], "here row 2 of 2 of place belongs, not party"),
        (4, LINES[2], "here row 1 of 2 of party belongs, not place"),
        (4, {"party": {"id": 1}}, "party: there is no column name"),
        (4, {"party": {"id": 1, "name": "x", "rank": 1}}, "party: unknown column rank"),
        (4, {"party": {"name": "x", "id": 1}}, "this is not how an archive is written"),
        (4, {"party": {"id": 1, "name": 5}}, "party.name: holds text"),
        (4, {"party": [1, "x"]}, "party: a row is an object with its columns"),
        (4, {"party": {"id": 3, "name": ""}, "place": {}}, "here row 1 of 2 of party belongs, not party, place"),
        (5, LINES[3], "party: this row is not in its order"),
        (5, {"party": {"id": 0, "name": "x"}}, "party: this row is not in its order"),
        (6, LINES[6], "version: here the number 1 belongs, not 2"),
        (7, {"version": {"number": 3, "document": ""}}, "version: here the number 2 belongs, not 3"),
        (7, {"version": {"number": 2, "document": {"base64": "YQ=="}}}, "this is not how an archive is written"),
        (4, '{"party": {"id":1,"name":"x"}}', "this is not how an archive is written"),
        (4, '{"party":{"id":1,"name":"x","name":"x"}}', "this is not how an archive is written"),
        (4, '{"party":{"id":1,"name":"\\u0078"}}', "this is not how an archive is written"),
        (4, '{"party":{"id":1,"name":"\\ud800"}}', "party.name: holds text, and half a character is none"),
        (4, "party", "this is no line of JSON"),
        (4, "[" * 100_000, "this is no line of JSON"),
        (4, '{"party":{"id":' + "9" * 5000 + "}}", "this is no line of JSON"),
    ],
)
def test_a_line_that_breaks_a_rule_is_refused_even_where_the_last_line_fits(line: int, to: object, rule: str) -> None:
    assert refusal(changed(line, to)) == f"{line}: {rule}"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (signed(*LINES, LINES[6]), "8: here the last line belongs: there are more rows than the first line says"),
        (signed(*LINES[:6]), "7: here row 2 of 2 of version belongs, not lines, sha256"),
        (
            b"".join(signed(*LINES).splitlines(keepends=True)[:7]) + b'{"lines":7,"sha256":"' + b"0" * 64 + b'"}\n',
            "8: the lines are not those that were written: their number or their SHA-256 is another",
        ),
        (write() + b"\n", "9: something stands behind the last line"),
        (write() + write(), "9: something stands behind the last line"),
        (b"\xff\xfe" + write(), "1: this is no line of JSON"),
        (b"", f"1: {CUT}"),
    ],
    ids=range(7),
)
def test_what_does_not_end_as_it_should_is_refused(data: bytes, rule: str) -> None:
    assert refusal(data) == rule


def test_a_line_that_never_ends_is_not_read_to_its_end() -> None:
    class Endless(BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            assert size == MOST_LINE
            return b" " * size

    with pytest.raises(ArchiveError) as error:
        ArchiveReader(Endless(), "calendar.jsonl").header(LEDGER)

    assert error.value.rule == f"calendar.jsonl:1: a line has at most {MOST_LINE} bytes"

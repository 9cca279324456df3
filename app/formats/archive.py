"""Archives: a whole calendar as lines of JSON, in which any cut and any changed byte shows.

The first line says what it is, the last one how many lines stand before it and their SHA-256 (FIPS 180-4). Between
them stand the rows, one on a line, table by table: what is referred to before what refers to it.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

from app.formats.cells import Column, read_cell, write_cell
from app.meetings.errors import ArchiveError

FORMAT, VERSION = "summitry", 1
MOST_LINE = 64_000_000
"""Bytes of a line that are read: more than any row comes to."""

_CUT = "the file ends here: it was cut"
_NOT_SO = "this is not how an archive is written"
_LONGEST_RULE = 300


@dataclass(frozen=True, slots=True)
class Table:
    """What a table can hold. Its rows stand in the order of `key`."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    is_nested: bool = False
    """Rows refer to rows of the same table, and stand behind those."""
    is_counted: bool = False
    """The key is a number that begins with 1 and leaves none out."""


@dataclass(frozen=True, slots=True)
class Header:
    """What an archive says of itself: the tables' version, the ledger, and how many rows each table has.

    With `secrets` it is a backup, else an export.
    """

    secrets: bool
    revision: str
    ledger: Mapping[str, Any]
    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(self.rows.values())

    def write(self) -> bytes:
        """Return the first line."""
        said = {"format": FORMAT, "version": VERSION, "secrets": self.secrets, "revision": self.revision}
        return _line(said | {"ledger": _written(self.ledger), "rows": dict(self.rows)})


@dataclass(frozen=True, slots=True)
class Row:
    """A row, its table, and the line on which it stands."""

    line: int
    table: str
    values: dict[str, Any]


class ArchiveWriter:
    """Writes an archive, line by line."""

    def __init__(self, stream: BinaryIO, header: Header) -> None:
        """Begin an archive with its first line."""
        self._stream = stream
        self._hash = hashlib.sha256()
        self._lines = 0
        self._write(header.write())

    def row(self, table: str, values: Mapping[str, object]) -> None:
        """Write a row."""
        self._write(_line({table: _written(values)}))

    def end(self) -> None:
        """Write the last line."""
        self._stream.write(_line({"lines": self._lines, "sha256": self._hash.hexdigest()}))

    def _write(self, line: bytes) -> None:
        self._stream.write(line)
        self._hash.update(line)
        self._lines += 1


class ArchiveReader:
    """Reads an archive, line by line; no more than a line of it is held. What is read counts only after the last one.

    Every method raises ArchiveError, which names file, line and rule.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Read from a stream; `name` is that of the file."""
        self._stream = stream
        self._name = name
        self._hash = hashlib.sha256()
        self._line = 0

    def refuse(self, rule: str, line: int | None = None) -> NoReturn:
        """Say what breaks which rule, on the line that was read last or another one."""
        raise ArchiveError(f"{self._name}:{line or self._line}: {rule[:_LONGEST_RULE]}")

    def header(self, ledger: Table) -> Header:
        """Read the first line."""
        line = self._next()
        said = self._parse(line)
        if said.get("format") != FORMAT:
            self.refuse("this is no archive of a calendar")
        if said.get("version") != VERSION:
            self.refuse(f"this is an archive of format {said.get('version')}, and this program reads {VERSION}")
        values = self._values(ledger, said.get("ledger"))
        rows = said.get("rows")
        if not isinstance(rows, dict) or not all(type(count) is int and count >= 0 for count in rows.values()):
            self.refuse("rows: holds how many rows each table has")
        header = Header(said.get("secrets") is True, str(said.get("revision")), values, rows)
        self._check_spelling(header.write(), line)
        return header

    def rows(self, header: Header, tables: Sequence[Table]) -> Iterator[Row]:
        """Read the rows, then the last line."""
        known = {table.name for table in tables}
        for name in header.rows.keys() ^ known:
            self.refuse(f"{'there is no' if name in known else 'unknown'} table {name}")
        for table in tables:
            before: tuple[Any, ...] | None = None
            for index in range(1, header.rows[table.name] + 1):
                values = self._row(table, f"row {index} of {header.rows[table.name]} of {table.name}")
                key = tuple(values[name] for name in table.key)
                if not table.is_nested and before is not None and key <= before:
                    self.refuse(f"{table.name}: this row is not in its order")
                if table.is_counted and key != (index,):
                    self.refuse(f"{table.name}: here the number {index} belongs, not {key[0]}")
                before = key
                yield Row(self._line, table.name, values)
        self._end()

    def _row(self, table: Table, expected: str) -> dict[str, Any]:
        line = self._next()
        said = self._parse(line)
        if list(said) != [table.name]:
            self.refuse(f"here {expected} belongs, not {', '.join(said) or 'nothing'}")
        values = self._values(table, said[table.name])
        self._check_spelling(_line({table.name: _written(values)}), line)
        return values

    def _values(self, table: Table, said: object) -> dict[str, Any]:
        if not isinstance(said, dict):
            self.refuse(f"{table.name}: a row is an object with its columns")
        names = [column.name for column in table.columns]
        for name in sorted(said.keys() ^ set(names)):
            self.refuse(f"{table.name}: {'there is no' if name in names else 'unknown'} column {name}")
        values: dict[str, Any] = {}
        for column in table.columns:
            try:
                values[column.name] = read_cell(column, said[column.name])
            except ValueError as error:
                self.refuse(f"{table.name}.{column.name}: {error}")
        return values

    def _end(self) -> None:
        digest, lines = self._hash.hexdigest(), self._line
        line = self._next()
        said = self._parse(line)
        if said.keys() != {"lines", "sha256"}:
            self.refuse("here the last line belongs: there are more rows than the first line says")
        if line != _line({"lines": lines, "sha256": digest}):
            self.refuse("the lines are not those that were written: their number or their SHA-256 is another")
        if self._read(1):
            self.refuse("something stands behind the last line", self._line + 1)

    def _next(self) -> bytes:
        self._line += 1
        line = self._read(MOST_LINE)
        if not line.endswith(b"\n"):
            self.refuse(f"a line has at most {MOST_LINE} bytes" if len(line) == MOST_LINE else _CUT)
        self._hash.update(line)
        return line

    def _read(self, most: int) -> bytes:
        try:
            return self._stream.readline(most)
        except EOFError:
            self.refuse(_CUT)
        except (gzip.BadGzipFile, zlib.error):
            self.refuse("the file is not compressed with gzip, or was changed")

    def _parse(self, line: bytes) -> dict[str, Any]:
        try:
            said = json.loads(line.decode())
        except (ValueError, RecursionError):
            self.refuse("this is no line of JSON")
        if not isinstance(said, dict):
            self.refuse(_NOT_SO)
        return said

    def _check_spelling(self, written: bytes, line: bytes) -> None:
        """Refuse a line that says the same in another way: each calendar has one archive."""
        if written != line:
            self.refuse(_NOT_SO)


def _written(values: Mapping[str, object]) -> dict[str, object]:
    return {name: write_cell(value) for name, value in values.items()}


def _line(said: Mapping[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"

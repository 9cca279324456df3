"""Archives of calendars, written and read as the command does it; and archives that were tampered with."""

import hashlib
import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

from app.formats.archive import ArchiveReader
from app.store.check import check
from app.store.database import Database
from app.store.keeping import Progress, load, put_back, read_header, write_archive
from app.store.ledger import Head

NAME = "calendar.jsonl"

Line = dict[str, Any]


def export_of(database: Database, *, secrets: bool = False, progress: Progress | None = None) -> bytes:
    stream = BytesIO()
    with database.reading() as session:
        write_archive(session, stream, secrets=secrets, progress=progress)
    return stream.getvalue()


def backup_of(database: Database) -> bytes:
    return export_of(database, secrets=True)


def import_into(database: Database, data: bytes, *, progress: Progress | None = None) -> None:
    reader = ArchiveReader(BytesIO(data), NAME)
    header = read_header(reader, secrets=False)
    with database.writing() as session:
        load(session, reader, header, progress=progress)


def restore_into(
    database: Database, data: bytes, seen: Head | None = None, *, progress: Progress | None = None
) -> None:
    reader = ArchiveReader(BytesIO(data), NAME)
    header = read_header(reader, secrets=True)
    with database.writing() as session:
        put_back(session, reader, header, seen, progress=progress)


def faults_of(database: Database) -> list[str]:
    """Return all that the check finds."""
    found: list[str] = []
    with database.reading() as session:
        check(session, found.append)
    return found


def edited(data: bytes, edit: Callable[[list[Line]], None]) -> bytes:
    """Return an archive in which somebody changed lines, and set the row counts and the last line right again."""
    lines: list[Line] = [json.loads(line) for line in data.splitlines()[:-1]]
    edit(lines)
    counted = dict.fromkeys(lines[0]["rows"], 0)
    for line in lines[1:]:
        counted[next(iter(line))] += 1
    lines[0]["rows"] = counted
    before = b"".join(written(line) for line in lines)
    return before + written({"lines": len(lines), "sha256": hashlib.sha256(before).hexdigest()})


def written(line: Line) -> bytes:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

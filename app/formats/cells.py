"""Cells: the values of stored tables, as JSON holds them: exactly what they were, and readable where they are text."""

import base64
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

_BYTES = "holds bytes: text, or base64"


@dataclass(frozen=True, slots=True)
class Column:
    """What a column can hold. `longest` counts the characters of a text; `bits` are those of a whole number."""

    name: str
    of: type
    optional: bool = False
    longest: int | None = None
    bits: int = 63
    words: frozenset[str] = frozenset()
    """The only texts that it can hold; without any, all."""


def write_cell(value: object) -> object:
    """Return a value as JSON holds it. Bytes are text where they are UTF-8, else base64."""
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def read_cell(column: Column, written: object) -> object:
    """Return the value of a column.

    Raises:
        ValueError: if it cannot hold that, saying what it holds.
    """
    if written is None and column.optional:
        return None
    return _READERS[column.of](column, written)


def _truth(_column: Column, written: object) -> bool:
    if type(written) is not bool:
        raise ValueError("holds true or false")
    return written


def _whole(column: Column, written: object) -> int:
    if type(written) is not int or not -(2**column.bits) <= written < 2**column.bits:
        raise ValueError(f"holds whole numbers of {column.bits} bits")
    return written


def _number(_column: Column, written: object) -> float:
    if type(written) is not float or not math.isfinite(written):
        raise ValueError("holds numbers with a point")
    return written


def _text(column: Column, written: object) -> str:
    if type(written) is not str or "\0" in written:
        raise ValueError("holds text")
    if column.longest is not None and len(written) > column.longest:
        raise ValueError(f"holds at most {column.longest} characters")
    if column.words and written not in column.words:
        raise ValueError("holds one of the words " + ", ".join(sorted(column.words)))
    _encode(written)
    return written


def _bytes(_column: Column, written: object) -> bytes:
    if isinstance(written, str):
        return _encode(written)
    encoded = written.get("base64") if isinstance(written, Mapping) else None
    if type(encoded) is not str:
        raise ValueError(_BYTES)
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError:
        raise ValueError(_BYTES) from None


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise ValueError("holds text, and half a character is none") from None


def _day(_column: Column, written: object) -> date:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        raise ValueError("holds days: YYYY-MM-DD") from None


def _instant(_column: Column, written: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(written))
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() != timedelta(0):
        raise ValueError("holds instants in UTC: YYYY-MM-DDTHH:MM:SS+00:00")
    return moment


def _id(_column: Column, written: object) -> UUID:
    try:
        return UUID(str(written))
    except ValueError:
        raise ValueError("holds ids") from None


_READERS: dict[type, Callable[[Column, Any], object]] = {
    bool: _truth,
    int: _whole,
    float: _number,
    str: _text,
    bytes: _bytes,
    date: _day,
    datetime: _instant,
    UUID: _id,
}

"""Pages of lists by key, and tokens for readers who follow changes. Neither is a secret; both are checked."""

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.datastructures import URL

from app.meetings.errors import TokenError
from app.meetings.filter import Sort, Wanted, read_wanted

DEFAULT_LIMIT = 50
MOST_TOKEN = 8000


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: the number that pins the calendar, the moment from which `today` counts, and a key."""

    number: int
    at: datetime
    key: tuple[Any, ...]
    fingerprint: str

    def write(self) -> str:
        """Return the cursor as a URL's parameter."""
        key = [part.isoformat() if isinstance(part, datetime) else str(part) for part in self.key]
        return _pack({"n": self.number, "t": self.at.isoformat(), "k": key, "f": self.fingerprint})


def read_cursor(text: str) -> Cursor:
    """Read a cursor.

    Raises:
        TokenError: if it is none.
    """
    packed = _unpack(text, "cursor")
    try:
        return Cursor(_number(packed["n"]), _instant(packed["t"]), _read_parts(*packed["k"]), str(packed["f"]))
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, OverflowError):
        raise TokenError("this cursor was not made by this calendar", field="cursor") from None


def fingerprint(wanted: Wanted) -> str:
    """Return what a cursor keeps of its filter, to refuse it with another one. Page sizes may change."""
    return hashlib.sha256(replace(wanted, limit=None).query().encode()).hexdigest()[:16]


def write_token(number: int, wanted: Wanted) -> str | None:
    """Return a sync token: it binds the filter and freezes what was relative. Views of the past have none."""
    if wanted.as_of or wanted.known_on:
        return None
    return _pack({"n": number, "q": replace(wanted, sort=Sort.START, limit=None).query()})


def read_token(text: str) -> tuple[int, Wanted]:
    """Return the number and the view of a sync token.

    Raises:
        TokenError: if it is none.
    """
    packed = _unpack(text, "since")
    try:
        return _number(packed["n"]), read_wanted(str(packed["q"]))
    except (KeyError, ValueError, TypeError):
        raise TokenError("this token was not made by this calendar", field="since") from None


def write_key(key: str) -> str:
    """Return the cursor of a list that is read whole."""
    return _pack({"k": key})


def read_key(text: str) -> str:
    """Read the cursor of a list that is read whole.

    Raises:
        TokenError: if it is none.
    """
    key = _unpack(text, "cursor").get("k")
    if not isinstance(key, str):
        raise TokenError("this cursor was not made by this calendar", field="cursor")
    return key


def next_url(request: Request, cursor: str) -> str:
    """Return the address of the next page, relative to the host: the same query with this cursor."""
    url = URL(scope=request.scope).include_query_params(cursor=cursor)
    return f"{url.path}?{url.query}"


def list_etag(parts: Sequence[bytes], key: tuple[Any, ...] | None) -> str:
    """Return a list's weak ETag: its items and where the next page begins, but not the tokens beside them."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part)
    hashed.update(repr(key).encode())
    return f'W/"{hashed.hexdigest()[:32]}"'


def write_list(items: Sequence[bytes], following: str | None, sync_token: str | None) -> bytes:
    """Return the body of a list from documents as they are stored."""
    tail = json.dumps({"next": following, "sync_token": sync_token})[1:-1].encode()
    return b'{"items":[' + b",".join(items) + b"]," + tail + b"}"


def _pack(value: dict[str, Any]) -> str:
    text = json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def _unpack(text: str, field: str) -> dict[str, Any]:
    try:
        if len(text) > MOST_TOKEN:
            raise ValueError
        packed = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise TokenError("this was not made by this calendar", field=field) from None
    if not isinstance(packed, dict):
        raise TokenError("this was not made by this calendar", field=field)
    return packed


def _read_parts(first: str, second: str | None = None) -> tuple[Any, ...]:
    """Read a key: a number, or a start with an id."""
    return (_number(int(first)),) if second is None else (_instant(first), UUID(second))


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**62:
        raise ValueError
    return value

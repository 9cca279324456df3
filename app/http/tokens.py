"""Cursors of lists, and sync tokens for readers who follow changes. Neither is a secret; both are checked."""

import base64
import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import parse_qsl
from uuid import UUID

from app import clock
from app.http.asking import filter_of
from app.http.following import stamp
from app.meetings.errors import SummitryError, TokenError
from app.meetings.filter import Door, Sort, Wanted, read_wanted, resolve
from app.meetings.when import FIRST_YEAR, LAST_YEAR
from app.store.ledger import Head, Mark

MOST_TOKEN = 16_000
"""Characters of a cursor or token: more than any query of a list comes to."""

_MOST_NUMBER = 2**62
_WRONG = (AttributeError, KeyError, RecursionError, SummitryError, TypeError, ValueError)

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: the number that pins the calendar, the moment from which `today` counts, and a key."""

    mark: Mark
    at: datetime
    key: tuple[Any, ...]
    fingerprint: str

    def write(self) -> str:
        """Return the cursor as a URL's parameter."""
        key = [part.isoformat() if isinstance(part, datetime) else str(part) for part in self.key]
        beginning = {"e": self.mark.era, "n": self.mark.number, "t": self.at.isoformat()}
        return _pack({**beginning, "k": key, "f": self.fingerprint})


def read_cursor(text: str) -> Cursor:
    """Read a cursor.

    Raises:
        TokenError: if it is none.
    """
    try:
        packed = _unpack(text)
        cursor = Cursor(_mark(packed), _instant(packed["t"]), _key(*packed["k"]), packed["f"])
        return _checked(cursor, is_own=cursor.write() == text)
    except _WRONG:
        raise TokenError("this cursor was not made by this calendar", field="cursor") from None


def fingerprint(wanted: Wanted) -> str:
    """Return what a cursor keeps of its filter, to refuse it with another one. Page sizes may change."""
    return hashlib.sha256(replace(wanted, limit=None).query().encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Token:
    """Where a reader has come to: a number, when it was given out (in seconds since 1970), and the view they follow."""

    mark: Mark
    stamp: int
    wanted: Wanted

    def write(self) -> str:
        """Return the token as a URL's parameter. A view is followed whole, in the order of its changes."""
        query = replace(self.wanted, sort=Sort.START, limit=None).query()
        return _pack({"e": self.mark.era, "n": self.mark.number, "s": self.stamp, "q": query})


def write_token(head: Head, wanted: Wanted) -> str | None:
    """Return a sync token: it binds the filter and freezes what was relative. Views of the past have none."""
    return Token(head.mark, stamp(head), wanted).write() if _is_present(wanted) else None


def read_token(text: str) -> Token:
    """Read a sync token.

    Raises:
        TokenError: if it is none.
    """
    try:
        packed = _unpack(text)
        token = Token(_mark(packed), _number(packed["s"]), read_wanted(packed["q"]))
        return _checked(token, is_own=token.write() == text and _is_present(token.wanted) and _is_view(token.wanted))
    except _WRONG:
        raise TokenError("this token was not made by this calendar", field="since") from None


def write_key(key: str, of: str) -> str:
    """Return the cursor of a list that is read whole; `of` says which list it is."""
    return _pack({"k": key, "f": of})


def read_key(text: str, of: str) -> str:
    """Read the cursor of a list that is read whole.

    Raises:
        TokenError: if it is none, or that of another list.
    """
    try:
        packed = _unpack(text)
        return _checked(str(packed["k"]), is_own=packed["f"] == of)
    except _WRONG:
        raise TokenError("this cursor was not made for this list", field="cursor") from None


def _checked(value: Read, *, is_own: bool) -> Read:
    if not is_own:
        raise ValueError
    return value


def _is_present(wanted: Wanted) -> bool:
    return wanted.as_of is None and wanted.known_on is None


def _is_view(wanted: Wanted) -> bool:
    """Tell whether some list has this view. Its bounds are read one by one: they compare in the list's own zone."""
    halves = (replace(wanted, start=None, ended_after=None), replace(wanted, end=None, ended_after=None))
    return all(resolve(filter_of(parse_qsl(half.query())), clock.now(), Door()) == half for half in halves)


def _pack(value: dict[str, Any]) -> str:
    text = json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def _unpack(text: str) -> dict[str, Any]:
    if len(text) > MOST_TOKEN:
        raise ValueError
    packed = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    return _checked(packed, is_own=isinstance(packed, dict))


def _key(first: str, second: str | None = None) -> tuple[Any, ...]:
    """Read a key: a number, or a start with an id."""
    return (_number(int(first)),) if second is None else (_instant(first), UUID(second))


def _instant(text: str) -> datetime:
    """Read an instant in UTC that every zone can show."""
    moment = datetime.fromisoformat(text)
    return _checked(moment, is_own=moment.tzinfo == UTC and FIRST_YEAR <= moment.year + 1 <= LAST_YEAR + 2)


def _mark(packed: dict[str, Any]) -> Mark:
    era = packed["e"]
    return _checked(Mark(era, _number(packed["n"])), is_own=isinstance(era, str))


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < _MOST_NUMBER:
        raise ValueError
    return value

"""Cursors of lists, and sync tokens for readers who follow changes. Neither is a secret; both are checked."""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import parse_qsl
from uuid import UUID

from app.http.asking import MOST_QUERY, filter_of
from app.http.following import stamp
from app.meetings.bounds import is_bound
from app.meetings.errors import FilterError, SummitryError, TokenError
from app.meetings.filter import Door, Sort, Wanted, read_wanted, resolve
from app.meetings.text import clean
from app.meetings.when import FIRST_YEAR, LAST_YEAR
from app.store.ledger import Head, Mark

MOST_TOKEN = 16_000
"""Characters of a cursor or token: more than any query of a list comes to."""

_MOST_NUMBER = 2**62
_LONGEST_NAME = 300
_EPOCH = datetime.fromtimestamp(0, UTC)
_WRONG = (AttributeError, KeyError, RecursionError, SummitryError, TypeError, ValueError)

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: the number that pins the calendar, the moment from which `today` counts, and a key.

    `meant`: whom the names of its filter meant.
    """

    mark: Mark
    at: datetime
    key: tuple[Any, ...]
    fingerprint: str
    meant: str = ""

    def write(self) -> str:
        """Return the cursor as a URL's parameter."""
        key = [part.isoformat() if isinstance(part, datetime) else str(part) for part in self.key]
        beginning = {"e": self.mark.era, "n": self.mark.number, "t": self.at.isoformat()}
        return _pack({**beginning, "k": key, "f": self.fingerprint, **_naming(self.meant)})


def read_cursor(text: str) -> Cursor:
    """Read the cursor of a list of meetings.

    Raises:
        TokenError: if it is none.
    """
    return _read_cursor(text, _key)


def read_name_cursor(text: str) -> Cursor:
    """Read the cursor of a list of what meetings have in common: its key is one text.

    Raises:
        TokenError: if it is none.
    """
    return _read_cursor(text, _name)


def _read_cursor(text: str, read_key: Callable[..., tuple[Any, ...]]) -> Cursor:
    try:
        packed = _unpack(text)
        key = read_key(*packed["k"])
        cursor = Cursor(_mark(packed), _instant(packed["t"]), key, packed["f"], packed.get("m", ""))
        return _checked(cursor, is_own=cursor.write() == text)
    except _WRONG:
        raise TokenError("this cursor was not made by this calendar", field="cursor") from None


def fingerprint(wanted: Wanted, of: str = "") -> str:
    """Return what a cursor keeps of its filter and list, to refuse it with another one. Page sizes may change."""
    return hashlib.sha256((of + replace(wanted, limit=None).query()).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Token:
    """Where a reader has come to: a number, when it was given out (in seconds since 1970), and the view they follow.

    `meant`: whom the names of the view meant.
    """

    mark: Mark
    stamp: int
    wanted: Wanted
    meant: str = ""

    def write(self) -> str:
        """Return the token as a URL's parameter. A view is followed whole, in the order of its changes.

        Raises:
            FilterError: if the filter is too long, which it can become when its texts are put into their one form.
        """
        query = replace(self.wanted, sort=Sort.START, limit=None).query()
        if len(query) > MOST_QUERY:
            raise FilterError(f"a filter has at most {MOST_QUERY} characters", field="query")
        held = {"e": self.mark.era, "n": self.mark.number, "s": self.stamp, "q": query}
        return _pack({**held, **_naming(self.meant)})


def write_token(head: Head, wanted: Wanted, meant: str = "") -> str | None:
    """Return a sync token: it binds the filter and freezes what was relative. Views of the past have none."""
    return Token(head.mark, stamp(head), wanted, meant).write() if _is_present(wanted) else None


def read_token(text: str) -> Token:
    """Read a sync token.

    Raises:
        TokenError: if it is none.
    """
    try:
        packed = _unpack(text)
        token = Token(_mark(packed), _number(packed["s"]), read_wanted(packed["q"]), packed.get("m", ""))
        return _checked(token, is_own=token.write() == text and _is_present(token.wanted) and _is_view(token.wanted))
    except _WRONG:
        raise TokenError("this token was not made by this calendar", field="since") from None


def write_key(key: str, of: str) -> str:
    """Return the cursor of a list in an order that never changes; `of` says which list it is."""
    return _pack({"k": key, "f": of})


def read_key(text: str, of: str) -> str:
    """Read the cursor of a list in an order that never changes.

    Raises:
        TokenError: if it is none, or that of another list.
    """
    try:
        (key,) = _name(_unpack(text)["k"])
        return _checked(key, is_own=write_key(key, of) == text)
    except _WRONG:
        raise TokenError("this cursor was not made for this list", field="cursor") from None


def read_serial(text: str, of: str) -> int:
    """Read the cursor of a list in the order in which things were recorded.

    Raises:
        TokenError: if it is none, or that of another list.
    """
    key = read_key(text, of)
    try:
        return _checked(_number(int(key)), is_own=str(int(key)) == key)
    except ValueError:
        raise TokenError("this cursor was not made for this list", field="cursor") from None


def _checked(value: Read, *, is_own: bool) -> Read:
    if not is_own:
        raise ValueError
    return value


def _is_present(wanted: Wanted) -> bool:
    return wanted.as_of is None and wanted.known_on is None


def _is_view(wanted: Wanted) -> bool:
    """Tell whether some list has this view. Its bounds were counted in a zone of its own, so none is read again."""
    bounds = (wanted.start, wanted.end, wanted.updated_since, wanted.ended_after)
    unbound = replace(wanted, start=None, end=None, updated_since=None, ended_after=None)
    asked = filter_of(parse_qsl(unbound.query()))
    return all(bound is None or is_bound(bound) for bound in bounds) and resolve(asked, _EPOCH, Door()) == unbound


def _naming(meant: str) -> dict[str, str]:
    """Return what is kept of whom the names of a filter mean: nothing where it names none."""
    return {"m": meant} if meant else {}


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


def _name(text: str) -> tuple[str]:
    """Read a key that names an item: an id, a slug or a topic."""
    return (_checked(text, is_own=len(text) <= _LONGEST_NAME and clean(text) == text),)


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

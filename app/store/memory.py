"""Memory: what was made once is kept within bounds, and made by one request however many ask for it at once."""

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, Protocol, TypeVar

from app.meetings.errors import CalendarAwayError

PATIENCE = 10.0
"""Seconds that a request waits for what others are doing, before it is told to ask again."""


class Sized(Protocol):
    """What takes memory."""

    @property
    def size(self) -> int:
        """How many bytes of memory it takes."""


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Kept = TypeVar("Kept", bound=Sized)


class Memory(Generic[Key, Kept]):
    """Things by their keys, in bounded memory; the one that was not asked for the longest goes first."""

    def __init__(self, most_bytes: int, most: int = sys.maxsize) -> None:
        """Keep at most this many bytes, and this many things."""
        self._most_bytes, self._most = most_bytes, most
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Key) -> Kept | None:
        """Return what is kept under a key."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def keep(self, key: Key, value: Kept) -> None:
        """Keep something, in place of what was kept under its key."""
        with self._lock:
            old = self._kept.pop(key, None)
            self._size += value.size - (old.size if old else 0)
            self._kept[key] = value
            while self._kept and (self._size > self._most_bytes or len(self._kept) > self._most):
                _, gone = self._kept.popitem(last=False)
                self._size -= gone.size


class Makers(Generic[Key, Value]):
    """Those who are making something: one for each key. Whoever asks for it meanwhile waits for theirs."""

    def __init__(self, patience: float = PATIENCE) -> None:
        """Let nobody wait longer than this many seconds."""
        self._patience = patience
        self._promised: dict[Key, Future[Value]] = {}
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return what is made under a key, here or by somebody else.

        Raises:
            CalendarAwayError: if somebody else takes too long.
        """
        with self._lock:
            promised = self._promised.get(key)
            is_mine = promised is None
            if promised is None:
                promised = self._promised[key] = Future()
        if is_mine:
            self._fulfil(key, promised, make)
        try:
            return promised.result(self._patience)
        except TimeoutError:
            raise busy() from None

    def _fulfil(self, key: Key, promised: Future[Value], make: Callable[[], Value]) -> None:
        try:
            promised.set_result(make())
        except BaseException as error:  # noqa: BLE001 (whatever it is, it is raised for all who wait)
            promised.set_exception(error)
        finally:
            with self._lock:
                del self._promised[key]


def busy() -> CalendarAwayError:
    """Return what is said to a reader for whom there was no time."""
    return CalendarAwayError("too many readers ask for views that take long; try again in a moment")

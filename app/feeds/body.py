"""A feed's body: built once for each view, kept with the number of the calendar that it belongs to."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from app.store.ledger import Mark


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of a feed, as they are and compressed.

    `mark` is that of the calendar that they were read from; `days` is the filter, with what was relative resolved;
    `name` is that of the file.
    """

    mark: Mark
    days: str
    name: str
    changed_at: datetime
    plain: bytes
    compressed: bytes
    etag: str

    @property
    def size(self) -> int:
        """How many bytes of memory it takes."""
        return len(self.plain) + len(self.compressed)


def make_body(mark: Mark, days: str, name: str, changed_at: datetime, plain: bytes) -> Body:
    """Return a body with its compressed form and its ETag: the same bytes always have the same one."""
    etag = hashlib.sha256(plain).hexdigest()[:32]
    return Body(mark, days, name, changed_at, plain, gzip.compress(plain, compresslevel=6, mtime=0), etag)


class Bodies:
    """Bodies by address, in bounded memory; the one that was not asked for the longest goes first."""

    def __init__(self, most_bytes: int) -> None:
        """Keep at most this many bytes."""
        self._most = most_bytes
        self._kept: OrderedDict[str, Body] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, address: str, mark: Mark, days: str, build: Callable[[], Body]) -> Body:
        """Return the body of an address for the calendar at this number and these days: the one kept, or a new one."""
        kept = self.last(address)
        if kept is not None and kept.days == days and kept.mark.era == mark.era and kept.mark.number >= mark.number:
            return kept
        built = build()
        self._keep(address, built)
        return built

    def last(self, address: str) -> Body | None:
        """Return the body that was last good, whatever has happened since."""
        with self._lock:
            kept = self._kept.get(address)
            if kept is not None:
                self._kept.move_to_end(address)
            return kept

    def _keep(self, address: str, body: Body) -> None:
        with self._lock:
            old = self._kept.pop(address, None)
            self._size += body.size - (old.size if old else 0)
            self._kept[address] = body
            while self._size > self._most and self._kept:
                _, gone = self._kept.popitem(last=False)
                self._size -= gone.size

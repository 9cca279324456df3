"""A feed's body: built once for each view, kept with the number of the calendar that it belongs to."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.store.memory import Makers, Memory


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of a feed, as they are and compressed.

    `number` is that of the calendar that they were read from, or its serial where they can change without a version;
    `days` is the filter, with what was relative resolved; `name` is that of the file.
    """

    number: int
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


def make_body(number: int, days: str, name: str, changed_at: datetime, plain: bytes) -> Body:
    """Return a body with its compressed form and its ETag: the same bytes always have the same one."""
    etag = hashlib.sha256(plain).hexdigest()[:32]
    return Body(number, days, name, changed_at, plain, gzip.compress(plain, compresslevel=6, mtime=0), etag)


class Bodies:
    """Bodies by address, in bounded memory; the one that was not asked for the longest goes first."""

    def __init__(self, most_bytes: int) -> None:
        """Keep at most this many bytes."""
        self._kept = Memory[str, Body](most_bytes)
        self._makers = Makers[tuple[str, int, str], Body]()

    def get(self, address: str, number: int, days: str, build: Callable[[], Body]) -> Body:
        """Return the body of an address for the calendar at this number and these days: the one kept, or a new one.

        Raises:
            CalendarAwayError: if somebody else is building it, and takes too long.
        """

        def find() -> Body | None:
            kept = self._kept.get(address)
            return kept if kept is not None and kept.number >= number and kept.days == days else None

        def make() -> Body:
            body = find() or build()
            self._kept.keep(address, body)
            return body

        return find() or self._makers.get((address, number, days), make)

    def last(self, address: str) -> Body | None:
        """Return the body that was last good, whatever has happened since."""
        return self._kept.get(address)

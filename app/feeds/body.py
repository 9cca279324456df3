"""A feed's body: built once for each view, kept with the number of the calendar that it belongs to."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.store.ledger import Mark
from app.store.memory import Makers, Memory


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of a feed, as they are and compressed.

    `mark` is that of the calendar that they were read from: its number, or its serial where they can change without a
    version. `days` is the filter, with what was relative resolved; `name` is that of the file.
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


def _reaches(kept: Mark, asked: Mark) -> bool:
    """Tell whether a body is of the calendar at a mark, or of a later state of it; another era is another calendar."""
    return kept.era == asked.era and kept.number >= asked.number


class Bodies:
    """Bodies by address, in bounded memory; the one that was not asked for the longest goes first."""

    def __init__(self, most_bytes: int) -> None:
        """Keep at most this many bytes."""
        self._kept = Memory[str, Body](most_bytes)
        self._makers = Makers[tuple[str, Mark, str], Body]()

    def get(self, address: str, mark: Mark, days: str, build: Callable[[], Body]) -> Body:
        """Return the body of an address for the calendar at this number and these days: the one kept, or a new one.

        Raises:
            CalendarAwayError: if somebody else is building it, and takes too long.
        """

        def find() -> Body | None:
            kept = self._kept.get(address)
            return kept if kept is not None and kept.days == days and _reaches(kept.mark, mark) else None

        def make() -> Body:
            body = find() or build()
            self._kept.keep(address, body)
            return body

        return find() or self._makers.get((address, mark, days), make)

    def last(self, address: str) -> Body | None:
        """Return the body that was last good, whatever has happened since."""
        return self._kept.get(address)

"""Roles: what the holder of a key may do."""

from enum import StrEnum


class Role(StrEnum):
    """What a key allows. Each role may do all that the one before it may: they compare in this order."""

    REPORTER = "reporter"
    """Proposes claims on meetings that are there."""
    EDITOR = "editor"
    """Does everything about meetings, claims, calendars, sources and parties."""
    ADMIN = "admin"
    """Gives and takes keys and webhooks, too."""

    # A text's own order is that of the alphabet, in which an admin would come first: all four are replaced.
    def __lt__(self, other: str) -> bool:
        return _ORDER.index(self) < _ORDER.index(Role(other))

    def __le__(self, other: str) -> bool:
        return _ORDER.index(self) <= _ORDER.index(Role(other))

    def __gt__(self, other: str) -> bool:
        return _ORDER.index(self) > _ORDER.index(Role(other))

    def __ge__(self, other: str) -> bool:
        return _ORDER.index(self) >= _ORDER.index(Role(other))


_ORDER = tuple(Role)

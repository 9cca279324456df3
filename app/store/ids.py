"""Ids: of what has one by what it is, and as texts name them."""

from uuid import NAMESPACE_URL, UUID, uuid5

NAMESPACE = uuid5(NAMESPACE_URL, "https://summitry.org/")
"""The project's namespace: whatever has an id of what it is (UUIDv5) has it from here, on every installation."""


def identify(*parts: object) -> UUID:
    """Return the id of something by what it is."""
    return uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts))


def as_uuid(text: str) -> UUID | None:
    """Read an id, or return None."""
    try:
        return UUID(text)
    except ValueError:
        return None

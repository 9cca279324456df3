"""The only place that reads the time."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present instant in UTC, in whole seconds: the finest step that a calendar feed can state."""
    return datetime.now(UTC).replace(microsecond=0)

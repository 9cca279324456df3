"""JSON Lines (https://jsonlines.org): meetings as they are stored, one document a line."""

from collections.abc import Iterable

MEDIA_TYPE = "application/jsonl"


def write_jsonl(documents: Iterable[bytes]) -> bytes:
    """Return the stored documents, each on a line of its own.

    Raises:
        ValueError: if a document takes more than one line.
    """
    lines = list(documents)
    if any(b"\n" in line or b"\r" in line for line in lines):
        raise ValueError("a document takes more than one line")
    return b"".join(line + b"\n" for line in lines)

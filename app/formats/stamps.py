"""Stamps: the bookkeeping in stored bytes, replaced without writing everything else again."""

import re
from datetime import datetime

_IN_DOCUMENT = re.compile(
    rb'"version":\d+,"sequence":\d+,"number":\d+,"created_at":"(?P<created>[^"]+)","modified_at":"[^"]+"\}\Z'
)
_IN_VEVENT = re.compile(rb"(?<=\r\n)(DTSTAMP|LAST-MODIFIED|SEQUENCE):[^\r]*")


def restamp_document(document: bytes, at: datetime) -> bytes:
    """Return a meeting's document as that of its first version, written at an instant in UTC.

    Raises:
        ValueError: if it was not written by this program.
    """
    found = _IN_DOCUMENT.search(document)
    if found is None:
        raise ValueError("a document does not end with its stamps")
    stamps = b'"version":1,"sequence":0,"number":1,"created_at":"%b","modified_at":"%b"}'
    return document[: found.start()] + stamps % (found["created"], f"{at:%Y-%m-%dT%H:%M:%SZ}".encode())


def restamp_vevent(vevent: bytes, at: datetime) -> bytes:
    """Return a VEVENT as that of a meeting's first version, written at an instant in UTC.

    A text cannot be taken for a stamp: within one there are no line ends, and folded lines begin with a space.
    """
    stamp = f"{at:%Y%m%dT%H%M%SZ}".encode()
    stamps = {b"DTSTAMP": stamp, b"LAST-MODIFIED": stamp, b"SEQUENCE": b"0"}
    return _IN_VEVENT.sub(lambda found: found[1] + b":" + stamps[found[1]], vevent)

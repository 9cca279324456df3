"""Pages of lists by key: where the next one is, and how a list is written."""

import json
from collections.abc import Sequence
from urllib.parse import quote, urlencode

from fastapi import Request

from app.http.audience import read_pairs

DEFAULT_LIMIT = 50


def next_url(request: Request, cursor: str) -> str:
    """Return the address of the next page, relative to the host: the same query with this cursor."""
    return f"{quote(request.scope['path'])}?{urlencode([*_kept(request), ('cursor', cursor)])}"


def first_url(request: Request) -> str:
    """Return the address of the first page, relative to the host."""
    query = urlencode(_kept(request))
    return quote(request.scope["path"]) + (f"?{query}" if query else "")


def _kept(request: Request) -> list[tuple[str, str]]:
    return [(name, value) for name, value in read_pairs(request) if name != "cursor"]


def next_link(following: str | None) -> dict[str, str]:
    """Return the header that names the next page (RFC 8288), if there is one."""
    return {"Link": f'<{following}>; rel="next"'} if following else {}


def write_list(items: Sequence[bytes], following: str | None, sync_token: str | None) -> bytes:
    """Return the body of a list from documents as they are stored."""
    tail = json.dumps({"next": following, "sync_token": sync_token})[1:-1].encode()
    return b'{"items":[' + b",".join(items) + b"]," + tail + b"}"

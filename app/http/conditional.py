"""Conditional requests (RFC 9110, section 13): a reader who has it already is told so."""

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from app import clock

JSON = "application/json"
MOST_HEADER = 4096
"""Characters of a header that are read; a longer one counts as not sent."""


def conditional(
    request: Request,
    body: bytes,
    *,
    etag: str,
    changed_at: datetime,
    media_type: str,
    headers: dict[str, str] | None = None,
) -> Response:
    """Answer with a body, or with 304 if the reader has it."""
    sent = {"ETag": etag, "Last-Modified": format_datetime(last_modified(changed_at), usegmt=True)} | (headers or {})
    sent.setdefault("Cache-Control", "no-cache")
    if is_unchanged(request, etag, changed_at):
        return Response(status_code=304, headers=sent)
    return Response(body, headers=sent, media_type=media_type)


def conditional_json(request: Request, answer: BaseModel, changed_at: datetime) -> Response:
    """Answer with a model as JSON, or with 304. Its ETag is weak: a hash of what it says."""
    body = answer.model_dump_json(by_alias=True).encode()
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    return conditional(request, body, etag=etag, changed_at=changed_at, media_type=JSON)


def last_modified(changed_at: datetime) -> datetime:
    """Return the time to state in Last-Modified, which counts in whole seconds.

    A second that is still running can bring another change. Until it is over, the second before is stated, so that
    nobody who asks within it is told later that nothing has changed since.
    """
    return min(changed_at, clock.now() - timedelta(seconds=1))


def is_unchanged(request: Request, etag: str, changed_at: datetime) -> bool:
    """Tell whether the reader's copy is this one. If-Modified-Since counts only without If-None-Match."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return len(tags) <= MOST_HEADER and matches(tags, etag)
    since = request.headers.get("if-modified-since")
    if since is None or len(since) > MOST_HEADER:
        return False
    try:
        moment = parsedate_to_datetime(since)
    except (ValueError, OverflowError):
        return False
    return changed_at <= (moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def matches(tags: str, etag: str) -> bool:
    """Compare weakly (RFC 9110, section 8.8.3.2), without regard to the suffix that names an encoding."""
    bare = _bare(etag)
    return any(tag.strip() == "*" or _bare(tag.strip()) == bare for tag in tags.split(","))


def _bare(tag: str) -> str:
    return tag.removeprefix("W/").strip('"').removesuffix("-gzip")

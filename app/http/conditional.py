"""Conditional requests (RFC 9110, section 13): a reader who has it already is told so."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from app import clock

JSON = "application/json"
MOST_HEADER = 4096
"""Characters of a header that are read; a longer one counts as not sent."""


@dataclass(frozen=True, slots=True)
class Representation:
    """What a reader gets (RFC 9110, section 3.2), and the validators by which a copy of it is recognised.

    Without `changed_at` there is no Last-Modified: what is shown can differ without a change of the calendar.
    """

    body: bytes
    etag: str
    changed_at: datetime | None
    media_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)


def conditional(request: Request, shown: Representation) -> Response:
    """Answer with a representation, or with 304 if the reader has it."""
    sent = {"Cache-Control": "no-cache", "ETag": shown.etag, **shown.headers}
    if shown.changed_at:
        sent["Last-Modified"] = format_datetime(last_modified(shown.changed_at), usegmt=True)
    if is_unchanged(request, shown.etag, shown.changed_at):
        # What describes the bytes stays with them (RFC 9110, section 15.4.5).
        lasting = {name: value for name, value in sent.items() if not name.startswith("Content-")}
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=lasting)
    return Response(shown.body, headers=sent, media_type=shown.media_type)


def conditional_json(
    request: Request, answer: BaseModel, changed_at: datetime | None, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with a model as JSON, or with 304."""
    body = answer.model_dump_json(by_alias=True).encode()
    return conditional(request, Representation(body, weak_etag(body), changed_at, headers=headers or {}))


def conditional_model(request: Request, answer: BaseModel, changed_at: datetime | None) -> Response:
    """Answer with a model that a writer can change, so with a strong ETag; or with 304."""
    body = answer.model_dump_json(by_alias=True).encode()
    return conditional(request, Representation(body, strong_etag(body), changed_at))


def strong_etag(body: bytes) -> str:
    """Return a strong ETag: a hash of the bytes themselves, which a writer can name."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def weak_etag(*parts: bytes) -> str:
    """Return a weak ETag: a hash of what is said, apart from what stands beside it."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part)
    return f'W/"{hashed.hexdigest()[:32]}"'


def last_modified(changed_at: datetime) -> datetime:
    """Return the time to state in Last-Modified, which counts in whole seconds.

    A second that is still running can bring another change. Until it is over, the second before is stated, so that
    nobody who asks within it is told later that nothing has changed since.
    """
    return min(changed_at, clock.now() - timedelta(seconds=1))


def is_unchanged(request: Request, etag: str, changed_at: datetime | None) -> bool:
    """Tell whether the reader's copy is this one. If-Modified-Since counts only without If-None-Match."""
    if "if-none-match" in request.headers:
        tags = ",".join(request.headers.getlist("if-none-match"))
        return len(tags) <= MOST_HEADER and matches(tags, etag)
    since = _read_date(request.headers.get("if-modified-since", ""))
    # A clock that is ahead would otherwise miss every change until that time has come.
    return since is not None and changed_at is not None and changed_at <= since <= clock.now()


def matches(tags: str, etag: str) -> bool:
    """Compare weakly (RFC 9110, section 8.8.3.2), without regard to the suffix that names an encoding."""
    bare = _bare(etag)
    return any(tag.strip() == "*" or _bare(tag.strip()) == bare for tag in tags.split(","))


def _bare(tag: str) -> str:
    return tag.removeprefix("W/").strip('"').removesuffix("-gzip")


def _read_date(text: str) -> datetime | None:
    if not text or len(text) > MOST_HEADER:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

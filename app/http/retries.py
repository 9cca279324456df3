"""Retries: a POST that names itself by `Idempotency-Key` is done once, however often it is sent."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import Annotated

from fastapi import Depends, Header, Request
from starlette.responses import Response

from app import clock
from app.access.keys import Caller
from app.http.callers import CallerDep
from app.http.sent import Sent, SentDep
from app.http.writer import Writer, WriterDep
from app.meetings.errors import RetryError, TakenError
from app.store.replies import Attempt, Reply, find_reply, keep_reply

LASTS = timedelta(hours=24)
"""How long an answer is kept."""
MOST_NAME = 255
"""Characters of an idempotency key."""
_SENT_AGAIN = ("content-type", "etag", "location")


class Retry:
    """One attempt at a request."""

    def __init__(self, attempt: Attempt | None) -> None:
        """Take the attempt for what it says; without a name it is one of its own."""
        self._attempt = attempt

    def once(self, writer: Writer, make: Callable[[], Response]) -> Response:
        """Answer as the first attempt was answered, else make an answer and keep it. Refusals are not kept.

        Raises:
            RetryError: if the first attempt had another body.
        """
        if self._attempt is None:
            return make()
        now = clock.now()
        kept = find_reply(writer.session, self._attempt, since=now - LASTS)
        if kept is None:
            answer = make()
            headers = {name: value for name, value in answer.headers.items() if name in _SENT_AGAIN}
            reply = Reply(answer.status_code, headers, bytes(answer.body), self._attempt.body_hash)
            keep_reply(writer.session, self._attempt, reply, at=now, since=now - LASTS)
            return answer
        if kept.body_hash != self._attempt.body_hash:
            raise RetryError("was used for a request with another body; take a new one", field=_FIELD)
        return Response(kept.body, kept.status, kept.headers)


class _Running:
    """The attempts that this process is answering."""

    def __init__(self) -> None:
        self._attempts: set[tuple[object, ...]] = set()
        self._lock = Lock()

    def begin(self, attempt: Attempt) -> None:
        with self._lock:
            if _name_of(attempt) in self._attempts:
                raise TakenError("the first request with this key is still being answered", field=_FIELD)
            self._attempts.add(_name_of(attempt))

    def end(self, attempt: Attempt) -> None:
        with self._lock:
            self._attempts.discard(_name_of(attempt))


_FIELD = "Idempotency-Key"
_RUNNING = _Running()


def _name_of(attempt: Attempt) -> tuple[object, ...]:
    return attempt.key_id, attempt.route, attempt.name


def read_retry(
    request: Request,
    caller: CallerDep,
    sent: SentDep,
    idempotency_key: Annotated[
        str | None,
        Header(
            description="A name of your choice for this request, at most 255 ASCII characters. Sent again within 24 "
            "hours, it is answered as it was, and nothing is done twice."
        ),
    ] = None,
) -> Iterator[Retry]:
    """Return the attempt that a request is, while no other like it is being answered.

    Raises:
        RetryError: if the idempotency key is none.
        TakenError: if the first attempt is still being answered.
    """
    if idempotency_key is None or caller is None:
        yield Retry(None)
        return
    attempt = _attempt(request, caller, sent, idempotency_key)
    _RUNNING.begin(attempt)
    try:
        yield Retry(attempt)
    finally:
        _RUNNING.end(attempt)


RetryDep = Annotated[Retry, Depends(read_retry, scope="function")]


def _attempt(request: Request, caller: Caller, sent: Sent, name: str) -> Attempt:
    if not (name.isascii() and name.isprintable() and 0 < len(name) <= MOST_NAME):
        raise RetryError(f"has 1 to {MOST_NAME} printable ASCII characters", field=_FIELD)
    hashed = hashlib.sha256(sent.media_type.encode() + b"\n" + (sent.data or b"")).hexdigest()
    route = f"{request.scope['path']}?{request.scope['query_string'].decode('latin-1')}"
    return Attempt(caller.id, hashlib.sha256(route.encode()).hexdigest(), name, hashed)


@dataclass(frozen=True, slots=True)
class Post:
    """What a route needs that makes something: what was sent, the calendar, and what was answered before."""

    sent: Sent
    writer: Writer
    retry: Retry

    def once(self, make: Callable[[], Response]) -> Response:
        """Make an answer, or give again the one that was given to this request before."""
        return self.retry.once(self.writer, make)


def read_post(retry: RetryDep, sent: SentDep, writer: WriterDep) -> Post:
    """Return what a route needs that makes something."""
    return Post(sent, writer, retry)


PostDep = Annotated[Post, Depends(read_post)]

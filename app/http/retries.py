"""Retries: a POST that names itself by `Idempotency-Key` is done once, however often it is sent."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
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

    def __init__(self, attempt: Attempt | None, names: Sequence[str]) -> None:
        """Take the attempt for what it says; without a name it is one of its own."""
        self._attempt, self._names = attempt, names

    def once(self, writer: Writer, make: Callable[[], Response], about: object) -> Response:
        """Answer as the first attempt was answered, else make an answer and keep it. Refusals are not kept.

        `about` is what the request is about, by whichever of its names it was called. In a dry run nothing is kept, and
        none is one of something else.

        Raises:
            RetryError: if the first attempt was another request, or the name is none. What else is wrong comes first.
        """
        if self._attempt is None or writer.dry_run or not self._is_name():
            answer = make()
            self._check_name()
            return answer
        attempt = replace(self._attempt, route=_hash(f"{self._attempt.route} {about}"))
        now = clock.now()
        kept = find_reply(writer.session, attempt, since=now - LASTS)
        if kept is not None and kept.body_hash == attempt.body_hash:
            return Response(kept.body, kept.status, kept.headers)
        answer = make()
        if kept is not None:
            raise RetryError("was used for another request; take a new one", field=_FIELD)
        headers = {name: value for name, value in answer.headers.items() if name in _SENT_AGAIN}
        reply = Reply(answer.status_code, headers, bytes(answer.body), attempt.body_hash)
        keep_reply(writer.session, attempt, reply, at=now, since=now - LASTS)
        return answer

    def _is_name(self) -> bool:
        name = self._names[0]
        return len(self._names) == 1 and name.isascii() and name.isprintable() and 0 < len(name) <= MOST_NAME

    def _check_name(self) -> None:
        if len(self._names) > 1:
            raise RetryError("is sent once", field=_FIELD)
        if self._names and not self._is_name():
            raise RetryError(f"has 1 to {MOST_NAME} printable ASCII characters", field=_FIELD)


class _Running:
    """The attempts that this process is answering."""

    def __init__(self) -> None:
        self._attempts: set[tuple[object, ...]] = set()
        self._lock = Lock()

    def begin(self, attempt: tuple[object, ...]) -> None:
        with self._lock:
            if attempt in self._attempts:
                raise TakenError("the first request with this key is still being answered", field=_FIELD)
            self._attempts.add(attempt)

    def end(self, attempt: tuple[object, ...]) -> None:
        with self._lock:
            self._attempts.discard(attempt)


_FIELD = "Idempotency-Key"
_RUNNING = _Running()


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
        TakenError: if the first attempt is still being answered.
    """
    if idempotency_key is None or caller is None:
        yield Retry(None, ())
        return
    names = request.headers.getlist(_FIELD)
    running = caller.id, request.scope["path"], *names
    _RUNNING.begin(running)
    try:
        yield Retry(_attempt(request, caller, sent, names[0]), names)
    finally:
        _RUNNING.end(running)


RetryDep = Annotated[Retry, Depends(read_retry, scope="function")]


def _attempt(request: Request, caller: Caller, sent: Sent, name: str) -> Attempt:
    """Return what a request says of itself: whoever sends another body, or has seen another state, sends another."""
    seen = request.headers.get("if-match", "")
    hashed = _hash(f"{sent.media_type}\n{seen}\n", sent.data or b"")
    return Attempt(caller.id, request.scope["route"].path, name, hashed)


def _hash(text: str, data: bytes = b"") -> str:
    return hashlib.sha256(text.encode() + data).hexdigest()


@dataclass(frozen=True, slots=True)
class Post:
    """What a route needs that makes something: what was sent, the calendar, and what was answered before."""

    sent: Sent
    writer: Writer
    retry: Retry

    def once(self, make: Callable[[], Response], about: object = "") -> Response:
        """Make an answer, or give again the one that was given to this request before.

        Of two requests that are `about` different things neither is the other one again.
        """
        return self.retry.once(self.writer, make, about)


def read_post(retry: RetryDep, sent: SentDep, writer: WriterDep) -> Post:
    """Return what a route needs that makes something."""
    return Post(sent, writer, retry)


PostDep = Annotated[Post, Depends(read_post)]

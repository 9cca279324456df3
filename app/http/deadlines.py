"""How long a connection is waited for. The server itself would wait for ever for the rest of a request."""

from asyncio import BaseTransport, TimerHandle
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from typing import Any, ClassVar

from uvicorn.protocols.http.flow_control import service_unavailable
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.http.bare import refuse_as_crowded, write_refusal
from app.http.heads import MOST_HEAD, TOO_LARGE, HeadError, check_head

LINGER = 2.0
"""Seconds for which a refused connection is read on, so that a client that is still sending gets to hear why."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds: for the head of a request, for its body, and for the next request.

    An answer of which no byte is taken for as long as a body may take is given up, too.
    """

    head: float
    body: float
    idle: float


class Part(Enum):
    """What is waited for: any byte of a request, the rest of its head, or the rest of its body."""

    ANYTHING = auto()
    HEAD = auto()
    BODY = auto()


class Deadlines(HttpToolsProtocol):
    """A connection with deadlines. `with_patience` makes its class."""

    patience: ClassVar[Patience]

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 (as the server makes it)
        """Begin with nothing received."""
        super().__init__(*given, **named)
        self.timeout_keep_alive = self.patience.idle  # type: ignore[assignment]  # it is only ever added to a time
        self._refusal = HeadError(HTTPStatus.BAD_REQUEST, "this is no HTTP request")
        self._awaited: tuple[Part, int] | None = None
        self._timer: TimerHandle | None = None
        self._stall: TimerHandle | None = None
        self._unsent = 0
        self._received = 0
        self._requests = 0
        self._last: object = None
        self._in_body = False
        self._is_over = False

    # What the server calls.

    def connection_made(self, transport: BaseTransport) -> None:
        """Wait for a first request."""
        super().connection_made(transport)  # type: ignore[arg-type]  # as the server has it
        self._await(Part.ANYTHING)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._is_over = True
        for timer in (self._timer, self._stall):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the connection was given up, and wait for what is missing."""
        if self._is_over:
            return
        self._received += len(data)
        super().data_received(data)
        if not self._is_over:
            self._look()

    def on_headers_complete(self) -> None:
        """Check the head. Where more than half of all places are taken, the connection is not kept for later."""
        try:
            check_head(self.url, self.headers, self.parser.get_http_version(), self._received)
        except HeadError as error:
            self._refusal = error
            raise
        super().on_headers_complete()
        self._in_body = True
        if self.limit_concurrency is not None and len(self.connections) * 2 > self.limit_concurrency:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        """Note that the request is all there."""
        super().on_message_complete()
        self._requests += 1
        self._last, self._in_body, self._received = self.scope, False, 0

    def on_response_complete(self) -> None:
        """See to it that the answer is taken."""
        super().on_response_complete()
        self._watch_answer()

    def pause_writing(self) -> None:
        """See to it that the answer is taken, however slowly."""
        super().pause_writing()
        self._watch_answer()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (the server's words)
        """Refuse what cannot be read."""
        self._refuse(self._refusal)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:  # noqa: ANN401 (as the server has it)
        crowded: Any = refuse_as_crowded
        super()._start_asgi_task(cycle, crowded if app is service_unavailable else app)

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing where a client offers another protocol in passing: it is not taken up."""

    # Waiting.

    def _look(self) -> None:
        """Look how far the request has come, and wait for what is missing."""
        if self._in_body:
            self._await(Part.BODY)
        elif self.scope is not self._last:
            if self._received > MOST_HEAD:
                self._refuse(TOO_LARGE)
            else:
                self._await(Part.HEAD)
        else:
            self._await(None if self._is_answering() else Part.ANYTHING)

    def _await(self, part: Part | None) -> None:
        """Wait for a part of the present request. Its time runs from the first call: no trickle prolongs it."""
        awaited = (part, self._requests) if part else None
        if awaited == self._awaited:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._awaited = awaited
        self._timer = self.loop.call_later(self._seconds(part), self._late, part) if part else None

    def _seconds(self, part: Part) -> float:
        return self.patience.body if part is Part.BODY else self.patience.head

    def _late(self, part: Part) -> None:
        if self.flow.read_paused:
            # It is this side that does not read, so nobody is late.
            self._timer = self.loop.call_later(self._seconds(part), self._late, part)
        elif part is Part.ANYTHING or (part is Part.BODY and not self._is_answering()):
            self._close()
        else:
            rule = f"the {part.name.lower()} of a request comes in within {self._seconds(part):g} seconds"
            self._refuse(HeadError(HTTPStatus.REQUEST_TIMEOUT, rule))

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    # Ending.

    def _refuse(self, refusal: HeadError) -> None:
        """Refuse what was sent, and end the connection; where another answer is under way, after that one."""
        if self._is_answering() and (self.pipeline or not self._in_body):
            self._is_over = True
            self._await(None)
            self.cycle.keep_alive = False
            return
        if self._is_answering():
            if self.cycle.response_started:
                self.transport.abort()
                return
            # Whoever waits for the rest of the body hears that nobody is there any more.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        headers = self.server_state.default_headers
        self.transport.write(write_refusal(refusal.status, refusal.rule, headers))
        self._close()

    def _close(self) -> None:
        """End the connection, and read on for a moment: with bytes unread, the other side would not hear the end."""
        self._is_over = True
        self._unset_keepalive_if_required()
        self.flow.resume_reading()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_later(LINGER, self.transport.abort)

    def _watch_answer(self) -> None:
        """Look later whether any of the answer was taken meanwhile."""
        if self._stall is None and self.parser is not None:
            self._unsent = self.transport.get_write_buffer_size()
            self._stall = self.loop.call_later(self.patience.body, self._look_at_answer)

    def _look_at_answer(self) -> None:
        self._stall = None
        unsent = self.transport.get_write_buffer_size()
        if unsent and unsent >= self._unsent:
            self.transport.abort()
        elif unsent:
            self._watch_answer()


def with_patience(patience: Patience) -> type[HttpToolsProtocol]:
    """Return the class of a server's connections that are waited for this long."""
    return type("PatientConnection", (Deadlines,), {"patience": patience})

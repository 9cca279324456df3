"""A service on a real socket, and clients that do not keep to the rules."""

import asyncio
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.listening import configure
from app.settings import Settings

PATIENCE = 30.0
"""Seconds after which a test gives up: far more than any deadline that it sets."""


@dataclass
class Answered:
    """An answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> dict[str, Any]:
        """What a problem document says."""
        assert self.headers["content-type"] == "application/problem+json"
        return dict(json.loads(self.body))


@dataclass
class Connection:
    """A connection of a client that sends what it likes."""

    port: int
    received: bytes = b""
    line: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self.line = socket.socket()
        self.line.settimeout(PATIENCE)
        # Little is held on the way, so that it shows how slowly a client reads.
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        self.line.connect(("127.0.0.1", self.port))

    def send(self, *parts: bytes, pause: float = 0) -> None:
        """Send bytes, with a pause after each part; a connection that has ended takes no more."""
        for part in parts:
            try:
                self.line.sendall(part)
            except OSError:
                return
            time.sleep(pause)

    def ask(self, path: str = "/", *headers: str, body: bytes = b"") -> Answered:
        """Send a whole request, and read its answer."""
        lines = [f"GET {path} HTTP/1.1", "Host: localhost", *headers]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
        return self.read()

    def read(self) -> Answered:
        """Read one answer."""
        while b"\r\n\r\n" not in self.received:
            self._more()
        head, _, self.received = self.received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        length = int(headers.get("content-length", 0))
        while len(self.received) < length:
            self._more()
        body, self.received = self.received[:length], self.received[length:]
        return Answered(int(first.split()[1]), headers, body)

    def is_ended(self) -> bool:
        """Wait for the end of the connection; tell whether nothing more came before it."""
        try:
            return self.received == self.line.recv(1) == b""
        except ConnectionError:
            return self.received == b""

    def close(self) -> None:
        self.line.close()

    def _more(self) -> None:
        more = self.line.recv(65536)
        if not more:
            raise ConnectionError
        self.received += more


@dataclass
class Listening:
    """A server in a thread of its own."""

    server: uvicorn.Server
    port: int
    opened: list[Connection] = field(default_factory=list)

    def connect(self) -> Connection:
        """Connect to it."""
        self.opened.append(Connection(self.port))
        return self.opened[-1]

    def connections(self) -> int:
        """Return how many connections it has."""
        return len(self.server.server_state.connections)


@contextmanager
def listening(app: ASGIApp, **chosen: Any) -> Iterator[Listening]:
    """Serve an application, as the command does, until the block ends."""
    config = configure(Settings(port=0, **chosen), lambda: app)
    bound = config.bind_socket()
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    served = Listening(server, bound.getsockname()[1])
    thread.start()
    wait_until(lambda: server.started)
    try:
        yield served
    finally:
        for connection in served.opened:
            connection.close()
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()


def wait_until(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.01)


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with what the server knows of a request: `/large` with much, `/slow` late, `/hasty` before it is there."""
    if scope["type"] == "lifespan":
        return
    body = b""
    message: Any = {"more_body": scope["path"] != "/hasty"}
    while message.get("more_body"):
        message = await receive()
        if message["type"] == "http.disconnect":
            HEARD.append("gone")
            return
        body += message["body"]
    if scope["path"] == "/slow":
        await asyncio.sleep(1)
    told = {"path": scope["path"], "client": scope["client"][0], "scheme": scope["scheme"], "length": len(body)}
    answer = b"x" * LARGE if scope["path"] == "/large" else json.dumps(told).encode()
    headers = [(b"content-length", str(len(answer)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


HEARD: list[str] = []
"""What applications have heard of their clients."""
LARGE = 30_000_000
"""Bytes of an answer that no buffer between the two sides holds."""

"""Whatever a head holds, a service as it is run answers it, soon, and refuses no more than what is too much."""

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.http.heads import MOST_HEAD, MOST_LINES, MOST_URL
from tests.commands import running
from tests.conftest import KINDS, Shelf
from tests.http.serving import XI
from tests.http.sockets import PATIENCE, Answered, Connection, wait_until

MOST_SECONDS = 0.25
"""Of the processor, for any answer to a head."""
PATHS = ["/", "/api/v1/meetings", "/api/v1/parties", "/feeds/meetings.ics", f"/meetings/{XI}", "/static/style.css"]
TEN_KILOBYTES = {
    "tags": "If-None-Match: " + '"x",' * 2500,
    "types": "Accept: " + "a/b;q=0.1," * 1000,
    "types without a weight": "Accept: " + "text/html;q=," * 800,
    "codings": "Accept-Encoding: " + "gzip;q=0.," * 1000,
    "languages": "Accept-Language: " + "a-" * 5000,
    "ranges": "Range: bytes=" + ",".join(f"{n}-{n}" for n in range(1000)),
    "a date": "If-Modified-Since: " + "1" * 10000,
    "cookies": "Cookie: " + "a=b;" * 2500,
    "an agent": "User-Agent: " + "Microsoft " * 1000,
    "forwarders": "X-Forwarded-For: " + "1," * 5000,
    "nothing in particular": "X-Nothing: " + "a" * 50000,
}


@dataclass
class Served:
    """A service in a process of its own."""

    port: int
    process: int

    def ask(self, path: str, *headers: str) -> Answered:
        """Ask over a new connection. No answer may cost more than the processor's time that there is for it."""
        connection = Connection(self.port)
        before = self._spent()
        try:
            answer = connection.ask(path, *headers)
        finally:
            connection.close()
        assert self._spent() - before <= MOST_SECONDS
        assert answer.status < 500
        return answer

    def _spent(self) -> float:
        """Return the seconds of the processor that the service has taken, where the system tells."""
        file = Path(f"/proc/{self.process}/stat")
        if not file.exists():
            return 0
        user, system = file.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@pytest.fixture(scope="module", params=KINDS)
def served(request: pytest.FixtureRequest, shelf: Shelf) -> Iterator[Served]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"SUMMITRY_DATABASE_URL": shelf.copy(str(request.param), "first"), "SUMMITRY_PORT": f"{port}"}
    with running("serve", settings=settings | {"SUMMITRY_ALLOW_UNSAFE_DATABASE": "true"}) as process:
        wait_until(lambda: is_listening(port))
        served = Served(port, process.pid)
        # What is made once is made before anything is measured.
        for path in PATHS:
            connection = Connection(port)
            assert connection.ask(path).status == 200
            connection.close()
        yield served


def is_listening(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(PATIENCE)
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("path", PATHS)
def test_an_address_that_is_too_long_is_refused(served: Served, path: str) -> None:
    for query in ("q=" + "a" * 100_000, "&".join(["a=1"] * 10_000), "q=" + "a" * MOST_URL):
        answer = served.ask(f"{path}?{query}")

        assert (answer.status, answer.headers["connection"]) == (414, "close")
        assert answer.problem["detail"] == f"an address has at most {MOST_URL} bytes"


@pytest.mark.parametrize("path", PATHS)
def test_as_many_parameters_as_an_address_holds_are_refused_by_their_names(served: Served, path: str) -> None:
    for query in ("&".join(["a=1"] * 4900), "&".join(f"a{n}" for n in range(3000)), "&".join(["party=US"] * 2000)):
        answer = served.ask(f"{path}?{query}")

        assert answer.status == (200 if path.startswith("/static") else 422)


@pytest.mark.parametrize("path", PATHS)
def test_too_many_header_lines_are_refused(served: Served, path: str) -> None:
    answers = [served.ask(path, *[f"X-{n}: 1" for n in range(lines)]) for lines in (10_000, MOST_LINES)]

    assert [answer.status for answer in answers] == [431, 431]
    assert answers[1].problem["detail"] == f"a head has at most {MOST_LINES} header lines"
    assert served.ask(path, *[f"X-{n}: 1" for n in range(MOST_LINES - 1)]).status == 200


@pytest.mark.parametrize("size", [MOST_HEAD, 200_000, 1_000_000])
def test_a_head_that_is_too_large_is_refused(served: Served, size: int) -> None:
    answer = served.ask("/", "X-Nothing: " + "a" * size)

    assert answer.status == 431
    assert answer.problem["detail"] == f"a head has at most {MOST_HEAD} bytes"


@pytest.mark.parametrize("header", TEN_KILOBYTES.values(), ids=TEN_KILOBYTES)
def test_a_long_header_costs_nothing_and_changes_nothing(served: Served, header: str) -> None:
    for path in PATHS:
        assert served.ask(path, header).status == 200


NO_REQUESTS = {
    "garbage": b"\x00\x01garbage\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 100,
    "another version": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n\r\n",
    "a tunnel": b"CONNECT evil.test:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "two lengths": b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "no length": b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n",
    "no chunk": b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "NUL": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n",
    "a folded line": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n",
    "no ASCII": b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a long method": b"A" * 5000 + b" / HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


@pytest.mark.parametrize("sent", NO_REQUESTS.values(), ids=NO_REQUESTS)
def test_what_is_no_request_is_refused_as_a_problem(served: Served, sent: bytes) -> None:
    connection = Connection(served.port)
    connection.send(sent)

    answer = connection.read()

    assert (answer.status, answer.problem["type"]) == (400, "/problems/bad-request")
    assert connection.is_ended()
    connection.close()


def test_who_speaks_an_older_version_need_not_name_a_host(served: Served) -> None:
    connection = Connection(served.port)
    connection.send(b"GET /health HTTP/1.0\r\n\r\n")

    assert connection.read().status == 200
    connection.close()


def test_a_host_that_is_named_twice_alike_is_one(served: Served) -> None:
    assert served.ask("/health", "Host: localhost").status == 200

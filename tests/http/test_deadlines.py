"""Nobody is waited for for ever, and nobody who is only slow is cut off."""

import time
from collections.abc import Iterator

import pytest

from tests.http.sockets import HEARD, LARGE, Connection, Listening, echo, listening, wait_until

HEAD, BODY, IDLE = 0.5, 0.8, 0.5
"""Seconds that the server of these tests waits."""
SHORT = {"head_timeout": HEAD, "body_timeout": BODY, "idle_timeout": IDLE}


@pytest.fixture(scope="module")
def served() -> Iterator[Listening]:
    with listening(echo, **SHORT) as one:
        yield one


@pytest.fixture
def connection(served: Listening) -> Connection:
    return served.connect()


def test_who_connects_and_says_nothing_is_let_go_without_a_word(connection: Connection) -> None:
    began = time.monotonic()

    assert connection.is_ended()
    assert time.monotonic() - began >= HEAD * 0.9


@pytest.mark.parametrize(
    "parts",
    [[b"G"], [b"GET / HTTP/1.1\r\n"], [b"GET / HTTP/1.1\r\nHost: localhost\r\n"], [b"GET /", *[b"a"] * 40]],
    ids=["a letter", "a line", "two lines", "a trickle"],
)
def test_a_head_that_does_not_come_in_is_refused(connection: Connection, parts: list[bytes]) -> None:
    began = time.monotonic()
    connection.send(*parts, pause=0.05)

    answer = connection.read()

    assert time.monotonic() - began >= HEAD * 0.9
    assert (answer.status, answer.headers["connection"]) == (408, "close")
    assert answer.problem["detail"] == "the head of a request comes in within 0.5 seconds"
    assert len(answer.headers["x-request-id"]) == 32
    assert connection.is_ended()


@pytest.mark.parametrize("sent", [0, 1, 30])
def test_a_body_that_does_not_come_in_is_refused_and_the_application_hears_of_it(
    connection: Connection, sent: int
) -> None:
    HEARD.clear()
    connection.send(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n")
    connection.send(*[b"x"] * sent, pause=0.05)

    answer = connection.read()

    assert (answer.status, answer.headers["connection"]) == (408, "close")
    assert answer.problem["detail"] == "the body of a request comes in within 0.8 seconds"
    assert connection.is_ended()
    wait_until(lambda: HEARD == ["gone"])


def test_a_request_that_comes_in_pieces_but_in_time_is_answered(connection: Connection) -> None:
    parts = [b"POST / HT", b"TP/1.1\r\nHost: local", b"host\r\nContent-Length: 3\r\n\r\n", b"a", b"bc"]

    connection.send(*parts, pause=0.02)

    assert connection.read().status == 200


def test_a_connection_is_kept_for_a_next_request_and_no_longer(connection: Connection) -> None:
    assert [connection.ask().status for _ in range(3)] == [200, 200, 200]
    began = time.monotonic()

    assert connection.is_ended()
    assert time.monotonic() - began >= IDLE * 0.9


def test_blank_lines_between_requests_prolong_nothing(connection: Connection) -> None:
    connection.ask()
    connection.send(*[b"\r\n"] * 60, pause=0.05)

    assert connection.is_ended()


def test_each_request_has_its_own_time(connection: Connection) -> None:
    for _ in range(4):
        connection.send(b"GET / HTTP/1.1\r\n", pause=HEAD * 0.5)
        connection.send(b"Host: localhost\r\n\r\n")
        assert connection.read().status == 200


def test_requests_at_once_are_answered_in_their_order(connection: Connection) -> None:
    connection.send(b"".join(b"GET /%d HTTP/1.1\r\nHost: localhost\r\n\r\n" % number for number in range(50)))

    assert [connection.read().body.split(b'"')[3] for _ in range(50)] == [b"/%d" % number for number in range(50)]


def test_an_answer_that_takes_its_time_is_waited_for(connection: Connection) -> None:
    assert connection.ask("/slow").status == 200


def test_what_follows_a_request_that_is_still_being_answered_is_refused_only_after_it(connection: Connection) -> None:
    connection.send(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n\x00garbage\r\n\r\n")

    assert connection.read().status == 200
    assert connection.is_ended()


def test_a_beginning_that_follows_a_slow_answer_ends_the_connection_after_it(connection: Connection) -> None:
    connection.send(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HT")

    assert connection.read().status == 200
    assert connection.is_ended()


def test_a_body_that_the_application_did_not_wait_for_has_its_deadline_too(connection: Connection) -> None:
    head = b"GET /hasty HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"

    connection.send(head, *[b"x"] * 40, pause=0.05)

    assert connection.read().status == 200
    assert connection.is_ended()


def test_an_answer_that_nobody_takes_is_given_up(served: Listening, connection: Connection) -> None:
    connection.send(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
    wait_until(lambda: served.connections() == 1)

    wait_until(lambda: served.connections() == 0)

    with pytest.raises(ConnectionError):
        connection.read()


def test_an_answer_that_is_taken_slowly_is_given_whole(connection: Connection) -> None:
    connection.send(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
    began = time.monotonic()
    taken = 0
    while taken < LARGE and (piece := connection.line.recv(500_000)):
        taken += len(piece)
        time.sleep(0.001 + max(0, taken / LARGE * BODY * 4 - (time.monotonic() - began)))

    assert taken > LARGE
    assert time.monotonic() - began > BODY * 3


@pytest.mark.parametrize("offered", ["websocket", "h2c"])
def test_an_offer_of_another_protocol_is_passed_over(connection: Connection, offered: str) -> None:
    answer = connection.ask(
        "/", "Connection: Upgrade, HTTP2-Settings", f"Upgrade: {offered}", "HTTP2-Settings: AAMAAABk"
    )

    assert answer.status == 200


def test_one_connection_too_many_is_told_to_come_again() -> None:
    with listening(echo, **SHORT, most_connections=4) as crowded:
        for _ in range(3):
            crowded.connect().send(b"GET / HT")
        wait_until(lambda: crowded.connections() == 3)

        answer = crowded.connect().ask()

        assert (answer.status, answer.headers["retry-after"], answer.headers["connection"]) == (503, "2", "close")
        assert answer.problem["detail"] == "too many are connected; try again in a moment"
        wait_until(lambda: crowded.connections() == 0)
        assert crowded.connect().ask().status == 200


def test_where_many_are_connected_nobody_is_kept_for_later() -> None:
    with listening(echo, **SHORT, most_connections=6) as busy:
        alone = busy.connect()
        assert "connection" not in alone.ask().headers
        others = [busy.connect() for _ in range(3)]
        wait_until(lambda: busy.connections() == 4)

        answers = [one.ask() for one in (alone, *others)]

        assert [one.status for one in answers] == [200] * 4
        assert answers[0].headers["connection"] == "close"


def test_a_server_that_is_told_to_end_does_not_wait_for_those_who_say_nothing() -> None:
    with listening(echo, head_timeout=300, body_timeout=300, idle_timeout=300) as ending:
        ending.connect().send(b"GET / HT")
        ending.connect().ask()
        ending.connect().send(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n")
        wait_until(lambda: ending.connections() == 3)
        began = time.monotonic()
    assert time.monotonic() - began < 20

"""Feeds are kept in memory, and memory is bounded."""

import gzip
from datetime import UTC, datetime

import pytest

from app.feeds.body import Bodies, Body, make_body
from app.store.ledger import Mark
from tests.conftest import ERA

AT = datetime(2025, 10, 18, tzinfo=UTC)


def mark(number: int, era: str = ERA) -> Mark:
    return Mark(era, number)


def body(text: str = "x", *, number: int = 1, days: str = "", era: str = ERA) -> Body:
    return make_body(mark(number, era), days, "meetings", AT, text.encode())


def never() -> Body:
    raise AssertionError("it was built again")


def test_a_body_is_kept_plain_and_compressed() -> None:
    made = body("BEGIN:VCALENDAR\r\n" * 100)

    assert gzip.decompress(made.compressed) == made.plain
    assert made.size == len(made.plain) + len(made.compressed)


def test_the_same_bytes_have_the_same_etag_whatever_their_number() -> None:
    assert body(number=1).etag == body(number=2).etag != body("y").etag
    assert body(number=1).compressed == body(number=2).compressed


def test_nothing_is_built_again_while_the_number_stands_still() -> None:
    bodies = Bodies(1000)
    first = bodies.get("/a", mark(1), "", body)

    assert bodies.get("/a", mark(1), "", never) is first
    assert bodies.last("/a") is first


def test_a_body_that_is_ahead_of_the_pulse_is_good() -> None:
    bodies = Bodies(1000)
    ahead = bodies.get("/a", mark(1), "", lambda: body(number=3))

    assert bodies.get("/a", mark(2), "", never) is ahead


@pytest.mark.parametrize(("number", "days"), [(2, ""), (1, "start=2025-10-19")], ids=["a change", "another day"])
def test_it_is_built_again_after(number: int, days: str) -> None:
    bodies = Bodies(1000)
    bodies.get("/a", mark(1), "", body)

    again = body("new", number=number, days=days)

    assert bodies.get("/a", mark(number), days, lambda: again) is again
    assert bodies.last("/a") is again


@pytest.mark.parametrize("number", [1, 2, 3], ids=["behind", "the same number", "ahead"])
def test_it_is_built_again_in_another_era_whatever_its_number(number: int) -> None:
    bodies = Bodies(1000)
    bodies.get("/a", mark(2), "", lambda: body(number=2))

    again = body("put back", number=number, era="another")

    assert bodies.get("/a", mark(number, "another"), "", lambda: again) is again
    assert bodies.get("/a", mark(number, "another"), "", never) is again


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    size = body().size
    bodies = Bodies(2 * size)
    bodies.get("/a", mark(1), "", body)
    bodies.get("/b", mark(1), "", body)
    bodies.get("/a", mark(1), "", never)

    bodies.get("/c", mark(1), "", body)

    assert bodies.last("/b") is None
    assert bodies.last("/a") is not None
    assert bodies.last("/c") is not None


def test_a_body_that_is_replaced_no_longer_counts() -> None:
    bodies = Bodies(2 * body().size)
    for number in range(1, 10):
        bodies.get("/a", mark(number), "", lambda number=number: body(number=number))  # type: ignore[misc]  # a default binds it
    bodies.get("/b", mark(1), "", body)

    assert bodies.last("/a") is not None
    assert bodies.last("/b") is not None


@pytest.mark.parametrize("most", [0, 10])
def test_a_body_that_does_not_fit_is_served_and_not_kept(most: int) -> None:
    bodies = Bodies(most)

    assert bodies.get("/a", mark(1), "", body).plain == b"x"
    assert bodies.last("/a") is None


def test_an_address_that_was_never_asked_for_has_no_last_body() -> None:
    assert Bodies(1000).last("/nowhere") is None

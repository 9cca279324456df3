"""The almanac: each past day is made once however many ask, kept within bounds, and shared by threads."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import cast

import pytest
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from app.meetings.errors import CalendarAwayError, UnknownNameError
from app.meetings.filter import Wanted
from app.store.almanac import Almanac
from app.store.database import Database
from app.store.find import find_page
from tests.store.factories import head_of, meet, tell, wanted
from tests.store.slow import LONG, Slow

ENOUGH = 10_000_000


@contextmanager
def opened(
    database: Database, almanac: Almanac, serial: int | None = None, **asked: object
) -> Iterator[tuple[Session, Wanted]]:
    """Look at a past day through an almanac."""
    pin = head_of(database).serial if serial is None else serial
    with database.reading() as session, almanac.looking(session, wanted(**asked), pin) as (known, plain):
        yield known, plain


def titles(known: Session, plain: Wanted) -> list[str]:
    found, _ = find_page(known, plain, limit=1000, number=None, after=None)
    return [one.document.split(b'"title":"')[1].split(b'"')[0].decode() for one in found]


def pool_of(known: Session) -> QueuePool:
    """Return what tells one database in memory from another: its connection."""
    return cast("QueuePool", known.connection().engine.pool)


def look(database: Database, almanac: Almanac, serial: int | None = None, **asked: object) -> QueuePool:
    """Return the database in memory in which a reader finds what was known."""
    with opened(database, almanac, serial, **asked) as (known, plain):
        titles(known, plain)
        return pool_of(known)


def test_a_day_is_made_once_for_all_who_ask_for_it_at_once_and_afterwards(database: Database) -> None:
    for number in range(20):
        meet(database, f"meeting-{number}", participants=[{"party": "CN"}])
    almanac, start = Almanac(database, ENOUGH), threading.Barrier(8)

    def read(_: int) -> tuple[QueuePool, list[str]]:
        start.wait(LONG)
        with opened(database, almanac, known_on="2025-10-18", party=["CN"]) as (known, plain):
            return pool_of(known), titles(known, plain)

    with ThreadPoolExecutor(8) as readers:
        seen = list(readers.map(read, range(8), timeout=LONG))
    again = look(database, almanac, known_on="2025-10-18", party=["China"])

    assert {id(pool) for pool, _ in seen} == {id(again)}
    assert {len(found) for _, found in seen} == {20}


def test_many_threads_read_one_calendar_at_once_and_each_finds_what_it_asks_for(database: Database) -> None:
    for number in range(8):
        meet(database, f"meeting-{number}", topics=[f"topic {number}"])
    almanac = Almanac(database, ENOUGH)
    look(database, almanac, known_on="2025-10-18")

    def read(turn: int) -> list[str]:
        with opened(database, almanac, known_on="2025-10-18", topic=[f"topic {turn % 8}"]) as (known, plain):
            return titles(known, plain)

    with ThreadPoolExecutor(8) as readers:
        found = list(readers.map(read, range(80), timeout=LONG))

    assert found == [[f"Meeting {turn % 8}"] for turn in range(80)]


def test_whatever_is_recorded_makes_it_another_one_and_the_old_one_stays_what_it_was(database: Database) -> None:
    meet(database, "apec")
    almanac, serial = Almanac(database, ENOUGH), head_of(database).serial
    before = look(database, almanac, known_on="2025-10-18")
    meet(database, "apec", said_on="2025-10-10")

    with opened(database, almanac, known_on="2025-10-10") as (known, plain):
        now = titles(known, plain)
    with opened(database, almanac, serial, known_on="2025-10-10") as (known, plain):
        then = titles(known, plain)

    assert (then, now) == ([], ["Apec"])
    assert look(database, almanac, serial, known_on="2025-10-18") is before
    assert look(database, almanac, known_on="2025-10-18") is not before


def test_a_page_that_is_made_again_after_more_was_recorded_is_that_of_the_first_one(database: Database) -> None:
    meet(database, "apec")
    serial = head_of(database).serial
    tell(database, "apec", title="32nd APEC summit")
    meet(database, "g20")

    with opened(database, Almanac(database, 0), serial, known_on="2025-10-18") as (known, plain):
        found = titles(known, plain)

    assert found == ["Apec"]


def test_a_whole_day_in_memory_serves_every_filter_and_a_part_of_it_only_its_own(database: Database) -> None:
    meet(database, "apec", topics=["trade"], participants=[{"party": "CN"}])
    parts, whole = Almanac(database, ENOUGH), Almanac(database, ENOUGH)
    everything = look(database, whole, known_on="2025-10-18")
    trade = look(database, parts, known_on="2025-10-18", topic=["trade"])

    assert look(database, whole, known_on="2025-10-18", topic=["trade"]) is everything
    assert look(database, parts, known_on="2025-10-18", topic=["trade"], country=["KR"]) is trade
    assert look(database, parts, known_on="2025-10-18", party=["CN"]) is not trade
    assert look(database, parts, known_on="2025-10-18") is not trade


def test_the_last_change_comes_last_where_a_list_is_asked_for_by_it(database: Database) -> None:
    for slug in ("apec", "g20", "dinner"):
        meet(database, slug)
    tell(database, "apec", topics=["trade"])

    with opened(database, Almanac(database, 0), known_on="2025-10-18", sort="-updated") as (known, plain):
        found = titles(known, plain)

    assert found[0] == "Apec"


def test_memory_is_bounded_and_whoever_reads_what_is_no_longer_kept_reads_on(database: Database) -> None:
    meet(database, "apec")
    almanac = Almanac(database, 150_000)

    with ExitStack() as readers:
        days = [f"2025-10-{day}" for day in range(18, 28)]
        opening = [readers.enter_context(opened(database, almanac, known_on=day)) for day in days]
        found = [titles(known, plain) for known, plain in opening]
        pools = [pool_of(known) for known, _ in opening]

    assert found == [["Apec"]] * 10
    # A database is closed when it is no longer kept, and then nobody can have its connection any more.
    kept = [pool.checkedin() for pool in pools]
    assert (kept[0], kept[-1], sorted(kept)) == (0, 1, kept)
    assert look(database, almanac, known_on="2025-10-27") is pools[-1]


def test_without_memory_each_reader_has_one_of_their_own(database: Database) -> None:
    meet(database, "apec")
    almanac = Almanac(database, 0)

    assert look(database, almanac, known_on="2025-10-18") is not look(database, almanac, known_on="2025-10-18")


def test_days_are_made_one_after_the_other_and_nobody_waits_for_ever(database: Database) -> None:
    meet(database, "apec")
    slow = Slow(database)
    almanac = Almanac(slow, ENOUGH, patience=0.05)

    with ThreadPoolExecutor(1) as readers:
        first = readers.submit(look, database, almanac, known_on="2025-10-18")
        slow.asked.wait(LONG)
        for day in ("2025-10-18", "2025-10-19"):
            with pytest.raises(CalendarAwayError):
                look(database, almanac, known_on=day)
        slow.go_on.set()
        assert first.exception(LONG) is None
    slow.close()


def test_who_waits_holds_no_connection(database: Database) -> None:
    meet(database, "apec")
    slow = Slow(database)
    almanac = Almanac(slow, ENOUGH)

    with ThreadPoolExecutor(4) as readers:
        waiting = [readers.submit(look, database, almanac, known_on="2025-10-18") for _ in range(4)]
        slow.asked.wait(LONG)
        threading.Event().wait(0.3)
        held = database.engine.pool.checkedout()  # type: ignore[attr-defined]  # both kinds of pool count
        slow.go_on.set()
        pools = {id(one.result(LONG)) for one in waiting}
    slow.close()

    assert (held, len(pools)) == (0, 1)


def test_what_nobody_knows_is_refused_before_anything_is_made(database: Database) -> None:
    meet(database, "apec")
    slow = Slow(database)

    with pytest.raises(UnknownNameError):
        look(database, Almanac(slow, ENOUGH), known_on="2025-10-18", part_of=["nothing"])
    slow.close()

    assert not slow.asked.is_set()

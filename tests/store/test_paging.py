"""Pages: one state of the calendar, each meeting once, and no more queries for a long list than for a short one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.meetings.filter import Sort
from app.store.database import Database
from app.store.edition import choose, fetch
from app.store.find import find_page, find_vevents
from app.store.known import get_known
from app.store.ledger import read_head
from app.store.log import find_changes
from app.store.names import Names
from tests.conftest import Shelf
from tests.store.factories import EVERYTHING, find, meet, meeting_ids, tell_all, wanted
from tests.store.stories import SLUGS, Told, begin, filters, go_on, stories

MORE = [f"meeting-{number}" for number in range(5)]


def pages(
    database: Database, asked: dict[str, Any], limit: int, meanwhile: Callable[[], object] = lambda: None
) -> list[list[UUID]]:
    """Read a list page by page, each in a session of its own, while something else happens in between."""
    plain = wanted(**asked)
    with database.reading() as session:
        number = read_head(session).number
        found, after = find_page(session, plain, limit=limit, number=number, after=None)
    read = [[one.meeting_id for one in found]]
    while after is not None:
        meanwhile()
        with database.reading() as session:
            found, after = find_page(session, plain, limit=limit, number=number, after=after)
        read.append([one.meeting_id for one in found])
    return read


@given(stories, st.sampled_from(Sort), filters, st.integers(1, 3))
@settings(max_examples=15, deadline=None)
def test_each_meeting_is_on_one_page_whatever_is_written_meanwhile(
    shelf: Shelf, told: list[Told], sort: Sort, asked: dict[str, Any], limit: int
) -> None:
    database = Database(shelf.copy("sqlite", "empty"))
    begin(database)
    tell_all(database, {slug: {"title": slug, "kind": "summit", "when": "2025-10-31"} for slug in MORE})
    before = [one.id for one in find(database, sort=sort, **asked)]
    steps = iter(told)

    def meanwhile() -> None:
        for step in islice(steps, 1):
            go_on(database, step)

    read = pages(database, {"sort": sort, **asked}, limit, meanwhile)

    assert [meeting for page in read for meeting in page] == before
    assert all(len(page) == limit for page in read[:-1])
    database.close()


@pytest.mark.parametrize("sort", Sort)
def test_a_reader_who_pages_sees_one_state(database: Database, sort: Sort) -> None:
    begin(database)
    before = [one.id for one in find(database, sort=sort)]
    days = iter(range(1, 20))

    read = pages(
        database,
        {"sort": sort},
        1,
        lambda: tell_all(database, {slug: {"when": f"2025-11-{next(days):02}"} for slug in SLUGS}),
    )

    assert read == [[meeting] for meeting in before]


def test_the_last_page_has_no_next_one(database: Database) -> None:
    begin(database)
    named = meeting_ids(database)

    assert [len(page) for page in pages(database, {}, 3)] == [3]
    assert [len(page) for page in pages(database, {}, 2)] == [2, 1]
    assert {named[one] for page in pages(database, {}, 2) for one in page} == set(SLUGS)


def test_a_page_of_an_earlier_moment_stays_that_of_the_moment(database: Database) -> None:
    begin(database)
    before = [one.id for one in find(database)]

    read = pages(
        database,
        {"as_of": "2025-10-18T20:00:00Z"},
        1,
        lambda: tell_all(database, {slug: {"when": "2025-11-20"} for slug in SLUGS}),
    )

    assert read == [[meeting] for meeting in before]


# The number of queries.


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Collect the statements that are sent to the database."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


def read_known(session: Session) -> object:
    asked = wanted(known_on="2025-10-18", party=["CN"])
    return list(fetch(session, choose(Names(session), asked, read_head(session).serial)).read())


READS: dict[str, Callable[[Session], object]] = {
    "a list": lambda session: find_page(session, wanted(party=["CN"]), limit=10, number=None, after=None),
    "a feed": lambda session: find_vevents(session, wanted(party=["CN"]), most=10),
    "the changes": lambda session: find_changes(session, EVERYTHING, 0, limit=10),
    "what was known": read_known,
    "one meeting as it was known": lambda session: get_known(
        session, Names(session).meeting("apec"), wanted(known_on="2025-10-18")
    ),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_three_meetings_take_as_many_queries_as_one(database: Database, read: Callable[[Session], object]) -> None:
    meet(database, "asean")
    counts = []
    for slug in SLUGS:
        meet(
            database,
            slug,
            participants=[{"party": "CN"}, {"party": f"Minister of {slug}", "for_party": "CN"}],
            links=[{"rel": "follows", "to": "asean"}, {"rel": "series", "to": slug}],
            place={"name": slug, "precision": "city", "country": "KR"},
            topics=["trade", slug],
        )
        with database.reading() as session, counted(database) as statements:
            read(session)
        counts.append(len(statements))

    assert counts[0] == counts[2]

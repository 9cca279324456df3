"""What the shown meetings have in common, in parts."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy import insert

from app.meetings.errors import TokenError
from app.meetings.filter import Wanted
from app.meetings.terms import PartyKind
from app.store.database import Database
from app.store.ids import identify
from app.store.named_tables import SeriesRow
from app.store.names import named_party
from app.store.registers import PARTIES, PLACES, SERIES, SOURCES, Part, Register, count_meetings, find_part, find_topics
from tests.conftest import StoppedClock
from tests.store.factories import EVERYTHING, basics, list_again, meet, source, tell, tell_all, wanted

WHOLE = Part(EVERYTHING, None, None, 1000)
NOBODY = "495fff05-b6c9-56d4-b93a-41f084f85b74"
NAMES = ["Ångström", "Zulu", "alpha", "Alpha Beta", "Écosse", "eta-", "eta", "Eta b", "(brackets)"]
BY_NAME = ["(brackets)", "alpha", "Alpha Beta", "Ångström", "Écosse", "eta", "Eta b", "eta-", "Zulu"]
"""Without case and accents, and by the code points of what is left: a language would pass over the signs."""


def names_on(database: Database, of: Register[Any], part: Part = WHOLE) -> list[tuple[str, int]]:
    with database.reading() as session:
        found, _ = find_part(session, of, part)
        return [(getattr(row, "publisher", None) or row.name, count) for row, count in found]


def parts(database: Database, of: Register[Any] | None, limit: int, wanted: Wanted = EVERYTHING) -> Iterator[list[Any]]:
    """Read a list to its end, in parts; without one, that of topics."""
    after: str | None = None
    while True:
        part = Part(wanted, None, after, limit)
        with database.reading() as session:
            found, after = find_part(session, of, part) if of else find_topics(session, part)
            yield [(getattr(one, "id", None) or getattr(one, "slug", one), count) for one, count in found]
        if after is None:
            return


def test_topics_are_counted_over_the_meetings_that_are_shown(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database, "apec", topics=["trade", "asia"])
    meet(database, "g20", topics=["trade"])
    meet(database, "gone", topics=["trade", "mistake"])
    list_again(database, "gone", listed=False)
    stopped_clock.advance(hours=1)
    tell(database, "g20", topics=[{"topic": "trade", "absent": True}])

    with database.reading() as session:
        now, _ = find_topics(session, WHOLE)
        then, _ = find_topics(session, Part(wanted(as_of="2025-10-18T20:30Z"), None, None, 10))

    assert now == [("asia", 1), ("trade", 1)]
    assert then == [("asia", 1), ("trade", 2)]


def test_each_thing_comes_by_its_name_with_the_number_of_its_meetings(atlas: Database) -> None:
    assert names_on(atlas, PARTIES) == [
        ("ASEAN", 1),
        ("Cambodia", 1),
        ("China", 3),
        ("Donald Trump", 3),
        ("He Lifeng", 2),
        ("Li Chenggang", 1),
        ("Scott Bessent", 1),
        ("Thailand", 1),
        ("United States", 4),
        ("Xi Jinping", 1),
    ]
    assert names_on(atlas, PLACES) == [
        ("Budapest", 1),
        ("Busan", 1),
        ("China", 1),
        ("Convention Centre", 1),
        ("Hungary", 1),
        ("Kuala Lumpur", 2),
        ("Malaysia", 3),
        ("South Korea", 1),
    ]
    assert names_on(atlas, SOURCES) == [("Reuters", 9)]
    assert names_on(atlas, SERIES) == [("ASEAN Summit", 1)]


def test_names_are_sorted_without_case_and_accents_and_alike_on_every_database(database: Database) -> None:
    meet(database, participants=[{"party": name, "office": "Envoy"} for name in NAMES])

    assert [name for name, _ in names_on(database, PARTIES)] == BY_NAME


def test_sources_are_sorted_by_their_day_then_by_their_publisher(database: Database) -> None:
    told = [("Zulu", "2025-10-17"), ("Écho", "2025-10-18"), ("alpha", "2025-10-18"), ("Echo b", "2025-10-18")]
    for publisher, day in told:
        meet(database, publisher.lower().replace("é", "e").replace(" ", "-"), by=source(publisher, day))

    assert [name for name, _ in names_on(database, SOURCES)] == ["Zulu", "alpha", "Écho", "Echo b"]


def test_the_longest_name_is_stored_and_sorted(database: Database) -> None:
    longest = "".join(chr(0x4E00 + number * 7 % 20000) for number in range(299)) + "\ufdfa"
    meet(database, participants=[{"party": longest, "office": "Envoy"}, {"party": "Zulu"}], by=source(longest))

    assert [name for name, _ in names_on(database, PARTIES)] == ["Zulu", longest]
    assert names_on(database, SOURCES) == [(longest, 1)]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
@pytest.mark.parametrize("of", [PARTIES, PLACES, SOURCES, SERIES, None], ids=lambda one: one.facet if one else "topic")
def test_parts_of_any_size_make_up_the_list(story: Database, of: Register[Any] | None, limit: int) -> None:
    (whole,) = parts(story, of, 1000)

    read = list(parts(story, of, limit))

    assert [item for part in read for item in part] == whole
    assert {len(part) for part in read[:-1]} <= {limit}
    assert read[-1]


def test_what_no_shown_meeting_has_is_passed_over_however_much_it_is(database: Database) -> None:
    with database.writing() as session:
        session.execute(insert(SeriesRow), [{"slug": f"b-{number:04}", "name": "B"} for number in range(1200)])
    meet(database, "first", links=[{"rel": "series", "to": "A"}], topics=["a"])
    meet(database, "last", links=[{"rel": "series", "to": "C"}], topics=["c"])
    meet(database, "gone", links=[{"rel": "series", "to": "B 0007"}], topics=[f"b{number:02}" for number in range(50)])
    list_again(database, "gone", listed=False)

    assert list(parts(database, SERIES, 1)) == [[("a", 1)], [("c", 1)]]
    assert list(parts(database, SERIES, 2)) == [[("a", 1), ("c", 1)]]
    assert list(parts(database, None, 1)) == [[("a", 1)], [("c", 1)]]


def test_a_part_is_that_of_the_calendar_at_its_number(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database, "apec", topics=["asia"], participants=[{"party": "APEC"}])
    stopped_clock.advance(hours=1)
    meet(database, "g20", topics=["trade"], participants=[{"party": "G20"}, {"party": "APEC"}])

    pinned = Part(EVERYTHING, 1, None, 10)
    with database.reading() as session:
        topics, _ = find_topics(session, pinned)

    assert topics == [("asia", 1)]
    assert names_on(database, PARTIES, pinned) == [("APEC", 1)]
    assert names_on(database, PARTIES) == [("APEC", 2), ("G20", 1)]


@pytest.mark.parametrize("key", [NOBODY, "nobody", ""])
@pytest.mark.parametrize("of", [PARTIES, PLACES, SOURCES, SERIES], ids=lambda one: one.facet)
def test_a_part_after_nothing_that_is_there_is_refused(database: Database, of: Register[Any], key: str) -> None:
    with database.reading() as session, pytest.raises(TokenError) as refusal:
        find_part(session, of, Part(EVERYTHING, None, key, 10))

    assert refusal.value.rule == "this cursor was not made for this list"


def test_only_what_is_asked_for_is_counted(atlas: Database) -> None:
    china, nobody = str(named_party(PartyKind.STATE, "China", "CN").id), str(identify("party", "nobody"))

    with atlas.reading() as session:
        assert count_meetings(session, "party", [china, nobody], EVERYTHING) == {china: 3}


@pytest.mark.parametrize("of", [PARTIES, None], ids=["party", "topic"])
@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_part_costs_what_it_shows_however_long_the_list_is(database: Database, of: Register[Any] | None) -> None:
    def work() -> int:
        """Count the instructions of the database that the first part takes."""
        done = count()
        with database.reading() as session:
            connection = session.connection().connection.dbapi_connection
            assert connection
            connection.set_progress_handler(lambda: next(done) < 0, 1)
            part = Part(EVERYTHING, None, None, 10)
            found, _ = find_part(session, of, part) if of else find_topics(session, part)
            connection.set_progress_handler(None, 1)
        assert len(found) == 10
        return next(done)

    def hold(first: int, last: int) -> None:
        names = [f"n{number:03}" for number in range(first, last)]
        some = [{"participants": [{"party": name}], "topics": [name]} for name in names]
        tell_all(database, {name: basics(name) | one for name, one in zip(names, some, strict=True)})

    hold(0, 20)
    few = work()
    hold(20, 200)

    assert work() < few * 1.1

"""What the shown meetings have in common."""

from collections.abc import Callable

import pytest

from app.meetings.errors import NotFoundError
from app.store.catalogue import (
    count_facets,
    find_by_facet,
    find_calendars,
    find_series,
    get_calendar,
    get_party,
    get_place,
    get_source,
)
from app.store.database import Database
from app.store.tables import PartyRow, PlaceRow, SourceRow
from tests.conftest import StoppedClock
from tests.store.factories import EVERYTHING, get, list_again, meet, tell, wanted

NOBODY = "495fff05-b6c9-56d4-b93a-41f084f85b74"


def test_topics_are_counted_over_the_meetings_that_are_shown(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database, "apec", topics=["trade", "asia"])
    meet(database, "g20", topics=["trade"])
    meet(database, "gone", topics=["trade"])
    list_again(database, "gone", listed=False)
    stopped_clock.advance(hours=1)
    tell(database, "g20", topics=[{"topic": "trade", "absent": True}])

    with database.reading() as session:
        now, then = (count_facets(session, "topic", asked) for asked in (EVERYTHING, wanted(as_of="2025-10-18T20:30Z")))

    assert now == {"trade": 1, "asia": 1}
    assert then == {"trade": 2, "asia": 1}


def test_each_thing_comes_with_the_number_of_its_meetings(atlas: Database) -> None:
    with atlas.reading() as session:
        parties = {row.name: count for row, count in find_by_facet(session, PartyRow, "party", EVERYTHING)}
        places = {row.name: count for row, count in find_by_facet(session, PlaceRow, "place", EVERYTHING)}
        sources = {row.publisher: count for row, count in find_by_facet(session, SourceRow, "source", EVERYTHING)}
        series = [(row.slug, row.name, count) for row, count in find_series(session, EVERYTHING)]

    assert parties == {
        "ASEAN": 1,
        "Cambodia": 1,
        "China": 3,
        "Donald Trump": 3,
        "He Lifeng": 2,
        "Li Chenggang": 1,
        "Scott Bessent": 1,
        "Thailand": 1,
        "United States": 4,
        "Xi Jinping": 1,
    }
    assert places == {
        "Budapest": 1,
        "Busan": 1,
        "China": 1,
        "Convention Centre": 1,
        "Hungary": 1,
        "Kuala Lumpur": 2,
        "Malaysia": 3,
        "South Korea": 1,
    }
    assert sources == {"Reuters": 9}
    assert series == [("asean-summit", "ASEAN Summit", 1)]


def test_calendars_come_by_their_names(new_database: Callable[[str], Database]) -> None:
    with new_database("first").reading() as session:
        names = [row.name for row in find_calendars(session)]

        assert names == ["asean", "korea", "us-china"]
        assert get_calendar(session, "korea").query == "country=KR"


def test_a_calendar_that_is_not_there_is_not_found_with_those_that_are(new_database: Callable[[str], Database]) -> None:
    with new_database("first").reading() as session, pytest.raises(NotFoundError) as refusal:
        get_calendar(session, "us")

    assert (refusal.value.field, refusal.value.near) == ("calendar", ("asean", "korea", "us-china"))


def test_one_party_place_or_source_is_found_by_its_id(database: Database) -> None:
    meet(database, participants=[{"party": "CN"}], place={"name": "Busan", "precision": "city", "country": "KR"})
    meeting = get(database)
    party, place, source = meeting.participants[0].party, meeting.place, meeting.sources[0]

    with database.reading() as session:
        assert get_party(session, "China") == get_party(session, str(party.id)) == party
        assert get_place(session, str(place and place.id)).name == "Busan"
        assert get_source(session, str(source.id)).publisher == "Reuters"


@pytest.mark.parametrize("text", [NOBODY, "nobody"])
@pytest.mark.parametrize(
    ("get_one", "what"),
    [(get_party, "party"), (get_place, "place"), (get_source, "source")],
    ids=["party", "place", "source"],
)
def test_what_is_not_there_is_not_found(
    database: Database, get_one: Callable[..., object], what: str, text: str
) -> None:
    with database.reading() as session, pytest.raises(NotFoundError) as refusal:
        get_one(session, text)

    assert refusal.value.field == what

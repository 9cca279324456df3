"""What meetings have in common, one by one."""

from collections.abc import Callable

import pytest

from app.meetings.errors import NotFoundError
from app.store.catalogue import find_calendars, get_calendar, get_party, get_place, get_source
from app.store.database import Database
from tests.store.factories import get, meet

NOBODY = "495fff05-b6c9-56d4-b93a-41f084f85b74"


def test_calendars_come_by_their_names(new_database: Callable[[str], Database]) -> None:
    with new_database("first").reading() as session:
        names = [row.name for row in find_calendars(session)]

        assert names == ["asean", "korea", "us-china"]
        assert [row.name for row in find_calendars(session, after="asean", limit=1)] == ["korea"]
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
        assert get_party(session, "China") == party
        assert (get_party(session, str(party.id)).id, get_party(session, str(party.id)).name) == (party.id, "China")
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

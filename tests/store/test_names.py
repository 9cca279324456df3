"""Names: which party, place, series or meeting a text means."""

import pytest

from app.meetings.document import Party, Place
from app.meetings.errors import MeetingNotFoundError, SummitryError, UnknownNameError
from app.meetings.statement import PlaceSaid
from app.meetings.terms import PartyKind
from app.meetings.words import place_in_words
from app.store.database import Database
from app.store.ids import identify
from app.store.named_tables import PartyAliasRow, PartyRow, PlaceRow, SeriesRow
from app.store.names import Names, named_party
from tests.store.factories import count_rows, find, get, meet, tell

TRUMP = named_party(PartyKind.PERSON, "Donald Trump", None)
MEXICO = named_party(PartyKind.STATE, "Mexico", "MX")


def take(database: Database, text: str, kind: PartyKind = PartyKind.PERSON) -> Party:
    with database.writing() as session:
        return Names(session).take_party(text, kind)


def get_party(database: Database, text: str) -> Party:
    with database.reading() as session:
        return Names(session).get_party(text)


def put(database: Database, **said: object) -> Place:
    with database.writing() as session:
        return Names(session).take_place(PlaceSaid.model_validate(said))


# Parties.


@pytest.mark.parametrize("text", ["Donald Trump", "donald  TRUMP", "Dónald Trump", "Trump", "Donald J. Trump"])
def test_a_party_is_known_by_each_of_its_names_however_they_are_spelled(database: Database, text: str) -> None:
    with database.writing() as session:
        Names(session).add_party(TRUMP, ["Trump", "Donald J. Trump"])

    assert take(database, text) == get_party(database, text) == get_party(database, str(TRUMP.id)) == TRUMP
    assert count_rows(database, PartyRow) == 1


@pytest.mark.parametrize("text", ["MX", "Mexico", "MEXICO", "México"])
def test_a_state_is_one_party_whatever_it_is_called(database: Database, text: str) -> None:
    assert take(database, text) == MEXICO
    assert take(database, "Mexico", PartyKind.ORGANISATION) == get_party(database, "mx") == MEXICO
    assert count_rows(database, PartyRow) == 1


def test_a_state_is_known_before_anything_is_said_of_it(database: Database) -> None:
    assert get_party(database, "Mexico") == MEXICO
    assert count_rows(database, PartyRow) == 0


def test_a_name_that_nobody_has_makes_a_party_of_the_kind_that_is_meant(database: Database) -> None:
    assert take(database, "Anwar Ibrahim") == named_party(PartyKind.PERSON, "Anwar Ibrahim", None)
    assert take(database, "ASEAN", PartyKind.ORGANISATION) == named_party(PartyKind.ORGANISATION, "ASEAN", None)
    assert count_rows(database, PartyRow) == 2


def test_a_party_that_is_added_again_keeps_its_names_and_takes_the_new_ones(database: Database) -> None:
    with database.writing() as session:
        Names(session).add_party(TRUMP, ["Trump"])
    with database.writing() as session:
        Names(session).add_party(TRUMP, ["Trump", "The Donald"])

    assert [get_party(database, name) for name in ("Trump", "The Donald")] == [TRUMP, TRUMP]
    assert count_rows(database, PartyAliasRow) == 3


def test_an_id_that_no_party_has_makes_none(database: Database) -> None:
    nobody = "495fff05-b6c9-56d4-b93a-41f084f85b74"

    with pytest.raises(UnknownNameError) as refusal:
        take(database, nobody)

    assert refusal.value.rule == f"no party has the id {nobody}"


def test_a_person_is_guessed_from_an_office_or_from_whom_they_speak_for(database: Database) -> None:
    meet(
        database,
        participants=[
            {"party": "Wang Yi", "office": "Foreign Minister"},
            {"party": "Marco Rubio", "for_party": "US", "represented_by": "Christopher Landau"},
            {"party": "OPEC"},
        ],
    )

    kinds = {one.party.name: one.party.kind for one in get(database).participants}
    assert kinds == {
        "Wang Yi": PartyKind.PERSON,
        "Marco Rubio": PartyKind.PERSON,
        "OPEC": PartyKind.ORGANISATION,
    }
    assert get_party(database, "Christopher Landau").kind is PartyKind.PERSON


# Places.


def test_a_place_lies_in_its_country_without_saying_so(database: Database) -> None:
    busan = put(database, name="Busan", precision="city", country="KR")

    assert place_in_words(busan) == "Busan, South Korea"
    assert busan.within is not None
    assert busan.within.id == put(database, precision="country", country="KR").id


def test_a_country_may_go_without_its_name(database: Database) -> None:
    assert put(database, precision="country", country="KR") == put(
        database, name="South Korea", precision="country", country="KR"
    )


def test_a_place_has_the_country_of_what_it_lies_in(database: Database) -> None:
    hall = put(
        database, name="Town Hall", precision="venue", within={"name": "Oslo", "precision": "city", "country": "NO"}
    )

    assert place_in_words(hall) == "Town Hall, Oslo, Norway"
    assert hall.country == "NO"
    assert count_rows(database, PlaceRow) == 3


def test_what_is_known_of_a_place_completes_what_is_said_of_it(database: Database) -> None:
    at = {"latitude": 35.18, "longitude": 129.075, "time_zone": "Asia/Seoul"}
    put(database, name="Busan", precision="city", country="KR", **at)

    again = put(database, name="BUSAN", precision="city", country="KR")
    moved = put(database, name="Busan", precision="city", country="KR", latitude=35.0, longitude=129.0)

    assert again.model_dump(include={*at}) == at
    assert moved.model_dump(include={*at}) == {"latitude": 35.0, "longitude": 129.0, "time_zone": "Asia/Seoul"}
    assert count_rows(database, PlaceRow) == 2


def test_places_of_one_name_in_two_countries_are_two(database: Database) -> None:
    first, second = (put(database, name="Georgetown", precision="city", country=code) for code in ("GY", "US"))

    assert first.id != second.id


def test_a_place_without_a_name_is_not_kept(database: Database) -> None:
    place = put(database, precision="undisclosed", country="CH")

    assert place_in_words(place) == "place not disclosed, Switzerland"
    assert count_rows(database, PlaceRow) == 1


def test_a_place_can_be_claimed_to_be_none(database: Database) -> None:
    meet(database, place={"name": "Busan", "precision": "city", "country": "KR"})

    tell(database, place=None)

    assert get(database).place is None


# Series and meetings.


def test_a_series_is_one_however_its_name_is_spelled(database: Database) -> None:
    meet(database, "first", links=[{"rel": "series", "to": "ASEAN Summit", "ordinal": 46}])
    meet(database, "second", links=[{"rel": "series", "to": "asean summit", "ordinal": 47}])

    series = [(link.series and link.series.name, link.ordinal) for one in find(database) for link in one.links]
    assert sorted(series) == [("ASEAN Summit", 46), ("ASEAN Summit", 47)]
    assert count_rows(database, SeriesRow) == 1


@pytest.mark.parametrize("text", ["apec", str(identify("meeting", "apec")), f"urn:uuid:{identify('meeting', 'apec')}"])
def test_a_meeting_is_known_by_its_slug_its_uid_and_its_id(database: Database, text: str) -> None:
    meet(database, "apec")

    with database.reading() as session:
        assert Names(session).meeting(text).slug == "apec"


def test_a_meeting_that_is_not_known_is_not_found(database: Database) -> None:
    meet(database, "apec-summit")

    with database.reading() as session, pytest.raises(MeetingNotFoundError) as refusal:
        Names(session).meeting("apec-sumit")

    assert (refusal.value.field, refusal.value.near) == ("meeting", ("apec-summit",))


# What comes near.


def test_of_too_many_names_the_first_in_their_order_are_looked_at(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("names", "newcomers", "places", "series"):
        monkeypatch.setattr(f"app.store.{module}.MOST_NAMES", 2)
    for slug in ("zz-summit", "us-summit", "aa-summit", "usa-summit"):
        place = {"name": slug, "precision": "city", "country": "KR"}
        links = [{"rel": "series", "to": slug}]
        meet(database, slug, participants=[{"party": slug, "office": "Envoy"}], place=place, links=links)

    with database.reading() as session:
        names = Names(session)
        near = [names.near("ab-summit")]
        for look_up in (names.find_places, names.series, names.meeting):
            with pytest.raises(SummitryError) as refusal:
                look_up("ab-summit")
            near.append(list(refusal.value.near))

    # South Korea, in which the places lie, is one of the first two of them.
    assert near == [["aa-summit", "us-summit"], ["aa-summit"], ["aa-summit"], ["aa-summit", "us-summit"]]


def test_what_comes_near_does_not_depend_on_the_order_in_which_it_was_told(database: Database) -> None:
    with database.writing() as session:
        for name in ("Us Summit b", "USA summit", "US-summit", "US summit", "Énvoy summit"):
            Names(session).take_party(name, PartyKind.ORGANISATION)

    with database.reading() as session:
        assert Names(session).near("sumit") == ["Énvoy summit", "US summit", "Us Summit b"]


def test_two_cities_of_one_name_are_told_apart_by_their_regions(database: Database) -> None:
    oregon = {"name": "Oregon", "precision": "region", "country": "US"}
    maine = {"name": "Maine", "precision": "region", "country": "US"}
    details = {"latitude": 45.5, "longitude": -122.7, "time_zone": "America/Los_Angeles"}

    west = put(database, name="Portland", precision="city", within=oregon, **details)
    east = put(database, name="Portland", precision="city", within=maine)

    assert (west.id == east.id, east.time_zone, east.latitude) == (False, None, None)
    assert put(database, name="portland", precision="city", within=oregon).id == west.id


def test_countries_without_a_code_are_told_apart_by_their_names(database: Database) -> None:
    meet(database, "one", place={"name": "Somaliland", "precision": "country"})
    meet(database, "two", place={"name": "Abkhazia", "precision": "country"})

    assert [found.slug for found in find(database, place=["Abkhazia"])] == ["two"]


@pytest.mark.parametrize("again", [{"name": "Almaty", "precision": "city"}, {"precision": "country", "country": "KZ"}])
def test_a_place_that_is_named_again_with_less_moves_nothing(database: Database, again: dict[str, object]) -> None:
    almaty = {"name": "Almaty", "precision": "city", "country": "KZ", "time_zone": "Asia/Almaty"}
    meet(database, "talks", when={"start": "2025-10-26T10:00"}, place=almaty)
    before = get(database, "talks")

    tell(database, "talks", place=again)

    now = get(database, "talks")
    assert (now.place, now.when, now.sequence) == (before.place, before.when, before.sequence)

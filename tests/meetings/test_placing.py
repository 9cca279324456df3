"""How a new place acts on the one that is shown."""

import pytest

from app.meetings.document import Locality
from app.meetings.placing import country_of, is_compatible, levels, local_zone, put, zone_of
from app.meetings.terms import Bearing, Effect, Precision
from tests.meetings.factories import AMERICA, BUSAN, GIMHAE, GYEONGJU, KOREA, country, locality, place

GYEONGSANG = locality("North Gyeongsang", Precision.REGION, KOREA)
CHUNGCHEONG = locality("North Chungcheong", Precision.REGION, KOREA)
GYEONGJU_IN_ITS_REGION = locality("Gyeongju", Precision.CITY, GYEONGSANG)
MUSEUM = locality("Gyeongju National Museum", Precision.VENUE, GYEONGJU)
MUSEUM_IN_ITS_REGION = locality("Gyeongju National Museum", Precision.VENUE, GYEONGJU_IN_ITS_REGION)
OTHER_AIR_BASE = locality("Busan Harbour", Precision.VENUE, BUSAN)
AIR_BASE_ALONE = locality("Gimhae Air Base", Precision.VENUE)
BUSAN_ALONE = locality("Busan", Precision.CITY)
SOMALILAND = locality("Somaliland", Precision.COUNTRY)
ABKHAZIA = locality("Abkhazia", Precision.COUNTRY)
UNDISCLOSED_IN_KOREA = locality(None, Precision.UNDISCLOSED, KOREA)
UNDISCLOSED = locality(None, Precision.UNDISCLOSED)
REMOTE = locality(None, Precision.NONE)
CHINA = country("CN", "China")
CITIES = locality("Peking, Hangchow and Shanghai", Precision.SEVERAL, CHINA)
SAME_CITIES = locality("Peking,  Hangchow and SHANGHAI", Precision.SEVERAL, CHINA)
OTHER_CITIES = locality("Beijing and Xi'an", Precision.SEVERAL, CHINA)
ONE_REGION = locality("Peking, Hangchow and Shanghai", Precision.REGION, CHINA)
CITIES_ELSEWHERE = locality("Peking, Hangchow and Shanghai", Precision.SEVERAL, KOREA)


def test_the_first_place_is_shown() -> None:
    assert put(None, place(BUSAN), Bearing.STATES) == (Effect.NEW, place(BUSAN))


def test_an_old_plan_for_a_place_changes_nothing() -> None:
    assert put(place(BUSAN), place(GYEONGJU), Bearing.FORMER) == (Effect.FORMER, place(BUSAN))


def test_a_place_that_replaces_is_shown_even_if_it_says_less() -> None:
    assert put(place(GIMHAE), place(KOREA), Bearing.REPLACES) == (Effect.REPLACES, place(KOREA))


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        pytest.param(BUSAN, BUSAN, id="the same city"),
        pytest.param(BUSAN, KOREA, id="the country of a city"),
        pytest.param(GIMHAE, KOREA, id="the country of a venue"),
        pytest.param(GIMHAE, BUSAN, id="the city of a venue"),
        pytest.param(GIMHAE, AIR_BASE_ALONE, id="a venue, nobody says where"),
        pytest.param(BUSAN, BUSAN_ALONE, id="a city, nobody says in which country"),
        pytest.param(SOMALILAND, SOMALILAND, id="a country without a code"),
        pytest.param(GYEONGJU_IN_ITS_REGION, GYEONGSANG, id="the region of a city"),
        pytest.param(MUSEUM_IN_ITS_REGION, GYEONGJU, id="the city without its region"),
        pytest.param(BUSAN, UNDISCLOSED_IN_KOREA, id="undisclosed, in the country of a city"),
        pytest.param(BUSAN, UNDISCLOSED, id="undisclosed"),
        pytest.param(UNDISCLOSED_IN_KOREA, KOREA, id="the country of an undisclosed place"),
        pytest.param(UNDISCLOSED_IN_KOREA, UNDISCLOSED, id="undisclosed again"),
        pytest.param(UNDISCLOSED, UNDISCLOSED, id="undisclosed, twice"),
        pytest.param(REMOTE, REMOTE, id="nowhere, twice"),
        pytest.param(CITIES, SAME_CITIES, id="several cities in another spelling"),
    ],
)
def test_a_place_around_the_shown_one_confirms_it(shown: Locality, said: Locality) -> None:
    assert put(place(shown), place(said), Bearing.STATES) == (Effect.CONFIRMS, place(shown))


@pytest.mark.parametrize(
    ("shown", "said", "joined"),
    [
        pytest.param(KOREA, BUSAN, BUSAN, id="a city of the country"),
        pytest.param(KOREA, GIMHAE, GIMHAE, id="a venue of the country"),
        pytest.param(BUSAN, GIMHAE, GIMHAE, id="a venue of the city"),
        pytest.param(BUSAN, AIR_BASE_ALONE, GIMHAE, id="a venue, nobody says where"),
        pytest.param(GYEONGJU, GYEONGSANG, GYEONGJU_IN_ITS_REGION, id="the region of a city"),
        pytest.param(MUSEUM, GYEONGJU_IN_ITS_REGION, MUSEUM_IN_ITS_REGION, id="the region of a venue's city"),
        pytest.param(UNDISCLOSED_IN_KOREA, BUSAN, BUSAN, id="a city in place of undisclosed"),
        pytest.param(KOREA, UNDISCLOSED, UNDISCLOSED_IN_KOREA, id="undisclosed, somewhere in the country"),
        pytest.param(UNDISCLOSED, KOREA, UNDISCLOSED_IN_KOREA, id="the country of an undisclosed place"),
    ],
)
def test_places_that_can_both_be_true_are_joined_and_the_finer_one_wins(
    shown: Locality, said: Locality, joined: Locality
) -> None:
    assert put(place(shown), place(said), Bearing.STATES) == (Effect.REFINES, place(joined))


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        pytest.param(KOREA, AMERICA, id="another country"),
        pytest.param(BUSAN, AMERICA, id="another country than the city's"),
        pytest.param(BUSAN, GYEONGJU, id="another city"),
        pytest.param(GIMHAE, GYEONGJU, id="another city than the venue's"),
        pytest.param(GIMHAE, OTHER_AIR_BASE, id="another venue of the city"),
        pytest.param(GYEONGJU_IN_ITS_REGION, CHUNGCHEONG, id="another region than the city's"),
        pytest.param(BUSAN, REMOTE, id="nowhere in place of somewhere"),
        pytest.param(REMOTE, BUSAN, id="somewhere in place of nowhere"),
        pytest.param(SOMALILAND, ABKHAZIA, id="another country without a code"),
        pytest.param(CITIES, OTHER_CITIES, id="several other cities"),
        pytest.param(CITIES, CITIES_ELSEWHERE, id="cities of the same names elsewhere"),
        pytest.param(CITIES, CHINA, id="a country in place of several cities"),
        pytest.param(CITIES, ONE_REGION, id="one region by the name of several cities"),
        pytest.param(UNDISCLOSED_IN_KOREA, AMERICA, id="another country than that of an undisclosed place"),
    ],
)
def test_a_place_that_cannot_be_true_beside_the_shown_one_moves_the_meeting(shown: Locality, said: Locality) -> None:
    assert put(place(shown), place(said), Bearing.STATES) == (Effect.MOVES, place(said))


@pytest.mark.parametrize("other", [KOREA, BUSAN, GIMHAE, GYEONGJU, AMERICA, UNDISCLOSED, REMOTE, CITIES])
@pytest.mark.parametrize("one", [KOREA, BUSAN, GIMHAE, GYEONGJU, AMERICA, UNDISCLOSED, REMOTE, CITIES])
def test_whether_two_places_can_both_be_true_does_not_depend_on_their_order(one: Locality, other: Locality) -> None:
    assert is_compatible(place(one), place(other)) is is_compatible(place(other), place(one))


def test_a_place_named_with_authority_stays_confirmed() -> None:
    named = put(place(KOREA), place(BUSAN, confirmed=True), Bearing.STATES)

    assert named == (Effect.REFINES, place(BUSAN, confirmed=True))
    assert put(named[1], place(BUSAN), Bearing.STATES) == (Effect.CONFIRMS, place(BUSAN, confirmed=True))


def test_the_newer_details_of_a_level_count() -> None:
    vague = BUSAN.model_copy(update={"latitude": 35.2, "longitude": 129.1, "time_zone": "Asia/Seoul"})
    exact = BUSAN.model_copy(update={"latitude": 35.18, "longitude": 129.08})

    _, shown = put(place(vague), place(exact), Bearing.STATES)

    assert shown == place(exact.model_copy(update={"time_zone": "Asia/Seoul"}))


def test_a_joined_place_reads_back_from_its_document_as_itself() -> None:
    _, shown = put(place(BUSAN), place(AIR_BASE_ALONE), Bearing.STATES)

    assert shown is not None
    assert type(shown).model_validate_json(shown.model_dump_json()) == shown


def test_levels_are_listed_finest_first() -> None:
    assert levels(GIMHAE) == [GIMHAE, BUSAN, KOREA]


def test_zone_and_country_are_those_of_the_finest_level_that_states_them() -> None:
    alaska = locality("Alaska", Precision.REGION, AMERICA, time_zone="America/Anchorage")
    base = locality("Joint Base Elmendorf-Richardson", Precision.VENUE, alaska)
    ship = locality("A ship", Precision.VENUE, time_zone="America/Juneau")

    assert (zone_of(place(base)), country_of(place(base))) == ("America/Anchorage", "US")
    assert (zone_of(place(ship)), country_of(place(ship))) == ("America/Juneau", None)
    assert (zone_of(None), country_of(None)) == (None, None)


def test_days_are_counted_in_the_zone_of_the_place_or_in_the_only_one_of_its_country() -> None:
    alaska = locality("Alaska", Precision.REGION, AMERICA, time_zone="America/Anchorage")

    assert [local_zone(place(one)) for one in (BUSAN, alaska, AMERICA, REMOTE)] == [
        "Asia/Seoul",
        "America/Anchorage",
        None,
        None,
    ]
    assert local_zone(None) is None

"""What the meetings have in common."""

import pytest
from starlette.testclient import TestClient

from tests.conftest import BASE_URL, StoppedClock
from tests.http.serving import XI, database_of
from tests.store.factories import list_again

API = "/api/v1"


def counted(client: TestClient, collection: str, name: str, query: str = "") -> list[tuple[str, int]]:
    answer = client.get(f"{API}/{collection}?{query}")
    assert answer.status_code == 200, answer.text
    return [(item[name], item["meetings"]) for item in answer.json()["items"]]


def test_parties_stand_by_name_with_their_meetings(client: TestClient) -> None:
    assert counted(client, "parties", "name") == [
        ("APEC", 1),
        ("ASEAN", 1),
        ("ASEAN leaders", 1),
        ("Cambodia", 1),
        ("China", 5),
        ("Donald Trump", 4),
        ("He Lifeng", 2),
        ("Li Qiang", 1),
        ("Scott Bessent", 2),
        ("Thailand", 1),
        ("United States", 6),
        ("Xi Jinping", 2),
    ]


@pytest.mark.parametrize("asked", ["US", "United%20States", "usa", "88a37895-ed2b-5ded-aece-24c188159ba3"])
def test_a_party_is_found_by_code_name_and_id(reader: TestClient, asked: str) -> None:
    assert reader.get(f"{API}/parties/{asked}").json() == {
        "id": "88a37895-ed2b-5ded-aece-24c188159ba3",
        "kind": "state",
        "name": "United States",
        "code": "US",
        "same_as": None,
        "meetings": 6,
    }


def test_a_state_of_which_nothing_is_said_is_known_all_the_same(reader: TestClient) -> None:
    answer = reader.get(f"{API}/parties/FR").json()

    assert (answer["name"], answer["meetings"]) == ("France", 0)


def test_a_party_that_is_not_known_is_answered_with_the_nearest_ones(reader: TestClient) -> None:
    answer = reader.get(f"{API}/parties/Trmup")

    assert answer.status_code == 404
    assert answer.json()["errors"] == [
        {"field": "party", "rule": "no party is known as 'Trmup'", "near": ["Donald Trump"]}
    ]


def test_places_stand_with_what_they_lie_in(later_client: TestClient) -> None:
    places = later_client.get(f"{API}/places").json()["items"]

    by_name = {place["name"]: place for place in places}
    base, city, country = by_name["Gimhae Air Base"], by_name["Busan"], by_name["South Korea"]
    assert (base["within_id"], city["within_id"], country["within_id"]) == (city["id"], country["id"], None)
    assert (base["precision"], base["latitude"], base["time_zone"]) == ("venue", 35.1795, None)
    assert later_client.get(f"{API}/places/{base['id']}").json() == base


def test_sources_stand_by_the_day_they_came_out(later_client: TestClient) -> None:
    sources = later_client.get(f"{API}/sources").json()["items"]

    days = [source["published_on"] for source in sources]
    assert days == sorted(days)
    assert days[0] == "2025-03-15"
    assert later_client.get(f"{API}/sources/{sources[0]['id']}").json() == sources[0]
    found = later_client.get(f"{API}/meetings?source={sources[0]['id'].upper()}").json()["items"]
    assert len(found) == sources[0]["meetings"]


def test_topics_and_series_stand_with_their_meetings(later_client: TestClient) -> None:
    assert counted(later_client, "topics", "topic") == [("apec", 1), ("asean", 3), ("peace", 1), ("trade", 3)]
    assert counted(later_client, "series", "slug") == [
        ("apec-economic-leaders-meeting", 1),
        ("asean-summit", 1),
        ("us-china-trade-talks-2025", 1),
    ]
    assert len(later_client.get(f"{API}/meetings?series=asean-summit").json()["items"]) == 1
    answer = later_client.get(f"{API}/meetings?series=asean-sumit")
    assert answer.json()["errors"][0]["near"] == ["asean-summit"]


def test_a_calendar_is_a_filter_with_a_feed(reader: TestClient) -> None:
    calendars = reader.get(f"{API}/calendars").json()["items"]

    assert [calendar["name"] for calendar in calendars] == ["asean", "korea", "us-china"]
    for calendar in calendars:
        assert reader.get(f"{API}/calendars/{calendar['name']}").json() == calendar
        assert reader.get(calendar["feed"].removeprefix(BASE_URL)).status_code == 200
        assert reader.get(calendar["meetings"].removeprefix(BASE_URL)).status_code == 200


@pytest.mark.parametrize("path", ["places/nowhere", "sources/0", "calendars/nothing", f"places/{XI}"])
def test_what_is_not_kept_is_not_found(reader: TestClient, path: str) -> None:
    answer = reader.get(f"{API}/{path}")

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["field"] == path.partition("/")[0].removesuffix("s")


def test_a_calendar_that_there_is_not_names_those_that_are(reader: TestClient) -> None:
    assert reader.get(f"{API}/calendars/china").json()["errors"][0]["near"] == ["asean", "korea", "us-china"]


@pytest.mark.parametrize("collection", ["parties", "places", "sources", "topics", "series"])
def test_the_catalogue_is_read_as_of_an_instant(told_client: TestClient, reader: TestClient, collection: str) -> None:
    address = f"{API}/{collection}"

    assert told_client.get(f"{address}?as_of=2025-10-20").json() == reader.get(address).json()
    assert told_client.get(f"{address}?as_of=2025-10-17").json()["items"] == []
    assert told_client.get(f"{address}?as_of=2025-10-30").json() == told_client.get(address).json()


def test_one_of_the_catalogue_is_counted_as_of_an_instant(client: TestClient, stopped_clock: StoppedClock) -> None:
    stopped_clock.advance(days=10)
    list_again(database_of(client), XI, listed=False)

    def meetings(query: str) -> int:
        return int(client.get(f"{API}/parties/Xi%20Jinping?{query}").json()["meetings"])

    assert (meetings(""), meetings("as_of=2025-10-20"), meetings("as_of=2025-10-17")) == (1, 2, 0)

"""Views that take long have turns: a few readers at a time, and the rest wait without keeping anybody else waiting."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from app.http.turns import Turns
from app.store.almanac import Almanac
from tests.http.serving import XI, database_of, serving, wait_for_pulse
from tests.store.factories import tell
from tests.store.slow import LONG, Slow

MANY = 60
KNOWN = ["/api/v1/meetings?known_on=2025-10-18", "/feeds/meetings.ics?known_on=2025-10-18", "/?known_on=2025-10-18"]
OTHERS = ["/api/v1/meetings", "/feeds/meetings.ics", "/", f"/api/v1/meetings/{XI}?known_on=2025-10-18"]


def test_so_many_have_a_turn_at_once_and_the_next_one_when_the_first_one_goes() -> None:
    async def come() -> list[bool]:
        given, came = Turns(at_once=2, patience=0.01), []
        async with given.take() as first, given.take() as second:
            came += [first, second]
            async with given.take() as third:
                came.append(third)
        async with given.take() as fourth:
            came.append(fourth)
        return came

    assert asyncio.run(come()) == [True, True, False, True]


def test_a_turn_ends_whatever_happens_in_it() -> None:
    async def come() -> bool:
        given = Turns(at_once=1, patience=0.01)
        with pytest.raises(ZeroDivisionError):
            async with given.take():
                raise ZeroDivisionError
        async with given.take() as came:
            return came

    assert asyncio.run(come())


@pytest.mark.parametrize("path", KNOWN)
def test_who_waits_too_long_for_a_past_day_is_told_to_ask_again(client: TestClient, path: str) -> None:
    with serving(client, turns=Turns(at_once=0, patience=0.01)):
        answer = client.get(path)
        others = [client.get(other).status_code for other in OTHERS]

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.json()["detail"] == "too many readers ask for views that take long; try again in a moment"
    assert others == [200] * len(OTHERS)
    assert client.get(path).status_code == 200


def test_a_feed_for_which_there_is_no_time_is_the_last_good_one(client: TestClient) -> None:
    path = "/feeds/meetings.ics?known_on=2025-10-18"
    before = client.get(path)
    tell(database_of(client), XI, title="Busan summit")
    wait_for_pulse(client)

    with serving(client, turns=Turns(at_once=0, patience=0.01)):
        during = client.get(path)

    assert (during.status_code, during.content) == (200, before.content)
    assert client.get(path).content != before.content


def test_many_who_ask_for_one_past_day_at_once_are_all_answered_alike(client: TestClient) -> None:
    for path in KNOWN[:2]:
        with ThreadPoolExecutor(MANY) as readers:
            answers = list(readers.map(client.get, [path] * MANY, timeout=60))

        assert {(answer.status_code, answer.headers["ETag"]) for answer in answers} == {
            (200, client.get(path).headers["ETag"])
        }


def test_who_asks_for_something_else_does_not_wait_for_them(client: TestClient) -> None:
    slow = Slow(database_of(client))
    with serving(client, almanac=Almanac(slow, 0)), ThreadPoolExecutor(MANY + 1) as readers:
        waiting = [readers.submit(client.get, KNOWN[0]) for _ in range(MANY)]
        slow.asked.wait(LONG)
        others = [readers.submit(client.get, path).result(LONG / 2).status_code for path in OTHERS]
        slow.go_on.set()
        answers = {one.result(LONG).status_code for one in waiting}
    slow.close()

    assert (others, answers) == ([200] * len(OTHERS), {200})

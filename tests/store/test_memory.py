"""Memory is bounded, and what is asked for by many at once is made by one."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, Event

import pytest

from app.meetings.errors import CalendarAwayError
from app.store.memory import Makers, Memory

LONG = 30.0


@dataclass(frozen=True)
class Thing:
    """Something that takes memory."""

    size: int = 1


def kept(memory: Memory[str, Thing]) -> str:
    return "".join(key for key in "abcdef" if memory.get(key))


@pytest.mark.parametrize(
    ("memory", "left"),
    [(Memory[str, Thing](3), "def"), (Memory[str, Thing](1000, 2), "ef"), (Memory[str, Thing](0), "")],
    ids=["bytes", "count", "nothing"],
)
def test_no_more_is_kept_than(memory: Memory[str, Thing], left: str) -> None:
    for key in "abcdef":
        memory.keep(key, Thing())

    assert kept(memory) == left


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    memory = Memory[str, Thing](3)
    for key in "abc":
        memory.keep(key, Thing())
    memory.get("a")
    memory.keep("d", Thing(2))

    assert kept(memory) == "ad"


def test_what_is_replaced_no_longer_counts() -> None:
    memory = Memory[str, Thing](3)
    for size in (3, 2, 1):
        memory.keep("a", Thing(size))
    memory.keep("b", Thing(2))

    assert kept(memory) == "ab"


class Kitchen:
    """Makes things when it is told to, and counts them."""

    def __init__(self, patience: float = LONG) -> None:
        self.makers = Makers[str, str](patience)
        self.begun, self.go_on = Event(), Event()
        self.made: list[str] = []

    def make(self, dish: str) -> Callable[[], str]:
        def cook() -> str:
            self.begun.set()
            self.go_on.wait(LONG)
            self.made.append(dish)
            if dish == "burnt":
                raise ZeroDivisionError
            return dish

        return cook


def test_what_many_ask_for_at_once_is_made_by_one() -> None:
    kitchen, seated = Kitchen(), Barrier(8)

    def ask() -> str:
        seated.wait(LONG)
        return kitchen.makers.get("soup", kitchen.make("another"))

    with ThreadPoolExecutor(8) as guests:
        first = guests.submit(kitchen.makers.get, "soup", kitchen.make("soup"))
        kitchen.begun.wait(LONG)
        others = [guests.submit(ask) for _ in range(7)]
        seated.wait(LONG)
        time.sleep(0.2)
        fish = Kitchen().makers.get("fish", lambda: "fish")
        kitchen.go_on.set()
        eaten = {one.result(LONG) for one in (first, *others)}

    assert (eaten, kitchen.made, fish) == ({"soup"}, ["soup"], "fish")


def test_it_is_made_again_for_who_asks_afterwards() -> None:
    kitchen = Kitchen()
    kitchen.go_on.set()

    eaten = [kitchen.makers.get("soup", kitchen.make(dish)) for dish in ("soup", "another")]

    assert eaten == ["soup", "another"]


def test_a_failure_is_told_to_all_who_wait_and_to_nobody_after_them() -> None:
    kitchen = Kitchen()
    with ThreadPoolExecutor(2) as guests:
        first = guests.submit(kitchen.makers.get, "soup", kitchen.make("burnt"))
        kitchen.begun.wait(LONG)
        second = guests.submit(kitchen.makers.get, "soup", kitchen.make("burnt"))
        kitchen.go_on.set()

        for one in (first, second):
            with pytest.raises(ZeroDivisionError):
                one.result(LONG)

    assert kitchen.makers.get("soup", kitchen.make("soup")) == "soup"


def test_nobody_waits_longer_than_their_patience() -> None:
    kitchen = Kitchen(patience=0.05)
    with ThreadPoolExecutor(1) as guests:
        first = guests.submit(kitchen.makers.get, "soup", kitchen.make("soup"))
        kitchen.begun.wait(LONG)
        with pytest.raises(CalendarAwayError) as refusal:
            kitchen.makers.get("soup", kitchen.make("another"))
        kitchen.go_on.set()
        late = first.result(LONG)

    assert refusal.value.rule == "too many readers ask for views that take long; try again in a moment"
    assert (late, kitchen.made) == ("soup", ["soup"])

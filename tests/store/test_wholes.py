"""Wholes: no meeting is a part of itself, by however many others between."""

from itertools import pairwise
from typing import Any

import pytest

from app.meetings.errors import LinkError
from app.meetings.terms import Rel, Verdict
from app.store.database import Database
from tests.store.factories import dump, get, meet, record_all, tell, tell_all, writing

THREE = ("day", "session", "summit")


def part_of(slug: str, *, absent: bool = False) -> dict[str, Any]:
    return {"links": [{"rel": "part_of", "to": slug, "absent": absent}]}


@pytest.fixture
def chain(database: Database) -> Database:
    """Give a calendar of a session in a day in a summit."""
    for slug in THREE:
        meet(database, slug)
    tell(database, "session", **part_of("day"))
    tell(database, "day", **part_of("summit"))
    return database


@pytest.mark.parametrize("rel", [rel.value for rel in Rel if rel is not Rel.SERIES])
def test_a_meeting_is_linked_to_others_only(database: Database, rel: str) -> None:
    meet(database, "summit")
    before = dump(database)

    with pytest.raises(LinkError) as refusal:
        tell(database, "summit", links=[{"rel": rel, "to": "summit"}])

    assert (refusal.value.field, refusal.value.rule) == ("links", "a meeting cannot be linked to itself")
    assert dump(database) == before


def test_a_link_to_itself_can_be_denied(database: Database) -> None:
    meet(database, "summit")

    tell(database, "summit", **part_of("summit", absent=True))

    assert get(database, "summit").links == []


@pytest.mark.parametrize(
    ("slug", "whole", "rule"),
    [
        ("day", "session", "these would be parts of each other: day, session"),
        ("summit", "session", "these would be parts of each other: day, session, summit"),
    ],
)
def test_a_whole_is_no_part_of_its_parts(chain: Database, slug: str, whole: str, rule: str) -> None:
    before = dump(chain)

    with pytest.raises(LinkError) as refusal:
        tell(chain, slug, **part_of(whole))

    assert (refusal.value.field, refusal.value.rule) == ("links", rule)
    assert dump(chain) == before


def test_meetings_that_are_told_together_are_no_parts_of_each_other(database: Database) -> None:
    for slug in THREE:
        meet(database, slug)

    with pytest.raises(LinkError, match="day, session, summit"):
        tell_all(database, dict(zip(THREE, map(part_of, (*THREE[1:], THREE[0])), strict=True)))


def test_a_part_of_two_wholes_that_are_parts_of_one_is_no_part_of_itself(chain: Database) -> None:
    tell(chain, "session", **part_of("summit"))

    assert {link.to and link.to.slug for link in get(chain, "session").links} == {"day", "summit"}


def test_what_is_only_proposed_moves_nothing_and_is_kept(chain: Database) -> None:
    tell(chain, "summit", **part_of("session"), verdict=Verdict.PROPOSED)

    assert get(chain, "summit").links == []


def test_where_a_part_was_denied_its_whole_can_be_its_part(chain: Database) -> None:
    tell(chain, "session", **part_of("day", absent=True))

    tell(chain, "day", **part_of("session"))

    assert {link.to and link.to.slug for link in get(chain, "day").links} == {"session", "summit"}


def test_a_part_is_not_merged_into_its_whole(chain: Database) -> None:
    with pytest.raises(LinkError) as refusal:
        tell(chain, "day", links=[{"rel": "same_as", "to": "summit"}])

    assert (refusal.value.field, refusal.value.rule) == ("links", "'summit' would be a part of itself")


def test_a_circle_of_other_relations_is_none(database: Database) -> None:
    meet(database, "talks")
    meet(database, "summit")

    tell(database, "talks", links=[{"rel": "prepares", "to": "summit"}])
    tell(database, "summit", links=[{"rel": "follows", "to": "talks"}])

    assert {link.rel for slug in ("talks", "summit") for link in get(database, slug).links} == {"prepares", "follows"}


def test_a_long_chain_is_followed_to_its_end(database: Database) -> None:
    slugs = [f"part-{number}" for number in range(40)]
    for slug in slugs:
        meet(database, slug)
    for part, whole in pairwise(slugs):
        tell(database, part, **part_of(whole))

    with pytest.raises(LinkError), writing(database) as (session, ledger):
        record_all(session, ledger, [(slugs[-1], part_of(slugs[0]))])

"""Meetings that turn out to be one: in which order they are written, and what cannot be."""

from itertools import pairwise

import pytest

from app.meetings.errors import MergerError
from app.meetings.terms import Field, Verdict
from app.store.database import Database
from tests.store.archives import faults_of
from tests.store.factories import basics, dump, list_again, meet, rule, tell, tell_all

THREE = ("apec", "dinner", "g20")


def merge(database: Database, slug: str, into: str) -> None:
    tell(database, slug, links=[{"rel": "same_as", "to": into}])


@pytest.mark.parametrize("many", [1, 2])
def test_no_meeting_is_merged_into_itself_however_long_the_way(database: Database, many: int) -> None:
    meet(database, "g20")
    merged = THREE[:many]
    tell_all(database, {slug: basics(slug) for slug in merged})
    for slug, into in pairwise((*merged, "g20")):
        merge(database, slug, into)
    before = dump(database)

    with pytest.raises(MergerError):
        merge(database, "g20", merged[0])

    assert dump(database) == before


def test_a_meeting_that_was_parted_can_hold_the_other_one(database: Database) -> None:
    meet(database, "apec")
    meet(database, "dinner")
    merge(database, "apec", "dinner")

    rule(database, "apec", Field.LINKS, Verdict.REJECTED)
    merge(database, "dinner", "apec")

    assert faults_of(database) == []


def test_two_mergers_are_not_turned_round_at_once(database: Database) -> None:
    meet(database, "apec")
    meet(database, "dinner")
    merge(database, "apec", "dinner")
    before = dump(database)

    with pytest.raises(MergerError, match="undo that first"):
        tell_all(
            database,
            {
                "apec": {"links": [{"rel": "same_as", "to": "dinner", "absent": True}]},
                "dinner": {"links": [{"rel": "same_as", "to": "apec"}]},
            },
        )

    assert dump(database) == before


@pytest.mark.parametrize("step", ["merged", "taken off"])
def test_more_can_be_said_of_a_meeting_whose_other_one_went_off_the_calendar(database: Database, step: str) -> None:
    tell_all(database, {slug: basics(slug) for slug in THREE})
    merge(database, "apec", "dinner")
    if step == "merged":
        merge(database, "dinner", "g20")
    else:
        list_again(database, "dinner", listed=False)

    tell(database, "apec", topics=["rice"])

    assert faults_of(database) == []
    with pytest.raises(MergerError):
        merge(database, "g20", "dinner")


def test_what_is_said_of_the_first_of_a_chain_is_said_of_the_last(database: Database) -> None:
    tell_all(database, {slug: basics(slug) for slug in THREE})
    merge(database, "apec", "dinner")
    merge(database, "dinner", "g20")

    written = tell(database, "apec", topics=["rice"]).versions

    assert [(one.slug, one.topics) for one in written if one.listed] == [("g20", ["rice"])]
    assert faults_of(database) == []

"""Meetings that turn out to be one: in which order they are written, and what cannot be."""

from datetime import date
from itertools import pairwise

import pytest

from app.meetings.document import Meeting
from app.meetings.errors import LinkError, MeetingGoneError, MergerError
from app.meetings.filter import Wanted
from app.meetings.terms import Field, Verdict
from app.store.database import Database
from app.store.find import find_page
from app.store.log import find_changes, get_version
from app.store.names import Names
from tests.store.archives import faults_of
from tests.store.factories import (
    EVERYTHING,
    basics,
    dump,
    get,
    head_of,
    knowing,
    list_again,
    meet,
    rule,
    slugs,
    tell,
    tell_all,
)

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


# What links to it, and what it links to.


def links_of(database: Database, slug: str, **asked: object) -> list[tuple[str, str]]:
    return [(link.rel, link.to.slug) for link in get(database, slug, **asked).links if link.to]


def test_a_link_between_two_meetings_that_are_one_is_left_out(database: Database) -> None:
    tell_all(database, {slug: basics(slug) for slug in THREE})
    tell(database, "apec", links=[{"rel": "prepares", "to": "g20"}, {"rel": "prepares", "to": "dinner"}])
    tell(database, "g20", links=[{"rel": "follows", "to": "apec"}])

    merge(database, "apec", "g20")

    assert links_of(database, "g20") == [("prepares", "dinner")]
    rule(database, "apec", Field.LINKS, Verdict.REJECTED)
    assert links_of(database, "g20") == [("follows", "apec")]
    assert faults_of(database) == []


def test_what_names_a_merged_meeting_leads_to_the_one_that_holds_it_until_they_are_parted(database: Database) -> None:
    tell_all(database, {slug: basics(slug) for slug in THREE})
    meet(database, "session", links=[{"rel": "part_of", "to": "apec"}, {"rel": "follows", "to": "apec"}])
    seen = [links_of(database, "session")]

    merge(database, "apec", "dinner")
    seen.append(links_of(database, "session"))
    merge(database, "dinner", "g20")
    seen.append(links_of(database, "session"))
    found = {slug: slugs(database, part_of=[slug]) for slug in THREE}
    then = {slug: slugs(database, part_of=[slug], as_of="2025-10-18T20:00:00Z") for slug in THREE}
    rule(database, "dinner", Field.LINKS, Verdict.REJECTED)
    seen.append(links_of(database, "session"))
    rule(database, "apec", Field.LINKS, Verdict.REJECTED)
    seen.append(links_of(database, "session"))

    ends = ["apec", "dinner", "g20", "dinner", "apec"]
    assert seen == [[("part_of", end), ("follows", end)] for end in ends]
    assert found == {slug: ["session"] for slug in THREE}
    assert then == {"apec": ["session"], "dinner": [], "g20": []}
    assert faults_of(database) == []


def test_links_to_two_meetings_that_are_one_are_one(database: Database) -> None:
    tell_all(database, {slug: basics(slug) for slug in THREE})
    meet(database, "session", links=[{"rel": "part_of", "to": "apec"}, {"rel": "part_of", "to": "g20"}])

    merge(database, "apec", "g20")
    tell(database, "session", links=[{"rel": "follows", "to": "apec"}])

    assert links_of(database, "session") == [("part_of", "g20"), ("follows", "g20")]
    tell(database, "session", links=[{"rel": "part_of", "to": "g20", "absent": True}])
    assert links_of(database, "session") == [("follows", "g20")]


def test_what_was_known_on_a_day_leads_there_too(database: Database) -> None:
    tell_all(database, {slug: basics(slug) for slug in THREE})
    meet(database, "session", links=[{"rel": "part_of", "to": "apec"}])
    merge(database, "apec", "g20")

    asked = Wanted(known_on=date(2025, 10, 18), part_of=("g20",))

    with knowing(database, asked) as (known, plain):
        found, _ = find_page(known, plain, limit=9, number=None, after=None)
    documents = [Meeting.model_validate_json(one.document) for one in found]
    assert [(one.slug, [link.to and link.to.slug for link in one.links]) for one in documents] == [("session", ["g20"])]


def test_a_merger_that_would_make_a_circle_of_parts_is_refused(database: Database) -> None:
    tell_all(database, {slug: basics(slug) for slug in THREE})
    tell(database, "g20", links=[{"rel": "part_of", "to": "dinner"}])
    tell(database, "dinner", links=[{"rel": "part_of", "to": "apec"}])
    before = dump(database)

    with pytest.raises(LinkError):
        merge(database, "apec", "g20")

    assert dump(database) == before


def test_a_meeting_is_the_same_as_one_other(database: Database) -> None:
    tell_all(database, {slug: basics(slug) for slug in THREE})

    with pytest.raises(MergerError, match="'apec' would be 'dinner' and 'g20'"):
        tell(database, "apec", links=[{"rel": "same_as", "to": "g20"}, {"rel": "same_as", "to": "dinner"}])
    merge(database, "apec", "dinner")
    with pytest.raises(MergerError, match="'apec' would be 'dinner' and 'g20'"):
        merge(database, "apec", "g20")
    tell(
        database,
        "apec",
        links=[{"rel": "same_as", "to": "g20"}, {"rel": "same_as", "to": "dinner", "absent": True}],
    )

    assert sorted(slugs(database)) == ["dinner", "g20"]
    assert faults_of(database) == []


def test_who_asks_for_a_merged_meeting_is_sent_to_the_one_on_the_calendar(database: Database) -> None:
    tell_all(database, {slug: basics(slug) for slug in THREE})
    merge(database, "apec", "dinner")
    merge(database, "dinner", "g20")

    with database.reading() as session, pytest.raises(MeetingGoneError) as refusal:
        get_version(session, Names(session).meeting("apec"), EVERYTHING)

    assert (refusal.value.near, refusal.value.rule) == (
        ("g20",),
        "'apec' was merged into 'g20'; its history is still there",
    )


def test_whoever_follows_the_parts_of_a_meeting_is_told_what_comes_with_a_merger(database: Database) -> None:
    tell_all(database, {slug: basics(slug) for slug in THREE})
    meet(database, "session", links=[{"rel": "part_of", "to": "apec"}])
    since = head_of(database).number

    merge(database, "apec", "g20")

    with database.reading() as session:
        told = find_changes(session, Wanted(part_of=("g20",)), since, limit=9)
    assert [(one.slug, one.words) for one in told] == [("session", "part of G20")]

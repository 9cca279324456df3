"""What had been said in public by a day, under today's rulings."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from app.meetings.document import Meeting
from app.meetings.errors import FilterError, MeetingNotFoundError
from app.meetings.terms import Eos, Field, Verdict
from app.meetings.words import place_in_words, when_in_words
from app.store.almanac import find_known_vevents
from app.store.database import Database
from app.store.edition import MOST_CANDIDATES
from app.store.find import find_page
from app.store.ids import identify
from app.store.known import get_known
from app.store.ledger import note
from app.store.names import Names
from app.store.tables import ClaimRow, MeetingRow
from tests.conftest import BASE_URL, FIRST_EVENING, StoppedClock
from tests.store.factories import MEETING, knowing, meet, rule, source, tell, wanted, writing


def find_known(database: Database, **asked: object) -> list[Meeting]:
    """Return the list of the meetings that were known on a day."""
    with knowing(database, wanted(**asked)) as (known, plain):
        found, _ = find_page(known, plain, limit=1000, number=None, after=None)
        return [Meeting.model_validate_json(one.document) for one in found]


def known_slugs(database: Database, **asked: object) -> list[str]:
    return [meeting.slug for meeting in find_known(database, **asked)]


def known(database: Database, slug: str = MEETING, **asked: object) -> Meeting:
    """Return one meeting as it was known on a day."""
    with database.reading() as session:
        return get_known(session, Names(session).meeting(slug), wanted(**asked))


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2025-10-18", ("some time in 31 October - 1 November 2025", "South Korea", Eos.EOS4, [])),
        ("2025-10-22", ("some time in 31 October - 1 November 2025", "South Korea", Eos.EOS4, [])),
        ("2025-10-23", ("30 October 2025", "South Korea", Eos.EOS4, ["United States"])),
        ("2025-10-24", ("30 October 2025", "South Korea", Eos.EOS4, ["United States"])),
        ("2025-10-28", ("30 October 2025", "South Korea", Eos.EOS4, ["United States"])),
        ("2025-10-29", ("30 October 2025", "Busan, South Korea", Eos.EOS5, ["China", "United States"])),
        (
            "2025-10-30",
            (
                "30 October 2025, 11:00 (Asia/Seoul)",
                "Gimhae Air Base, Busan, South Korea",
                Eos.EOS5,
                ["China", "United States"],
            ),
        ),
    ],
)
def test_the_trump_xi_meeting_as_it_was_known_day_by_day(
    story: Database, day: str, shown: tuple[str, str, Eos, list[str]]
) -> None:
    meeting = known(story, "trump-xi-meeting-2025", known_on=day)

    confirmed = [party.name for party in meeting.certainty.confirmed_by]
    assert (when_in_words(meeting.when), place_in_words(meeting.place), meeting.certainty.eos, confirmed) == shown


def test_on_its_last_day_a_story_is_what_is_shown_now(story: Database) -> None:
    bookkeeping = {"version", "sequence", "number", "modified_at"}
    with story.reading() as session:
        now, _ = find_page(session, wanted(), limit=1000, number=None, after=None)
    shown = [Meeting.model_validate_json(one.document).model_dump(exclude=bookkeeping) for one in now]

    assert [one.model_dump(exclude=bookkeeping) for one in find_known(story, known_on="2025-10-30")] == shown


@pytest.mark.parametrize(
    ("day", "known_then"),
    [
        ("2025-03-14", []),
        ("2025-03-15", ["asean-summit-2025"]),
        ("2025-10-16", ["asean-summit-2025"]),
    ],
)
def test_a_list_holds_what_had_been_said_by_the_day(story: Database, day: str, known_then: list[str]) -> None:
    assert known_slugs(story, known_on=day) == known_then


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"known_on": "2025-10-18", "start": "2025-10-30", "end": "2025-10-30"}, ["trump-south-korea-visit-2025"]),
        ({"known_on": "2025-10-18", "party_all": ["US", "CN"], "kind": ["bilateral"]}, ["trump-xi-meeting-2025"]),
        ({"known_on": "2025-10-18", "country": ["JP"]}, []),
        ({"known_on": "2025-10-23", "country": ["JP"]}, ["trump-takaichi-meeting-2025"]),
        ({"known_on": "2025-10-18", "party": ["Anwar Ibrahim"]}, []),
        ({"known_on": "2025-10-23", "person": ["Anwar Ibrahim"]}, ["trump-malaysia-visit-2025"]),
        ({"known_on": "2025-10-18", "place": ["Busan"]}, []),
        ({"known_on": "2025-10-29", "place": ["Busan"]}, ["trump-xi-meeting-2025"]),
        ({"known_on": "2025-10-18", "topic": ["peace"]}, ["cambodia-thailand-peace-accord-signing-2025"]),
        ({"known_on": "2025-10-18", "series": ["asean-summit"]}, []),
        ({"known_on": "2025-10-25", "series": ["asean-summit"]}, ["asean-summit-2025"]),
        ({"known_on": "2025-10-29", "status": ["held"], "kind": ["bilateral"]}, []),
        ({"known_on": "2025-10-30", "status": ["held"], "kind": ["bilateral"]}, ["trump-xi-meeting-2025"]),
        (
            {"known_on": "2025-10-18", "part_of": ["asean-summit-2025"]},
            ["cambodia-thailand-peace-accord-signing-2025"],
        ),
    ],
    ids=str,
)
def test_a_list_is_filtered_by_what_was_known_then(story: Database, asked: dict[str, Any], found: list[str]) -> None:
    assert known_slugs(story, **asked) == found


def test_a_feed_shows_what_was_known_then(story: Database) -> None:
    asked = wanted(known_on="2025-10-18", kind=["bilateral"])
    with knowing(story, asked) as (view, plain):
        (event,) = find_known_vevents(view, plain, BASE_URL, most=10)

    assert b"\r\nSUMMARY:(date not fixed) Trump-Xi meeting\r\n" in event
    assert b"\r\nDTSTART;VALUE=DATE:20251031\r\n" in event


def test_stamps_come_from_the_newest_claim_used(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database)
    stopped_clock.advance(hours=1)
    tell(database, said_on="2025-10-19", when="2025-10-31")
    stopped_clock.advance(hours=1)
    tell(database, said_on="2025-10-18", summary="A late find.")

    assert [known(database, known_on=day).modified_at - FIRST_EVENING for day in ("2025-10-18", "2025-10-19")] == [
        timedelta(hours=2),
        timedelta(hours=2),
    ]


# Both clocks.


def test_what_was_recorded_later_is_known_earlier_but_not_as_of_then(
    database: Database, stopped_clock: StoppedClock
) -> None:
    meet(database)
    stopped_clock.advance(days=10)
    tell(database, by=source("Xinhua", "2025-10-17"), when="2025-10-29")

    def days(**asked: str) -> list[str]:
        return [str(one.when.first_date) for one in find_known(database, **asked)]

    assert days(known_on="2025-10-17") == []
    assert days(known_on="2025-10-18") == ["2025-10-30"]
    assert [source.publisher for source in known(database, known_on="2025-10-18").sources] == ["Xinhua", "Reuters"]
    before = known(database, known_on="2025-10-18", as_of="2025-10-18T20:00:00Z")
    assert [source.publisher for source in before.sources] == ["Reuters"]


def test_todays_rulings_count_unless_as_of_says_otherwise(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database)
    tell(database, said_on="2025-10-19", summary="They will not meet.")
    stopped_clock.advance(days=1)
    rule(database, MEETING, Field.SUMMARY, Verdict.REJECTED)

    assert known(database, known_on="2025-10-19").summary is None
    assert known(database, known_on="2025-10-19", as_of="2025-10-19T20:00:00Z").summary is None
    assert known(database, known_on="2025-10-19", as_of="2025-10-19T19:59:59Z").summary == "They will not meet."


def test_nothing_is_known_before_anything_was_recorded(database: Database) -> None:
    meet(database)

    assert known_slugs(database, known_on="2025-10-18", as_of="2025-10-18T19:59:59Z") == []
    with pytest.raises(MeetingNotFoundError):
        known(database, known_on="2025-10-18", as_of="2025-10-18T19:59:59Z")


def test_of_what_nothing_had_been_said_nothing_is_known(database: Database) -> None:
    meet(database)

    with pytest.raises(MeetingNotFoundError) as refusal:
        known(database, known_on="2025-10-17")

    assert refusal.value.field == "known_on"
    assert refusal.value.rule == (
        "nothing that gives 'trump-xi-meeting' a title, a kind and a time had been said by then"
    )


# Titles learned later.


def named(meeting: Meeting) -> list[str]:
    return [link.to.title for link in meeting.links if link.to]


@pytest.mark.parametrize(
    ("day", "title"),
    [("2025-10-18", "apec"), ("2025-10-19", "apec"), ("2025-10-20", "APEC summit"), ("2025-10-21", "32nd APEC summit")],
)
def test_no_title_learned_later_shows_through_a_link(database: Database, day: str, title: str) -> None:
    meet(database, "apec", said_on="2025-10-20", title="APEC summit")
    tell(database, "apec", said_on="2025-10-21", title="32nd APEC summit")
    tell(database, "apec", said_on="2025-10-19", level="leaders")
    meet(database, "dinner", links=[{"rel": "part_of", "to": "apec"}])

    in_list = next(one for one in find_known(database, known_on=day) if one.slug == "dinner")

    assert named(known(database, "dinner", known_on=day)) == named(in_list) == [title]


def test_what_is_not_yet_a_meeting_is_not_in_the_list(database: Database) -> None:
    meet(database, "apec", said_on="2025-10-20")
    tell(database, "apec", said_on="2025-10-19", level="leaders")

    assert [known_slugs(database, known_on=day) for day in ("2025-10-19", "2025-10-20")] == [[], ["apec"]]


# Too much to project.


def test_too_many_candidates_are_refused_with_a_way_out(database: Database) -> None:
    meet(database)
    ids = [identify("meeting", number) for number in range(MOST_CANDIDATES)]
    claim = {
        "field": Field.TITLE,
        "key": None,
        "value": '"A title"',
        "absent": False,
        "said_on": FIRST_EVENING.date(),
        "said_on_estimated": False,
        "bearing": "states",
        "stance": "affirms",
        "editor": "",
        "recorded_at": FIRST_EVENING,
    }
    with writing(database) as (session, ledger):
        session.execute(
            insert(MeetingRow),
            [{"id": id_, "uid": str(id_), "slug": str(id_), "created_at": FIRST_EVENING} for id_ in ids],
        )
        session.execute(
            insert(ClaimRow),
            [claim | {"id": id_, "meeting_id": id_, "serial": note(ledger, FIRST_EVENING)} for id_ in ids],
        )

    with pytest.raises(FilterError) as refusal:
        known_slugs(database, known_on="2025-10-18")

    assert refusal.value.field == "known_on"
    assert refusal.value.rule == (
        "over 5000 meetings were known by then; narrow the view by party, place, topic or series"
    )
    assert known_slugs(database, known_on="2025-10-18", topic=["trade"]) == []

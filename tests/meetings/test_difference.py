"""What changed, in fields and in words."""

import pytest
from hypothesis import given

from app.meetings.claim import Claim
from app.meetings.difference import Difference, difference
from app.meetings.document import Content
from app.meetings.projection import project
from app.meetings.terms import Attendance, Bearing, Eos, Field, Kind, Level, Rel, Role, Stance, Status, Verdict
from tests.meetings.factories import (
    BUSAN,
    CN,
    KOREA,
    LATER,
    TRUMP,
    US,
    XI,
    basics,
    claim,
    in_series,
    link,
    linked,
    meeting,
    meeting_ref,
    part,
    participant,
    person,
    source,
    status,
    topic,
    when,
    where,
)
from tests.meetings.strategies import A_FEW_DAYS, law, texts

KYODO = source("Kyodo News", "2025-10-23")
APEC = meeting_ref("apec", "32nd APEC Economic Leaders' Meeting")
RUBIO = part(person("Marco Rubio"), for_party=US, role=Role.DELEGATE)


def changed(known: list[Claim], *said: Claim) -> Difference:
    return difference(meeting(*known), meeting(*known, *said))


def test_a_new_meeting_says_what_and_when_it_is() -> None:
    new = meeting(when("[2025-10-31..2025-11-01]"))

    assert difference(None, new) == Difference((), "New: Trump-Xi meeting, some time in 31 October - 1 November 2025")


def test_nothing_new_is_no_difference() -> None:
    known = meeting(when("2025-10-30"))

    assert difference(known, known).fields == ()


def test_an_earlier_day_and_a_city_are_told_in_one_sentence() -> None:
    known = [when("[2025-10-31..2025-11-01]", said_on="2025-10-18"), where(KOREA, said_on="2025-10-18")]
    said = [when("2025-10-30", said_on="2025-10-23"), where(BUSAN, said_on="2025-10-23")]

    assert changed(known, *said) == Difference(
        ("when", "place"), "30 October instead of 31 October - 1 November; place: Busan, South Korea"
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        pytest.param("2025-10-30", "2025-10-31", "31 October instead of 30 October", id="another day"),
        pytest.param(
            "2025-12-31", "2026-01-02", "2 January 2026 instead of 31 December 2025", id="a day of another year"
        ),
        pytest.param("2025-10", "2025-10-30", "30 October instead of October 2025", id="a day of the month"),
        pytest.param("2025", "2025-09", "some time in September 2025 instead of 2025", id="a month of the year"),
        pytest.param(
            "[2025-10-20..2025-10-26]",
            "2025-10-25~",
            "some time in 23-27 October instead of 20-26 October",
            id="another window",
        ),
        pytest.param(
            "2025-10-26/2025-10-28 | 2025-11-03/2025-11-05",
            "2025-10-26/2025-10-28",
            "26-28 October instead of 26-28 October or 3-5 November",
            id="one of two spans",
        ),
        pytest.param(
            "2025-10-30",
            "2025-10-30T11:00 in Asia/Seoul",
            "30 October, 11:00 (Asia/Seoul) (before: 30 October)",
            id="hour",
        ),
        pytest.param(
            "2025-10-30T11:00 in Asia/Seoul",
            "2025-10-30T10:00 in Asia/Seoul",
            "30 October, 10:00 (Asia/Seoul) (before: 30 October, 11:00 (Asia/Seoul))",
            id="another hour",
        ),
        pytest.param(
            "[2025-10-30..2025-10-31]",
            "2025-10-30/2025-10-31",
            "30-31 October (before: some time in 30-31 October)",
            id="all of a window",
        ),
        pytest.param("2025-10-25", "2025-10-25/..", "from 25 October (before: 25 October)", id="an open end"),
        pytest.param(
            "2025-10-25/..", "2025-10-25/2025-10-26", "25-26 October instead of from 25 October", id="the end"
        ),
        pytest.param(
            "2025-10-30T11:00",
            "2025-10-30T11:00 in Asia/Seoul",
            "30 October, 11:00 (Asia/Seoul) (before: 30 October, 11:00 (UTC))",
            id="the zone of an hour",
        ),
        pytest.param("2025-10-25?", "2025-10-25", "the date is no longer in doubt", id="no doubt"),
    ],
)
def test_a_date_is_told_beside_the_one_before_it(before: str, after: str, words: str) -> None:
    assert changed([when(before)], when(after)) == Difference(("when",), words)


@pytest.mark.parametrize(
    ("known", "said", "fields", "words"),
    [
        pytest.param(
            [],
            [status(Status.POSTPONED, serial=LATER)],
            ("when", "status", "certainty"),
            "now postponed; the date no longer holds; certainty: may take place",
            id="postponed",
        ),
        pytest.param(
            [status(Status.POSTPONED, serial=LATER)],
            [status(Status.SCHEDULED, serial=LATER + 1)],
            ("when", "status", "certainty"),
            "now scheduled; the date holds again; certainty: highly likely",
            id="scheduled again",
        ),
        pytest.param(
            [],
            [status(Status.CANCELLED, serial=LATER)],
            ("status", "certainty"),
            "now cancelled; certainty: called off",
            id="cancelled",
        ),
        pytest.param([], [claim(Field.LISTED, value=False)], ("listed",), "taken off the calendar", id="not listed"),
        pytest.param(
            [claim(Field.LISTED, value=False)],
            [claim(Field.LISTED, value=True)],
            ("listed",),
            "back on the calendar",
            id="listed again",
        ),
        pytest.param(
            [],
            [claim(Field.TITLE, "Busan summit")],
            ("title",),
            'title: "Busan summit" instead of "Trump-Xi meeting"',
            id="title",
        ),
        pytest.param([], [claim(Field.KIND, Kind.SUMMIT)], ("kind",), "kind: summit", id="kind"),
        pytest.param([], [claim(Field.LEVEL, Level.LEADERS)], ("level",), "level: leaders", id="level"),
        pytest.param(
            [claim(Field.LEVEL, Level.LEADERS)], [claim(Field.LEVEL, None)], ("level",), "level: none", id="no level"
        ),
        pytest.param([], [claim(Field.SUMMARY, "They meet.")], ("summary",), "summary: They meet.", id="summary"),
        pytest.param([], [claim(Field.LANGUAGE, "ko")], ("language",), "language: ko", id="language"),
        pytest.param([], [where(BUSAN)], ("when", "place"), "place: Busan, South Korea", id="place"),
        pytest.param([where(BUSAN)], [where(None)], ("when", "place"), "place: place not said", id="no place"),
        pytest.param(
            [], [participant(RUBIO)], ("participants",), "with Marco Rubio (United States, delegate)", id="one more"
        ),
        pytest.param(
            [participant(RUBIO)],
            [participant(RUBIO, absent=True)],
            ("participants",),
            "without Marco Rubio",
            id="one less",
        ),
        pytest.param(
            [],
            [participant(XI.model_copy(update={"attendance": Attendance.CONFIRMED}))],
            ("participants",),
            "as Xi Jinping (China, President; confirmed)",
            id="one who comes for certain",
        ),
        pytest.param(
            [],
            [participant(RUBIO), participant(TRUMP, absent=True), participant(XI.model_copy(update={"office": None}))],
            ("participants",),
            "with Marco Rubio (United States, delegate); without Donald Trump; as Xi Jinping (China)",
            id="another cast",
        ),
        pytest.param(
            [],
            [status(Status.SCHEDULED, certainty=Eos.EOS2)],
            ("certainty",),
            "certainty: highly uncertain",
            id="certainty",
        ),
        pytest.param(
            [],
            [topic("trade"), claim(Field.CERTAINTY, Eos.EOS5), where(BUSAN, said_for=CN), where(BUSAN, said_for=US)],
            ("when", "place", "certainty", "topics"),
            "place: Busan, South Korea; certainty: certain; said by China and United States; topics: trade",
            id="both sides",
        ),
        pytest.param(
            [status(Status.SCHEDULED, said_for=CN)],
            [status(Status.SCHEDULED, said_for=CN, stance=Stance.HAS_NOT_CONFIRMED, serial=LATER)],
            ("certainty",),
            "no longer said by China",
            id="a side that takes its word back",
        ),
        pytest.param([topic("trade")], [topic("trade", absent=True)], ("topics",), "topics: none", id="no topic"),
        pytest.param(
            [],
            [linked(link(Rel.ON_SIDELINES_OF, APEC))],
            ("links",),
            "on sidelines of 32nd APEC Economic Leaders' Meeting",
            id="a link",
        ),
        pytest.param(
            [],
            [linked(in_series("Trump-Xi meetings", 6))],
            ("links",),
            "in the series Trump-Xi meetings (number 6)",
            id="6th",
        ),
        pytest.param(
            [], [linked(in_series("Trump-Xi meetings"))], ("links",), "in the series Trump-Xi meetings", id="a series"
        ),
        pytest.param(
            [linked(link(Rel.ON_SIDELINES_OF, APEC))],
            [linked(link(Rel.ON_SIDELINES_OF, APEC), absent=True)],
            ("links",),
            "links changed",
            id="no link",
        ),
        pytest.param(
            [], [when("2025-10-30", source=KYODO, serial=LATER)], ("sources",), "source: Kyodo News", id="a source"
        ),
        pytest.param(
            [],
            [when("2025-11-03", verdict=Verdict.CONFLICT), where(BUSAN, verdict=Verdict.CONFLICT)],
            ("disputed",),
            "disputed: place, when",
            id="disputed",
        ),
    ],
)
def test_each_change_is_told(known: list[Claim], said: list[Claim], fields: tuple[str, ...], words: str) -> None:
    before = [when("2025-10-30", said_on="2025-10-01", certainty=Eos.EOS4), *known]

    assert changed(before, *said) == Difference(fields, words)


def test_a_source_that_was_withdrawn_and_a_dispute_that_is_over_are_told() -> None:
    conflict = when("2025-11-03", verdict=Verdict.CONFLICT)
    before, after = meeting(when("2025-10-30", source=KYODO), conflict), meeting(when("2025-10-30"))

    assert difference(before, after) == Difference(
        ("sources", "disputed"), "a source was withdrawn; no longer disputed"
    )


def test_what_people_ask_first_comes_first() -> None:
    known = [when("2025-10-30", said_on="2025-10-01")]
    said = [
        topic("trade"),
        participant(RUBIO),
        claim(Field.TITLE, "Busan summit"),
        where(BUSAN),
        when("2025-10-31", said_for=US, source=KYODO),
        status(Status.HELD),
        claim(Field.LISTED, value=False),
    ]

    assert changed(known, *said) == Difference(
        ("title", "when", "place", "participants", "status", "certainty", "topics", "listed", "sources"),
        "taken off the calendar; now held; 31 October instead of 30 October; place: Busan, South Korea; "
        'title: "Busan summit" instead of "Trump-Xi meeting"; with Marco Rubio (United States, delegate); '
        "certainty: certain; said by United States; topics: trade; source: Kyodo News",
    )


def test_a_doubt_that_stays_is_not_told_again() -> None:
    known = [when("2025-10-25?")]

    assert changed(known, where(BUSAN)) == Difference(("when", "place"), "place: Busan, South Korea")


def test_a_side_that_has_not_yet_said_the_new_date_is_not_blamed_for_it() -> None:
    known = [when("2025-10-31", said_for=CN)]

    assert changed(known, when("2025-10-30", said_for=US)).words == (
        "30 October instead of 31 October; said by United States"
    )


def test_an_old_plan_taken_away_by_a_new_one_is_told_with_its_days() -> None:
    known = [when("2025-09", bearing=Bearing.FORMER)]

    assert changed(known, when("2025-11")).words == "some time in November 2025 instead of September 2025"


@law
@given(texts(A_FEW_DAYS), texts(A_FEW_DAYS))
def test_every_difference_has_words(known: str | list[str], said: str | list[str]) -> None:
    before, after = _at(known), _at(said)

    found = difference(before, after)

    assert found.words
    assert bool(found.fields) is (before != after)


def _at(text: str | list[str]) -> Content:
    return project([*basics(), when(" | ".join([text] if isinstance(text, str) else text))]).content


@pytest.mark.parametrize(
    ("said", "is_news"),
    [
        (when("2025-10-31", said_on="2025-10-23"), True),
        (status(Status.CANCELLED), True),
        (where(BUSAN), True),
        (participant(RUBIO), True),
        (claim(Field.LISTED, value=False), True),
        (topic("trade"), False),
        (claim(Field.SUMMARY, "They talk."), False),
        (linked(link(Rel.ON_SIDELINES_OF, APEC)), False),
    ],
    ids=lambda one: one.field if isinstance(one, Claim) else None,
)
def test_what_people_ask_first_is_news(said: Claim, *, is_news: bool) -> None:
    assert changed([when("2025-10-30", said_on="2025-10-18")], said).is_news is is_news


def test_what_nobody_would_see_is_no_news() -> None:
    assert not Difference(("when",), "details").is_news


def test_a_new_meeting_is_no_change_of_one() -> None:
    assert not difference(None, meeting(when("2025-10-30"))).is_news

"""Claims against what is shown, and dates against their own quotes."""

import pytest

from app.meetings.claim import Claim
from app.meetings.terms import Eos, Field, Kind, Level, Rel, Stance, Status, Verdict
from tests.meetings.discrepancy.calendars import OFF, against, seen, tell
from tests.meetings.factories import (
    BUSAN,
    GYEONGJU,
    RU,
    TRUMP,
    US,
    XI,
    claim,
    link,
    linked,
    meeting_ref,
    participant,
    source,
    status,
    topic,
    when,
    where,
)

SUN = source("The Sun")
CONFLICT = Verdict.CONFLICT


# 1. Against what is shown.


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param(
            when("2025-10-23", verdict=CONFLICT, source=SUN, said_by="A reader"),
            "A reader, The Sun puts “Talks” on 23 October 2025, but it is on 30 October 2025 (an editor).",
            id="when",
        ),
        pytest.param(
            when("[2025-11-02..2025-11-03]", verdict=CONFLICT, source=SUN),
            "The Sun puts “Talks” between 2 and 3 November 2025, but it is on 30 October 2025 (an editor).",
            id="a window",
        ),
        pytest.param(
            when("2025-12-31T23:00 in Asia/Seoul", verdict=CONFLICT, source=SUN),
            "The Sun puts “Talks” on 31 December 2025 at 23:00 (Asia/Seoul), but it is on 30 October 2025 (an editor).",
            id="a time of day",
        ),
        pytest.param(
            where(GYEONGJU, verdict=CONFLICT, source=SUN),
            "The Sun says that the place of “Talks” is Gyeongju, South Korea, "
            "but what is shown is Busan, South Korea (an editor).",
            id="place",
        ),
        pytest.param(
            claim(Field.LEVEL, Level.LEADERS, verdict=CONFLICT, source=SUN),
            "The Sun says that the level of “Talks” is leaders, but what is shown is none.",
            id="level",
        ),
        pytest.param(
            claim(Field.KIND, Kind.PRESS_EVENT, verdict=CONFLICT, source=SUN),
            "The Sun says that the kind of “Talks” is press event, but what is shown is bilateral (an editor).",
            id="kind",
        ),
        pytest.param(
            claim(Field.CERTAINTY, Eos.EOS5, verdict=CONFLICT, source=SUN),
            "The Sun says that the certainty of “Talks” is certain, but what is shown is may take place.",
            id="certainty",
        ),
        pytest.param(
            participant(XI, verdict=CONFLICT, source=SUN),
            "The Sun says of “Talks”: Xi Jinping (China, President), but that is not shown.",
            id="a participant more",
        ),
        pytest.param(
            participant(TRUMP, absent=True, verdict=CONFLICT, source=SUN),
            "The Sun says of “Talks”: not Donald Trump (United States, President), "
            "but what is shown is Donald Trump (United States, President) (an editor).",
            id="a participant less",
        ),
        pytest.param(
            linked(link(Rel.FOLLOWS, meeting_ref("apec", "APEC")), verdict=CONFLICT, source=SUN),
            "The Sun says of “Talks”: follows APEC, but that is not shown.",
            id="a link",
        ),
        pytest.param(
            topic("trade", verdict=CONFLICT, source=SUN),
            "The Sun says of “Talks”: trade, but that is not shown.",
            id="a topic",
        ),
        pytest.param(
            status(Status.CANCELLED, verdict=CONFLICT, source=SUN),
            "The Sun says that “Talks” is cancelled, but what is shown is scheduled.",
            id="status",
        ),
    ],
)
def test_a_claim_that_cannot_be_true_beside_what_is_shown_is_told_with_it(said: Claim, words: str) -> None:
    (found,) = against(tell("talks", "2025-10-30", BUSAN, said))

    assert (found.class_, found.kind, found.words) == ("contradiction", "differs", words)
    assert found.claims[0] == said.id


def test_what_is_shown_instead_is_evidence_too() -> None:
    moved = when("2025-10-31", said_on="2025-10-19", source=SUN)
    said = when("2025-10-23", verdict=CONFLICT)

    (found,) = against(tell("talks", "2025-10-30", BUSAN, said, moved))

    assert found.claims == (said.id, moved.id)


@pytest.mark.parametrize(
    "said",
    [
        when("[2025-10-25..2025-11-02]", verdict=CONFLICT),
        where(BUSAN, verdict=CONFLICT),
        participant(TRUMP, verdict=CONFLICT),
        when("2025-10-23", verdict=Verdict.PROPOSED),
        when("2025-10-23", verdict=Verdict.REJECTED),
        when("2025-10-23", verdict=Verdict.WITHDRAWN),
    ],
)
def test_what_can_be_true_or_does_not_count_contradicts_nothing(said: Claim) -> None:
    assert against(tell("talks", "2025-10-30", BUSAN, said)) == []


def test_the_latest_word_of_a_side_against_the_shown_status_is_a_contradiction_even_when_all_is_off() -> None:
    cancelled = status(Status.CANCELLED, said_for=US, said_on="2025-10-22")
    moved = status(Status.POSTPONED, said_for=RU, said_on="2025-10-23", said_by="Vladimir Putin")

    (found,) = against(tell("talks", "[2025-10-16..2025-10-30]", BUSAN, cancelled, moved))

    assert found.claims == (moved.id, cancelled.id)
    assert found.words == (
        "Vladimir Putin says that “Talks” is postponed, but what is shown is cancelled (United States)."
    )


def test_a_side_that_denies_what_is_shown_contradicts_it() -> None:
    scheduled = status(Status.SCHEDULED, said_for=US)
    denied = status(Status.SCHEDULED, said_for=RU, stance=Stance.DENIES)

    (found,) = against(tell("talks", "2025-10-30", BUSAN, scheduled, denied))

    assert found.words == "Russia denies that “Talks” is scheduled, but what is shown is scheduled (United States)."


# 2. Against its own quote.


def test_a_date_that_its_quote_contradicts_is_told_with_how() -> None:
    slip = when("2025-10-30T10:00 in Asia/Macau", quote="10 a.m. on Wednesday (Oct. 30)", source=SUN)

    (found,) = against(tell("talks", "2025-10-30", BUSAN, slip))

    assert (found.class_, found.kind, found.claims) == ("contradiction", "weekday", (slip.id,))
    assert found.words == (
        "The Sun puts “Talks” on 30 October 2025 at 10:00 (Asia/Macau), "
        "but the quote says Wednesday, and no such day is in 30 October 2025."
    )


@pytest.mark.parametrize(
    ("verdict", "found"),
    [
        (Verdict.ACCEPTED, [("weekday", "talks")]),
        (Verdict.CONFLICT, [("weekday", "talks")]),
        (Verdict.PROPOSED, []),
        (Verdict.REJECTED, []),
        (Verdict.WITHDRAWN, []),
    ],
)
def test_a_slip_is_found_in_what_everybody_may_read(verdict: Verdict, found: list[tuple[str, ...]]) -> None:
    slip = when("2025-10-30", quote="on Wednesday", verdict=verdict)

    assert seen(against(tell("talks", "2025-10-30", BUSAN, slip))) == found


@pytest.mark.parametrize("off", OFF, ids=lambda one: str(one.value))
def test_what_is_said_of_a_meeting_that_no_longer_stands_can_be_wrong_all_the_same(off: Claim) -> None:
    slip = when("2025-10-23", quote="on Wednesday", verdict=CONFLICT)

    assert seen(against(tell("talks", "2025-10-30", BUSAN, slip, off))) == [("differs", "talks"), ("weekday", "talks")]


def test_a_quote_of_another_field_says_nothing_of_the_date() -> None:
    said = claim(Field.TITLE, "Talks", quote="Wednesday's talks")

    assert against(tell("talks", "2025-10-30", BUSAN, said)) == []

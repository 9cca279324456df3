"""What nobody has said yet: a side's word, and how it ended."""

from datetime import date
from typing import Unpack

import pytest

from app.meetings.claim import Claim
from app.meetings.terms import Bearing, Field, Kind, PartyKind, Precision, Role, Stance, Status, Verdict
from tests.meetings.discrepancy.calendars import MALAYSIA, OFF, Told, asked, seen, tell, visit
from tests.meetings.factories import (
    AMERICA,
    ASEAN,
    CN,
    KOREA,
    KR,
    MY,
    RU,
    TRUMP,
    US,
    XI,
    Saying,
    claim,
    locality,
    part,
    party,
    person,
    status,
    when,
)

BY_US = status(Status.SCHEDULED, said_for=US, said_by="White House")
CHINA = [("unconfirmed", "meeting")]


def october(day: int) -> date:
    return date(2025, 10, day)


def meeting(*claims: Claim, days: str = "2025-10-30") -> Told:
    return tell("meeting", days, KOREA, *claims, parts=[TRUMP, XI])


# 6. Not confirmed.


def test_a_side_that_has_explicitly_not_confirmed_is_a_question_at_any_time() -> None:
    word = status(Status.SCHEDULED, said_for=CN, stance=Stance.HAS_NOT_CONFIRMED)

    (found,) = asked(meeting(word), on=october(1))

    assert (found.class_, found.kind, found.claims) == ("question", "unconfirmed", (word.id,))
    assert found.words == "China has not confirmed “Meeting” on 30 October 2025 (China)."


def test_the_latest_word_of_a_side_counts() -> None:
    silent = status(Status.SCHEDULED, said_for=CN, stance=Stance.HAS_NOT_CONFIRMED, said_on="2025-10-19")

    def then(**saying: Unpack[Saying]) -> list[tuple[str, ...]]:
        later = when("2025-10-30", **({"said_for": CN, "said_on": "2025-10-20"} | saying))
        return seen(asked(meeting(silent, later), on=october(20)))

    assert then() == []
    assert then(said_on="2025-10-18") == CHINA
    assert then(bearing=Bearing.FORMER) == CHINA
    assert then(verdict=Verdict.REJECTED) == CHINA
    assert then(stance=Stance.DENIES) == []


@pytest.mark.parametrize(("day", "found"), [(22, []), (23, CHINA), (29, CHINA), (30, CHINA), (31, [])], ids=str)
def test_one_side_s_word_alone_is_a_question_from_a_week_before(day: int, found: list[tuple[str, ...]]) -> None:
    assert seen(asked(meeting(status(Status.SCHEDULED, said_for=US)), on=october(day))) == found


def test_it_is_told_who_has_said_so_and_who_has_not() -> None:
    word = status(Status.SCHEDULED, said_for=US, said_by="White House")

    (found,) = asked(meeting(word), on=october(29))

    assert found.claims == (word.id,)
    assert found.words == (
        "“Meeting” is due on 30 October 2025, as said by United States (White House), but not yet by China."
    )


def test_a_window_that_has_begun_is_still_ahead_until_it_ends() -> None:
    word = status(Status.SCHEDULED, said_for=US)

    assert [
        seen(asked(meeting(word, days="[2025-10-20..2025-10-26]"), on=october(day))) for day in (12, 13, 26, 27)
    ] == [
        [],
        CHINA,
        CHINA,
        [],
    ]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(meeting(), id="nobody has said so"),
        pytest.param(
            meeting(status(Status.SCHEDULED, said_for=US), status(Status.SCHEDULED, said_for=CN)), id="both have"
        ),
        pytest.param(
            tell("meeting", "2025-10-30", AMERICA, status(Status.SCHEDULED, said_for=US), parts=[TRUMP, XI]),
            id="the host has, at home",
        ),
        pytest.param(
            tell(
                "meeting",
                "2025-10-30",
                KOREA,
                status(Status.SCHEDULED, said_for=US),
                parts=[TRUMP.model_copy(update={"role": Role.HOST}), XI],
            ),
            id="the host has, by role",
        ),
        pytest.param(
            tell("meeting", "2025-10-30", None, status(Status.SCHEDULED, said_for=US), parts=[TRUMP, XI]),
            id="nobody knows who the host is",
        ),
        pytest.param(visit("meeting", "2025-10-30", MALAYSIA, status(Status.SCHEDULED, said_for=MY)), id="the country"),
        pytest.param(
            tell(
                "meeting",
                "2025-10-30",
                MALAYSIA,
                status(Status.SCHEDULED, said_for=ASEAN),
                kind=Kind.SUMMIT,
                parts=[part(ASEAN, role=Role.ORGANISER), XI],
            ),
            id="the organiser",
        ),
    ],
)
def test_who_has_a_say_has_spoken_or_nobody_has(told: Told) -> None:
    assert asked(told, on=october(29)) == []


@pytest.mark.parametrize(
    ("told", "silent"),
    [
        pytest.param(visit("meeting", "2025-10-30", MALAYSIA, BY_US), "Malaysia", id="visit"),
        pytest.param(
            visit(
                "meeting",
                "2025-10-30",
                locality("Asia", Precision.REGION),
                BY_US,
                parts=[
                    TRUMP.model_copy(update={"role": Role.VISITOR}),
                    part(person("Lee Jae Myung"), for_party=KR, role=Role.HOST),
                ],
            ),
            "South Korea",
            id="the host by role",
        ),
        pytest.param(
            tell(
                "meeting",
                "2025-10-30",
                MALAYSIA,
                BY_US,
                kind=Kind.SUMMIT,
                parts=[part(ASEAN, role=Role.ORGANISER), part(MY, role=Role.HOST), TRUMP],
            ),
            "Association of Southeast Asian Nations and Malaysia",
            id="organiser and host",
        ),
        pytest.param(
            tell(
                "meeting",
                "2025-10-30",
                KOREA,
                BY_US,
                kind=Kind.TRILATERAL,
                parts=[TRUMP, XI, part(RU)],
            ),
            "China and Russia",
            id="two other sides",
        ),
    ],
)
def test_the_guest_s_word_alone_is_a_question_to_the_others(told: Told, silent: str) -> None:
    (found,) = asked(told, on=october(29))

    assert found.words == (
        f"“Meeting” is due on 30 October 2025, as said by United States (White House), but not yet by {silent}."
    )


def test_a_side_that_a_bilateral_is_not_between_confirms_nothing() -> None:
    hungary = party("Hungary", PartyKind.STATE, "HU")
    host = status(Status.SCHEDULED, said_for=hungary)
    told = tell(
        "meeting",
        "2025-10-30",
        locality("Budapest", Precision.CITY),
        status(Status.SCHEDULED, said_for=US),
        host,
        parts=[TRUMP, part(RU), part(hungary, role=Role.HOST)],
    )

    (found,) = asked(told, on=october(29))

    assert found.words.endswith("as said by United States (United States), but not yet by Russia.")


# 7. No outcome.


@pytest.mark.parametrize(("day", "found"), [(30, []), (31, []), (32, []), (33, [("no_outcome", "meeting")])])
def test_an_outcome_is_asked_for_after_two_days(day: int, found: list[tuple[str, ...]]) -> None:
    on = date.fromordinal(october(1).toordinal() + day - 1)

    assert seen(asked(meeting(), on=on)) == found


def test_it_is_told_when_a_meeting_was_due_and_by_whose_word() -> None:
    told = tell("meeting", when("[2025-10-25..2025-10-26]", said_by="White House"), KOREA)

    (found,) = asked(told, on=date(2026, 1, 1))

    assert (found.class_, found.kind, found.claims) == ("question", "no_outcome", (told.claims[3].id,))
    assert found.words == (
        "“Meeting” was due between 25 and 26 October 2025 (White House), and nobody has said how it ended."
    )


def test_of_what_has_begun_it_is_asked_how_it_ended() -> None:
    (found,) = asked(meeting(days="2025-10-25/.."), on=october(28))

    assert found.words == "“Meeting” began from 25 October 2025 (an editor), and nobody has said how it ended."


# What no longer stands.

SILENT = status(Status.SCHEDULED, said_for=CN, stance=Stance.HAS_NOT_CONFIRMED)


@pytest.mark.parametrize("off", [*OFF, status(Status.HELD, said_on="2025-10-20")], ids=lambda one: str(one.value))
@pytest.mark.parametrize("day", [29, 31])
def test_of_what_is_off_or_was_held_nothing_is_asked(off: Claim, day: int) -> None:
    on = october(day) if day == 29 else date(2025, 11, 30)

    assert asked(meeting(SILENT, status(Status.SCHEDULED, said_for=US), off), on=on) == []


def test_of_a_date_that_no_longer_holds_nothing_is_asked() -> None:
    former = tell("meeting", when("2025-10-30", bearing=Bearing.FORMER), KOREA, SILENT)

    assert asked(former, on=date(2025, 11, 30)) == []


def test_questions_stand_by_the_starts_of_their_meetings() -> None:
    earlier = tell("a", "2025-10-02", KOREA)
    others = [tell(slug, "2025-10-01", KOREA, claim(Field.LEVEL, None)) for slug in ("c", "b")]

    assert [one[1] for one in seen(asked(earlier, *others, on=october(20)))] == ["b", "c", "a"]

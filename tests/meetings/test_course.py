"""The course of a meeting: postponed, cancelled, lifted, held, lapsed, and how sure each step leaves it."""

from dataclasses import replace

import pytest

from app.meetings.claim import Claim
from app.meetings.document import Certainty, Participation, Party
from app.meetings.projection import project
from app.meetings.terms import Bearing, Effect, Eos, Field, Kind, Precision, Role, Stance, Status
from tests.meetings.factories import (
    ASEAN,
    BUSAN,
    CN,
    HU,
    KR,
    LATER,
    MY,
    PUTIN,
    RU,
    TRUMP,
    US,
    XI,
    basics,
    claim,
    country,
    effects_of,
    locality,
    meeting,
    part,
    participant,
    person,
    source,
    status,
    story,
    told,
    when,
    where,
    window,
)

REUTERS = source("Reuters")
XINHUA = source("Xinhua")
LATE_OCTOBER = "[2025-10-21..2025-10-31]"


def steps(*claims: Claim) -> list[tuple[Effect, Status, str]]:
    return [(effect, now.status, told(now.when)) for effect, now in story(*claims)]


# Postponed.


def test_postponed_without_a_new_date_keeps_the_old_one_as_former() -> None:
    assert steps(when("2025-10-30"), status(Status.POSTPONED)) == [
        (Effect.NEW, Status.SCHEDULED, "30 Oct"),
        (Effect.NEW, Status.POSTPONED, "30 Oct, former"),
    ]


@pytest.mark.parametrize(
    ("known", "said", "bearing", "effect"),
    [
        ("2025-10-30", "2025-11-03", Bearing.STATES, Effect.MOVES),
        (LATE_OCTOBER, "2025-10-30", Bearing.STATES, Effect.REFINES),
        ("2025-10-30", "2026", Bearing.REPLACES, Effect.REPLACES),
    ],
)
def test_postponed_with_a_new_date_after_it_is_scheduled_and_a_move(
    known: str, said: str, bearing: Bearing, effect: Effect
) -> None:
    claims = [
        when(known, source=XINHUA),
        status(Status.POSTPONED, source=REUTERS),
        when(said, source=REUTERS, bearing=bearing),
    ]

    projection = project([*basics(), *claims])

    assert effects_of(claims, projection.effects) == [Effect.NEW, Effect.MOVES, effect]
    assert projection.content.status is Status.SCHEDULED
    assert (projection.content.when.edtf, projection.content.when.former) == (said, False)


def test_postponed_with_a_new_date_before_it_is_scheduled_and_a_move() -> None:
    claims = [
        when("2025-10-30", source=XINHUA),
        when("2025-11-03", source=REUTERS),
        status(Status.POSTPONED, source=REUTERS),
    ]

    assert steps(*claims) == [
        (Effect.NEW, Status.SCHEDULED, "30 Oct"),
        (Effect.MOVES, Status.SCHEDULED, "3 Nov"),
        (Effect.MOVES, Status.SCHEDULED, "3 Nov"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(when("2025-10-30", source=REUTERS, serial=LATER + 2), id="the old date in the same source"),
        pytest.param(when("2025-10", source=REUTERS, serial=LATER + 2), id="a vaguer one in the same source"),
        pytest.param(
            when("2025-11-03", source=REUTERS, serial=LATER + 2, bearing=Bearing.FORMER),
            id="an old plan in the same source",
        ),
        pytest.param(
            when("2025-11-03", source=REUTERS, serial=LATER + 2, stance=Stance.DENIES),
            id="a denial in the same source",
        ),
        pytest.param(where(BUSAN, source=REUTERS, serial=LATER + 2), id="a place in the same source"),
        pytest.param(when("2025-10-30T11:00", source=XINHUA, serial=LATER), id="a date of another source before"),
    ],
)
def test_only_a_new_date_of_the_same_source_makes_postponed_a_move(other: Claim) -> None:
    content = meeting(when("2025-10-30"), other, status(Status.POSTPONED, source=REUTERS, serial=LATER + 1))

    assert (content.status, content.when.former) == (Status.POSTPONED, True)


def test_a_new_date_of_another_source_lifts_postponed_but_does_not_make_it_a_move() -> None:
    claims = [when("2025-10-30"), status(Status.POSTPONED, source=REUTERS), when("2025-11-03", source=XINHUA)]

    projection = project([*basics(), *claims])

    assert effects_of(claims, projection.effects) == [Effect.NEW, Effect.NEW, Effect.MOVES]
    assert projection.content.status is Status.SCHEDULED


def test_a_date_repeated_before_another_source_moved_it_does_not_make_postponed_a_move() -> None:
    claims = [
        when("2025-10-30"),
        when("2025-10-30", source=REUTERS),
        when("2025-11-03", source=XINHUA),
        status(Status.POSTPONED, source=REUTERS),
    ]

    assert steps(*claims)[-1] == (Effect.NEW, Status.POSTPONED, "3 Nov, former")


def test_postponed_by_nobody_in_particular_does_not_take_its_date_from_others() -> None:
    content = meeting(when("2025-10-30"), when("2025-11-03"), status(Status.POSTPONED))

    assert (content.status, told(content.when)) == (Status.POSTPONED, "3 Nov, former")


@pytest.mark.parametrize(
    ("date_before", "said", "effect", "shown"),
    [
        ("2025-10-30", "2025-11-03", Effect.MOVES, "3 Nov"),
        (LATE_OCTOBER, "2025-10-30", Effect.REFINES, "30 Oct"),
        ("2025-10-30", "2025-10-30T11:00", Effect.REFINES, "30 Oct at 11:00"),
    ],
)
def test_a_date_that_moves_or_refines_lifts_postponed(date_before: str, said: str, effect: Effect, shown: str) -> None:
    claims = [when(date_before), status(Status.POSTPONED), when(said)]

    assert steps(*claims)[-1] == (effect, Status.SCHEDULED, shown)


@pytest.mark.parametrize("said", ["2025-10-30", "2025-10", "[2025-10-30..2025-10-31]"])
def test_an_old_date_repeated_does_not_lift_postponed(said: str) -> None:
    claims = [when("2025-10-30"), status(Status.POSTPONED), when(said)]

    assert steps(*claims)[-1] == (Effect.CONFIRMS, Status.POSTPONED, "30 Oct, former")


def test_a_date_that_replaces_lifts_postponed() -> None:
    claims = [when("2025-10-30"), status(Status.POSTPONED), when("2026", bearing=Bearing.REPLACES)]

    assert steps(*claims)[-1] == (Effect.REPLACES, Status.SCHEDULED, "within 1 Jan - 31 Dec")


def test_scheduled_again_lifts_postponed_with_the_old_date() -> None:
    claims = [when("2025-10-30"), status(Status.POSTPONED), status(Status.SCHEDULED)]

    assert steps(*claims)[-1] == (Effect.MOVES, Status.SCHEDULED, "30 Oct")


def test_the_first_date_after_old_plans_lifts_postponed() -> None:
    claims = [when("2025-09", bearing=Bearing.FORMER), status(Status.POSTPONED), when("2025-11-03")]

    assert steps(*claims)[1:] == [
        (Effect.NEW, Status.POSTPONED, "within 1 Sep - 30 Sep, former"),
        (Effect.NEW, Status.SCHEDULED, "3 Nov"),
    ]


def test_a_meeting_of_which_only_an_old_plan_is_known_has_a_former_date() -> None:
    assert steps(when("2025-09", bearing=Bearing.FORMER)) == [
        (Effect.FORMER, Status.SCHEDULED, "within 1 Sep - 30 Sep, former")
    ]


def test_another_old_plan_does_not_lift_postponed() -> None:
    claims = [
        when("2025-09", bearing=Bearing.FORMER),
        status(Status.POSTPONED),
        when("2025-11-03", bearing=Bearing.FORMER),
    ]

    assert steps(*claims)[-1] == (Effect.FORMER, Status.POSTPONED, "within 1 Sep - 30 Sep, former")


def test_the_first_date_of_all_does_not_lift_postponed() -> None:
    content = meeting(status(Status.POSTPONED), when("2025-10-30"))

    assert (content.status, told(content.when)) == (Status.POSTPONED, "30 Oct, former")


# Cancelled.

ORBAN = part(person("Viktor Orban"), for_party=HU, role=Role.HOST)
BUDAPEST = (TRUMP, PUTIN, ORBAN)
SUMMIT = (part(ASEAN, role=Role.ORGANISER), part(MY, role=Role.CHAIR), part(CN))


@pytest.mark.parametrize("side", [US, RU, None])
def test_either_side_of_a_bilateral_or_a_report_cancels_it(side: Party | None) -> None:
    content = meeting(when("2025-10-30"), status(Status.CANCELLED, said_for=side), parts=BUDAPEST)

    assert (content.status, content.certainty.eos, content.disputed) == (Status.CANCELLED, Eos.EOS6, [])


@pytest.mark.parametrize(
    ("kind", "parts", "side"),
    [
        pytest.param(Kind.BILATERAL, BUDAPEST, HU, id="the host of two others"),
        pytest.param(Kind.SUMMIT, SUMMIT, CN, id="a participant of a summit"),
    ],
)
def test_a_word_that_does_not_cancel_differs_and_is_disputed(
    kind: Kind, parts: tuple[Participation, ...], side: Party
) -> None:
    claims = [when("2025-10-30"), status(Status.CANCELLED, said_for=side)]

    effect, content = story(*claims, kind=kind, parts=parts)[-1]

    assert (effect, content.status, content.disputed) == (Effect.DIFFERS, Status.SCHEDULED, ["status"])


@pytest.mark.parametrize("side", [ASEAN, MY])
def test_the_host_or_the_organiser_of_a_summit_cancels_it(side: Party) -> None:
    content = meeting(when("2025-10-30"), status(Status.CANCELLED, said_for=side), kind=Kind.SUMMIT, parts=SUMMIT)

    assert content.status is Status.CANCELLED


@pytest.mark.parametrize(
    ("cancelled_by", "scheduled_by", "lifted"),
    [
        pytest.param([US], [US], True, id="taken back by the side that said it"),
        pytest.param([US], [None], True, id="denied by a report"),
        pytest.param([US], [RU], False, id="denied by the other side"),
        pytest.param([None], [RU], True, id="a report denied by a side"),
        pytest.param([None], [None], True, id="a report denied by a report"),
        pytest.param([US, None], [US], True, id="a side's word, reported by others too, taken back"),
        pytest.param([US, None], [RU], False, id="a side's word, reported by others too, denied by the other side"),
        pytest.param([US, RU], [US], False, id="taken back by one side of two"),
        pytest.param([US, RU], [US, RU], True, id="taken back by both sides"),
        pytest.param([US, RU], [RU, RU], False, id="taken back by one side, twice"),
        pytest.param([US, RU, US], [RU, US], True, id="said twice, taken back by both"),
    ],
)
def test_a_cancellation_is_lifted_by_those_who_said_it_or_by_a_report(
    cancelled_by: list[Party | None], scheduled_by: list[Party | None], *, lifted: bool
) -> None:
    off = [status(Status.CANCELLED, said_for=side) for side in cancelled_by]
    on = [status(Status.SCHEDULED, said_for=side) for side in scheduled_by]

    steps_taken = story(when("2025-10-30"), *off, *on, parts=BUDAPEST)

    expected = (Effect.MOVES, Status.SCHEDULED) if lifted else (Effect.DIFFERS, Status.CANCELLED)
    assert (steps_taken[-1][0], steps_taken[-1][1].status) == expected


def test_a_cancellation_that_was_lifted_is_forgotten() -> None:
    claims = [
        when("2025-10-30"),
        status(Status.CANCELLED, said_for=US),
        status(Status.SCHEDULED, said_for=US),
        status(Status.CANCELLED, said_for=RU),
        status(Status.SCHEDULED, said_for=RU),
    ]

    content = meeting(*claims, parts=BUDAPEST)

    assert (content.status, content.disputed) == (Status.SCHEDULED, [])


@pytest.mark.parametrize("side", [US, RU, HU, None])
def test_held_lifts_a_cancellation_whoever_says_so(side: Party | None) -> None:
    claims = [when("2025-10-30"), status(Status.CANCELLED, said_for=US), status(Status.HELD, said_for=side)]

    effect, content = story(*claims, parts=BUDAPEST)[-1]

    assert (effect, content.status, content.certainty.eos) == (Effect.MOVES, Status.HELD, Eos.EOS5)


@pytest.mark.parametrize("side", [US, RU, None])
@pytest.mark.parametrize("said", [Status.POSTPONED, Status.LAPSED])
def test_postponed_or_lapsed_does_not_lift_a_cancellation(said: Status, side: Party | None) -> None:
    claims = [when("2025-10-30"), status(Status.CANCELLED, said_for=US), status(said, said_for=side)]

    assert steps(*claims)[-1] == (Effect.DIFFERS, Status.CANCELLED, "30 Oct")


def test_a_postponement_denied_does_not_take_back_the_cancellation() -> None:
    claims = [
        when("2025-10-30"),
        status(Status.CANCELLED, said_for=US),
        status(Status.POSTPONED, said_for=US),
        status(Status.SCHEDULED, said_for=RU),
    ]

    assert steps(*claims)[-1] == (Effect.DIFFERS, Status.CANCELLED, "30 Oct")


def test_cancelled_twice_confirms() -> None:
    claims = [when("2025-10-30"), status(Status.CANCELLED), status(Status.CANCELLED)]

    assert steps(*claims)[1:] == [
        (Effect.NEW, Status.CANCELLED, "30 Oct"),
        (Effect.CONFIRMS, Status.CANCELLED, "30 Oct"),
    ]


@pytest.mark.parametrize(
    ("said", "bearing", "effect"),
    [
        ("2025-11-03", Bearing.STATES, Effect.DIFFERS),
        ("2025-11-03", Bearing.REPLACES, Effect.DIFFERS),
        ("2025-10-30T11:00", Bearing.STATES, Effect.DIFFERS),
        ("2025-10-30", Bearing.STATES, Effect.CONFIRMS),
        ("2025-10", Bearing.STATES, Effect.CONFIRMS),
        ("2025-11-03", Bearing.FORMER, Effect.FORMER),
    ],
)
def test_the_date_of_a_cancelled_meeting_is_frozen(said: str, bearing: Bearing, effect: Effect) -> None:
    claims = [when("2025-10-30"), status(Status.CANCELLED), when(said, bearing=bearing)]

    assert steps(*claims)[-1] == (effect, Status.CANCELLED, "30 Oct")


def test_a_frozen_date_moves_again_once_the_cancellation_is_lifted() -> None:
    claims = [
        when("2025-10-30"),
        status(Status.CANCELLED),
        when("2025-11-03"),
        status(Status.SCHEDULED),
        when("2025-11-04"),
    ]

    assert steps(*claims)[2:] == [
        (Effect.DIFFERS, Status.CANCELLED, "30 Oct"),
        (Effect.MOVES, Status.SCHEDULED, "30 Oct"),
        (Effect.MOVES, Status.SCHEDULED, "4 Nov"),
    ]


def test_a_meeting_cancelled_before_any_date_was_known_still_gets_one() -> None:
    content = meeting(status(Status.CANCELLED), when("2025-10-30"))

    assert (content.status, told(content.when)) == (Status.CANCELLED, "30 Oct")


def test_a_date_that_postponement_took_away_stays_former_when_cancelled() -> None:
    claims = [when("2025-10-30"), status(Status.POSTPONED), status(Status.CANCELLED)]

    assert steps(*claims)[-1] == (Effect.MOVES, Status.CANCELLED, "30 Oct, former")


def test_an_old_plan_for_the_status_changes_nothing() -> None:
    claims = [when("2025-10-30"), status(Status.CANCELLED, bearing=Bearing.FORMER)]

    assert steps(*claims)[-1] == (Effect.FORMER, Status.SCHEDULED, "30 Oct")


@pytest.mark.parametrize(
    ("off", "effect"),
    [(Status.POSTPONED, Effect.REFINES), (Status.CANCELLED, Effect.CONFIRMS)],
)
def test_an_old_date_repeated_with_its_zone_is_no_new_date(off: Status, effect: Effect) -> None:
    claims = [when("2025-10-30"), status(off), when("2025-10-30 in Asia/Seoul")]

    assert steps(*claims)[-1] == (effect, off, "30 Oct" if off is Status.CANCELLED else "30 Oct, former")


def test_an_old_start_repeated_with_its_zone_and_in_other_words_is_no_new_date() -> None:
    began = replace(window("2025-10-30/.. in Asia/Seoul"), words="began on Thursday")
    claims = [when("2025-10-30/.."), status(Status.POSTPONED), claim(Field.WHEN, began)]

    assert steps(*claims)[-1] == (Effect.REFINES, Status.POSTPONED, "30 Oct, open end, former")


def test_postponed_by_a_source_that_only_adds_the_zone_is_no_move() -> None:
    claims = [
        when("2025-10-30"),
        status(Status.POSTPONED, source=REUTERS),
        when("2025-10-30 in Asia/Seoul", source=REUTERS),
    ]

    assert steps(*claims)[-1] == (Effect.REFINES, Status.POSTPONED, "30 Oct, former")


def test_postponed_by_a_source_that_tells_the_old_day_as_it_is_called_elsewhere_is_no_move() -> None:
    claims = [
        when("2025-10-30"),
        where(BUSAN),
        status(Status.POSTPONED, source=REUTERS),
        when("2025-10-29 in America/New_York", source=REUTERS),
    ]

    assert steps(*claims)[-1] == (Effect.CONFIRMS, Status.POSTPONED, "30 Oct, former")


# Held and lapsed.


@pytest.mark.parametrize("said", [Status.HELD, Status.LAPSED])
def test_what_was_held_or_has_lapsed_stays_so_when_its_date_is_corrected(said: Status) -> None:
    claims = [when("2025-10-30"), status(said), when("2025-10-31")]

    assert steps(*claims)[-1] == (Effect.MOVES, said, "31 Oct")


@pytest.mark.parametrize("said", [Status.HELD, Status.LAPSED, Status.CANCELLED])
def test_what_was_held_lapsed_or_called_off_is_no_move_even_with_another_date(said: Status) -> None:
    claims = [when("2025-10-30"), status(said, source=REUTERS), when("2025-10-31", source=REUTERS)]

    assert meeting(*claims).status is said


def test_nothing_is_held_or_lapsed_until_somebody_says_so() -> None:
    content = meeting(when("1972-02-21/1972-02-28", said_on="1971-07-15"))

    assert content.status is Status.SCHEDULED


# A side's last word on the status.


@pytest.mark.parametrize(
    ("last", "disputed"),
    [
        pytest.param(status(Status.SCHEDULED, said_for=RU, serial=LATER + 1), ["status"], id="the other side goes on"),
        pytest.param(
            status(Status.POSTPONED, said_for=RU, serial=LATER + 1), ["status"], id="the other side: only moved"
        ),
        pytest.param(status(Status.CANCELLED, said_for=RU, serial=LATER + 1), [], id="the other side agrees"),
        pytest.param(
            status(Status.CANCELLED, said_for=RU, stance=Stance.DENIES, serial=LATER + 1), ["status"], id="a denial"
        ),
        pytest.param(
            status(Status.SCHEDULED, said_for=RU, stance=Stance.DENIES, serial=LATER + 1),
            [],
            id="a denial of the contrary",
        ),
        pytest.param(
            status(Status.CANCELLED, said_for=RU, stance=Stance.HAS_NOT_CONFIRMED, serial=LATER + 1),
            [],
            id="no word yet",
        ),
        pytest.param(status(Status.POSTPONED, serial=LATER + 1), [], id="a report speaks for no side"),
    ],
)
def test_a_sides_last_word_against_the_status_is_disputed(last: Claim, disputed: list[str]) -> None:
    content = meeting(when("2025-10-30"), status(Status.CANCELLED, said_for=US), last, parts=BUDAPEST)

    assert (content.status, content.disputed) == (Status.CANCELLED, disputed)


def test_a_side_that_only_goes_on_to_speak_of_the_place_still_disputes_the_status() -> None:
    claims = [
        when("2025-10-30"),
        status(Status.CANCELLED, said_for=US),
        status(Status.POSTPONED, said_for=RU),
        where(BUSAN, said_for=RU),
    ]

    assert meeting(*claims, parts=BUDAPEST).disputed == ["status"]


def test_a_date_said_of_a_cancelled_meeting_is_not_disputed() -> None:
    claims = [when("2025-10-30"), status(Status.CANCELLED, said_for=US), when("2025-11-03", said_for=RU)]

    assert meeting(*claims, parts=BUDAPEST).disputed == []


def test_a_side_that_agrees_in_the_end_no_longer_disputes() -> None:
    claims = [
        when("2025-10-30"),
        status(Status.CANCELLED, said_for=US),
        status(Status.POSTPONED, said_for=RU),
        status(Status.CANCELLED, said_for=RU),
    ]

    assert meeting(*claims, parts=BUDAPEST).disputed == []


def test_a_side_that_was_right_in_the_end_no_longer_disputes() -> None:
    claims = [
        when("2025-10-30"),
        status(Status.CANCELLED, said_for=US),
        status(Status.SCHEDULED, said_for=RU),
        status(Status.SCHEDULED, said_for=US),
    ]

    content = meeting(*claims, parts=BUDAPEST)

    assert (content.status, content.disputed) == (Status.SCHEDULED, [])


# How sure it is.


@pytest.mark.parametrize(
    ("claims", "eos"),
    [
        pytest.param([when("2025-10-30")], Eos.EOS3, id="a report"),
        pytest.param([when("2025-10-30", said_for=US)], Eos.EOS4, id="a side"),
        pytest.param([when("2025-10-30"), when("2025-10-30", said_for=US)], Eos.EOS3, id="a side after a report"),
        pytest.param([when("2025-10-30", said_for=US), when("2025-10-30")], Eos.EOS4, id="a report after a side"),
        pytest.param([when("2025-10-30", certainty=Eos.EOS1)], Eos.EOS1, id="stated"),
        pytest.param(
            [when("2025-10-30", certainty=Eos.EOS4), when("2025-10-30", certainty=Eos.EOS2)], Eos.EOS2, id="the latest"
        ),
        pytest.param(
            [when("2025-10-30", certainty=Eos.EOS2), status(Status.SCHEDULED, said_for=US)],
            Eos.EOS2,
            id="stated, then not",
        ),
        pytest.param(
            [when("2025-10-30", certainty=Eos.EOS3), status(Status.SCHEDULED, certainty=Eos.EOS2)],
            Eos.EOS2,
            id="stated with the status",
        ),
        pytest.param(
            [when("2025-10-30"), where(BUSAN, certainty=Eos.EOS1)], Eos.EOS3, id="what is stated with a place is not"
        ),
        pytest.param(
            [when("2025-10-30"), claim(Field.CERTAINTY, Eos.EOS1, certainty=Eos.EOS1)], Eos.EOS1, id="claimed by itself"
        ),
        pytest.param(
            [when("2025-10-30", said_for=US), status(Status.SCHEDULED, stance=Stance.DENIES, certainty=Eos.EOS2)],
            Eos.EOS2,
            id="stated with a denial",
        ),
        pytest.param(
            [when("2025-10-30", said_for=US), status(Status.SCHEDULED, stance=Stance.DENIES)],
            Eos.EOS4,
            id="a denial that states none",
        ),
        pytest.param(
            [status(Status.SCHEDULED, stance=Stance.HAS_NOT_CONFIRMED), when("2025-10-30", said_for=US)],
            Eos.EOS4,
            id="a side after one that has not confirmed",
        ),
        pytest.param(
            [
                when("2025-09", certainty=Eos.EOS3),
                when("2025-11", certainty=Eos.EOS2, bearing=Bearing.FORMER),
            ],
            Eos.EOS2,
            id="stated with an old plan",
        ),
        pytest.param([when("2025-10-30"), status(Status.CANCELLED)], Eos.EOS6, id="cancelled"),
        pytest.param([when("2025-10-30", certainty=Eos.EOS5), status(Status.POSTPONED)], Eos.EOS3, id="postponed"),
        pytest.param(
            [when("2025-10-30"), status(Status.POSTPONED, certainty=Eos.EOS2)],
            Eos.EOS3,
            id="postponed, whatever is stated",
        ),
        pytest.param([when("2025-10-30"), status(Status.HELD)], Eos.EOS5, id="held, whoever says so"),
        pytest.param([when("2025-10-30?"), status(Status.HELD)], Eos.EOS5, id="held on a day in doubt"),
        pytest.param([when("2025", certainty=Eos.EOS1), status(Status.LAPSED)], Eos.EOS1, id="lapsed"),
        pytest.param([when("2025", certainty=Eos.EOS4), status(Status.LAPSED)], Eos.EOS3, id="lapsed, once likely"),
        pytest.param(
            [when("2025-10-30", certainty=Eos.EOS4), status(Status.POSTPONED), when("2025-11-03")],
            Eos.EOS4,
            id="postponed, then dated again",
        ),
        pytest.param(
            [
                when("2025-10-30", certainty=Eos.EOS4),
                status(Status.CANCELLED, certainty=Eos.EOS6),
                status(Status.SCHEDULED),
            ],
            Eos.EOS4,
            id="called off, then on again",
        ),
        pytest.param(
            [status(Status.CANCELLED, certainty=Eos.EOS6), when("2025-10-30"), status(Status.SCHEDULED)],
            Eos.EOS3,
            id="first known as called off, then on again",
        ),
    ],
)
def test_certainty_is_the_latest_stated_and_follows_the_status(claims: list[Claim], eos: Eos) -> None:
    assert meeting(*claims).certainty.eos is eos


@pytest.mark.parametrize(
    ("claims", "eos"),
    [
        pytest.param([when("2025-10-30", certainty=Eos.EOS5, said_for=US)], Eos.EOS4, id="one side"),
        pytest.param([when("2025-10-30", certainty=Eos.EOS5)], Eos.EOS4, id="no side"),
        pytest.param(
            [when("2025-10-30", certainty=Eos.EOS5, said_for=US), when("2025-10-30", said_for=KR)],
            Eos.EOS4,
            id="one side and a bystander",
        ),
        pytest.param(
            [when("2025-10-30", certainty=Eos.EOS5, said_for=US), when("2025-10-30", said_for=CN)],
            Eos.EOS5,
            id="both sides",
        ),
        pytest.param(
            [where(BUSAN, said_for=CN), when("2025-10-30", certainty=Eos.EOS5, said_for=US)],
            Eos.EOS5,
            id="both sides, one of them only on the place",
        ),
        pytest.param(
            [when("2025-10-30?", certainty=Eos.EOS5, said_for=US), when("2025-10-30?", said_for=CN)],
            Eos.EOS4,
            id="both sides on a day in doubt",
        ),
        pytest.param(
            [when("2025-10-30", certainty=Eos.EOS2, said_for=US), when("2025-10-30", said_for=CN)],
            Eos.EOS2,
            id="both sides, neither sure",
        ),
    ],
)
def test_a_bilateral_is_certain_only_once_each_side_has_spoken(claims: list[Claim], eos: Eos) -> None:
    assert meeting(*claims).certainty.eos is eos


KUALA_LUMPUR = locality("Kuala Lumpur", Precision.CITY, country("MY", "Malaysia"))


@pytest.mark.parametrize(
    "third",
    [
        pytest.param([], id="named as the place's country alone"),
        pytest.param([participant(part(MY, role=Role.HOST))], id="host"),
        pytest.param([participant(part(MY, role=Role.MEDIATOR))], id="mediator"),
        pytest.param([participant(part(MY, role=Role.ORGANISER))], id="organiser"),
        pytest.param([participant(part(person("Anwar Ibrahim"), for_party=MY, role=Role.HOST))], id="a person as host"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.BILATERAL, Kind.TALKS, Kind.CALL])
def test_two_sides_are_certain_without_the_third_country_that_receives_them(kind: Kind, third: list[Claim]) -> None:
    claims = [
        when("2025-10-25", said_for=US, certainty=Eos.EOS5),
        when("2025-10-25", said_for=CN),
        when("2025-10-25", said_for=MY),
        where(KUALA_LUMPUR),
    ]

    content = meeting(*claims, *third, kind=kind)

    assert content.certainty == Certainty(eos=Eos.EOS5, confirmed_by=[CN, US])


def test_the_country_of_the_place_does_not_call_off_others_bilateral() -> None:
    claims = [when("2025-10-25"), where(KUALA_LUMPUR), participant(part(MY)), status(Status.CANCELLED, said_for=MY)]

    assert steps(*claims)[-1][:2] == (Effect.DIFFERS, Status.SCHEDULED)


@pytest.mark.parametrize(("side", "eos"), [(MY, Eos.EOS5), (ASEAN, Eos.EOS5), (CN, Eos.EOS4), (None, Eos.EOS4)])
def test_a_summit_is_certain_once_its_host_or_organiser_has_spoken(side: Party | None, eos: Eos) -> None:
    said = when("2025-10-26/2025-10-28", certainty=Eos.EOS5, said_for=side)

    assert meeting(said, kind=Kind.SUMMIT, parts=SUMMIT).certainty.eos is eos


@pytest.mark.parametrize(
    ("known", "said", "effect"),
    [
        ([], Eos.EOS4, Effect.NEW),
        ([status(Status.SCHEDULED, certainty=Eos.EOS4)], Eos.EOS4, Effect.CONFIRMS),
        ([status(Status.SCHEDULED, certainty=Eos.EOS4)], Eos.EOS2, Effect.MOVES),
    ],
)
def test_a_certainty_by_itself_confirms_or_moves_the_one_that_was_stated(
    known: list[Claim], said: Eos, effect: Effect
) -> None:
    word = claim(Field.CERTAINTY, said)

    projection = project([*basics(), *known, word, when("2025-10-30", said_on="2025-10-19")])

    assert (projection.effects[word.id], projection.content.certainty.eos) == (effect, said)


# Who has said so themselves.


def confirmed_by(*claims: Claim) -> list[str]:
    return [party.name for party in meeting(*claims).certainty.confirmed_by]


@pytest.mark.parametrize(
    ("claims", "names"),
    [
        pytest.param([when("2025-10-30")], [], id="a report speaks for nobody"),
        pytest.param([when("2025-10-30", said_for=US)], ["United States"], id="a date"),
        pytest.param([when("2025-10-30"), where(BUSAN, said_for=CN)], ["China"], id="a place"),
        pytest.param([when("2025-10-30"), participant(XI, said_for=CN)], ["China"], id="a participant"),
        pytest.param([when("2025-10-30"), status(Status.SCHEDULED, said_for=CN)], ["China"], id="a status"),
        pytest.param(
            [when("2025-10-30", said_for=US), when("2025-10-30", said_for=CN)], ["China", "United States"], id="by name"
        ),
        pytest.param([when("2025-10-30", said_for=US), where(BUSAN, said_for=US)], ["United States"], id="once each"),
        pytest.param(
            [when("2025-10-30"), when("2025-11-03", said_for=CN, stance=Stance.DENIES)], [], id="not by a denial"
        ),
        pytest.param(
            [when("2025-10-30", said_for=CN), where(BUSAN, said_for=CN, stance=Stance.DENIES)],
            [],
            id="not after a denial",
        ),
        pytest.param(
            [
                when("2025-10-30", said_for=CN),
                when("2025-10-30", said_for=US),
                status(Status.SCHEDULED, said_for=CN, stance=Stance.HAS_NOT_CONFIRMED),
            ],
            ["United States"],
            id="not once it has not confirmed",
        ),
        pytest.param(
            [
                status(Status.SCHEDULED, said_for=CN, stance=Stance.HAS_NOT_CONFIRMED),
                when("2025-10-30", said_for=CN),
            ],
            ["China"],
            id="once it has confirmed",
        ),
        pytest.param(
            [when("2025-10-30"), when("2025-11-03", said_for=CN, bearing=Bearing.FORMER)], [], id="not by an old plan"
        ),
        pytest.param(
            [when("2025-10-30"), where(BUSAN, said_for=CN, bearing=Bearing.FORMER)], [], id="not by an old place"
        ),
        pytest.param(
            [when("2025-10-30"), status(Status.CANCELLED, said_for=US), status(Status.POSTPONED, said_for=CN)],
            ["United States"],
            id="not by a status that differs",
        ),
        pytest.param(
            [when("2025-10-31", said_for=CN), when("2025-10-30", said_for=US)],
            ["United States"],
            id="only the side that moved it",
        ),
        pytest.param(
            [when("2025-10-31", said_for=CN), when("2025-10-30", said_for=US, bearing=Bearing.REPLACES)],
            ["United States"],
            id="only the side that replaced it",
        ),
        pytest.param(
            [when("2025-10-30", said_for=CN), when("2025-10-30T11:00", said_for=US)],
            ["China", "United States"],
            id="both, where one only adds the hour",
        ),
        pytest.param(
            [when("2025-10-30", said_for=CN), when("2025-10", said_for=US)],
            ["China", "United States"],
            id="both, where one only says the month",
        ),
    ],
)
def test_a_side_confirms_by_its_own_word_until_the_date_moves(claims: list[Claim], names: list[str]) -> None:
    assert confirmed_by(*claims) == names


@pytest.mark.parametrize(
    ("claims", "names"),
    [
        pytest.param([status(Status.CANCELLED, said_for=US)], ["United States"], id="called off"),
        pytest.param([status(Status.CANCELLED, said_for=US), status(Status.SCHEDULED)], [], id="on again by a report"),
        pytest.param(
            [status(Status.CANCELLED, said_for=US), status(Status.HELD)], [], id="held after all, by a report"
        ),
        pytest.param(
            [status(Status.CANCELLED, said_for=US), status(Status.SCHEDULED, said_for=US)],
            ["United States"],
            id="on again by its own word",
        ),
        pytest.param(
            [status(Status.CANCELLED, said_for=US), status(Status.SCHEDULED), when("2025-10-30", said_for=US)],
            ["United States"],
            id="on again by a report, then by its own date",
        ),
        pytest.param(
            [status(Status.SCHEDULED, said_for=US), status(Status.CANCELLED)], [], id="called off by a report alone"
        ),
        pytest.param(
            [status(Status.SCHEDULED, said_for=US), status(Status.CANCELLED), status(Status.SCHEDULED)],
            ["United States"],
            id="called off by a report, on again by another",
        ),
        pytest.param(
            [status(Status.CANCELLED, said_for=CN), status(Status.CANCELLED, said_for=US)],
            ["China", "United States"],
            id="called off by both",
        ),
        pytest.param(
            [status(Status.CANCELLED, said_for=US), status(Status.SCHEDULED, said_for=CN), status(Status.SCHEDULED)],
            ["China"],
            id="on again as the other side had said",
        ),
        pytest.param([status(Status.POSTPONED, said_for=US)], ["United States"], id="put off"),
        pytest.param([status(Status.POSTPONED, said_for=US), status(Status.SCHEDULED)], [], id="not put off after all"),
        pytest.param(
            [status(Status.POSTPONED, said_for=US), when("2025-11-03")], [], id="put off, then dated by a report"
        ),
        pytest.param(
            [status(Status.POSTPONED, said_for=US), when("2025-11-03", said_for=US)],
            ["United States"],
            id="put off, then dated by itself",
        ),
        pytest.param(
            [status(Status.POSTPONED, said_for=US), when("2025-10-30", said_for=US)],
            ["United States"],
            id="put off, the old date repeated",
        ),
        pytest.param(
            [
                status(Status.POSTPONED, said_for=US, source=REUTERS),
                when("2025-11-03", said_for=US, source=REUTERS),
            ],
            ["United States"],
            id="put off to another date",
        ),
        pytest.param(
            [status(Status.POSTPONED, said_for=US), status(Status.CANCELLED)], [], id="put off, called off by a report"
        ),
        pytest.param([status(Status.LAPSED, said_for=US)], ["United States"], id="lapsed"),
        pytest.param(
            [status(Status.LAPSED, said_for=US), when("2025", said_for=US, bearing=Bearing.REPLACES)],
            ["United States"],
            id="lapsed with its window",
        ),
        pytest.param([status(Status.LAPSED, said_for=US), status(Status.HELD)], [], id="held, not lapsed"),
        pytest.param([status(Status.HELD, said_for=US)], ["United States"], id="held"),
    ],
)
def test_a_side_that_calls_it_off_confirms_that_and_not_that_it_is_on(claims: list[Claim], names: list[str]) -> None:
    assert confirmed_by(when("2025-10-30", said_on="2025-10-17", said_for=US), *claims) == names


def test_a_side_that_only_called_it_off_makes_nothing_certain() -> None:
    claims = [
        when("2025-10-30", said_for=CN, certainty=Eos.EOS5),
        status(Status.CANCELLED, said_for=US),
        status(Status.SCHEDULED),
    ]

    assert meeting(*claims).certainty == Certainty(eos=Eos.EOS4, confirmed_by=[CN])


def test_a_guest_that_calls_off_a_summit_in_vain_no_longer_confirms_it() -> None:
    claims = [when("2025-10-30", said_for=CN), status(Status.CANCELLED, said_for=CN)]

    assert meeting(*claims, kind=Kind.SUMMIT, parts=SUMMIT).certainty.confirmed_by == []


def test_a_bystander_of_a_bilateral_does_not_confirm_it() -> None:
    assert confirmed_by(when("2025-10-30", said_for=KR), where(BUSAN, said_for=CN)) == ["China"]


def test_everybody_who_speaks_for_a_summit_confirms_it() -> None:
    content = meeting(
        when("2025-10-26/2025-10-28", said_for=ASEAN), where(BUSAN, said_for=US), kind=Kind.SUMMIT, parts=SUMMIT
    )

    assert content.certainty.confirmed_by == [ASEAN, US]


@pytest.mark.parametrize(
    ("word", "effect"),
    [
        (when("2025-11-03", said_for=CN, stance=Stance.DENIES, serial=LATER + 1), Effect.DIFFERS),
        (when("2025-11-03", said_for=CN, stance=Stance.HAS_NOT_CONFIRMED, serial=LATER + 1), Effect.ECHO),
        (status(Status.CANCELLED, said_for=CN, stance=Stance.DENIES, serial=LATER + 1), Effect.DIFFERS),
        (status(Status.CANCELLED, said_for=CN, stance=Stance.HAS_NOT_CONFIRMED, serial=LATER + 1), Effect.ECHO),
    ],
)
def test_a_side_that_does_not_affirm_moves_nothing(word: Claim, effect: Effect) -> None:
    assert steps(when("2025-10-30"), word)[-1] == (effect, Status.SCHEDULED, "30 Oct")

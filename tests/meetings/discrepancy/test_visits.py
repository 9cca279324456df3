"""Who is in a country is there on a visit, as far as their visits there are known."""

from datetime import date

import pytest

from app.meetings.claim import Claim
from app.meetings.document import Participation
from app.meetings.terms import Attendance, Bearing, Kind, PartyKind, Precision, Role, Status
from tests.meetings.discrepancy.calendars import JAPAN, OFF, TOKYO, Told, against, part_of, seen, tell, visit
from tests.meetings.factories import (
    AMERICA,
    BUSAN,
    CN,
    GYEONGJU,
    KOREA,
    KR,
    TRUMP,
    US,
    XI,
    locality,
    part,
    party,
    person,
    source,
    status,
    when,
    where,
)

LEE = part(person("Lee Jae Myung"), for_party=KR, role=Role.HOST)
TRAVELLING = TRUMP.model_copy(update={"role": Role.VISITOR})
ARTICLE = source("Benzinga")
VISIT = visit("visit", when("2025-10-29/2025-10-30", source=ARTICLE), KOREA, parts=[TRAVELLING, LEE])
MEETING = tell("meeting", when("[2025-10-31..2025-11-01]", source=ARTICLE), KOREA, parts=[TRUMP, XI])
FOUND = [("outside_visit", "visit", "meeting")]


def with_days(days: str | Claim) -> Told:
    return tell("meeting", days, KOREA)


def with_part(one: Participation) -> Told:
    return tell("meeting", "2025-10-31", KOREA, parts=[one])


def test_the_first_article_has_trump_meet_xi_in_korea_when_he_has_left() -> None:
    (found,) = against(VISIT, MEETING)

    assert (found.class_, found.kind) == ("contradiction", "outside_visit")
    assert [one.slug for one in found.meetings] == ["visit", "meeting"]
    assert found.words == (
        "“Visit” is on 29-30 October 2025 (Benzinga), but Donald Trump is to be at “Meeting” there "
        "between 31 October and 1 November 2025 (Benzinga)."
    )


def test_a_finding_names_the_claims_on_days_presence_and_places() -> None:
    (found,) = against(VISIT, MEETING)

    shown = {claim.id: claim.field for told in (VISIT, MEETING) for claim in told.claims}
    assert [shown[one] for one in found.claims] == ["when", "participants", "place"] * 2


def test_a_meeting_that_is_moved_into_the_visit_contradicts_it_no_more() -> None:
    moved = tell("meeting", "[2025-10-31..2025-11-01]", KOREA, when("2025-10-30", said_on="2025-10-23"))

    assert against(VISIT, moved) == []


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ("2025-11-06", FOUND),
        ("2025-11-07", []),
        ("2025-10-28", FOUND),
        ("2025-10-22", FOUND),
        ("2025-10-21", []),
        ("2025-10-30", []),
        ("[2025-10-30..2025-11-01]", []),
        pytest.param("2025-10-20 | 2025-11-08", [], id="no alternative is near"),
        pytest.param("2025-10-20 | 2025-11-04", FOUND, id="one alternative is near"),
        pytest.param("2025-10-30 | 2025-11-04", [], id="one alternative is on the visit"),
        pytest.param("2025-10-20/..", [], id="it has begun, and can go on"),
    ],
)
def test_a_presence_belongs_to_a_visit_within_a_week_of_it(days: str, found: list[tuple[str, ...]]) -> None:
    assert seen(against(VISIT, with_days(days))) == found


def test_another_visit_that_holds_the_meeting_explains_it() -> None:
    assert against(VISIT, MEETING, visit("return", "2025-11-01/2025-11-02", KOREA)) == []
    assert against(VISIT, MEETING, visit("elsewhere", "2025-11-01/2025-11-02", JAPAN)) != []


def test_a_journey_of_which_nobody_has_said_where_it_leads_explains_a_meeting_and_is_missed_by_none() -> None:
    journey = visit("journey", "2025-10-24/2025-11-01", locality("Asia", Precision.SEVERAL))
    earlier = visit("journey", "2025-10-24/2025-10-30", locality("Asia", Precision.SEVERAL))

    assert against(VISIT, MEETING, journey) == []
    assert against(earlier, MEETING) == []


def test_of_two_visits_the_nearer_one_is_missed() -> None:
    early = visit("early", "2025-10-26", KOREA)
    late = visit("late", "2025-11-04/2025-11-05", KOREA)

    assert seen(against(early, late, with_days("2025-10-31"))) == [("outside_visit", "late", "meeting")]
    assert seen(against(early, late, with_days("2025-10-30"))) == [("outside_visit", "early", "meeting")]


def test_a_part_outside_its_visit_is_only_that() -> None:
    part = tell("meeting", "2025-10-31", KOREA, part_of("visit"))

    assert seen(against(VISIT, part)) == [("outside_whole", "meeting", "visit")]


@pytest.mark.parametrize("attendance", [None, Attendance.EXPECTED, Attendance.CONFIRMED, Attendance.ATTENDED])
def test_who_comes_is_there(attendance: Attendance | None) -> None:
    assert seen(against(VISIT, with_part(TRUMP.model_copy(update={"attendance": attendance})))) == FOUND


@pytest.mark.parametrize(
    "attendance", [Attendance.INVITED, Attendance.DECLINED, Attendance.REPRESENTED, Attendance.REMOTE]
)
def test_who_does_not_come_in_person_is_not_there(attendance: Attendance) -> None:
    assert against(VISIT, with_part(TRUMP.model_copy(update={"attendance": attendance}))) == []


def test_a_representative_is_there_and_who_is_represented_is_not() -> None:
    vance = person("JD Vance")
    represented = TRUMP.model_copy(update={"attendance": Attendance.REPRESENTED, "represented_by": vance})

    assert against(VISIT, with_part(represented)) == []
    his = visit("visit", "2025-10-29", KOREA, parts=[part(vance, for_party=US, role=Role.VISITOR)])
    assert seen(against(his, with_part(represented))) == FOUND


def test_on_the_phone_nobody_is_in_a_country() -> None:
    assert against(VISIT, tell("meeting", "2025-10-31", KOREA, kind=Kind.CALL)) == []


def test_states_do_not_travel() -> None:
    assert against(visit("visit", "2025-10-29", KOREA, parts=[part(US)]), with_part(part(US))) == []


def test_who_receives_a_visitor_is_on_no_visit() -> None:
    assert against(VISIT, tell("meeting", "2025-11-01", GYEONGJU, parts=[LEE, XI])) == []


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.PARTICIPANT, Role.HEAD_OF_DELEGATION, Role.GUEST])
def test_where_a_visitor_is_named_the_visit_is_theirs_alone(role: Role) -> None:
    rubio = part(person("Marco Rubio"), for_party=US, role=role)
    theirs = visit("visit", "2025-10-29", KOREA, parts=[TRAVELLING, rubio])

    assert against(theirs, with_part(rubio)) == []
    assert seen(against(visit("visit", "2025-10-29", KOREA, parts=[rubio]), with_part(rubio))) == FOUND


def test_where_no_visitor_is_named_who_is_at_home_does_not_visit() -> None:
    at_home = LEE.model_copy(update={"role": Role.PARTICIPANT})

    assert against(visit("visit", "2025-10-29", KOREA, parts=[at_home]), with_part(at_home)) == []


def test_who_stays_for_a_part_is_there_in_that_part() -> None:
    def leaving(day: str) -> Told:
        until = TRUMP.model_copy(update={"until": date.fromisoformat(day)})
        return tell("meeting", "2025-10-30/2025-11-01", KOREA, parts=[until])

    later = visit("visit", "2025-11-01", KOREA)

    assert against(later, leaving("2025-11-01")) == []
    assert seen(against(later, leaving("2025-10-31"))) == FOUND


def test_several_who_are_at_both_are_told_in_one_finding() -> None:
    rubio = part(person("Marco Rubio"), for_party=US, role=Role.VISITOR)
    theirs = visit("visit", "2025-10-29/2025-10-30", KOREA, parts=[TRAVELLING, rubio])

    (found,) = against(theirs, tell("meeting", "2025-10-31", KOREA, parts=[rubio, TRUMP]))

    assert "but Donald Trump and Marco Rubio are to be at “Meeting” there" in found.words


def test_a_meeting_in_another_country_is_no_part_of_the_visit() -> None:
    assert against(VISIT, tell("meeting", "2025-10-31", TOKYO)) == []
    assert against(VISIT, tell("meeting", "2025-10-31", None)) == []


def test_a_second_visit_is_a_visit() -> None:
    assert against(VISIT, visit("return", "2025-11-02", KOREA)) == []


@pytest.mark.parametrize("off", OFF, ids=lambda one: str(one.value))
def test_what_no_longer_stands_neither_contradicts_nor_explains(off: Claim) -> None:
    return_ = visit("return", "2025-11-01", KOREA, off)

    assert against(visit("visit", "2025-10-29/2025-10-30", KOREA, off), MEETING) == []
    assert against(VISIT, tell("meeting", "2025-10-31", KOREA, off)) == []
    assert seen(against(VISIT, MEETING, return_)) == FOUND


def test_a_date_that_no_longer_holds_contradicts_nothing() -> None:
    assert against(VISIT, with_days(when("2025-10-31", bearing=Bearing.FORMER))) == []


def test_days_that_can_be_the_same_in_two_zones_of_a_country_are_no_contradiction() -> None:
    honolulu = locality("Honolulu", Precision.CITY, AMERICA, time_zone="Pacific/Honolulu")
    guam = locality("Guam", Precision.CITY, AMERICA, time_zone="Pacific/Guam")

    def at(honolulu_day: str, guam_day: str) -> list[tuple[str, ...]]:
        return seen(
            against(visit("visit", honolulu_day, honolulu, parts=[XI]), tell("meeting", guam_day, guam, parts=[XI]))
        )

    assert at("2025-10-30", "2025-10-31") == []
    assert at("2025-10-31", "2025-10-30") == FOUND


def test_what_was_held_is_told_as_such() -> None:
    held = tell("meeting", "2025-10-31", BUSAN, status(Status.HELD), where(BUSAN, said_on="2025-10-19"))

    (found,) = against(VISIT, held)

    assert "but Donald Trump was at “Meeting” there on 31 October 2025" in found.words


def test_an_organisation_is_no_person() -> None:
    nato = part(party("NATO", PartyKind.ORGANISATION), role=Role.VISITOR)

    assert against(visit("visit", "2025-10-29", KOREA, parts=[nato]), with_part(nato)) == []


def test_a_visit_of_somebody_else_is_not_missed() -> None:
    assert against(visit("visit", "2025-10-29", KOREA, parts=[part(person("Li Qiang"), for_party=CN)]), MEETING) == []

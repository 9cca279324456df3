"""Nobody is in two places, as far as a flight leaves them time."""

from datetime import date

import pytest

from app.meetings.claim import Claim
from app.meetings.discrepancy.places import kilometres
from app.meetings.document import Locality
from app.meetings.terms import Attendance, Bearing, Kind, Precision, Role
from tests.meetings.discrepancy.calendars import (
    BRITAIN,
    KUALA_LUMPUR,
    OFF,
    TOKYO,
    Told,
    against,
    at,
    city,
    part_of,
    seen,
    tell,
    visit,
)
from tests.meetings.factories import AMERICA, BUSAN, TRUMP, country, locality, part, person, source, when

RUSSIA, SOUTH_AFRICA = country("RU", "Russia"), country("ZA", "South Africa")
AT_BUSAN = at(BUSAN, 35.18, 129.08)
WASHINGTON = city("Washington", AMERICA, 38.9, -77.04, "America/New_York")
LONDON = city("London", BRITAIN, 51.5, -0.13, "Europe/London")
MOSCOW = city("Moscow", RUSSIA, 55.75, 37.62, "Europe/Moscow")
PRETORIA = city("Pretoria", SOUTH_AFRICA, -25.75, 28.19, "Africa/Johannesburg")

Dated = tuple[str | Claim, Locality | None]


def collide(*told: Told) -> bool:
    """Tell whether it is found that somebody cannot be at two meetings, once and whatever their order."""
    found = [sorted(one) for one in seen(against(*told))]
    assert found == [sorted(one) for one in seen(against(*reversed(told)))]
    assert found in ([], [["one", "other", "two_places"]])
    return bool(found)


def both(one: Dated, other: Dated) -> bool:
    """Tell whether it is found that somebody cannot be at two meetings, of which days and places are known."""
    return collide(tell("one", *one), tell("other", *other))


def test_two_places_on_one_day_are_found_and_told_with_their_distance() -> None:
    one = tell("one", when("2025-10-28", source=source("Kyodo")), TOKYO)
    other = tell("other", when("2025-10-28", source=source("Bernama")), KUALA_LUMPUR)

    (found,) = against(other, one)

    assert (found.class_, found.kind, [one.slug for one in found.meetings]) == (
        "contradiction",
        "two_places",
        ["one", "other"],
    )
    assert found.words == (
        "Donald Trump cannot be both at “One”, Tokyo, Japan, on 28 October 2025 (Kyodo) and at “Other”, "
        "Kuala Lumpur, Malaysia, on 28 October 2025 (Bernama): they are 5,300 kilometres apart."
    )
    shown = {claim.id: claim.field for told in (one, other) for claim in told.claims}
    assert [shown[claim] for claim in found.claims] == ["when", "participants", "place"] * 2


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (("2025-10-28", PRETORIA), ("2025-10-28", MOSCOW), True),
        (("2025-10-28", PRETORIA), ("2025-10-29", MOSCOW), False),
        (("2025-10-28", AT_BUSAN), ("2025-10-28", TOKYO), False),
        (("2025-10-28", PRETORIA), ("[2025-10-28..2025-10-29]", MOSCOW), False),
        (("2025-10-28", PRETORIA), ("2025-10-28~", MOSCOW), False),
        (("2025-10-28", PRETORIA), ("2025-10-28 | 2025-10-30", MOSCOW), False),
        (("2025-10-28", PRETORIA), ("2025-10-28/..", MOSCOW), False),
        (("2025-10-28", PRETORIA), ("2025-10-28", RUSSIA), False),
        (("2025-10-28", PRETORIA), ("2025-10-28", at(RUSSIA, 61.5, 105.3)), False),
        (("2025-10-28", PRETORIA), ("2025-10-28", None), False),
    ],
)
def test_only_a_known_day_at_a_known_place_counts(
    one: tuple[str, Locality | None], other: tuple[str, Locality | None], *, found: bool
) -> None:
    assert both(one, other) is found


def test_a_venue_lies_where_its_city_lies() -> None:
    kremlin = locality("Kremlin", Precision.VENUE, MOSCOW)

    assert both(("2025-10-28", PRETORIA), ("2025-10-28", kremlin))


# Several days.


@pytest.mark.parametrize(
    ("day", "found"), [("2025-10-26", False), ("2025-10-27", True), ("2025-10-28", False), ("2025-10-29", False)]
)
def test_who_visits_is_there_but_for_the_first_and_the_last_day(day: str, *, found: bool) -> None:
    assert collide(visit("one", "2025-10-26/2025-10-28", PRETORIA), tell("other", day, MOSCOW)) is found


def test_two_visits_that_overlap_are_told_once() -> None:
    one, other = visit("one", "2025-10-20/2025-10-28", PRETORIA), visit("other", "2025-10-21/2025-10-29", MOSCOW)

    assert collide(one, other)


def test_who_takes_part_in_a_summit_of_several_days_can_leave_it() -> None:
    """On 27 October 2025 the ASEAN summit went on in Kuala Lumpur, and its guest of the day before was in Tokyo."""
    assert not both(("2025-10-26/2025-10-28", KUALA_LUMPUR), ("2025-10-27", TOKYO))


def test_who_stays_at_a_summit_for_a_day_is_there_on_that_day() -> None:
    guest = TRUMP.model_copy(update={"until": date(2025, 10, 26)})
    summit = tell("one", "2025-10-26/2025-10-28", PRETORIA, kind=Kind.SUMMIT, parts=[guest])

    assert collide(summit, tell("other", "2025-10-26", MOSCOW))
    assert not collide(summit, tell("other", "2025-10-27", MOSCOW))


def test_a_visit_of_months_leaves_room_for_journeys() -> None:
    assert not collide(visit("one", "2025-09-01/2025-12-01", PRETORIA), tell("other", "2025-10-27", MOSCOW))


def test_who_visits_a_country_travels_in_it() -> None:
    vladivostok = city("Vladivostok", RUSSIA, 43.1, 131.9, "Asia/Vladivostok")

    assert not collide(visit("one", "2025-10-26/2025-10-29", MOSCOW), tell("other", "2025-10-27", vladivostok))
    assert not both(("2025-10-27", MOSCOW), ("2025-10-27", vladivostok))


def test_a_part_can_lie_far_from_its_whole() -> None:
    part = tell("other", "2025-10-28", PRETORIA, part_of("one"))

    assert not collide(tell("one", "2025-10-28", MOSCOW), part)


# Days that are long, because somebody flies west.


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            ("2025-10-30", AT_BUSAN), ("2025-10-30", WASHINGTON), id="Trump, home from Korea the same evening"
        ),
        pytest.param(
            ("1973-10-22", city("Tel Aviv", country("IL", "Israel"), 32.08, 34.78)),
            ("1973-10-22", LONDON),
            id="Kissinger, who saw Meir and then Douglas-Home",
        ),
        pytest.param(
            ("2001-06-29", city("Amman", country("JO", "Jordan"), 31.95, 35.93)),
            ("2001-06-29", city("Paris", country("FR", "France"), 48.86, 2.35)),
            id="Powell, who saw Abdullah II and then the Saudi crown prince",
        ),
        pytest.param(
            ("2003-10-22", city("Denpasar", country("ID", "Indonesia"), -8.67, 115.21)),
            ("2003-10-22", city("Canberra", country("AU", "Australia"), -35.28, 149.13)),
            id="Bush, who stopped in Bali on the way to Canberra",
        ),
        pytest.param(
            ("2015-01-27", city("Riyadh", country("SA", "Saudi Arabia"), 24.71, 46.68)),
            ("2015-01-27", city("Ramstein", country("DE", "Germany"), 49.44, 7.6)),
            id="Obama, on his way back from Riyadh",
        ),
        pytest.param(
            ("2019-10-18", city("Jerusalem", country("IL", "Israel"), 31.78, 35.22)),
            ("2019-10-18", city("Brussels", country("BE", "Belgium"), 50.85, 4.35)),
            id="Pompeo, who saw Netanyahu and then Stoltenberg",
        ),
    ],
)
def test_what_people_have_done_in_a_day_is_no_contradiction(
    one: tuple[str, Locality], other: tuple[str, Locality]
) -> None:
    assert not both(one, other)


# Times of day.


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-30T20:00 in America/New_York", False, id="20 hours"),
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-30T09:00 in America/New_York", True, id="10 hours"),
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-29T22:00 in America/New_York", True, id="one instant"),
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-29T10:00 in America/New_York", True, id="11 hours"),
        pytest.param("2025-10-30T11:00 in Asia/Seoul", "2025-10-29T08:00 in America/New_York", False, id="13 hours"),
        pytest.param(
            "2025-10-30T01:00 in Asia/Seoul", "2025-10-30T20:00/2025-10-31T04:00 in America/New_York", False, id="on"
        ),
        pytest.param(
            "2025-10-30T08:00/2025-10-30T09:00 in Asia/Seoul",
            "2025-10-30T08:00/2025-10-30T18:00 in America/New_York",
            True,
            id="a flight of 13 hours where there are 12",
        ),
    ],
)
def test_between_times_of_day_there_is_time_for_a_flight(one: str, other: str, *, found: bool) -> None:
    assert both((one, AT_BUSAN), (other, WASHINGTON)) is found


def test_times_of_day_are_compared_over_short_distances_only_as_days_are() -> None:
    assert not both(("2025-10-28T11:00 in Asia/Tokyo", TOKYO), ("2025-10-28T11:00 in Asia/Seoul", AT_BUSAN))


def test_times_that_no_zone_counts_as_one_day_are_not_compared() -> None:
    late, early = "2025-10-28T21:00 in Africa/Johannesburg", "2025-10-29T01:30 in Europe/Moscow"

    assert not both((late, PRETORIA), (early, MOSCOW))


def test_a_meeting_that_goes_on_for_days_counts_where_it_is_neither_begun_nor_ended() -> None:
    talks = ("2025-10-26T10:00/2025-10-28T12:00 in Africa/Johannesburg", PRETORIA)

    assert [both(talks, (f"2025-10-{day}", MOSCOW)) for day in (26, 27, 28)] == [False, True, False]


# People.


def test_who_does_not_come_in_person_is_in_no_place() -> None:
    def with_attendance(attendance: Attendance) -> Told:
        remote = TRUMP.model_copy(update={"attendance": attendance})
        return tell("other", "2025-10-28", MOSCOW, parts=[remote])

    one = tell("one", "2025-10-28", PRETORIA)

    assert not collide(one, with_attendance(Attendance.REMOTE))
    assert not collide(one, with_attendance(Attendance.DECLINED))
    assert collide(one, with_attendance(Attendance.CONFIRMED))
    assert not collide(one, tell("other", "2025-10-28", MOSCOW, kind=Kind.CALL))


def test_different_people_can_be_in_different_places() -> None:
    assert not collide(tell("one", "2025-10-28", PRETORIA), tell("other", "2025-10-28", MOSCOW, parts=[]))


def test_several_who_are_at_both_are_told_in_one_finding() -> None:
    rubio = part(person("Marco Rubio"), role=Role.DELEGATE)
    parts = [rubio, TRUMP]

    (found,) = against(
        tell("one", "2025-10-28", PRETORIA, parts=parts), tell("other", "2025-10-28", MOSCOW, parts=parts)
    )

    assert found.words.startswith("Donald Trump and Marco Rubio cannot be both at ")


@pytest.mark.parametrize("off", OFF, ids=lambda one: str(one.value))
def test_what_no_longer_stands_contradicts_nothing(off: Claim) -> None:
    assert not collide(tell("one", "2025-10-28", PRETORIA, off), tell("other", "2025-10-28", MOSCOW))


def test_a_date_that_no_longer_holds_contradicts_nothing() -> None:
    assert not both(("2025-10-28", PRETORIA), (when("2025-10-28", bearing=Bearing.FORMER), MOSCOW))


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (0, 180), 20015),
        ((90, 0), (-90, 0), 20015),
        ((51.5, -0.13), (40.71, -74.01), 5570),
        ((37.57, 126.98), (38.9, -77.04), 11174),
    ],
)
def test_distances_are_those_of_a_great_circle(
    one: tuple[float, float], other: tuple[float, float], distance: int
) -> None:
    assert round(kilometres(one, other)) == pytest.approx(distance, abs=10)

"""The whole of it: what is found is what the definitions say, whatever else is on the calendar and in which order."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from app.meetings.claim import Claim
from app.meetings.discrepancy import contradictions, open_questions
from app.meetings.document import Locality, Participation
from app.meetings.quoted import contradiction
from app.meetings.terms import Attendance, Bearing, Field, Kind, Precision, Role, Stance, Status, Verdict
from app.meetings.window import DAY, Window
from tests.meetings.discrepancy.calendars import (
    TODAY,
    TOKYO,
    Told,
    against,
    asked,
    at,
    city,
    part_of,
    seen,
    tell,
    told_again,
)
from tests.meetings.discrepancy.oracle import expected
from tests.meetings.factories import (
    AMERICA,
    BUSAN,
    CN,
    KOREA,
    KR,
    RU,
    TRUMP,
    US,
    claim,
    country,
    locality,
    part,
    person,
    status,
    when,
    where,
    window,
)
from tests.meetings.strategies import A_FEW_DAYS, law, windows

SLUGS = ("apec", "banquet", "call", "dinner", "exchange", "forum", "gala", "hearing")
BETWEEN_MEETINGS = ("outside_whole", "outside_visit", "two_places")
IN_BUSAN = at(BUSAN, 35.18, 129.08)
PRETORIA = city("Pretoria", country("ZA", "South Africa"), -25.75, 28.19, "Africa/Johannesburg")
PLACES = [
    *(KOREA, KOREA, IN_BUSAN, IN_BUSAN, PRETORIA, PRETORIA, TOKYO),
    city("Honolulu", AMERICA, 21.3, -157.86, "Pacific/Honolulu"),
    city("Guam", AMERICA, 13.44, 144.79, "Pacific/Guam"),
    locality("Asia", Precision.SEVERAL),
    None,
]
PEOPLE = [*[(person("Donald Trump"), US)] * 5, (person("Lee Jae Myung"), KR)]
KINDS = [Kind.BILATERAL, Kind.BANQUET, Kind.SUMMIT, Kind.VISIT, Kind.VISIT, Kind.STATE_VISIT, Kind.CALL]
ROLES = [Role.VISITOR, Role.VISITOR, Role.PARTICIPANT, Role.HOST, Role.DELEGATE]
ATTENDANCES = [*[None] * 12, Attendance.EXPECTED, Attendance.INVITED, Attendance.REMOTE, Attendance.DECLINED]
STANDING: list[list[Claim]] = [*[[]] * 12, [status(Status.HELD)], [status(Status.CANCELLED)]]
STANDING += [[status(Status.POSTPONED)], [claim(Field.LISTED, value=False)]]
SAID: list[Claim] = [
    when("2025-10-23", verdict=Verdict.CONFLICT, quote="on Wednesday"),
    when("[2025-10-24..2025-11-03]", verdict=Verdict.CONFLICT, quote="on Friday"),
    when("2025-10-29", quote="on Thursday", said_on="2025-10-19"),
    where(BUSAN, verdict=Verdict.CONFLICT),
    status(Status.SCHEDULED, said_for=CN, stance=Stance.HAS_NOT_CONFIRMED, said_on="2025-10-20"),
    status(Status.CANCELLED, said_for=US, said_on="2025-10-21"),
    status(Status.SCHEDULED, said_for=RU, said_on="2025-10-22"),
]

_days = st.sampled_from([None] * 10) | A_FEW_DAYS
_parts = st.builds(
    lambda who, role, attendance, deputy, first, last: part(
        who[0], for_party=who[1], role=role, attendance=attendance, represented_by=deputy, from_=first, until=last
    ),
    st.sampled_from(PEOPLE),
    st.sampled_from(ROLES),
    st.sampled_from(ATTENDANCES),
    st.sampled_from([*[None] * 9, person("Li Qiang")]),
    _days,
    _days,
)
_short = st.tuples(A_FEW_DAYS, st.integers(0, 3), st.sampled_from(["{}/{}", "{}/{}", "[{}..{}]", "{0}"])).map(
    lambda drawn: window(drawn[2].format(drawn[0], drawn[0] + drawn[1] * DAY))
)
_clocks = st.tuples(A_FEW_DAYS, st.integers(0, 23), st.sampled_from(["Asia/Seoul", "America/New_York"])).map(
    lambda drawn: window(f"{drawn[0]}T{drawn[1]:02}:00 in {drawn[2]}")
)
_windows = _short | _short | windows(A_FEW_DAYS)
"""Mostly such as people plan."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn of a meeting."""

    window: Window
    place: Locality | None
    kind: Kind
    parts: list[Participation]
    standing: list[Claim]
    whole: str | None
    said: list[Claim]
    former: bool

    def told(self, slug: str) -> Told:
        dated = claim(Field.WHEN, self.window, bearing=Bearing.FORMER if self.former else Bearing.STATES)
        linked = [part_of(self.whole)] if self.whole and self.whole != slug else []
        made = [*linked, *(replace(one, id=claim(one.field, None).id) for one in [*self.standing, *self.said])]
        return tell(slug, dated, self.place, *made, kind=self.kind, parts=self.parts)


plans = st.builds(
    Plan,
    window=_windows,
    place=st.sampled_from(PLACES),
    kind=st.sampled_from(KINDS),
    parts=st.lists(_parts, min_size=1, max_size=2, unique_by=lambda one: one.party.id),
    standing=st.sampled_from(STANDING),
    whole=st.sampled_from([*[None] * 24, *SLUGS]),
    said=st.just([]) | st.just([]) | st.lists(st.sampled_from(SAID), max_size=3, unique_by=lambda one: one.id),
    former=st.sampled_from([*[False] * 12, True]),
)
journeys = st.builds(
    Plan,
    window=_short | _clocks,
    place=st.sampled_from(PLACES),
    kind=st.sampled_from([Kind.VISIT, Kind.BILATERAL]),
    parts=st.just([TRUMP.model_copy(update={"role": Role.VISITOR})]),
    standing=st.just([]),
    whole=st.none(),
    said=st.just([]),
    former=st.just(value=False),
)
"""What one person does in a few days."""


def _on_a_calendar(drawn: list[Plan]) -> list[Told]:
    return [plan.told(slug) for slug, plan in zip(SLUGS, drawn, strict=False)]


_lists = st.lists(plans, min_size=4, max_size=len(SLUGS)) | st.lists(journeys, min_size=2, max_size=len(SLUGS))
calendars = _lists.map(_on_a_calendar)


def alike(found: tuple[str, ...]) -> tuple[str, ...]:
    return (found[0], *sorted(found[1:])) if found[0] == "two_places" else found


@law
@given(calendars)
def test_between_meetings_is_found_what_the_definitions_say_once(calendar: list[Told]) -> None:
    found = [alike(one) for one in seen(against(*calendar)) if one[0] in BETWEEN_MEETINGS]

    assert set(found) == expected([one.meeting for one in calendar])
    assert len(found) == len(set(found))


@law
@given(calendars)
def test_claims_that_differ_are_those_for_which_a_meeting_is_disputed(calendar: list[Told]) -> None:
    found = against(*calendar)

    for told in calendar:
        claims = {one.id: one for one in told.claims}
        of_one = [one for one in found if one.kind == "differs" and one.meetings[0].id == told.meeting.id]
        assert sorted({claims[one.claims[0]].field for one in of_one}) == told.meeting.disputed


@law
@given(calendars)
def test_slips_are_the_dates_that_their_quotes_contradict(calendar: list[Told]) -> None:
    found = [one.claims for one in against(*calendar) if one.kind == "weekday"]

    slips = [
        (one.id,)
        for told in calendar
        for one in told.claims
        if isinstance(one.value, Window) and contradiction(one.quote, one.value)
    ]
    assert sorted(found) == sorted(slips)


@law
@given(calendars, st.dates(date(2025, 10, 1), date(2025, 11, 30)))
def test_no_finding_is_without_its_evidence(calendar: list[Told], on: date) -> None:
    told = {one.meeting.id: one for one in calendar}

    for found in [*against(*calendar, on=on), *asked(*calendar, on=on)]:
        claims = {claim.id for one in found.meetings for claim in told[one.id].claims}
        assert found.claims
        assert set(found.claims) <= claims
        assert [one.title for one in found.meetings] == [told[one.id].meeting.title for one in found.meetings]
        assert all(f"“{one.title}”" in found.words for one in found.meetings)


@law
@given(calendars, st.randoms())
def test_the_order_in_which_meetings_are_given_does_not_matter(calendar: list[Told], chance: Random) -> None:
    shuffled = chance.sample(calendar, len(calendar))

    assert against(*shuffled) == against(*calendar)
    assert asked(*shuffled) == asked(*calendar)


@law
@given(calendars, plans)
def test_a_meeting_of_others_takes_no_contradiction_away(calendar: list[Told], plan: Plan) -> None:
    others = [part(person("Hun Manet"), role=one.role, attendance=one.attendance) for one in plan.parts[:1]]
    unrelated = replace(plan, parts=others, whole=None).told("unrelated")

    assert [one for one in against(*calendar, unrelated) if "unrelated" not in seen([one])[0]] == against(*calendar)


@law
@given(calendars, st.sampled_from(SLUGS))
def test_a_cancelled_meeting_never_stands_against_another(calendar: list[Told], slug: str) -> None:
    called_off = status(Status.CANCELLED, said_on="2025-12-01")
    changed = [told_again(one, called_off) if one.meeting.slug == slug else one for one in calendar]

    assert not [one for one in seen(against(*changed)) if one[0] in BETWEEN_MEETINGS and slug in one[1:]]


def test_findings_stand_by_the_first_start_and_then_by_kind() -> None:
    slip = when("2025-10-30", quote="on Wednesday")
    outside = tell("dinner", "2025-10-30", BUSAN, part_of("apec"), slip)
    late = tell("late", "2025-11-20", BUSAN, when("2025-11-20", quote="on Monday"))

    assert seen(against(late, tell("apec", "2025-10-31", BUSAN), outside)) == [
        ("weekday", "dinner"),
        ("outside_whole", "dinner", "apec"),
        ("weekday", "late"),
    ]


def test_without_claims_what_is_shown_is_compared_all_the_same() -> None:
    calendar = [tell("dinner", "2025-10-30", BUSAN, part_of("apec")), tell("apec", "2025-10-31", BUSAN)]
    documents = [one.meeting for one in calendar]

    (found,) = contradictions(documents, {}, TODAY)

    assert (found.claims, found.words) == (
        (),
        "“Dinner” is said to be a part of “Apec”, but it is on 30 October 2025, and “Apec” is on 31 October 2025.",
    )
    assert open_questions(documents, {}, date(2025, 11, 30)) != []


def test_thousands_of_meetings_of_one_person_take_no_time_to_speak_of() -> None:
    told = tell("talks", "2025-10-30", TOKYO)
    journey = tell("visit", "2025-10-28", TOKYO, kind=Kind.VISIT)
    many = [
        one.meeting.model_copy(update={"id": person(f"{one.meeting.slug} {number}").id})
        for one in (told, journey)
        for number in range(2500)
    ]

    started = process_time()
    found = contradictions(many, {}, TODAY)

    assert len(found) == 2500
    assert process_time() - started < 2

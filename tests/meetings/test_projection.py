"""Accepted claims in, one meeting out."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.meetings.claim import Claim, ClaimValue
from app.meetings.document import Certainty, Content, Locality, When
from app.meetings.errors import NotAMeetingError
from app.meetings.projection import project, retitle, title_of
from app.meetings.terms import (
    Bearing,
    Effect,
    Eos,
    Extent,
    Field,
    Kind,
    Level,
    Precision,
    Rel,
    Role,
    Stance,
    Status,
    Verdict,
)
from app.meetings.words import place_in_words
from tests.meetings.factories import (
    AMERICA,
    BUSAN,
    CN,
    GIMHAE,
    GYEONGJU,
    KOREA,
    KR,
    LATER,
    TRUMP,
    US,
    XI,
    basics,
    claim,
    effects_of,
    identify,
    in_series,
    link,
    linked,
    locality,
    meeting,
    meeting_ref,
    part,
    participant,
    person,
    place,
    source,
    story,
    told,
    topic,
    when,
    where,
    window,
)
from tests.meetings.strategies import A_FEW_DAYS, law, windows

APEC = meeting_ref("apec-economic-leaders-meeting-2025", "32nd APEC Economic Leaders' Meeting")
THE_SUN = source("The Sun Daily", "2025-10-18")
KYODO = source("Kyodo News", "2025-10-24")
KOREA_HERALD = source("The Korea Herald", "2025-10-24")
MFA = source("Ministry of Foreign Affairs of China", "2025-10-29")
JOONGANG = source("Korea JoongAng Daily", "2025-10-30")
PLATAFORMA = source("Plataforma", "2025-10-30")

ALASKA = locality("Alaska", Precision.REGION, AMERICA, time_zone="America/Anchorage")

TRUMP_XI = [
    claim(Field.TITLE, "Trump-Xi meeting", said_on="2025-10-18", source=THE_SUN),
    claim(Field.KIND, Kind.BILATERAL, said_on="2025-10-18", source=THE_SUN),
    participant(TRUMP, said_on="2025-10-18", source=THE_SUN),
    participant(XI, said_on="2025-10-18", source=THE_SUN),
    linked(link(Rel.ON_SIDELINES_OF, APEC), said_on="2025-10-18", source=THE_SUN),
    when("[2025-10-31..2025-11-01]", said_on="2025-10-18", said_for=US, certainty=Eos.EOS4, source=THE_SUN),
    where(KOREA, said_on="2025-10-18", said_for=US, certainty=Eos.EOS4, source=THE_SUN),
    when("2025-10-30", said_on="2025-10-23", said_for=US, certainty=Eos.EOS5, source=KYODO),
    when("2025-10-30", said_on="2025-10-24", source=KOREA_HERALD),
    where(KOREA, said_on="2025-10-24", source=KOREA_HERALD),
    when("2025-10-30", said_on="2025-10-29", said_for=CN, source=MFA),
    where(BUSAN, said_on="2025-10-29", said_for=CN, source=MFA),
    when("2025-10-30T11:00 in Asia/Seoul", said_on="2025-10-30", source=JOONGANG),
    where(GIMHAE, said_on="2025-10-30", source=JOONGANG),
]


def test_the_trump_xi_meeting_is_told_day_by_day() -> None:
    """What was shown on each day, from what had been said by then: its date, how sure, and who had said so."""
    steps = []
    for said in (one for one in TRUMP_XI if one.field is Field.WHEN):
        known = project(one for one in TRUMP_XI if one.said_on <= said.said_on)
        effect, now = known.effects[said.id], known.content
        sides = [party.name for party in now.certainty.confirmed_by]
        steps.append((said.said_on.day, effect, told(now.when), place_in_words(now.place), now.certainty.eos, sides))

    assert steps == [
        (18, Effect.NEW, "within 31 Oct - 1 Nov", "South Korea", Eos.EOS4, ["United States"]),
        (23, Effect.MOVES, "30 Oct", "South Korea", Eos.EOS4, ["United States"]),
        (24, Effect.CONFIRMS, "30 Oct", "South Korea", Eos.EOS4, ["United States"]),
        (29, Effect.CONFIRMS, "30 Oct", "Busan, South Korea", Eos.EOS5, ["China", "United States"]),
        (
            30,
            Effect.REFINES,
            "30 Oct at 11:00",
            "Gimhae Air Base, Busan, South Korea",
            Eos.EOS5,
            ["China", "United States"],
        ),
    ]


def test_the_trump_xi_meeting_as_a_whole() -> None:
    content = project(TRUMP_XI).content

    assert content == Content(
        title="Trump-Xi meeting",
        summary=None,
        kind=Kind.BILATERAL,
        level=None,
        when=When(
            edtf="2025-10-30",
            first_date=date(2025, 10, 30),
            last_date=date(2025, 10, 30),
            extent=Extent.THROUGHOUT,
            alternatives=[],
            start=datetime.fromisoformat("2025-10-30T11:00"),
            end=None,
            time_zone="Asia/Seoul",
            zone_known=True,
            former=False,
            open_end=False,
            words=None,
            starts_at=datetime(2025, 10, 30, 2, tzinfo=UTC),
            ends_at=datetime(2025, 10, 30, 3, tzinfo=UTC),
        ),
        place=place(GIMHAE),
        participants=[TRUMP, XI],
        status=Status.SCHEDULED,
        certainty=Certainty(eos=Eos.EOS5, confirmed_by=[CN, US]),
        links=[link(Rel.ON_SIDELINES_OF, APEC)],
        topics=[],
        language="en",
        listed=True,
        sources=[THE_SUN, KYODO, KOREA_HERALD, MFA, JOONGANG],
        disputed=[],
    )


def test_the_trump_xi_meeting_is_no_mistake_of_the_clock_in_macau() -> None:
    same = when("2025-10-30T10:00 in Asia/Macau", said_on="2025-10-30", source=PLATAFORMA, verdict=Verdict.CONFLICT)
    other = when("2025-10-30T11:00 in Asia/Macau", said_on="2025-10-30", source=PLATAFORMA, verdict=Verdict.CONFLICT)

    assert project([*TRUMP_XI, same]).content.disputed == []
    assert project([*TRUMP_XI, other]).content.disputed == ["when"]


def test_what_south_korea_says_does_not_stand_for_either_side() -> None:
    known = [one for one in TRUMP_XI if one.said_on < date(2025, 10, 24)]
    seoul = when("2025-10-30", said_on="2025-10-24", said_for=KR, certainty=Eos.EOS5, source=KOREA_HERALD)

    assert project([*known, seoul]).content.certainty.eos is Eos.EOS4


# Other real meetings.


def test_a_video_call_on_two_dates_is_one_call_once_it_is_said_where_the_days_are_counted() -> None:
    claims = [
        when("2025-10-17", said_on="2025-10-18"),
        when("2025-10-17 in America/New_York", said_on="2025-10-18"),
        when("2025-10-18 in Asia/Shanghai", said_on="2025-10-18"),
        where(locality("By video", Precision.NONE), said_on="2025-10-18"),
    ]

    steps = [(effect, told(now.when), now.when.time_zone) for effect, now in story(*claims, kind=Kind.CALL)]

    assert steps == [
        (Effect.NEW, "17 Oct", "UTC"),
        (Effect.REFINES, "17 Oct", "America/New_York"),
        (Effect.CONFIRMS, "17 Oct", "America/New_York"),
        (Effect.NEW, "17 Oct", "America/New_York"),
    ]


def test_a_day_in_alaska_is_the_next_one_in_china() -> None:
    claims = [
        when("2025-08-15", said_on="2025-08-08", said_for=US),
        where(ALASKA, said_on="2025-08-08", said_for=US),
        when("2025-08-16 in Asia/Shanghai", said_on="2025-08-13"),
        when("2025-08-15T22:00 in Europe/Moscow", said_on="2025-08-15"),
        when("2025-08-15T11:00", said_on="2025-08-15"),
    ]

    steps = [(effect, told(now.when), now.when.starts_at) for effect, now in story(*claims)]

    assert steps[1:] == [
        (Effect.NEW, "15 Aug", datetime(2025, 8, 15, 8, tzinfo=UTC)),
        (Effect.CONFIRMS, "15 Aug", datetime(2025, 8, 15, 8, tzinfo=UTC)),
        (Effect.REFINES, "15 Aug at 22:00", datetime(2025, 8, 15, 19, tzinfo=UTC)),
        (Effect.CONFIRMS, "15 Aug at 22:00", datetime(2025, 8, 15, 19, tzinfo=UTC)),
    ]


def test_a_guests_days_in_conflict_with_a_summits_are_disputed() -> None:
    summit = when("2025-10-26/2025-10-28", said_on="2025-10-25")
    guest = when("2025-10-26/2025-10-27", said_on="2025-10-25", verdict=Verdict.CONFLICT)

    content = meeting(summit, guest, kind=Kind.SUMMIT)

    assert (told(content.when), content.disputed) == ("26 Oct - 28 Oct", ["when"])


@pytest.mark.parametrize(
    ("bearing", "stance", "disputed"),
    [
        pytest.param(Bearing.STATES, Stance.AFFIRMS, ["status"], id="only moved"),
        pytest.param(Bearing.STATES, Stance.HAS_NOT_CONFIRMED, [], id="no date was ever confirmed"),
        pytest.param(Bearing.FORMER, Stance.AFFIRMS, [], id="it had been moved before"),
    ],
)
def test_the_other_sides_word_in_conflict_with_a_cancellation(
    bearing: Bearing, stance: Stance, disputed: list[str]
) -> None:
    off = claim(Field.STATUS, Status.CANCELLED, said_for=US)
    other = claim(Field.STATUS, Status.POSTPONED, said_for=CN, bearing=bearing, stance=stance)

    content = meeting(when("2025-10-30"), off, replace(other, verdict=Verdict.CONFLICT))

    assert (content.status, content.disputed, content.certainty.confirmed_by) == (Status.CANCELLED, disputed, [US])


# What makes a meeting.


@pytest.mark.parametrize("verdict", [Verdict.PROPOSED, Verdict.CONFLICT, Verdict.REJECTED, Verdict.WITHDRAWN])
@pytest.mark.parametrize("missing", [Field.TITLE, Field.KIND, Field.WHEN])
def test_there_is_no_meeting_without_an_accepted_title_kind_and_time(missing: Field, verdict: Verdict) -> None:
    claims = [*basics(), when("2025-10-30")]
    ruled = [replace(one, verdict=verdict) if one.field is missing else one for one in claims]

    with pytest.raises(NotAMeetingError) as refusal:
        project(ruled)

    assert (refusal.value.rule, refusal.value.field) == ("a meeting needs a title, a kind and a time", missing)


def test_the_first_thing_that_is_missing_is_named() -> None:
    with pytest.raises(NotAMeetingError) as refusal:
        project([])

    assert refusal.value.field == "title"


def test_what_is_not_accepted_has_no_effect() -> None:
    proposed = when("2025-11-03", verdict=Verdict.PROPOSED)

    projection = project([*basics(), when("2025-10-30"), proposed])

    assert proposed.id not in projection.effects


def test_a_meeting_of_which_little_is_known_says_so() -> None:
    content = project([*basics(Kind.CALL, ()), when("2025-10-30")]).content

    assert content.model_dump(exclude={"title", "kind", "when"}) == {
        "summary": None,
        "level": None,
        "place": None,
        "participants": [],
        "status": Status.SCHEDULED,
        "certainty": {"eos": Eos.EOS3, "confirmed_by": []},
        "links": [],
        "topics": [],
        "language": "en",
        "listed": True,
        "sources": [],
        "disputed": [],
    }


# Plain fields and the entries of lists: the latest claim counts.


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [
        (Field.TITLE, "Trump-Xi summit", "Busan summit"),
        (Field.SUMMARY, "They meet.", "They met."),
        (Field.LEVEL, Level.LEADERS, Level.MINISTERS),
        (Field.LANGUAGE, "fr", "ko"),
        (Field.KIND, Kind.TALKS, Kind.SUMMIT),
        (Field.LISTED, False, True),
    ],
)
def test_the_latest_claim_on_a_field_counts(field: Field, first: ClaimValue, second: ClaimValue) -> None:
    claims = [claim(field, value) for value in (first, second)]

    assert [getattr(now, field) for _, now in story(when("2025-10-30"), *claims)][1:] == [first, second]


def test_a_field_confirms_moves_and_replaces() -> None:
    claims = [
        claim(Field.SUMMARY, "They meet."),
        claim(Field.SUMMARY, "They meet."),
        claim(Field.SUMMARY, "They met."),
        claim(Field.SUMMARY, "They did not meet.", bearing=Bearing.REPLACES),
        claim(Field.SUMMARY, "They meet.", bearing=Bearing.FORMER),
        claim(Field.SUMMARY, "They meet.", stance=Stance.DENIES),
    ]

    projection = project([*basics(), when("2025-10-30"), *claims])

    assert projection.content.summary == "They did not meet."
    assert effects_of(claims, projection.effects) == [
        Effect.NEW,
        Effect.CONFIRMS,
        Effect.MOVES,
        Effect.REPLACES,
        Effect.FORMER,
        Effect.DIFFERS,
    ]


@pytest.mark.parametrize("field", [Field.SUMMARY, Field.LEVEL])
def test_a_field_can_be_claimed_to_be_empty(field: Field) -> None:
    content = meeting(when("2025-10-30"), claim(field, Level.LEADERS), claim(field, None))

    assert getattr(content, field) is None


def test_a_place_can_be_claimed_to_be_unknown() -> None:
    steps = story(when("2025-10-30"), where(None), where(BUSAN), where(None))

    assert [(effect, now.place) for effect, now in steps][1:] == [
        (Effect.CONFIRMS, None),
        (Effect.NEW, place(BUSAN)),
        (Effect.MOVES, None),
    ]


def test_places_are_joined_as_they_are_said() -> None:
    steps = story(when("2025-10-30"), where(KOREA), where(GIMHAE), where(BUSAN), where(GYEONGJU), where(None))

    assert [(effect, place_in_words(now.place)) for effect, now in steps][1:] == [
        (Effect.NEW, "South Korea"),
        (Effect.REFINES, "Gimhae Air Base, Busan, South Korea"),
        (Effect.CONFIRMS, "Gimhae Air Base, Busan, South Korea"),
        (Effect.MOVES, "Gyeongju, South Korea"),
        (Effect.MOVES, "place not said"),
    ]


def test_participants_are_claimed_one_by_one_and_keep_their_places() -> None:
    rubio, wang = part(person("Marco Rubio"), for_party=US), part(person("Wang Yi"), for_party=CN)
    delegate = rubio.model_copy(update={"role": Role.DELEGATE})

    steps = story(
        when("2025-10-30"),
        participant(rubio),
        participant(wang),
        participant(delegate),
        participant(wang, absent=True),
        participant(wang),
    )

    assert [(effect, now.participants[2:]) for effect, now in steps][1:] == [
        (Effect.NEW, [rubio]),
        (Effect.NEW, [rubio, wang]),
        (Effect.MOVES, [delegate, wang]),
        (Effect.MOVES, [delegate]),
        (Effect.MOVES, [delegate, wang]),
    ]


def test_topics_are_listed_in_their_order_without_those_denied() -> None:
    content = meeting(
        when("2025-10-30"), topic("trade"), topic("soybeans"), topic("fentanyl"), topic("trade", absent=True)
    )

    assert content.topics == ["fentanyl", "soybeans"]


def test_links_are_kept_by_relation_and_target() -> None:
    sidelines, series = link(Rel.ON_SIDELINES_OF, APEC), in_series("Trump-Xi meetings", 6)
    renumbered = series.model_copy(update={"ordinal": 7})

    content = meeting(when("2025-10-30"), linked(sidelines), linked(series), linked(renumbered))

    assert content.links == [sidelines, renumbered]


def test_sources_are_those_of_accepted_claims_once_each_by_day_and_name() -> None:
    content = meeting(
        when("2025-10-30", source=KYODO),
        where(BUSAN, source=KYODO),
        topic("trade", source=KOREA_HERALD),
        topic("soybeans", source=THE_SUN),
        topic("chips", source=MFA, verdict=Verdict.REJECTED),
    )

    assert content.sources == [THE_SUN, KYODO, KOREA_HERALD]


def test_who_takes_part_is_known_for_the_whole_course_whenever_it_was_said() -> None:
    third = part(KR, role=Role.HOST)

    content = meeting(
        when("2025-10-30", said_for=US, certainty=Eos.EOS5),
        when("2025-10-30", said_for=CN),
        participant(third, said_on="2025-11-30"),
    )

    assert content.certainty.eos is Eos.EOS5


# The zone in which days are counted.


@pytest.mark.parametrize(
    ("said", "where_said", "zone", "known", "starts_at"),
    [
        pytest.param("2025-08-15", None, "UTC", False, "2025-08-15T00:00+00:00", id="nobody has said where"),
        pytest.param("2025-08-15", AMERICA, "UTC", False, "2025-08-15T00:00+00:00", id="a country with several zones"),
        pytest.param("2025-08-15", KOREA, "Asia/Seoul", True, "2025-08-14T15:00+00:00", id="the country's only one"),
        pytest.param("2025-08-15", BUSAN, "Asia/Seoul", True, "2025-08-14T15:00+00:00", id="that of a city's country"),
        pytest.param("2025-08-15", ALASKA, "America/Anchorage", True, "2025-08-15T08:00+00:00", id="the place's"),
        pytest.param(
            "2025-08-15T22:00 in Europe/Moscow", ALASKA, "Europe/Moscow", True, "2025-08-15T19:00+00:00", id="its own"
        ),
        pytest.param(
            "2025-08-15T11:00", ALASKA, "America/Anchorage", True, "2025-08-15T19:00+00:00", id="the place's clocks"
        ),
    ],
)
def test_days_are_counted_in_the_zone_that_is_said_or_that_of_the_place(
    said: str, where_said: Locality | None, zone: str, starts_at: str, *, known: bool
) -> None:
    shown = meeting(when(said), where(where_said)).when

    assert (shown.time_zone, shown.zone_known) == (zone, known)
    assert shown.starts_at == datetime.fromisoformat(starts_at)


def test_days_that_another_claim_calls_otherwise_are_compared_where_the_meeting_is() -> None:
    claims = [when("2025-10-30"), where(BUSAN), when("2025-10-29 in America/New_York")]

    assert [effect for effect, _ in story(*claims)] == [Effect.NEW, Effect.NEW, Effect.CONFIRMS]
    assert [effect for effect, _ in story(claims[0], claims[2])] == [Effect.NEW, Effect.MOVES]


@pytest.mark.parametrize(
    ("said", "starts_at", "ends_at"),
    [
        ("2025-10-30", "2025-10-29T15:00+00:00", "2025-10-30T15:00+00:00"),
        ("2025-10-26/2025-10-28", "2025-10-25T15:00+00:00", "2025-10-28T15:00+00:00"),
        ("2025-10-26/..", "2025-10-25T15:00+00:00", "2025-10-26T15:00+00:00"),
        ("2025-10-30T11:00", "2025-10-30T02:00+00:00", "2025-10-30T03:00+00:00"),
        ("2025-10-30T11:00/2025-10-30T12:40", "2025-10-30T02:00+00:00", "2025-10-30T03:40+00:00"),
        ("2025-10-26/2025-10-28 | 2025-11-03/2025-11-05", "2025-10-25T15:00+00:00", "2025-11-05T15:00+00:00"),
    ],
)
def test_a_window_is_bounded_by_its_first_instant_and_the_one_after_its_last(
    said: str, starts_at: str, ends_at: str
) -> None:
    shown = meeting(when(f"{said} in Asia/Seoul")).when

    assert (shown.starts_at, shown.ends_at) == (datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at))


# What a source only says again.


def test_a_source_that_repeats_itself_does_not_bring_back_what_others_have_changed() -> None:
    title, moved = claim(Field.TITLE, "Busan summit", source=KYODO), claim(Field.TITLE, "Gyeongju summit", source=MFA)
    date, later = when("2025-10-30", source=KYODO), when("2025-10-31", source=MFA)
    city, other = where(BUSAN, source=KYODO), where(GYEONGJU, source=MFA)
    first = [title, date, city, moved, later, other]
    again = [replace(one, id=identify(f"again {one.field}"), serial=LATER + one.serial) for one in (title, date, city)]

    once, twice = project([*basics(), *first]), project([*basics(), *first, *again])

    assert twice.content == once.content
    assert effects_of(again, twice.effects) == [Effect.ECHO, Effect.ECHO, Effect.ECHO]


@pytest.mark.parametrize(
    ("bearing", "stance", "effect"),
    [
        (Bearing.STATES, Stance.AFFIRMS, Effect.CONFIRMS),
        (Bearing.REPLACES, Stance.AFFIRMS, Effect.CONFIRMS),
        (Bearing.FORMER, Stance.AFFIRMS, Effect.FORMER),
        (Bearing.STATES, Stance.DENIES, Effect.DIFFERS),
    ],
)
def test_a_source_that_repeats_what_is_shown_confirms_it(bearing: Bearing, stance: Stance, effect: Effect) -> None:
    date = when("2025-10-30", source=KYODO, bearing=bearing, stance=stance)
    again = replace(date, id=identify("again"), serial=LATER)

    projection = project([*basics(), when("2025-10-30", said_on="2025-10-17"), date, again])

    assert projection.effects[again.id] is effect


def test_a_side_that_is_only_quoted_again_does_not_confirm_what_others_have_moved() -> None:
    date = when("2025-10-30", source=KYODO, said_for=CN)
    again = replace(date, id=identify("again"), serial=LATER)

    projection = project([*basics(), date, when("2025-10-31", source=MFA), again])

    assert projection.content.certainty.confirmed_by == []


# Claims ruled "conflict": kept and shown, but they move nothing.

WANG = part(person("Wang Yi"), for_party=CN)
AGREED = [
    when("2025-10-30T11:00 in Asia/Seoul", certainty=Eos.EOS4),
    where(BUSAN),
    claim(Field.LEVEL, Level.LEADERS),
    topic("trade"),
    topic("chips", absent=True),
    linked(link(Rel.ON_SIDELINES_OF, APEC)),
]


@pytest.mark.parametrize(
    ("field", "value", "key", "disputed"),
    [
        pytest.param(Field.WHEN, window("2025-10-31"), None, True, id="another day"),
        pytest.param(Field.WHEN, window("2025-10-30T10:00 in Asia/Seoul"), None, True, id="another hour"),
        pytest.param(Field.WHEN, window("2025-10-30"), None, False, id="the same day"),
        pytest.param(Field.WHEN, window("2025-10"), None, False, id="its month"),
        pytest.param(Field.PLACE, place(GYEONGJU), None, True, id="another city"),
        pytest.param(Field.PLACE, place(GIMHAE), None, False, id="a venue of the city"),
        pytest.param(Field.PLACE, None, None, True, id="no place"),
        pytest.param(Field.LEVEL, Level.MINISTERS, None, True, id="another level"),
        pytest.param(Field.LEVEL, Level.LEADERS, None, False, id="the same level"),
        pytest.param(Field.STATUS, Status.CANCELLED, None, True, id="another status"),
        pytest.param(Field.STATUS, Status.SCHEDULED, None, False, id="the same status"),
        pytest.param(Field.CERTAINTY, Eos.EOS1, None, True, id="another certainty"),
        pytest.param(Field.CERTAINTY, Eos.EOS4, None, False, id="the same certainty"),
        pytest.param(Field.PARTICIPANTS, WANG, str(WANG.party.id), True, id="another participant"),
        pytest.param(Field.PARTICIPANTS, XI, str(XI.party.id), False, id="the same participant"),
        pytest.param(
            Field.PARTICIPANTS,
            XI.model_copy(update={"office": "Chairman"}),
            str(XI.party.id),
            True,
            id="a participant in another office",
        ),
        pytest.param(Field.TOPICS, "soybeans", "soybeans", True, id="another topic"),
        pytest.param(Field.TOPICS, "chips", "chips", True, id="a topic that was denied"),
        pytest.param(Field.TOPICS, "trade", "trade", False, id="the same topic"),
        pytest.param(
            Field.LINKS, link(Rel.ON_SIDELINES_OF, APEC), f"on_sidelines_of {APEC.id}", False, id="the same link"
        ),
        pytest.param(Field.LINKS, link(Rel.PART_OF, APEC), f"part_of {APEC.id}", True, id="another link"),
    ],
)
def test_a_claim_in_conflict_moves_nothing_and_is_disputed_where_it_cannot_be_true(
    field: Field, value: ClaimValue, key: str | None, *, disputed: bool
) -> None:
    conflict = claim(field, value, key=key, verdict=Verdict.CONFLICT)

    shown = meeting(*AGREED, conflict)

    assert shown == meeting(*AGREED).model_copy(update={"disputed": [field] if disputed else []})


@pytest.mark.parametrize(
    ("denied", "disputed"),
    [
        pytest.param(participant(XI, absent=True, verdict=Verdict.CONFLICT), ["participants"], id="one who is there"),
        pytest.param(participant(WANG, absent=True, verdict=Verdict.CONFLICT), [], id="one who is not"),
        pytest.param(topic("trade", absent=True, verdict=Verdict.CONFLICT), ["topics"], id="a topic"),
        pytest.param(topic("chips", absent=True, verdict=Verdict.CONFLICT), [], id="a topic that was denied before"),
    ],
)
def test_denying_an_entry_disputes_it_only_where_it_is_listed(denied: Claim, disputed: list[str]) -> None:
    assert meeting(*AGREED, denied).disputed == disputed


def test_any_place_in_conflict_is_disputed_where_none_is_known() -> None:
    content = meeting(when("2025-10-30"), where(BUSAN, verdict=Verdict.CONFLICT))

    assert (content.place, content.disputed) == (None, ["place"])


def test_disputed_fields_are_named_once_in_their_order() -> None:
    content = meeting(
        *AGREED,
        when("2025-10-31", verdict=Verdict.CONFLICT),
        when("2025-11-01", verdict=Verdict.CONFLICT),
        where(GYEONGJU, verdict=Verdict.CONFLICT),
    )

    assert content.disputed == ["place", "when"]


@pytest.mark.parametrize("verdict", [Verdict.PROPOSED, Verdict.REJECTED, Verdict.WITHDRAWN])
def test_what_is_neither_accepted_nor_in_conflict_is_not_even_disputed(verdict: Verdict) -> None:
    assert meeting(*AGREED, when("2025-10-31", verdict=verdict)) == meeting(*AGREED)


# The title by itself, for the meetings that name this one.


def test_the_title_by_itself_is_the_one_that_is_shown() -> None:
    claims = [
        claim(Field.TITLE, "Busan summit", serial=LATER),
        claim(Field.TITLE, "Trump-Xi meeting"),
        claim(Field.TITLE, "Gyeongju summit", serial=LATER + 1, bearing=Bearing.FORMER),
        claim(Field.TITLE, "A meeting that never was", serial=LATER + 2, stance=Stance.DENIES),
        claim(Field.TITLE, "Seoul summit", serial=LATER + 3, verdict=Verdict.PROPOSED),
    ]

    assert title_of(claims) == "Busan summit"
    assert meeting(when("2025-10-30"), *claims).title == "Busan summit"


def test_the_title_by_itself_is_not_what_a_source_only_says_again() -> None:
    first = claim(Field.TITLE, "Busan summit", source=KYODO)
    again = replace(first, id=identify("again"), serial=LATER)

    assert title_of([first, claim(Field.TITLE, "Gyeongju summit", source=MFA), again]) == "Gyeongju summit"


def test_a_meeting_without_an_accepted_title_has_none() -> None:
    assert title_of([when("2025-10-30"), claim(Field.TITLE, "Seoul summit", verdict=Verdict.REJECTED)]) is None


def test_a_link_names_the_other_meeting_as_it_is_now_called() -> None:
    sidelines, series = linked(link(Rel.ON_SIDELINES_OF, APEC)), linked(in_series("Trump-Xi meetings"))
    other = linked(link(Rel.PREPARES, meeting_ref("g20", "G20 summit")))
    title = topic("trade")

    renamed = retitle([sidelines, series, other, title], {APEC.id: "APEC in Gyeongju"})

    called = APEC.model_copy(update={"title": "APEC in Gyeongju"})
    assert renamed == [replace(sidelines, value=link(Rel.ON_SIDELINES_OF, called)), series, other, title]


# Laws.

SOURCES = st.sampled_from([None, THE_SUN, KYODO])
PLACES = [place(one) for one in (KOREA, BUSAN, GIMHAE, GYEONGJU)]
VALUES: st.SearchStrategy[tuple[Field, ClaimValue, str | None]] = st.one_of(
    windows(A_FEW_DAYS).map(lambda drawn: (Field.WHEN, drawn, None)),
    st.sampled_from(Status).map(lambda value: (Field.STATUS, value, None)),
    st.sampled_from([Eos.EOS2, Eos.EOS5]).map(lambda value: (Field.CERTAINTY, value, None)),
    st.sampled_from([*PLACES, None]).map(lambda value: (Field.PLACE, value, None)),
    st.sampled_from(["Busan summit", "Gyeongju summit"]).map(lambda value: (Field.TITLE, value, None)),
    st.sampled_from([TRUMP, XI, WANG]).map(lambda value: (Field.PARTICIPANTS, value, str(value.party.id))),
    st.sampled_from(["trade", "chips"]).map(lambda value: (Field.TOPICS, value, value)),
)


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    """Draw claims of every sort on one meeting, in the order in which they were recorded."""
    drawn = draw(st.lists(st.tuples(VALUES, A_FEW_DAYS, st.sampled_from(Verdict)), max_size=8))
    return [
        claim(
            field,
            value,
            key=key,
            serial=LATER + number,
            said_on=f"{said_on}",
            verdict=verdict,
            absent=key is not None and draw(st.booleans()),
            said_for=draw(st.sampled_from([None, US, CN, KR])),
            bearing=draw(st.sampled_from(Bearing)),
            stance=draw(st.sampled_from(Stance)),
            certainty=draw(st.sampled_from([None, Eos.EOS2, Eos.EOS5])),
            source=draw(SOURCES),
        )
        for number, ((field, value, key), said_on, verdict) in enumerate(drawn)
    ]


ALWAYS_KNOWN = [*basics(), when("[2025-10-24..2025-11-03]", said_on="2000-01-01")]


@law
@given(some_claims(), st.randoms())
def test_the_projection_does_not_depend_on_the_order_in_which_claims_are_given(
    claims: list[Claim], random: Random
) -> None:
    known = [*ALWAYS_KNOWN, *claims]
    shuffled = random.sample(known, len(known))

    assert project(shuffled) == project(known)


UNHEARD = [Verdict.PROPOSED, Verdict.REJECTED, Verdict.WITHDRAWN]


@law
@given(some_claims(), some_claims(), st.sampled_from(UNHEARD))
def test_claims_that_are_proposed_rejected_or_withdrawn_change_nothing(
    claims: list[Claim], others: list[Claim], verdict: Verdict
) -> None:
    known = [*ALWAYS_KNOWN, *claims]
    unheard = [replace(one, id=identify(f"unheard {one.serial}"), verdict=verdict) for one in others]

    assert project([*known, *unheard]) == project(known)


@law
@given(some_claims(), some_claims())
def test_claims_in_conflict_change_nothing_but_what_is_disputed(claims: list[Claim], others: list[Claim]) -> None:
    known = [*ALWAYS_KNOWN, *claims]
    conflicts = [replace(one, id=identify(f"in conflict {one.serial}"), verdict=Verdict.CONFLICT) for one in others]

    without, beside = project(known), project([*known, *conflicts])

    assert beside.effects == without.effects
    assert beside.content.model_copy(update={"disputed": without.content.disputed}) == without.content
    assert set(without.content.disputed) <= set(beside.content.disputed)
    assert set(beside.content.disputed) <= {*without.content.disputed, *(one.field for one in conflicts)}


@law
@given(some_claims(), st.data(), st.sampled_from(Verdict))
def test_a_ruling_that_is_undone_leaves_no_trace(claims: list[Claim], data: st.DataObject, verdict: Verdict) -> None:
    known = [*ALWAYS_KNOWN, *claims]
    at = data.draw(st.integers(0, len(known) - 1))
    before = project(known)

    ruled = [*known[:at], replace(known[at], verdict=verdict), *known[at + 1 :]]
    with suppress(NotAMeetingError):
        project(ruled)
    undone = [*ruled[:at], replace(ruled[at], verdict=known[at].verdict), *ruled[at + 1 :]]

    assert project(undone) == before


@law
@given(some_claims(), st.data())
def test_a_source_that_repeats_itself_moves_nothing(claims: list[Claim], data: st.DataObject) -> None:
    known = [*ALWAYS_KNOWN, *claims]
    told = [one for one in known if one.source and one.verdict is Verdict.ACCEPTED]
    assume(told)
    said = data.draw(st.sampled_from(told))
    matter = (said.source, said.said_for, said.said_on, said.slot)
    last = [one for one in told if (one.source, one.said_for, one.said_on, one.slot) == matter][-1]
    again = replace(last, id=identify("again"), serial=LATER + len(known), quote="in other words")

    once, twice = project(known), project([*known, again])

    assert twice.content == once.content
    assert {id_: effect for id_, effect in twice.effects.items() if id_ != again.id} == once.effects
    assert twice.effects[again.id] in {Effect.CONFIRMS, Effect.ECHO, Effect.FORMER, Effect.DIFFERS}


@law
@given(some_claims())
def test_the_title_by_itself_is_always_the_one_that_is_shown(claims: list[Claim]) -> None:
    known = [*ALWAYS_KNOWN, *claims]

    assert title_of(known) == project(known).content.title


@law
@given(some_claims())
def test_a_document_reads_back_as_itself(claims: list[Claim]) -> None:
    content = project([*ALWAYS_KNOWN, *claims]).content

    assert Content.model_validate_json(content.model_dump_json(by_alias=True)) == content


@law
@given(some_claims())
def test_every_accepted_claim_has_an_effect_and_every_window_an_end(claims: list[Claim]) -> None:
    known = [*ALWAYS_KNOWN, *claims]

    projection = project(known)

    assert projection.effects.keys() == {one.id for one in known if one.verdict is Verdict.ACCEPTED}
    assert projection.content.when.starts_at < projection.content.when.ends_at

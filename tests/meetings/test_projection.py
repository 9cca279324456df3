"""Accepted claims in, one meeting out."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.meetings.claim import Claim, in_order
from app.meetings.document import Certainty, Content, Locality, Source, When
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
    country,
    effects_of,
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
    status,
    story,
    told,
    topic,
    when,
    where,
    window,
)
from tests.meetings.strategies import A_FEW_DAYS

APEC = meeting_ref("apec-economic-leaders-meeting-2025", "32nd APEC Economic Leaders' Meeting")
THE_SUN = source("The Sun Daily", "2025-10-18")
KYODO = source("Kyodo News", "2025-10-24")
KOREA_HERALD = source("The Korea Herald", "2025-10-24")
MFA = source("Ministry of Foreign Affairs of China", "2025-10-29")
JOONGANG = source("Korea JoongAng Daily", "2025-10-30")
PLATAFORMA = source("Plataforma", "2025-10-30")

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
    when("2025-10-30T10:00 in Asia/Macau", said_on="2025-10-30", source=PLATAFORMA, verdict=Verdict.CONFLICT),
]


def test_the_trump_xi_meeting_is_told_day_by_day() -> None:
    """What was shown on each day, from what had been said by then: its date, how sure, and who had said so."""
    steps = []
    for day in ("2025-10-18", "2025-10-23", "2025-10-24", "2025-10-29", "2025-10-30"):
        known = project([one for one in TRUMP_XI if one.said_on <= date.fromisoformat(day)])
        last = next(one for one in reversed(TRUMP_XI) if one.field is Field.WHEN and f"{one.said_on}" == day)
        now, sides = known.content, [party.name for party in known.content.certainty.confirmed_by]
        effect = known.effects.get(last.id) or known.effects[TRUMP_XI[-3].id]
        steps.append((day[-2:], effect, told(now.when), place_in_words(now.place), now.certainty.eos, sides))

    assert steps == [
        ("18", Effect.NEW, "within 31 Oct - 1 Nov", "South Korea", Eos.EOS4, ["United States"]),
        ("23", Effect.MOVES, "30 Oct", "South Korea", Eos.EOS4, ["United States"]),
        ("24", Effect.CONFIRMS, "30 Oct", "South Korea", Eos.EOS4, ["United States"]),
        ("29", Effect.CONFIRMS, "30 Oct", "Busan, South Korea", Eos.EOS5, ["China", "United States"]),
        (
            "30",
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

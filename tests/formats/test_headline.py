"""A meeting at a glance: who and what stand before a title that does not say them."""

import pytest

from app.formats.headline import MOST_PREFIX, summary
from app.meetings.document import Participation
from app.meetings.terms import Attendance, Kind, PartyKind, Role
from tests.formats.documents import MEETINGS, document, titled, written_in
from tests.meetings.factories import ASEAN, CN, IN, KR, MY, RU, TRUMP, US, XI, meeting, part, party, person, when

UK = party("United Kingdom", PartyKind.STATE, "GB")
EU = party("European Union", PartyKind.ORGANISATION, "EU")


def headline(title: str, kind: Kind, *parts: Participation, language: str = "en") -> str:
    told = (when("2025-10-30"), titled(title), written_in(language))
    return summary(document(meeting(*told, kind=kind, parts=parts)))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Trump-Xi meeting", Kind.BILATERAL),
        ("US-China trade talks", Kind.TALKS),
        ("Chinese president’s state visit", Kind.STATE_VISIT),
        ("Signing of the America-China accord", Kind.SIGNING),
        ("Donald Trump's trip to Asia", Kind.VISIT),
    ],
)
def test_a_title_that_names_somebody_and_the_event_stands_alone(title: str, kind: Kind) -> None:
    assert headline(title, kind, TRUMP, XI) == title


@pytest.mark.parametrize(
    ("title", "kind", "parts", "shown"),
    [
        ("Trade talks", Kind.TALKS, [part(US), part(CN)], "US-China: Trade talks"),
        ("Trade and tariffs", Kind.TALKS, [part(US), part(CN)], "US-China talks: Trade and tariffs"),
        ("Xi in Seoul", Kind.STATE_VISIT, [XI, part(KR, role=Role.HOST)], "State visit: Xi in Seoul"),
        ("Two leaders in Busan", Kind.BILATERAL, [TRUMP, XI], "US-China bilateral: Two leaders in Busan"),
        ("Summit", Kind.SUMMIT, [part(EU), part(IN)], "EU-India: Summit"),
        ("Dinner", Kind.BANQUET, [part(UK, role=Role.HOST), part(RU)], "UK-Russia: Dinner"),
        ("Round five", Kind.TALKS, [part(US), part(CN), part(MY, role=Role.HOST)], "US-China: Round five"),
        ("Accord", Kind.SIGNING, [part(CN), part(US, role=Role.WITNESS)], "China signing: Accord"),
        ("Talks", Kind.TALKS, [part(CN), part(US, attendance=Attendance.DECLINED)], "China: Talks"),
        ("United we stand", Kind.OTHER, [part(US)], "US: United we stand"),
        ("G20", Kind.SUMMIT, [part(ASEAN, role=Role.ORGANISER)], "Summit: G20"),
        ("Press briefing", Kind.PRESS_EVENT, [part(person("Lee"))], "Lee: Press briefing"),
    ],
)
def test_who_meets_and_how_come_first_where_the_title_does_not_say(
    title: str, kind: Kind, parts: list[Participation], shown: str
) -> None:
    assert headline(title, kind, *parts) == shown


def test_more_than_three_sides_are_what_the_title_stands_for() -> None:
    four = [part(one) for one in (US, CN, RU, IN)]

    assert headline("Security forum", Kind.CONFERENCE, *four) == "Security forum"
    assert headline("Security forum", Kind.CONFERENCE, *four[:3]) == "US-China-Russia: Security forum"


def test_a_prefix_that_would_leave_no_room_for_the_title_is_left_out() -> None:
    long = [part(party("x" * (MOST_PREFIX - 3), PartyKind.STATE)), part(CN)]

    assert headline("Talks", Kind.TALKS, *long) == "Talks"


def test_a_title_in_another_language_is_looked_through_for_names_alone() -> None:
    beijing = part(person("习近平"), for_party=CN)

    assert headline("习近平会见特朗普", Kind.BILATERAL, beijing, language="zh") == "习近平会见特朗普"
    assert headline("中美经贸磋商", Kind.TALKS, part(US), part(CN), language="zh") == "US-China: 中美经贸磋商"


def test_what_is_not_so_comes_before_who_meets() -> None:
    names = ("cancelled", "postponed", "former")
    untold = (MEETINGS[name].model_copy(update={"title": "Busan"}) for name in names)

    assert [summary(one) for one in untold] == [
        "CANCELLED: US-China bilateral: Busan",
        "POSTPONED: US-China bilateral: Busan",
        "(date not fixed) US-China bilateral: Busan",
    ]


def test_a_title_cannot_turn_round_what_is_beside_it() -> None:
    assert headline("\u202etalks\u2066", Kind.TALKS, part(US), part(CN)) == "US-China: talks"

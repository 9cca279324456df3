"""Whose word counts."""

import pytest

from app.meetings.document import Participation, Party
from app.meetings.sides import hosts, is_settled, may_cancel, sides, spoken_for
from app.meetings.terms import Kind, PartyKind, Role
from tests.meetings.factories import ASEAN, CN, HU, IN, KR, MY, PUTIN, RU, TRUMP, US, XI, part, party, person

ORBAN = part(person("Viktor Orban"), for_party=HU, role=Role.HOST)
ANWAR = part(person("Anwar Ibrahim"), for_party=MY, role=Role.CHAIR)
ORGANISER = part(ASEAN, role=Role.ORGANISER)
GUEST = part(person("Donald Trump"), for_party=US, role=Role.GUEST)
LI_QIANG = part(person("Li Qiang"), for_party=CN)
ALONE = part(person("Gianni Infantino"))
BESSENT = part(person("Scott Bessent"), for_party=US, role=Role.HEAD_OF_DELEGATION)
GREER = part(person("Jamieson Greer"), for_party=US, role=Role.DELEGATE)
HE_LIFENG = part(person("He Lifeng"), for_party=CN, role=Role.HEAD_OF_DELEGATION)
LEADERS = party("ASEAN leaders", PartyKind.GROUP)


@pytest.mark.parametrize(
    ("participation", "side"),
    [
        pytest.param(XI, CN, id="a person for a state"),
        pytest.param(part(IN), IN, id="a state for itself"),
        pytest.param(part(ASEAN), ASEAN, id="an organisation for itself"),
        pytest.param(part(LEADERS), LEADERS, id="a group for itself"),
        pytest.param(part(ASEAN, for_party=MY), MY, id="an organisation for a state"),
        pytest.param(ALONE, None, id="a person for nobody"),
    ],
)
def test_a_person_is_there_for_a_party_and_everybody_else_for_itself(
    participation: Participation, side: Party | None
) -> None:
    assert spoken_for(participation) == side


@pytest.mark.parametrize(
    ("kind", "participants", "expected"),
    [
        pytest.param(Kind.BILATERAL, [TRUMP, XI], {US, CN}, id="two who meet"),
        pytest.param(Kind.BILATERAL, [TRUMP, PUTIN, ORBAN], {US, RU}, id="two who meet at a third one's"),
        pytest.param(Kind.BILATERAL, [TRUMP, ORBAN], {US, HU}, id="a guest and a host"),
        pytest.param(Kind.BILATERAL, [TRUMP, XI, part(US), ALONE], {US, CN}, id="several people of a side"),
        pytest.param(Kind.TRILATERAL, [TRUMP, PUTIN, ORBAN], {US, RU, HU}, id="three who meet at one's home"),
        pytest.param(Kind.TRILATERAL, [TRUMP, PUTIN, XI, ORBAN], {US, RU, CN}, id="three who meet at a fourth one's"),
        pytest.param(Kind.TALKS, [TRUMP, PUTIN, XI], {US, RU, CN}, id="talks have as many sides as take part"),
        pytest.param(Kind.TALKS, [BESSENT, GREER, HE_LIFENG], {US, CN}, id="who speak for one state are one side"),
        pytest.param(
            Kind.SUMMIT, [ANWAR, ORGANISER, LI_QIANG, GUEST], {MY, CN}, id="guests and organisers stand aside"
        ),
        pytest.param(
            Kind.SIGNING,
            [TRUMP, part(RU, role=Role.WITNESS), part(HU, role=Role.MEDIATOR)],
            {US},
            id="witnesses and mediators stand aside",
        ),
        pytest.param(Kind.BILATERAL, [], set(), id="nobody is known"),
    ],
)
def test_the_sides_are_those_between_which_it_takes_place(
    kind: Kind, participants: list[Participation], expected: set[Party]
) -> None:
    assert sides(kind, participants) == {side.id for side in expected}


@pytest.mark.parametrize("role", [Role.HOST, Role.CHAIR, Role.MEDIATOR, Role.ORGANISER, Role.WITNESS, Role.GUEST])
@pytest.mark.parametrize("kind", [Kind.BILATERAL, Kind.TALKS, Kind.CALL])
def test_who_receives_or_mediates_between_two_others_is_no_side(kind: Kind, role: Role) -> None:
    third = part(person("Anwar Ibrahim"), for_party=MY, role=role)

    assert sides(kind, [BESSENT, HE_LIFENG, third]) == {US.id, CN.id}


@pytest.mark.parametrize("role", [Role.HOST, Role.CHAIR, Role.MEDIATOR, Role.ORGANISER, Role.WITNESS, Role.GUEST])
def test_who_receives_or_mediates_between_three_others_is_no_side(role: Role) -> None:
    fourth = part(person("Anwar Ibrahim"), for_party=MY, role=role)

    assert sides(Kind.TRILATERAL, [TRUMP, PUTIN, XI, fourth]) == {US.id, RU.id, CN.id}


@pytest.mark.parametrize(
    ("kind", "participants", "expected"),
    [
        pytest.param(Kind.TALKS, [BESSENT, part(CN, role=Role.HOST)], {US, CN}, id="talks at one's home"),
        pytest.param(Kind.CALL, [BESSENT, part(CN, role=Role.CHAIR)], {US, CN}, id="a call that one chairs"),
        pytest.param(Kind.BILATERAL, [part(CN, role=Role.HOST), GUEST], {US, CN}, id="a host and a guest"),
        pytest.param(Kind.BILATERAL, [part(CN, role=Role.CHAIR), ORBAN], {CN, HU}, id="two hosts"),
        pytest.param(Kind.TRILATERAL, [TRUMP, part(CN, role=Role.HOST), PUTIN], {US, CN, RU}, id="one host of three"),
        pytest.param(
            Kind.TRILATERAL, [part(CN, role=Role.HOST), GUEST, PUTIN], {US, CN, RU}, id="a host and a guest of three"
        ),
        pytest.param(Kind.TRILATERAL, [PUTIN, XI, part(US, role=Role.MEDIATOR)], {RU, CN}, id="two and a mediator"),
        pytest.param(Kind.TALKS, [BESSENT, part(MY, role=Role.MEDIATOR)], {US}, id="one and a mediator"),
        pytest.param(
            Kind.TALKS, [TRUMP, PUTIN, XI, part(CN, role=Role.HOST)], {US, RU, CN}, id="a host who takes part as well"
        ),
    ],
)
def test_a_host_or_a_guest_is_a_side_where_there_are_too_few_without(
    kind: Kind, participants: list[Participation], expected: set[Party]
) -> None:
    assert sides(kind, participants) == {side.id for side in expected}


ANWAR_THERE = part(person("Anwar Ibrahim"), for_party=MY)


@pytest.mark.parametrize(
    ("kind", "participants", "expected"),
    [
        pytest.param(Kind.BILATERAL, [BESSENT, HE_LIFENG], {US, CN}, id="two at a third one's"),
        pytest.param(Kind.BILATERAL, [BESSENT, HE_LIFENG, ANWAR_THERE], {US, CN}, id="two beside whom the third is"),
        pytest.param(Kind.BILATERAL, [BESSENT, ANWAR_THERE], {US, MY}, id="two at one's home"),
        pytest.param(Kind.TRILATERAL, [TRUMP, XI, ANWAR_THERE], {US, CN, MY}, id="three at one's home"),
        pytest.param(Kind.TRILATERAL, [TRUMP, XI, PUTIN, ANWAR_THERE], {US, CN, RU}, id="three at a fourth one's"),
        pytest.param(Kind.BILATERAL, [TRUMP, XI, PUTIN], {US, CN, RU}, id="three where two are said, none at home"),
        pytest.param(
            Kind.BILATERAL, [TRUMP, XI, part(party("Malaysia FC", PartyKind.GROUP, "MY"))], None, id="no state"
        ),
        pytest.param(Kind.TALKS, [TRUMP, XI, ANWAR_THERE], {US, CN, MY}, id="talks do not say how many they are"),
    ],
)
def test_the_state_of_the_place_is_no_side_where_two_or_three_others_are(
    kind: Kind, participants: list[Participation], expected: set[Party] | None
) -> None:
    everybody = {side for one in participants if (side := spoken_for(one))}

    assert sides(kind, participants, "MY") == {side.id for side in (everybody if expected is None else expected)}


def test_a_state_without_a_code_is_not_at_home_in_an_unknown_country() -> None:
    somewhere = party("Ruritania", PartyKind.STATE)

    assert sides(Kind.BILATERAL, [TRUMP, XI, part(somewhere)]) == {US.id, CN.id, somewhere.id}


def test_the_state_of_the_place_has_no_say_in_others_meeting() -> None:
    there = [BESSENT, HE_LIFENG, ANWAR_THERE]

    assert is_settled(Kind.BILATERAL, there, [US.id, CN.id], "MY")
    assert not is_settled(Kind.BILATERAL, there, [US.id, CN.id])
    assert not may_cancel(Kind.BILATERAL, there, MY.id, "MY")
    assert may_cancel(Kind.BILATERAL, there, MY.id)


def test_whoever_hosts_chairs_or_organises_receives() -> None:
    assert hosts([ORBAN, ANWAR, ORGANISER, LI_QIANG, GUEST]) == {HU.id, MY.id, ASEAN.id}


@pytest.mark.parametrize(
    ("kind", "participants", "words", "settled"),
    [
        pytest.param(Kind.BILATERAL, [TRUMP, XI], [US], False, id="one side of a bilateral"),
        pytest.param(Kind.BILATERAL, [TRUMP, XI], [US, CN], True, id="both sides of a bilateral"),
        pytest.param(Kind.BILATERAL, [TRUMP, XI], [US, KR], False, id="one side and a bystander"),
        pytest.param(Kind.BILATERAL, [TRUMP, PUTIN, ORBAN], [US, RU], True, id="both sides without their host"),
        pytest.param(Kind.BILATERAL, [TRUMP], [US], False, id="the only side that is known"),
        pytest.param(Kind.CALL, [TRUMP, XI], [CN], False, id="one side of a call"),
        pytest.param(Kind.TRILATERAL, [TRUMP, PUTIN, XI], [US, RU], False, id="two sides of a trilateral"),
        pytest.param(Kind.TALKS, [TRUMP, XI], [CN, US], True, id="both sides of talks"),
        pytest.param(Kind.TALKS, [TRUMP, XI, ANWAR], [CN, US], True, id="both sides of talks without their host"),
        pytest.param(Kind.SUMMIT, [ANWAR, ORGANISER, LI_QIANG], [MY], True, id="the chair of a summit"),
        pytest.param(Kind.SUMMIT, [ANWAR, ORGANISER, LI_QIANG], [ASEAN], True, id="the organiser of a summit"),
        pytest.param(Kind.SUMMIT, [ANWAR, ORGANISER, LI_QIANG], [CN], False, id="a participant of a summit"),
        pytest.param(Kind.SUMMIT, [LI_QIANG, TRUMP], [CN], True, id="anybody where no host is known"),
        pytest.param(Kind.SUMMIT, [LI_QIANG, TRUMP], [RU], False, id="a stranger where no host is known"),
        pytest.param(Kind.SUMMIT, [], [CN], False, id="a stranger where nobody is known"),
    ],
)
def test_a_bilateral_needs_each_sides_word_and_a_summit_its_hosts(
    kind: Kind, participants: list[Participation], words: list[Party], *, settled: bool
) -> None:
    assert is_settled(kind, participants, [one.id for one in words]) is settled


@pytest.mark.parametrize(
    ("kind", "participants", "side", "may"),
    [
        pytest.param(Kind.BILATERAL, [TRUMP, PUTIN, ORBAN], None, True, id="a report that speaks for no side"),
        pytest.param(Kind.BILATERAL, [TRUMP, PUTIN, ORBAN], US, True, id="the one side"),
        pytest.param(Kind.BILATERAL, [TRUMP, PUTIN, ORBAN], RU, True, id="the other side"),
        pytest.param(Kind.BILATERAL, [TRUMP, PUTIN, ORBAN], HU, False, id="the host of two others"),
        pytest.param(Kind.BILATERAL, [TRUMP, PUTIN], CN, False, id="a bystander"),
        pytest.param(Kind.BILATERAL, [TRUMP], CN, True, id="anybody while the other side is not known"),
        pytest.param(Kind.SUMMIT, [ANWAR, ORGANISER, LI_QIANG], None, True, id="a report on a summit"),
        pytest.param(Kind.SUMMIT, [ANWAR, ORGANISER, LI_QIANG], MY, True, id="the chair of a summit"),
        pytest.param(Kind.SUMMIT, [ANWAR, ORGANISER, LI_QIANG], ASEAN, True, id="the organiser of a summit"),
        pytest.param(Kind.SUMMIT, [ANWAR, ORGANISER, LI_QIANG], CN, False, id="a participant of a summit"),
        pytest.param(Kind.SUMMIT, [LI_QIANG], CN, True, id="anybody where no host is known"),
        pytest.param(Kind.SUMMIT, [ANWAR], CN, False, id="a stranger where only the host is known"),
        pytest.param(Kind.STATE_VISIT, [ORBAN, LI_QIANG], CN, True, id="the visitor"),
        pytest.param(Kind.STATE_VISIT, [ORBAN, LI_QIANG], HU, True, id="the visited"),
        pytest.param(Kind.STATE_VISIT, [ORBAN, LI_QIANG], US, False, id="a bystander of a visit"),
    ],
)
def test_either_side_calls_off_a_bilateral_and_the_host_a_summit(
    kind: Kind, participants: list[Participation], side: Party | None, *, may: bool
) -> None:
    assert may_cancel(kind, participants, side.id if side else None) is may

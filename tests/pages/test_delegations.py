"""Who meets, in short: the names of each side."""

import pytest

from app.meetings.document import Participation
from app.meetings.terms import Attendance, Role
from app.pages.delegations import by_side
from tests.meetings.factories import ASEAN, CN, TRUMP, US, XI, part, person

BESSENT = part(person("Scott Bessent"), for_party=US)


@pytest.mark.parametrize(
    ("participants", "sides"),
    [
        ([], []),
        ([TRUMP, XI], [("United States", ["Donald Trump"]), ("China", ["Xi Jinping"])]),
        ([TRUMP, XI, BESSENT], [("United States", ["Donald Trump", "Scott Bessent"]), ("China", ["Xi Jinping"])]),
        ([part(US), part(CN)], [(None, ["United States", "China"])]),
        ([part(ASEAN, role=Role.ORGANISER), TRUMP], [("United States", ["Donald Trump"]), (None, [ASEAN.name])]),
        ([part(person("Lee"), for_party=US), part(US)], [("United States", ["Lee"]), (None, ["United States"])]),
    ],
)
def test_names_stand_by_side_and_last_those_who_are_there_for_themselves(
    participants: list[Participation], sides: list[tuple[str | None, list[str]]]
) -> None:
    assert by_side(participants) == sides


def test_who_is_there_for_itself_has_no_side() -> None:
    assert by_side([part(CN, for_party=CN)]) == [(None, ["China"])]


def test_who_declined_is_said_to_have_declined() -> None:
    declined = part(person("Xi Jinping"), for_party=CN, attendance=Attendance.DECLINED)

    assert by_side([declined]) == [("China", ["Xi Jinping (declined)"])]


def test_who_comes_instead_is_named_first() -> None:
    represented = part(
        person("Xi Jinping"),
        for_party=CN,
        attendance=Attendance.REPRESENTED,
        represented_by=person("Li Qiang"),
    )

    assert by_side([represented]) == [("China", ["Li Qiang for Xi Jinping"])]

"""Each role may do all that the one before it may."""

from itertools import combinations

import pytest

from app.access.roles import Role

PAIRS = list(combinations([Role.REPORTER, Role.EDITOR, Role.ADMIN], 2))


@pytest.mark.parametrize(("lower", "higher"), PAIRS)
def test_roles_stand_in_the_order_of_what_they_may_do_and_not_in_that_of_the_alphabet(
    lower: Role, higher: Role
) -> None:
    assert (lower < higher, lower <= higher, lower > higher, lower >= higher) == (True, True, False, False)
    assert (higher < lower, higher <= lower, higher > lower, higher >= lower) == (False, False, True, True)


@pytest.mark.parametrize("role", Role)
def test_a_role_is_neither_above_nor_below_itself(role: Role) -> None:
    same = Role(role.value)

    assert (role < same, role <= same, role > same, role >= same) == (False, True, False, True)


def test_the_highest_of_several_roles_is_found() -> None:
    assert max(Role) is Role.ADMIN
    assert sorted(Role, reverse=True) == [Role.ADMIN, Role.EDITOR, Role.REPORTER]

"""One rule says which claims are for everybody."""

from uuid import uuid4

import pytest

from app.access.keys import Caller
from app.access.roles import Role
from app.access.visibility import may_read
from app.meetings.terms import Verdict


def test_everybody_reads_what_was_accepted_and_what_contradicts_it() -> None:
    assert [verdict for verdict in Verdict if may_read(verdict, None)] == [Verdict.ACCEPTED, Verdict.CONFLICT]


@pytest.mark.parametrize("role", Role)
def test_the_holder_of_any_key_reads_everything(role: Role) -> None:
    caller = Caller(uuid4(), "AAAAAAAA", "News desk", role)

    assert [verdict for verdict in Verdict if may_read(verdict, caller)] == list(Verdict)

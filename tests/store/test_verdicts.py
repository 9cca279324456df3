"""A date whose own quote contradicts it is kept and shown, and moves nothing; alone it is better than none."""

from typing import Any

import pytest
from sqlalchemy import select

from app.meetings.terms import Field, Verdict
from app.store.database import Database
from app.store.ids import identify
from app.store.tables import ClaimRow, RulingRow
from tests.store.factories import MEETING, basics, get, meet, record_all, tell, writing

THURSDAY, FRIDAY = "2025-10-30", "2025-10-31"


def verdicts(database: Database) -> list[tuple[Verdict, str | None]]:
    """Return the rulings on what was said of the date, in order."""
    with database.reading() as session:
        query = select(RulingRow.verdict, RulingRow.reason).join(ClaimRow, ClaimRow.id == RulingRow.claim_id)
        about = query.where(ClaimRow.field == Field.WHEN, ClaimRow.meeting_id == identify("meeting", MEETING))
        return [(verdict, reason) for verdict, reason in session.execute(about.order_by(RulingRow.serial))]


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("on Thursday", "the quote says Thursday, and no such day is in 31 October 2025"),
        ("in October 2026", "the quote says 2026, and not 31 October 2025"),
    ],
)
def test_a_date_that_its_quote_contradicts_moves_nothing_where_another_is_known(
    database: Database, quote: str, reason: str
) -> None:
    meet(database, when=THURSDAY)

    tell(database, said_on="2025-10-19", when=FRIDAY, quotes={"when": quote})

    assert verdicts(database) == [(Verdict.ACCEPTED, None), (Verdict.CONFLICT, reason)]
    assert (get(database).when.edtf, get(database).disputed) == (THURSDAY, ["when"])


@pytest.mark.parametrize("quote", ["on Friday", "on October 31", "on Thursday or Friday"])
def test_a_date_that_fits_its_quote_is_accepted(database: Database, quote: str) -> None:
    meet(database, when=THURSDAY)

    tell(database, said_on="2025-10-19", when=FRIDAY, quotes={"when": quote})

    assert verdicts(database) == [(Verdict.ACCEPTED, None), (Verdict.ACCEPTED, None)]
    assert get(database).when.edtf == FRIDAY


def test_a_date_that_its_quote_contradicts_is_accepted_where_no_other_is_known(database: Database) -> None:
    meet(database, when=FRIDAY, quotes={"when": "on Thursday"})

    assert verdicts(database) == [(Verdict.ACCEPTED, None)]
    assert get(database).when.edtf == FRIDAY


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param({"when": THURSDAY}, THURSDAY, id="accepted"),
        pytest.param({"when": THURSDAY, "verdict": "conflict"}, FRIDAY, id="in conflict"),
        pytest.param({"when": THURSDAY, "verdict": "proposed"}, FRIDAY, id="proposed"),
        pytest.param({"when": THURSDAY, "quotes": {"when": "on Monday"}}, THURSDAY, id="another slip"),
    ],
)
def test_another_date_of_the_same_source_counts_if_it_is_accepted(
    database: Database, other: dict[str, Any], expected: str
) -> None:
    slip = basics(MEETING) | {"when": FRIDAY, "quotes": {"when": "on Thursday"}}

    with writing(database) as (session, ledger):
        record_all(session, ledger, [(MEETING, slip), (MEETING, other)])

    assert get(database).when.edtf == expected


def test_an_editor_who_rules_is_not_overruled(database: Database) -> None:
    meet(database, when=THURSDAY)

    tell(database, when=FRIDAY, quotes={"when": "on Thursday"}, verdict="rejected", reason="A caption.")

    assert verdicts(database)[1:] == [(Verdict.REJECTED, "A caption.")]

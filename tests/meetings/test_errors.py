"""What can go wrong, in domain words."""

from app.meetings.errors import SummitryError, UnknownNameError


def test_a_refusal_names_the_field_the_rule_and_what_is_near() -> None:
    refusal = UnknownNameError("no party is known as 'Xi Jinpin'", field="party", near=["Xi Jinping"])

    assert (refusal.rule, refusal.field, refusal.near) == ("no party is known as 'Xi Jinpin'", "party", ("Xi Jinping",))
    assert str(refusal) == refusal.rule


def test_a_refusal_need_not_name_a_field() -> None:
    refusal = SummitryError("the calendar is closed")

    assert (refusal.field, refusal.near) == (None, ())

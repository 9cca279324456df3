"""What is wrong with something that was sent is said in words of its own fields."""

import pytest
from pydantic import BaseModel, ValidationError

from app.meetings.faults import faults_of
from app.meetings.statement import Statement

A_PLACE = 'wants an object here, such as {"name": "Tokyo", "precision": "city", "country": "JP"}'
A_LINK = 'wants an object here, such as {"rel": "part_of", "to": "asean-summit-2025"}'
A_PARTICIPANT = 'wants an object here, such as {"party": "Xi Jinping", "for_party": "CN", "office": "President"}'


def faults(model: type[BaseModel], sent: object) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as refusal:
        model.model_validate(sent)

    return [(".".join(map(str, one.path)), one.rule) for one in faults_of(model, refusal.value)]


@pytest.mark.parametrize(
    ("sent", "field", "near"),
    [
        ({"titel": "Quad"}, "titel", "title"),
        ({"certanty": "eos4"}, "certanty", "certainty"),
        ({"place": {"name": "Tokyo", "precision": "city", "contry": "JP"}}, "place.contry", "country"),
        ({"place": {"name": "x", "precision": "venue", "within": {"nam": "y"}}}, "place.within.nam", "name"),
        ({"participants": [{"party": "Xi", "form": "2025-10-18"}]}, "participants.0.form", "from"),
        ({"topics": [{"topic": "trade", "absnt": True}]}, "topics.0.absnt", "absent"),
        ({"when": {"edft": "2025-10-18"}}, "when.edft", "edtf"),
    ],
)
def test_an_unknown_field_is_named_with_the_nearest_one(sent: dict[str, object], field: str, near: str) -> None:
    assert (field, f"no such field; did you mean {near}?") in faults(Statement, sent)


def test_of_an_unknown_field_that_is_like_none_no_more_is_said() -> None:
    assert faults(Statement, {"x" * 10_000: 1}) == [("x" * 10_000, "no such field")]


@pytest.mark.parametrize(
    ("sent", "field", "rule"),
    [
        ({"place": "Tokyo"}, "place", A_PLACE),
        ({"participants": ["Trump"]}, "participants.0", A_PARTICIPANT),
        (
            {"links": ["asean"]},
            "links.0",
            'wants an object here, such as {"rel": "part_of", "to": "asean-summit-2025"}',
        ),
        ({"topics": [47]}, "topics.0", 'wants an object here, such as {"topic": "trade"}'),
    ],
)
def test_what_should_have_been_an_object_is_shown_one(sent: dict[str, object], field: str, rule: str) -> None:
    assert faults(Statement, sent) == [(field, rule)]

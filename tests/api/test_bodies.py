"""What is wrong with a body is said of the one thing that it was meant to be."""

import pytest
from pydantic import BaseModel, ValidationError

from app.api.bodies import NewSaid, Said
from app.meetings.faults import faults_of

SOURCE = {"publisher": "The Paper", "title": "Leaders to meet", "published_on": "2025-10-18"}
OR_AN_ID = (
    'wants a publication, such as {"publisher": "The Paper", "title": "Leaders to meet", "published_on": '
    '"2025-10-18"}, or the id of a source that is stored'
)


def faults(model: type[BaseModel], sent: object) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as refusal:
        model.model_validate(sent)

    return [(".".join(map(str, one.path)), one.rule) for one in faults_of(model, refusal.value)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"publisher": "The Paper", "title": "x"}, [("source.published_on", "Field required")]),
        (SOURCE | {"publishr": "x"}, [("source.publishr", "no such field; did you mean publisher?")]),
        ("benzinga", [("source", OR_AN_ID)]),
        (47, [("source", OR_AN_ID)]),
        (None, [("source", OR_AN_ID)]),
        ([], [("source", OR_AN_ID)]),
    ],
)
def test_a_source_is_refused_as_what_it_was_meant_to_be(source: object, expected: list[tuple[str, str]]) -> None:
    assert faults(Said, {"title": "Quad", "source": source}) == expected


def test_all_that_a_new_meeting_lacks_is_named_at_once() -> None:
    assert [field for field, _ in faults(NewSaid, {})] == ["title", "kind", "when", "source"]

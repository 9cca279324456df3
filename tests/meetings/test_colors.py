"""The colours of calendars."""

import re

import pytest
from pydantic import TypeAdapter, ValidationError

from app.meetings.colors import HEX, Color

COLOR: TypeAdapter[str] = TypeAdapter(Color)


def test_every_name_of_css3_is_a_colour_and_has_a_value() -> None:
    assert len(HEX) == 147
    assert [name for name in HEX if COLOR.validate_python(name) != name or not name.isalpha()] == []
    assert [value for value in HEX.values() if not re.fullmatch("#[0-9A-F]{6}", value)] == []
    assert (HEX["steelblue"], HEX["grey"], HEX["lightgoldenrodyellow"]) == ("#4682B4", HEX["gray"], "#FAFAD2")


@pytest.mark.parametrize(
    ("color", "rule"),
    [
        ("steelblu", "not a colour name of CSS3; did you mean steelblue?"),
        ("SteelBlue", "not a colour name of CSS3; did you mean steelblue?"),
        ("rebeccapurple", "not a colour name of CSS3; did you mean purple?"),
        ("#4682B4", "not a colour name of CSS3"),
        ("", "not a colour name of CSS3"),
        ("red\x00", "not a colour name of CSS3; did you mean red?"),
    ],
)
def test_no_other_colour_is_one(color: str, rule: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        COLOR.validate_python(color)

    assert [one["msg"] for one in refusal.value.errors()] == [f"Value error, {rule}"]

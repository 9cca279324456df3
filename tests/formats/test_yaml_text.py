"""Files that are not strict YAML are refused before anything is made of them."""

import pytest

from app.formats.seed import MOST_BYTES, read_seed
from app.formats.yaml_text import READ_AS_OTHER_THINGS as QUOTE_IT
from app.formats.yaml_text import read_yaml
from app.meetings.errors import SeedError

SUMMIT = "sources:\n  - source: Reuters\n"


def refusal_of(data: str | bytes) -> str:
    with pytest.raises(SeedError) as error:
        read_seed(data.encode() if isinstance(data, str) else data, "story.yaml")
    return str(error.value)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        pytest.param(
            f"{SUMMIT}  - }}\n", "story.yaml:3: not YAML: expected the node content, but found '}'", id="not YAML"
        ),
        pytest.param(
            "sources:\n\t- x\n", "story.yaml:2: not YAML: found character '\\t' that cannot start any token", id="a tab"
        ),
        pytest.param("a: 1\n---\nb: 2\n", "story.yaml:2: not YAML: but found another document", id="two documents"),
        pytest.param("a: 1\nb: \x07\n", "story.yaml:2: not YAML: U+0007 is not allowed", id="a control character"),
        pytest.param(b"a: 1\nb: caf\xe9\n", "story.yaml:2: not UTF-8", id="Latin-1"),
        pytest.param(SUMMIT.encode("utf-16"), "story.yaml:1: not UTF-8", id="UTF-16"),
        pytest.param("sources: " + "[" * 20 + "]" * 20, "story.yaml:1: nested too deep, or too long", id="deep"),
        pytest.param("[" * 400 + "]" * 400, "story.yaml:1: nested too deep, or too long", id="very deep"),
        pytest.param("sources: &again [*again]", "story.yaml:1: nested too deep, or too long", id="endless"),
        pytest.param(
            "- sources\n",
            "story.yaml:1: file: wants keys with their values here",
            id="a list",
        ),
        pytest.param(
            "a: &a {b: c}\nsources: [{<<: *a}]\n",
            f"story.yaml:2: the key << is not a word. {QUOTE_IT}",
            id="a merge key",
        ),
        pytest.param(
            'a: 1\nb: "\\U00110000"\n', "story.yaml:2: not YAML: a number in it is too large", id="no character"
        ),
        pytest.param(b" " * (MOST_BYTES + 1), f"story.yaml: larger than {MOST_BYTES} bytes", id="too large"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_line(data: str | bytes, refusal: str) -> None:
    assert refusal_of(data) == refusal


def test_a_small_file_that_grows_when_it_is_read_is_refused() -> None:
    layers = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 6)]

    assert refusal_of(f"l0: &l0 [{', '.join(['x'] * 10)}]\n" + "".join(layers)) == (
        "story.yaml:1: nested too deep, or too long"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-10-30", "2025-10-30"),
        ("2025-10-30 11:00:00", "2025-10-30 11:00:00"),
        ("!!str 47", "47"),
        ("1e7", "1e7"),
        ("~", None),
        ("yes", True),
        ("Off", False),
        ("47", 47),
        ("-0", 0),
        ("+1.50", 1.5),
        (".5", 0.5),
        ("3.", 3.0),
        ("[]", []),
        ("{b: *a}", {"b": "again"}),
    ],
)
def test_values_are_read_as_they_are_meant(text: str, value: object) -> None:
    read, _ = read_yaml(f"a: &a again\nvalue: {text}\n".encode(), "story.yaml")

    assert read == {"a": "again", "value": value}
    assert repr(read) == repr({"a": "again", "value": value})

"""Whatever a column can hold comes back as it was, and what it cannot hold is refused with what it holds."""

import json
import math
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.cells import Column, read_cell, write_cell

VALUES: dict[type, st.SearchStrategy[object]] = {
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    str: st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    bytes: st.binary() | st.text().map(lambda text: text.encode("utf-8", "ignore")),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC), allow_imaginary=False).map(lambda one: one.replace(fold=0)),
    UUID: st.uuids(),
}


def column(of: type, **rules: object) -> Column:
    return Column(**{"name": "one", "of": of} | rules)  # type: ignore[arg-type]  # a test names the rules it is about


@pytest.mark.parametrize("of", VALUES)
@given(st.data())
def test_a_value_comes_back_from_json_exactly(of: type, data: st.DataObject) -> None:
    value = data.draw(VALUES[of])

    written = json.dumps(write_cell(value), ensure_ascii=False)
    back = read_cell(column(of), json.loads(written))

    assert (type(back), repr(back)) == (of, repr(value))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (b'{"title":"S\xc3\xa3o"}', '{"title":"São"}'),
        (b"BEGIN:VEVENT\r\n", "BEGIN:VEVENT\r\n"),
        (b"\xff\x00", {"base64": "/wA="}),
        (datetime(2025, 10, 18, 20, tzinfo=UTC), "2025-10-18T20:00:00+00:00"),
        (date(2025, 10, 18), "2025-10-18"),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (True, True),
        (1.5, 1.5),
    ],
)
def test_a_value_is_readable_where_it_is_text(value: object, written: object) -> None:
    assert write_cell(value) == written


TEXT, WHOLE = "holds text", "holds whole numbers of 31 bits"
INSTANT = "holds instants in UTC: YYYY-MM-DDTHH:MM:SS+00:00"


@pytest.mark.parametrize(
    ("at", "written", "rule"),
    [
        (column(str), None, TEXT),
        (column(str), 5, TEXT),
        (column(str), "a\0b", TEXT),
        (column(str), "\ud800", "holds text, and half a character is none"),
        (column(str, longest=2), "abc", "holds at most 2 characters"),
        (column(str, words=frozenset({"b", "a"})), "c", "holds one of the words a, b"),
        (column(int, bits=31), "5", WHOLE),
        (column(int, bits=31), True, WHOLE),
        (column(int, bits=31), 5.0, WHOLE),
        (column(int, bits=31), 2**31, WHOLE),
        (column(int, bits=31), -(2**31) - 1, WHOLE),
        (column(float), 5, "holds numbers with a point"),
        (column(float), math.nan, "holds numbers with a point"),
        (column(float), math.inf, "holds numbers with a point"),
        (column(bool), 1, "holds true or false"),
        (column(bool), "true", "holds true or false"),
        (column(bytes), 5, "holds bytes: text, or base64"),
        (column(bytes), {"base64": 5}, "holds bytes: text, or base64"),
        (column(bytes), {}, "holds bytes: text, or base64"),
        (column(bytes), {"base64": "é"}, "holds bytes: text, or base64"),
        (column(bytes), {"base64": "abc"}, "holds bytes: text, or base64"),
        (column(bytes), "\ud800", "holds text, and half a character is none"),
        (column(date), "2025-13-01", "holds days: YYYY-MM-DD"),
        (column(date), None, "holds days: YYYY-MM-DD"),
        (column(datetime), "2025-10-18T20:00:00", INSTANT),
        (column(datetime), "2025-10-18T20:00:00+09:00", INSTANT),
        (column(datetime), "today", INSTANT),
        (column(UUID), "x", "holds ids"),
        (column(UUID), 7, "holds ids"),
    ],
)
def test_what_a_column_cannot_hold_is_refused(at: Column, written: object, rule: str) -> None:
    with pytest.raises(ValueError, match="holds") as refusal:
        read_cell(at, written)

    assert str(refusal.value) == rule


@pytest.mark.parametrize("of", VALUES)
def test_nothing_is_held_where_nothing_may_be(of: type) -> None:
    assert read_cell(column(of, optional=True), None) is None

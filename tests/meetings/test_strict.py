"""What a writer sends beside words: nothing is taken for what it is not written as."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from app.meetings.strict import Day, Flag, Instant, Latitude, Longitude, Ordinal, WallTime

DAY: TypeAdapter[date] = TypeAdapter(Day)
INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)
WALL_TIME: TypeAdapter[datetime] = TypeAdapter(WallTime)
FLAG: TypeAdapter[bool] = TypeAdapter(Flag)
ORDINAL: TypeAdapter[int] = TypeAdapter(Ordinal)
LATITUDE: TypeAdapter[float] = TypeAdapter(Latitude)
LONGITUDE: TypeAdapter[float] = TypeAdapter(Longitude)

NOON = datetime(2025, 10, 30, 12, 0, tzinfo=UTC)
NO_TEXTS: list[object] = [0, 1, -1, 20251030, 1761825600, 1761825600.5, True, False, None, [], {}, ["2025-10-30"]]


@pytest.mark.parametrize(
    ("kind", "sent", "value"),
    [
        (DAY, "2025-10-30", date(2025, 10, 30)),
        (INSTANT, "2025-10-30T12:00:00Z", NOON),
        (INSTANT, "2025-10-30T21:00+09:00", NOON),
        (INSTANT, "2025-10-30 12:00:00.000+00:00", NOON),
        (WALL_TIME, "2025-10-30T12:00", NOON.replace(tzinfo=None)),
        (WALL_TIME, "2025-10-30 12:00:00", NOON.replace(tzinfo=None)),
        (FLAG, True, True),
        (FLAG, False, False),
        (ORDINAL, 47, 47),
        (LATITUDE, -90, -90.0),
        (LATITUDE, 35.18, 35.18),
        (LONGITUDE, 180.0, 180.0),
    ],
)
def test_a_value_is_read_as_it_is_written_in_python_and_in_json(
    kind: TypeAdapter[object], sent: object, value: object
) -> None:
    assert kind.validate_python(sent) == kind.validate_json(json.dumps(sent)) == value
    assert kind.validate_json(json.dumps(sent), strict=True) == value


MISTAKEN: list[tuple[TypeAdapter[Any], Sequence[object]]] = [
    (DAY, ["0", "20251030", "2025-W44-4", "2025-303", "2025-10-30T00:00:00", "30 October", "2025-10-30 ", ""]),
    (DAY, ["\u0662\u0660\u0662\u0665-\u0661\u0660-\u0663\u0660", "2025-02-30", "1799-12-31", "2201-01-01"]),
    (INSTANT, ["2025-10-30", "2025-10-30T12:00", "1761825600", "2025-10-30T12:00:00+9", "2025-10-30T24:00Z", "now"]),
    (INSTANT, ["2025-02-30T12:00Z", "0001-01-01T00:00+14:00", "2025-10-30T12:00+24:00", "2025-10-30T12:60Z"]),
    (WALL_TIME, ["2025-10-30", "11:00", "2025-10-30T11:00Z", "2025-10-30T24:00"]),
    *((kind, NO_TEXTS) for kind in (DAY, INSTANT, WALL_TIME)),
    (FLAG, ["true", "yes", "", 0, 1, 1.0, None, []]),
    (ORDINAL, [0, 10_001, 1.0, 1.5, "1", True, None, [1]]),
    (LATITUDE, [90.5, -91, "35.18", True, None, [35.18]]),
    (LONGITUDE, [181, -180.5, "128", False]),
]


@pytest.mark.parametrize(("kind", "sent"), [(kind, one) for kind, every in MISTAKEN for one in every])
def test_nothing_is_taken_for_what_it_is_not_written_as(kind: TypeAdapter[object], sent: object) -> None:
    with pytest.raises(ValidationError):
        kind.validate_python(sent)
    with pytest.raises(ValidationError):
        kind.validate_json(json.dumps(sent))
    with pytest.raises(ValidationError):
        kind.validate_json(json.dumps(sent), strict=True)


@pytest.mark.parametrize("sent", [float("nan"), float("inf"), float("-inf")])
def test_no_position_is_without_end(sent: float) -> None:
    with pytest.raises(ValidationError):
        LATITUDE.validate_python(sent)


def test_an_instant_is_no_day() -> None:
    with pytest.raises(ValidationError, match="a day is YYYY-MM-DD"):
        DAY.validate_python(NOON)


def test_a_day_of_this_program_is_one() -> None:
    assert DAY.validate_python(date(2025, 10, 30)) == date(2025, 10, 30)

"""What a writer sends beside words, read strictly: no number is taken for a day, no word for a number or a yes."""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StrictBool, StrictFloat, StrictInt

from app.meetings.when import FIRST_YEAR, LAST_YEAR

_DATE = r"\d{4}-\d\d-\d\d"
_TIME = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?"
_DAY = re.compile(_DATE, re.ASCII)
_WALL_TIME = re.compile(rf"{_DATE}[T ]{_TIME}", re.ASCII)
_INSTANT = re.compile(rf"{_DATE}[T ]{_TIME}(Z|[+-]\d\d:\d\d)", re.ASCII)


def _as_day(said: object) -> object:
    if type(said) is date:
        return said
    if not isinstance(said, str) or not _DAY.fullmatch(said):
        raise ValueError("a day is YYYY-MM-DD")
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ValueError(f"{said!r} is not a day of the calendar") from None


def _as_instant(said: object) -> object:
    rule = "an instant is YYYY-MM-DDTHH:MM:SS with an offset, such as Z or +09:00"
    return _as_datetime(said, _INSTANT, rule)


def _as_wall_time(said: object) -> object:
    rule = "a clock time is local: YYYY-MM-DDTHH:MM without an offset, with time_zone beside it; a day alone is edtf"
    return _as_datetime(said, _WALL_TIME, rule)


def _as_datetime(said: object, form: re.Pattern[str], rule: str) -> object:
    if isinstance(said, datetime):
        return said
    if not isinstance(said, str) or not form.fullmatch(said):
        raise ValueError(rule)
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        raise ValueError(f"{said!r} is not a time of the calendar") from None


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day


Day = Annotated[date, BeforeValidator(_as_day), AfterValidator(_in_range)]
"""A plain day."""

Instant = Annotated[AwareDatetime, BeforeValidator(_as_instant), AfterValidator(_in_range)]
"""A moment, the same everywhere."""

WallTime = Annotated[datetime, BeforeValidator(_as_wall_time)]
"""What the clocks of a place show."""

Flag = StrictBool
"""Yes or no."""

Ordinal = Annotated[StrictInt, Field(ge=1, le=10_000)]
"""Which one of a series."""

Latitude = Annotated[StrictFloat, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[StrictFloat, Field(ge=-180, le=180, allow_inf_nan=False)]

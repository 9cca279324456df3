"""Bounds of a view as people write them in a URL, counted from a moment in a zone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from app.meetings.errors import FilterError
from app.meetings.when import FIRST_YEAR, LAST_YEAR
from app.meetings.window import DAY

_RELATIVE = re.compile(r"(?P<sign>[+ -])(?P<count>\d{1,5})d", re.ASCII)
_ABSOLUTE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+ -]\d\d:\d\d)?)?", re.ASCII)
_PAST = re.compile(r"(?P<count>\d{1,5})(?P<unit>[dwmy])", re.ASCII)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_FIRST_DAY, _LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


def is_bound(value: date) -> bool:
    """Tell whether somebody can ask for this day, or in some zone for this instant: none is a day away from UTC."""
    if not isinstance(value, datetime):
        return _FIRST_DAY <= value <= _LAST_DAY
    return value.tzinfo == UTC and _FIRST_DAY - DAY <= value.date() <= _LAST_DAY + DAY


@dataclass(frozen=True, slots=True)
class Clock:
    """Reads bounds, as counted from a moment in a zone."""

    here: datetime

    @property
    def today(self) -> date:
        """The day it is in the zone."""
        return self.here.date()

    def read(self, name: str, text: str | None) -> date | datetime | None:
        """Read a day or an instant; a time without a zone is meant in the clock's."""
        if text is None:
            return None
        if text == "now":
            return self.here.astimezone(UTC)
        if text == "today":
            return self.today
        if relative := _RELATIVE.fullmatch(text):
            # A plus sign in a URL's query arrives as a space.
            days = int(relative["count"]) * (-1 if relative["sign"] == "-" else 1)
            return self._checked(name, self.today.toordinal() + days)
        return self._absolute(name, text)

    def instant(self, name: str, text: str | None) -> datetime | None:
        """Read an instant; a day stands for its first moment."""
        value = self.read(name, text)
        return None if value is None else self.begin(value)

    def end_of(self, name: str, text: str | None) -> datetime | None:
        """Read an instant; a day stands for its last moment."""
        value = self.read(name, text)
        return None if value is None else self.finish(value)

    def day(self, name: str, text: str | None) -> date | None:
        """Read a plain day."""
        value = self.read(name, text)
        if isinstance(value, datetime):
            raise FilterError(f"{name} is a day: YYYY-MM-DD, today, or -7d", field=name)
        return value

    def past(self, text: str | None) -> date | None:
        """Read how far back a view goes."""
        if text is None:
            return None
        matched = _PAST.fullmatch(text)
        if not matched:
            raise FilterError("past is a number of days, weeks, months or years: 90d, 12w, 6m, 2y", field="past")
        days = int(matched["count"]) * _DAYS[matched["unit"]]
        return date.fromordinal(max(self.today.toordinal() - days, _FIRST_DAY.toordinal()))

    def begin(self, value: date) -> datetime:
        """Return the first moment of a day, or the instant itself, in UTC."""
        if isinstance(value, datetime):
            return value
        return datetime.combine(value, time(0), tzinfo=self.here.tzinfo).astimezone(UTC)

    def finish(self, value: date) -> datetime:
        """Return the last moment of a day, or the instant itself, in UTC."""
        return value if isinstance(value, datetime) else self.begin(value + DAY) - datetime.resolution

    def _absolute(self, name: str, text: str) -> date | datetime:
        rule = f"{name} is a day (2025-10-31), an instant (2025-10-31T02:00:00Z), today, now, +30d or -7d"
        try:
            moment = datetime.fromisoformat(text.replace(" ", "+")) if _ABSOLUTE.fullmatch(text) else None
        except ValueError:
            moment = None
        if moment is None:
            raise FilterError(rule, field=name)
        day = self._checked(name, moment.toordinal())
        if len(text) == len("2025-10-31"):
            return day
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self.here.tzinfo)
        return aware.astimezone(UTC)

    def _checked(self, name: str, ordinal: int) -> date:
        if not _FIRST_DAY.toordinal() <= ordinal <= _LAST_DAY.toordinal():
            raise FilterError(f"the year is not between {FIRST_YEAR} and {LAST_YEAR}", field=name)
        return date.fromordinal(ordinal)

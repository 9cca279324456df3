"""The days that a source states, held against the day it is and against each other."""

from datetime import date, timedelta

from app import clock
from app.meetings.errors import NotADateError
from app.meetings.window import DAY

FIRST_TO_BEGIN = timedelta(hours=14)
"""How far the clocks of Kiribati are ahead of UTC: where a day begins first."""


def check_days(published_on: date, said_on: date | None = None) -> None:
    """Refuse a day that is still to come everywhere, and words that were said after they were published.

    Where they were said, a day can have begun that had not yet begun where they were published.

    Raises:
        NotADateError: naming the field and its rule.
    """
    latest = (clock.now() + FIRST_TO_BEGIN).date()
    for name, day in (("source.published_on", published_on), ("said_on", said_on)):
        if day is not None and day > latest:
            raise NotADateError(f"{day} is still to come everywhere", field=name)
    if said_on is not None and said_on > published_on + DAY:
        rule = f"{said_on} is later than its source was published, which was on {published_on}"
        raise NotADateError(rule, field="said_on")

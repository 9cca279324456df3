"""The moment that a reader of one thing looks at: now, an instant of the calendar, or what had been said by a day."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import BaseModel, ConfigDict

from app import clock
from app.http.asking import check_names
from app.http.audience import read_pairs
from app.http.lists import API
from app.meetings.filter import Bound, MeetingFilter, Wanted, resolve


class Moment(BaseModel):
    """Which state of the calendar is shown."""

    model_config = ConfigDict(use_attribute_docstrings=True, extra="ignore")

    as_of: Bound | None = None
    """The calendar as it stood at this instant, or at the end of this day."""
    known_on: Bound | None = None
    """What had been said in public by this day, under today's rulings."""


def read_moment(request: Request, moment: Annotated[Moment, Query()]) -> Wanted:
    """Return the moment that a request looks at."""
    check_names(read_pairs(request), Moment.model_fields, Moment.model_fields)
    return resolve(MeetingFilter(as_of=moment.as_of, known_on=moment.known_on), clock.now(), API)


def read_instant(
    request: Request,
    as_of: Annotated[
        Bound | None, Query(description="The calendar as it stood at this instant, or at the end of this day.")
    ] = None,
) -> Wanted:
    """Return the instant that a request looks at, where what was known on a day makes no difference."""
    check_names(read_pairs(request), ["as_of"], ["as_of"])
    return resolve(MeetingFilter(as_of=as_of), clock.now(), API)


def last_change(newest: datetime, moment: Wanted) -> datetime | None:
    """Return when what a reader looks at last changed; of the past none is said: its day may be counted from today.

    `newest` is the time of the newest version, or of the newest record where versions are not all that is shown.
    """
    return None if moment.as_of or moment.known_on else newest


MomentDep = Annotated[Wanted, Depends(read_moment)]
InstantDep = Annotated[Wanted, Depends(read_instant)]

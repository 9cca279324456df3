"""The filter of a request: read strictly, with the door's defaults."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Query, Request

from app.http.audience import read_pairs
from app.meetings.filter import MeetingFilter
from app.meetings.query import MOST_QUERY, SINGLE, Pairs, check_length, check_names, filter_of

__all__ = ["MOST_QUERY", "FilterDep", "Pairs", "asking", "check_names", "filter_of", "strict"]


def strict(*known: str) -> Callable[[Request], None]:
    """Return a dependency that refuses every parameter but these, each of which takes one value."""

    def check(request: Request) -> None:
        check_names(read_pairs(request), known, known)

    return check


def asking(*beside: str) -> Callable[[Request, MeetingFilter], MeetingFilter]:
    """Return a dependency that reads the filter of the request's URL; `beside` names what else may stand there once."""
    known = {*MeetingFilter.model_fields, *beside}

    def read_filter(request: Request, asked: Annotated[MeetingFilter, Query()]) -> MeetingFilter:
        pairs = read_pairs(request)
        check_names(pairs, known, {*SINGLE, *beside})
        check_length([pair for pair in pairs if pair[0] not in beside])
        return asked

    return read_filter


FilterDep = Annotated[MeetingFilter, Depends(asking())]

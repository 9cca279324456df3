"""The filter of a request: read strictly, with the door's defaults."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from pydantic import ValidationError

from app.meetings.errors import FilterError
from app.meetings.filter import MeetingFilter

Pairs = Sequence[tuple[str, str]]

MOST_QUERY = 8000
"""Characters of a filter's query that are read."""
MOST_NAME = 60
"""Characters of an unknown parameter's name that are looked at."""

SINGLE = frozenset(name for name, field in MeetingFilter.model_fields.items() if "list[" not in str(field.annotation))


def check_names(pairs: Pairs, known: Iterable[str], single: Iterable[str]) -> None:
    """Refuse parameters that are not known, and second values for those that take one.

    Raises:
        FilterError: naming the parameter, and the nearest known one.
    """
    names, alone = set(known), set(single)
    for name, times in Counter(name for name, _ in pairs).items():
        if name not in names:
            near = get_close_matches(name[:MOST_NAME], names, n=1)
            rule = "no such parameter here" + (f"; did you mean {near[0]}?" if near else "")
            raise FilterError(rule, field=name[:MOST_NAME], near=near)
        if times > 1 and name in alone:
            raise FilterError(f"takes one value, not {times}", field=name)


def strict(*known: str) -> Callable[[Request], None]:
    """Return a dependency that refuses every parameter but these, each of which takes one value."""

    def check(request: Request) -> None:
        check_names(request.query_params.multi_items(), known, known)

    return check


def asking(*beside: str) -> Callable[[Request, MeetingFilter], MeetingFilter]:
    """Return a dependency that reads the filter of the request's URL; `beside` names what else may stand there once."""
    known = {*MeetingFilter.model_fields, *beside}

    def read_filter(request: Request, asked: Annotated[MeetingFilter, Query()]) -> MeetingFilter:
        pairs = request.query_params.multi_items()
        check_names(pairs, known, {*SINGLE, *beside})
        if len(urlencode([pair for pair in pairs if pair[0] not in beside])) > MOST_QUERY:
            raise FilterError(f"a filter has at most {MOST_QUERY} characters", field="query")
        return asked

    return read_filter


FilterDep = Annotated[MeetingFilter, Depends(asking())]


def filter_of(pairs: Pairs) -> MeetingFilter:
    """Return the filter that a query says, outside a route.

    Raises:
        FilterError: naming the parameter and its rule.
    """
    check_names(pairs, MeetingFilter.model_fields, SINGLE)
    values: dict[str, str | list[str]] = {}
    for name, value in pairs:
        values[name] = value if name in SINGLE else [*values.get(name, []), value]
    try:
        return MeetingFilter.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise FilterError(first["msg"].removeprefix("Value error, "), field=field) from None

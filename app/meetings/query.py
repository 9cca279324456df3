"""The query of a view's address, read strictly: nothing in it is ignored."""

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from urllib.parse import urlencode

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


def check_length(pairs: Pairs) -> None:
    """Refuse a filter that is longer than a token can hold.

    Raises:
        FilterError: naming how long it can be.
    """
    if len(urlencode(pairs)) > MOST_QUERY:
        raise FilterError(f"a filter has at most {MOST_QUERY} characters", field="query")


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

"""Pages of short lists, which are read whole and cut here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request

from app import clock
from app.http.asking import check_names
from app.http.lists import API
from app.http.paging import DEFAULT_LIMIT, next_url
from app.http.tokens import MOST_TOKEN, read_key, write_key
from app.meetings.filter import MOST_ITEMS, Bound, MeetingFilter, Wanted, resolve

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list a request asks for, in which state of the calendar. `name` tells one list from another."""

    request: Request
    wanted: Wanted
    limit: int
    after: str | None
    name: str

    def cut(self, items: Sequence[Item], key: Callable[[Item], str]) -> tuple[list[Item], str | None]:
        """Return the part of a list, put in the order of its key, and the address of the next one."""
        ordered = sorted(items, key=key)
        rest = [item for item in ordered if self.after is None or key(item) > self.after]
        part = rest[: self.limit]
        more = len(rest) > self.limit
        return part, next_url(self.request, write_key(key(part[-1]), self.name)) if more else None


def read_slice(
    request: Request,
    as_of: Annotated[Bound | None, Query(description="The calendar as it stood at this instant.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS, description="How many at the most.")] = DEFAULT_LIMIT,
    cursor: Annotated[str | None, Query(max_length=MOST_TOKEN, description="From `next`.")] = None,
) -> Slice:
    """Return which part of a list a request asks for."""
    known = ("as_of", "limit", "cursor")
    check_names(request.query_params.multi_items(), known, known)
    wanted = resolve(MeetingFilter(as_of=as_of), clock.now(), API)
    name = f"{request.scope['path']} {as_of or ''}"
    return Slice(request, wanted, limit, read_key(cursor, name) if cursor is not None else None, name)


SliceDep = Annotated[Slice, Depends(read_slice)]

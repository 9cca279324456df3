"""What the shown meetings have in common, in parts: each costs what it shows, however long the list is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, Text, Uuid, cast, func, literal, select, tuple_, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.meetings.errors import TokenError
from app.meetings.filter import Wanted
from app.store.ids import as_uuid
from app.store.named_tables import PartyRow, PlaceRow, SeriesRow, SourceRow
from app.store.names import sees_proposals
from app.store.showing import shown
from app.store.tables import FacetRow, VersionRow

Row = TypeVar("Row", PartyRow, PlaceRow, SourceRow, SeriesRow)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is read: in which state of the calendar, after which item, and how many at the most.

    `number` pins the calendar where something has been written since the first page; `after` is the key of an item.
    """

    wanted: Wanted
    number: int | None
    after: str | None
    limit: int


@dataclass(frozen=True, slots=True)
class Register(Generic[Row]):
    """A list of the catalogue: its table, the facet that counts its meetings, and the columns that it is sorted by.

    The last of these is the key of a row, and the value of the facet.
    """

    table: type[Row]
    facet: str
    order: tuple[InstrumentedAttribute[Any], ...]


PARTIES = Register(PartyRow, "party", (PartyRow.folded, PartyRow.id))
PLACES = Register(PlaceRow, "place", (PlaceRow.folded, PlaceRow.id))
SOURCES = Register(SourceRow, "source", (SourceRow.published_on, SourceRow.folded, SourceRow.id))
SERIES = Register(SeriesRow, "series", (SeriesRow.slug,))


def find_part(session: Session, register: Register[Row], part: Part) -> tuple[list[tuple[Row, int]], str | None]:
    """Return those in a register that shown meetings have, with the number of these; and the last key if more follow.

    Raises:
        TokenError: if there is nothing with the key after which the part begins.
    """
    key = register.order[-1]
    having = _shown(register.facet, part).where(FacetRow.value == _as_facet(session, key)).exists()
    query = select(register.table).where(having).order_by(*register.order).limit(part.limit + 1)
    if part.after is not None:
        last = _row(session, register, part.after)
        query = query.where(tuple_(*register.order) > tuple(getattr(last, column.key) for column in register.order))
    return _counted(session, register.facet, part, {str(getattr(row, key.key)): row for row in session.scalars(query)})


def find_topics(session: Session, part: Part) -> tuple[list[tuple[str, int]], str | None]:
    """Return the topics of shown meetings, with the number of these; and the last one if more follow.

    Each is found from the one before it through the index, so the meetings that share one cost nothing.
    """
    following = _shown("topic", part).with_only_columns(FacetRow.value).order_by(FacetRow.value).limit(1)
    first = following.where(FacetRow.value > part.after) if part.after is not None else following
    step = select(first.scalar_subquery().label("topic"), literal(1).label("place")).cte("step", recursive=True)
    after = select(following.where(FacetRow.value > step.c.topic).scalar_subquery(), step.c.place + 1)
    steps = step.union_all(after.where(step.c.topic.is_not(None), step.c.place <= part.limit))
    topics = session.scalars(select(steps.c.topic).where(steps.c.topic.is_not(None)).order_by(steps.c.place))
    return _counted(session, "topic", part, {topic: topic for topic in topics})


def count_meetings(
    session: Session, facet: str, values: Sequence[str], wanted: Wanted, number: int | None = None
) -> dict[str, int]:
    """Return how many of the shown meetings have each of these values of a facet; those that none has are left out."""
    having = _shown(facet, Part(wanted, number, None, len(values))).where(FacetRow.value.in_(values))
    query = having.with_only_columns(FacetRow.value, func.count()).group_by(FacetRow.value)
    return {row[0]: row[1] for row in session.execute(query)}


def _shown(facet: str, part: Part) -> Select[str]:
    """Return what finds the values of a facet that shown meetings have."""
    return (
        select(FacetRow.value)
        .join(VersionRow, VersionRow.number == FacetRow.number)
        .where(FacetRow.name == facet, shown(part.wanted, part.number), VersionRow.listed.is_(True))
    )


def _counted(
    session: Session, facet: str, part: Part, found: Mapping[str, Item]
) -> tuple[list[tuple[Item, int]], str | None]:
    """Count the meetings of what was found, which is one more than wanted if more follows."""
    values = list(found)[: part.limit]
    counts = count_meetings(session, facet, values, part.wanted, part.number)
    return [(found[value], counts[value]) for value in values], values[-1] if len(found) > part.limit else None


def _as_facet(session: Session, key: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """Return a key as facets have it: SQLite keeps the 32 digits of an id alone."""
    if not isinstance(key.type, Uuid):
        return type_coerce(key, Text)
    if session.get_bind().dialect.name == "postgresql":
        return cast(key, Text)
    digits = type_coerce(key, Text)
    groups = [func.substr(digits, start, length) for start, length in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))]
    return reduce(lambda text, group: text + "-" + group, groups)


def _row(session: Session, register: Register[Row], key: str) -> Row:
    identity = key if register.table is SeriesRow else as_uuid(key)
    found = session.get(register.table, identity) if identity else None
    if found is None or (found.proposed and not sees_proposals(session)):
        raise TokenError("this cursor was not made for this list", field="cursor")
    return found

"""The tables as an archive writes them: what each holds, in which order, and which of them make the calendar."""

from enum import StrEnum
from typing import Any, cast

from sqlalchemy import BigInteger, Enum, Select, Table, TypeDecorator, exists, func, literal, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from app.formats import archive
from app.formats.cells import Column
from app.store import private_tables  # noqa: F401 (a backup holds all tables, so all are known here)
from app.store.columns import Base
from app.store.tables import LedgerRow, VersionRow

CALENDAR = frozenset(
    {
        *("calendar", "claim", "facet", "meeting", "party", "party_alias"),
        *("place", "ruling", "series", "source", "version"),
    }
)
"""The tables that make the calendar. Whatever else there is belongs to this installation: only backups hold it."""

LEDGER: Table = Base.metadata.tables[LedgerRow.__tablename__]
_NUMBERED = VersionRow.__tablename__


def tables(*, secrets: bool) -> list[Table]:
    """Return the tables whose rows an archive holds, each behind those that it refers to."""
    every = (table for table in Base.metadata.sorted_tables if table is not LEDGER)
    return [table for table in every if secrets or table.name in CALENDAR]


def shape(table: Table) -> archive.Table:
    """Return what an archive says of a table."""
    return archive.Table(
        name=table.name,
        columns=tuple(_column(column) for column in table.columns if table is not LEDGER or not column.primary_key),
        key=tuple(column.name for column in table.primary_key),
        is_nested=_parent(table) is not None,
        is_counted=table.name == _NUMBERED,
    )


def in_order(session: Session, table: Table) -> Select[Any]:
    """Return the query of all rows of a table in an order that is the same on every database.

    A row that lies in another one of its table comes after that.
    """
    key = [_plainly(session, column) for column in table.primary_key]
    parent = _parent(table)
    if parent is None:
        return select(table).order_by(*key)
    (own,) = table.primary_key
    depth = select(own.label("id"), literal(0).label("depth")).where(parent.is_(None)).cte("depth", recursive=True)
    deeper = select(own, depth.c.depth + 1).join(depth, parent == depth.c.id)
    depth = depth.union_all(deeper)
    return select(table).join(depth, depth.c.id == own).order_by(depth.c.depth, *key)


def count_rows(session: Session, table: Table) -> int:
    """Return how many rows a table has."""
    return session.scalar(select(func.count()).select_from(table)) or 0


def is_empty(session: Session, table: Table) -> bool:
    """Tell whether a table has no rows."""
    return not session.scalar(select(exists().select_from(table)))


def _parent(table: Table) -> ColumnElement[Any] | None:
    """Return the column by which rows refer to rows of the same table."""
    return next((key.parent for key in table.foreign_keys if key.column.table is table), None)


def _plainly(session: Session, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column as it is ordered by: PostgreSQL would sort texts by the rules of a language."""
    is_text = issubclass(_type_of(column), str)
    return column.collate("C") if is_text and session.get_bind().dialect.name == "postgresql" else column


def _type_of(column: ColumnElement[Any]) -> type:
    """Return what Python holds for the values of a column."""
    kept = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return cast("type", kept.python_type)


def _column(column: Any) -> Column:  # noqa: ANN401 (SQLAlchemy's own type, of any value)
    of = _type_of(column)
    is_word = issubclass(of, StrEnum)
    return Column(
        name=column.name,
        of=str if is_word else of,
        optional=column.nullable,
        longest=getattr(column.type, "length", None),
        bits=63 if isinstance(column.type, BigInteger) else 31,
        words=frozenset(column.type.enums) if isinstance(column.type, Enum) else frozenset(),
    )

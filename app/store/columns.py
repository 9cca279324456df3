"""Column types that behave alike on every database, and the base of all tables."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, Dialect, Enum, LargeBinary, MetaData, String, Text, Uuid, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from app.meetings.terms import Bearing, Eos, Field, Kind, Level, PartyKind, Precision, Stance, Status, Verdict


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. SQLite keeps no zone, so it is stored in UTC and comes back in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an instant of any zone into UTC; SQLite gets it without the zone."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


def ordered(length: int | None = None) -> Text | String:
    """Return a type of text that is sorted by its code points: on PostgreSQL the database's language would sort it."""
    kind = Text if length is None else String
    return kind(length).with_variant(kind(length, collation="C"), "postgresql")


def _word(enum: type[StrEnum]) -> Enum:
    """Return a column type that keeps an enumeration as its word, on both databases alike."""
    words = [member.value for member in enum]
    return Enum(enum, native_enum=False, length=20, create_constraint=False, values_callable=lambda _: words)


_WORDS: tuple[type[StrEnum], ...] = (
    *(Bearing, Eos, Field, Kind, Level, PartyKind, Precision, Stance, Status, Verdict),
)


class Base(DeclarativeBase):
    """The tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "%(table_name)s_%(column_0_N_name)s",
            "uq": "%(table_name)s_%(column_0_N_name)s_once",
            "ck": "%(table_name)s_%(constraint_name)s",
            "fk": "%(table_name)s_%(column_0_name)s_exists",
            "pk": "%(table_name)s_key",
        }
    )
    type_annotation_map: dict[Any, Any] = {  # noqa: RUF012 (SQLAlchemy's own way of saying it)
        UUID: Uuid(),
        datetime: UtcDateTime(),
        date: Date(),
        bytes: LargeBinary(),
        str: Text(),
        **{enum: _word(enum) for enum in _WORDS},
    }


class Named:
    """What claims name: it is made by the first one that does, and that may be one which nobody has accepted."""

    proposed: Mapped[bool] = mapped_column(server_default=false(), sort_order=1)
    """Only what nobody has accepted names it: it is shown to holders of keys, and gives way to what an editor says."""

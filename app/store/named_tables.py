"""What claims and filters name: parties, places, series, sources, and the calendars that have names themselves."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, validates

from app.meetings.terms import PartyKind, Precision
from app.meetings.text import fold
from app.store.columns import Base, Named, ordered

MOST_SORTED = 200
"""Characters of a folded name by which lists are sorted: folding makes some longer than PostgreSQL's indexes take."""


def as_sorted(name: str) -> str:
    """Return a name as lists are sorted by it."""
    return fold(name)[:MOST_SORTED]


def _folded(column: str) -> Callable[[DefaultExecutionContext], str]:
    """Return what fills in a row's folded name from another of its columns."""

    def fill_in(context: DefaultExecutionContext) -> str:
        row = context.get_current_parameters()  # type: ignore[no-untyped-call]  # SQLAlchemy left it so
        return as_sorted(row[column])

    return fill_in


class SourceRow(Named, Base):
    """One publication."""

    __tablename__ = "source"
    __table_args__ = (Index("source_published_on_folded_id", "published_on", "folded", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    publisher: Mapped[str]
    folded: Mapped[str] = mapped_column(ordered(), default=_folded("publisher"))
    """Its publisher, as sources of one day are sorted."""
    title: Mapped[str]
    url: Mapped[str | None]
    published_on: Mapped[date]
    accessed_at: Mapped[datetime | None]
    archive_url: Mapped[str | None]


class PartyRow(Named, Base):
    """An actor."""

    __tablename__ = "party"
    __table_args__ = (Index("party_folded_id", "folded", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[PartyKind]
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(ordered(), default=_folded("name"))
    """Its name, as parties are sorted."""
    code: Mapped[str | None] = mapped_column(String(20))
    same_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("party.id"), index=True)
    """The party that this one turned out to be: whoever names this one means that one."""

    @validates("name")
    def _sort_anew(self, _name: str, name: str) -> str:
        self.folded = as_sorted(name)
        return name


class PartyAliasRow(Base):
    """A name of a party, folded: without case, accents and differences of spacing."""

    __tablename__ = "party_alias"

    folded: Mapped[str] = mapped_column(ordered(), primary_key=True)
    party_id: Mapped[UUID] = mapped_column(ForeignKey("party.id"), primary_key=True, index=True)
    until: Mapped[int | None] = mapped_column(BigInteger)
    """The serial of the change by which it became a former name."""


class PlaceRow(Named, Base):
    """A place, and what it lies in."""

    __tablename__ = "place"
    __table_args__ = (Index("place_folded_id", "folded", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    folded: Mapped[str] = mapped_column(ordered())
    name: Mapped[str]
    precision: Mapped[Precision]
    country: Mapped[str | None] = mapped_column(String(2))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    time_zone: Mapped[str | None] = mapped_column(String(64))
    within_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"), index=True)


class SeriesRow(Named, Base):
    """A series of meetings."""

    __tablename__ = "series"

    slug: Mapped[str] = mapped_column(ordered(80), primary_key=True)
    name: Mapped[str]


class CalendarRow(Base):
    """A filter with a name of its own."""

    __tablename__ = "calendar"

    name: Mapped[str] = mapped_column(ordered(80), primary_key=True)
    title: Mapped[str]
    description: Mapped[str]
    color: Mapped[str] = mapped_column(String(30))
    query: Mapped[str]
    ended_at: Mapped[datetime | None]
    """When it was ended. Its feed then says so, and its name is not free for another."""

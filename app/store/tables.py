"""What is stored of meetings: what is said of them (claims, rulings), and what is shown (versions), in order."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.meetings.terms import Bearing, Eos, Field, Kind, Level, Stance, Status, Verdict
from app.store.columns import Base, ordered
from app.store.named_tables import PartyRow, SourceRow


class LedgerRow(Base):
    """One row: how far the calendar has come, and what its stored bytes were made with.

    Numbers and serials are taken from here inside the writer's transaction: a database sequence is not in commit order,
    and a reader who follows the numbers would skip one for ever.
    """

    __tablename__ = "ledger"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)
    serial: Mapped[int] = mapped_column(BigInteger)
    modified_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    base_url: Mapped[str | None]
    writer_version: Mapped[int]
    zones_version: Mapped[str] = mapped_column(String(20))
    era: Mapped[str] = mapped_column(String(20))
    """Within one, no number was ever given out twice."""
    restored_at: Mapped[datetime | None]
    """When the calendar was last put back from a backup."""


class MeetingRow(Base):
    """What a meeting is called, apart from what is known of it. Never deleted: no name is used again."""

    __tablename__ = "meeting"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(ordered(90), unique=True)
    created_at: Mapped[datetime]


class ClaimRow(Base):
    """One thing that one source says about one meeting. Never changed."""

    __tablename__ = "claim"
    __table_args__ = (Index("claim_meeting_id_serial", "meeting_id", "serial"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    serial: Mapped[int] = mapped_column(BigInteger, unique=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    field: Mapped[Field]
    key: Mapped[str | None]
    value: Mapped[str]
    absent: Mapped[bool]
    quote: Mapped[str | None]
    said_by: Mapped[str | None]
    said_for_id: Mapped[UUID | None] = mapped_column(ForeignKey(PartyRow.id), index=True)
    said_on: Mapped[date] = mapped_column(index=True)
    said_on_estimated: Mapped[bool]
    bearing: Mapped[Bearing]
    stance: Mapped[Stance]
    certainty: Mapped[Eos | None]
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey(SourceRow.id), index=True)
    editor: Mapped[str]
    recorded_at: Mapped[datetime]


class RulingRow(Base):
    """An editor's verdict on a claim; the newest one counts."""

    __tablename__ = "ruling"
    __table_args__ = (Index("ruling_claim_id_serial", "claim_id", "serial"),)

    serial: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claim.id"))
    verdict: Mapped[Verdict]
    reason: Mapped[str | None]
    editor: Mapped[str]
    ruled_at: Mapped[datetime]


_NOW, _ENDED = "until IS NULL", "until IS NOT NULL"


class VersionRow(Base):
    """One step of one meeting: its document, and the columns it is found by. Without `until` it is how things stand."""

    __tablename__ = "version"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_later"),
        CheckConstraint("last_date >= first_date", name="days_in_order"),
        CheckConstraint("until > number", name="until_later"),
        Index(
            "version_now",
            "starts_at",
            "meeting_id",
            sqlite_where=text(_NOW),
            postgresql_where=text(_NOW),
        ),
        Index(
            "version_one_now",
            "meeting_id",
            unique=True,
            sqlite_where=text(_NOW),
            postgresql_where=text(_NOW),
        ),
        Index("version_meeting_id_number", "meeting_id", "number"),
        # Without its condition SQLite would find what is shown now by this index, and sort it all.
        Index("version_until", "until", sqlite_where=text(_ENDED), postgresql_where=text(_ENDED)),
    )

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    until: Mapped[int | None] = mapped_column(BigInteger)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    version: Mapped[int]
    sequence: Mapped[int]
    modified_at: Mapped[datetime] = mapped_column(index=True)
    superseded_at: Mapped[datetime | None]
    title: Mapped[str]
    kind: Mapped[Kind]
    level: Mapped[Level | None]
    status: Mapped[Status]
    eos: Mapped[Eos]
    listed: Mapped[bool]
    country: Mapped[str | None] = mapped_column(String(2))
    first_date: Mapped[date]
    last_date: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    vague_days: Mapped[int]
    """How many days come into question where the day is not fixed; 0 where it is."""
    changed: Mapped[str]
    """The fields that differ from the version before, as a JSON list."""
    words: Mapped[str]
    """The same in words."""
    document: Mapped[bytes]
    vevent: Mapped[bytes]


class FacetRow(Base):
    """One of the many things that a version is found by: a party, a topic, a place, a link, a source."""

    __tablename__ = "facet"
    __table_args__ = (Index("facet_number", "number"),)

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(ordered(), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, ForeignKey("version.number"), primary_key=True)

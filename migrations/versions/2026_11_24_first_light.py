"""The first calendar: sources say things about meetings, and each meeting is shown as its accepted claims describe it.

Readers find a meeting by its columns and facets, follow the numbers of its versions, and ask who said what.
"""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(20)
NOW = sa.text("until IS NULL")
ENDED = sa.text("until IS NOT NULL")


def ordered(length: int | None = None) -> sa.Text | sa.String:
    """Return a type of text that is sorted by its code points, whatever the database's language is."""
    kind = sa.Text if length is None else sa.String
    return kind(length).with_variant(kind(length, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "calendar",
        sa.Column("name", ordered(80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("color", sa.String(length=30), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("name", name="calendar_key"),
    )
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("modified_at", INSTANT, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("base_url", sa.Text(), nullable=True),
        sa.Column("writer_version", sa.Integer(), nullable=False),
        sa.Column("zones_version", sa.String(length=20), nullable=False),
        sa.Column("era", sa.String(length=20), nullable=False),
        sa.Column("restored_at", INSTANT, nullable=True),
        sa.CheckConstraint("id = 1", name="ledger_one_row"),
        sa.PrimaryKeyConstraint("id", name="ledger_key"),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("slug", ordered(90), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="meeting_key"),
        sa.UniqueConstraint("slug", name="meeting_slug_once"),
        sa.UniqueConstraint("uid", name="meeting_uid_once"),
    )
    op.create_table(
        "party",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", ordered(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("same_as_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["same_as_id"], ["party.id"], name="party_same_as_id_exists"),
        sa.PrimaryKeyConstraint("id", name="party_key"),
    )
    op.create_index("party_same_as_id", "party", ["same_as_id"], unique=False)
    op.create_index("party_folded_id", "party", ["folded", "id"], unique=False)
    op.create_table(
        "place",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("folded", ordered(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("precision", WORD, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("time_zone", sa.String(length=64), nullable=True),
        sa.Column("within_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["within_id"], ["place.id"], name="place_within_id_exists"),
        sa.PrimaryKeyConstraint("id", name="place_key"),
    )
    op.create_index("place_folded_id", "place", ["folded", "id"], unique=False)
    # PostgreSQL looks for what refers to a row whenever one is removed, and a restore removes them all.
    op.create_index("place_within_id", "place", ["within_id"], unique=False)
    op.create_table(
        "series",
        sa.Column("slug", ordered(80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="series_key"),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("folded", ordered(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("accessed_at", INSTANT, nullable=True),
        sa.Column("archive_url", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="source_key"),
    )
    op.create_index("source_published_on_folded_id", "source", ["published_on", "folded", "id"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("field", WORD, nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("absent", sa.Boolean(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("said_by", sa.Text(), nullable=True),
        sa.Column("said_for_id", sa.Uuid(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("said_on_estimated", sa.Boolean(), nullable=False),
        sa.Column("bearing", WORD, nullable=False),
        sa.Column("stance", WORD, nullable=False),
        sa.Column("certainty", WORD, nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("editor", sa.Text(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="claim_meeting_id_exists"),
        sa.ForeignKeyConstraint(["said_for_id"], ["party.id"], name="claim_said_for_id_exists"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="claim_source_id_exists"),
        sa.PrimaryKeyConstraint("id", name="claim_key"),
        sa.UniqueConstraint("serial", name="claim_serial_once"),
    )
    op.create_index("claim_meeting_id_serial", "claim", ["meeting_id", "serial"], unique=False)
    op.create_index("claim_said_for_id", "claim", ["said_for_id"], unique=False)
    op.create_index("claim_said_on", "claim", ["said_on"], unique=False)
    op.create_index("claim_source_id", "claim", ["source_id"], unique=False)
    op.create_table(
        "party_alias",
        sa.Column("folded", ordered(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="party_alias_party_id_exists"),
        sa.PrimaryKeyConstraint("folded", "party_id", name="party_alias_key"),
    )
    op.create_index("party_alias_party_id", "party_alias", ["party_id"], unique=False)
    op.create_table(
        "version",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("modified_at", INSTANT, nullable=False),
        sa.Column("superseded_at", INSTANT, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("level", WORD, nullable=True),
        sa.Column("status", WORD, nullable=False),
        sa.Column("eos", WORD, nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("vague_days", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("vevent", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name="version_ends_later"),
        sa.CheckConstraint("last_date >= first_date", name="version_days_in_order"),
        sa.CheckConstraint("until > number", name="version_until_later"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="version_meeting_id_exists"),
        sa.PrimaryKeyConstraint("number", name="version_key"),
    )
    op.create_index("version_meeting_id_number", "version", ["meeting_id", "number"], unique=False)
    op.create_index("version_modified_at", "version", ["modified_at"], unique=False)
    op.create_index(
        "version_now", "version", ["starts_at", "meeting_id"], unique=False, sqlite_where=NOW, postgresql_where=NOW
    )
    op.create_index("version_one_now", "version", ["meeting_id"], unique=True, sqlite_where=NOW, postgresql_where=NOW)
    # Without its condition SQLite would find what is shown now by this index, and sort it all.
    op.create_index("version_until", "version", ["until"], unique=False, sqlite_where=ENDED, postgresql_where=ENDED)
    op.create_table(
        "facet",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("value", ordered(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["version.number"], name="facet_number_exists"),
        sa.PrimaryKeyConstraint("name", "value", "number", name="facet_key"),
    )
    op.create_index("facet_number", "facet", ["number"], unique=False)
    op.create_table(
        "ruling",
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", WORD, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("editor", sa.Text(), nullable=False),
        sa.Column("ruled_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="ruling_claim_id_exists"),
        sa.PrimaryKeyConstraint("serial", name="ruling_key"),
    )
    op.create_index("ruling_claim_id_serial", "ruling", ["claim_id", "serial"], unique=False)
    # The calendar begins empty: what its bytes are made with is settled when the first meeting is stored.
    ledger = sa.table(
        "ledger", *(sa.column(name) for name in ("id", "number", "serial", "writer_version", "zones_version", "era"))
    )
    # A word of its own, by which readers' numbers are told from those of any other calendar.
    era = secrets.token_hex(4)
    beginning = {"id": 1, "number": 0, "serial": 0, "writer_version": 0, "zones_version": "", "era": era}
    for name in ("modified_at", "recorded_at"):
        ledger.append_column(sa.column(name, INSTANT))
        beginning[name] = datetime(2025, 1, 1, tzinfo=UTC)
    op.bulk_insert(ledger, [beginning])


def downgrade() -> None:
    for table in (
        "ruling",
        "facet",
        "version",
        "party_alias",
        "claim",
        "source",
        "series",
        "place",
        "party",
        "meeting",
        "ledger",
        "calendar",
    ):
        op.drop_table(table)

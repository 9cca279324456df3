"""Writing begins.

Whoever writes shows a key, of which only the hash is kept. What is answered to a request that names itself is kept for
a day, so that its retries get the same answer and nothing is done twice.

Reporters propose what nobody has accepted yet. The parties, places, series and sources that only they name are marked,
so that readers are told nothing of them. All that is there was told by editors.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28"
down_revision = "2026_11_24"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
NAMED = ("party", "place", "series", "source")


def upgrade() -> None:
    op.create_table(
        "key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("hint", sa.String(length=8), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.Column("last_used_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="key_key"),
        sa.UniqueConstraint("hash", name="key_hash_once"),
    )
    op.create_table(
        "reply",
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("route", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("replied_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key_id", "route", "name", name="reply_key"),
    )
    op.create_index("reply_replied_at", "reply", ["replied_at"])
    for table in NAMED:
        op.add_column(table, sa.Column("proposed", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    for table in reversed(NAMED):
        op.drop_column(table, "proposed")
    op.drop_table("reply")
    op.drop_table("key")

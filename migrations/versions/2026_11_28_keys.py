"""Writing begins: whoever writes shows a key. Of each only its hash is kept, with a label, a role and its times."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28"
down_revision = "2026_11_24"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


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


def downgrade() -> None:
    op.drop_table("key")

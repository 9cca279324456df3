"""Former names are kept.

A name that a party gives up goes on meaning it until another party takes it, so that no subscription breaks.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_2"
down_revision = "2026_11_28"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("party_alias", sa.Column("until", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("party_alias", "until")

"""keep the beginning of what was refused.

What a store holds in quarantine already stays there whole: its size stays empty, which says so.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lead a store of the revision before to this one."""
    op.add_column("quarantine", sa.Column("size", sa.BigInteger(), nullable=True))

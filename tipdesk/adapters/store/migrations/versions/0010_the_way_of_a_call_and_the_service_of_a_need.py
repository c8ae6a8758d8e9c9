"""the way of a call and the service of a need."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COLUMNS = (
    ("call", sa.Column("contact_point", sa.LargeBinary(), nullable=True)),
    ("need", sa.Column("service", sa.LargeBinary(), nullable=True)),
)
"""What the tables of before gain, each with its table."""


def upgrade() -> None:
    """Lead a store of the revision before to this one."""
    for table, column in COLUMNS:
        op.add_column(table, column)

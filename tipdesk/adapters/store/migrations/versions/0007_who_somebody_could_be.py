"""who somebody could be."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lead a store of the revision before to this one."""
    op.create_table(
        "likeness_due",
        sa.Column("record_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("row_id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("record_no", "row_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "likeness_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "no"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "likeness_rows",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("record_no", sa.BigInteger(), nullable=False),
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_likeness_rows_person", "likeness_rows", ["person_id"], unique=False)
    op.create_index("ix_likeness_rows_row", "likeness_rows", ["row_id"], unique=False)

"""needs, relationships and tags."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lead a store of the revision before to this one."""
    op.create_table(
        "need",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("wish", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_need_case", "need", ["case_id", "hidden"], unique=False)
    op.create_table(
        "relationship",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("other", sa.LargeBinary(), nullable=True),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("relationship", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("episode", sa.LargeBinary(), nullable=True),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.Column("lives_with", sa.Text(), nullable=True),
        sa.Column("claims", sa.Text(), nullable=True),
        sa.Column("signs", sa.Text(), nullable=True),
        sa.Column("apart_since", sa.Text(), nullable=True),
        sa.Column("host", sa.Text(), nullable=True),
        sa.Column("host_phone", sa.Text(), nullable=True),
        sa.Column("held_by_other", sa.Text(), nullable=True),
        sa.Column("in_danger", sa.Text(), nullable=True),
        sa.Column("knows_of_case", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_relationship_case", "relationship", ["case_id", "hidden"], unique=False)
    op.add_column("person", sa.Column("tag_number", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("family_group", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("line_order", sa.Text(), nullable=True))

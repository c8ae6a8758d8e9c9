"""calls, acknowledgements, and what a report keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lead a store of the revision before to this one."""
    op.create_table(
        "acknowledgement",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("report", sa.LargeBinary(), nullable=True),
        sa.Column("by", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_acknowledgement_case", "acknowledgement", ["case_id", "hidden"], unique=False)
    op.create_table(
        "call",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("duty", sa.Text(), nullable=True),
        sa.Column("whom", sa.Text(), nullable=True),
        sa.Column("agency", sa.LargeBinary(), nullable=True),
        sa.Column("of_person", sa.LargeBinary(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("by", sa.LargeBinary(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("caller_checked", sa.Text(), nullable=True),
        sa.Column("will_do", sa.Text(), nullable=True),
        sa.Column("by_when", sa.Text(), nullable=True),
        sa.Column("code_phrase_used", sa.Text(), nullable=True),
        sa.Column("overheard", sa.Text(), nullable=True),
        sa.Column("report", sa.LargeBinary(), nullable=True),
        sa.Column("corrects", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_call_case", "call", ["case_id", "hidden"], unique=False)
    op.add_column("note", sa.Column("report", sa.LargeBinary(), nullable=True))
    op.add_column("person", sa.Column("about_age", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("as_typed", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("sent_at", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("paper_no", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("written_at", sa.Text(), nullable=True))

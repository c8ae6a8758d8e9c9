"""files."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lead a store of the revision before to this one."""
    op.create_table(
        "attachment",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("of_row", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("content_id", sa.LargeBinary(), nullable=True),
        sa.Column("file_key", sa.LargeBinary(), nullable=True),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("hash_only", sa.Text(), nullable=True),
        sa.Column("held_at", sa.Text(), nullable=True),
        sa.Column("custodian", sa.Text(), nullable=True),
        sa.Column("added_at", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("of_person", sa.LargeBinary(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("on", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("privacy", sa.Text(), nullable=True),
        sa.Column("replaces", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_attachment_case", "attachment", ["case_id", "hidden"], unique=False)
    op.create_index(
        "ix_attachment_content",
        "attachment",
        ["content_id"],
        unique=False,
        sqlite_where=sa.text("content_id IS NOT NULL"),
    )

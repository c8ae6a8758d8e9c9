"""What a release to come may do: a table filled from what is held, a column on a record, an index over it."""

import sqlalchemy as sa
from alembic import op

from tests.lab.faults.newer import NUMBER, TODAY
from tipdesk.adapters.store.migrate import revision_of

revision = revision_of(NUMBER)
down_revision = revision_of(TODAY)
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change every kind of thing that a migration changes."""
    op.create_table("sizes_to_come", sa.Column("entry_no", sa.Integer, primary_key=True), sa.Column("size", sa.Integer))
    op.execute("INSERT INTO sizes_to_come SELECT no, length(head) FROM entries")
    op.add_column("person", sa.Column("to_come", sa.Text))
    op.execute("UPDATE person SET to_come = 'to come'")
    op.create_index("person_to_come", "person", ["to_come"])

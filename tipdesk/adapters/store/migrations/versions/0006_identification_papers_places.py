"""identification, papers, places."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lead a store of the revision before to this one."""
    op.create_table(
        "address",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("point", sa.Text(), nullable=True),
        sa.Column("began", sa.Text(), nullable=True),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.Column("who_lives_there", sa.Text(), nullable=True),
        sa.Column("safe", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_address_case", "address", ["case_id", "hidden"], unique=False)
    op.create_table(
        "age_assessment",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("methods", sa.Text(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("lowest", sa.Text(), nullable=True),
        sa.Column("highest", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("birth_date_taken", sa.Text(), nullable=True),
        sa.Column("doubt_to_child", sa.Text(), nullable=True),
        sa.Column("disputed_by", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_age_assessment_case", "age_assessment", ["case_id", "hidden"], unique=False)
    op.create_table(
        "business",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("registration_no", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("owner", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("place_at", sa.LargeBinary(), nullable=True),
        sa.Column("suspected", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_business_case", "business", ["case_id", "hidden"], unique=False)
    op.create_table(
        "contact_point",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("belongs_to", sa.Text(), nullable=True),
        sa.Column("safe", sa.Text(), nullable=True),
        sa.Column("times", sa.Text(), nullable=True),
        sa.Column("say_who", sa.Text(), nullable=True),
        sa.Column("voicemail", sa.Text(), nullable=True),
        sa.Column("tracked", sa.Text(), nullable=True),
        sa.Column("checked_on", sa.Text(), nullable=True),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contact_point_case", "contact_point", ["case_id", "hidden"], unique=False)
    op.create_table(
        "determination",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("agency", sa.LargeBinary(), nullable=True),
        sa.Column("decided_by", sa.LargeBinary(), nullable=True),
        sa.Column("decided_outside", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("episode", sa.LargeBinary(), nullable=True),
        sa.Column("acts", sa.Text(), nullable=True),
        sa.Column("means", sa.Text(), nullable=True),
        sa.Column("purposes", sa.Text(), nullable=True),
        sa.Column("child_rule", sa.Text(), nullable=True),
        sa.Column("missing", sa.Text(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("other_branch", sa.Text(), nullable=True),
        sa.Column("replaces", sa.LargeBinary(), nullable=True),
        sa.Column("review_asked_on", sa.Text(), nullable=True),
        sa.Column("review_words", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_determination_case", "determination", ["case_id", "hidden"], unique=False)
    op.create_table(
        "finding",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("determination", sa.LargeBinary(), nullable=True),
        sa.Column("element", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=True),
        sa.Column("means", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_finding_case", "finding", ["case_id", "hidden"], unique=False)
    op.create_table(
        "identity_document",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("issued", sa.Text(), nullable=True),
        sa.Column("expires", sa.Text(), nullable=True),
        sa.Column("name_on_it", sa.Text(), nullable=True),
        sa.Column("mrz", sa.Text(), nullable=True),
        sa.Column("genuine", sa.Text(), nullable=True),
        sa.Column("held_by", sa.Text(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("held_since", sa.Text(), nullable=True),
        sa.Column("given_back_on", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_identity_document_case", "identity_document", ["case_id", "hidden"], unique=False)
    op.create_table(
        "person_link",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("other_case", sa.LargeBinary(), nullable=True),
        sa.Column("other_person", sa.LargeBinary(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_link_case", "person_link", ["case_id", "hidden"], unique=False)
    op.create_table(
        "pin",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("of_row", sa.LargeBinary(), nullable=True),
        sa.Column("to_row", sa.LargeBinary(), nullable=True),
        sa.Column("page", sa.Text(), nullable=True),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("second", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pin_case", "pin", ["case_id", "hidden"], unique=False)
    op.create_table(
        "place",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("point", sa.Text(), nullable=True),
        sa.Column("business", sa.LargeBinary(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("seen_from", sa.Text(), nullable=True),
        sa.Column("seen_until", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_place_case", "place", ["case_id", "hidden"], unique=False)
    op.add_column("case_role", sa.Column("role_in_process", sa.Text(), nullable=True))
    op.add_column("case_role", sa.Column("role_details", sa.Text(), nullable=True))
    op.add_column("case_role", sa.Column("organisation", sa.LargeBinary(), nullable=True))
    op.add_column("case_role", sa.Column("group_type", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("exploitation_apps", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("recruited_at", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("recruited_country", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("recruited_place", sa.LargeBinary(), nullable=True))
    op.add_column("episode", sa.Column("recruiter", sa.LargeBinary(), nullable=True))
    op.add_column("episode", sa.Column("recruiter_business", sa.LargeBinary(), nullable=True))
    op.add_column("episode", sa.Column("recruiter_relation", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("age_at_recruitment", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("work_promised", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("fees", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("place_at", sa.LargeBinary(), nullable=True))
    op.add_column("episode", sa.Column("business", sa.LargeBinary(), nullable=True))
    op.add_column("episode", sa.Column("how_ended", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("ended_by", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("hours_week", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("pay_promised", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("pay_received", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("debt", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("conditions", sa.Text(), nullable=True))
    op.add_column("episode", sa.Column("clients", sa.Text(), nullable=True))
    op.add_column("journey_leg", sa.Column("leg_order", sa.Text(), nullable=True))
    op.add_column("journey_leg", sa.Column("from_at", sa.LargeBinary(), nullable=True))
    op.add_column("journey_leg", sa.Column("to_at", sa.LargeBinary(), nullable=True))
    op.add_column("journey_leg", sa.Column("identity_document", sa.LargeBinary(), nullable=True))
    op.add_column("journey_leg", sa.Column("by_person", sa.LargeBinary(), nullable=True))
    op.add_column("journey_leg", sa.Column("companion_person", sa.LargeBinary(), nullable=True))
    op.add_column("person", sa.Column("salutation", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("title", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("main_language", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("literacy", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("first_contact_on", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("health_words", sa.Text(), nullable=True))

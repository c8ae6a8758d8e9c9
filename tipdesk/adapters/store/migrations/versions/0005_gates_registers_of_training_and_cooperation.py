"""gates, registers of training and cooperation."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lead a store of the revision before to this one."""
    op.create_table(
        "approval",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("gate", sa.Text(), nullable=True),
        sa.Column("subject", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("ask", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("asked_by", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.LargeBinary(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_approval_case", "approval", ["case_id", "hidden"], unique=False)
    op.create_table(
        "campaign",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=True),
        sa.Column("began", sa.Text(), nullable=True),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.Column("funder", sa.Text(), nullable=True),
        sa.Column("budget", sa.Text(), nullable=True),
        sa.Column("aims", sa.Text(), nullable=True),
        sa.Column("evaluation", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_campaign_case", "campaign", ["case_id", "hidden"], unique=False)
    op.create_table(
        "campaign_activity",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("campaign", sa.LargeBinary(), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("on", sa.Text(), nullable=True),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("reach", sa.Text(), nullable=True),
        sa.Column("reach_basis", sa.Text(), nullable=True),
        sa.Column("cost", sa.Text(), nullable=True),
        sa.Column("partner", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_campaign_activity_case", "campaign_activity", ["case_id", "hidden"], unique=False)
    op.create_table(
        "case_link",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("other", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_link_case", "case_link", ["case_id", "hidden"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("officer", sa.LargeBinary(), nullable=True),
        sa.Column("training", sa.Text(), nullable=True),
        sa.Column("on", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("check_code", sa.Text(), nullable=True),
        sa.Column("refresher_due", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_certificate_case", "certificate", ["case_id", "hidden"], unique=False)
    op.create_table(
        "holiday",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("on", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_holiday_case", "holiday", ["case_id", "hidden"], unique=False)
    op.create_table(
        "hotline_call",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("danger", sa.Text(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("call_back_due", sa.Text(), nullable=True),
        sa.Column("called_back_at", sa.Text(), nullable=True),
        sa.Column("case", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_hotline_call_case", "hotline_call", ["case_id", "hidden"], unique=False)
    op.create_table(
        "material",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("in_use", sa.Text(), nullable=True),
        sa.Column("reviewed_by", sa.Text(), nullable=True),
        sa.Column("training", sa.LargeBinary(), nullable=True),
        sa.Column("campaign", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_material_case", "material", ["case_id", "hidden"], unique=False)
    op.create_table(
        "participation",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("session", sa.LargeBinary(), nullable=True),
        sa.Column("officer", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("agency", sa.LargeBinary(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("attended", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("passed", sa.Text(), nullable=True),
        sa.Column("certificate_no", sa.Text(), nullable=True),
        sa.Column("check_code", sa.Text(), nullable=True),
        sa.Column("refresher_due", sa.Text(), nullable=True),
        sa.Column("refreshes", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_participation_case", "participation", ["case_id", "hidden"], unique=False)
    op.create_table(
        "plan_action",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("goal", sa.Text(), nullable=True),
        sa.Column("owner_agency", sa.LargeBinary(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("progress", sa.Text(), nullable=True),
        sa.Column("meeting", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_plan_action_case", "plan_action", ["case_id", "hidden"], unique=False)
    op.create_table(
        "report_outcome",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("report", sa.LargeBinary(), nullable=True),
        sa.Column("became", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("reporter_told_at", sa.Text(), nullable=True),
        sa.Column("corrects", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_report_outcome_case", "report_outcome", ["case_id", "hidden"], unique=False)
    op.create_table(
        "rule_setting",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("length", sa.Text(), nullable=True),
        sa.Column("warn_before", sa.Text(), nullable=True),
        sa.Column("approver", sa.Text(), nullable=True),
        sa.Column("stricter", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("since", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_rule_setting_case", "rule_setting", ["case_id", "hidden"], unique=False)
    op.create_table(
        "screening_exercise",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("on", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("instrument", sa.Text(), nullable=True),
        sa.Column("interpreters", sa.Text(), nullable=True),
        sa.Column("present", sa.Text(), nullable=True),
        sa.Column("screened", sa.Text(), nullable=True),
        sa.Column("flagged", sa.Text(), nullable=True),
        sa.Column("referred", sa.Text(), nullable=True),
        sa.Column("cleared", sa.Text(), nullable=True),
        sa.Column("lessons", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_screening_exercise_case", "screening_exercise", ["case_id", "hidden"], unique=False)
    op.create_table(
        "sharing_agreement",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("parties", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("safeguards", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Text(), nullable=True),
        sa.Column("began", sa.Text(), nullable=True),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.Column("review_due", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sharing_agreement_case", "sharing_agreement", ["case_id", "hidden"], unique=False)
    op.create_table(
        "suspect_status",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("investigator", sa.LargeBinary(), nullable=True),
        sa.Column("agency", sa.LargeBinary(), nullable=True),
        sa.Column("grounds", sa.Text(), nullable=True),
        sa.Column("compulsion_weighed", sa.Text(), nullable=True),
        sa.Column("review_due", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("corrects", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_suspect_status_case", "suspect_status", ["case_id", "hidden"], unique=False)
    op.create_table(
        "task_force_meeting",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("on", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("chair", sa.Text(), nullable=True),
        sa.Column("present", sa.Text(), nullable=True),
        sa.Column("decisions", sa.Text(), nullable=True),
        sa.Column("next_on", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_task_force_meeting_case", "task_force_meeting", ["case_id", "hidden"], unique=False)
    op.create_table(
        "training",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("topics", sa.Text(), nullable=True),
        sa.Column("audiences", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("refreshers", sa.Text(), nullable=True),
        sa.Column("organiser", sa.Text(), nullable=True),
        sa.Column("funder", sa.Text(), nullable=True),
        sa.Column("cost", sa.Text(), nullable=True),
        sa.Column("aims", sa.Text(), nullable=True),
        sa.Column("evaluation", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_training_case", "training", ["case_id", "hidden"], unique=False)
    op.create_table(
        "training_session",
        sa.Column("row_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("clock", sa.LargeBinary(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("training", sa.LargeBinary(), nullable=True),
        sa.Column("on", sa.Text(), nullable=True),
        sa.Column("began", sa.Text(), nullable=True),
        sa.Column("hours", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("seats", sa.Text(), nullable=True),
        sa.Column("trainer", sa.Text(), nullable=True),
        sa.Column("trainer_officer", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("drill", sa.Text(), nullable=True),
        sa.Column("lessons", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_training_session_case", "training_session", ["case_id", "hidden"], unique=False)
    op.add_column("agency", sa.Column("active", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("may_receive", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("services_offered", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("serves", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("districts", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("hours", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("focal_point", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("languages", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("agreement", sa.LargeBinary(), nullable=True))
    op.add_column("agency", sa.Column("agreement_until", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("street", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("city", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("country", sa.Text(), nullable=True))
    op.add_column("agency", sa.Column("point", sa.Text(), nullable=True))
    op.add_column("case", sa.Column("closure_words", sa.Text(), nullable=True))
    op.add_column("case", sa.Column("reopened_why", sa.Text(), nullable=True))
    op.add_column("case", sa.Column("hold_reason", sa.Text(), nullable=True))
    op.add_column("case", sa.Column("hold_words", sa.Text(), nullable=True))
    op.add_column("case", sa.Column("diary_no", sa.Text(), nullable=True))
    op.add_column("case", sa.Column("crime_no", sa.Text(), nullable=True))
    op.add_column("case", sa.Column("group_case", sa.Text(), nullable=True))
    op.add_column("case", sa.Column("post", sa.LargeBinary(), nullable=True))
    op.add_column("case", sa.Column("moved_to", sa.LargeBinary(), nullable=True))
    op.add_column("note", sa.Column("source", sa.Text(), nullable=True))
    op.add_column("note", sa.Column("corrects", sa.LargeBinary(), nullable=True))
    op.add_column("note", sa.Column("about", sa.Text(), nullable=True))
    op.add_column("note", sa.Column("about_agency", sa.LargeBinary(), nullable=True))
    op.add_column("note", sa.Column("wants", sa.Text(), nullable=True))
    op.add_column("note", sa.Column("handled_by", sa.LargeBinary(), nullable=True))
    op.add_column("note", sa.Column("outcome", sa.Text(), nullable=True))
    op.add_column("note", sa.Column("person_told_at", sa.Text(), nullable=True))
    op.add_column("officer", sa.Column("skills", sa.Text(), nullable=True))
    op.add_column("officer", sa.Column("languages", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("vessel", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("master", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("agent", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("berth", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("carrier", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("ticket", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("ticket_bought_by", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("travellers_without_papers", sa.Text(), nullable=True))
    op.add_column("review", sa.Column("subject", sa.LargeBinary(), nullable=True))
    op.add_column("review", sa.Column("device", sa.LargeBinary(), nullable=True))
    op.add_column("review", sa.Column("gate", sa.Text(), nullable=True))
    op.add_column("review", sa.Column("digest", sa.LargeBinary(), nullable=True))
    op.add_column("task", sa.Column("agency", sa.LargeBinary(), nullable=True))
    op.add_column("task", sa.Column("post", sa.LargeBinary(), nullable=True))
    op.add_column("task", sa.Column("instruction", sa.Text(), nullable=True))
    op.add_column("task", sa.Column("asked_by", sa.LargeBinary(), nullable=True))
    op.add_column("task", sa.Column("subject", sa.LargeBinary(), nullable=True))
    op.add_column("task", sa.Column("for_clock", sa.Text(), nullable=True))
    op.add_column("task", sa.Column("remind_on", sa.Text(), nullable=True))
    op.add_column("task", sa.Column("repeats", sa.Text(), nullable=True))
    op.add_column("task", sa.Column("done_at", sa.Text(), nullable=True))
    op.add_column("task", sa.Column("done_by", sa.LargeBinary(), nullable=True))

"""Plans, drills, their scripts and runs, evaluation, corrective actions, the year."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Create the tables of plans and drills."""
    op.create_index(
        "ix_journal_drill",
        "journal",
        ["drill_id", "seq"],
        unique=False,
        sqlite_where=sa.text("drill_id IS NOT NULL"),
        postgresql_where=sa.text("drill_id IS NOT NULL"),
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("organiser", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_activity_on"), "activity", ["on"], unique=False)
    op.create_table(
        "drill_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_file")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_drill_file_about"), "drill_file", ["about"], unique=False)
    op.create_table(
        "drill_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("from_month", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Integer(), nullable=False),
        sa.Column("to_month", sa.Integer(), nullable=False),
        sa.Column("to_day", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_period")),
        info={"journaled": True},
    )
    op.create_table(
        "evaluation_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_item")),
        info={"journaled": True},
    )
    op.create_table(
        "frequency_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("plan_kind", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=True),
        sa.Column("only_high_risk", sa.Boolean(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("warn_days", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frequency_rule")),
        info={"journaled": True},
    )
    op.create_table(
        "drill",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("is_unscripted", sa.Boolean(), nullable=False),
        sa.Column("is_unannounced", sa.Boolean(), nullable=False),
        sa.Column("hazard", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("lead_org", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("begins_at", _MOMENT, nullable=True),
        sa.Column("ends_at", _MOMENT, nullable=True),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("budget_yuan", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("aims", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("safety", sa.Text(), nullable=False),
        sa.Column("supplies", sa.Text(), nullable=False),
        sa.Column("communications", sa.Text(), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("review", sa.Text(), nullable=False),
        sa.Column("risk_point", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("began_at", _MOMENT, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("copied_from", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["copied_from"], ["drill.id"], name=op.f("fk_drill_copied_from")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_drill_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill")),
        info={"journaled": True},
    )
    op.create_index("uq_drill_year_number", "drill", ["year", "number"], unique=True)
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("doc_no", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("hazard", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("is_high_risk", sa.Boolean(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("review_due", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_plan_organisation_id")
        ),
        sa.ForeignKeyConstraint(["replaces"], ["plan.id"], name=op.f("fk_plan_replaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        info={"journaled": True},
    )
    op.create_table(
        "corrective_action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("drill", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("objective_id", sa.Uuid(), nullable=True),
        sa.Column("observation_id", sa.Uuid(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("done_login", sa.Text(), nullable=False),
        sa.Column("done_at", _MOMENT, nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("checked_at", _MOMENT, nullable=True),
        sa.Column("check_note", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("revised_plan_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["drill"], ["drill.id"], name=op.f("fk_corrective_action_drill")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["evaluation_item.id"], name=op.f("fk_corrective_action_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_corrective_action_plan_id")
        ),
        sa.ForeignKeyConstraint(
            ["revised_plan_id"], ["plan.id"], name=op.f("fk_corrective_action_revised_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrective_action")),
        info={"journaled": True},
    )
    op.create_index(
        op.f("ix_corrective_action_drill"), "corrective_action", ["drill"], unique=False
    )
    op.create_table(
        "drill_inject",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("drill", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("offset_s", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("within_s", sa.Integer(), nullable=True),
        sa.Column("objective_id", sa.Uuid(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("scene", sa.Text(), nullable=False),
        sa.Column("dialogue", sa.Text(), nullable=False),
        sa.Column("narration", sa.Text(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["drill"], ["drill.id"], name=op.f("fk_drill_inject_drill")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_inject")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_drill_inject_drill"), "drill_inject", ["drill"], unique=False)
    op.create_table(
        "drill_objective",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("drill", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("is_specific", sa.Boolean(), nullable=False),
        sa.Column("is_measurable", sa.Boolean(), nullable=False),
        sa.Column("is_achievable", sa.Boolean(), nullable=False),
        sa.Column("is_relevant", sa.Boolean(), nullable=False),
        sa.Column("is_timed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["drill"], ["drill.id"], name=op.f("fk_drill_objective_drill")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_objective")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_drill_objective_drill"), "drill_objective", ["drill"], unique=False)
    op.create_table(
        "drill_participant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("drill", sa.Uuid(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("ref", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["drill"], ["drill.id"], name=op.f("fk_drill_participant_drill")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_participant")),
        info={"journaled": True},
    )
    op.create_index(
        op.f("ix_drill_participant_drill"), "drill_participant", ["drill"], unique=False
    )
    op.create_index(op.f("ix_drill_participant_ref"), "drill_participant", ["ref"], unique=False)
    op.create_table(
        "drill_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("drill", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["drill"], ["drill.id"], name=op.f("fk_drill_plan_drill")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_drill_plan_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_plan")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_drill_plan_drill"), "drill_plan", ["drill"], unique=False)
    op.create_index(op.f("ix_drill_plan_plan_id"), "drill_plan", ["plan_id"], unique=False)
    op.create_table(
        "drill_run_act",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("inject_id", sa.Uuid(), nullable=True),
        sa.Column("offset_ms", sa.BigInteger(), nullable=False),
        sa.Column("speed_percent", sa.Integer(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("is_due", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["log_entry.id"], name=op.f("fk_drill_run_act_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_drill_run_act_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_drill_run_act")),
        sa.UniqueConstraint("id", name=op.f("uq_drill_run_act_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(
        "ix_drill_run_act_drill_id_seq", "drill_run_act", ["drill_id", "seq"], unique=False
    )
    op.create_table(
        "drill_series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rrule", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("model_id", sa.Uuid(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["model_id"], ["drill.id"], name=op.f("fk_drill_series_model_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_series")),
        info={"journaled": True},
    )
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("drill", sa.Uuid(), nullable=False),
        sa.Column("evaluator", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("handed_in_at", _MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["drill"], ["drill.id"], name=op.f("fk_evaluation_drill")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_evaluation_drill"), "evaluation", ["drill"], unique=False)
    op.create_table(
        "expectation_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("drill", sa.Uuid(), nullable=False),
        sa.Column("inject_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("met", sa.Text(), nullable=False),
        sa.Column("seq", _SEQ, nullable=True),
        sa.Column("at", _MOMENT, nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["drill"], ["drill.id"], name=op.f("fk_expectation_mark_drill")),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_expectation_mark_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expectation_mark")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_expectation_mark_drill"), "expectation_mark", ["drill"], unique=False)
    op.create_index(
        "uq_expectation_mark_inject_id_line", "expectation_mark", ["inject_id", "line"], unique=True
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("drill", sa.Uuid(), nullable=False),
        sa.Column("observer", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("inject_id", sa.Uuid(), nullable=True),
        sa.Column("objective_id", sa.Uuid(), nullable=True),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["drill"], ["drill.id"], name=op.f("fk_observation_drill")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_observation_drill"), "observation", ["drill"], unique=False)
    op.create_table(
        "plan_level",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("actions", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_level_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_level")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_plan_level_plan_id"), "plan_level", ["plan_id"], unique=False)
    op.create_table(
        "evaluation_score",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("drill", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["drill"], ["drill.id"], name=op.f("fk_evaluation_score_drill")),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_evaluation_score_evaluation_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["evaluation_item.id"], name=op.f("fk_evaluation_score_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_score")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_evaluation_score_drill"), "evaluation_score", ["drill"], unique=False)
    op.create_index(
        "uq_evaluation_score_evaluation_id_item_id",
        "evaluation_score",
        ["evaluation_id", "item_id"],
        unique=True,
    )

"""Incidents: what happened, how bad it is, what was reported about it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Create the tables of incidents and of their reports."""
    op.create_table(
        "level_rule",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("ordinary", sa.BigInteger(), nullable=True),
        sa.Column("larger", sa.BigInteger(), nullable=True),
        sa.Column("major", sa.BigInteger(), nullable=True),
        sa.Column("extreme", sa.BigInteger(), nullable=True),
        sa.Column("is_near", sa.Boolean(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_level_rule_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", "position", name=op.f("pk_level_rule")),
        info={"append_only": True, "journaled": True},
    )
    op.create_table(
        "report_rule",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("event_class", sa.Text(), nullable=False),
        sa.Column("min_level", sa.Text(), nullable=False),
        sa.Column("from_tier", sa.Text(), nullable=False),
        sa.Column("to_tier", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("limit_s", sa.BigInteger(), nullable=False),
        sa.Column("clock_from", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_report_rule_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", "position", name=op.f("pk_report_rule")),
        info={"append_only": True, "journaled": True},
    )
    op.create_table(
        "review_sample",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_review_sample_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_review_sample")),
        sa.UniqueConstraint("id", name=op.f("uq_review_sample_id")),
        sa.UniqueConstraint("year", "quarter", name=op.f("uq_review_sample_year_quarter")),
        info={"append_only": True, "journaled": True},
    )
    op.create_table(
        "incident",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("learned_at", _MOMENT, nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("warning_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["log_entry.id"], name=op.f("fk_incident_entry_id")),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_incident_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_incident")),
        sa.UniqueConstraint("id", name=op.f("uq_incident_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(op.f("ix_incident_entry_id"), "incident", ["entry_id"], unique=False)
    op.create_index(op.f("ix_incident_warning_id"), "incident", ["warning_id"], unique=False)
    op.create_index(
        "uq_incident_drill_serial",
        "incident",
        ["drill_id", "year", "serial"],
        unique=True,
        sqlite_where=sa.text("drill_id IS NOT NULL"),
        postgresql_where=sa.text("drill_id IS NOT NULL"),
    )
    op.create_index(
        "uq_incident_serial",
        "incident",
        ["year", "serial"],
        unique=True,
        sqlite_where=sa.text("drill_id IS NULL"),
        postgresql_where=sa.text("drill_id IS NULL"),
    )
    op.create_table(
        "incident_act",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("is_near_accident", sa.Boolean(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("into", sa.Uuid(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_act_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_incident_act_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_incident_act")),
        sa.UniqueConstraint("id", name=op.f("uq_incident_act_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(
        op.f("ix_incident_act_incident_id"), "incident_act", ["incident_id"], unique=False
    )
    op.create_table(
        "incident_facts",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("occurred_at", _MOMENT, nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("trend", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("leaders", sa.Text(), nullable=False),
        sa.Column("commander", sa.Text(), nullable=False),
        sa.Column("commander_phone", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_facts_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_incident_facts_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_incident_facts")),
        sa.UniqueConstraint("id", name=op.f("uq_incident_facts_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(
        op.f("ix_incident_facts_incident_id"), "incident_facts", ["incident_id"], unique=False
    )
    op.create_table(
        "incident_figures",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("as_of", _MOMENT, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("dead", sa.BigInteger(), nullable=True),
        sa.Column("missing", sa.BigInteger(), nullable=True),
        sa.Column("trapped", sa.BigInteger(), nullable=True),
        sa.Column("serious", sa.BigInteger(), nullable=True),
        sa.Column("light", sa.BigInteger(), nullable=True),
        sa.Column("poisoned", sa.BigInteger(), nullable=True),
        sa.Column("at_risk", sa.BigInteger(), nullable=True),
        sa.Column("affected", sa.BigInteger(), nullable=True),
        sa.Column("evacuated", sa.BigInteger(), nullable=True),
        sa.Column("gathered", sa.BigInteger(), nullable=True),
        sa.Column("scattered", sa.BigInteger(), nullable=True),
        sa.Column("to_move", sa.BigInteger(), nullable=True),
        sa.Column("need_relief", sa.BigInteger(), nullable=True),
        sa.Column("crops_hit_m2", sa.BigInteger(), nullable=True),
        sa.Column("crops_damaged_m2", sa.BigInteger(), nullable=True),
        sa.Column("crops_lost_m2", sa.BigInteger(), nullable=True),
        sa.Column("houses", sa.BigInteger(), nullable=True),
        sa.Column("rooms_collapsed", sa.BigInteger(), nullable=True),
        sa.Column("rooms_severe", sa.BigInteger(), nullable=True),
        sa.Column("rooms_light", sa.BigInteger(), nullable=True),
        sa.Column("forest_m2", sa.BigInteger(), nullable=True),
        sa.Column("loss_fen", sa.BigInteger(), nullable=True),
        sa.Column("loss_farming_fen", sa.BigInteger(), nullable=True),
        sa.Column("loss_industry_fen", sa.BigInteger(), nullable=True),
        sa.Column("loss_infrastructure_fen", sa.BigInteger(), nullable=True),
        sa.Column("loss_public_fen", sa.BigInteger(), nullable=True),
        sa.Column("loss_household_fen", sa.BigInteger(), nullable=True),
        sa.Column("potential_loss_fen", sa.BigInteger(), nullable=True),
        sa.Column("magnitude_tenths", sa.BigInteger(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_figures_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_incident_figures_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_incident_figures")),
        sa.UniqueConstraint("id", name=op.f("uq_incident_figures_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(
        op.f("ix_incident_figures_incident_id"), "incident_figures", ["incident_id"], unique=False
    )
    op.create_table(
        "incident_link",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Uuid(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_link_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_incident_link_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_incident_link")),
        sa.UniqueConstraint("id", name=op.f("uq_incident_link_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(
        op.f("ix_incident_link_incident_id"), "incident_link", ["incident_id"], unique=False
    )
    op.create_index(op.f("ix_incident_link_target"), "incident_link", ["target"], unique=False)
    op.create_table(
        "incident_state",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("is_near_accident", sa.Boolean(), nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("into", sa.Uuid(), nullable=True),
        sa.Column("facts_seq", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_state_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_incident_state")),
        info={"journaled": True},
    )
    op.create_index("ix_incident_state_state", "incident_state", ["state"], unique=False)
    op.create_table(
        "phone_report",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("to_org", sa.Text(), nullable=False),
        sa.Column("to_name", sa.Text(), nullable=False),
        sa.Column("to_post", sa.Text(), nullable=False),
        sa.Column("to_phone", sa.Text(), nullable=False),
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("called_at", _MOMENT, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("late_s", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_phone_report_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_phone_report_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_phone_report")),
        sa.UniqueConstraint("id", name=op.f("uq_phone_report_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(
        op.f("ix_phone_report_incident_id"), "phone_report", ["incident_id"], unique=False
    )
    op.create_table(
        "report",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_report_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_report_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_report")),
        sa.UniqueConstraint("id", name=op.f("uq_report_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(op.f("ix_report_incident_id"), "report", ["incident_id"], unique=False)
    op.create_table(
        "report_finding",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("doc_no", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_report_finding_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_report_finding_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_report_finding")),
        sa.UniqueConstraint("id", name=op.f("uq_report_finding_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(
        op.f("ix_report_finding_incident_id"), "report_finding", ["incident_id"], unique=False
    )
    op.create_table(
        "report_act",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_act_report_id")),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_report_act_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_report_act")),
        sa.UniqueConstraint("id", name=op.f("uq_report_act_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(op.f("ix_report_act_report_id"), "report_act", ["report_id"], unique=False)
    op.create_index(
        "uq_report_act_drill_serial",
        "report_act",
        ["drill_id", "year", "serial"],
        unique=True,
        sqlite_where=sa.text("serial IS NOT NULL AND drill_id IS NOT NULL"),
        postgresql_where=sa.text("serial IS NOT NULL AND drill_id IS NOT NULL"),
    )
    op.create_index(
        "uq_report_act_serial",
        "report_act",
        ["year", "serial"],
        unique=True,
        sqlite_where=sa.text("serial IS NOT NULL AND drill_id IS NULL"),
        postgresql_where=sa.text("serial IS NOT NULL AND drill_id IS NULL"),
    )
    op.create_table(
        "report_review",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sample_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_review_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["sample_id"], ["review_sample.id"], name=op.f("fk_report_review_sample_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_report_review_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_report_review")),
        sa.UniqueConstraint("id", name=op.f("uq_report_review_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_table(
        "report_sent",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("late_s", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_sent_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_report_sent_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_report_sent")),
        sa.UniqueConstraint("id", name=op.f("uq_report_sent_id")),
        sa.UniqueConstraint("report_id", name=op.f("uq_report_sent_report_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_table(
        "report_state",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_report_state_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_state_report_id")
        ),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_report_state")),
        info={"journaled": True},
    )
    op.create_index(
        "uq_report_state_open",
        "report_state",
        ["incident_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('draft', 'checked', 'signed')"),
        postgresql_where=sa.text("state IN ('draft', 'checked', 'signed')"),
    )
    op.create_table(
        "report_text",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("basic", sa.Text(), nullable=False),
        sa.Column("casualties", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("next_steps", sa.Text(), nullable=False),
        sa.Column("to_orgs", sa.Text(), nullable=False),
        sa.Column("cc_orgs", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("contact_phone", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("facts_id", sa.Uuid(), nullable=False),
        sa.Column("figures_id", sa.Uuid(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_text_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_report_text_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_report_text")),
        sa.UniqueConstraint("id", name=op.f("uq_report_text_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(op.f("ix_report_text_report_id"), "report_text", ["report_id"], unique=False)

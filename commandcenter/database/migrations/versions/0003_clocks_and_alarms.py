"""Clocks and alarms; matters that belong to an incident or a response."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Create the tables of clocks and alarms."""
    op.add_column("matter", sa.Column("about", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_matter_about"), "matter", ["about"], unique=False)
    op.create_table(
        "clock",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("begun_at", _MOMENT, nullable=False),
        sa.Column("limit_us", sa.BigInteger(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("warn_at", _MOMENT, nullable=False),
        sa.Column("can_pause", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("paused_at", _MOMENT, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("late_s", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", _MOMENT, nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_clock_about"), "clock", ["about"], unique=False)
    op.create_index(
        "uq_clock_running",
        "clock",
        ["subject", "kind", "rule"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_clock_due",
        "clock",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "alarm_type",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("zh", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("cause_zh", sa.Text(), nullable=False),
        sa.Column("cause_en", sa.Text(), nullable=False),
        sa.Column("action_zh", sa.Text(), nullable=False),
        sa.Column("action_en", sa.Text(), nullable=False),
        sa.Column("source_zh", sa.Text(), nullable=False),
        sa.Column("source_en", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("delay_s", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("window_s", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_alarm_type")),
        info={"journaled": True},
    )
    op.create_table(
        "alarm",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("type_code", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("severity_max", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("raised_at", _MOMENT, nullable=False),
        sa.Column("sounded_at", _MOMENT, nullable=True),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("cleared_at", _MOMENT, nullable=True),
        sa.Column("acknowledged_at", _MOMENT, nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("shelved_at", _MOMENT, nullable=True),
        sa.Column("shelved_until", _MOMENT, nullable=True),
        sa.Column("shelved_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_alarm_sounded_at"), "alarm", ["sounded_at"], unique=False)
    op.create_index(
        "ix_alarm_source_type_code_raised_at",
        "alarm",
        ["source", "type_code", "raised_at"],
        unique=False,
    )
    op.create_index(
        "uq_alarm_open",
        "alarm",
        ["type_code", "source"],
        unique=True,
        sqlite_where=sa.text("state != 'closed' AND drill_id IS NULL"),
        postgresql_where=sa.text("state != 'closed' AND drill_id IS NULL"),
    )
    op.create_index(
        "uq_alarm_drill_open",
        "alarm",
        ["drill_id", "type_code", "source"],
        unique=True,
        sqlite_where=sa.text("state != 'closed' AND drill_id IS NOT NULL"),
        postgresql_where=sa.text("state != 'closed' AND drill_id IS NOT NULL"),
    )
    op.create_index(
        "ix_alarm_due",
        "alarm",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_alarm_shelved",
        "alarm",
        ["shelved_until"],
        unique=False,
        sqlite_where=sa.text("shelved_until IS NOT NULL"),
        postgresql_where=sa.text("shelved_until IS NOT NULL"),
    )
    op.create_table(
        "alarm_event",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("alarm_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarm.id"], name=op.f("fk_alarm_event_alarm_id")),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_alarm_event_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_alarm_event")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(op.f("ix_alarm_event_alarm_id"), "alarm_event", ["alarm_id"], unique=False)
    op.create_index(op.f("ix_alarm_event_at"), "alarm_event", ["at"], unique=False)
    op.create_table(
        "alarm_escalation",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("alarm_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alarm_id"], ["alarm.id"], name=op.f("fk_alarm_escalation_alarm_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_alarm_escalation_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_alarm_escalation")),
        sa.UniqueConstraint(
            "alarm_id", "round", "level", name=op.f("uq_alarm_escalation_alarm_id_round_level")
        ),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(op.f("ix_alarm_escalation_at"), "alarm_escalation", ["at"], unique=False)
    op.create_table(
        "alarm_flood",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_alarm_flood_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_alarm_flood")),
        info={"append_only": True, "journaled": True},
    )

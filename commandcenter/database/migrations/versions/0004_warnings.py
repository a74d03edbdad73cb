"""Warnings, calls that answer them, hotspots, and where they are fetched from."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Create the tables of warnings."""
    op.create_table(
        "warning",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("sent", _MOMENT, nullable=False),
        sa.Column("msg_type", sa.Text(), nullable=False),
        sa.Column("refers_to", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["attachment.sha256"], name=op.f("fk_warning_sha256")),
        sa.ForeignKeyConstraint(
            ["content"], ["attachment.sha256"], name=op.f("fk_warning_content")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["warning.id"], name=op.f("fk_warning_successor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning")),
        info={"journaled": True},
    )
    op.create_index(
        "ix_warning_live",
        "warning",
        ["ends_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('pending', 'active')"),
        postgresql_where=sa.text("state IN ('pending', 'active')"),
    )
    op.create_index(
        op.f("ix_warning_recorded_at"),
        "warning",
        ["recorded_at"],
        unique=False,
    )
    op.create_index(
        "ix_warning_sender_identifier",
        "warning",
        ["sender", "identifier"],
        unique=False,
    )
    op.create_index(
        op.f("ix_warning_sha256"),
        "warning",
        ["sha256"],
        unique=False,
    )
    op.create_index(
        "uq_warning_drill_message",
        "warning",
        ["drill_id", "sender", "identifier", "sent", "content"],
        unique=True,
        sqlite_where=sa.text("drill_id IS NOT NULL"),
        postgresql_where=sa.text("drill_id IS NOT NULL"),
    )
    op.create_index(
        "uq_warning_message",
        "warning",
        ["sender", "identifier", "sent", "content"],
        unique=True,
        sqlite_where=sa.text("drill_id IS NULL"),
        postgresql_where=sa.text("drill_id IS NULL"),
    )
    op.create_table(
        "warning_refusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_refusal")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(
        op.f("ix_warning_refusal_sha256"),
        "warning_refusal",
        ["sha256"],
        unique=False,
    )
    op.create_table(
        "warning_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("warning_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("reached", sa.Integer(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["warning_id"], ["warning.id"], name=op.f("fk_warning_notice_warning_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_notice")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(
        op.f("ix_warning_notice_warning_id"),
        "warning_notice",
        ["warning_id"],
        unique=False,
    )
    op.create_table(
        "warning_call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("warning_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("deputy_name", sa.Text(), nullable=False),
        sa.Column("deputy_phone", sa.Text(), nullable=False),
        sa.Column("neighbour_name", sa.Text(), nullable=False),
        sa.Column("neighbour_phone", sa.Text(), nullable=False),
        sa.Column("begun_at", _MOMENT, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("next_try_at", _MOMENT, nullable=True),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("replied", sa.Text(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["warning_id"], ["warning.id"], name=op.f("fk_warning_call_warning_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_warning_call_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_call")),
        info={"journaled": True},
    )
    op.create_index(
        "ix_warning_call_open",
        "warning_call",
        ["begun_at"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        op.f("ix_warning_call_warning_id"),
        "warning_call",
        ["warning_id"],
        unique=False,
    )
    op.create_table(
        "warning_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("callee", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("called_at", _MOMENT, nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.Column("replied", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["warning_call.id"], name=op.f("fk_warning_attempt_call_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_attempt")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(
        op.f("ix_warning_attempt_call_id"),
        "warning_attempt",
        ["call_id"],
        unique=False,
    )
    op.create_table(
        "hotspot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("satellite", sa.Text(), nullable=False),
        sa.Column("pixels", sa.Integer(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=True),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("checked_at", _MOMENT, nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotspot")),
        info={"journaled": True},
    )
    op.create_index(
        op.f("ix_hotspot_received_at"),
        "hotspot",
        ["received_at"],
        unique=False,
    )
    op.create_table(
        "warning_feed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("ca", sa.Text(), nullable=False),
        sa.Column("certificates", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("modified", sa.Text(), nullable=False),
        sa.Column("last_ok_at", _MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("is_lost", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_feed")),
        sa.UniqueConstraint("name", name=op.f("uq_warning_feed_name")),
        info={"journaled": True},
    )

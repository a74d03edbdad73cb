"""Responses, the matrix of measures, evacuation, field posts and what belongs to them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Create the tables of responses."""
    op.create_table(
        "field_post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("commander", sa.Text(), nullable=False),
        sa.Column("commander_phone", sa.Text(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("closed_at", _MOMENT, nullable=True),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_post")),
        info={"journaled": True},
    )
    op.create_index(
        "uq_field_post_open",
        "field_post",
        ["about"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "participant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("leader", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("arrived_at", _MOMENT, nullable=True),
        sa.Column("left_at", _MOMENT, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_participant_about"), "participant", ["about"], unique=False)
    op.create_table(
        "response",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("hazard", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_response_incident_id"), "response", ["incident_id"], unique=False)
    op.create_index(
        "uq_response_drill_serial",
        "response",
        ["drill_id", "year", "serial"],
        unique=True,
        sqlite_where=sa.text("drill_id IS NOT NULL"),
        postgresql_where=sa.text("drill_id IS NOT NULL"),
    )
    op.create_index(
        "uq_response_serial",
        "response",
        ["year", "serial"],
        unique=True,
        sqlite_where=sa.text("drill_id IS NULL"),
        postgresql_where=sa.text("drill_id IS NULL"),
    )
    op.create_table(
        "shelter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelter")),
        info={"journaled": True},
    )
    op.create_table(
        "supply_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("from_area", sa.Text(), nullable=False),
        sa.Column("to_area", sa.Text(), nullable=False),
        sa.Column("requested_at", _MOMENT, nullable=False),
        sa.Column("eta", _MOMENT, nullable=True),
        sa.Column("received_at", _MOMENT, nullable=True),
        sa.Column("received_quantity", sa.Integer(), nullable=False),
        sa.Column("received_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_request")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_supply_request_about"), "supply_request", ["about"], unique=False)
    op.create_table(
        "consultation",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("chair", sa.Text(), nullable=False),
        sa.Column("attendees", sa.Text(), nullable=False),
        sa.Column("hazard", sa.Text(), nullable=False),
        sa.Column("judgement", sa.Text(), nullable=False),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_consultation_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_consultation")),
        sa.UniqueConstraint("id", name=op.f("uq_consultation_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(op.f("ix_consultation_about"), "consultation", ["about"], unique=False)
    op.create_table(
        "evacuee",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("id_digest", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("last_place", sa.Text(), nullable=False),
        sa.Column("helper", sa.Text(), nullable=False),
        sa.Column("helper_phone", sa.Text(), nullable=False),
        sa.Column("shelter_id", sa.Uuid(), nullable=True),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("care", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_struck", sa.Boolean(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["shelter_id"], ["shelter.id"], name=op.f("fk_evacuee_shelter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evacuee")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_evacuee_shelter_id"), "evacuee", ["shelter_id"], unique=False)
    op.create_index("uq_evacuee_about_number", "evacuee", ["about", "number"], unique=True)
    op.create_table(
        "joint_group_call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lead_org", sa.Text(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("called_at", _MOMENT, nullable=False),
        sa.Column("signed_in_at", _MOMENT, nullable=True),
        sa.Column("signed_in_by", sa.Text(), nullable=False),
        sa.Column("released_at", _MOMENT, nullable=True),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_joint_group_call_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_group_call")),
        info={"journaled": True},
    )
    op.create_index(
        op.f("ix_joint_group_call_response_id"), "joint_group_call", ["response_id"], unique=False
    )
    op.create_index(
        "uq_joint_group_call_open",
        "joint_group_call",
        ["response_id", "code"],
        unique=True,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_table(
        "response_act",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("hazard", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("basis_kind", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("approver", sa.Text(), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("actions", sa.Text(), nullable=False),
        sa.Column("notified", sa.Text(), nullable=False),
        sa.Column("doc_no", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_response_act_response_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_response_act_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_response_act")),
        sa.UniqueConstraint("id", name=op.f("uq_response_act_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(
        op.f("ix_response_act_response_id"), "response_act", ["response_id"], unique=False
    )
    op.create_table(
        "response_note",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_response_note_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_response_note")),
        sa.UniqueConstraint("id", name=op.f("uq_response_note_id")),
        info={"append_only": True, "journaled": True},
    )
    op.create_index(op.f("ix_response_note_about"), "response_note", ["about"], unique=False)
    op.create_table(
        "stage_cell",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("act_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["response_act.id"], name=op.f("fk_stage_cell_act_id")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_stage_cell_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_cell")),
        info={"journaled": True},
    )
    op.create_index(op.f("ix_stage_cell_response_id"), "stage_cell", ["response_id"], unique=False)

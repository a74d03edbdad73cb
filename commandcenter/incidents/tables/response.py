"""Tables of responses, of the matrix, of evacuation and command.

Responses stand where their acts say; consultations and notes are only added; all other
records are edited in place, each with a history of its fields.
"""

from typing import Any

import sqlalchemy as sa

from commandcenter.database.schema import Moment, drill_column, metadata
from commandcenter.incidents.tables.incident import (
    EVIDENT,
    JOURNALED,
    id_column,
    seq_column,
    text_columns,
)


def _record(name: str, *columns: Any) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        sa.Column("id", sa.Uuid, primary_key=True),
        *columns,
        sa.Column("version", sa.Integer, nullable=False),
        info=JOURNALED,
    )


# What a response is about, and where it stands now; the latter follows from its acts.
response = sa.Table(
    "response",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    *text_columns("number"),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("serial", sa.Integer, nullable=False),
    drill_column(),
    sa.Column("incident_id", sa.Uuid, index=True),
    *text_columns("hazard", "title", "stage"),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    info=JOURNALED,
)
# One gapless series per year, and one for each drill.
sa.Index(
    "uq_response_serial",
    response.c.year,
    response.c.serial,
    unique=True,
    sqlite_where=response.c.drill_id.is_(None),
)
sa.Index(
    "uq_response_drill_serial",
    response.c.drill_id,
    response.c.year,
    response.c.serial,
    unique=True,
    sqlite_where=response.c.drill_id.is_not(None),
)

response_act = sa.Table(
    "response_act",
    metadata,
    seq_column(),
    id_column(),
    sa.Column("response_id", sa.Uuid, sa.ForeignKey("response.id"), nullable=False, index=True),
    # What the response is, so that the journal vouches for that as well.
    *text_columns("number"),
    drill_column(),
    sa.Column("incident_id", sa.Uuid),
    *text_columns("hazard", "title", "act", "before", "stage", "basis_kind", "basis"),
    *text_columns("decided_by", "approver", "areas", "actions", "notified", "doc_no"),
    sa.Column("at", Moment, nullable=False),
    *text_columns("by"),
    sa.Column("recorded_at", Moment, nullable=False),
    info=EVIDENT,
)

consultation = sa.Table(
    "consultation",
    metadata,
    seq_column(),
    id_column(),
    sa.Column("about", sa.Uuid, index=True),
    drill_column(),
    sa.Column("at", Moment, nullable=False),
    # The decisions as they were taken, as JSON; what becomes of them is a matter for each.
    *text_columns("chair", "attendees", "hazard", "judgement", "decisions", "by"),
    sa.Column("recorded_at", Moment, nullable=False),
    info=EVIDENT,
)

response_note = sa.Table(
    "response_note",
    metadata,
    seq_column(),
    id_column(),
    *text_columns("kind"),
    sa.Column("about", sa.Uuid, nullable=False, index=True),
    sa.Column("group_id", sa.Uuid),
    drill_column(),
    sa.Column("at", Moment, nullable=False),
    *text_columns("text", "channel", "approved_by", "by"),
    sa.Column("recorded_at", Moment, nullable=False),
    info=EVIDENT,
)

stage_cell = _record(
    "stage_cell",
    sa.Column("response_id", sa.Uuid, sa.ForeignKey("response.id"), nullable=False, index=True),
    sa.Column("act_id", sa.Uuid, sa.ForeignKey("response_act.id"), nullable=False),
    *text_columns("stage", "area_code", "tier", "measure"),
    # Of another part.
    sa.Column("matter_id", sa.Uuid, nullable=False),
    *text_columns("state"),
    sa.Column("at", Moment, nullable=False),
    *text_columns("by", "note"),
    drill_column(),
)

joint_group_call = _record(
    "joint_group_call",
    sa.Column("response_id", sa.Uuid, sa.ForeignKey("response.id"), nullable=False, index=True),
    *text_columns("code", "name", "lead_org", "members"),
    sa.Column("called_at", Moment, nullable=False),
    sa.Column("signed_in_at", Moment),
    *text_columns("signed_in_by"),
    sa.Column("released_at", Moment),
    drill_column(),
)
# A group is called up once at a time in a response.
sa.Index(
    "uq_joint_group_call_open",
    joint_group_call.c.response_id,
    joint_group_call.c.code,
    unique=True,
    sqlite_where=joint_group_call.c.released_at.is_(None),
)

field_post = _record(
    "field_post",
    sa.Column("about", sa.Uuid, nullable=False),
    *text_columns("name", "place", "commander", "commander_phone", "groups"),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("closed_at", Moment),
    drill_column(),
)
# One at a time.
sa.Index(
    "uq_field_post_open",
    field_post.c.about,
    unique=True,
    sqlite_where=field_post.c.closed_at.is_(None),
)

participant = _record(
    "participant",
    sa.Column("about", sa.Uuid, nullable=False, index=True),
    *text_columns("organisation", "role", "leader", "phone"),
    sa.Column("people", sa.Integer, nullable=False),
    sa.Column("arrived_at", Moment),
    sa.Column("left_at", Moment),
    *text_columns("note"),
    drill_column(),
)

supply_request = _record(
    "supply_request",
    sa.Column("about", sa.Uuid, nullable=False, index=True),
    *text_columns("item"),
    sa.Column("quantity", sa.Integer, nullable=False),
    *text_columns("unit", "from_area", "to_area"),
    sa.Column("requested_at", Moment, nullable=False),
    sa.Column("eta", Moment),
    sa.Column("received_at", Moment),
    sa.Column("received_quantity", sa.Integer, nullable=False),
    *text_columns("received_by", "note"),
    drill_column(),
)

shelter = _record(
    "shelter",
    *text_columns("name", "area_code", "address"),
    sa.Column("capacity", sa.Integer, nullable=False),
    *text_columns("responsible", "phone"),
    sa.Column("lon", sa.Float),
    sa.Column("lat", sa.Float),
    sa.Column("is_active", sa.Boolean, nullable=False),
)

evacuee = _record(
    "evacuee",
    sa.Column("about", sa.Uuid, nullable=False),
    *text_columns("number", "name", "area_code", "household"),
    sa.Column("people", sa.Integer, nullable=False),
    *text_columns("phone", "address", "id_digest", "needs", "trigger", "last_place"),
    *text_columns("helper", "helper_phone"),
    sa.Column("shelter_id", sa.Uuid, sa.ForeignKey("shelter.id"), index=True),
    *text_columns("destination", "care", "state"),
    sa.Column("at", Moment, nullable=False),
    *text_columns("by", "note"),
    sa.Column("is_struck", sa.Boolean, nullable=False),
    drill_column(),
)
sa.Index("uq_evacuee_about_number", evacuee.c.about, evacuee.c.number, unique=True)

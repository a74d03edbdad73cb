"""Tables of warnings."""

import sqlalchemy as sa

from commandcenter.database.schema import Moment, drill_column, metadata

_JOURNALED = {"journaled": True}

warning = sa.Table(
    "warning",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    # The file as it came, and the message as it was understood.
    sa.Column("sha256", sa.Text, sa.ForeignKey("attachment.sha256")),
    sa.Column("content", sa.Text, sa.ForeignKey("attachment.sha256"), nullable=False),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("identifier", sa.Text, nullable=False),
    sa.Column("sent", Moment, nullable=False),
    sa.Column("msg_type", sa.Text, nullable=False),
    # The identifiers it refers to, each in a line of its own.
    sa.Column("refers_to", sa.Text, nullable=False),
    sa.Column("signature", sa.Text, nullable=False),
    sa.Column("problem", sa.Text, nullable=False),
    sa.Column("certificate", sa.Text, nullable=False),
    sa.Column("ends_at", Moment, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("decided_at", Moment),
    sa.Column("successor_id", sa.Uuid, sa.ForeignKey("warning.id")),
    drill_column(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("ix_warning_sender_identifier", "sender", "identifier"),
    sa.Index("ix_warning_sha256", "sha256"),
    sa.Index("ix_warning_recorded_at", "recorded_at"),
    info=_JOURNALED,
)
# The same message is taken in once, in reality and in each drill.
sa.Index(
    "uq_warning_message",
    warning.c.sender,
    warning.c.identifier,
    warning.c.sent,
    warning.c.content,
    unique=True,
    sqlite_where=warning.c.drill_id.is_(None),
)
sa.Index(
    "uq_warning_drill_message",
    warning.c.drill_id,
    warning.c.sender,
    warning.c.identifier,
    warning.c.sent,
    warning.c.content,
    unique=True,
    sqlite_where=warning.c.drill_id.is_not(None),
)
# What every heartbeat and every board asks.
sa.Index(
    "ix_warning_live",
    warning.c.ends_at,
    sqlite_where=warning.c.state.in_(["pending", "active"]),
)

warning_refusal = sa.Table(
    "warning_refusal",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False, index=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    info={"append_only": True, "journaled": True},
)

warning_notice = sa.Table(
    "warning_notice",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("warning_id", sa.Uuid, sa.ForeignKey("warning.id"), nullable=False, index=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("told", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("reached", sa.Integer),
    sa.Column("remarks", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    drill_column(),
    info={"append_only": True, "journaled": True},
)

warning_call = sa.Table(
    "warning_call",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("warning_id", sa.Uuid, sa.ForeignKey("warning.id"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("person_id", sa.Uuid, sa.ForeignKey("person.id")),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("post", sa.Text, nullable=False),
    sa.Column("organisation", sa.Text, nullable=False),
    sa.Column("area_code", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("deputy_name", sa.Text, nullable=False),
    sa.Column("deputy_phone", sa.Text, nullable=False),
    sa.Column("neighbour_name", sa.Text, nullable=False),
    sa.Column("neighbour_phone", sa.Text, nullable=False),
    sa.Column("begun_at", Moment, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("rounds", sa.Integer, nullable=False),
    sa.Column("next_try_at", Moment),
    sa.Column("answered_at", Moment),
    sa.Column("answered_by", sa.Text, nullable=False),
    sa.Column("replied", sa.Text, nullable=False),
    drill_column(),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)
sa.Index(
    "ix_warning_call_open",
    warning_call.c.begun_at,
    sqlite_where=warning_call.c.state == "open",
)

warning_attempt = sa.Table(
    "warning_attempt",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("call_id", sa.Uuid, sa.ForeignKey("warning_call.id"), nullable=False, index=True),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("callee", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("caller", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("called_at", Moment, nullable=False),
    sa.Column("answered_at", Moment),
    sa.Column("replied", sa.Text, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    info={"append_only": True, "journaled": True},
)

hotspot = sa.Table(
    "hotspot",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("satellite", sa.Text, nullable=False),
    sa.Column("pixels", sa.Integer, nullable=False),
    sa.Column("lon", sa.Float, nullable=False),
    sa.Column("lat", sa.Float, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("area_code", sa.Text, nullable=False),
    sa.Column("seen_at", Moment),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("found", sa.Text, nullable=False),
    sa.Column("checked_at", Moment),
    sa.Column("checked_by", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    drill_column(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("ix_hotspot_received_at", "received_at"),
    info=_JOURNALED,
)

warning_feed = sa.Table(
    "warning_feed",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("ca", sa.Text, nullable=False),
    sa.Column("certificates", sa.Text, nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("etag", sa.Text, nullable=False),
    sa.Column("modified", sa.Text, nullable=False),
    sa.Column("last_ok_at", Moment),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("is_lost", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)

"""Tables of shifts and the duty log."""

import sqlalchemy as sa

from commandcenter.database.schema import Moment, drill_column, metadata

duty_shift = sa.Table(
    "duty_shift",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("start_at", Moment, nullable=False, unique=True),
    sa.Column("end_at", Moment, nullable=False),
    sa.Column("weather", sa.Text, nullable=False),
    sa.Column("closed_at", Moment),
    sa.Column("version", sa.Integer, nullable=False),
    info={"journaled": True},
)

duty_member = sa.Table(
    "duty_member",
    metadata,
    sa.Column("shift_id", sa.Uuid, sa.ForeignKey("duty_shift.id"), primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    sa.Column("person_id", sa.Uuid, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    info={"journaled": True},
)

log_entry = sa.Table(
    "log_entry",
    metadata,
    sa.Column(
        "seq",
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        sa.ForeignKey("journal.seq", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("id", sa.Uuid, nullable=False, unique=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("serial", sa.Integer, nullable=False),
    sa.Column("shift_day", sa.Date, nullable=False),
    sa.Column("shift_id", sa.Uuid, sa.ForeignKey("duty_shift.id"), nullable=False),
    drill_column(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("direction", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("occurred_at", Moment),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("org", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("post", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("area_code", sa.Text, nullable=False),
    sa.Column("lon", sa.Float),
    sa.Column("lat", sa.Float),
    sa.Column("reported_to", sa.Text, nullable=False),
    sa.Column("urgency", sa.Text, nullable=False),
    sa.Column("is_internal", sa.Boolean, nullable=False),
    sa.Column("steps", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("due_at", Moment),
    sa.Column("attachments", sa.Text, nullable=False),
    sa.Column("corrects", sa.Uuid, sa.ForeignKey("log_entry.id")),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("recorder", sa.Text, nullable=False),
    sa.Column("search_text", sa.Text, nullable=False),
    sa.Index("ix_log_entry_shift_id_seq", "shift_id", "seq"),
    info={"append_only": True, "journaled": True},
)

# One gapless series per shift day, and one for each drill on that day.
sa.Index(
    "uq_log_entry_serial",
    log_entry.c.shift_day,
    log_entry.c.serial,
    unique=True,
    sqlite_where=log_entry.c.drill_id.is_(None),
)
sa.Index(
    "uq_log_entry_drill_serial",
    log_entry.c.drill_id,
    log_entry.c.shift_day,
    log_entry.c.serial,
    unique=True,
    sqlite_where=log_entry.c.drill_id.is_not(None),
)
# An entry can be corrected once; a further mistake is put right in the correction.
sa.Index(
    "uq_log_entry_corrects",
    log_entry.c.corrects,
    unique=True,
    sqlite_where=log_entry.c.corrects.is_not(None),
)
# Who called from this number before.
sa.Index(
    "ix_log_entry_phone",
    log_entry.c.phone,
    log_entry.c.seq,
    sqlite_where=log_entry.c.phone != "",
)

log_step = sa.Table(
    "log_step",
    metadata,
    sa.Column(
        "seq",
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        sa.ForeignKey("journal.seq", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("entry_id", sa.Uuid, sa.ForeignKey("log_entry.id"), nullable=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("to", sa.Text, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sa.Index("ix_log_step_entry_id", "entry_id"),
    info={"append_only": True, "journaled": True},
)

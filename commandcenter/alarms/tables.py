"""Tables of alarms."""

import sqlalchemy as sa

from commandcenter.database.schema import Moment, drill_column, metadata

_EVIDENT = {"append_only": True, "journaled": True}
_JOURNALED = {"journaled": True}


def _seq() -> "sa.Column[int]":
    return sa.Column(
        "seq",
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        sa.ForeignKey("journal.seq", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    )


alarm_type = sa.Table(
    "alarm_type",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("zh", sa.Text, nullable=False),
    sa.Column("en", sa.Text, nullable=False),
    sa.Column("cause_zh", sa.Text, nullable=False),
    sa.Column("cause_en", sa.Text, nullable=False),
    sa.Column("action_zh", sa.Text, nullable=False),
    sa.Column("action_en", sa.Text, nullable=False),
    sa.Column("source_zh", sa.Text, nullable=False),
    sa.Column("source_en", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("delay_s", sa.Integer, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("window_s", sa.Integer, nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)

alarm = sa.Table(
    "alarm",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    # No foreign key: an alarm stays readable whatever becomes of the table of types.
    sa.Column("type_code", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("area_code", sa.Text, nullable=False),
    sa.Column("subject", sa.Uuid),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("severity_max", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("raised_at", Moment, nullable=False),
    sa.Column("sounded_at", Moment, index=True),
    sa.Column("last_at", Moment, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("cleared_at", Moment),
    sa.Column("acknowledged_at", Moment),
    sa.Column("acknowledged_by", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("shelved_at", Moment),
    sa.Column("shelved_until", Moment),
    sa.Column("shelved_by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("due_at", Moment),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    drill_column(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("ix_alarm_source_type_code_raised_at", "source", "type_code", "raised_at"),
    info=_JOURNALED,
)
# What is wrong once is one alarm, in reality and in each drill.
_OPEN = alarm.c.state != "closed"
sa.Index(
    "uq_alarm_open",
    alarm.c.type_code,
    alarm.c.source,
    unique=True,
    sqlite_where=sa.and_(_OPEN, alarm.c.drill_id.is_(None)),
)
sa.Index(
    "uq_alarm_drill_open",
    alarm.c.drill_id,
    alarm.c.type_code,
    alarm.c.source,
    unique=True,
    sqlite_where=sa.and_(_OPEN, alarm.c.drill_id.is_not(None)),
)
# What every heartbeat of every workstation asks.
sa.Index("ix_alarm_due", alarm.c.due_at, sqlite_where=alarm.c.due_at.is_not(None))
sa.Index(
    "ix_alarm_shelved",
    alarm.c.shelved_until,
    sqlite_where=alarm.c.shelved_until.is_not(None),
)

# What happened to an alarm, and where it stood then.
alarm_event = sa.Table(
    "alarm_event",
    metadata,
    _seq(),
    sa.Column("alarm_id", sa.Uuid, sa.ForeignKey("alarm.id"), nullable=False, index=True),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    drill_column(),
    info=_EVIDENT,
)

# Each level is told once in each round of waiting, whichever workstation comes first.
alarm_escalation = sa.Table(
    "alarm_escalation",
    metadata,
    _seq(),
    sa.Column("alarm_id", sa.Uuid, sa.ForeignKey("alarm.id"), nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
    drill_column(),
    sa.UniqueConstraint("alarm_id", "round", "level"),
    info=_EVIDENT,
)

# When there were more new alarms than anybody can look at, and when it was over.
alarm_flood = sa.Table(
    "alarm_flood",
    metadata,
    _seq(),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    drill_column(),
    info=_EVIDENT,
)

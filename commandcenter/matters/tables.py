"""Tables of open matters and of clocks."""

import sqlalchemy as sa

from commandcenter.database.schema import Moment, drill_column, metadata

_JOURNALED = {"journaled": True}

matter = sa.Table(
    "matter",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("due_at", Moment),
    sa.Column("closed_at", Moment),
    sa.Column("closed_by", sa.Text, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    drill_column(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("about", sa.Uuid, index=True),
    info=_JOURNALED,
)
sa.Index(
    "ix_matter_open",
    matter.c.due_at,
    sqlite_where=matter.c.closed_at.is_(None),
)

clock = sa.Table(
    "clock",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    # What it is about stands on any floor.
    sa.Column("subject", sa.Uuid, nullable=False),
    sa.Column("about", sa.Uuid, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("begun_at", Moment, nullable=False),
    sa.Column("limit_us", sa.BigInteger, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("warn_at", Moment, nullable=False),
    sa.Column("can_pause", sa.Boolean, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("paused_at", Moment),
    sa.Column("ended_at", Moment),
    sa.Column("ended_by", sa.Text, nullable=False),
    sa.Column("done", sa.Text, nullable=False),
    sa.Column("late_s", sa.Integer, nullable=False),
    sa.Column("acknowledged_at", Moment),
    sa.Column("acknowledged_by", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    drill_column(),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)
# One runs at a time for the same reason; looked up with every step that is taken.
sa.Index(
    "uq_clock_running",
    clock.c.subject,
    clock.c.kind,
    clock.c.rule,
    unique=True,
    sqlite_where=clock.c.ended_at.is_(None),
)
sa.Index(
    "ix_clock_due",
    clock.c.due_at,
    sqlite_where=clock.c.ended_at.is_(None),
)

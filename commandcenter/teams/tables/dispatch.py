"""Tables of dispatches, of response packages and of the road network."""

from typing import Any

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


def _dispatch_id(**facts: Any) -> "sa.Column[Any]":
    return sa.Column("dispatch_id", sa.Uuid, sa.ForeignKey("dispatch.id"), **facts)


dispatch = sa.Table(
    "dispatch",
    metadata,
    _seq(),
    sa.Column("id", sa.Uuid, nullable=False, unique=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("serial", sa.Integer, nullable=False),
    drill_column(),
    sa.Column("order_id", sa.Uuid, nullable=False, index=True),
    sa.Column("team_id", sa.Uuid, sa.ForeignKey("team.id"), nullable=False, index=True),
    sa.Column("team_name", sa.Text, nullable=False),
    sa.Column("entry_id", sa.Uuid, sa.ForeignKey("log_entry.id"), index=True),
    # Incidents stand on a higher floor.
    sa.Column("incident_id", sa.Uuid, index=True),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("area_code", sa.Text, nullable=False),
    sa.Column("lon", sa.Float),
    sa.Column("lat", sa.Float),
    sa.Column("hazard", sa.Text, nullable=False),
    sa.Column("circle", sa.Text, nullable=False),
    sa.Column("task", sa.Text, nullable=False),
    sa.Column("people_out", sa.Integer, nullable=False),
    sa.Column("equipment_out", sa.Text, nullable=False),
    sa.Column("told", sa.Text, nullable=False),
    sa.Column("ordered_by", sa.Text, nullable=False),
    sa.Column("ordered_at", Moment, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    info=_EVIDENT,
)
# One gapless series per year, and one for each drill.
sa.Index(
    "uq_dispatch_serial",
    dispatch.c.year,
    dispatch.c.serial,
    unique=True,
    sqlite_where=dispatch.c.drill_id.is_(None),
    postgresql_where=dispatch.c.drill_id.is_(None),
)
sa.Index(
    "uq_dispatch_drill_serial",
    dispatch.c.drill_id,
    dispatch.c.year,
    dispatch.c.serial,
    unique=True,
    sqlite_where=dispatch.c.drill_id.is_not(None),
    postgresql_where=dispatch.c.drill_id.is_not(None),
)

dispatch_step = sa.Table(
    "dispatch_step",
    metadata,
    _seq(),
    sa.Column("id", sa.Uuid, nullable=False, unique=True),
    _dispatch_id(nullable=False, index=True),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    info=_EVIDENT,
)

dispatch_result = sa.Table(
    "dispatch_result",
    metadata,
    _seq(),
    sa.Column("id", sa.Uuid, nullable=False, unique=True),
    _dispatch_id(nullable=False, index=True),
    sa.Column("rescued", sa.Integer, nullable=False),
    sa.Column("found_dead", sa.Integer, nullable=False),
    sa.Column("evacuated", sa.Integer, nullable=False),
    sa.Column("injured", sa.Integer, nullable=False),
    sa.Column("area_mu", sa.Integer, nullable=False),
    sa.Column("consumption", sa.Text, nullable=False),
    sa.Column("remarks", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    info=_EVIDENT,
)

# Where a dispatch stands now; everything in it follows from the rows above.
dispatch_state = sa.Table(
    "dispatch_state",
    metadata,
    _dispatch_id(primary_key=True),
    sa.Column("team_id", sa.Uuid, sa.ForeignKey("team.id"), nullable=False),
    drill_column(),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("check_due_at", Moment),
    info=_JOURNALED,
)
# A team is sent once at a time, in reality and in each drill.
_OPEN = dispatch_state.c.outcome == ""
sa.Index(
    "uq_dispatch_state_team",
    dispatch_state.c.team_id,
    unique=True,
    sqlite_where=sa.and_(_OPEN, dispatch_state.c.drill_id.is_(None)),
    postgresql_where=sa.and_(_OPEN, dispatch_state.c.drill_id.is_(None)),
)
sa.Index(
    "uq_dispatch_state_drill_team",
    dispatch_state.c.drill_id,
    dispatch_state.c.team_id,
    unique=True,
    sqlite_where=sa.and_(_OPEN, dispatch_state.c.drill_id.is_not(None)),
    postgresql_where=sa.and_(_OPEN, dispatch_state.c.drill_id.is_not(None)),
)

response_package = sa.Table(
    "response_package",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("hazard", sa.Text, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("is_retired", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)
sa.Index(
    "uq_response_package_hazard_level",
    response_package.c.hazard,
    response_package.c.level,
    unique=True,
    sqlite_where=response_package.c.is_retired.is_(sa.false()),
    postgresql_where=response_package.c.is_retired.is_(sa.false()),
)

response_package_row = sa.Table(
    "response_package_row",
    metadata,
    sa.Column("package_id", sa.Uuid, sa.ForeignKey("response_package.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("skill", sa.Text, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("remarks", sa.Text, nullable=False),
    info=_JOURNALED,
)

# The newest row is in use; the file is kept as an attachment, by its hash.
road_network = sa.Table(
    "road_network",
    metadata,
    _seq(),
    sa.Column("id", sa.Uuid, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("roads", sa.Integer, nullable=False),
    sa.Column("length_m", sa.Integer, nullable=False),
    sa.Column("unknown", sa.Integer, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    info=_EVIDENT,
)

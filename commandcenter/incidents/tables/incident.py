"""Tables of incidents: what was opened, what is known of it, what was done to it."""

from typing import Any

import sqlalchemy as sa

from commandcenter.database.schema import Moment, drill_column, metadata
from commandcenter.incidents.model.figures import COUNTED

EVIDENT = {"append_only": True, "journaled": True}
JOURNALED = {"journaled": True}


def seq_column() -> "sa.Column[int]":
    """Return the key of a row that a journal row of the same number vouches for."""
    return sa.Column(
        "seq",
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        sa.ForeignKey("journal.seq", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    )


def id_column() -> "sa.Column[Any]":
    """Return the column of an id made by the client."""
    return sa.Column("id", sa.Uuid, nullable=False, unique=True)


def incident_id_column(**facts: Any) -> "sa.Column[Any]":
    """Return the column that says which incident a row belongs to."""
    return sa.Column("incident_id", sa.Uuid, sa.ForeignKey("incident.id"), **facts)


def text_columns(*names: str) -> "list[sa.Column[str]]":
    """Return columns of text that is never missing."""
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


incident = sa.Table(
    "incident",
    metadata,
    seq_column(),
    id_column(),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("serial", sa.Integer, nullable=False),
    drill_column(),
    sa.Column("learned_at", Moment, nullable=False),
    sa.Column("entry_id", sa.Uuid, sa.ForeignKey("log_entry.id"), index=True),
    sa.Column("warning_id", sa.Uuid, index=True),
    *text_columns("title", "place", "by"),
    sa.Column("recorded_at", Moment, nullable=False),
    info=EVIDENT,
)
# One gapless series per year, and one for each drill. The migration says the conditions for
# PostgreSQL too; here they would load its dialect at the start of every program.
sa.Index(
    "uq_incident_serial",
    incident.c.year,
    incident.c.serial,
    unique=True,
    sqlite_where=incident.c.drill_id.is_(None),
)
sa.Index(
    "uq_incident_drill_serial",
    incident.c.drill_id,
    incident.c.year,
    incident.c.serial,
    unique=True,
    sqlite_where=incident.c.drill_id.is_not(None),
)

incident_facts = sa.Table(
    "incident_facts",
    metadata,
    seq_column(),
    id_column(),
    incident_id_column(nullable=False, index=True),
    *text_columns("kind", "title", "place", "area_code"),
    sa.Column("lon", sa.Float),
    sa.Column("lat", sa.Float),
    sa.Column("occurred_at", Moment),
    *text_columns("source", "course", "scope", "cause", "trend", "measures", "needs"),
    *text_columns("leaders", "commander", "commander_phone", "reason", "by"),
    sa.Column("recorded_at", Moment, nullable=False),
    info=EVIDENT,
)

incident_act = sa.Table(
    "incident_act",
    metadata,
    seq_column(),
    id_column(),
    incident_id_column(nullable=False, index=True),
    *text_columns("act", "state", "level"),
    sa.Column("is_sensitive", sa.Boolean, nullable=False),
    sa.Column("is_near_accident", sa.Boolean, nullable=False),
    *text_columns("proposed", "criterion", "reason"),
    sa.Column("into", sa.Uuid),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    info=EVIDENT,
)

# Where an incident stands now; everything in it follows from the rows above.
incident_state = sa.Table(
    "incident_state",
    metadata,
    incident_id_column(primary_key=True),
    drill_column(),
    *text_columns("state", "level"),
    sa.Column("is_sensitive", sa.Boolean, nullable=False),
    sa.Column("is_near_accident", sa.Boolean, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("into", sa.Uuid),
    sa.Column("facts_seq", sa.BigInteger, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("ix_incident_state_state", "state"),
    info=JOURNALED,
)

incident_link = sa.Table(
    "incident_link",
    metadata,
    seq_column(),
    id_column(),
    incident_id_column(nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("target", sa.Uuid, nullable=False, index=True),
    sa.Column("is_removed", sa.Boolean, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    info=EVIDENT,
)

incident_figures = sa.Table(
    "incident_figures",
    metadata,
    seq_column(),
    id_column(),
    incident_id_column(nullable=False, index=True),
    sa.Column("as_of", Moment, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    *(sa.Column(name, sa.BigInteger) for name in COUNTED),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    info=EVIDENT,
)

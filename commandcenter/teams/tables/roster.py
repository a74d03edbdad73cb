"""Tables of the roster, of readiness and of supplies."""

import sqlalchemy as sa

from commandcenter.database.schema import Moment, drill_column, metadata

_JOURNALED = {"journaled": True}


def _of_team() -> "sa.Column[object]":
    return sa.Column("team_id", sa.Uuid, sa.ForeignKey("team.id"), nullable=False, index=True)


team = sa.Table(
    "team",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("initials", sa.Text, nullable=False),
    sa.Column("short_name", sa.Text, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("sub_category", sa.Text, nullable=False),
    sa.Column("primary_skill", sa.Text, nullable=False),
    # Codes in order, with a space between them.
    sa.Column("skills", sa.Text, nullable=False),
    sa.Column("hazards", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("supervisor", sa.Text, nullable=False),
    sa.Column("established_on", sa.Date),
    sa.Column("area_code", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("lon", sa.Float),
    sa.Column("lat", sa.Float),
    sa.Column("leader", sa.Text, nullable=False),
    sa.Column("leader_phone", sa.Text, nullable=False),
    sa.Column("deputy", sa.Text, nullable=False),
    sa.Column("deputy_phone", sa.Text, nullable=False),
    sa.Column("duty_phone", sa.Text, nullable=False),
    sa.Column("satellite_phone", sa.Text, nullable=False),
    sa.Column("radio_channel", sa.Text, nullable=False),
    sa.Column("self_sustain_hours", sa.Integer, nullable=False),
    sa.Column("muster_minutes", sa.Integer, nullable=False),
    sa.Column("radius_km", sa.Integer, nullable=False),
    sa.Column("strength_norm", sa.Text, nullable=False),
    sa.Column("insured_to", sa.Date),
    sa.Column("last_drill_on", sa.Date),
    sa.Column("remarks", sa.Text, nullable=False),
    sa.Column("is_retired", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)

team_member = sa.Table(
    "team_member",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    _of_team(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("employment", sa.Text, nullable=False),
    sa.Column("post", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("id_number", sa.Text, nullable=False),
    sa.Column("skill", sa.Text, nullable=False),
    sa.Column("certificate", sa.Text, nullable=False),
    sa.Column("valid_to", sa.Date),
    sa.Column("blood_type", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)

team_equipment = sa.Table(
    "team_equipment",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    _of_team(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("quantity", sa.Integer, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("checked_on", sa.Date),
    sa.Column("valid_to", sa.Date),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)

team_vehicle = sa.Table(
    "team_vehicle",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    _of_team(),
    sa.Column("plate", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("seats", sa.Integer, nullable=False),
    sa.Column("load", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("valid_to", sa.Date),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)

team_assessment = sa.Table(
    "team_assessment",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    _of_team(),
    sa.Column("direction", sa.Text, nullable=False),
    sa.Column("grade", sa.Integer, nullable=False),
    sa.Column("score", sa.Text, nullable=False),
    sa.Column("assessed_on", sa.Date),
    sa.Column("valid_to", sa.Date),
    sa.Column("assessor", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)

team_agreement = sa.Table(
    "team_agreement",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    _of_team(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("partner", sa.Text, nullable=False),
    sa.Column("contact", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("signed_on", sa.Date),
    sa.Column("valid_to", sa.Date),
    sa.Column("remarks", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)

# One journal row may tell of many teams.
team_readiness = sa.Table(
    "team_readiness",
    metadata,
    sa.Column(
        "seq",
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        sa.ForeignKey("journal.seq", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("team_id", sa.Uuid, sa.ForeignKey("team.id"), primary_key=True),
    # Its name at that time.
    sa.Column("team", sa.Text, nullable=False),
    drill_column(),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Index("ix_team_readiness_team_id_seq", "team_id", "seq"),
    info={"append_only": True, "journaled": True},
)

team_muster = sa.Table(
    "team_muster",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    _of_team(),
    sa.Column("ordered_at", Moment, nullable=False),
    sa.Column("ordered_by", sa.Text, nullable=False),
    sa.Column("assembled_at", Moment),
    sa.Column("people", sa.Integer, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)

supply_store = sa.Table(
    "supply_store",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("contact", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("area_code", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("lon", sa.Float),
    sa.Column("lat", sa.Float),
    sa.Column("agreement_to", sa.Date),
    sa.Column("remarks", sa.Text, nullable=False),
    sa.Column("is_retired", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)

supply_item = sa.Table(
    "supply_item",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("store_id", sa.Uuid, sa.ForeignKey("supply_store.id"), nullable=False, index=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("quantity", sa.Integer, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("valid_to", sa.Date),
    sa.Column("checked_on", sa.Date),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)

# A team, or a thing, that waits where it may be needed (前置).
preposition = sa.Table(
    "preposition",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("team_id", sa.Uuid, sa.ForeignKey("team.id")),
    sa.Column("thing", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("lon", sa.Float),
    sa.Column("lat", sa.Float),
    sa.Column("from_at", Moment, nullable=False),
    sa.Column("to_at", Moment),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    info=_JOURNALED,
)

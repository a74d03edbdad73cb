"""Tables of handovers."""

from typing import Any

import sqlalchemy as sa

from commandcenter.database.schema import Moment, metadata

_SIGNERS = ("outgoing", "incoming", "leader")


def _seq() -> "sa.Column[int]":
    return sa.Column(
        "seq",
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        sa.ForeignKey("journal.seq", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    )


def _signatures() -> list["sa.Column[Any]"]:
    return [
        column
        for signer in _SIGNERS
        for column in (
            sa.Column(signer, sa.Text, nullable=False),
            sa.Column(f"{signer}_login", sa.Text, nullable=False),
            sa.Column(f"{signer}_at", Moment),
        )
    ]


handover = sa.Table(
    "handover",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("shift_id", sa.Uuid, sa.ForeignKey("duty_shift.id"), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("frozen_at", Moment, nullable=False),
    sa.Column("checklist", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    *_signatures(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("shift_id", "revision", name="uq_handover_revision"),
    info={"journaled": True},
)

handover_section = sa.Table(
    "handover_section",
    metadata,
    sa.Column("handover_id", sa.Uuid, sa.ForeignKey("handover.id"), primary_key=True),
    sa.Column("section", sa.Text, primary_key=True),
    sa.Column("mark", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("login", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    info={"journaled": True},
)

handover_snapshot = sa.Table(
    "handover_snapshot",
    metadata,
    _seq(),
    sa.Column("handover_id", sa.Uuid, sa.ForeignKey("handover.id"), nullable=False, unique=True),
    sa.Column("as_of", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    info={"append_only": True, "journaled": True},
)

handover_report = sa.Table(
    "handover_report",
    metadata,
    _seq(),
    sa.Column("handover_id", sa.Uuid, sa.ForeignKey("handover.id"), nullable=False, unique=True),
    sa.Column("shift_id", sa.Uuid, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("checklist", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    *_signatures(),
    sa.Column("sealed_at", Moment, nullable=False),
    info={"append_only": True, "journaled": True},
)

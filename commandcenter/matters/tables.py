"""Tables of open matters."""

import sqlalchemy as sa

from commandcenter.database.schema import Moment, drill_column, metadata

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
    info={"journaled": True},
)
sa.Index(
    "ix_matter_open",
    matter.c.due_at,
    sqlite_where=matter.c.closed_at.is_(None),
)

"""What all tables share: names of constraints, column types, the tables of the core."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# Version that a database must have for this program; equals the newest migration.
VERSION = "0007"

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """A moment with microseconds; a time without zone is refused.

    PostgreSQL keeps it as `timestamptz`, SQLite as microseconds since 1970 UTC.
    """

    impl = sa.BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Choose the type of the column."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(sa.BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Give the driver what it stores."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone cannot be stored")
        return value if dialect.name == "postgresql" else microseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read back what the driver stored."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            return value.astimezone(UTC)  # type: ignore[no-any-return]  # timestamptz
        return EPOCH + timedelta(microseconds=value)


def microseconds(at: datetime) -> int:
    """Return the microseconds since 1970 UTC, exactly."""
    return (at - EPOCH) // _MICROSECOND


journal = sa.Table(
    "journal",
    metadata,
    sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
    sa.Column("id", sa.Uuid, nullable=False, unique=True),
    sa.Column("v", sa.SmallInteger, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("line", sa.SmallInteger, nullable=False),
    sa.Column("drill_id", sa.Uuid),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("written_at", Moment, nullable=False),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("sig", sa.LargeBinary),
    sa.Column("prev_hash", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Index("ix_journal_subject_seq", "subject", "seq"),
    info={"append_only": True},
)
# A partial index of both databases, like all that have a condition for SQLite. The migrations
# say so; here the same for PostgreSQL would load its dialect at the start of every program.
sa.Index(
    "ix_journal_lines",
    journal.c.seq,
    sqlite_where=journal.c.line > 0,
)

# The log of a drill is a few lines among millions.
sa.Index(
    "ix_journal_drill",
    journal.c.drill_id,
    journal.c.seq,
    sqlite_where=journal.c.drill_id.is_not(None),
)

journal_head = sa.Table(
    "journal_head",
    metadata,
    sa.Column("one", sa.Boolean, sa.CheckConstraint("one", name="one"), primary_key=True),
    sa.Column("database_id", sa.Uuid, nullable=False),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    # Who holds the head now: set when a write begins, compared when it commits.
    sa.Column("began_seq", sa.BigInteger, nullable=False),
    sa.Column("began_at", Moment, nullable=False),
    sa.Column("began_by", sa.BigInteger, nullable=False),
)

feed = sa.Table(
    "feed",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("n", sa.BigInteger, nullable=False),
)

attachment = sa.Table(
    "attachment",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    info={"append_only": True, "journaled": True},
)

# What happened to a record, field by field; the journal row of `seq` vouches for it.
change = sa.Table(
    "change",
    metadata,
    sa.Column(
        "seq",
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        sa.ForeignKey("journal.seq", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("part", sa.Text, nullable=False),
    # Whose history it belongs to, such as the team of a member.
    sa.Column("subject", sa.Uuid, nullable=False),
    sa.Column("record", sa.Uuid, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("old", sa.Text, nullable=False),
    sa.Column("new", sa.Text, nullable=False),
    sa.Index("ix_change_subject_seq", "subject", "seq"),
    sa.Index("ix_change_part_seq", "part", "seq"),
    info={"append_only": True, "journaled": True},
)


def drill_column() -> "sa.Column[Any]":
    """Return the column that marks a row made in a drill.

    It has no foreign key, because the drills stand on a higher floor.
    """
    return sa.Column("drill_id", sa.Uuid)

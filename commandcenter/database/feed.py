"""What every window asks twice a second: has anything changed, and in which part."""

from dataclasses import dataclass

import sqlalchemy as sa

from commandcenter.database.engine import Database
from commandcenter.database.schema import feed, journal, journal_head

# More news than this and the window loads everything anew anyway.
MOST_NEWS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What changed since a journal number.

    Attributes:
        seq: Number of the newest journal row.
        hash: Its hash, which a workstation remembers as a witness.
        parts: First words of the kinds since then, such as `duty`; None means all.
        feeds: Counters of what does not pass through the journal.
    """

    seq: int
    hash: bytes
    parts: frozenset[str] | None
    feeds: dict[str, int]


def since(db: Database, seq: int | None) -> News:
    """Return what changed after this journal row; None asks for a first look.

    Raises:
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        rows = tx.execute(_HEAD_AND_FEEDS).all()
        head = rows[0]
        if seq == head.seq:
            parts: frozenset[str] | None = frozenset()
        elif seq is None or not 0 <= head.seq - seq <= MOST_NEWS:
            parts = None
        else:
            kinds = tx.execute(_KINDS, {"seq": seq}).scalars()
            parts = frozenset(kind.partition(".")[0] for kind in kinds)
    feeds = {row.name: row.n for row in rows if row.name is not None}
    return News(seq=head.seq, hash=head.hash, parts=parts, feeds=feeds)


_HEAD_AND_FEEDS = sa.select(
    journal_head.c.seq, journal_head.c.hash, feed.c.name, feed.c.n
).select_from(journal_head.outerjoin(feed, sa.true()))
_KINDS = sa.select(journal.c.kind).distinct().where(journal.c.seq > sa.bindparam("seq"))

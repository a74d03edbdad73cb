"""Finding text in the log: any run of characters, in any script, exactly.

Every text is indexed by its overlapping pairs of characters. A query looks up its own
pairs and then compares the whole text, so an answer is exactly "contains this".
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from commandcenter.database.tx import Tx, WriteTx
from commandcenter.kernel.text import admit, fold

# How many of the newest rows PostgreSQL compares before it asks the index: common
# words are found here, and the index alone would fetch all of them.
PROBE = 5_000


def terms(query: str) -> tuple[str, ...]:
    """Return the words of a query; an answer contains every one of them."""
    return tuple(dict.fromkeys(fold(admit(query)[0]).split()))


def pairs(text: str) -> set[str]:
    """Return the overlapping pairs of a folded text, and its last character.

    Spaces and line ends separate; everything else counts, so that punctuation,
    emoji and the rarest Han characters are found alike.
    """
    return {run[start : start + 2] for run in text.split() for start in range(len(run))}


def _token(pair: str) -> str:
    # SQLite's tokeniser knows neither all scripts nor all Han characters, so a pair is
    # handed over as the digits of its UTF-16. No other pair begins with the same ones.
    return pair.encode("utf-16-be").hex()


def tokens(text: str) -> str:
    """Return what SQLite's index keeps of a folded text: the tokens of its pairs."""
    return " ".join(map(_tokens_of_run, text.split()))


def _tokens_of_run(run: str) -> str:
    data = run.encode("utf-16-be")
    if len(data) != 2 * len(run):  # a character beyond U+FFFF has four bytes
        return " ".join(map(_token, pairs(run)))
    # All pairs that begin at an even character, then all that begin at an odd one.
    return f"{data.hex(' ', -4)} {data[2:].hex(' ', -4)}"


def add(tx: WriteTx, seq: int, text: str) -> None:
    """Index a folded text under its journal number; PostgreSQL's index does this itself."""
    if tx.is_sqlite:
        tx.send_driver_sql(_ADD, (seq, tokens(text)))


_ADD = "INSERT INTO log_search(rowid, body) VALUES (?, ?)"


def add_all(tx: WriteTx, texts: Sequence[tuple[int, str]]) -> None:
    """Index many folded texts at once."""
    if tx.is_sqlite and texts:
        tx.driver.executemany(_ADD, [(seq, tokens(text)) for seq, text in texts])


def newest(
    tx: Tx,
    table: sa.Table,
    words: Sequence[str],
    *,
    conditions: Sequence[sa.ColumnElement[bool]] = (),
    limit: int,
    oldest_first: bool = False,
) -> list[int]:
    """Return the numbers of the newest rows that contain every word.

    Args:
        table: Has `seq` and `search_text`.
        words: As `terms` gives them; none means every row.
        conditions: Further conditions on the table.
        oldest_first: Give the oldest rows instead, for pages that are read upwards.
    """
    order = sa.asc if oldest_first else sa.desc
    find = sa.func.instr if tx.is_sqlite else sa.func.strpos
    exact = [find(table.c.search_text, word) > 0 for word in words]
    plain = sa.select(table.c.seq).where(*exact, *conditions)
    if not words:
        return _first_of(tx, plain, order(table.c.seq), limit)
    if tx.is_sqlite:
        index = sa.table("log_search", sa.column("rowid", sa.Integer))
        match = sa.text("log_search MATCH :match").bindparams(match=_match(words))
        indexed = plain.join_from(index, table, table.c.seq == index.c.rowid).where(match)
        return _first_of(tx, indexed, order(index.c.rowid), limit)
    if not oldest_first:
        probe = plain.where(table.c.seq > _probed(table))
        found = _first_of(tx, probe, order(table.c.seq), limit)
        if len(found) == limit:
            return found
    hits = _by_pairs(plain, table, words)
    return _first_of(tx, sa.select(hits.c.seq), order(hits.c.seq), limit)


def _first_of(
    tx: Tx, query: sa.Select[Any], order: sa.UnaryExpression[int], limit: int
) -> list[int]:
    return list(tx.execute(query.order_by(order).limit(limit)).scalars())


def _match(words: Sequence[str]) -> str:
    return " AND ".join(
        f"{_token(word)}*" if len(word) == 1 else " AND ".join(map(_token, _needed(word)))
        for word in words
    )


def _needed(word: str) -> list[str]:
    # The last character stands alone in the index only where a text ends with it.
    return [word[start : start + 2] for start in range(len(word) - 1)]


def _probed(table: sa.Table) -> sa.ScalarSelect[int]:
    beyond = sa.select(table.c.seq).order_by(table.c.seq.desc()).offset(PROBE).limit(1)
    return sa.select(sa.func.coalesce(beyond.scalar_subquery(), 0)).scalar_subquery()


def _by_pairs(plain: sa.Select[Any], table: sa.Table, words: Sequence[str]) -> sa.CTE:
    # Materialised, or the planner walks the newest rows and makes the pairs of each.
    return (
        plain.where(sa.func.log_pairs(table.c.search_text).op("@@")(_tsquery(words)))
        .cte("hits")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )


class _TsQuery(sa.types.UserDefinedType[str]):
    # That of SQLAlchemy would load everything about PostgreSQL, also for a county in a file.
    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        return "TSQUERY"


def _tsquery(words: Sequence[str]) -> sa.ColumnElement[Any]:
    lexemes = [
        _quoted(word) + ":*" if len(word) == 1 else " & ".join(map(_quoted, _needed(word)))
        for word in words
    ]
    return sa.cast(sa.literal(" & ".join(lexemes)), _TsQuery)


def _quoted(lexeme: str) -> str:
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"

"""`search`: finding text among a million entries, against reading all of them.

Both give the numbers of the newest fifty; what an officer waits for, with the entries
themselves, is measured as the page.
"""

import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from statistics import median

import psycopg
import sqlalchemy as sa

from commandcenter.database import search, sqlite
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.duty.tables import log_entry
from tests.benchmarks import counties
from tests.benchmarks.figures import Figure, Work, percentile
from tests.benchmarks.terms import Term, choose
from tests.postgres_server import running

_SHOWN = 50
_REPEATS = 5
_SPEED_GOALS = {"sqlite": 1 / 100, "postgresql": 1 / 15}
_SIZE_GOALS = {"sqlite": 0.6, "postgresql": 1.0}
# For words of letters and figures, whose pairs are in every entry, and for whole pages.
_SLOWEST_GOAL = 1 / 3
_LETTERS = "letters"

Scan = Callable[[str], object]


def measure(work: Work) -> Iterator[Figure]:
    """Compare on both databases, with the same entries and terms."""
    file = counties.county(work.folder, work.entries)
    address = Address.of_file(file)
    yield from _measure("sqlite", address, _sqlite_scan(address), _sqlite_sizes(address))
    with running(durable=True) as server:
        with closing(server.admin()) as admin:
            admin.execute("CREATE DATABASE search")
        address = server.address("search")
        counties.copy_log(file, address)
        with closing(_connected(address)) as connection:
            connection.execute("VACUUM ANALYZE")
            sizes = _postgresql_sizes(connection)
            yield from _measure("postgresql", address, _postgresql_scan(connection), sizes)


def _measure(
    kind: str, address: Address, scan: Scan, sizes: tuple[int, int] | None
) -> Iterator[Figure]:
    db = Database(address)
    try:
        entries = _all_texts(db)
        ours: dict[str, list[float]] = defaultdict(list)
        baseline: dict[str, list[float]] = defaultdict(list)
        pages: list[float] = []
        wrong = 0
        for term in choose([text for _, text in entries]):
            wrong += _found(db, term) != _expected(entries, term)
            wrong += _page(db, term) != _expected(entries, term)
            ours[term.group].append(median(_times(partial(_found, db, term), _REPEATS)))
            pages.append(median(_times(partial(_page, db, term), _REPEATS)))
            baseline[term.group] += _times(partial(scan, term.text), 1)
    finally:
        db.close()
    yield Figure(name=f"search.{kind}.wrong_answers", ours=wrong, goal=0)
    for group, seconds in ours.items():
        goal = _SLOWEST_GOAL if group == _LETTERS else _SPEED_GOALS[kind]
        yield _p95(f"search.{kind}.{group}", seconds, baseline[group], goal)
    whole_baseline = [seconds for group in baseline.values() for seconds in group]
    yield _p95(f"search.{kind}.page", pages, whole_baseline, _SLOWEST_GOAL)
    yield Figure(
        name=f"search.{kind}.slowest",
        ours=max(map(max, ours.values())) * 1000,
        baseline=max(whole_baseline) * 1000,
        goal=_SLOWEST_GOAL,
        unit="ms",
    )
    if sizes is not None:
        index, table = (size / 2**20 for size in sizes)
        yield Figure(
            name=f"search.{kind}.index_size",
            ours=index,
            baseline=table,
            goal=_SIZE_GOALS[kind],
            unit="MiB",
        )


def _p95(name: str, ours: Sequence[float], baseline: Sequence[float], goal: float) -> Figure:
    return Figure(
        name=name,
        ours=percentile(ours, 95) * 1000,
        baseline=percentile(baseline, 95) * 1000,
        goal=goal,
        unit="ms, p95",
    )


def _found(db: Database, term: Term) -> list[int]:
    is_real = log_entry.c.drill_id.is_(None)
    with db.read() as tx:
        words = search.terms(term.text)
        return search.newest(tx, log_entry, words, conditions=[is_real], limit=_SHOWN)


def _page(db: Database, term: Term) -> list[int]:
    query = LogQuery(words=log.words_of(term.text))
    return [line.seq for line in log.page(db, query, limit=_SHOWN)]


def _all_texts(db: Database) -> list[tuple[int, str]]:
    """Return number and folded text of every entry, newest first."""
    query = sa.select(log_entry.c.seq, log_entry.c.search_text).order_by(log_entry.c.seq.desc())
    with db.read() as tx:
        return [(seq, text) for seq, text in tx.execute(query)]


def _expected(entries: Sequence[tuple[int, str]], term: Term) -> list[int]:
    return list(islice((seq for seq, text in entries if term.text in text), _SHOWN))


def _times(call: Callable[[], object], repeats: int) -> list[float]:
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return times


_NEWEST = (
    "SELECT seq FROM log_entry WHERE search_text LIKE {} AND drill_id IS NULL"
    " ORDER BY seq DESC LIMIT 50"
)


def _sqlite_scan(address: Address) -> Scan:
    assert address.file is not None
    connection = sqlite.connect(address.file)
    return lambda text: connection.execute(_NEWEST.format("?"), (f"%{text}%",)).fetchall()


def _sqlite_sizes(address: Address) -> tuple[int, int] | None:
    # Only Python's own library can count the pages of a table, and not every build of it.
    sizes: dict[str, int] = defaultdict(int)
    with closing(sqlite3.connect(f"file:{address.file}?mode=ro", uri=True)) as connection:
        try:
            rows = connection.execute("SELECT name, pgsize FROM dbstat WHERE aggregate = 1")
        except sqlite3.OperationalError:
            return None
        for name, size in rows:
            sizes["index" if name.startswith("log_search") else name] += size
    return sizes["index"], sizes["log_entry"]


def _connected(address: Address) -> "psycopg.Connection[tuple[object, ...]]":
    url = address.url.set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def _postgresql_scan(connection: "psycopg.Connection[tuple[object, ...]]") -> Scan:
    return lambda text: connection.execute(_NEWEST.format("%s"), (f"%{text}%",)).fetchall()


def _postgresql_sizes(connection: "psycopg.Connection[tuple[object, ...]]") -> tuple[int, int]:
    query = "SELECT pg_relation_size('ix_log_entry_pairs'), pg_table_size('log_entry')"
    row = connection.execute(query).fetchone()
    assert row is not None
    index, table = row
    return int(str(index)), int(str(table))

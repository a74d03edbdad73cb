"""`write`: one entry with everything that belongs to it, against one bare row."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import migrate, verify
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.database.schema import journal
from commandcenter.directory.service import county
from commandcenter.directory.service.county import Founding, Names
from commandcenter.duty.service import log
from commandcenter.duty.tables import log_entry
from tests.benchmarks import raw
from tests.benchmarks.drafts import OFFICER, drafts
from tests.benchmarks.figures import Figure, Work
from tests.benchmarks.writers import Tally, Writers
from tests.postgres_server import running

_WARM_UP, _PAIRS = 100, 1_500
_NUMBERS = (8, 32)
_ROUNDS, _ROUND_S = 4, 2.0
_ENTRY_GOALS = {"sqlite": 3.0, "postgresql": 4.0}
_THROUGHPUT_GOAL = 0.35


def measure(work: Work) -> Iterator[Figure]:
    """Compare on both databases, alone and with many writers."""
    file, bare = work.folder / "write.db", work.folder / "bare.db"
    for left in (*work.folder.glob("write.db*"), *work.folder.glob("bare.db*")):
        left.unlink()
    yield from _measure("sqlite", Address.of_file(file), bare)
    with running(durable=True) as server:
        with closing(server.admin()) as admin:
            admin.execute("CREATE DATABASE write")
            admin.execute("CREATE DATABASE bare")
        yield from _measure("postgresql", server.address("write"), server.address("bare"))


def _measure(kind: str, address: Address, bare: Path | Address) -> Iterator[Figure]:
    migrate.create(address)
    raw.make_table(bare)
    db = Database(address)
    try:
        names = Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
        county.found(db, Founding(names=names), officer=OFFICER)
        yield _one_writer(kind, db, bare)
        with closing(Writers(max(_NUMBERS), address, bare)) as writers:
            for number in _NUMBERS:
                yield from _many_writers(f"write.{kind}.{number}", db, writers, number)
    finally:
        db.close()


def _one_writer(kind: str, db: Database, bare: Path | Address) -> Figure:
    write_bare = raw.writer(bare)
    ours, baseline = [], []
    for number, draft in enumerate(drafts()):
        if number == _WARM_UP + _PAIRS:
            break
        row = raw.row_of(draft)
        ours.append(_seconds(partial(log.record, db, draft, officer=OFFICER)))
        baseline.append(_seconds(partial(write_bare, row)))
    return Figure(
        name=f"write.{kind}.entry",
        ours=median(ours[_WARM_UP:]) * 1000,
        baseline=median(baseline[_WARM_UP:]) * 1000,
        goal=_ENTRY_GOALS[kind],
        unit="ms, p50",
    )


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _many_writers(name: str, db: Database, writers: Writers, number: int) -> Iterator[Figure]:
    before = _entries(db)
    ours: list[Tally] = []
    baseline: list[Tally] = []
    for _ in range(_ROUNDS):
        ours.append(writers.write(number, _ROUND_S, is_raw=False))
        baseline.append(writers.write(number, _ROUND_S, is_raw=True))
    lost = sum(tally.written for tally in ours) - (_entries(db) - before)
    yield Figure(
        name=f"{name}.throughput",
        ours=_rate(ours),
        baseline=_rate(baseline),
        goal=_THROUGHPUT_GOAL,
        at_least=True,
        unit="entries/s",
    )
    yield Figure(name=f"{name}.errors", ours=sum(tally.errors for tally in ours), goal=0)
    yield Figure(name=f"{name}.lost", ours=abs(lost), goal=0)
    yield Figure(name=f"{name}.gaps", ours=_gaps(db), goal=0)


def _rate(tallies: Sequence[Tally]) -> float:
    return median(tally.rate for tally in tallies)


def _entries(db: Database) -> int:
    with db.read() as tx:
        return tx.execute(sa.select(sa.func.count()).select_from(log_entry)).scalar_one()


def _gaps(db: Database) -> int:
    """Return how many numbers are missing in the journal and in the days' series; a fork counts."""
    last_of_days = sa.select(sa.func.max(log_entry.c.serial).label("last"))
    with db.read() as tx:
        rows, newest = tx.execute(sa.select(sa.func.count(), sa.func.max(journal.c.seq))).one()
        serials = last_of_days.group_by(log_entry.c.shift_day).subquery()
        last = tx.execute(sa.select(sa.func.sum(serials.c.last))).scalar_one()
        is_intact = verify.run(tx, EVIDENCE).is_intact
    return newest - rows + int(last) - _entries(db) + (not is_intact)

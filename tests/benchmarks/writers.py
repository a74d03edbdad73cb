"""Many workstations that write at once, each a process of its own."""

import multiprocessing
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.duty.service import log
from tests.benchmarks import raw
from tests.benchmarks.drafts import OFFICER, drafts

_HEAD_START_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What writers did in their time.

    Attributes:
        seconds: From the common start to the end of the last one.
    """

    written: int
    errors: int
    seconds: float

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.written / self.seconds


class Writers:
    """Processes that have a county and a table of bare rows open and wait for orders."""

    def __init__(self, number: int, address: Address, bare: Path | Address) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipes: list[Connection] = []
        self._processes = []
        for _ in range(number):
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(there, address, bare), daemon=True)
            process.start()
            there.close()
            self._pipes.append(here)
            self._processes.append(process)
        for pipe in self._pipes:
            pipe.recv()

    def close(self) -> None:
        """Send them home."""
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join()

    def write(self, number: int, seconds: float, *, is_raw: bool) -> Tally:
        """Let so many of them write as fast as they can."""
        start = time.monotonic() + _HEAD_START_S
        at_work = self._pipes[:number]
        for pipe in at_work:
            pipe.send((is_raw, start, start + seconds))
        answers = [pipe.recv() for pipe in at_work]
        return Tally(
            written=sum(written for written, _, _ in answers),
            errors=sum(errors for _, errors, _ in answers),
            seconds=max(ended for _, _, ended in answers) - start,
        )


def _serve(orders: Connection, address: Address, bare: Path | Address) -> None:
    with ExitStack() as closing:
        db = Database(address)
        closing.callback(db.close)
        write_bare = raw.writer(bare, takes_turns=True)
        made = drafts()
        rows = (raw.row_of(draft) for draft in drafts())
        ways: dict[bool, Callable[[], object]] = {
            False: lambda: log.record(db, next(made), officer=OFFICER),
            True: lambda: write_bare(next(rows)),
        }
        orders.send("ready")
        while (order := _next(orders)) is not None:
            is_raw, start, end = order
            orders.send(_write(ways[is_raw], start, end))


def _next(orders: Connection) -> tuple[bool, float, float] | None:
    try:
        order: tuple[bool, float, float] = orders.recv()
    except EOFError:
        return None
    return order


def _write(write: Callable[[], object], start: float, end: float) -> Sequence[float]:
    written = errors = 0
    time.sleep(max(0.0, start - time.monotonic()))
    while time.monotonic() < end:
        try:
            write()
            written += 1
        except Exception:  # noqa: BLE001 - whatever it is, it is counted and fails the goal
            errors += 1
    return written, errors, time.monotonic()

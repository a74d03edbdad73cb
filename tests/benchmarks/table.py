"""`table`: scrolling through a million entries, against the list that comes with Qt."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

from commandcenter.database import sqlite
from tests.benchmarks.counties import county
from tests.benchmarks.figures import Figure, Work, percentile

_RUNS = 3
_FIRST_PAINT_GOAL, _MEMORY_GOAL = 2.0, 0.25
_FRAME_GOALS = {50: 1.5, 95: 2.0}

_COPY = """
CREATE TABLE log (seq INTEGER PRIMARY KEY, number TEXT, at TEXT, kind TEXT, source TEXT,
                  content TEXT, handling TEXT, recorder TEXT);
INSERT INTO log
SELECT seq, number, datetime(received_at / 1000000, 'unixepoch', '+8 hours'), kind,
       org || ' ' || name, content, steps, recorder
  FROM county.log_entry ORDER BY seq;
"""


def measure(work: Work) -> Iterator[Figure]:
    """Compare first paint, frames and memory, each list in a process of its own."""
    file = county(work.folder, work.entries)
    plain = work.folder / f"plain-{work.entries}.db"
    if not plain.exists():
        _copy(file, plain)
    ours: list[dict[str, Any]] = []
    baseline: list[dict[str, Any]] = []
    for _ in range(_RUNS):
        ours.append(_run("ours", file))
        baseline.append(_run("plain", plain))

    def figure(
        name: str, value: Callable[[dict[str, Any]], float], goal: float, unit: str
    ) -> Figure:
        return Figure(
            name=f"table.{name}",
            ours=median(map(value, ours)),
            baseline=median(map(value, baseline)),
            goal=goal,
            unit=unit,
        )

    yield figure("first_paint", lambda run: run["first_paint"], _FIRST_PAINT_GOAL, "ms")
    for act in ("wheel", "page_down", "jump"):
        for percent, goal in _FRAME_GOALS.items():
            yield figure(
                f"{act}.p{percent}",
                lambda run, act=act, percent=percent: percentile(run[act], percent),
                goal,
                "ms a frame",
            )
    yield figure("memory", lambda run: run["memory"], _MEMORY_GOAL, "MiB")


def _copy(county_file: Path, plain: Path) -> None:
    growing = plain.with_suffix(".growing")
    growing.unlink(missing_ok=True)
    with closing(sqlite.connect(growing)) as connection:
        connection.execute("ATTACH ? AS county", (str(county_file),))
        connection.executescript(_COPY)
        connection.execute("DETACH county")
        connection.execute("PRAGMA journal_mode=DELETE")
    growing.replace(plain)


def _run(how: str, file: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.long_list", how, str(file)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found

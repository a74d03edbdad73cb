"""`pdf`: the duty log as paper, against the same strings on a bare canvas."""

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from typing import Any

from tests.benchmarks.counties import county
from tests.benchmarks.figures import Figure, Work

_COUNTY_ENTRIES = 20_000
# So many entries of the demo county fill so many pages, about.
_ENTRIES = {100: 510, 1_000: 5_200}
_RUNS = 3
_SPEED_GOAL, _GROWTH_GOAL = 0.6, 0.9


def measure(work: Work) -> Iterator[Figure]:
    """Compare papers of 100 and of 1,000 pages, each printed in a process of its own."""
    file = str(county(work.folder, _COUNTY_ENTRIES))
    rates: dict[int, float] = {}
    for size, entries in _ENTRIES.items():
        drawn = str(work.folder / f"drawn-{size}.pickle")
        pages = int(_run("ours", file, str(entries), drawn)["pages"])
        ours: list[float] = []
        bare: list[float] = []
        for _ in range(_RUNS):
            ours.append(_rate(_run("ours", file, str(entries))))
            bare.append(_rate(_run("bare", drawn)))
        rates[size] = median(ours)
        yield Figure(
            name=f"pdf.{size}_pages",
            ours=rates[size],
            baseline=median(bare),
            goal=_SPEED_GOAL,
            at_least=True,
            unit=f"pages per second of the processor, {pages} pages",
        )
    yield Figure(
        name="pdf.growth",
        ours=rates[1_000],
        baseline=rates[100],
        goal=_GROWTH_GOAL,
        at_least=True,
        unit="the same, 1,000 against 100 pages",
    )


def _run(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.ledger", *arguments],
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _rate(said: dict[str, Any]) -> float:
    return float(said["pages"]) / float(said["seconds"])

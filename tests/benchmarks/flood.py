"""`flood`: 3,000 items that change and 1,000 alarms in ten minutes, on the board of the window.

The ten minutes are run in a tenth of the time, so that every figure is that of a load ten times
as heavy; a shorter run at the true rate stands beside it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from tests.benchmarks.figures import Figure, Work, percentile

_HEARTBEAT_GOAL_MS, _SOUNDS_GOAL = 100.0, 20
# How many times faster than true, and the true seconds that are run.
_RUNS = {"tenfold": (10, 600), "true_rate": (1, 30)}


def measure(_work: Work) -> Iterator[Figure]:
    """Measure how long the window keeps anybody waiting, and what is heard."""
    for name, (speed, seconds) in _RUNS.items():
        run = _run(speed, seconds)
        yield Figure(
            name=f"flood.{name}.heartbeat_p99_9",
            ours=percentile(run["beats_ms"], 99.9),
            goal=_HEARTBEAT_GOAL_MS,
            unit="ms",
        )
        yield Figure(name=f"flood.{name}.sounds", ours=run["sounds"], goal=_SOUNDS_GOAL)
        yield Figure(
            name=f"flood.{name}.red_handed_over",
            ours=run["reds_heard"] / run["reds"],
            goal=1,
            at_least=True,
            unit=f"of {run['reds']} red alarms",
        )
        yield Figure(name=f"flood.{name}.items_shown", ours=run["items"], goal=3_000, at_least=True)


def _run(speed: int, seconds: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.flood_night", str(speed), str(seconds)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found

"""`startup`: from the start of the process to the window and the log, against an empty window."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.counties import county
from tests.benchmarks.figures import Figure, Work
from ui.app import libraries

_ENTRIES = 20_000
_RUNS = 9
_PAINT_GOAL, _ROWS_GOAL = 2.0, 5.0


def measure(work: Work) -> Iterator[Figure]:
    """Compare without a screen, and on a virtual one if there is one."""
    file = county(work.folder, _ENTRIES)
    byte_code = work.folder / "byte_code"
    yield from _measure("offscreen", file, byte_code, {"QT_QPA_PLATFORM": "offscreen"})
    if shutil.which("Xvfb") and not libraries.missing(libraries.needed(has_display=True)):
        with _virtual_screen() as display:
            yield from _measure(
                "xvfb", file, byte_code, {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
            )


def _measure(
    platform: str, file: Path, byte_code: Path, screen: dict[str, str]
) -> Iterator[Figure]:
    empty: list[float] = []
    painted: list[float] = []
    rows: list[float] = []
    loaded: set[str] = set()
    for _ in range(_RUNS + 1):
        began, said = _start(screen, byte_code)
        empty.append(said["painted"] - began)
        began, said = _start(screen, byte_code, str(file))
        painted.append(said["painted"] - began)
        rows.append(said["rows"] - began)
        loaded.update(said["loaded"])
    # The first round has read the files from the disk.
    base = median(empty[1:]) * 1000
    for name, values, goal in (("first_paint", painted, _PAINT_GOAL), ("rows", rows, _ROWS_GOAL)):
        yield Figure(
            name=f"startup.{platform}.{name}",
            ours=median(values[1:]) * 1000,
            baseline=base,
            goal=goal,
            unit="ms",
        )
    yield Figure(
        name=f"startup.{platform}.heavy_libraries",
        ours=len(loaded),
        goal=0,
        unit=" ".join(sorted(loaded)),
    )


def _start(
    screen: dict[str, str], byte_code: Path, *arguments: str
) -> tuple[float, dict[str, Any]]:
    with tempfile.TemporaryDirectory() as home:
        own = {"HOME": home, "XDG_CONFIG_HOME": home, "COMMANDCENTER_STATION": home}
        # What is installed has its byte code beside it, whatever this run is told to leave out.
        own |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(byte_code)}
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.first_window", *arguments],
            env=os.environ | screen | own,
            stdout=subprocess.PIPE,
            check=True,
        )
    return began, json.loads(done.stdout)


@contextmanager
def _virtual_screen() -> Iterator[str]:
    server = ["Xvfb", "-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    with subprocess.Popen(server, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as xvfb:
        assert xvfb.stdout is not None
        try:
            yield f":{xvfb.stdout.readline().decode().strip()}"
        finally:
            xvfb.terminate()

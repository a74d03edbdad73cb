"""Disks that fail or are full at any write or sync: every error is shown, nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MOST = int(os.environ.get("COMMANDCENTER_FAULTS", "200"))
HERE = Path(__file__).parent

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.timeout(3_600),
    pytest.mark.skipif(sys.platform != "linux", reason="the recorder is preloaded on Linux"),
]


def test_every_failing_call_is_shown_and_saving_again_gives_one_row(
    recorder, sqlite_address, tmp_path
):
    folder = tmp_path / "data"
    environment = os.environ | {
        "LD_PRELOAD": str(recorder),
        "RECORDED_FOLDER": str(folder),
        "PYTHONPATH": str(HERE.parents[1]),
    }
    program = [sys.executable, HERE / "failing.py", sqlite_address.file, folder, str(MOST)]

    found = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stderr
    [done] = found.stdout.splitlines()
    _, runs, errors = done.split()
    assert int(runs) == 4 * MOST
    assert int(errors) > MOST

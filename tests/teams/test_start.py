"""Starting the program loads none of the arithmetic of reach and proposal."""

import subprocess
import sys

STARTED = """
import sys
import commandcenter.cli.opening, commandcenter.handover.words
import commandcenter.teams.service.dispatch, commandcenter.teams.service.ordering
print(*({"numpy", "scipy"} & sys.modules.keys()))
import commandcenter.teams.service.proposal, commandcenter.teams.service.reach
print(*({"numpy", "scipy"} & sys.modules.keys()))
"""


def test_dispatch_needs_no_arithmetic_and_a_proposal_no_roads():
    said = subprocess.run(
        [sys.executable, "-c", STARTED], check=True, capture_output=True, text=True
    )
    assert said.stdout.splitlines() == ["", "numpy"]

"""Starting the program and checking the log load none of the arithmetic of reach and proposal."""

import subprocess
import sys

STARTED = """
import sys
import commandcenter.cli.opening, commandcenter.handover.words
import commandcenter.teams.service.dispatch, commandcenter.teams.service.ordering
import commandcenter.cli.evidence
print(*({"numpy", "scipy"} & sys.modules.keys()))
import commandcenter.teams.service.proposal, commandcenter.teams.service.reach
print(*({"numpy", "scipy"} & sys.modules.keys()))
"""


def test_dispatch_and_the_check_of_the_log_need_no_arithmetic_and_a_proposal_no_roads():
    said = subprocess.run(
        [sys.executable, "-c", STARTED], check=True, capture_output=True, text=True
    )
    assert said.stdout.splitlines() == ["", "numpy"]

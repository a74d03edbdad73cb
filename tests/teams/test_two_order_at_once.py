"""Two workstations, two processes, one team, one instant."""

import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from commandcenter.teams.service import dispatch, roster

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workstations(db):
    """Two processes that are ready to order."""
    place = db.address.file or db.address.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.teams.racer", str(place)]
    with ExitStack() as running:
        started = [
            running.enter_context(
                subprocess.Popen(
                    [*command, name],
                    cwd=ROOT,
                    text=True,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
            )
            for name in ("desk-1", "desk-2")
        ]
        for one in started:
            assert one.stdout.readline().strip() == "ready"
        yield started
        for one in started:
            one.stdin.close()


@pytest.mark.parametrize(
    "rounds", [25, pytest.param(200, marks=[pytest.mark.nightly, pytest.mark.timeout(600)])]
)
def test_one_is_sent_and_the_other_is_told_where_the_team_is(
    db, chief, a_team, workstations, rounds
):
    team = roster.add(db, a_team(), officer=chief)
    winners = set()
    for _ in range(rounds):
        start = time.time() + 0.02
        for one in workstations:
            print(start, team.id, file=one.stdin, flush=True)
        answers = [one.stdout.readline().split(maxsplit=1) for one in workstations]
        assert sorted(word for word, _ in answers) == ["refused", "sent"], answers
        [under_way] = dispatch.still_open(db)
        assert {number.strip() for _, number in answers} == {under_way.number}
        winners.add(under_way.order.place)
        dispatch.release(db, under_way.id, reason="再来", officer=chief)
    numbers = [one.number[-3:] for one in reversed(dispatch.page(db, limit=rounds))]
    assert numbers == [f"{serial:03d}" for serial in range(1, rounds + 1)]
    assert rounds < 25 or len(winners) > 1  # otherwise nobody raced

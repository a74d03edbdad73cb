"""A team ordered at one workstation: board and log of the other follow, and the other way round."""

import time

import pytest

from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.teams.model.dispatch import LADDER, Step
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import dispatch, readiness, roster
from tests.county_hall import CHIEF

MOST_S = 2.5
TEAM, OTHER = "Longtan rescue", "Blue Sky"
TEXT = "water comes through the east dam"


@pytest.fixture
def teams(hall):
    """Two teams that are ready."""
    with hall.opened() as db:
        for number, name in enumerate((TEAM, OTHER)):
            team = Team(id=new_id(), number=f"QX-{number}", name=name, category="social")
            roster.add(db, team, officer=CHIEF)
            said = Readiness(team_id=team.id, state=State.READY, at=now())
            readiness.say(db, said, officer=CHIEF)


def at_the_board(station):
    station.press("F6", "Ctrl+2")
    station.settle()
    station.wait_until(lambda board: board["lanes"]["standby"], of="board")


def order_from_the_log(station):
    """Send the first team for a line of the log by keys; return when the last was pressed."""
    station.record(TEXT)
    station.wait_until(lambda seen: TEXT in seen, of="seen")
    station.press("Ctrl+L", "Down")
    station.wait_until(lambda log: log["selected"] is not None, of="log")
    station.press("Ctrl+D")
    station.wait_until(lambda seen: seen["page"] == "teams" and seen["is_idle"])
    station.wait_until(lambda board: board["is_at_place"] and board["proposed"], of="board")
    station.write("East dam")
    pressed = time.time()
    station.press("Ctrl+D")
    station.wait_until(lambda board: TEAM in board["lanes"]["ordered"], of="board")
    return pressed


def step(station):
    """Note the next step of the team in front by a key; return when it was pressed."""
    station.settle()
    pressed = time.time()
    station.press("Return")
    return pressed


def seen_on_rung(station, words):
    key = f"{TEAM}: {words}"
    return station.wait_until(lambda board: key in board["rungs"], of="board")["rungs"][key]


def about_the_team(told):
    """Return when each automatic line about the team was seen."""
    return [at for line, at in told.items() if TEAM in line]


def test_orders_and_steps_of_one_show_at_the_other_within_seconds(hall, teams, workstation):
    first, second = workstation("first"), workstation("second")
    for station, login in ((first, "heli"), (second, "linxiao")):
        station.open(hall.url())
        station.sign_in(login)
    at_the_board(second)

    ordered = order_from_the_log(first)
    delays = {"order on the board": seen_on_rung(second, "Order given") - ordered}

    second.press("Right")
    acknowledged = step(second)
    delays["step on the board"] = seen_on_rung(first, "Order acknowledged") - acknowledged

    second.press("F3", "Ctrl+Shift+Y")
    second.wait_until(lambda told: len(about_the_team(told)) == 3, of="told")
    pressed = step(first)
    told = second.wait_until(lambda told: len(about_the_team(told)) == 4, of="told")
    delays["step in the log"] = max(about_the_team(told)) - pressed

    assert max(delays.values()) <= MOST_S, delays
    with hall.opened() as db:
        [one] = dispatch.still_open(db)
    assert (one.team_name, one.step) == (TEAM, Step.ASSEMBLED)
    assert [row.by for row in one.history] == ["林晓", "何立"]
    assert set(one.times) == set(LADDER[:3])

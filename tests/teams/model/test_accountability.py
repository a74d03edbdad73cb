"""Response times against the circles, and safety calls that each team has for itself."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.kernel.ids import new_id
from commandcenter.teams.model import accountability
from commandcenter.teams.model.accountability import Measure
from commandcenter.teams.model.dispatch import Act, Circle, Dispatch, Order, Outcome, Step, StepRow

BEGAN = datetime(2026, 7, 18, 14, 41, tzinfo=UTC)
EVERY = timedelta(minutes=20)
LIMITS = {
    (Circle.URBAN, Measure.START): timedelta(minutes=1),
    (Circle.URBAN, Measure.ARRIVE): timedelta(minutes=3),
    (Circle.URBAN, Measure.JOINT): timedelta(minutes=5),
    (Circle.FOREST, Measure.ARRIVE): timedelta(minutes=60),
}


def minutes(count: float) -> datetime:
    return BEGAN + timedelta(minutes=count)


def sent(*steps: tuple[Step | Act, float], circle: Circle = Circle.URBAN, **facts) -> Dispatch:
    rows = tuple(
        StepRow(
            seq=1,
            id=new_id(),
            act=what if isinstance(what, Act) else Act.TAKE,
            step=Step.ARRIVED if isinstance(what, Act) else what,
            at=minutes(count),
            by="何立",
            recorded_at=minutes(count),
        )
        for what, count in steps
    )
    order = Order(
        id=new_id(), order_id=new_id(), team_id=new_id(), place="x", task="x", circle=circle
    )
    values = {"seq": 1, "number": "DD-2026-001", "order": order, "team_name": "x"}
    return Dispatch(**values | {"ordered_by": "x", "ordered_at": BEGAN, "history": rows} | facts)


def verdicts(dispatch: Dispatch, at: float) -> list[bool | None]:
    return [one.is_met for one in accountability.judged(dispatch, LIMITS, at=minutes(at))]


def test_a_team_is_held_against_the_limits_of_its_circle():
    one = sent((Step.DEPARTED, 1), (Step.ARRIVED, 3.1), (Step.DEPLOYED, 5))
    assert verdicts(one, 10) == [True, False, True]
    assert verdicts(sent((Step.ARRIVED, 60), circle=Circle.FOREST), 70) == [True]


def test_a_running_limit_is_missed_as_soon_as_it_is_over():
    assert verdicts(sent(), 0.5) == [None, None, None]
    assert verdicts(sent(), 4) == [False, False, None]


def test_nobody_says_of_a_step_that_was_left_out_whether_it_was_in_time():
    assert verdicts(sent((Step.ARRIVED, 2)), 90) == [None, True, False]
    assert verdicts(sent(outcome=Outcome.CANCELLED), 90) == [None, None, None]


@pytest.mark.parametrize(
    ("hazard", "code", "circle"),
    [
        ("forest_fire", "330399001", Circle.FOREST),
        ("flood", "330399001", Circle.URBAN),
        ("flood", "330399100201", Circle.RURAL),
        ("", "", Circle.RURAL),
    ],
)
def test_kind_and_place_say_which_circle(hazard, code, circle):
    assert accountability.circle_for(hazard, code) is circle


def test_the_safety_call_runs_from_when_this_team_was_last_heard_of():
    assert accountability.next_check(sent((Step.DEPARTED, 5)), EVERY) is None
    assert accountability.next_check(sent((Step.ARRIVED, 10)), EVERY) == minutes(30)
    one = sent((Step.ARRIVED, 10), (Step.DEPLOYED, 15))
    assert accountability.next_check(one, EVERY) == minutes(35)
    one = sent((Step.ARRIVED, 10), (Act.CHECK, 28))
    assert accountability.next_check(one, EVERY) == minutes(48)


@pytest.mark.parametrize("last", [Step.WITHDRAWN, Step.RETURNED])
def test_off_the_scene_nobody_is_called(last):
    assert accountability.next_check(sent((Step.ARRIVED, 10), (last, 30)), EVERY) is None


def test_a_released_team_is_not_called():
    one = sent((Step.ARRIVED, 10), outcome=Outcome.RELEASED)
    assert accountability.next_check(one, EVERY) is None


def test_late_teams_are_named_the_longest_first():
    short = sent(check_due_at=minutes(30))
    long, fine = sent(check_due_at=minutes(10)), sent(check_due_at=minutes(50))
    over = sent(check_due_at=minutes(10), outcome=Outcome.RETURNED)
    found = accountability.late([short, fine, long, over], at=minutes(40))
    assert found == (
        (long.id, timedelta(minutes=30)),
        (short.id, timedelta(minutes=10)),
    )

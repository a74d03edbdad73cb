"""The ladder of a dispatch: steps, their times, what is refused."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from commandcenter.database import guards
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.teams.model import checks, ladder
from commandcenter.teams.model.dispatch import (
    LADDER,
    STATES,
    Act,
    Dispatch,
    Order,
    Outcome,
    Result,
    Step,
    StepRow,
    dispatch_number,
)
from commandcenter.teams.model.readiness import State

BEGAN = datetime(2026, 7, 18, 14, 41, tzinfo=UTC)
LATER = BEGAN + timedelta(hours=8)


def minutes(count: float) -> datetime:
    return BEGAN + timedelta(minutes=count)


def row(step: Step, count: float, act: Act = Act.TAKE) -> StepRow:
    at = minutes(count)
    return StepRow(seq=1, id=new_id(), act=act, step=step, at=at, by="何立", recorded_at=at)


def sent(*history: StepRow, **facts: object) -> Dispatch:
    order = Order(id=new_id(), order_id=new_id(), team_id=new_id(), place="石桥村", task="救人")
    values = {"seq": 1, "number": "DD-2026-001", "order": order, "team_name": "蛟龙救援队"}
    return Dispatch(
        **values | {"ordered_by": "何立", "ordered_at": BEGAN, "history": history} | facts
    )


def test_one_key_walks_down_the_ladder_without_the_optional_rung():
    history, walked = [], []
    while (step := sent(*history).next_step) is not None:
        walked.append(step)
        history.append(row(step, len(history)))
    assert walked == [step for step in LADDER[1:] if step is not Step.CHECKED_IN]


def test_rungs_left_out_are_named():
    assert sent(row(Step.ARRIVED, 20)).missing == (
        Step.ACKNOWLEDGED,
        Step.ASSEMBLED,
        Step.DEPARTED,
    )


def test_a_closed_dispatch_has_no_next_step():
    assert sent(outcome=Outcome.CANCELLED).next_step is None


def test_times_are_measured_from_the_order_and_from_acknowledging():
    one = sent(row(Step.ACKNOWLEDGED, 1), row(Step.ASSEMBLED, 6), row(Step.ARRIVED, 15))
    assert one.muster_time == timedelta(minutes=5)
    assert one.response_time == timedelta(minutes=15)
    assert sent(row(Step.ARRIVED, 15)).muster_time is None


def test_a_correction_counts_and_what_was_taken_back_does_not():
    one = sent(
        row(Step.ACKNOWLEDGED, 1),
        row(Step.ACKNOWLEDGED, 3, Act.CORRECT),
        row(Step.DEPARTED, 5),
        row(Step.DEPARTED, 5, Act.UNDO),
    )
    assert one.times == {Step.ORDERED: BEGAN, Step.ACKNOWLEDGED: minutes(3)}
    assert one.step is Step.ACKNOWLEDGED


@pytest.mark.parametrize("count", [-1, 481.0 + 10])
def test_a_step_lies_neither_before_the_order_nor_in_the_future(count):
    with pytest.raises((ladder.TimeRunsBack, ladder.StepInFuture)):
        ladder.check_take(sent(), Step.ACKNOWLEDGED, minutes(count), now=LATER)


def test_a_rung_left_out_is_filled_in_between_its_neighbours():
    one = sent(row(Step.ACKNOWLEDGED, 1), row(Step.ARRIVED, 20))
    ladder.check_take(one, Step.DEPARTED, minutes(5), now=LATER)
    for count in (0.5, 21):
        with pytest.raises(ladder.TimeRunsBack):
            ladder.check_take(one, Step.DEPARTED, minutes(count), now=LATER)


def test_no_play_of_steps_lets_times_run_backwards():
    import random

    chance = random.Random(20260718)
    for _ in range(300):
        history: list[StepRow] = []
        for _ in range(12):
            step, at = chance.choice(LADDER), minutes(chance.randrange(60))
            one = sent(*history)
            act = chance.choice([Act.TAKE, Act.CORRECT, Act.UNDO])
            try:
                if act is Act.TAKE:
                    ladder.check_take(one, step, at, now=LATER)
                elif act is Act.CORRECT:
                    ladder.check_correction(one, step, at, "听错", now=LATER)
                else:
                    ladder.check_undo(one, step, "误按")
            except Rejected:
                continue
            history.append(
                StepRow(seq=1, id=new_id(), act=act, step=step, at=at, by="", recorded_at=at)
            )
            times = [
                at for _, at in sorted(sent(*history).times.items(), key=lambda one: one[0].rank)
            ]
            assert all(before <= after for before, after in pairwise(times))


def test_a_step_is_taken_once():
    with pytest.raises(ladder.StepTaken):
        ladder.check_take(sent(row(Step.ARRIVED, 5)), Step.ARRIVED, minutes(6), now=LATER)


def test_a_time_moves_forwards_only_and_with_a_reason():
    one = sent(row(Step.ARRIVED, 5), row(Step.DEPLOYED, 9))
    ladder.check_correction(one, Step.ARRIVED, minutes(9), "听错", now=LATER)
    for count, reason, refusal in (
        (5, "听错", ladder.OnlyForwards),
        (4, "听错", ladder.OnlyForwards),
        (9.1, "听错", ladder.TimeRunsBack),
        (6, " ", ladder.ReasonMissing),
    ):
        with pytest.raises(refusal):
            ladder.check_correction(one, Step.ARRIVED, minutes(count), reason, now=LATER)


def test_the_order_itself_stays():
    with pytest.raises(ladder.OrderedStays):
        ladder.check_correction(sent(), Step.ORDERED, minutes(1), "x", now=LATER)
    with pytest.raises(ladder.OrderedStays):
        ladder.check_undo(sent(), Step.ORDERED, "x")


def test_steps_are_taken_back_from_the_last_on():
    one = sent(row(Step.ARRIVED, 5), row(Step.DEPLOYED, 9))
    ladder.check_undo(one, Step.DEPLOYED, "误按")
    with pytest.raises(ladder.NotTheLastStep):
        ladder.check_undo(one, Step.ARRIVED, "误按")
    with pytest.raises(ladder.ReasonMissing):
        ladder.check_undo(one, Step.DEPLOYED, "")
    with pytest.raises(ladder.StepNotTaken):
        ladder.check_undo(one, Step.RETURNED, "误按")


def test_returning_can_be_taken_back_but_releasing_cannot():
    back = row(Step.RETURNED, 60)
    ladder.check_undo(sent(back, outcome=Outcome.RETURNED), Step.RETURNED, "误按")
    with pytest.raises(ladder.DispatchClosed):
        ladder.check_undo(sent(row(Step.ARRIVED, 5), outcome=Outcome.RELEASED), Step.ARRIVED, "x")


def test_a_closed_dispatch_takes_no_step_and_does_not_end_again():
    one = sent(outcome=Outcome.RELEASED)
    with pytest.raises(ladder.DispatchClosed):
        ladder.check_take(one, Step.ARRIVED, minutes(5), now=LATER)
    with pytest.raises(ladder.DispatchClosed):
        ladder.check_end(one, Act.RELEASE, "改派")


def test_whoever_has_left_is_released_and_not_cancelled():
    ladder.check_end(sent(row(Step.ASSEMBLED, 5)), Act.CANCEL, "误报")
    with pytest.raises(ladder.AlreadyOut):
        ladder.check_end(sent(row(Step.DEPARTED, 5)), Act.CANCEL, "误报")
    ladder.check_end(sent(row(Step.DEPARTED, 5)), Act.RELEASE, "改派")
    with pytest.raises(ladder.ReasonMissing):
        ladder.check_end(sent(), Act.RELEASE, "")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"place": " "}, ladder.PlaceMissing),
        ({"task": ""}, ladder.TaskMissing),
        ({"task": "长" * 2001}, checks.FieldTooLong),
        ({"place": "长" * 201}, checks.FieldTooLong),
        ({"lon": 120.0}, checks.PlaceIncomplete),
        ({"lon": 120.0, "lat": 91.0}, checks.OutOfRange),
        ({"people_out": -1}, checks.OutOfRange),
        ({"ordered_at": LATER + timedelta(hours=1)}, ladder.StepInFuture),
    ],
)
def test_an_order_says_where_and_what(facts, refusal):
    values = {"id": new_id(), "order_id": new_id(), "team_id": new_id(), "place": "石桥村"}
    with pytest.raises(refusal):
        ladder.check_order(Order(**values | {"task": "救人"} | facts), at=LATER)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [({"rescued": -1}, checks.OutOfRange), ({"remarks": "长" * 2001}, checks.FieldTooLong)],
)
def test_a_result_has_bounds(facts, refusal):
    with pytest.raises(refusal):
        ladder.check_result(Result(id=new_id(), **facts))


def test_every_rung_of_an_open_dispatch_says_what_the_team_is_doing():
    assert set(STATES) == set(LADDER) - {Step.RETURNED}
    assert STATES[Step.DEPARTED] is State.EN_ROUTE


def test_numbers_of_drills_are_told_apart():
    assert dispatch_number(2026, 7, is_drill=False) == "DD-2026-007"
    assert dispatch_number(2026, 1007, is_drill=True) == "YLDD-2026-1007"


def test_the_database_knows_the_same_outcomes():
    column, steps = guards.TRANSITIONS["dispatch_state"]

    assert column == "outcome"
    assert {state for many in steps.values() for state in many} == {"", *Outcome}

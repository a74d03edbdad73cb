"""What dropping a team onto a lane means."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.dispatch import Act, Dispatch, Order, Step, StepRow
from ui.teams.dispatch_lanes import Lane, Move, Refusal, dropped, freed, lane_of, taken_back

BEGUN = datetime(2026, 7, 18, 14, 0, tzinfo=UTC)


def sent(*steps: Step) -> Dispatch:
    """A dispatch that has taken these steps."""
    order = Order(id=new_id(), order_id=new_id(), team_id=new_id(), place="东坝", task="抢险")
    rows = tuple(
        StepRow(
            seq=number,
            id=new_id(),
            act=Act.TAKE,
            step=step,
            at=BEGUN + timedelta(minutes=number),
            by="何立",
            recorded_at=BEGUN,
        )
        for number, step in enumerate(steps, start=1)
    )
    return Dispatch(
        seq=1,
        number="DD-2026-001",
        order=order,
        team_name="一队",
        ordered_by="何立",
        ordered_at=BEGUN,
        history=rows,
    )


ACK, MUSTERED, LEFT = Step.ACKNOWLEDGED, Step.ASSEMBLED, Step.DEPARTED


@pytest.mark.parametrize(
    ("taken", "lane", "meant"),
    [
        ((), Lane.MUSTER, Move(act=Act.TAKE, step=Step.ASSEMBLED)),
        ((ACK,), Lane.AT_SCENE, Move(act=Act.TAKE, step=Step.ARRIVED)),
        ((ACK, MUSTERED), Lane.ORDERED, Move(act=Act.UNDO, step=Step.ASSEMBLED)),
        ((ACK, MUSTERED, LEFT), Lane.ORDERED, Refusal.ONE_BY_ONE),
        ((ACK,), Lane.ORDERED, Refusal.SAME),
        ((ACK,), Lane.STANDBY, Move(act=Act.CANCEL, step=Step.ACKNOWLEDGED)),
        ((ACK, LEFT), Lane.STANDBY, Move(act=Act.RELEASE, step=Step.DEPARTED)),
        ((Step.WITHDRAWN,), Lane.STANDBY, Move(act=Act.TAKE, step=Step.RETURNED)),
    ],
)
def test_a_drop_notes_a_step_forwards_and_takes_one_back_with_a_reason(taken, lane, meant) -> None:
    assert dropped(sent(*taken), lane) == meant


def test_only_what_changes_the_record_backwards_asks_for_a_reason() -> None:
    needing = {act for act in Act if Move(act=act, step=Step.ARRIVED).needs_reason}
    assert needing == {Act.UNDO, Act.CANCEL, Act.RELEASE}


def test_every_rung_has_a_lane_and_the_lanes_follow_the_ladder() -> None:
    lanes = list(Lane)
    places = [lanes.index(lane_of(step)) for step in Step if step is not Step.RETURNED]
    assert places == sorted(places)


def test_the_order_itself_is_not_taken_back() -> None:
    assert taken_back(sent()) is None


def test_a_team_on_its_way_home_is_let_go_by_releasing_it() -> None:
    assert freed(sent(Step.WITHDRAWN)).act is Act.RELEASE

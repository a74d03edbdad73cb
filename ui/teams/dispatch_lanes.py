"""The lanes of the dispatch board, and what dropping a team onto one means."""

from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from commandcenter.kernel.words import N_
from commandcenter.teams.model.dispatch import Act, Dispatch, Step


class Lane(StrEnum):
    """A column of the board, from left to right."""

    STANDBY = "standby"  # 待命
    ORDERED = "ordered"  # 接令
    MUSTER = "muster"  # 集结
    ON_THE_WAY = "on_the_way"  # 途中
    AT_SCENE = "at_scene"  # 现场
    LEAVING = "leaving"  # 撤离


LANES = tuple(Lane)

LANE_WORDS: dict[Lane, str] = {
    Lane.STANDBY: N_("Standing by"),
    Lane.ORDERED: N_("Ordered"),
    Lane.MUSTER: N_("Mustered"),
    Lane.ON_THE_WAY: N_("On the way"),
    Lane.AT_SCENE: N_("At the scene"),
    Lane.LEAVING: N_("Leaving"),
}

# What is noted when a team is dropped onto a lane to the right of its own.
_ENTERED_BY: dict[Lane, Step] = {
    Lane.ORDERED: Step.ACKNOWLEDGED,
    Lane.MUSTER: Step.ASSEMBLED,
    Lane.ON_THE_WAY: Step.DEPARTED,
    Lane.AT_SCENE: Step.ARRIVED,
    Lane.LEAVING: Step.WITHDRAWN,
}

_LANE_OF: dict[Step, Lane] = {
    Step.ORDERED: Lane.ORDERED,
    Step.ACKNOWLEDGED: Lane.ORDERED,
    Step.ASSEMBLED: Lane.MUSTER,
    Step.DEPARTED: Lane.ON_THE_WAY,
    Step.ARRIVED: Lane.AT_SCENE,
    Step.CHECKED_IN: Lane.AT_SCENE,
    Step.DEPLOYED: Lane.AT_SCENE,
    Step.CONTROLLED: Lane.AT_SCENE,
    Step.COMPLETED: Lane.AT_SCENE,
    Step.WITHDRAWN: Lane.LEAVING,
    Step.RETURNED: Lane.STANDBY,
}


class Refusal(Enum):
    """Why a team is not dropped there; the value is the sentence."""

    SAME = N_("It stays where it is.")
    ONE_BY_ONE = N_("Steps are taken back one by one, the last one first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What would be noted.

    Attributes:
        step: The rung it is about; that of the order for one called off.
    """

    act: Act
    step: Step

    @property
    def needs_reason(self) -> bool:
        """Whether whoever does it says why."""
        return self.act in {Act.UNDO, Act.CANCEL, Act.RELEASE}


def lane_of(step: Step) -> Lane:
    """Return the lane in which a team stands on this rung."""
    return _LANE_OF[step]


def dropped(one: Dispatch, lane: Lane) -> Move | Refusal:
    """Return what it means to drop a team that was sent onto a lane."""
    present = lane_of(one.step)
    if lane is present:
        return Refusal.SAME
    if lane is Lane.STANDBY:
        return home(one)
    if LANES.index(lane) > LANES.index(present):
        return Move(act=Act.TAKE, step=_ENTERED_BY[lane])
    back = taken_back(one)
    if back is None or lane_of(_without_last(one).step) is not lane:
        return Refusal.ONE_BY_ONE
    return back


def taken_back(one: Dispatch) -> Move | None:
    """Return what takes the last step back; None where only the order is left."""
    return None if one.step is Step.ORDERED else Move(act=Act.UNDO, step=one.step)


def home(one: Dispatch) -> Move:
    """Return how a team becomes free: back at its base, called off, or released."""
    if one.step is Step.WITHDRAWN:
        return Move(act=Act.TAKE, step=Step.RETURNED)
    act = Act.CANCEL if one.step.rank < Step.DEPARTED.rank else Act.RELEASE
    return Move(act=act, step=one.step)


def freed(one: Dispatch) -> Move:
    """Return how a team is let go before its time."""
    found = home(one)
    return Move(act=Act.RELEASE, step=one.step) if found.act is Act.TAKE else found


def _without_last(one: Dispatch) -> Dispatch:
    history = tuple(row for row in one.history if row.step is not one.step)
    return replace(one, history=history)

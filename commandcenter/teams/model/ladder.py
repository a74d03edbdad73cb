"""What the ladder of a dispatch refuses, and why."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from commandcenter.duty.model.entry import CLOCK_TOLERANCE
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from commandcenter.teams.model.accountability import is_on_scene
from commandcenter.teams.model.checks import check_length, check_position, check_range
from commandcenter.teams.model.dispatch import Act, Dispatch, Order, Outcome, Result, Step

MAX_TASK = 2_000
MOST_COUNTED = 1_000_000


class PlaceMissing(Rejected):
    """A team has to be told where to go."""

    sentence = N_("Write where the team has to go.")


class TaskMissing(Rejected):
    """A team has to be told what to do."""

    sentence = N_("Write what the team has to do.")


class TeamCommitted(Rejected):
    """A team cannot be sent twice at once."""

    sentence = N_(
        "{team} is already sent: {number}, {place}. Release it there first, or choose another team."
    )


class TeamRetired(Rejected):
    """A team that is no longer used is not sent."""

    sentence = N_("{team} is no longer in use. Choose another team.")


class DispatchClosed(Rejected):
    """A dispatch that has ended takes no more steps."""

    sentence = N_("Dispatch {number} has ended. Take its last step back first.")


class StepTaken(Rejected):
    """A step is taken once; afterwards its time can be corrected."""

    sentence = N_("{team} has taken this step already, at {at}.")


class StepNotTaken(Rejected):
    """Only a step that was taken can be corrected or taken back."""

    sentence = N_("{team} has not taken this step yet.")


class TimeRunsBack(Rejected):
    """The times of the ladder never decrease."""

    sentence = N_("{at} does not lie between the steps before and after it ({low} to {high}).")


class StepInFuture(Rejected):
    """What already happened cannot lie in the future."""

    sentence = N_("{at} has not come yet; correct the time of the step.")


class OnlyForwards(Rejected):
    """A corrected time lies later than the old one."""

    sentence = N_("The time of a step can only be moved forwards, to later than {at}.")


class OrderedStays(Rejected):
    """The order itself is not taken back; a dispatch is cancelled instead."""

    sentence = N_("The order itself cannot be changed. Cancel the dispatch and order again.")


class NotTheLastStep(Rejected):
    """Steps are taken back one by one, the last one first."""

    sentence = N_("Take back the last step first.")


class ReasonMissing(Rejected):
    """Whoever changes what was recorded says why."""

    sentence = N_("Write the reason.")


class AlreadyOut(Rejected):
    """A team that has left is released, not cancelled."""

    sentence = N_("{team} has left already. Release it instead.")


class NotOnScene(Rejected):
    """Only who works at the scene answers the safety call."""

    sentence = N_("{team} is not at the scene, so there is no safety call to answer.")


class OrderTwice(Rejected):
    """A team is in an order once."""

    sentence = N_("{team} is in this order twice. Keep one line.")


class NothingOrdered(Rejected):
    """An order names at least one team."""

    sentence = N_("Choose at least one team.")


class AlreadyOrdered(Rejected):
    """The id of an order belongs to one order."""

    sentence = N_("This was already ordered as {number}, in other words.")


class OtherScope(Rejected):
    """Drill and reality stay apart."""

    sentence = N_("The log entry belongs to a drill and the order does not, or the other way.")


class NoSuchEntry(Rejected):
    """The log line that an order names has to exist."""

    sentence = N_("The log entry of this order does not exist. Open the order from its line again.")


def check_order(order: Order, *, at: datetime) -> None:
    """Refuse an order that breaks a rule.

    Raises:
        PlaceMissing, TaskMissing, FieldTooLong, OutOfRange, PlaceIncomplete, StepInFuture:
            What has to be put right first.
    """
    if not order.place.strip():
        raise PlaceMissing
    if not order.task.strip():
        raise TaskMissing
    for name in ("place", "told"):
        check_length(name, getattr(order, name))
    for name in ("task", "equipment_out"):
        check_length(name, getattr(order, name), limit=MAX_TASK)
    check_position(order.lon, order.lat)
    check_range("people_out", order.people_out, 0, MOST_COUNTED)
    if order.ordered_at is not None:
        _check_not_future(order.ordered_at, at)


def check_free(team: str, drill_id: UUID | None, busy: Iterable[Dispatch]) -> None:
    """Refuse to send a team that is under way; what is real binds it in drills too.

    Args:
        busy: Its open dispatches, in reality and in drills.

    Raises:
        TeamCommitted: It is.
    """
    for other in busy:
        if other.order.drill_id in (drill_id, None):
            raise TeamCommitted(team=team, number=other.number, place=other.order.place)


def check_result(result: Result) -> None:
    """Refuse a report that breaks a rule.

    Raises:
        OutOfRange, FieldTooLong: What has to be put right first.
    """
    for name in ("rescued", "found_dead", "evacuated", "injured", "area_mu"):
        check_range(name, getattr(result, name), 0, MOST_COUNTED)
    for name in ("consumption", "remarks"):
        check_length(name, getattr(result, name), limit=MAX_TASK)


def check_take(dispatch: Dispatch, step: Step, at: datetime, *, now: datetime) -> None:
    """Refuse to take a rung that cannot be taken at this time.

    One that was left out may be taken later, between its neighbours.

    Raises:
        DispatchClosed, StepTaken, TimeRunsBack, StepInFuture: What speaks against it.
    """
    if not dispatch.is_open:
        raise DispatchClosed(number=dispatch.number)
    if step in dispatch.times:
        raise StepTaken(team=dispatch.team_name, at=minute(dispatch.times[step]))
    _check_not_future(at, now)
    _check_between(dispatch, step, at)


def check_correction(
    dispatch: Dispatch, step: Step, at: datetime, reason: str, *, now: datetime
) -> None:
    """Refuse another time for a rung unless it is later, fits, and says why.

    Raises:
        StepNotTaken, OrderedStays, ReasonMissing, OnlyForwards, TimeRunsBack, StepInFuture,
        FieldTooLong: What speaks against it.
    """
    _check_changeable(dispatch, step, reason)
    if at <= dispatch.times[step]:
        raise OnlyForwards(at=minute(dispatch.times[step]))
    _check_not_future(at, now)
    _check_between(dispatch, step, at)


def check_undo(dispatch: Dispatch, step: Step, reason: str) -> None:
    """Refuse to take a rung back unless it is the last one, and says why.

    Raises:
        StepNotTaken, OrderedStays, ReasonMissing, NotTheLastStep, FieldTooLong: What speaks
            against it.
    """
    _check_changeable(dispatch, step, reason)
    if step is not dispatch.step:
        raise NotTheLastStep
    if dispatch.outcome not in (None, Outcome.RETURNED):
        raise DispatchClosed(number=dispatch.number)


def check_end(dispatch: Dispatch, act: Act, reason: str) -> None:
    """Refuse to cancel or release a dispatch unless it is open, and says why.

    Raises:
        DispatchClosed, ReasonMissing, AlreadyOut, FieldTooLong: What speaks against it.
    """
    if not dispatch.is_open:
        raise DispatchClosed(number=dispatch.number)
    _check_reason(reason)
    if act is Act.CANCEL and dispatch.step.rank >= Step.DEPARTED.rank:
        raise AlreadyOut(team=dispatch.team_name)


def check_answer(dispatch: Dispatch, note: str) -> None:
    """Refuse an answer to the safety call from a team that is not at the scene.

    Raises:
        NotOnScene, FieldTooLong: What speaks against it.
    """
    if not dispatch.is_open or not is_on_scene(dispatch.step):
        raise NotOnScene(team=dispatch.team_name)
    check_length("reason", note)


def _check_changeable(dispatch: Dispatch, step: Step, reason: str) -> None:
    if step is Step.ORDERED:
        raise OrderedStays
    if step not in dispatch.times:
        raise StepNotTaken(team=dispatch.team_name)
    _check_reason(reason)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
    check_length("reason", reason)


def _check_not_future(at: datetime, now: datetime) -> None:
    if at > now + CLOCK_TOLERANCE:
        raise StepInFuture(at=minute(at))


def _check_between(dispatch: Dispatch, step: Step, at: datetime) -> None:
    before = [time for taken, time in dispatch.times.items() if taken.rank < step.rank]
    after = [time for taken, time in dispatch.times.items() if taken.rank > step.rank]
    low, high = max(before), min(after, default=at)
    if not low <= at <= high:
        later = minute(high) if after else "…"
        raise TimeRunsBack(at=minute(at), low=minute(low), high=later)

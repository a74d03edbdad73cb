"""What became of calls, in words."""

from dataclasses import dataclass
from datetime import datetime

from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.calls import Call, CallState, Outcome, Stage
from ui.warnings import times
from ui.warnings.shown import CallList
from ui.widgets.words import tr

# The key that notes it, and its word.
OUTCOMES = {
    Outcome.ANSWERED: ("1", N_("Answered")),
    Outcome.NO_ANSWER: ("2", N_("No answer")),
    Outcome.OFF: ("3", N_("Number dead")),
    Outcome.FORWARDED: ("4", N_("Put through")),
}
STAGES = {
    Stage.FIRST: "",
    Stage.DEPUTY: N_("deputy of {name}"),
    Stage.NEIGHBOUR: N_("to knock at {name}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A call in words.

    Attributes:
        name, phone: Of whoever is to be rung now.
        behind: For whom they stand in; empty for the first.
        below: What was replied, or how often was rung.
        due_at: When the next one is to be rung.
    """

    call: Call
    name: str
    phone: str
    post: str
    unit: str
    behind: str
    state: str
    below: str
    due_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether they still have to be called."""
        return self.call.state is CallState.OPEN


def rows(calls: CallList) -> list[Row]:
    """Return the rows of a list, in its order."""
    return [_row(calls, call) for call in calls.calls]


def time_left(row: Row, now: datetime) -> str:
    """Return how long until the next one is to be rung, or how long was waited by now."""
    if not row.is_open:
        return ""
    if row.due_at is not None:
        return times.running(row.due_at, now)
    waited = (now - row.call.begun_at).total_seconds()
    return tr("waiting {time}").format(time=times.short(max(0.0, waited)))


def is_overdue(row: Row, now: datetime) -> bool:
    """Say whether a limit is over without an answer."""
    is_last = row.call.stage is Stage.NEIGHBOUR
    return row.is_open and (is_last or (row.due_at is not None and row.due_at <= now))


def spoken(row: Row, now: datetime) -> str:
    """Return a row as one sentence for screen readers."""
    parts = (row.name, row.post, row.unit, row.behind, row.phone, row.state, row.below)
    return " · ".join(part for part in (*parts, time_left(row, now)) if part)


def _row(calls: CallList, call: Call) -> Row:
    callee = call.callee
    stands_in = callee.name != call.name
    behind = tr(STAGES[call.stage]).format(name=call.name) if stands_in else ""
    return Row(
        call=call,
        name=callee.name,
        phone=callee.phone,
        post="" if stands_in else call.post,
        unit=call.organisation,
        behind=behind,
        state=_state(calls, call),
        below=call.replied or _tries(call),
        due_at=calls.due_at(call),
    )


def _state(calls: CallList, call: Call) -> str:
    last = calls.last.get(call.id)
    if call.state is CallState.VOID:
        return tr("No longer needed")
    if call.answered_at is not None:
        is_put_through = last is not None and last.outcome is Outcome.FORWARDED
        words = tr("Put through {time}") if is_put_through else tr("Answered {time}")
        return words.format(time=clock(call.answered_at))
    if last is None:
        return tr("Not called yet")
    return f"{tr(OUTCOMES[last.outcome][1])} {clock(last.called_at)}"


def _tries(call: Call) -> str:
    return tr("calls: {count}").format(count=call.rounds) if call.rounds else ""

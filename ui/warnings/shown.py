"""What the windows of warnings show: values that need no further question to a service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from commandcenter.kernel.words import N_
from commandcenter.warnings.model.calls import (
    Attempt,
    Call,
    CallState,
    Limits,
    Stage,
    Statistics,
    statistics,
)
from commandcenter.warnings.model.passing import Notice
from commandcenter.warnings.model.proposals import Proposal
from commandcenter.warnings.model.warning import LIVE, State, WarningRecord
from ui.widgets.severity import Severity

PAGE = "warnings"


def entry_of(warning_id: UUID) -> UUID:
    """Return the id of the line of the duty log about a warning.

    The same on every workstation, so that the line is written once.
    """
    return uuid5(warning_id, "log line")


STATE_WORDS = {
    State.PENDING: N_("To confirm"),
    State.ACTIVE: N_("In force"),
    State.SUPERSEDED: N_("Superseded"),
    State.CANCELLED: N_("Cancelled"),
    State.EXPIRED: N_("Expired"),
    State.REFUSED: N_("Not accepted"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A warning in the list.

    Attributes:
        severity: The issuer's colour; None if the message says none.
        areas: Names of where it holds, the most important first.
        ends_at: Until when it holds, or held.
        is_all_clear: It only says that an earlier one is over.
        called: People on its call list.
        search: What a search looks through, in lower case, with pinyin initials.
    """

    id: UUID
    state: State
    severity: Severity | None
    headline: str
    kind: str
    sent_at: datetime
    ends_at: datetime
    areas: tuple[str, ...] = ()
    issuer: str = ""
    is_all_clear: bool = False
    called: int = 0
    answered: int = 0
    search: str = ""

    @property
    def is_live(self) -> bool:
        """Whether somebody has to know of it now."""
        return self.state in LIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another warning that this one follows, or that follows it.

    Attributes:
        id: None if it never came in.
    """

    identifier: str
    id: UUID | None = None
    headline: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A warning in full.

    Attributes:
        warning: The record, which holds the message.
        raw: The original message, as text; empty for what was typed in.
        is_logged: Whether an officer put it into the duty log.
    """

    line: Line
    warning: WarningRecord
    raw: str = ""
    earlier: tuple[Link, ...] = ()
    later: tuple[Link, ...] = ()
    told: tuple[Notice, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    is_logged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """Whom to call about a warning.

    Attributes:
        calls: In the order of the list; phones as they may be shown to whoever looks.
        last: The last ring of each call.
        limits: How long to wait for an answer; None where the county has no rule.
    """

    line: Line
    calls: tuple[Call, ...] = ()
    last: Mapping[UUID, Attempt] = field(default_factory=dict)
    limits: Limits | None = None

    def due_at(self, call: Call) -> datetime | None:
        """Return when somebody else is to be rung; None where nothing runs."""
        if call.state is not CallState.OPEN or self.limits is None:
            return None
        waits = {Stage.FIRST: self.limits.deputy, Stage.DEPUTY: self.limits.neighbour}
        wait = waits.get(call.stage)
        return call.begun_at + wait if wait is not None else None

    def statistics(self) -> Statistics:
        """Return how many answered, and within the first limit."""
        return statistics(self.calls, self.limits.deputy if self.limits else timedelta.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The list as it was read."""

    lines: tuple[Line, ...] = ()
    read_at: datetime | None = None
    open_spots: int = 0
    failing: int = 0

    def find(self, warning_id: UUID) -> Line | None:
        """Return a warning of the list."""
        return next((line for line in self.lines if line.id == warning_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """The row that stands for warnings that are over."""

    state: State
    count: int
    is_open: bool = False


@dataclass(slots=True)
class Folds:
    """Which groups of warnings that are over are open."""

    opened: set[State] = field(default_factory=set)

    def arrange(self, lines: Sequence[Line], *, wanted: str = "") -> list[Line | Fold]:
        """Return the rows of the list: live ones first, the others behind their counts.

        While something is looked for, every group shows what fits.
        """
        words = wanted.strip().lower().split()
        fitting = [line for line in lines if all(word in line.search for word in words)]
        rows: list[Line | Fold] = []
        for state in State:
            group = [line for line in fitting if line.state is state]
            group.sort(key=urgency if state in LIVE else _newest)
            if state in LIVE:
                rows += group
            elif group:
                is_open = bool(words) or state in self.opened
                rows.append(Fold(state=state, count=len(group), is_open=is_open))
                rows += group if is_open else []
        return rows

    def toggle(self, state: State) -> None:
        """Open a group, or close it."""
        self.opened ^= {state}


def urgency(line: Line) -> tuple[Any, ...]:
    """Return what warnings in force are put in order by: the worst first."""
    order = list(Severity)
    rank = order.index(line.severity) if line.severity is not None else len(order)
    return (line.is_all_clear, rank, line.ends_at, line.headline, str(line.id))


def _newest(line: Line) -> tuple[Any, ...]:
    return (-line.sent_at.timestamp(), str(line.id))

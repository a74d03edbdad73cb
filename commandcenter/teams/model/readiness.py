"""Readiness (备勤): what a team is doing, who said so and how long ago; muster tests."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_

# Clocks of workstations and database are never quite the same.
_CLOCKS_DIFFER = timedelta(minutes=2)


class ReasonMissing(Rejected):
    """A team that is not ready has a reason."""

    sentence = N_("Say why the team is not ready.")


class TimeBackwards(Rejected):
    """What comes later cannot have happened before."""

    sentence = N_("{later} lies before {earlier}; correct the time.")


class TimeAhead(Rejected):
    """Nobody can note what has not happened yet."""

    sentence = N_("{at} has not come yet; correct the time.")


class MusterOver(Rejected):
    """A muster test ends once."""

    sentence = N_("This muster test is over already; start another one.")


class State(StrEnum):
    """What a team is doing."""

    READY = "ready"  # 在岗备勤
    ON_DUTY = "on_duty"  # 执勤中
    MUSTERING = "mustering"  # 集结中
    EN_ROUTE = "en_route"  # 出动中
    ON_SCENE = "on_scene"  # 现场
    RESTING = "resting"  # 轮休
    TRAINING = "training"  # 训练
    PARTLY_READY = "partly_ready"  # 装备检修
    OUT_OF_SERVICE = "out_of_service"  # 停用


STATE_WORDS: dict[State, str] = {
    State.READY: N_("Ready"),
    State.ON_DUTY: N_("On duty elsewhere"),
    State.MUSTERING: N_("Mustering"),
    State.EN_ROUTE: N_("En route"),
    State.ON_SCENE: N_("On scene"),
    State.RESTING: N_("Resting"),
    State.TRAINING: N_("Training"),
    State.PARTLY_READY: N_("Partly ready"),
    State.OUT_OF_SERVICE: N_("Out of service"),
}

# Whom the duty room rings up first.
CALLABLE = frozenset({State.READY, State.PARTLY_READY})
# What nobody sends without a question.
UNUSABLE = frozenset({State.OUT_OF_SERVICE})
# Out on an order.
OUTSIDE = frozenset({State.MUSTERING, State.EN_ROUTE, State.ON_SCENE})
_NEEDS_REASON = frozenset({State.PARTLY_READY, State.OUT_OF_SERVICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What was said about a team at one moment.

    Attributes:
        seq: Of the journal row; 0 before it is stored.
        level: Code of the dictionary `readiness_level`.
        at: Since when it is so.
        by: Who noted it, as printed.
        dispatch: Number of the dispatch that keeps the team in this state; empty for one that
            is not out.
    """

    team_id: UUID
    state: State
    at: datetime
    level: str = ""
    by: str = ""
    reason: str = ""
    drill_id: UUID | None = None
    seq: int = 0
    dispatch: str = ""

    def is_stale(self, at: datetime, after: timedelta) -> bool:
        """Whether it is too old to be relied on; a dispatch holds until it is over."""
        return not self.dispatch and at - self.at > after


def check(readiness: Readiness, *, last: Readiness | None, at: datetime) -> None:
    """Refuse a state that cannot be, or that is older than the one known.

    Raises:
        ReasonMissing, TimeBackwards, TimeAhead: What has to be put right first.
    """
    if readiness.state in _NEEDS_REASON and not readiness.reason.strip():
        raise ReasonMissing
    check_time(readiness.at, after=known_since(last, now=at), now=at)


def known_since(last: Readiness | None, *, now: datetime) -> datetime | None:
    """Return since when the last state is known; None if nothing binds what comes next.

    A time that still lies ahead was noted by a clock that was wrong; nobody waits for it.
    """
    return None if last is None or last.at > now + _CLOCKS_DIFFER else last.at


def check_time(at: datetime, *, after: datetime | None, now: datetime) -> None:
    """Refuse a time that lies before the one it follows, or in the future.

    Raises:
        TimeBackwards, TimeAhead: It does.
    """
    if after is not None and at < after:
        raise TimeBackwards(later=minute(at), earlier=minute(after))
    if at > now + _CLOCKS_DIFFER:
        raise TimeAhead(at=minute(at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Muster:
    """A muster test (拉动): how long a team needs from the order until it stands ready.

    Attributes:
        assembled_at: None as long as it runs.
        people: How many stood ready.
    """

    id: UUID
    team_id: UUID
    ordered_at: datetime
    ordered_by: str = ""
    assembled_at: datetime | None = None
    people: int = 0
    result: str = ""
    version: int = 1

    @property
    def lasted(self) -> timedelta | None:
        """From the order until the team stood ready."""
        return None if self.assembled_at is None else self.assembled_at - self.ordered_at


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """A team that can be called now, with whom to ring up.

    Attributes:
        phones: Field and number, in the order to try; masked for those who may not see them.
        headcount: By how they belong.
    """

    team_id: UUID
    number: str
    name: str
    category: str
    leader: str
    phones: tuple[tuple[str, str], ...]
    readiness: Readiness
    is_stale: bool
    muster_minutes: int
    headcount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """A team of which nothing was heard for too long.

    Attributes:
        heard_at: None if never.
    """

    team_id: UUID
    number: str
    name: str
    leader: str
    heard_at: datetime | None

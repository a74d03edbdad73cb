"""Call-and-answer (叫应): who has to confirm by voice that a warning reached them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.directory.model import Organisation, Person
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_


class CallState(StrEnum):
    """Whether somebody answered."""

    OPEN = "open"
    ANSWERED = "answered"
    VOID = "void"  # the warning is over


CALL_STEPS: dict[CallState | None, tuple[CallState, ...]] = {
    None: (CallState.OPEN,),
    CallState.OPEN: (CallState.ANSWERED, CallState.VOID),
}


class Outcome(StrEnum):
    """What came of ringing once."""

    ANSWERED = "answered"  # 应
    NO_ANSWER = "no_answer"  # 未接
    OFF = "off"  # 停机
    FORWARDED = "forwarded"  # 转接, somebody else took it


class Stage(StrEnum):
    """Who is rung next."""

    FIRST = "first"
    DEPUTY = "deputy"
    NEIGHBOUR = "neighbour"  # neighbouring village or police post, to go and knock


STAGES = tuple(Stage)


class CallClosed(Rejected):
    """There is nothing to answer any more."""

    sentence = N_("{name} has answered already, or the warning is over. Look at the list again.")


class AnswerInFuture(Rejected):
    """Nobody has answered what was not asked."""

    sentence = N_("The call at {at} lies in the future; correct the time.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Callee:
    """Somebody who can be rung."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One line of the call list of a warning.

    Attributes:
        position: Place in the list.
        person_id: Of the directory; None for a post without a known person.
        name, phone: Who is rung first; deputy and neighbour are rung when nobody answers.
        stage: Who is to be rung now.
        rounds: How often was rung.
        replied: What was answered.
    """

    id: UUID
    warning_id: UUID
    position: int
    name: str
    begun_at: datetime
    person_id: UUID | None = None
    post: str = ""
    organisation: str = ""
    area_code: str = ""
    phone: str = ""
    deputy_name: str = ""
    deputy_phone: str = ""
    neighbour_name: str = ""
    neighbour_phone: str = ""
    stage: Stage = Stage.FIRST
    state: CallState = CallState.OPEN
    rounds: int = 0
    next_try_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: str = ""
    replied: str = ""
    drill_id: UUID | None = None
    version: int = 1

    @property
    def callee(self) -> Callee:
        """Who is to be rung now; whoever is not known is passed over."""
        known = {
            Stage.FIRST: Callee(name=self.name, phone=self.phone),
            Stage.DEPUTY: Callee(name=self.deputy_name, phone=self.deputy_phone),
            Stage.NEIGHBOUR: Callee(name=self.neighbour_name, phone=self.neighbour_phone),
        }
        for stage in reversed(STAGES[: STAGES.index(self.stage) + 1]):
            if known[stage].name:
                return known[stage]
        return known[Stage.FIRST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One ring.

    Attributes:
        id: Made by the client, so that sending again notes it once.
        callee, phone: Who was rung, as it was then.
        caller: The officer.
        channel: Code of the dictionary `warning_channel`.
    """

    id: UUID
    call_id: UUID
    outcome: Outcome
    called_at: datetime
    answered_at: datetime | None = None
    round: int = 0
    stage: Stage = Stage.FIRST
    callee: str = ""
    phone: str = ""
    caller: str = ""
    channel: str = "phone"
    replied: str = ""
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long to wait for an answer, from the rule rows."""

    deputy: timedelta
    neighbour: timedelta
    again: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCounts:
    """How far the call list of a warning has come, in lines.

    Attributes:
        waiting: Open and without an answer; what was ended without one is neither.
    """

    listed: int
    answered: int
    waiting: int


def stage_at(call: Call, limits: Limits, at: datetime) -> Stage:
    """Return who is to be rung at a moment while nobody has answered."""
    waited = at - call.begun_at
    if waited >= limits.neighbour:
        return Stage.NEIGHBOUR
    return Stage.DEPUTY if waited >= limits.deputy else Stage.FIRST


def is_answer(outcome: Outcome) -> bool:
    """Say whether somebody took the warning."""
    return outcome in (Outcome.ANSWERED, Outcome.FORWARDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How many answered, and in time.

    Attributes:
        share: Answered within the limit, of the whole list; None for an empty list.
    """

    listed: int
    answered: int
    in_time: int
    open: int

    @property
    def share(self) -> float | None:
        """Answered within the limit, of the whole list; None for an empty list."""
        return self.in_time / self.listed if self.listed else None


def statistics(calls: Iterable[Call], limit: timedelta) -> Statistics:
    """Return how many of a list answered, and within the limit."""
    listed = tuple(calls)
    answered = [one for one in listed if one.answered_at is not None]
    in_time = [one for one in answered if one.answered_at - one.begun_at <= limit]  # type: ignore[operator]  # as above
    still_open = [one for one in listed if one.state is CallState.OPEN]
    return Statistics(
        listed=len(listed), answered=len(answered), in_time=len(in_time), open=len(still_open)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Who is on a list before it is a list: an organisation with its people in calling order."""

    organisation: Organisation
    people: tuple[Person, ...]


def listed(
    organisations: Iterable[Organisation],
    people: Iterable[Person],
    areas: frozenset[str],
    posts: Sequence[str],
) -> tuple[Listed, ...]:
    """Return the units of the covered areas and whom to ring there, by the order of the posts.

    Args:
        areas: Codes of the covered areas.
        posts: Words of the posts that are called, the first one first.
    """
    by_unit: dict[UUID | None, list[Person]] = {}
    for one in people:
        if one.is_active and _rank(one.post, posts) is not None:
            by_unit.setdefault(one.organisation_id, []).append(one)
    units = [
        one
        for one in organisations
        if one.is_active and one.area_code in areas and one.id in by_unit
    ]
    return tuple(
        Listed(
            organisation=one,
            people=tuple(
                sorted(by_unit[one.id], key=lambda person: (_rank(person.post, posts), person.name))
            ),
        )
        for one in sorted(units, key=lambda unit: (len(unit.area_code), unit.area_code, unit.name))
    )


def _rank(post: str, posts: Sequence[str]) -> int | None:
    return next((place for place, word in enumerate(posts) if word in post), None)


def neighbour(
    unit: Organisation, organisations: Iterable[Organisation], words: Sequence[str]
) -> Organisation | None:
    """Return whom to ask to go and knock: a unit of the same township with a phone.

    Args:
        words: What such units are called, the best first.
    """
    township = unit.area_code[:9]
    near = [
        one
        for one in organisations
        if one.is_active
        and one.phone
        and one.id != unit.id
        and one.area_code.startswith(township)
        and _rank(one.name, words) is not None
    ]
    return min(near, key=lambda one: (_rank(one.name, words), one.name), default=None)

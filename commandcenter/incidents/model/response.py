"""The emergency response (应急响应): what a county is at because of a hazard, act by act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.incidents.model.response_checks import (
    check_filled,
    check_lengths,
    check_past,
)
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_

ANY = "*"


class Stage(StrEnum):
    """What a response stands at; the six stages of the matrix are the same six."""

    WATCH = "watch"  # 关注, before any response
    FOURTH = "IV"
    THIRD = "III"
    SECOND = "II"
    FIRST = "I"
    ENDED = "ended"  # 解除恢复

    @property
    def rank(self) -> int:
        """0 for the highest; an ended one is the last."""
        return _RANKS[self]


_ORDER = (Stage.FIRST, Stage.SECOND, Stage.THIRD, Stage.FOURTH, Stage.WATCH, Stage.ENDED)
_RANKS = {stage: rank for rank, stage in enumerate(_ORDER)}
ACTIVE = tuple(stage for stage in Stage if stage is not Stage.ENDED)
# Which stage may follow which; None stands for a response that is new.
STEPS: dict[Stage | None, tuple[Stage, ...]] = {
    None: ACTIVE,
    **{old: tuple(new for new in Stage if new is not old) for old in ACTIVE},
}


class Act(StrEnum):
    """What a row of the history of a response does."""

    ACTIVATE = "activate"  # 启动
    RAISE = "raise"  # 提升
    LOWER = "lower"  # 降低
    END = "end"  # 终止


class Basis(StrEnum):
    """What a decision rests on."""

    WARNING = "warning"  # a warning, by its identifier
    THRESHOLD = "threshold"  # a reading that went over a threshold
    TEXT = "text"  # anything else, in words


class ResponseEnded(Rejected):
    """What has ended stays so; a new response is a new record."""

    sentence = N_("Response {number} has ended. Activate a new one.")


class ResponseThere(Rejected):
    """One event has one response to a hazard; a second one would be called up twice."""

    sentence = N_("Response {number} to this is in force already. Raise or lower that one.")


class SameLevel(Rejected):
    """A change that changes nothing would hide the real ones."""

    sentence = N_("Response {number} is at this level already.")


class BeforeLastAct(Rejected):
    """The acts of a response follow each other."""

    sentence = N_("The last act was at {last}; give a later time.")


class NotBegun(Rejected):
    """A response begins at a level."""

    sentence = N_("A response cannot begin with its end. Choose a level.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a response is about, once and for all.

    Attributes:
        id: Made by the client, so that sending again activates once.
        hazard: Code of the dictionary `hazard_kind`.
        title: Such as the name of a typhoon; may be empty.
        incident_id: The incident it belongs to, if it does not stand alone.
    """

    id: UUID
    hazard: str
    title: str = ""
    incident_id: UUID | None = None
    drill_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decree:
    """One decision about a response.

    Attributes:
        id: Of the act, made by the client.
        basis: Identifier of the warning, the reading, or words.
        decided_by: Post that decides, such as 县防指常务副指挥.
        approver: Name of the person who approved it.
        areas: Codes of the areas it holds for; none means the whole county.
        actions: What is to be done, a line for each.
        notified: Who was told, a line for each.
        at: From when it holds, as claimed; None means now.
    """

    id: UUID
    stage: Stage
    basis_kind: Basis = Basis.TEXT
    basis: str
    decided_by: str
    approver: str
    areas: frozenset[str] = frozenset()
    actions: str = ""
    notified: str = ""
    doc_no: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """One row of the history of a response; none is ever changed.

    Attributes:
        before: The stage until then; None for the first.
        by: Who recorded it.
        recorded_at: The database's time.
    """

    seq: int
    act: Act
    before: Stage | None
    at: datetime
    by: str
    recorded_at: datetime
    decree: Decree


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A response with its history.

    Attributes:
        number: Of a gapless series per year, drills apart.
        stage: What it stands at now.
        since: From when it stands at this stage.
        history: Every act, in the order they were recorded.
    """

    opening: Opening
    number: str
    stage: Stage
    started_at: datetime
    since: datetime
    ended_at: datetime | None = None
    history: tuple[ActRow, ...] = ()

    @property
    def id(self) -> UUID:
        """Its identifier."""
        return self.opening.id

    @property
    def is_active(self) -> bool:
        """Whether it has not ended."""
        return self.stage is not Stage.ENDED

    @property
    def decree(self) -> Decree:
        """The decision it stands on now."""
        return self.history[-1].decree

    def elapsed(self, at: datetime) -> timedelta:
        """Return how long it has lasted by a moment, or lasted in all."""
        return (self.ended_at or at) - self.started_at


def act_between(before: Stage | None, after: Stage) -> Act:
    """Return what leads from one stage to another."""
    if before is None:
        return Act.ACTIVATE
    if after is Stage.ENDED:
        return Act.END
    return Act.RAISE if after.rank < before.rank else Act.LOWER


def check_opening(opening: Opening) -> None:
    """Refuse a response of nothing.

    Raises:
        EmptyField, OverlongField: One of its fields.
    """
    check_filled(opening, ("hazard",))
    check_lengths(opening)


def check_single(opening: Opening, decree: Decree, active: Iterable[Response]) -> None:
    """Refuse a second response to the same hazard that comes from the same event.

    What comes from neither an incident nor a warning may be another event.

    Raises:
        ResponseThere: Nothing was written.
    """
    origin = _origin(opening, decree)
    for one in active:
        is_same = one.opening.hazard == opening.hazard
        if origin and is_same and _origin(one.opening, one.history[0].decree) == origin:
            raise ResponseThere(number=one.number)


def _origin(opening: Opening, decree: Decree) -> UUID | str | None:
    if opening.incident_id is not None:
        return opening.incident_id
    return decree.basis.strip() if decree.basis_kind is Basis.WARNING else None


def check_decree(decree: Decree, *, now: datetime) -> None:
    """Refuse a decision nobody could answer for.

    Raises:
        EmptyField, OverlongField, NotYet: One of its fields.
    """
    check_filled(decree, ("basis", "decided_by", "approver"))
    check_lengths(decree, long=("basis", "actions", "notified"))
    check_past(decree.at, now=now)


def check_step(one: Response, after: Stage, at: datetime) -> None:
    """Refuse an act that a response cannot take.

    Raises:
        ResponseEnded, SameLevel, BeforeLastAct: Which rule forbids it.
    """
    if not one.is_active:
        raise ResponseEnded(number=one.number)
    if after is one.stage:
        raise SameLevel(number=one.number)
    if at < one.since:
        raise BeforeLastAct(last=minute(one.since))


def suggested(codes: Iterable[str], hazard: str, severity: Severity) -> Stage | None:
    """Return the level that the county's table suggests for a warning.

    Args:
        codes: Of the dictionary `response_suggestion`, each `hazard:colour:level`; a row of
            this very hazard goes before a row of any (`*`).
    """
    rows = dict(_suggestion(code) for code in codes if code.count(":") == 2)  # noqa: PLR2004 - three fields
    for wanted in (hazard, ANY):
        level = rows.get((wanted, severity.value))
        if level in set(ACTIVE):
            return Stage(level)
    return None


def _suggestion(code: str) -> tuple[tuple[str, str], str]:
    hazard, colour, level = code.split(":")
    return (hazard, colour), level


def response_number(year: int, serial: int, *, is_drill: bool) -> str:
    """Return the printed number: one gapless series per year, drills apart."""
    return f"{'YLXY' if is_drill else 'XY'}-{year}-{serial:03d}"

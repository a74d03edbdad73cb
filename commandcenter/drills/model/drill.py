"""Drills (演练): what is practised, why, by whom, where and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commandcenter.drills.model.plan import Tier


class Content(StrEnum):
    """What a drill covers (AQ/T 9007-2019)."""

    COMPREHENSIVE = "comprehensive"  # 综合演练
    SINGLE = "single"  # 单项演练


class Form(StrEnum):
    """How it is carried out (AQ/T 9007-2019)."""

    LIVE = "live"  # 实战演练
    TABLETOP = "tabletop"  # 桌面演练


class Purpose(StrEnum):
    """What it is for."""

    TEST = "test"  # 检验性
    SHOW = "show"  # 示范性
    STUDY = "study"  # 研究性


class State(StrEnum):
    """Where a drill stands."""

    PLANNED = "planned"  # 计划
    READY = "ready"  # 准备完成
    RUNNING = "running"  # 进行中
    ENDED = "ended"  # 已结束，待评估
    CLOSED = "closed"  # 已归档
    CANCELLED = "cancelled"  # 取消


# What may follow a state; a drill that was held without the program goes from planned to ended.
STEPS: dict[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.READY, State.RUNNING, State.ENDED, State.CANCELLED}),
    State.READY: frozenset({State.PLANNED, State.RUNNING, State.ENDED, State.CANCELLED}),
    State.RUNNING: frozenset({State.ENDED}),
    State.ENDED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset({State.ENDED}),
    State.CANCELLED: frozenset({State.PLANNED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """One drill, from the row of the annual plan to the archive.

    Attributes:
        number: Running number within the annual plan of its year.
        title: 演练名称.
        subject: 演练科目.
        theme: Code of the dictionary `drill_theme`, such as 自然灾害.
        is_unscripted: 无脚本.
        is_unannounced: 不预先通知.
        hazard: Code of the dictionary `hazard_kind`.
        lead_org: 牵头单位, as printed.
        month: 1 to 12, or 0 where nothing was set; the month of `begins_at` if that is set.
        begins_at: When it is to begin; None while only the month is set.
        ends_at: When it is to end; None while only the month is set.
        expected: People expected (预计人数).
        headcount: People who took part (参演人数); needed to close a drill.
        budget_yuan: 经费.
        aims: Purpose and requirements.
        scenario: 情景.
        course: Main steps.
        safety: Safety measures, and how the drill is broken off.
        supplies: 物资清单.
        communications: Channels and calls.
        support: Technical and support conditions.
        review: How it is evaluated and summed up.
        risk_point: Risk point or firm it is about.
        summary: Of the summary report: what went well and what did not.
        lessons: Of the summary report: lessons and advice.
        began_at: When it began; evaluated drills only differ from the plan here.
        ended_at: When it ended.
        series_id: The recurrence it came from.
        copied_from: The drill it was copied from.
    """

    id: UUID
    year: int
    number: int
    title: str
    subject: str = ""
    theme: str = ""
    content: Content = Content.SINGLE
    form: Form = Form.LIVE
    purpose: Purpose = Purpose.TEST
    is_unscripted: bool = False
    is_unannounced: bool = False
    hazard: str = ""
    tier: Tier = Tier.COUNTY
    lead_org: str = ""
    organisation_id: UUID | None = None
    place: str = ""
    area_code: str = ""
    lon: float | None = None
    lat: float | None = None
    month: int = 0
    begins_at: datetime | None = None
    ends_at: datetime | None = None
    expected: int = 0
    headcount: int | None = None
    budget_yuan: int | None = None
    state: State = State.PLANNED
    aims: str = ""
    scenario: str = ""
    course: str = ""
    safety: str = ""
    supplies: str = ""
    communications: str = ""
    support: str = ""
    review: str = ""
    risk_point: str = ""
    summary: str = ""
    lessons: str = ""
    began_at: datetime | None = None
    ended_at: datetime | None = None
    series_id: UUID | None = None
    copied_from: UUID | None = None
    version: int = 1


def times(drill: Drill) -> tuple[datetime | None, datetime | None]:
    """Return from when until when a drill is held; None for what nobody knows.

    What was held counts as it was, wherever it had been planned. One that runs lasts from when
    it began for as long as was planned.
    """
    if drill.began_at is None:
        return drill.begins_at, drill.ends_at
    if drill.ended_at is not None or drill.begins_at is None or drill.ends_at is None:
        return drill.began_at, drill.ended_at
    return drill.began_at, drill.began_at + (drill.ends_at - drill.begins_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOfDrill:
    """A plan that a drill practises; one drill may serve several."""

    id: UUID
    drill: UUID
    plan_id: UUID
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What a drill is to show, and how one can tell.

    Attributes:
        number: 1, 2, …; printed as O1, O2, …
        criteria: How one can tell that it was reached.
        is_specific: Of the SMART check list, like the four that follow.
    """

    id: UUID
    drill: UUID
    number: int
    text: str
    criteria: str = ""
    is_specific: bool = False
    is_measurable: bool = False
    is_achievable: bool = False
    is_relevant: bool = False
    is_timed: bool = False
    version: int = 1


class Part(StrEnum):
    """Role on the day of a drill."""

    PLAYER = "player"  # 演习人员
    CONTROLLER = "controller"  # 控制人员
    SIMULATOR = "simulator"  # 模拟人员
    EVALUATOR = "evaluator"  # 评价人员
    OBSERVER = "observer"  # 观摩人员


class Who(StrEnum):
    """What takes part."""

    ORGANISATION = "organisation"
    TEAM = "team"
    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A unit, team or person with a role in a drill.

    Attributes:
        ref: Id of the organisation, team or person; None for what is in no list.
        name: As printed.
        group: Code of the dictionary `drill_group`, such as 策划与导调组; may be empty.
        task: What it has to do.
        headcount: How many people it brings.
        contact: Phone or radio call.
    """

    id: UUID
    drill: UUID
    who: Who
    ref: UUID | None
    name: str
    part: Part = Part.PLAYER
    group: str = ""
    task: str = ""
    headcount: int = 0
    contact: str = ""
    version: int = 1

"""The year of drills: how often, when not, what recurs; training and publicity beside it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from commandcenter.drills.model.plan import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyRule:
    """How often plans have to be drilled; a row the county may change.

    Attributes:
        code: Of a shipped rule; stays for good.
        plan_kind: Code of the dictionary `plan_kind`; empty for any.
        tier: Whose plans; None for any.
        only_high_risk: For firms with high risks and crowded places alone.
        months: At least once within so many months.
        warn_days: So many days before it is due it is warned of.
        basis: Where it comes from, and whether that was verified.
    """

    id: UUID
    code: str
    title: str
    plan_kind: str = ""
    tier: Tier | None = None
    only_high_risk: bool = False
    months: int
    warn_days: int
    basis: str
    is_active: bool = True
    version: int = 1


class PeriodKind(StrEnum):
    """What a stretch of the calendar is."""

    ANCHOR = "anchor"  # drills belong here: 5·12, safety month, before the flood
    BLOCKED = "blocked"  # key periods without large drills
    RISK = "risk"  # forces are needed: main flood season


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of the calendar that matters to the annual plan.

    Attributes:
        year: Of that year alone; None for each year.
        from_month: With `from_day` its first day.
        to_month: With `to_day` its last day; before the first for one over the new year.
    """

    id: UUID
    kind: PeriodKind
    title: str
    year: int | None
    from_month: int
    from_day: int
    to_month: int
    to_day: int
    basis: str = ""
    is_active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A recurring drill.

    Attributes:
        rrule: Of RFC 5545, such as FREQ=MONTHLY;BYDAY=1TU.
        begins_on: First day.
        model_id: The drill that is repeated.
    """

    id: UUID
    title: str
    rrule: str
    begins_on: date
    model_id: UUID
    is_active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Training or publicity, as counted.

    Attributes:
        kind: Code of the dictionary `activity_kind`.
        organiser: As printed.
        times: How often, such as 2 for two lectures on one day.
        headcount: People reached; 0 where nobody was counted.
        amount: Of what is handed out or put up, such as leaflets; 0 for none.
    """

    id: UUID
    kind: str
    title: str
    on: date
    organiser: str = ""
    area_code: str = ""
    times: int = 1
    headcount: int = 0
    amount: int = 0
    remarks: str = ""
    version: int = 1

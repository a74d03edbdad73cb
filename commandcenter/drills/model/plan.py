"""Emergency plans (预案): what is to be done at which level, and until when it holds."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

MAX_LINE = 200
MAX_TEXT = 4_000


class Tier(StrEnum):
    """How large the unit is that a plan or a drill belongs to."""

    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"
    ENTERPRISE = "enterprise"
    WORKSHOP = "workshop"  # 车间
    TEAM = "team"  # 班组


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An emergency plan of the county, a township or a firm.

    Attributes:
        kind: Code of the dictionary `plan_kind`.
        edition: Such as 2026版.
        hazard: Code of the dictionary `hazard_kind`; empty for a general plan.
        org: Whose plan it is, as printed.
        approved_by: Who approved it; empty for a plan that was not approved yet.
        review_due: Until when it has to be looked through again.
        is_high_risk: Of a firm with high risks or a crowded place, drilled more often.
        replaces: The edition it took the place of.
        is_active: Whether it still holds.
    """

    id: UUID
    kind: str
    title: str
    doc_no: str = ""
    edition: str = ""
    hazard: str = ""
    tier: Tier = Tier.COUNTY
    org: str = ""
    organisation_id: UUID | None = None
    area_code: str = ""
    is_high_risk: bool = False
    approved_by: str = ""
    approved_on: date | None = None
    review_due: date | None = None
    remarks: str = ""
    replaces: UUID | None = None
    is_active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLevel:
    """What a plan orders at one level of response.

    Attributes:
        level: I to IV, or empty for what holds at each level.
        conditions: When the level applies.
        actions: What has to be done, one action a line.
    """

    id: UUID
    plan_id: UUID
    position: int
    level: str
    conditions: str = ""
    actions: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that belongs to a plan, a drill, an observation or a corrective action.

    Attributes:
        about: What it belongs to.
        sha256: Under which its bytes lie in the attachment store.
        name: As the officer's file was called; a label only, never a path.
        size: Bytes.
    """

    id: UUID
    about: UUID
    sha256: str
    name: str
    media_type: str
    size: int
    version: int = 1

"""Codes of what is weighed in a proposal; apart from the arithmetic, which loads slowly."""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where a travel time comes from."""

    ROAD = "road"
    STRAIGHT = "straight"
    UNKNOWN = "unknown"


class Code(StrEnum):
    """Something that speaks for or against a team; its value is in the unit of the name."""

    COMMITTED = "committed"  # number of the open dispatch
    BLOCKED = "blocked"  # state that nobody is sent in
    HAZARD_MISSING = "hazard_missing"  # code of the hazard
    SKILL_MISSING = "skill_missing"  # code of the skill
    HAZARD = "hazard"  # code of the hazard it is made for
    SKILL = "skill"  # code of a needed skill it has
    PRIMARY = "primary"  # code of the needed skill that is its primary one
    NOT_PRIMARY = "not_primary"
    GRADE = "grade"  # its best grade in a needed skill
    UNGRADED = "ungraded"
    STATE = "state"  # what it is doing, if it is not simply ready
    STALE = "stale"  # seconds since anybody heard of it; infinite if never
    BEYOND_RADIUS = "beyond_radius"  # km it is farther away than it serves
    NO_POSITION = "no_position"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that was weighed, as code and value.

    Attributes:
        cost_s: Seconds it adds to the arrival in the ranking.
    """

    code: Code
    value: str | float = ""
    cost_s: int = 0

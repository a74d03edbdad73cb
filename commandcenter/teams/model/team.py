"""A rescue team, its people and what it has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from commandcenter.kernel.words import N_
from commandcenter.teams.model.readiness import Readiness


class Employment(StrEnum):
    """How somebody belongs to a team (防消联勤, 专兼结合)."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    VOLUNTEER = "volunteer"


EMPLOYMENT_WORDS: dict[Employment, str] = {
    Employment.FULL_TIME: N_("Full-time"),
    Employment.PART_TIME: N_("Part-time"),
    Employment.VOLUNTEER: N_("Volunteer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team of the roster.

    What it counts (people, vehicles, equipment) is computed, never typed.

    Attributes:
        number: Of the county's own series, unique.
        category: Code of the dictionary `team_category`.
        hazards: Codes of the dictionary `hazard_kind` it works at.
        skills: Codes of the dictionary `team_skill` besides the primary one.
        area_code: Where it is based (GB/T 2260).
        lon: WGS-84 degrees.
        lat: WGS-84 degrees.
        self_sustain_hours: How long it works without supply.
        muster_minutes: From the call until it stands assembled.
        radius_km: How far it serves; 0 means without limit.
        strength_norm: Code of the norm its headcount is held against; empty means none.
        insured_to: Last day of its accident insurance.
        is_retired: No longer used; history stays.
    """

    id: UUID
    number: str
    name: str
    short_name: str = ""
    category: str = ""
    sub_category: str = ""
    primary_skill: str = ""
    skills: frozenset[str] = frozenset()
    hazards: frozenset[str] = frozenset()
    owner: str = ""
    supervisor: str = ""
    established_on: date | None = None
    area_code: str = ""
    address: str = ""
    lon: float | None = None
    lat: float | None = None
    leader: str = ""
    leader_phone: str = ""
    deputy: str = ""
    deputy_phone: str = ""
    duty_phone: str = ""
    satellite_phone: str = ""
    radio_channel: str = ""
    self_sustain_hours: int = 0
    muster_minutes: int = 0
    radius_km: int = 0
    strength_norm: str = ""
    insured_to: date | None = None
    last_drill_on: date | None = None
    remarks: str = ""
    is_retired: bool = False
    version: int = 1

    @property
    def all_skills(self) -> frozenset[str]:
        """The primary skill and the others."""
        return self.skills | {self.primary_skill} - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of a team.

    Attributes:
        id_number: Masked, such as `110105********002X`; the whole one is never stored.
        source: Where the person comes from, such as militia or veterans.
        certificate: Name and number of the paper that proves the skill.
        valid_to: Last day of the certificate.
    """

    id: UUID
    team_id: UUID
    name: str
    employment: Employment = Employment.FULL_TIME
    post: str = ""
    phone: str = ""
    id_number: str = ""
    skill: str = ""
    certificate: str = ""
    valid_to: date | None = None
    blood_type: str = ""
    source: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """A kind of thing a team has.

    Attributes:
        code: Seven digits (GB/T 38565) or empty.
        state: Code of the dictionary `equipment_state`.
        valid_to: Last day it may be used without a new check.
    """

    id: UUID
    team_id: UUID
    name: str
    code: str = ""
    quantity: int = 1
    unit: str = ""
    model: str = ""
    state: str = ""
    checked_on: date | None = None
    valid_to: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A vehicle or boat of a team.

    Attributes:
        valid_to: Last day of its inspection or insurance, whichever ends first.
    """

    id: UUID
    team_id: UUID
    plate: str
    kind: str = ""
    seats: int = 0
    load: str = ""
    state: str = ""
    valid_to: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A grading of a team; grade 1 is the highest (YJ/T 1.1 to 1.6).

    Attributes:
        direction: Code of the dictionary `team_skill`.
    """

    id: UUID
    team_id: UUID
    direction: str
    grade: int
    score: str = ""
    assessed_on: date | None = None
    valid_to: date | None = None
    assessor: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What a team or firm has promised: mutual aid or a contract.

    Attributes:
        kind: Code of the dictionary `agreement_kind`.
        partner: With whom, such as the neighbouring county.
    """

    id: UUID
    team_id: UUID
    kind: str
    partner: str
    contact: str = ""
    phone: str = ""
    signed_on: date | None = None
    valid_to: date | None = None
    remarks: str = ""
    version: int = 1


Part: TypeAlias = Member | Equipment | Vehicle | Assessment | Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything about one team at one moment."""

    team: Team
    members: tuple[Member, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything but the team itself."""
        return (
            *self.members,
            *self.equipment,
            *self.vehicles,
            *self.assessments,
            *self.agreements,
        )

    def people(self) -> Mapping[Employment, int]:
        """Return how many people belong to the team, by how they belong."""
        return {kind: sum(one.employment is kind for one in self.members) for kind in Employment}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A team as a row of the roster, with what is counted.

    Attributes:
        people: By how they belong.
        pieces: Of equipment.
        next_expiry: The earliest last day of anything it holds.
        readiness: What was said last about it; None if nothing ever was.
        is_stale: Whether that was too long ago to be relied on.
    """

    team: Team
    people: Mapping[Employment, int] = field(default_factory=dict)
    vehicles: int = 0
    pieces: int = 0
    next_expiry: date | None = None
    readiness: Readiness | None = None
    is_stale: bool = True

    @property
    def headcount(self) -> int:
        """How many people it has."""
        return sum(self.people.values())

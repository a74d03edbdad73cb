"""What speaks against the time of a drill, and how that is said."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commandcenter.kernel.words import N_, Translate


class ClashKind(StrEnum):
    """What is wrong with the time of a drill."""

    TEAM = "team"
    PERSON = "person"
    PLACE = "place"
    LEAD = "lead"  # the same lead unit
    UNIT = "unit"  # another unit that takes part in both
    ON_DUTY = "on_duty"
    AWAY = "away"  # a team that is out, or not ready
    BLOCKED = "blocked"
    RISK = "risk"
    HOLIDAY = "holiday"
    WORKDAY = "workday"  # a weekend day that was made a workday (调休)
    TOWNSHIP = "township"  # twice in one township on one day
    BACKWARDS = "backwards"
    OUTSIDE = "outside"


class Weight(StrEnum):
    """How much it speaks against it."""

    BLOCK = "block"
    WARN = "warn"


WEIGHTS: dict[ClashKind, Weight] = {
    ClashKind.TEAM: Weight.BLOCK,
    ClashKind.PERSON: Weight.BLOCK,
    ClashKind.PLACE: Weight.BLOCK,
    ClashKind.LEAD: Weight.WARN,
    ClashKind.UNIT: Weight.WARN,
    ClashKind.ON_DUTY: Weight.BLOCK,
    ClashKind.AWAY: Weight.WARN,
    ClashKind.BLOCKED: Weight.BLOCK,
    ClashKind.RISK: Weight.WARN,
    ClashKind.HOLIDAY: Weight.WARN,
    ClashKind.WORKDAY: Weight.WARN,
    ClashKind.TOWNSHIP: Weight.WARN,
    ClashKind.BACKWARDS: Weight.BLOCK,
    ClashKind.OUTSIDE: Weight.BLOCK,
}
CLASH_WORDS: dict[ClashKind, str] = {
    ClashKind.TEAM: N_("Team in two drills"),
    ClashKind.PERSON: N_("Person in two drills"),
    ClashKind.PLACE: N_("Place taken"),
    ClashKind.LEAD: N_("Lead unit has two drills"),
    ClashKind.UNIT: N_("Unit in two drills"),
    ClashKind.ON_DUTY: N_("Person on watch"),
    ClashKind.AWAY: N_("Team not available"),
    ClashKind.BLOCKED: N_("Blocked period"),
    ClashKind.RISK: N_("Forces are needed"),
    ClashKind.HOLIDAY: N_("Public holiday"),
    ClashKind.WORKDAY: N_("Adjusted workday"),
    ClashKind.TOWNSHIP: N_("Twice in one township"),
    ClashKind.BACKWARDS: N_("Ends before it begins"),
    ClashKind.OUTSIDE: N_("Outside the year"),
}
_SENTENCES: dict[ClashKind, str] = {
    ClashKind.TEAM: N_("{what} is in '{other}' at the same time."),
    ClashKind.PERSON: N_("{what} is in '{other}' at the same time."),
    ClashKind.PLACE: N_("'{other}' is at {what} at the same time."),
    ClashKind.LEAD: N_("{what} leads '{other}' at the same time."),
    ClashKind.UNIT: N_("{what} takes part in '{other}' at the same time."),
    ClashKind.ON_DUTY: N_("{what} is on watch then: {other}."),
    ClashKind.AWAY: N_("{what} is not available: {other}."),
    ClashKind.BLOCKED: N_("No drills in this period: {what}."),
    ClashKind.RISK: N_("Teams have to stand ready in this period: {what}."),
    ClashKind.HOLIDAY: N_("This is a public holiday: {what}."),
    ClashKind.WORKDAY: N_("This weekend day is a workday: {what}."),
    ClashKind.TOWNSHIP: N_("'{other}' is in the same township on the same day."),
    ClashKind.BACKWARDS: N_("The drill ends before it begins."),
    ClashKind.OUTSIDE: N_("The drill is not in the year of its plan."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One thing that speaks against the time of a drill.

    Attributes:
        drill: The drill; of two the one that stands first in the year.
        title: Of the drill.
        what: Who or what is wanted twice, or which day or period it is.
        other: The other side, as printed: a drill, a shift, what keeps a team away.
        other_id: The other drill; None if the other side is none.
        begins_at: From when both sides meet, …
        ends_at: … until when.
    """

    kind: ClashKind
    drill: UUID
    title: str
    begins_at: datetime
    ends_at: datetime
    what: str = ""
    other: str = ""
    other_id: UUID | None = None

    @property
    def weight(self) -> Weight:
        """Whether it forbids the time or only warns of it."""
        return WEIGHTS[self.kind]

    def said(self, words: Translate) -> str:
        """Return it as one sentence, seen from the drill."""
        return words(_SENTENCES[self.kind]).format(what=self.what, other=self.other)

    def touches(self, drill_id: UUID) -> bool:
        """Say whether a drill is one of its sides."""
        return drill_id in (self.drill, self.other_id)

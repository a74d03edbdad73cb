"""Until when the county has to report, to whom, by which rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from commandcenter.incidents.model.incident import EventClass
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.standard import check_basis
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

OWN_TIER = "county"
LONGEST = timedelta(days=366)


class BadReportRule(Rejected):
    """A rule of reporting that nobody could follow."""

    sentence = N_("The rule needs a name, a limit between 1 second and {days} days and a period.")


class Step(StrEnum):
    """What has to be done within a limit."""

    ORAL = "oral"  # 口头报告
    TEXT = "text"  # 书面报告
    SYSTEM = "system"  # 系统首报
    FOLLOW_UP = "follow_up"  # 续报


class ClockFrom(StrEnum):
    """From when a limit is counted."""

    LEARNED = "learned"  # 获悉
    OCCURRED = "occurred"
    PREVIOUS = "previous"  # the report before


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRule:
    """Within which time something has to be reported.

    Attributes:
        code: Names it for good; a later row with the same code replaces an earlier one.
        event_class: None for all.
        min_level: For incidents of this level and above.
        from_tier: Who reports, such as `county`.
        to_tier: To whom, such as `city`.
        basis: The text it is taken from, or that it could not be verified.
        valid_to: First day it no longer holds.
    """

    code: str
    step: Step
    limit: timedelta
    event_class: EventClass | None = None
    min_level: Level = Level.ORDINARY
    from_tier: str = OWN_TIER
    to_tier: str = ""
    clock_from: ClockFrom = ClockFrom.LEARNED
    basis: str = ""
    valid_from: date = date(2020, 1, 1)
    valid_to: date | None = None
    is_active: bool = True

    def holds(self, event_class: EventClass, level: Level, *, on: date) -> bool:
        """Whether the county has to keep it for an incident on a day."""
        is_valid = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        is_about = self.event_class in (None, event_class) and level.rank >= self.min_level.rank
        return self.is_active and is_valid and is_about and self.from_tier == OWN_TIER


def applying(
    rules: Iterable[ReportRule], event_class: EventClass, level: Level, *, on: date
) -> tuple[ReportRule, ...]:
    """Return the rules to be kept for an incident, the strictest first.

    Args:
        level: That by which it is reported, see `Incident.reporting_level`.
    """
    held = (one for one in rules if one.holds(event_class, level, on=on))
    return tuple(sorted(held, key=lambda one: (one.limit, one.code)))


def strictest(rules: Iterable[ReportRule]) -> dict[Step, ReportRule]:
    """Return the rule that counts for each step; all others are kept by keeping it."""
    found: dict[Step, ReportRule] = {}
    for one in rules:
        if one.step not in found or one.limit < found[one.step].limit:
            found[one.step] = one
    return found


def check_report_rule(rule: ReportRule) -> None:
    """Refuse a rule that nobody could follow.

    Raises:
        BadReportRule: What has to be put right first.
        BasisMissing: Nobody could say where it is from.
    """
    is_period = rule.valid_to is None or rule.valid_from < rule.valid_to
    is_limit = timedelta(seconds=1) <= rule.limit <= LONGEST
    if not rule.code.strip() or not is_period or not is_limit:
        raise BadReportRule(days=LONGEST.days)
    check_basis(rule.basis)

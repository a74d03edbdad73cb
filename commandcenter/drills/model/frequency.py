"""How often plans have to be drilled, and when each is due next."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.drills.model.checks import check_filled, check_range
from commandcenter.drills.model.drill import Drill, PlanOfDrill, State, times
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.model.year import FrequencyRule
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_

# What has been held, and what is still to come.
HELD = frozenset({State.ENDED, State.CLOSED})
AHEAD = frozenset({State.PLANNED, State.READY, State.RUNNING})
_MOST_MONTHS, _MOST_WARNING = 120, 3_650


class Standing(StrEnum):
    """How a plan stands against its rule."""

    OVERDUE = "overdue"
    NEVER = "never"
    WARNED = "warned"
    IN_TIME = "in_time"
    NO_RULE = "no_rule"


STANDING_WORDS: dict[Standing, str] = {
    Standing.OVERDUE: N_("Overdue"),
    Standing.NEVER: N_("Never drilled"),
    Standing.WARNED: N_("Due soon"),
    Standing.IN_TIME: N_("In time"),
    Standing.NO_RULE: N_("No rule"),
}
_URGENCY = {standing: place for place, standing in enumerate(Standing)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A plan, when it was drilled last and when it is due again.

    Attributes:
        rule: The strictest that fits; None if none does.
        last_on: When it was drilled last, with its drill; None if never.
        due_on: By when it has to be drilled; None without a rule, and for a plan that was
            never drilled and of which nobody knows since when it holds.
        warn_on: From when that is warned of.
        next_on: When it will be drilled next as planned, with its drill; the last day of the
            month where only a month is planned.
    """

    plan: Plan
    rule: FrequencyRule | None = None
    last_on: date | None = None
    last_id: UUID | None = None
    due_on: date | None = None
    warn_on: date | None = None
    next_on: date | None = None
    next_id: UUID | None = None

    def standing(self, on: date) -> Standing:
        """Return how it stands on a day."""
        if self.rule is None:
            return Standing.NO_RULE
        if self.due_on is not None and self.due_on < on:
            return Standing.OVERDUE
        if self.last_on is None:
            return Standing.NEVER
        is_near = self.warn_on is not None and self.warn_on <= on
        return Standing.WARNED if is_near else Standing.IN_TIME

    @property
    def is_planned_in_time(self) -> bool:
        """Whether its next drill is planned before it is due."""
        return self.next_on is not None and (self.due_on is None or self.next_on <= self.due_on)


def rule_for(plan: Plan, rules: Iterable[FrequencyRule]) -> FrequencyRule | None:
    """Return the strictest active rule that a plan falls under.

    All of them set a minimum, so that the shortest time satisfies each.
    """
    fitting = [one for one in rules if one.is_active and _fits(one, plan)]
    return min(fitting, key=lambda one: (one.months, one.code), default=None)


def _fits(rule: FrequencyRule, plan: Plan) -> bool:
    return (
        rule.plan_kind in ("", plan.kind)
        and rule.tier in (None, plan.tier)
        and (plan.is_high_risk or not rule.only_high_risk)
    )


def dues(
    plans: Sequence[Plan],
    drills: Mapping[UUID, Drill],
    links: Iterable[PlanOfDrill],
    rules: Sequence[FrequencyRule],
    *,
    on: date,
) -> tuple[Due, ...]:
    """Return when each plan in force is due, the most urgent first.

    A drill of an edition that was replaced counts for the one that took its place. One whose
    day is over without anybody saying that it was held is none that is still to come.
    """
    newest = _newest(plans)
    last: dict[UUID, tuple[date, UUID]] = {}
    ahead: dict[UUID, tuple[date, UUID]] = {}
    for link in links:
        drill = drills.get(link.drill)
        day = None if drill is None else day_of_plan(drill)
        if drill is None or day is None:
            continue
        plan_id = newest.get(link.plan_id, link.plan_id)
        if drill.state in HELD:
            last[plan_id] = max(last.get(plan_id, (day, drill.id)), (day, drill.id))
        elif drill.state is State.RUNNING or (drill.state in AHEAD and day >= on):
            ahead[plan_id] = min(ahead.get(plan_id, (day, drill.id)), (day, drill.id))
    found = [
        _due(plan, rule_for(plan, rules), last.get(plan.id), ahead.get(plan.id))
        for plan in plans
        if plan.is_active
    ]
    return tuple(sorted(found, key=lambda one: _urgency(one, on)))


def day_held(drill: Drill) -> date | None:
    """Return the day of a drill: as it was held, or else as planned; None without any day.

    A drill of which only the month is known counts from the first day of that month.
    """
    at, _ = times(drill)
    if at is not None:
        return day_of(at)
    return date(drill.year, drill.month, 1) if drill.month else None


def day_of_plan(drill: Drill) -> date | None:
    """Return the day by which a drill is held as planned; None without any.

    Where only the month is known that is its last day.
    """
    if times(drill)[0] is None and drill.month:
        last = monthrange(drill.year, drill.month)[1]
        return date(drill.year, drill.month, last)
    return day_held(drill)


def _newest(plans: Iterable[Plan]) -> dict[UUID, UUID]:
    """Return for each edition that was replaced the one that holds now."""
    after = {plan.replaces: plan.id for plan in plans if plan.replaces is not None}
    found = {}
    for plan_id in after:
        newest, seen = plan_id, set[UUID]()
        while newest in after and newest not in seen:
            seen.add(newest)
            newest = after[newest]
        found[plan_id] = newest
    return found


def _due(
    plan: Plan,
    rule: FrequencyRule | None,
    last: tuple[date, UUID] | None,
    ahead: tuple[date, UUID] | None,
) -> Due:
    since = last[0] if last else plan.approved_on
    due_on = months_after(since, rule.months) if rule and since else None
    return Due(
        plan=plan,
        rule=rule,
        last_on=last[0] if last else None,
        last_id=last[1] if last else None,
        due_on=due_on,
        warn_on=due_on - timedelta(days=rule.warn_days) if rule and due_on else None,
        next_on=ahead[0] if ahead else None,
        next_id=ahead[1] if ahead else None,
    )


def months_after(day: date, months: int) -> date:
    """Return the same day some months later; the last one of the month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _urgency(one: Due, on: date) -> tuple[object, ...]:
    plan = one.plan
    return (_URGENCY[one.standing(on)], one.due_on or date.max, plan.org, plan.title, str(plan.id))


def check(rule: FrequencyRule) -> None:
    """Refuse a rule that cannot be counted with.

    Raises:
        FieldEmpty, FigureOutOfRange: What has to be put right first.
    """
    check_filled(rule, ("title", "basis"))
    check_range(rule, {"months": (1, _MOST_MONTHS), "warn_days": (0, _MOST_WARNING)})

"""The clocks of an incident: until when it has to be reported, and by which rule."""

from collections.abc import Iterable
from datetime import datetime

from commandcenter.database.tx import Tx, WriteTx
from commandcenter.incidents.model.deadline import (
    ClockFrom,
    ReportRule,
    Step,
    applying,
    strictest,
)
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.report import ReportKind
from commandcenter.incidents.service import standards
from commandcenter.incidents.store import report as store
from commandcenter.kernel.times import day_of
from commandcenter.matters.model.clock import Clock, ClockKind
from commandcenter.matters.service import clocks

MAX_TITLE = 120


def rules_of(tx: Tx, one: Incident, *, at: datetime) -> tuple[ReportRule, ...]:
    """Return the rules by which an incident is reported, the strictest first."""
    rules = standards.report_rules_in(tx)
    return applying(rules, one.facts.event_class, one.reporting_level, on=day_of(at))


def begin(tx: WriteTx, one: Incident, *, since: datetime) -> None:
    """Start the clocks of what has to be reported and is not running yet.

    Args:
        since: When the county learned of what has to be reported.
    """
    for step, rule in strictest(rules_of(tx, one, at=tx.at)).items():
        if step is not Step.FOLLOW_UP:
            _start(tx, one, rule, at=_beginning(one, rule, since=since))


def _beginning(one: Incident, rule: ReportRule, *, since: datetime) -> datetime:
    """Return from when a limit is counted; *since* unless it is from the occurrence."""
    if rule.clock_from is ClockFrom.OCCURRED:
        return one.facts.occurred_at or since
    return since


def change(tx: WriteTx, before: Incident, after: Incident, *, since: datetime) -> None:
    """Let the clocks follow a level that rose or fell; what was reported stays reported."""
    old = strictest(rules_of(tx, before, at=tx.at))
    new = strictest(rules_of(tx, after, at=tx.at))
    codes = {rule.code for rule in new.values()}
    replaced = {clock.rule: clock for clock in _running(tx, after) if clock.rule not in codes}
    for step, rule in new.items():
        if old.get(step) == rule:
            continue
        previous = replaced.get(old[step].code) if step in old else None
        if step is not Step.FOLLOW_UP:
            _start(tx, after, rule, at=since)
        elif previous is not None:
            _start(tx, after, rule, at=previous.begun_at)
    for clock in replaced.values():
        reason = after.level.value
        _void(tx, after, clock, reason=reason)


def correct(tx: WriteTx, before: Incident, after: Incident) -> None:
    """Let the clocks follow facts that were put right: another class, another occurrence.

    What was reported stays reported; what still has to be is counted from when it was before,
    or from when the county learned of the incident if nothing was counted.
    """
    is_moved = before.facts.occurred_at != after.facts.occurred_at
    if before.facts.event_class == after.facts.event_class and not is_moved:
        return
    old = strictest(rules_of(tx, before, at=tx.at))
    new = strictest(rules_of(tx, after, at=tx.at))
    running = {clock.rule: clock for clock in _running(tx, after)}
    for step in Step:
        earlier, rule = old.get(step), new.get(step)
        is_from_occurred = rule is not None and rule.clock_from is ClockFrom.OCCURRED
        if earlier == rule and not (is_moved and is_from_occurred):
            continue
        clock = running.get(earlier.code) if earlier is not None else None
        if clock is not None:
            _void(tx, after, clock, reason=after.facts.reason or after.facts.event_class.value)
        is_due = clock is not None or (earlier is None and step is not Step.FOLLOW_UP)
        if rule is not None and is_due:
            since = _counted_since(after, earlier, clock)
            _start(tx, after, rule, at=_beginning(after, rule, since=since))


def _counted_since(one: Incident, earlier: ReportRule | None, clock: Clock | None) -> datetime:
    is_known = earlier is not None and earlier.clock_from is not ClockFrom.OCCURRED
    return clock.begun_at if clock is not None and is_known else one.learned_at


def _void(tx: WriteTx, one: Incident, clock: Clock, *, reason: str) -> None:
    clocks.void_in(
        tx, clock.kind, one.id, at=tx.at, by=tx.officer.name, reason=reason, rule=clock.rule
    )


def spoken(
    tx: WriteTx, one: Incident, steps: Iterable[Step], *, at: datetime, done: str
) -> tuple[str, int]:
    """End the clocks of what was reported now; returns the rule and by how much it was late."""
    kept: list[Clock] = []
    wanted = frozenset(steps)
    for rule in standards.report_rules_in(tx):
        if rule.step in wanted:
            kind = _kind(rule)
            kept += clocks.satisfy_in(
                tx, kind, one.id, at=at, by=tx.officer.name, done=done, rule=rule.code
            )
    if not kept:
        return "", 0
    worst = max(kept, key=lambda clock: (clock.late_s, clock.rule))
    return worst.rule, worst.late_s


def expect_follow_up(tx: WriteTx, one: Incident, *, at: datetime) -> None:
    """Start the clock of the next follow-up report, if the county has to write one."""
    rule = strictest(rules_of(tx, one, at=tx.at)).get(Step.FOLLOW_UP)
    if rule is not None:
        _start(tx, one, rule, at=at)


def resume(tx: WriteTx, one: Incident) -> None:
    """Start the clocks of an incident that goes on after it was over."""
    sent = (report for report in store.of_incident(tx, one.id) if report.sent is not None)
    if any(report.kind is ReportKind.FIRST for report in sent):
        expect_follow_up(tx, one, at=tx.at)
    else:
        begin(tx, one, since=tx.at)


def end(tx: WriteTx, one: Incident, *, reason: str) -> None:
    """Stop every clock of reporting of an incident that is over."""
    for kind in (ClockKind.REPORT, ClockKind.FOLLOW_UP):
        clocks.void_in(tx, kind, one.id, at=tx.at, by=tx.officer.name, reason=reason)


def _running(tx: Tx, one: Incident) -> list[Clock]:
    kinds = (ClockKind.REPORT, ClockKind.FOLLOW_UP)
    found = clocks.running_in(tx, drill_id=one.drill_id)
    return [clock for clock in found if clock.kind in kinds and clock.subject == one.id]


def _start(tx: WriteTx, one: Incident, rule: ReportRule, *, at: datetime) -> None:
    clocks.start_in(
        tx,
        _kind(rule),
        subject=one.id,
        title=f"{one.number} {one.facts.title}"[:MAX_TITLE],
        limit=rule.limit,
        at=at,
        rule=rule.code,
        about=one.id,
        drill_id=one.drill_id,
    )


def _kind(rule: ReportRule) -> ClockKind:
    return ClockKind.FOLLOW_UP if rule.step is Step.FOLLOW_UP else ClockKind.REPORT

"""Reports, omissions and findings in the words of the window."""

from collections.abc import Mapping
from datetime import datetime

from commandcenter.incidents.model.deadline import ReportRule
from commandcenter.incidents.model.report import Report
from commandcenter.incidents.model.statistics import Lateness, Omission
from commandcenter.incidents.model.words import FIGURE_WORDS, STEP_WORDS, report_name
from commandcenter.kernel.times import clock, day_of
from commandcenter.kernel.words import N_
from ui.widgets.times import span
from ui.widgets.words import tr

_FACTS = {
    "occurred_at": N_("time of occurrence"),
    "place": N_("place"),
    "course": N_("course of events"),
    "source": N_("who told"),
}


def moment(at: datetime | None) -> str:
    """Return a day and a time."""
    return "" if at is None else f"{day_of(at)} {clock(at)}"


def result(one: Lateness) -> str:
    """Return whether a report was in time, and if not by how much it was late."""
    if not one.late:
        return tr("in time")
    late = tr("late by {span}").format(span=span(one.late.total_seconds()))
    return tr("{late}, not done yet").format(late=late) if one.is_open else late


def what(one: Lateness, rules: Mapping[str, ReportRule]) -> str:
    """Return what was to be reported: the issue, whom was called, or what is waited for."""
    if one.is_open:
        return rule(one.rule, rules)
    if one.report_id is None:
        return tr("phone call to {name}").format(name=one.what or "–")
    return one.what


def rule(code: str, rules: Mapping[str, ReportRule]) -> str:
    """Return what a rule of reporting asks for; nothing if there is none."""
    found = rules.get(code)
    if found is None:
        return code
    return tr("{step} within {span}").format(
        step=tr(STEP_WORDS[found.step]), span=span(found.limit.total_seconds())
    )


def lacking(one: Omission) -> str:
    """Return what may have been left out."""
    if one.entry_id is not None:
        return tr("line about an incident, no incident opened")
    names = (tr(_FACTS.get(name) or FIGURE_WORDS[name]) for name in one.fields)
    return tr("not told: {names}").format(names=tr(", ").join(names))


def report(one: Report) -> str:
    """Return the name of a report in its chain with its issue."""
    name = report_name(tr, one.kind, one.position)
    return f"{name} {one.sent.number}" if one.sent is not None else name

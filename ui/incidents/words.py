"""Incidents in the words of the window."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import Enum

from commandcenter.duty.model.entry import EntryKind
from commandcenter.duty.model.words import KIND
from commandcenter.incidents.model.deadline import ReportRule
from commandcenter.incidents.model.deadline import Step as ReportStep
from commandcenter.incidents.model.figures import Delta
from commandcenter.incidents.model.incident import Incident, State
from commandcenter.incidents.model.level import Criterion, Level, Proposal
from commandcenter.incidents.model.report import Report, ReportKind, SendChannel
from commandcenter.incidents.model.words import (
    CHANNEL_WORDS,
    FIGURE_WORDS,
    LEVEL_WORDS,
    REPORT_WORDS,
    STATE_WORDS,
    STEP_WORDS,
    amount,
    report_name,
)
from commandcenter.kernel.severity import Severity as Colour
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from commandcenter.teams.model.dispatch import Step as Rung
from commandcenter.teams.model.dispatch_words import STEP_WORDS as RUNG_WORDS
from ui.widgets.severity import Severity
from ui.widgets.words import tr

TIER_WORDS: dict[str, str] = {
    "city": N_("to the city"),
    "province": N_("to the province"),
    "ministry": N_("to the ministry"),
}
_SEVERITIES = {
    Colour.RED: Severity.RED,
    Colour.ORANGE: Severity.ORANGE,
    Colour.YELLOW: Severity.YELLOW,
    Colour.BLUE: Severity.BLUE,
}
# What is typed for a figure, against what is stored: decimal places, and the word of its unit.
_UNITS: tuple[tuple[str, int, str], ...] = (
    ("_fen", 6, N_("×10,000 yuan")),
    ("_m2", 4, N_("ha")),
    ("_tenths", 1, ""),
)


def severity(level: Level) -> Severity | None:
    """Return the shape of a level; what is below the four levels has none."""
    return None if level is Level.INFO else _SEVERITIES[level.severity]


def unit(figure: str) -> tuple[int, str]:
    """Return how many decimal places the shown unit has more than the stored one, and its word."""
    for ending, places, word in _UNITS:
        if figure.endswith(ending):
            return places, tr(word) if word else ""
    return 0, ""


def measured(figure: str, value: int | None) -> str:
    """Return a figure with its unit."""
    return amount(tr, figure, value)


def delta(one: Delta) -> str:
    """Return how a figure changed, such as `死亡 3 人（+1）`."""
    name, value = tr(FIGURE_WORDS[one.figure]), measured(one.figure, one.new)
    if one.change is None:
        return f"{name} {value}"
    change = (
        f"{one.change:+}"
        if unit(one.figure)[0] == 0
        else tr("before {value}").format(value=measured(one.figure, one.old))
    )
    return tr("{name} {value} ({change})").format(name=name, value=value, change=change)


def deltas(many: Iterable[Delta]) -> str:
    """Return changes of figures in one line."""
    return tr(", ").join(map(delta, many))


def name_of(one: Report) -> str:
    """Return the name of a report in its chain, such as `续报二`."""
    return report_name(tr, one.kind, one.position)


def criterion(one: Criterion | None) -> str:
    """Return what decided a level, such as `死亡 3 ≥ 3`."""
    if one is None or one.limit is None:
        return tr("no figure reaches a limit")
    names = tr(" and ").join(tr(FIGURE_WORDS[name]) for name in one.rule.figure.split("+"))
    first = one.rule.figure.split("+")[0]
    value, limit = measured(first, one.value), measured(first, one.limit)
    return tr("{figure} {value}, limit {limit}").format(figure=names, value=value, limit=limit)


def proposed(one: Proposal) -> str:
    """Return the proposed level with its reason."""
    words = tr(LEVEL_WORDS[one.level])
    text = tr("Proposed: {level} · {reason}").format(level=words, reason=criterion(one.decided))
    near = tr("near accident")
    return f"{text} · {near}" if one.is_near_accident else text


def rule_words(rule: ReportRule | None) -> str:
    """Return what a clock of reporting waits for."""
    if rule is None:
        return tr("Report")
    tier = TIER_WORDS.get(rule.to_tier, "")
    return " ".join(filter(None, (tr(STEP_WORDS[rule.step]), tr(tier) if tier else "")))


def place_of(one: Incident, area: str) -> str:
    """Return where an incident is."""
    place = one.facts.place
    return place if not area or area in place else f"{area} {place}".strip()


def late(seconds: int) -> str:
    """Return by how much something was late."""
    return tr("late {count} min").format(count=max(1, -(-seconds // 60)))


def filled(sentence: str, facts: Mapping[str, object]) -> str:
    """Return a sentence of the timeline with its facts put into words."""
    told = {name: said(value) for name, value in facts.items()}
    kind, position = facts.get("kind"), facts.get("position")
    if isinstance(kind, ReportKind) and isinstance(position, int):
        told |= {"kind": report_name(tr, kind, position), "position": ""}
    return " ".join(tr(sentence).format(**told).split())


def said(value: object) -> str:
    """Return a fact in words: members of enums, times, differences, and text as it is."""
    if isinstance(value, Enum) and type(value) in _ENUMS:
        return tr(_ENUMS[type(value)][value])
    if isinstance(value, datetime):
        return clock(value)
    if isinstance(value, tuple):
        return deltas(value)
    return "" if value is None else str(value)


_ENUMS: dict[type, Mapping[object, str]] = {
    State: STATE_WORDS,  # type: ignore[dict-item]  # each by the members of its own enum
    Level: LEVEL_WORDS,  # type: ignore[dict-item]
    EntryKind: KIND,  # type: ignore[dict-item]
    Rung: RUNG_WORDS,  # type: ignore[dict-item]
    ReportStep: STEP_WORDS,  # type: ignore[dict-item]
    ReportKind: REPORT_WORDS,  # type: ignore[dict-item]
    SendChannel: CHANNEL_WORDS,  # type: ignore[dict-item]
}
Said = Callable[[object], str]

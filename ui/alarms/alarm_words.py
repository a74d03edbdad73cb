"""Alarms in words, and the order in which they need somebody."""

from dataclasses import dataclass
from datetime import datetime

from commandcenter.alarms.model.alarm import Alarm, State
from commandcenter.alarms.model.kinds import AlarmType
from commandcenter.alarms.words import LEVEL_WORDS
from commandcenter.directory.model import Term
from commandcenter.kernel.times import clock
from ui.alarms.lists import ListTab
from ui.alarms.values import Overview
from ui.widgets.severity import Severity
from ui.widgets.times import ago, countdown, span
from ui.widgets.words import language, tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One alarm with what the rows of the county say about it."""

    alarm: Alarm
    kind: AlarmType | None = None
    area: str = ""
    action: Term | None = None

    @property
    def severity(self) -> Severity:
        """Its colour as shapes and roles know it."""
        return Severity(self.alarm.severity.value)


def lines(overview: Overview, states: frozenset[State]) -> list[Line]:
    """Return the alarms of these states as they need somebody."""
    kinds = {kind.code: kind for kind in overview.types}
    actions = {action.code: action for action in overview.actions}
    areas = dict(overview.areas)
    found = [
        Line(
            alarm=one,
            kind=kinds.get(one.type_code),
            area=areas.get(one.area_code, ""),
            action=actions.get(one.action),
        )
        for one in overview.alarms
        if one.state in states
    ]
    return sorted(found, key=_urgency)


def tab_words(overview: Overview, tab: ListTab) -> str:
    """Return what a list is called and how many it has; those of a drill are counted apart."""
    shown = [one for one in overview.alarms if one.state in tab.states]
    real = sum(one.drill_id is None for one in shown)
    played = len(shown) - real
    words = f"{tr(tab.title)} {real}" if real else tr(tab.title)
    return f"{words} · {tr('Drill')} {played}" if played else words


def kind_words(kind: AlarmType | None, code: str) -> str:
    """Return what an alarm is called; its code where the county has no row."""
    if kind is None:
        return code
    return kind.zh if language() == "zh" or not kind.en else kind.en


def advice(kind: AlarmType | None) -> str:
    """Return what is to be done about such an alarm."""
    if kind is None:
        return ""
    return kind.action_zh if language() == "zh" or not kind.action_en else kind.action_en


def cause(kind: AlarmType | None) -> str:
    """Return what such an alarm means."""
    if kind is None:
        return ""
    return kind.cause_zh if language() == "zh" or not kind.cause_en else kind.cause_en


def action_words(action: Term | None) -> str:
    """Return what was done, in the language of the window."""
    return "" if action is None else action.word(language())


def facts(line: Line) -> str:
    """Return the second row: whether only in a drill, what kind, where, how often."""
    one = line.alarm
    played = tr("Drill") if one.drill_id is not None else ""
    times = tr("said {count} times").format(count=one.count) if one.count > 1 else ""
    over = tr("over, not acknowledged") if one.state is State.CLEARED else ""
    parts = (played, kind_words(line.kind, one.type_code), line.area, times, over)
    return " · ".join(part for part in parts if part)


def state_words(line: Line, now: datetime) -> str:
    """Return who has it, or when it goes on to somebody else."""
    one = line.alarm
    if one.state is State.SHELVED and one.shelved_until is not None:
        left = span((one.shelved_until - now).total_seconds())
        back = tr("{by} until {time}, {left} left").format(
            by=one.shelved_by, time=clock(one.shelved_until), left=left
        )
        return f"{back} · {one.reason}" if one.reason else back
    if one.state is State.ACKNOWLEDGED and one.acknowledged_at is not None:
        done = " · ".join(part for part in (action_words(line.action), one.note) if part)
        return f"{one.acknowledged_by} {clock(one.acknowledged_at)} {done}".strip()
    if one.due_at is None:
        return told_words(one)
    left_s = (one.due_at - now).total_seconds()
    goes_on = tr("passed on in {time}").format(time=countdown(max(0.0, left_s)))
    told = told_words(one)
    return f"{told} · {goes_on}" if told else goes_on


def told_words(one: Alarm) -> str:
    """Return who was told that nobody acknowledges it."""
    level = LEVEL_WORDS.get(str(one.level))
    return tr("{who} told").format(who=tr(level)) if level else ""


def age(line: Line, now: datetime) -> str:
    """Return since when it waits, and for how long."""
    one = line.alarm
    since = one.sounded_at or one.raised_at
    return f"{clock(since)} · {ago((now - since).total_seconds())}"


def spoken(line: Line, now: datetime) -> str:
    """Return the line for screen readers."""
    colour = tr(line.severity.word)
    waits = tr("Unacknowledged") if line.alarm.is_waiting else ""
    parts = (colour, waits, line.alarm.title, facts(line), age(line, now))
    return " · ".join(part for part in parts if part)


def _urgency(line: Line) -> tuple[bool, bool, int, float]:
    one = line.alarm
    since = one.sounded_at or one.raised_at
    # Whatever is played comes after everything that is real.
    return (one.drill_id is not None, not one.is_waiting, one.severity.rank, -since.timestamp())

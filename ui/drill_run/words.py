"""How the console says times and where lines stand."""

from datetime import datetime

from commandcenter.directory.rights import NotAllowed, Right, require
from commandcenter.drills.model.clock import ScriptLine, Standing
from commandcenter.duty.model.lines import filled
from commandcenter.duty.model.words import STEP
from commandcenter.handover.words import CODES, LINES
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.drill_run.reading import Action
from ui.widgets.words import tr

_STANDING_WORDS = {
    Standing.WAITING: N_("Branch closed"),
    Standing.PENDING: N_("To come"),
    Standing.HELD: N_("On hold"),
    Standing.SKIPPED: N_("Skipped"),
}
_MINUTE_S, _HOUR_S = 60, 3_600
_ON_TIME_S = 30
_MS_PER_S = 1_000


def refusal(officer: Officer) -> str:
    """Return why an officer may not run drills; empty if they may."""
    try:
        require(officer, Right.RUN_DRILLS)
    except NotAllowed as error:
        return error.said(tr)
    return ""


def offset(seconds: int) -> str:
    """Return a time of the drill's clock, such as `00:45:06`."""
    hours, rest = divmod(max(seconds, 0), _HOUR_S)
    return f"{hours:02}:{rest // _MINUTE_S:02}:{rest % _MINUTE_S:02}"


def left(seconds: float) -> str:
    """Return what is left until a line comes, such as `01:24`; hours only if there are any."""
    whole = max(0, -int(-seconds // 1))
    if whole >= _HOUR_S:
        return offset(whole)
    return f"{whole // _MINUTE_S:02}:{whole % _MINUTE_S:02}"


def late_s(line: ScriptLine) -> int:
    """Return by how many seconds of the drill a line came late; negative if it came early."""
    if line.by is None or line.standing is not Standing.DELIVERED:
        return 0
    return line.by.offset_ms // _MS_PER_S - line.inject.offset_s


def standing(line: ScriptLine, *, is_next: bool, is_over: bool = False) -> str:
    """Return in a word where a line stands; once the drill is over nothing is to come."""
    if is_next:
        return tr("Next line")
    if line.standing is Standing.DELIVERED:
        return _punctual(late_s(line))
    if is_over and (line.is_again or line.standing is Standing.PENDING):
        return tr("Not put in")
    if line.is_again:
        return tr("Once more")
    if line.standing is Standing.HELD and line.by is not None and line.by.is_due:
        return tr("Too late, on hold")
    return tr(_STANDING_WORDS[line.standing])


def _punctual(seconds: int) -> str:
    if abs(seconds) < _ON_TIME_S:
        return tr("On time")
    minutes = max(1, round(abs(seconds) / _MINUTE_S))
    return (tr("+{count} min") if seconds > 0 else tr("-{count} min")).format(count=minutes)


def moment(line: ScriptLine, planned_at: datetime | None) -> str:
    """Return when a line came or comes, as a time of day; before the start its offset."""
    at = line.by.at if line.standing is Standing.DELIVERED and line.by else line.due_at
    at = at or planned_at
    return clock(at) if at is not None else offset(line.inject.offset_s)[:-3]


def action(one: Action) -> str:
    """Return what players did, in words."""
    if one.step is not None:
        said = " ".join(filter(None, (one.step.to, one.step.result)))
        return f"{tr(STEP[one.step.step])} {said}".strip()
    if one.line.entry is not None:
        return one.line.entry.draft.content.strip().partition("\n")[0]
    heading, sentence = LINES.get(one.line.kind, (one.line.kind, ""))
    codes = CODES.get(one.line.kind, {})
    said = filled(tr(sentence) if sentence else "", one.line.body, codes=codes, translate=tr)
    return said.strip() or tr(heading)


def pause(seconds: float) -> str:
    """Return how long the drill stood still."""
    whole = int(seconds)
    said = tr("Paused {minutes} min {seconds} s")
    return said.format(minutes=whole // _MINUTE_S, seconds=whole % _MINUTE_S)

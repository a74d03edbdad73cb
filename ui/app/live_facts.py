"""What is live, for the strip: alarms by colour, clocks that run, calls, people to move."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commandcenter.alarms.model.alarm import SHOWN, Alarm
from commandcenter.kernel.words import N_
from commandcenter.matters.model.clock import Clock, ClockKind, Tone, tone
from ui.shell.page import REALITY, Target
from ui.shell.strip import Count, Slot, StripFacts
from ui.widgets.severity import Severity

LATE = N_("Late")
INSTRUCTION = N_("Instruction due")
UNANSWERED = N_("Calls unanswered")
MOVED = N_("Moved")
CLOCK_WORDS = {
    ClockKind.MATTER: N_("Next due"),
    ClockKind.FORWARD: N_("Pass on"),
    ClockKind.REPORT: N_("Report due"),
    ClockKind.FOLLOW_UP: N_("Follow-up due"),
    ClockKind.CALL: N_("Answer due"),
    ClockKind.HOTSPOT: N_("Hotspot due"),
    ClockKind.TASK: N_("Task due"),
    ClockKind.RESPONSE: N_("Response to review"),
}
_PAGES = {
    ClockKind.MATTER: ("duty", "entry"),
    ClockKind.FORWARD: ("duty", "entry"),
    ClockKind.REPORT: ("incidents", "incident"),
    ClockKind.FOLLOW_UP: ("incidents", "incident"),
    ClockKind.CALL: ("warnings", "warning"),
    ClockKind.HOTSPOT: ("warnings", "hotspot"),
    ClockKind.TASK: ("incidents", "incident"),
    ClockKind.RESPONSE: ("response", "response"),
}
# Those whose subject is a part of what can be opened.
_ABOUT = {ClockKind.REPORT, ClockKind.FOLLOW_UP, ClockKind.CALL, ClockKind.TASK}
_TONES = {Tone.CALM: None, Tone.AMBER: Severity.ORANGE, Tone.RED: Severity.RED}
_OPEN = Target(page="alarms", kind="open", scope=REALITY)
_CALLS = Target(page="warnings", kind="calls", scope=REALITY)
_EVACUATION = Target(page="response", kind="evacuation", scope=REALITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What the strip shows of the moment, read in one go; nothing of a drill is in it.

    Attributes:
        is_read: Whether it was read at all; before that nobody may be told that all is quiet.
        alarms: All on the board.
        in_flood: They come faster than anybody can read them one by one.
        clocks: All that run, due first.
        unanswered: Calls of warnings that nobody answered yet.
        to_move: People to be moved; 0 for none.
    """

    is_read: bool = False
    alarms: tuple[Alarm, ...] = ()
    in_flood: bool = False
    clocks: tuple[Clock, ...] = ()
    unanswered: int = 0
    moved: int = 0
    to_move: int = 0


def alarm_facts(alarms: Sequence[Alarm]) -> StripFacts:
    """Return the worst colour that waits, and the other colours on the board."""
    shown: Counter[Severity] = Counter()
    waiting: Counter[Severity] = Counter()
    for one in alarms:
        if one.state in SHOWN:
            color = Severity(one.severity.value)
            shown[color] += 1
            waiting[color] += one.is_waiting
    worst = next((color for color in Severity if waiting[color]), None)
    # The worst colour stands in the block before the counts, unless there is more of it.
    counted = [
        color for color in Severity if shown[color] - (waiting[color] if color is worst else 0)
    ]
    return StripFacts(
        unacknowledged=waiting[worst] if worst is not None else 0,
        worst=worst or Severity.RED,
        counts=[
            Count(
                severity=color,
                number=shown[color],
                unacknowledged=0 if color is worst else waiting[color],
                target=_OPEN,
            )
            for color in counted
        ],
    )


def clock_slots(
    clocks: Sequence[Clock], at: datetime, instructions: Collection[UUID] = ()
) -> list[Slot]:
    """Return how many are late, then the next clock of each kind, due first.

    Args:
        instructions: Matters that somebody above asked for; they have a word of their own.
    """
    late = [one for one in clocks if one.is_late(at)]
    first: dict[str, Clock] = {}
    for one in sorted(clocks, key=lambda one: one.due_at):
        if not one.is_late(at) and one.paused_at is None:
            is_asked = one.subject in instructions
            first.setdefault(INSTRUCTION if is_asked else CLOCK_WORDS[one.kind], one)
    slots = [_clock_slot(label, one, at) for label, one in first.items()]
    if late:
        is_unknown = any(one.acknowledged_at is None for one in late)
        only = late[0] if len(late) == 1 else None
        slots.insert(
            0,
            Slot(
                label=LATE,
                about=only.title if only is not None else "",
                value=str(len(late)),
                severity=Severity.RED,
                pulses=is_unknown,
                target=_target(only) if only is not None else _OPEN,
            ),
        )
    return slots


def count_slots(live: Live) -> list[Slot]:
    """Return calls that nobody answered, and how far moving people has come."""
    slots = []
    if live.unanswered:
        slots.append(Slot(label=UNANSWERED, value=str(live.unanswered), target=_CALLS))
    if live.to_move:
        value = f"{live.moved} / {live.to_move}"
        slots.append(Slot(label=MOVED, value=value, target=_EVACUATION))
    return slots


def _clock_slot(label: str, one: Clock, at: datetime) -> Slot:
    return Slot(
        label=label,
        about=one.title,
        due_at=one.due_at,
        begun_at=one.begun_at,
        severity=_TONES[tone(one, at)],
        target=_target(one),
    )


def _target(one: Clock) -> Target:
    page, kind = _PAGES[one.kind]
    key = one.about if one.kind in _ABOUT and one.about is not None else one.subject
    return Target(page=page, kind=kind, key=key, scope=REALITY)

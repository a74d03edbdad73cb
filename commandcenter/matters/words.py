"""Source texts of clocks, and of what open matters and clocks note in the duty log."""

from commandcenter.kernel.words import N_
from commandcenter.matters.model.clock import ClockKind, State, Tone
from commandcenter.matters.model.matter import MatterKind

KIND_WORDS: dict[ClockKind, str] = {
    ClockKind.MATTER: N_("Open matter"),
    ClockKind.FORWARD: N_("To forward"),
    ClockKind.REPORT: N_("Report due"),
    ClockKind.FOLLOW_UP: N_("Follow-up due"),
    ClockKind.CALL: N_("Call not answered"),
    ClockKind.HOTSPOT: N_("Hotspot to check"),
    ClockKind.TASK: N_("Task due"),
    ClockKind.RESPONSE: N_("Response to review"),
}

STATE_WORDS: dict[State, str] = {
    State.RUNNING: N_("Running"),
    State.PAUSED: N_("Paused"),
    State.SATISFIED: N_("Done"),
    State.VOID: N_("No longer due"),
}

TONE_WORDS: dict[Tone, str] = {
    Tone.CALM: N_("Not due yet"),
    Tone.AMBER: N_("Soon due"),
    Tone.RED: N_("Late"),
}

MATTER_WORDS: dict[MatterKind, str] = {
    MatterKind.ENTRY: N_("From the log"),
    MatterKind.INSTRUCTION: N_("Leader's instruction"),
    MatterKind.TASK: N_("Task"),
    MatterKind.DECISION: N_("Decision"),
}

_CLOCK = N_("Clock")

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    "matters.assigned": (N_("Open matter"), N_("Reassigned: {title}")),
    "matters.opened": (N_("Task"), N_("{title}; {owner}")),
    "matters.closed": (N_("Task"), N_("Closed: {title}; {result}")),
    "matters.clock_paused": (_CLOCK, N_("{kind} paused: {title}; {note}")),
    "matters.clock_resumed": (_CLOCK, N_("{kind} runs again: {title}")),
    "matters.clock_satisfied_late": (
        _CLOCK,
        N_("{kind} done {minutes} minutes late: {title}; {done}"),
    ),
    "matters.clock_acknowledged": (_CLOCK, N_("{kind} acknowledged: {title}; {note}")),
}

_KINDS = {"kind": {kind.value: word for kind, word in KIND_WORDS.items()}}

# Source texts of the facts that are codes, by kind, fact and code.
CODES: dict[str, dict[str, dict[str, str]]] = {
    "matters.clock_paused": _KINDS,
    "matters.clock_resumed": _KINDS,
    "matters.clock_satisfied_late": _KINDS,
    "matters.clock_acknowledged": _KINDS,
}

"""Source texts for the codes of alarms, and of what they note in the duty log."""

from commandcenter.alarms.model.alarm import State
from commandcenter.alarms.model.figures import Figure, Lack
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.words import N_

STATE_WORDS: dict[State, str] = {
    State.PENDING: N_("Pending"),
    State.ACTIVE: N_("Unacknowledged"),
    State.ACKNOWLEDGED: N_("Acknowledged"),
    State.CLEARED: N_("Over, unacknowledged"),
    State.SHELVED: N_("Shelved"),
    State.CLOSED: N_("Over, acknowledged"),
}

SEVERITY_WORDS: dict[Severity, str] = {
    Severity.RED: N_("Red"),
    Severity.ORANGE: N_("Orange"),
    Severity.YELLOW: N_("Yellow"),
    Severity.BLUE: N_("Blue"),
}

# Whom each level reaches.
LEVEL_WORDS: dict[str, str] = {"1": N_("Duty leader"), "2": N_("Commander")}

FIGURE_WORDS: dict[Figure, str] = {
    Figure.PER_PERIOD: N_("Alarms in 10 minutes, average"),
    Figure.PER_HOUR: N_("Alarms per hour"),
    Figure.PER_DAY: N_("Alarms per day"),
    Figure.PEAK: N_("Most alarms in 10 minutes"),
    Figure.CROWDED: N_("10-minute periods with more than 10 alarms"),
    Figure.FLOOD: N_("Time in flood mode"),
    Figure.TOP_TEN: N_("Share of the 10 most frequent sources"),
    Figure.CHATTERING: N_("Chattering alarms"),
    Figure.STANDING: N_("Standing longer than 24 hours"),
    Figure.RED: N_("Share of red"),
    Figure.ORANGE: N_("Share of orange"),
    Figure.OTHERS: N_("Share of the others"),
    Figure.UNACKNOWLEDGED_MEDIAN: N_("Time until acknowledged, median"),
    Figure.UNACKNOWLEDGED_P95: N_("Time until acknowledged, 95 of 100"),
    Figure.NEVER_ACKNOWLEDGED: N_("Still unacknowledged"),
}

LACK_WORDS: dict[Lack, str] = {
    Lack.TOO_SHORT: N_("Not enough data yet"),
    Lack.NO_ALARMS: N_("No alarms"),
}

_ALARM = N_("Alarm")
_FLOOD = N_("Alarm flood")

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    "alarms.raised": (_ALARM, N_("{severity} alarm: {title}")),
    "alarms.risen": (_ALARM, N_("Now {severity}: {title}")),
    "alarms.cleared": (_ALARM, N_("Over: {title}")),
    "alarms.acknowledged": (_ALARM, N_("{by} acknowledged: {title}; {note}")),
    "alarms.shelved": (_ALARM, N_("{by} shelved: {title}; {note}")),
    "alarms.returned": (_ALARM, N_("Back on the board: {title}")),
    "alarms.escalated": (_ALARM, N_("Nobody acknowledged, {level} to be told: {title}")),
    "alarms.event": (N_("Event"), N_("{title}")),
    "alarms.flood_begun": (_FLOOD, N_("Begins with {count} new alarms")),
    "alarms.flood_ended": (_FLOOD, N_("Over")),
}

_SEVERITIES = {"severity": {severity.value: word for severity, word in SEVERITY_WORDS.items()}}

# Source texts of the facts that are codes, by kind, fact and code.
CODES: dict[str, dict[str, dict[str, str]]] = {
    "alarms.raised": _SEVERITIES,
    "alarms.risen": _SEVERITIES,
    "alarms.escalated": {"level": LEVEL_WORDS},
}

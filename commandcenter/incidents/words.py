"""Source texts of what incidents note in the duty log."""

from commandcenter.incidents.model.words import (
    CHANNEL_WORDS,
    FAULT_WORDS,
    LEVEL_WORDS,
    REPORT_WORDS,
    STATE_WORDS,
    VERIFYING,
)
from commandcenter.kernel.words import N_

_INCIDENT = N_("Incident")
_REPORT = N_("Incident report")

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    "incidents.opened": (_INCIDENT, N_("{number} opened: {title} {place}")),
    "incidents.stepped": (_INCIDENT, N_("{number}: {state} {reason}")),
    "incidents.level": (_INCIDENT, N_("{number}: level {level} {reason}")),
    "incidents.closed": (_INCIDENT, N_("{number} closed {reason}")),
    "incidents.withdrawn": (_INCIDENT, N_("{number} was a false alarm: {reason}")),
    "incidents.reopened": (_INCIDENT, N_("{number} opened again: {reason}")),
    "incidents.merged": (_INCIDENT, N_("{number} merged into another incident: {reason}")),
    "incidents.figures": (
        N_("Casualties and losses"),
        N_("{number}: dead {dead}, missing {missing}, seriously injured {serious}"),
    ),
    "incidents.phoned": (
        N_("Report by phone"),
        N_("{number} reported to {to_org} {to_name} by {caller}"),
    ),
    "incidents.report_signed": (_REPORT, N_("{kind} of {number} signed by {by}")),
    "incidents.report_returned": (
        _REPORT,
        N_("{kind} of {number} returned to the drafter: {reason}"),
    ),
    "incidents.report_sent": (_REPORT, N_("{kind} of {incident} sent: {number} ({channel})")),
    "incidents.fault_found": (N_("Finding about reporting"), N_("{number}: {fault} ({doc_no})")),
}

_REPORTS = {kind.value: word for kind, word in REPORT_WORDS.items()}
# Source texts of the facts that are codes, by kind, fact and code.
CODES: dict[str, dict[str, dict[str, str]]] = {
    "incidents.stepped": {"state": {state.value: word for state, word in STATE_WORDS.items()}},
    "incidents.level": {"level": {level.value: word for level, word in LEVEL_WORDS.items()}},
    "incidents.figures": {name: {"": VERIFYING} for name in ("dead", "missing", "serious")},
    "incidents.report_signed": {"kind": _REPORTS},
    "incidents.report_returned": {"kind": _REPORTS},
    "incidents.report_sent": {
        "kind": _REPORTS,
        "channel": {channel.value: word for channel, word in CHANNEL_WORDS.items()},
    },
    "incidents.fault_found": {"fault": {fault.value: word for fault, word in FAULT_WORDS.items()}},
}

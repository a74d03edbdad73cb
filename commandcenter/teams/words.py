"""Source texts of what teams note in the duty log."""

from commandcenter.kernel.words import N_
from commandcenter.teams.model import dispatch_words
from commandcenter.teams.model.readiness import STATE_WORDS

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    **dispatch_words.LINES,
    "teams.readiness": (N_("Readiness"), N_("{team}: {state} {reason}")),
    "teams.muster_ordered": (N_("Muster test"), N_("{team} ordered to muster")),
    "teams.muster_ended": (
        N_("Muster test"),
        N_("{team} assembled with {people} people after {minutes} minutes; {result}"),
    ),
}

# Source texts of the facts that are codes, by kind, fact and code.
CODES: dict[str, dict[str, dict[str, str]]] = {
    **dispatch_words.CODES,
    "teams.readiness": {"state": {state.value: word for state, word in STATE_WORDS.items()}},
}

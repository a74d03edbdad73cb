"""Source texts of the automatic lines, of this part and of all parts below it.

Handovers gather from every part, so this is where the tables of all parts meet.
"""

from commandcenter.directory import words as directory_words
from commandcenter.drills import log_words
from commandcenter.kernel.words import N_

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    **directory_words.LINES,
    **log_words.LINES,
    "handover.frozen": (N_("Handover"), N_("Content of the shift {shift} frozen")),
    "handover.returned": (N_("Handover"), N_("{by} returned a section: {reason}")),
    "handover.sealed": (N_("Handover sealed"), N_("{outgoing} → {incoming}")),
}

# Source texts of the facts that are codes, by kind, fact and code.
CODES: dict[str, dict[str, dict[str, str]]] = log_words.CODES

"""Source texts of what warnings note in the duty log."""

from commandcenter.kernel.words import N_
from commandcenter.warnings.model.words import HOTSPOT_RESULT_WORDS, OUTCOME_WORDS

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    "warnings.came": (N_("Warning"), N_("In force: {headline} ({sender})")),
    "warnings.came_unconfirmed": (
        N_("Warning"),
        N_("To be confirmed: {headline} ({sender}); call the sender back"),
    ),
    "warnings.came_late": (
        N_("Warning"),
        N_("Came late, replaced or cancelled already: {headline} ({sender})"),
    ),
    "warnings.came_refused": (N_("Warning"), N_("Not live: {headline} ({sender})")),
    "warnings.confirmed": (N_("Warning"), N_("Confirmed, in force: {headline} {reason}")),
    "warnings.superseded": (N_("Warning"), N_("Replaced by a newer one: {headline}")),
    "warnings.cancelled": (N_("Warning"), N_("Cancelled: {headline}")),
    "warnings.expired": (N_("Warning"), N_("Over: {headline}")),
    "warnings.refused": (N_("Warning"), N_("Turned down: {headline}; {reason}")),
    "warnings.not_read": (N_("Warning"), N_("Not read: {name} (from {source})")),
    "warnings.passed_on": (
        N_("Warning passed on"),
        N_("{headline}: told {told} by {way}, {reached} people reached"),
    ),
    "warnings.rang": (N_("Call-and-answer"), N_("{organisation} {callee}: {outcome} {replied}")),
    "warnings.answered": (
        N_("Call-and-answer"),
        N_("{organisation} {callee}: {outcome} {replied}"),
    ),
    "warnings.call_escalated": (
        N_("Call-and-answer"),
        N_("{organisation} {name} has not answered; now call {callee}"),
    ),
    "warnings.hotspot_seen": (N_("Satellite hotspot"), N_("{place}, {pixels} pixels")),
    "warnings.hotspot_checked": (N_("Satellite hotspot"), N_("{place}: {result}; {found}")),
    "warnings.feed_lost": (N_("Warning source"), N_("{name} has been silent too long")),
    "warnings.feed_found": (N_("Warning source"), N_("{name} answers again")),
}

_OUTCOMES = {"outcome": {one.value: word for one, word in OUTCOME_WORDS.items()}}

# Source texts of the facts that are codes, by kind, fact and code.
CODES: dict[str, dict[str, dict[str, str]]] = {
    "warnings.rang": _OUTCOMES,
    "warnings.answered": _OUTCOMES,
    "warnings.hotspot_checked": {
        "result": {one.value: word for one, word in HOTSPOT_RESULT_WORDS.items()}
    },
}

"""Source texts for the codes of responses, and of what they note in the duty log."""

from commandcenter.incidents.model.command import GroupKind, NoteKind, Role
from commandcenter.incidents.model.evacuation import MOVED_WORDS
from commandcenter.incidents.model.response import Act, Basis, Stage
from commandcenter.kernel.words import N_

STAGE_WORDS: dict[str, str] = {
    Stage.WATCH: N_("Watch stage"),
    Stage.FOURTH: N_("Level IV"),
    Stage.THIRD: N_("Level III"),
    Stage.SECOND: N_("Level II"),
    Stage.FIRST: N_("Level I"),
    Stage.ENDED: N_("Ended, recovery"),
}

ACT_WORDS: dict[str, str] = {
    Act.ACTIVATE: N_("Response activated"),
    Act.RAISE: N_("Level raised"),
    Act.LOWER: N_("Level lowered"),
    Act.END: N_("Response ended"),
}

BASIS_WORDS: dict[str, str] = {
    Basis.WARNING: N_("Warning"),
    Basis.THRESHOLD: N_("Threshold reached"),
    Basis.TEXT: N_("Other basis"),
}

ROLE_WORDS: dict[str, str] = {
    Role.LEAD: N_("Leads"),
    Role.SUPPORT: N_("Supports"),
}

GROUP_WORDS: dict[str, str] = {
    GroupKind.COORDINATION: N_("Coordination"),
    GroupKind.RISK: N_("Risk control"),
    GroupKind.RESCUE: N_("Joint rescue"),
    GroupKind.SUPPORT: N_("Joint support"),
}

NOTE_WORDS: dict[str, str] = {
    NoteKind.SITREP: N_("Situation report of a group"),
    NoteKind.DAILY: N_("Daily report"),
    NoteKind.ZERO: N_("Zero report"),
    NoteKind.RELEASE: N_("Public release"),
}

# The six questions, in their order.
QUESTION_WORDS: dict[str, str] = {
    "when": N_("When to move"),
    "who": N_("Who is moved"),
    "where": N_("Where they are"),
    "helper": N_("Who fetches them"),
    "shelter": N_("Moved to"),
    "care": N_("Care and return"),
}

_RESPONSE = N_("Emergency response")
_EVACUATION = N_("Evacuation")
_FIELD_POST = N_("Field post")
_GROUPS = N_("Joint groups")
_SUPPLIES = N_("Supplies")
_PARTICIPANTS = N_("Participants")

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    "response.activated": (
        _RESPONSE,
        N_("{number} activated at {clock}: {stage}. {title} Approved by {approver}"),
    ),
    "response.raised": (
        _RESPONSE,
        N_("{number} raised at {clock}: {before} → {stage}. Approved by {approver}"),
    ),
    "response.lowered": (
        _RESPONSE,
        N_("{number} lowered at {clock}: {before} → {stage}. Approved by {approver}"),
    ),
    "response.ended": (_RESPONSE, N_("{number} ended at {clock}. Approved by {approver}")),
    "response.township_done": (
        _RESPONSE,
        N_("{area}: all measures done ({number}, {stage})"),
    ),
    "response.consulted": (N_("Consultation"), N_("Chaired by {chair}: {judgement}")),
    "response.sitrep": (_GROUPS, N_("Situation report: {text}")),
    "response.daily": (_RESPONSE, N_("Daily report: {text}")),
    "response.zero": (_RESPONSE, N_("Zero report {text}")),
    "response.released": (NOTE_WORDS[NoteKind.RELEASE], N_("{channel}: {text}")),
    "response.groups_called": (_GROUPS, N_("{count} joint groups called up ({number})")),
    "response.group_signed_in": (_GROUPS, N_("{name} signed in: {signed_in_by}")),
    "response.group_released": (_GROUPS, N_("{name} released")),
    "response.post_opened": (
        _FIELD_POST,
        N_("{name} opened at {place}, commanded by {commander}"),
    ),
    "response.post_changed": (_FIELD_POST, N_("{name}: {place}, commanded by {commander}")),
    "response.post_closed": (_FIELD_POST, N_("{name} closed")),
    "response.took_part": (_PARTICIPANTS, N_("{organisation} takes part: {role}")),
    "response.participant_arrived": (_PARTICIPANTS, N_("{organisation} arrived")),
    "response.participant_left": (_PARTICIPANTS, N_("{organisation} left")),
    "response.supplies_requested": (
        _SUPPLIES,
        N_("{item} {quantity} {unit} asked for: {from_area} → {to_area}"),
    ),
    "response.supplies_received": (
        _SUPPLIES,
        N_("{item} {received_quantity} {unit} received: {received_by}"),
    ),
    "response.listed": (_EVACUATION, N_("{people} people put on the list")),
    "response.moved": (_EVACUATION, N_("{people} people: {state} {place}")),
}

_STAGES = {"stage": STAGE_WORDS, "before": STAGE_WORDS}

# Source texts of the facts that are codes, by kind, fact and code.
CODES: dict[str, dict[str, dict[str, str]]] = {
    "response.activated": _STAGES,
    "response.raised": _STAGES,
    "response.lowered": _STAGES,
    "response.township_done": _STAGES,
    "response.took_part": {"role": ROLE_WORDS},
    "response.moved": {"state": MOVED_WORDS},
}

"""Source texts for the codes of warnings."""

from commandcenter.kernel.severity import Severity
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.calls import CallState, Outcome, Stage
from commandcenter.warnings.model.message import MsgType, SignatureState
from commandcenter.warnings.model.passing import HotspotResult
from commandcenter.warnings.model.warning import Origin, State, Why

COLOUR_WORDS: dict[Severity, str] = {
    Severity.RED: N_("Red"),
    Severity.ORANGE: N_("Orange"),
    Severity.YELLOW: N_("Yellow"),
    Severity.BLUE: N_("Blue"),
}

MSG_TYPE_WORDS: dict[MsgType, str] = {
    MsgType.ALERT: N_("First warning"),
    MsgType.UPDATE: N_("Update"),
    MsgType.CANCEL: N_("Cancellation"),
    MsgType.ACK: N_("Receipt"),
    MsgType.ERROR: N_("Error message"),
}

SIGNATURE_WORDS: dict[SignatureState, str] = {
    SignatureState.VERIFIED: N_("Signature verified"),
    SignatureState.NONE: N_("Not signed"),
    SignatureState.FAILED: N_("Signature failed"),
}

STATE_WORDS: dict[State, str] = {
    State.PENDING: N_("To be confirmed"),
    State.ACTIVE: N_("In force"),
    State.SUPERSEDED: N_("Replaced"),
    State.CANCELLED: N_("Cancelled"),
    State.EXPIRED: N_("Over"),
    State.REFUSED: N_("Turned down"),
}

WHY_WORDS: dict[Why, str] = {
    Why.UNSIGNED: N_("It has no electronic signature. Call the sender back."),
    Why.SIGNATURE_FAILED: N_("Its electronic signature is not good. Call the sender back."),
    Why.NO_REFERENCE: N_("It does not say which warning it changes."),
    Why.FOREIGN_REFERENCE: N_("It changes a warning of another sender."),
    Why.NOT_MEANT: N_("It is an exercise or a test of the sender."),
    Why.NO_WARNING: N_("It is a receipt, not a warning."),
    Why.OVER: N_("It was over when it came."),
    Why.TIME: N_("Its time is over."),
    Why.REPLACED: N_("A newer one replaces it."),
    Why.CALLED_OFF: N_("The sender cancelled it."),
    Why.OFFICER: N_("An officer decided."),
}

ORIGIN_WORDS: dict[Origin, str] = {
    Origin.FILE: N_("From a file"),
    Origin.FOLDER: N_("From a watched folder"),
    Origin.HTTP: N_("From a server"),
    Origin.MANUAL: N_("Typed in"),
}

OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.ANSWERED: N_("Answered"),
    Outcome.NO_ANSWER: N_("No answer"),
    Outcome.OFF: N_("Phone off"),
    Outcome.FORWARDED: N_("Taken by somebody else"),
}

STAGE_WORDS: dict[Stage, str] = {
    Stage.FIRST: N_("Call first"),
    Stage.DEPUTY: N_("Call the deputy"),
    Stage.NEIGHBOUR: N_("Ask the neighbours to knock"),
}

CALL_STATE_WORDS: dict[CallState, str] = {
    CallState.OPEN: N_("Waits for an answer"),
    CallState.ANSWERED: N_("Answered"),
    CallState.VOID: N_("No longer needed"),
}

HOTSPOT_RESULT_WORDS: dict[HotspotResult, str] = {
    HotspotResult.FOREST_FIRE: N_("Forest fire"),
    HotspotResult.FARM_FIRE: N_("Burning on farmland"),
    HotspotResult.FACTORY: N_("Heat of a factory"),
    HotspotResult.OTHER_FIRE: N_("Another fire"),
    HotspotResult.NO_FIRE: N_("No fire found"),
}

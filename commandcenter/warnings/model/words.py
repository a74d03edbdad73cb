"""Source texts for the codes of warnings."""

from commandcenter.kernel.severity import Severity
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.message import MsgType, SignatureState

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

"""Source texts for the codes of incidents and of their reports."""

from decimal import Decimal

from commandcenter.incidents.model.deadline import ClockFrom, Step
from commandcenter.incidents.model.incident import EventClass, LinkKind, State
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.report import Fault, ReportKind, ReportState, SendChannel
from commandcenter.kernel.words import N_, Translate

VERIFYING = N_("being verified")

CLASS_WORDS: dict[EventClass, str] = {
    EventClass.NATURAL: N_("Natural disaster"),
    EventClass.ACCIDENT: N_("Accident"),
    EventClass.HEALTH: N_("Public health event"),
    EventClass.SECURITY: N_("Public security event"),
}

LEVEL_WORDS: dict[Level, str] = {
    Level.INFO: N_("Information"),
    Level.ORDINARY: N_("Ordinary (IV)"),
    Level.LARGER: N_("Larger (III)"),
    Level.MAJOR: N_("Major (II)"),
    Level.EXTREME: N_("Extreme (I)"),
}

STATE_WORDS: dict[State, str] = {
    State.OPEN: N_("Being verified"),
    State.HANDLING: N_("Being handled"),
    State.CONTROLLED: N_("Contained"),
    State.CLOSED: N_("Closed"),
    State.WITHDRAWN: N_("False alarm"),
    State.MERGED: N_("Merged"),
}

LINK_WORDS: dict[LinkKind, str] = {
    LinkKind.ENTRY: N_("Log entry"),
    LinkKind.DISPATCH: N_("Dispatch"),
    LinkKind.WARNING: N_("Warning"),
    LinkKind.INCIDENT: N_("Incident"),
}

REPORT_WORDS: dict[ReportKind, str] = {
    ReportKind.FIRST: N_("First report"),
    ReportKind.FOLLOW_UP: N_("Follow-up report"),
    ReportKind.FINAL: N_("Final report"),
}
_NUMBERED = N_("Follow-up report {position}")
_NUMERALS = N_("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20")

REPORT_STATE_WORDS: dict[ReportState, str] = {
    ReportState.DRAFT: N_("Draft"),
    ReportState.CHECKED: N_("Checked"),
    ReportState.SIGNED: N_("Signed"),
    ReportState.SENT: N_("Sent"),
    ReportState.DISCARDED: N_("Discarded"),
    ReportState.VOID: N_("Void"),
}

CHANNEL_WORDS: dict[SendChannel, str] = {
    SendChannel.SYSTEM: N_("Reporting system"),
    SendChannel.TEXT: N_("In writing"),
}

STEP_WORDS: dict[Step, str] = {
    Step.ORAL: N_("Report by phone"),
    Step.TEXT: N_("Report in writing"),
    Step.SYSTEM: N_("Report in the system"),
    Step.FOLLOW_UP: N_("Follow-up report"),
}

CLOCK_WORDS: dict[ClockFrom, str] = {
    ClockFrom.LEARNED: N_("since it was learned of"),
    ClockFrom.OCCURRED: N_("since it happened"),
    ClockFrom.PREVIOUS: N_("since the report before"),
}

FAULT_WORDS: dict[Fault, str] = {
    Fault.LATE: N_("Reported late"),
    Fault.OMITTED: N_("Not reported"),
    Fault.FALSE: N_("Reported falsely"),
    Fault.CONCEALED: N_("Concealed"),
}

FIGURE_WORDS: dict[str, str] = {
    "dead": N_("dead"),
    "missing": N_("missing"),
    "trapped": N_("trapped"),
    "serious": N_("seriously injured"),
    "light": N_("slightly injured"),
    "poisoned": N_("poisoned"),
    "at_risk": N_("people in danger"),
    "affected": N_("people affected"),
    "evacuated": N_("people evacuated"),
    "gathered": N_("of them in shelters"),
    "scattered": N_("of them with relatives"),
    "to_move": N_("people to be moved"),
    "need_relief": N_("people in need of relief"),
    "crops_hit_m2": N_("crops affected"),
    "crops_damaged_m2": N_("crops damaged"),
    "crops_lost_m2": N_("crops lost"),
    "houses": N_("households whose homes collapsed"),
    "rooms_collapsed": N_("rooms collapsed"),
    "rooms_severe": N_("rooms severely damaged"),
    "rooms_light": N_("rooms slightly damaged"),
    "forest_m2": N_("forest burnt"),
    "loss_fen": N_("direct loss"),
    "loss_farming_fen": N_("loss in farming"),
    "loss_industry_fen": N_("loss in industry and mining"),
    "loss_infrastructure_fen": N_("loss of infrastructure"),
    "loss_public_fen": N_("loss of public facilities"),
    "loss_household_fen": N_("loss of households"),
    "potential_loss_fen": N_("possible loss"),
    "magnitude_tenths": N_("magnitude"),
}

_PEOPLE = N_("{amount} people")
_HOUSEHOLDS = N_("{amount} households")
_ROOMS = N_("{amount} rooms")
_HECTARES = N_("{amount} ha")
_LOSS = N_("{amount} × 10,000 yuan")
_MAGNITUDE = N_("{amount} on the scale")
_SUFFIXES: tuple[tuple[str, str, int], ...] = (
    ("_m2", _HECTARES, 4),
    ("_fen", _LOSS, 6),
    ("_tenths", _MAGNITUDE, 1),
)


def report_name(words: Translate, kind: ReportKind, position: int) -> str:
    """Return how a report is called in its chain, such as 续报二."""
    if kind is ReportKind.FOLLOW_UP:
        known = words(_NUMERALS).split()
        numeral = known[position - 1] if position <= len(known) else str(position)
        return words(_NUMBERED).format(position=numeral)
    return words(REPORT_WORDS[kind])


def amount(words: Translate, figure: str, value: int | None) -> str:
    """Return a figure with its unit; one that is not known is being verified, never blank."""
    if value is None:
        return words(VERIFYING)
    for suffix, says, places in _SUFFIXES:
        if figure.endswith(suffix):
            return words(says).format(amount=_decimal(value, places))
    says = {"houses": _HOUSEHOLDS}.get(figure, _ROOMS if figure.startswith("rooms") else _PEOPLE)
    return words(says).format(amount=value)


def _decimal(value: int, places: int) -> str:
    """Return a whole number of small units in large ones, exactly and without needless zeros."""
    text = f"{Decimal(value).scaleb(-places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""What is said of a warning in full: its facts, its signature, what it follows."""

from datetime import datetime

from commandcenter.kernel.words import N_
from commandcenter.warnings.model.message import (
    Certainty,
    Message,
    SignatureProblem,
    SignatureState,
    Urgency,
)
from commandcenter.warnings.model.warning import Origin, WarningRecord, Why
from commandcenter.warnings.model.words import MSG_TYPE_WORDS, SIGNATURE_WORDS
from ui.warnings import times
from ui.warnings.shown import STATE_WORDS, Link, Sheet
from ui.widgets.words import language, tr

# What the state of a signature means for whoever has to rely on the warning.
MEANINGS = {
    SignatureState.VERIFIED: N_("It comes from the issuer as it was written."),
    SignatureState.NONE: N_("Nothing proves where it comes from: confirm it by telephone."),
    SignatureState.FAILED: N_("Do not act on it before the issuer confirms it."),
}
PROBLEMS = {
    SignatureProblem.NOTHING: "",
    SignatureProblem.NO_CERTIFICATE: N_("The county has no certificate of this issuer."),
    SignatureProblem.NOT_ITS_KEY: N_("Made with another key, or changed on the way."),
    SignatureProblem.NOT_WHOLE: N_("It does not cover the whole message."),
    SignatureProblem.OUT_OF_DATE: N_("The certificate was not valid when it was sent."),
}
ORIGINS = {
    Origin.FILE: N_("from a file"),
    Origin.FOLDER: N_("from a folder"),
    Origin.HTTP: N_("from an address"),
    Origin.MANUAL: N_("typed in"),
}
WHYS = {
    Why.NOTHING: "",
    Why.UNSIGNED: N_("not signed"),
    Why.SIGNATURE_FAILED: N_("the signature is not good"),
    Why.NO_REFERENCE: N_("does not say what it changes"),
    Why.FOREIGN_REFERENCE: N_("would change a message of another sender"),
    Why.NOT_MEANT: N_("an exercise or a test"),
    Why.NO_WARNING: N_("a receipt or an error message"),
    Why.OVER: N_("was over when it came"),
    Why.TIME: N_("its time is over"),
    Why.REPLACED: "",
    Why.CALLED_OFF: "",
    Why.OFFICER: "",
}
URGENCIES = {
    Urgency.IMMEDIATE: N_("at once"),
    Urgency.EXPECTED: N_("soon"),
    Urgency.FUTURE: N_("later"),
    Urgency.PAST: N_("past"),
    Urgency.UNKNOWN: "",
}
CERTAINTIES = {
    Certainty.OBSERVED: N_("observed"),
    Certainty.LIKELY: N_("likely"),
    Certainty.POSSIBLE: N_("possible"),
    Certainty.UNLIKELY: N_("unlikely"),
    Certainty.UNKNOWN: "",
}


def signature(message: Message) -> str:
    """Return what the signature is worth, and what that means."""
    state, problem = message.signature.state, message.signature.problem
    words = (SIGNATURE_WORDS[state], PROBLEMS[problem], MEANINGS[state])
    first, *rest = (tr(word) for word in words if word)
    gap = "" if language() == "zh" else " "
    return tr("{state}: {meaning}").format(state=first, meaning=gap.join(rest))


def facts(sheet: Sheet, now: datetime) -> list[tuple[str, str]]:
    """Return captions and what stands behind them; those that say nothing are left out."""
    message, info = sheet.warning.message, sheet.warning.message.info
    urgency, certainty = URGENCIES[info.urgency], CERTAINTIES[info.certainty]
    how = " · ".join(tr(word) for word in (urgency, certainty) if word)
    rows = [
        (tr("Issuer"), sheet.line.issuer or info.sender_name or message.sender),
        (tr("Signature"), signature(message)),
        (tr("Issued"), _sent(sheet, now)),
        (tr("In force"), _held(sheet, now)),
        (tr("Urgency"), how),
        (tr("Where"), areas(message)),
        (tr("Came in"), _came(sheet.warning, now)),
        (tr("State"), _state(sheet.warning, now)),
        (tr("Number"), message.identifier),
    ]
    return [(caption, words) for caption, words in rows if words]


def areas(message: Message) -> str:
    """Return the areas as the issuer wrote them."""
    named = [area.description for info in message.infos for area in info.areas]
    return tr(", ").join(dict.fromkeys(name for name in named if name))


def link(one: Link, now: datetime) -> str:
    """Return another warning of the chain in one line."""
    when = times.moment(one.sent_at, now) if one.sent_at is not None else ""
    name = one.headline or one.identifier
    missing = "" if one.id is not None else tr("never came in")
    return " · ".join(part for part in (when, name, missing) if part)


def _sent(sheet: Sheet, now: datetime) -> str:
    kind = tr(MSG_TYPE_WORDS[sheet.warning.message.msg_type])
    return f"{times.moment(sheet.warning.message.sent, now)} · {kind}"


def _held(sheet: Sheet, now: datetime) -> str:
    info, ends_at = sheet.warning.message.info, sheet.line.ends_at
    begin = info.onset or info.effective
    since = times.moment(begin, now) if begin is not None else ""
    end = times.moment(ends_at, now)
    span = (
        tr("{begin} to {end}").format(begin=since, end=end) if since else times.until(ends_at, now)
    )
    return f"{span} · {times.left(ends_at, now)}"


def _came(warning: WarningRecord, now: datetime) -> str:
    parts = (times.moment(warning.recorded_at, now), tr(ORIGINS[warning.origin]), warning.source)
    return " · ".join(part for part in parts if part)


def _state(warning: WarningRecord, now: datetime) -> str:
    when = times.moment(warning.decided_at, now) if warning.decided_at is not None else ""
    why = tr(WHYS[warning.why]) if WHYS[warning.why] else ""
    parts = (tr(STATE_WORDS[warning.state]), why, warning.decided_by, when, warning.reason)
    return " · ".join(part for part in parts if part)

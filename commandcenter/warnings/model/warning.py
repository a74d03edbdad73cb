"""A warning as the county has it: where it stands, who confirmed it, what followed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.message import Message, MsgType, SignatureState, Status

MAX_REASON = 500
MAX_FIELD = 200
MAX_TEXT = 4_000


class State(StrEnum):
    """Where a warning stands."""

    PENDING = "pending"  # 待核
    ACTIVE = "active"  # 生效
    SUPERSEDED = "superseded"  # 被更新
    CANCELLED = "cancelled"  # 解除
    EXPIRED = "expired"  # 过期
    REFUSED = "refused"  # 驳回


# What may follow each state; None stands for a warning that has just come.
STEPS: Mapping[State | None, tuple[State, ...]] = {
    None: tuple(State),
    State.PENDING: (
        State.ACTIVE,
        State.SUPERSEDED,
        State.CANCELLED,
        State.EXPIRED,
        State.REFUSED,
    ),
    State.ACTIVE: (State.SUPERSEDED, State.CANCELLED, State.EXPIRED),
    # Refused by mistake; whoever confirms it now says why.
    State.REFUSED: (State.ACTIVE,),
}
LIVE = (State.PENDING, State.ACTIVE)


class Origin(StrEnum):
    """How a warning came."""

    FILE = "file"
    FOLDER = "folder"
    HTTP = "http"
    MANUAL = "manual"


class Why(StrEnum):
    """Why the program put a warning where it is."""

    NOTHING = ""
    UNSIGNED = "unsigned"  # waits for an officer
    SIGNATURE_FAILED = "signature_failed"  # waits for an officer, who has to say why
    NO_REFERENCE = "no_reference"  # changes nothing it names
    FOREIGN_REFERENCE = "foreign_reference"  # changes a message of somebody else
    NOT_MEANT = "not_meant"  # exercise, test, draft, system
    NO_WARNING = "no_warning"  # a receipt or an error message
    OVER = "over"  # its time was over when it came
    TIME = "time"  # its time is over
    REPLACED = "replaced"
    CALLED_OFF = "called_off"
    OFFICER = "officer"


class NoSuchStep(Rejected):
    """The state of the warning does not allow it."""

    sentence = N_("The warning '{headline}' is no longer waiting. Look at it again.")


class NotMeant(Rejected):
    """An exercise or a test can never become live."""

    sentence = N_("'{headline}' is an exercise or a test of the sender and cannot become live.")


class IsOver(Rejected):
    """Its time is over."""

    sentence = N_("'{headline}' is over since {at}. Ask the sender for a new one.")


class ReasonMissing(Rejected):
    """Whoever refuses, or trusts what has no good signature, says why."""

    sentence = N_("Write why: whom you asked, and what they said.")


class TextTooLong(Rejected):
    """More than fits."""

    sentence = N_("'{field}' of the warning has {length} characters; shorten it to {limit}.")


class TextMissing(Rejected):
    """Without it nobody knows what to do."""

    sentence = N_("Fill in '{field}' of the warning.")


class EndsBeforeItBegins(Rejected):
    """A warning that is over before it is written."""

    sentence = N_("The warning would end at {end}, before it begins at {begin}; correct the times.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRecord:
    """A warning message that was taken in.

    Attributes:
        source: Name of the source it came from, or of the file.
        sha256: Of the file as it came; kept as an attachment. None for what was typed.
        ends_at: When it is over; by rule if the message does not say.
        why: Why the program put it where it is.
        reason: What the officer said who confirmed or refused it.
        successor_id: The warning that replaced or cancelled it.
        recorded_at: When it was taken in.
    """

    id: UUID
    message: Message
    origin: Origin
    source: str
    sha256: str | None
    ends_at: datetime
    recorded_at: datetime
    recorded_by: str
    state: State
    why: Why = Why.NOTHING
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    successor_id: UUID | None = None
    drill_id: UUID | None = None
    version: int = 1

    @property
    def colour(self) -> Severity | None:
        """The issuer's colour."""
        return self.message.colour

    @property
    def signature(self) -> SignatureState:
        """What the electronic signature is worth."""
        return self.message.signature.state

    @property
    def is_trusted(self) -> bool:
        """Whether it counts: signed, typed in, or confirmed by an officer."""
        return self.signature is SignatureState.VERIFIED or bool(self.decided_by)

    @property
    def is_live(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.state in LIVE

    @property
    def began_at(self) -> datetime:
        """From when it holds."""
        return self.message.info.effective or self.message.sent


def first_state(
    message: Message, *, now: datetime, ends_at: datetime, is_trusted: bool
) -> tuple[State, Why]:
    """Return where a message stands when it comes, and why.

    Args:
        is_trusted: Signed with a pinned certificate, or typed in by an officer.
    """
    refusal = _refusal(message)
    if refusal is not None:
        return State.REFUSED, refusal
    if ends_at <= now:
        return State.EXPIRED, Why.OVER
    if message.msg_type is MsgType.UPDATE and not message.references:
        return State.PENDING, Why.NO_REFERENCE
    if is_trusted:
        return State.ACTIVE, Why.NOTHING
    failed = message.signature.state is SignatureState.FAILED
    return State.PENDING, Why.SIGNATURE_FAILED if failed else Why.UNSIGNED


def _refusal(message: Message) -> Why | None:
    """Return why a message can never become live; None if it can."""
    if message.status is not Status.ACTUAL:
        return Why.NOT_MEANT
    if message.msg_type in (MsgType.ACK, MsgType.ERROR):
        return Why.NO_WARNING
    if refers_elsewhere(message):
        return Why.FOREIGN_REFERENCE
    is_cancel = message.msg_type is MsgType.CANCEL
    return Why.NO_REFERENCE if is_cancel and not message.references else None


def refers_elsewhere(message: Message) -> bool:
    """Say whether a change or a cancellation names a message of another sender."""
    if message.msg_type not in (MsgType.UPDATE, MsgType.CANCEL):
        return False
    return any(one.sender not in ("", message.sender) for one in message.references)


def ended_by(message: Message) -> tuple[State, Why]:
    """Return what becomes of the messages that this one refers to."""
    if message.msg_type is MsgType.CANCEL:
        return State.CANCELLED, Why.CALLED_OFF
    return State.SUPERSEDED, Why.REPLACED


def check_confirmation(one: WarningRecord, reason: str, *, now: datetime) -> None:
    """Refuse to make a warning live that cannot be.

    Raises:
        NoSuchStep, NotMeant, IsOver, ReasonMissing, TextTooLong: It stays as it is.
    """
    headline = one.message.headline
    if _refusal(one.message) is not None:
        raise NotMeant(headline=headline)
    if State.ACTIVE not in STEPS.get(one.state, ()):
        raise NoSuchStep(headline=headline)
    if one.ends_at <= now:
        raise IsOver(headline=headline, at=minute(one.ends_at))
    needs_reason = one.signature is SignatureState.FAILED or one.state is State.REFUSED
    check_reason(reason, needed=needs_reason)


def check_refusal(one: WarningRecord, reason: str) -> None:
    """Refuse to turn down a warning that no longer waits, or without saying why.

    Raises:
        NoSuchStep, ReasonMissing, TextTooLong: It stays as it is.
    """
    if one.state is not State.PENDING:
        raise NoSuchStep(headline=one.message.headline)
    check_reason(reason, needed=True)


def check_reason(reason: str, *, needed: bool) -> None:
    """Check what an officer gives as reason.

    Raises:
        ReasonMissing, TextTooLong: It is not enough, or too much.
    """
    if needed and not reason.strip():
        raise ReasonMissing
    check_length("reason", reason, MAX_REASON)


def check_length(field: str, text: str, limit: int) -> None:
    """Check that a text fits.

    Raises:
        TextTooLong: It does not.
    """
    if len(text) > limit:
        raise TextTooLong(field=field, length=len(text), limit=limit)

"""The duty log: what was reported, when, by whom.

An entry is never edited or removed. A mistake is put right by a further entry that
names the one it corrects; both stay in the log and both are printed.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_

MAX_CONTENT = 4_000
MAX_FIELD = 200
MAX_LON, MAX_LAT = 180, 90
CLOCK_TOLERANCE = timedelta(minutes=5)
TITLE_LENGTH = 120


class EmptyContent(Rejected):
    """An entry without content says nothing."""

    sentence = N_("Write what happened before saving.")


class ContentTooLong(Rejected):
    """The content has more characters than one entry may have."""

    sentence = N_("The text has {length} characters; split it into entries of {limit} at most.")


class FieldTooLong(Rejected):
    """A one-line field has more characters than fit a form."""

    sentence = N_(
        "'{field}' has {length} characters; shorten it to {limit} and put the rest into the text."
    )


class StepTooLong(Rejected):
    """A step of handling says more than one line holds."""

    sentence = N_("A step of handling has {length} characters; shorten it to {limit}.")


class NoSuchPlace(Rejected):
    """Degrees that lie on no globe."""

    sentence = N_("Longitude {lon}, latitude {lat} is no place; correct the figures.")


class InFuture(Rejected):
    """Something that already happened cannot lie in the future."""

    sentence = N_("{at} lies in the future; correct the time.")


class ReceivedBeforeOccurred(Rejected):
    """Nobody can report what has not happened yet."""

    sentence = N_("Received {received} is before occurred {occurred}; correct one of them.")


class ReasonMissing(Rejected):
    """A correction has to say why."""

    sentence = N_("Write why the entry is corrected.")


class AlreadyCorrected(Rejected):
    """Two corrections of one entry would leave open which one holds."""

    sentence = N_("Entry {number} was corrected already; correct the newest version instead.")


class OtherScope(Rejected):
    """A drill must not touch what really happened, nor the other way round."""

    sentence = N_("Entry {number} belongs to a drill or to reality, this correction does not.")


class AlreadyRecorded(Rejected):
    """The same draft was recorded before, with other words."""

    sentence = N_("This was recorded already as {number}. Correct that entry to change its text.")


class AlreadyTaken(Rejected):
    """A step of handling is done once."""

    sentence = N_("This step of {number} was done already.")


class EntryKind(StrEnum):
    """What an entry is about (类别)."""

    CALL_IN = "call_in"  # 来电
    CALL_OUT = "call_out"  # 去电
    FAX = "fax"  # 传真/电报
    DOC = "doc"  # 来文
    ORDER = "order"  # 上级指令/通知
    LEADER_NOTE = "leader_note"  # 领导批示
    WEATHER = "weather"  # 天气/预警
    WARN_ACK = "warn_ack"  # 预警叫应
    INCIDENT = "incident"  # 突发事件
    REPORT_OUT = "report_out"  # 信息上报
    DISPATCH = "dispatch"  # 队伍调度
    CHECK = "check"  # 抽查点名
    CHECKED = "checked"  # 被上级抽查
    PATROL = "patrol"  # 巡查/视频巡检
    DEVICE = "device"  # 设备状态
    HOTSPOT = "hotspot"  # 卫星热点
    TIP = "tip"  # 群众举报
    VISIT = "visit"  # 来访
    SWAP = "swap"  # 换班
    HANDOVER = "handover"  # 交接班
    ZERO = "zero"  # 零报告
    OTHER = "other"  # 其他


class Direction(StrEnum):
    """Which way the message went."""

    IN = "in"
    OUT = "out"
    INTERNAL = "internal"


class Channel(StrEnum):
    """How the message came."""

    PHONE = "phone"
    FAX = "fax"
    SMS = "sms"
    VIDEO = "video"
    RADIO = "radio"
    SATELLITE = "satellite"
    SYSTEM = "system"
    WECHAT = "wechat"
    PAPER = "paper"
    IN_PERSON = "in_person"


class Urgency(StrEnum):
    """How fast it has to be handled."""

    FLASH = "flash"  # 特急
    URGENT = "urgent"  # 加急
    ROUTINE = "routine"  # 平件


class Step(StrEnum):
    """The four verbs of a duty officer; the last one finishes the matter."""

    TAKE = "take"  # 接
    REPORT = "report"  # 报
    FORWARD = "forward"  # 传
    FOLLOW = "follow"  # 跟


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """One step of handling, as done.

    Attributes:
        to: Person or unit told, if any.
        result: What came of it, if anything.
    """

    step: Step
    at: datetime
    by: str
    to: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that belongs to an entry; its bytes lie in the attachment store.

    Attributes:
        name: As the officer's file was called; a label only, never a path.
        size: Bytes.
    """

    sha256: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an officer has typed; becomes an entry when it is recorded.

    Attributes:
        id: Chosen when the draft is opened; sending it again records it once.
        occurred_at: When it happened, if known.
        received_at: When the message reached the duty room; None means now.
        post: Function of the person at the other end.
        reported_to: Whom the caller has told already.
        is_internal: Not for outsiders (内部).
        steps: Handling done while typing.
        owner: Who has to see to it until it is done.
        due_at: Until when.
        corrects: The entry this one puts right.
        reason: Why it had to be put right.
        drill_id: The drill it was made in; None in reality.
    """

    id: UUID
    content: str
    kind: EntryKind = EntryKind.CALL_IN
    direction: Direction = Direction.IN
    channel: Channel = Channel.PHONE
    occurred_at: datetime | None = None
    received_at: datetime | None = None
    org: str = ""
    name: str = ""
    post: str = ""
    phone: str = ""
    place: str = ""
    area_code: str = ""
    lon: float | None = None
    lat: float | None = None
    reported_to: str = ""
    urgency: Urgency = Urgency.ROUTINE
    is_internal: bool = False
    steps: tuple[Handling, ...] = ()
    owner: str = ""
    due_at: datetime | None = None
    attachments: tuple[Attachment, ...] = ()
    corrects: UUID | None = None
    reason: str = ""
    drill_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the duty log, as recorded.

    Attributes:
        seq: Its number in the journal.
        number: As printed, `ZB-YYYYMMDD-NNN`.
        serial: The NNN of the number.
        recorded_at: When the database took it.
        recorder: Name of the officer.
        steps: All handling so far, also what was done later.
        corrected_by: The newest entry that corrects this one, if any.
    """

    seq: int
    number: str
    serial: int
    shift_day: date
    shift_id: UUID
    received_at: datetime
    recorded_at: datetime
    recorder: str
    draft: Draft
    steps: tuple[Handling, ...] = ()
    corrected_by: "Entry | None" = None
    corrects_number: str = ""

    @property
    def newest(self) -> "Entry":
        """The version that holds: this one, or the end of its chain of corrections."""
        return self if self.corrected_by is None else self.corrected_by.newest

    @property
    def id(self) -> UUID:
        """The id of the draft it was made from."""
        return self.draft.id

    @property
    def is_done(self) -> bool:
        """Whether it was followed through."""
        return any(handling.step is Step.FOLLOW for handling in self.steps)


def entry_number(shift_day: date, serial: int, *, is_drill: bool) -> str:
    """Return the printed number: one gapless series per shift day, drills apart.

    At least three digits, so that numbers of ordinary days align.
    """
    day = shift_day.isoformat().replace("-", "")
    return f"{'YL' if is_drill else 'ZB'}-{day}-{serial:03d}"


def title_of(draft: Draft) -> str:
    """Return what an entry is about in one line."""
    first = draft.content.strip().splitlines()[0]
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1] + "…"


def admitted(draft: Draft) -> tuple[Draft, bool]:
    """Return the draft as it can be stored, and whether characters had to be replaced.

    Only NUL and lone surrogates are replaced; whoever shows the draft says so.
    """
    steps, steps_replaced = _all_admitted(draft.steps)
    attachments, names_replaced = _all_admitted(draft.attachments)
    stored, texts_replaced = admit_texts(draft)
    if steps or attachments:
        stored = replace(stored, steps=steps, attachments=attachments)
    return stored, texts_replaced or steps_replaced or names_replaced


def _all_admitted(records: tuple[Any, ...]) -> tuple[tuple[Any, ...], bool]:
    pairs = [admit_texts(record) for record in records]
    return tuple(stored for stored, _ in pairs), any(was_replaced for _, was_replaced in pairs)


def check(draft: Draft, *, at: datetime) -> None:
    """Refuse a draft that breaks a rule of the log.

    Args:
        at: Moment of recording.

    Raises:
        EmptyContent, ContentTooLong, FieldTooLong, StepTooLong, NoSuchPlace, InFuture,
        ReceivedBeforeOccurred, ReasonMissing: What has to be put right first.
    """
    if not draft.content.strip():
        raise EmptyContent
    if len(draft.content) > MAX_CONTENT:
        raise ContentTooLong(length=len(draft.content), limit=MAX_CONTENT)
    _check_lengths(draft)
    _check_place(draft)
    _check_times(draft, at)
    for handling in draft.steps:
        check_step(handling, at=at)
    if draft.corrects is not None and not draft.reason.strip():
        raise ReasonMissing


def _check_lengths(draft: Draft) -> None:
    for field in _LINES:
        length = len(getattr(draft, field))
        if length > MAX_FIELD:
            raise FieldTooLong(field=field, length=length, limit=MAX_FIELD)


_LINES = (
    "org",
    "name",
    "post",
    "phone",
    "place",
    "area_code",
    "reported_to",
    "owner",
    "reason",
)


def check_step(handling: Handling, *, at: datetime) -> None:
    """Refuse a step of handling that breaks a rule of the log.

    Args:
        at: Moment of recording.

    Raises:
        StepTooLong, InFuture: What has to be put right first.
    """
    length = max(len(handling.by), len(handling.to), len(handling.result))
    if length > MAX_FIELD:
        raise StepTooLong(length=length, limit=MAX_FIELD)
    if handling.at > at + CLOCK_TOLERANCE:
        raise InFuture(at=minute(handling.at))


def _check_place(draft: Draft) -> None:
    # Written so that NaN, which compares with nothing, is refused as well.
    is_given = (draft.lon, draft.lat) != (None, None)
    if is_given and not (_within(draft.lon, MAX_LON) and _within(draft.lat, MAX_LAT)):
        raise NoSuchPlace(lon=draft.lon, lat=draft.lat)


def _within(degrees: float | None, limit: float) -> bool:
    return degrees is not None and -limit <= degrees <= limit


def _check_times(draft: Draft, at: datetime) -> None:
    for moment in (draft.occurred_at, draft.received_at):
        if moment is not None and moment > at + CLOCK_TOLERANCE:
            raise InFuture(at=minute(moment))
    if draft.occurred_at and draft.received_at and draft.received_at < draft.occurred_at:
        raise ReceivedBeforeOccurred(
            received=minute(draft.received_at), occurred=minute(draft.occurred_at)
        )

"""A draft as it stands in its fields: whatever was typed, right or wrong."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from commandcenter.duty.model.entry import (
    Attachment,
    Draft,
    Entry,
    EntryKind,
    Handling,
    Step,
    Urgency,
)
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import stamp, unstamp
from ui.duty.kinds import way
from ui.widgets.typed_time import Toward, read_time, shown_time


class WrongField(Exception):
    """One field cannot be read.

    Attributes:
        field: Its name.
        reason: With the sentence for the officer.
    """

    def __init__(self, field: str, reason: Rejected) -> None:
        super().__init__(field)
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftText:
    """Everything that is kept of a draft while it is being typed.

    Attributes:
        occurred: As typed.
        received: As typed; empty means the moment of saving.
        due: As typed.
        cursor: Position in the content.
        corrects_number: Number of the corrected entry, as shown.
        touched_at: Last key press; None while nothing was typed.
    """

    id: UUID
    kind: EntryKind = EntryKind.CALL_IN
    occurred: str = ""
    received: str = ""
    org: str = ""
    name: str = ""
    post: str = ""
    phone: str = ""
    place: str = ""
    content: str = ""
    cursor: int = 0
    reported_to: str = ""
    owner: str = ""
    due: str = ""
    urgency: Urgency = Urgency.ROUTINE
    is_internal: bool = False
    steps: tuple[Handling, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    corrects: UUID | None = None
    corrects_number: str = ""
    reason: str = ""
    drill_id: UUID | None = None
    touched_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost without it."""
        return self.corrects is None and not (self.attachments or any(map(self._typed, _TYPED)))

    def _typed(self, name: str) -> bool:
        text: str = getattr(self, name)
        return bool(text.strip())


_TIMES = {"occurred": Toward.PAST, "received": Toward.PAST, "due": Toward.FUTURE}
_TYPED = (
    "content",
    "org",
    "name",
    "post",
    "phone",
    "place",
    "reported_to",
    "occurred",
    "owner",
    "due",
)


def correction_of(entry: Entry, new_id: UUID, *, now: datetime) -> DraftText:
    """Return a draft that puts an entry right, with everything the entry says."""
    old = entry.draft
    return DraftText(
        id=new_id,
        kind=old.kind,
        occurred=shown_time(old.occurred_at, now=now) if old.occurred_at else "",
        received=shown_time(entry.received_at, now=now),
        org=old.org,
        name=old.name,
        post=old.post,
        phone=old.phone,
        place=old.place,
        content=old.content,
        cursor=len(old.content),
        reported_to=old.reported_to,
        owner=old.owner,
        due=shown_time(old.due_at, now=now) if old.due_at else "",
        urgency=old.urgency,
        is_internal=old.is_internal,
        steps=entry.steps,
        attachments=old.attachments,
        corrects=entry.id,
        corrects_number=entry.number,
        drill_id=old.drill_id,
        touched_at=now,
    )


def real_of(entry: Entry, new_id: UUID, *, now: datetime) -> DraftText:
    """Return a draft of reality with the words of an entry of a drill, as of a call that was real.

    What was done with it in the drill was played, and is not taken over.
    """
    words = correction_of(entry, new_id, now=now)
    return replace(words, corrects=None, corrects_number="", steps=(), drill_id=None)


def read_draft(typed: DraftText, *, now: datetime) -> Draft:
    """Return what will be recorded.

    Raises:
        WrongField: A time cannot be read.
    """
    direction, channel = way(typed.kind)
    return Draft(
        id=typed.id,
        content=typed.content,
        kind=typed.kind,
        direction=direction,
        channel=channel,
        occurred_at=_time(typed, "occurred", now),
        received_at=_time(typed, "received", now),
        org=typed.org.strip(),
        name=typed.name.strip(),
        post=typed.post.strip(),
        phone=typed.phone.strip(),
        place=typed.place.strip(),
        reported_to=typed.reported_to.strip(),
        urgency=typed.urgency,
        is_internal=typed.is_internal,
        steps=typed.steps,
        owner=typed.owner.strip(),
        due_at=_time(typed, "due", now),
        attachments=typed.attachments,
        corrects=typed.corrects,
        reason=typed.reason.strip(),
        drill_id=typed.drill_id,
    )


def _time(typed: DraftText, field: str, now: datetime) -> datetime | None:
    try:
        return read_time(getattr(typed, field), now=now, toward=_TIMES[field])
    except Rejected as reason:
        raise WrongField(field, reason) from reason


def redated(typed: DraftText, *, now: datetime) -> DraftText:
    """Return the draft with the dates of its times spelt out where the day has changed.

    A time without a date means the day it was typed on.
    """
    if typed.touched_at is None:
        return typed
    shown: dict[str, Any] = {"touched_at": now}
    for field, toward in _TIMES.items():
        try:
            at = read_time(getattr(typed, field), now=typed.touched_at, toward=toward)
        except Rejected:
            continue
        if at is not None:
            shown[field] = shown_time(at, now=now)
    return replace(typed, **shown)


def to_body(typed: DraftText) -> dict[str, Any]:
    """Return the draft as the station file keeps it."""
    return {
        **{name: getattr(typed, name) for name in _PLAIN},
        "steps": [asdict(one) | {"at": stamp(one.at)} for one in typed.steps],
        "attachments": [asdict(one) for one in typed.attachments],
        "corrects": _text(typed.corrects),
        "drill_id": _text(typed.drill_id),
        "touched_at": stamp(typed.touched_at) if typed.touched_at else "",
    }


def from_body(draft_id: UUID, body: Mapping[str, Any]) -> DraftText:
    """Return a kept draft; what another version of the program did not keep is empty."""
    known = {name: body[name] for name in _PLAIN if name in body}
    typed = DraftText(
        id=draft_id,
        corrects=_uuid(body.get("corrects")),
        drill_id=_uuid(body.get("drill_id")),
        touched_at=unstamp(body["touched_at"]) if body.get("touched_at") else None,
        attachments=tuple(Attachment(**one) for one in body.get("attachments", ())),
        steps=tuple(map(_handling, body.get("steps", ()))),
    )
    for name, value in known.items():
        typed = replace(typed, **{name: _READERS.get(name, _same)(value)})
    return typed


def _handling(item: Mapping[str, Any]) -> Handling:
    return Handling(**{**item, "at": unstamp(item["at"]), "step": Step(item["step"])})


def _same(value: Any) -> Any:
    return value


def _text(value: UUID | None) -> str:
    return "" if value is None else str(value)


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


_COMPOUND = {"id", "steps", "attachments", "corrects", "drill_id", "touched_at"}
_PLAIN = tuple(field.name for field in fields(DraftText) if field.name not in _COMPOUND)
_READERS: dict[str, Callable[[Any], Any]] = {"kind": EntryKind, "urgency": Urgency}

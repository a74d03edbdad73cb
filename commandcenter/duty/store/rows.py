"""Between log rows, values and journal bodies."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from commandcenter.directory.model import initials
from commandcenter.duty.model.entry import (
    Attachment,
    Channel,
    Direction,
    Draft,
    Entry,
    EntryKind,
    Handling,
    Step,
    Urgency,
)
from commandcenter.kernel.text import fold
from commandcenter.kernel.times import stamp, unstamp

_PLAIN = (
    "id",
    "content",
    "occurred_at",
    "org",
    "name",
    "post",
    "phone",
    "place",
    "area_code",
    "lon",
    "lat",
    "reported_to",
    "is_internal",
    "owner",
    "due_at",
    "corrects",
    "reason",
    "drill_id",
)
_plain_of = attrgetter(*_PLAIN)


def entry_values(entry: Entry) -> dict[str, Any]:
    """Return the columns of an entry."""
    draft = entry.draft
    values: dict[str, Any] = dict(zip(_PLAIN, _plain_of(draft), strict=True))
    values |= {
        "lon": _degrees(draft.lon),
        "lat": _degrees(draft.lat),
        "seq": entry.seq,
        "number": entry.number,
        "serial": entry.serial,
        "shift_day": entry.shift_day,
        "shift_id": entry.shift_id,
        "received_at": entry.received_at,
        "recorded_at": entry.recorded_at,
        "recorder": entry.recorder,
        "kind": draft.kind.value,
        "direction": draft.direction.value,
        "channel": draft.channel.value,
        "urgency": draft.urgency.value,
        "steps": _json([_handling_json(step) for step in draft.steps]),
        "attachments": _json([asdict(one) for one in draft.attachments]),
    }
    values["search_text"] = _search_text(values)
    return values


def files_of(body: str) -> list[str]:
    """Return the names of the attachments that the journal's evidence of an entry speaks of."""
    if '"attachments":' not in body:  # few entries have any, and reading them all takes long
        return []
    return [one["sha256"] for one in _items(json.loads(body).get("attachments", ""))]


def _degrees(value: float | None) -> float | None:
    # As the column gives it back, or the journal would say 120 and -0.0 of 120.0 and 0.0.
    return None if value is None else float(value) + 0.0


def step_values(seq: int, entry_id: UUID, handling: Handling) -> dict[str, Any]:
    """Return the columns of a step of handling."""
    return {
        "seq": seq,
        "entry_id": entry_id,
        "step": handling.step.value,
        "at": handling.at,
        "by": handling.by,
        "to": handling.to,
        "result": handling.result,
    }


def entry_of(
    row: Mapping[str, Any],
    *,
    later_steps: tuple[Handling, ...] = (),
    corrected_by: Entry | None = None,
    corrects_number: str = "",
) -> Entry:
    """Return the entry of a row, with what other rows say about it."""
    steps = tuple(map(_handling, _items(row["steps"])))
    draft = Draft(
        **{name: row[name] for name in _PLAIN},
        kind=EntryKind(row["kind"]),
        direction=Direction(row["direction"]),
        channel=Channel(row["channel"]),
        urgency=Urgency(row["urgency"]),
        received_at=row["received_at"],
        steps=steps,
        attachments=tuple(Attachment(**one) for one in _items(row["attachments"])),
    )
    return Entry(
        seq=row["seq"],
        number=row["number"],
        serial=row["serial"],
        shift_day=row["shift_day"],
        shift_id=row["shift_id"],
        received_at=row["received_at"],
        recorded_at=row["recorded_at"],
        recorder=row["recorder"],
        draft=draft,
        steps=steps + later_steps,
        corrected_by=corrected_by,
        corrects_number=corrects_number,
    )


def evidence(values: Mapping[str, Any]) -> dict[str, object]:
    """Return what the journal says of a row: every column that is not empty, as text.

    The number is left out, because it is a field of the journal itself. Of the search
    text only a digest: it repeats the rest, but an index that answers for another text
    hides an entry as surely as deleting it.
    """
    said: dict[str, object] = {}
    for name, value in values.items():
        kind = type(value)
        if kind is str:
            if value:
                said[name] = value
        # By identity: 0.0 equals False, but a longitude of 0.0 is a statement.
        elif value is not None and value is not False:
            said[name] = _EVIDENT[kind](value)
    del said["seq"]
    if (text := said.pop("search_text", None)) is not None:
        said["search"] = hashlib.sha256(str(text).encode()).hexdigest()[:32]
    return said


def _search_text(values: Mapping[str, Any]) -> str:
    org, name, phone = values["org"], values["name"], values["phone"]
    digits = "".join(filter(str.isdigit, phone))
    parts = (
        values["content"],
        org,
        name,
        initials(org) if org else "",
        initials(name) if name else "",
        phone,
        digits if digits != phone else "",
        values["place"],
        values["owner"],
        values["recorder"],
        values["number"],
        values["reason"],
    )
    return fold("\n".join(part for part in parts if part))


def _itself(value: Any) -> Any:
    return value


_EVIDENT: dict[type, Callable[[Any], Any]] = {
    int: _itself,
    float: _itself,
    bool: _itself,
    datetime: stamp,
    date: date.isoformat,
    UUID: str,
}


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _json(items: list[dict[str, Any]]) -> str:
    return _COMPACT.encode(items) if items else ""


def _items(text: str) -> list[dict[str, Any]]:
    return json.loads(text) if text else []


def _handling_json(handling: Handling) -> dict[str, Any]:
    return {
        "step": handling.step.value,
        "at": stamp(handling.at),
        "by": handling.by,
        "to": handling.to,
        "result": handling.result,
    }


def _handling(item: Mapping[str, Any]) -> Handling:
    return Handling(**{**item, "at": unstamp(item["at"]), "step": Step(item["step"])})

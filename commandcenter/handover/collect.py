"""Collects what one shift gives to the next from what stands at this moment."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from commandcenter.database.journal import canonical
from commandcenter.database.tx import Tx
from commandcenter.directory.service import county
from commandcenter.duty.model.entry import Entry, EntryKind, Urgency
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.service import log, shifts
from commandcenter.handover import standing
from commandcenter.handover.model import STANDING, Section, Snapshot, Standing
from commandcenter.kernel.times import day_of, stamp, unstamp
from commandcenter.matters.model.matter import Matter
from commandcenter.matters.service import matters

_KINDS: dict[Section, frozenset[EntryKind]] = {
    Section.INCIDENTS: frozenset({EntryKind.INCIDENT, EntryKind.REPORT_OUT}),
    Section.WARNINGS: frozenset({EntryKind.WEATHER, EntryKind.WARN_ACK, EntryKind.HOTSPOT}),
    Section.TEAMS: frozenset({EntryKind.DISPATCH}),
    Section.EQUIPMENT: frozenset({EntryKind.DEVICE}),
}
_IMPORTANT = frozenset({EntryKind.LEADER_NOTE, EntryKind.ORDER, EntryKind.CHECKED})


def collect(tx: Tx, shift: Shift, *, revision: int, as_of: int, at: datetime) -> Snapshot:
    """Return the content of a handover as it stands now.

    Args:
        as_of: Number of the last journal row it depends on.
        at: The moment of freezing.
    """
    entries = log.entries_of(tx, shift.id)
    valid = [entry for entry in entries if entry.draft.corrects is None]
    still_open = matters.still_open_in(tx)
    sections: dict[str, list[dict[str, Any]]] = {
        section.value: [_entry_row(entry) for entry in valid if entry.draft.kind in kinds]
        for section, kinds in _KINDS.items()
    }
    important = [entry for entry in valid if _is_important(entry)]
    sections[Section.IMPORTANT.value] = [_entry_row(entry) for entry in important]
    sections[Section.OPEN.value] = [_matter_row(tx, matter, at) for matter in still_open]
    sections[Section.NEXT.value] = [
        _matter_row(tx, matter, at) for matter in still_open if matter.due_at is not None
    ]
    stands = standing.collect(tx, at=at, until=_end_of_next(tx, shift, at))
    for section, kinds in STANDING.items():
        for what in kinds:
            sections[section.value] += stands[what]
    sections[Section.NEXT.value].sort(key=_by_due)
    names = county.names(tx, on=day_of(at))
    body: dict[str, Any] = {
        "centre": names.centre,
        "revision": revision,
        "frozen_at": stamp(at),
        "shift": _shift_row(shift),
        "counts": _counts(valid),
        "entries": len(entries),
        "corrections": len(entries) - len(valid),
        "numbers": [entries[0].number, entries[-1].number] if entries else [],
        "has_open_incident": bool(stands[Standing.INCIDENT]) or _has_open_incident(tx, still_open),
        "sections": sections,
    }
    text = canonical(body)
    return Snapshot(as_of=as_of, body=body, sha256=hashlib.sha256(text.encode()).hexdigest())


def _end_of_next(tx: Tx, shift: Shift, at: datetime) -> datetime:
    """Return when the next shift ends; one that nobody planned is as long as this one."""
    following = shifts.following_in(tx, shift)
    if following is not None and following.end_at > at:
        return following.end_at
    return max(at, shift.end_at) + (shift.end_at - shift.start_at)


def _by_due(row: dict[str, Any]) -> tuple[bool, datetime]:
    """Put rows in the order of their times; the one that counts the others comes last."""
    due_at = row.get("due_at", "")
    return not due_at, unstamp(due_at) if due_at else datetime.max.replace(tzinfo=UTC)


def _is_important(entry: Entry) -> bool:
    """Say whether an entry is important and has no section of its own."""
    draft = entry.newest.draft
    if any(draft.kind in kinds for kinds in _KINDS.values()):
        return False
    return draft.urgency is not Urgency.ROUTINE or draft.kind in _IMPORTANT


def _counts(entries: Iterable[Entry]) -> list[list[Any]]:
    found = Counter(entry.draft.kind for entry in entries)
    return [[kind.value, found[kind]] for kind in EntryKind if found[kind]]


def _shift_row(shift: Shift) -> dict[str, Any]:
    return {
        "id": str(shift.id),
        "name": shift.name,
        "day": str(shift.day),
        "start_at": stamp(shift.start_at),
        "end_at": stamp(shift.end_at),
        "weather": shift.weather,
        "members": [[member.role.value, member.name] for member in shift.members],
    }


def _entry_row(entry: Entry) -> dict[str, Any]:
    valid = entry.newest
    return {
        "id": str(entry.id),
        "number": entry.number,
        "at": stamp(entry.received_at),
        "kind": entry.draft.kind.value,
        "source": " ".join(part for part in (valid.draft.org, valid.draft.name) if part),
        "text": valid.draft.content,
        "corrected": valid.number if valid is not entry else "",
        "steps": _steps(entry),
        "is_done": valid.is_done or entry.is_done,
        "recorder": entry.recorder,
    }


def _steps(entry: Entry) -> list[list[str]]:
    taken = {step.step: step for step in (*entry.steps, *entry.newest.steps)}
    ordered = sorted(taken.values(), key=lambda step: step.at)
    return [[step.step.value, stamp(step.at), step.to, step.result] for step in ordered]


def _matter_row(tx: Tx, matter: Matter, at: datetime) -> dict[str, Any]:
    entry = log.find_in(tx, matter.id)
    return {
        "id": str(matter.id),
        "kind": matter.kind.value,
        "number": entry.number if entry else "",
        "opened_at": stamp(matter.opened_at),
        "title": entry.newest.draft.content if entry else matter.title,
        "source": " ".join(filter(None, (entry.draft.org, entry.draft.name))) if entry else "",
        "steps": _steps(entry) if entry else [],
        "due_at": stamp(matter.due_at) if matter.due_at else "",
        "is_late": matter.due_at is not None and matter.due_at <= at,
        "owner": matter.owner,
    }


def _has_open_incident(tx: Tx, still_open: Iterable[Matter]) -> bool:
    entries = (log.find_in(tx, matter.id) for matter in still_open)
    return any(entry is not None and entry.draft.kind is EntryKind.INCIDENT for entry in entries)

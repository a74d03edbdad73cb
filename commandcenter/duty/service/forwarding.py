"""Documents have to be passed on in time: a clock from the entry to its step 传."""

from datetime import datetime
from uuid import UUID

from commandcenter.database.tx import WriteTx
from commandcenter.duty.model.entry import Entry, EntryKind, Handling, Step, Urgency, title_of
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks

_DOCUMENTS = frozenset({EntryKind.DOC, EntryKind.FAX, EntryKind.ORDER})
RULES = {
    Urgency.FLASH: "duty.forward_flash_s",
    Urgency.URGENT: "duty.forward_urgent_s",
    Urgency.ROUTINE: "duty.forward_routine_s",
}


def follow(tx: WriteTx, entry: Entry, original: Entry | None) -> None:
    """Start the clock of an entry that tells of a document; comes after its journal row.

    Args:
        original: The entry that this one corrects, whose clock it takes over.
    """
    kind = ClockKind.FORWARD
    running = () if original is None else clocks.running_of_in(tx, kind, original.id)
    if original is not None and running:
        _take_over(tx, entry, original, running[0].begun_at)
    elif _is_document(entry) and (original is None or _forwarded(original) is None):
        _start(tx, entry, begun_at=entry.received_at)
    if (handling := _forwarded(entry)) is not None and _is_document(entry):
        satisfy(tx, entry.id, handling)


def satisfy(tx: WriteTx, entry_id: UUID, handling: Handling) -> None:
    """End the clock of a document that was passed on."""
    done = " ".join(filter(None, (handling.to, handling.result)))
    clocks.satisfy_in(tx, ClockKind.FORWARD, entry_id, at=handling.at, by=handling.by, done=done)


def _take_over(tx: WriteTx, entry: Entry, original: Entry, begun_at: datetime) -> None:
    """Let the clock run on for the correction; another urgency is another clock."""
    is_same = entry.draft.urgency is original.draft.urgency
    if _is_document(entry) and is_same:
        clocks.pass_on_in(
            tx, ClockKind.FORWARD, original.id, to=entry.id, title=title_of(entry.draft)
        )
        return
    by, reason = tx.officer.name, entry.number
    clocks.void_in(tx, ClockKind.FORWARD, original.id, at=tx.at, by=by, reason=reason)
    if _is_document(entry):
        _start(tx, entry, begun_at=begun_at)


def _start(tx: WriteTx, entry: Entry, *, begun_at: datetime) -> None:
    rule = RULES[entry.draft.urgency]
    limit = clocks.limit_in(tx, rule, tx.at)
    if limit is not None:
        clocks.start_in(
            tx,
            ClockKind.FORWARD,
            subject=entry.id,
            title=title_of(entry.draft),
            limit=limit,
            at=begun_at,
            rule=rule,
            drill_id=entry.draft.drill_id,
        )


def _is_document(entry: Entry) -> bool:
    return entry.draft.kind in _DOCUMENTS


def _forwarded(entry: Entry) -> Handling | None:
    return next((one for one in entry.steps if one.step is Step.FORWARD), None)

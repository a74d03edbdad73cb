"""What every act on an alarm writes: where it stands, what happened, the journal row."""

from uuid import UUID

from commandcenter.alarms.model.alarm import Act, Alarm
from commandcenter.alarms.store import alarms as store
from commandcenter.database import journal
from commandcenter.database.journal import Line
from commandcenter.database.tx import WriteTx
from commandcenter.kernel.ids import new_id

# What people at the desk see in the duty log; that the same was said again is not news.
_LINES = frozenset(
    {Act.RAISED, Act.RISEN, Act.ACKNOWLEDGED, Act.SHELVED, Act.RETURNED, Act.CLEARED}
)


def add(tx: WriteTx, new: Alarm, act: Act) -> Alarm:
    """Add an alarm with what happened to it."""
    _note(tx, new, act, store.add(tx, new), by="", text="", act_id=None)
    return new


def replace(
    tx: WriteTx,
    before: Alarm,
    after: Alarm,
    act: Act,
    *,
    by: str = "",
    text: str = "",
    act_id: UUID | None = None,
) -> Alarm:
    """Put an alarm in the place of what it was, with what happened to it.

    Args:
        by: Who did it; empty for the program.
        text: Note or reason.

    Raises:
        Conflict: It was changed since *before* was read.
    """
    told = store.replace(tx, before, after)
    _note(tx, after, act, told, by=by, text=text, act_id=act_id)
    return after


def _note(
    tx: WriteTx,
    one: Alarm,
    act: Act,
    told: dict[str, object],
    *,
    by: str,
    text: str,
    act_id: UUID | None,
) -> None:
    told = told | store.add_event(tx, one, act, by=by, text=text)
    body = store.body(one, told, by=by, note=text, action=one.action, source=one.source)
    journal.append(
        tx,
        store.KINDS[act],
        body,
        id=act_id or new_id(),
        subject=one.id,
        line=Line.AUTOMATIC if act in _LINES else Line.NONE,
        drill_id=one.drill_id,
    )

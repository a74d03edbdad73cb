"""What other parts do with alarms: raise them, and say that what was wrong is over."""

from datetime import datetime
from uuid import UUID

from commandcenter.alarms.model import course as model
from commandcenter.alarms.model.alarm import Alarm, State
from commandcenter.alarms.model.course import MAX_TITLE
from commandcenter.alarms.model.kinds import AlarmType
from commandcenter.alarms.service import recording, types
from commandcenter.alarms.service.ladders import ladder_of
from commandcenter.alarms.store import alarms as store
from commandcenter.database import journal
from commandcenter.database.journal import Line
from commandcenter.database.tx import WriteTx
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity

EVENT = "alarms.event"


def raise_in(  # noqa: PLR0913 - all that an alarm says
    tx: WriteTx,
    type_code: str,
    *,
    source: str,
    title: str,
    severity: Severity | None = None,
    area_code: str = "",
    subject: UUID | None = None,
    at: datetime,
    drill_id: UUID | None = None,
    is_new: bool = False,
) -> Alarm | None:
    """Raise an alarm, or count up the one that the same source raised before.

    Appends journal rows of its own, so it comes after those of the caller that were given
    a number beforehand. What has no active row in the table of types is only an event in
    the log.

    Args:
        source: Unique key of what is wrong, such as `clock:` and its id. What comes from
            the same sender about the same area is one alarm if the key says both.
        severity: How bad it is; None means as bad as the table says. Worse than before
            makes an alarm wait again for somebody to acknowledge it.
        at: When it happened, as told.
        is_new: Whether it is more than what the source said before, so that an alarm that was
            acknowledged waits again.
    """
    row = types.find_in(tx, type_code)
    title = title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1] + "…"
    if row is None or not row.is_active:
        _note_event(tx, type_code, title, subject=source, drill_id=drill_id)
        return None
    told = Alarm(
        id=new_id(),
        type_code=type_code,
        source=source,
        title=title,
        severity=severity or row.severity,
        severity_max=severity or row.severity,
        state=State.ACTIVE,
        raised_at=at,
        last_at=at,
        area_code=area_code,
        subject=subject,
        drill_id=drill_id,
    )
    before = store.newest_of(tx, type_code, source, drill_id=drill_id)
    if before is None or not _is_same(before, row, tx.at):
        ladder = ladder_of(tx, told.severity, tx.at)
        new, act = model.begun(told, row, ladder, at=tx.at)
        return recording.add(tx, new, act)
    ladder = ladder_of(tx, model.severity_again(before, told.severity), tx.at)
    after, act = model.said_again(before, told, row, ladder, at=tx.at, is_new=is_new)
    return recording.replace(tx, before, after, act)


def _is_same(one: Alarm, row: AlarmType, at: datetime) -> bool:
    """Whether what is said now is said again of the same alarm, or is a new one."""
    return one.state is not State.CLOSED or at < one.last_at + row.window


def _note_event(
    tx: WriteTx, type_code: str, title: str, *, subject: str, drill_id: UUID | None
) -> None:
    body = {"type": type_code, "title": title}
    journal.append(
        tx, EVENT, body, id=new_id(), subject=subject, line=Line.AUTOMATIC, drill_id=drill_id
    )


def clear_in(tx: WriteTx, type_code: str, source: str, *, at: datetime) -> tuple[Alarm, ...]:
    """Say that what a source raised is over; what nobody acknowledged stays on the board.

    Appends journal rows of its own, like `raise_in`. Nothing raised is nothing to clear.
    """
    ended = []
    for before in store.open_of(tx, type_code, source):
        found = model.cleared(before, at)
        if found is not None:
            ended.append(recording.replace(tx, before, *found))
    return tuple(ended)

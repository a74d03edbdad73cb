"""Taking the duty log and the on-call list out of the program as papers."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from uuid import UUID

from commandcenter.database import heads
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.rights import Right, may, require
from commandcenter.directory.service import county, rules
from commandcenter.documents import exports
from commandcenter.documents.seal import Seal
from commandcenter.duty import papers
from commandcenter.duty.model.entry import Entry
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.papers import Running
from commandcenter.duty.service import log
from commandcenter.duty.store import shifts as store
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import Translate

# What the journal rows of a county's founding are about.
_FOUNDING = "county"
_LATE = "duty.late_entry_s"


def duty_log(
    db: Database,
    first: date,
    last: date,
    *,
    words: Translate,
    drill_id: UUID | None = None,
    running: Running | None = None,
) -> bytes:
    """Return the duty log of a period of shift days.

    It prints the head of the last journal row it depends on, so that printing it again
    gives the same bytes as long as nothing about the period changed.

    Args:
        drill_id: Print the log of this drill instead, marked as such on every page, with the
            shifts in which something was written in it.

    Raises:
        Cancelled: The officer no longer wants it.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        shifts = store.between(tx, first, last)
        return papers.duty_log(
            county.names(tx, on=last).centre,
            _with_entries(tx, shifts, drill_id),
            _seal(tx, shifts, rules_used=(county.CENTRE, _LATE), drill_id=drill_id),
            words=words,
            is_drill=drill_id is not None,
            late_after=rules.seconds(tx, _LATE, on=last),
            running=running or Running(),
        )


def _with_entries(
    tx: Tx, shifts: Sequence[Shift], drill_id: UUID | None
) -> Iterator[tuple[Shift, Sequence[Entry]]]:
    for shift in shifts:
        entries = log.entries_of(tx, shift.id, drill_id=drill_id)
        if entries or drill_id is None:
            yield shift, entries


def on_call(db: Database, first: date, last: date, *, officer: Officer, words: Translate) -> bytes:
    """Return who is on call in a period; phones in full only for those who may see them.

    Raises:
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        shifts = store.between(tx, first, last)
        return papers.on_call(
            county.names(tx, on=last).centre,
            shifts,
            _seal(tx, shifts, rules_used=(county.CENTRE,)),
            words=words,
            shows_phones=may(officer, Right.SEE_PHONES),
        )


def _seal(
    tx: Tx,
    shifts: Sequence[Shift],
    *,
    rules_used: Collection[str],
    drill_id: UUID | None = None,
) -> Seal | None:
    """Return the head of the last journal row that a paper of these shifts depends on."""
    people = {member.person_id for shift in shifts for member in shift.members}
    newest = [
        heads.newest_about(tx, _FOUNDING),
        rules.newest_about(tx, rules_used),
        *(log.newest_of_shift(tx, shift.id, drill_id=drill_id) for shift in shifts),
        *(heads.newest_about(tx, str(person)) for person in people),
    ]
    head = heads.at(tx, max(newest))
    return None if head is None else Seal(seq=head.seq, hash=head.hash, at=head.received_at)


def hand_out(db: Database, data: bytes, *, paper: str, of: str, officer: Officer) -> None:
    """Note that an officer takes a paper out of the program; do it before it is saved.

    Raises:
        NotAllowed: The officer may not.
        Unavailable: It could not be noted; do not hand out the document yet.
    """
    require(officer, Right.EXPORT)
    exports.note(db, data, paper=paper, of=of, officer=officer)

"""Taking the papers of warnings out of the program.

Each paper reads everything in one transaction and prints the head of the last journal row
it depends on, so that printing it again gives the same bytes as long as nothing changed.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from commandcenter.database import heads
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import Term, masked
from commandcenter.directory.rights import Right, may
from commandcenter.directory.service import county, phrases, rules
from commandcenter.documents.seal import Seal
from commandcenter.duty.papers import Running
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import BEIJING, day_of
from commandcenter.kernel.words import N_, translation
from commandcenter.warnings.model.calls import Attempt, Call, statistics
from commandcenter.warnings.model.passing import Notice
from commandcenter.warnings.model.warning import WarningRecord
from commandcenter.warnings.papers import calls as calls_paper
from commandcenter.warnings.papers import log as log_paper
from commandcenter.warnings.papers.calls import Record
from commandcenter.warnings.papers.ground import Ground
from commandcenter.warnings.papers.log import Logged
from commandcenter.warnings.service import calling
from commandcenter.warnings.service.passing import CHANNELS
from commandcenter.warnings.store import kept
from commandcenter.warnings.store import warnings as store
from commandcenter.warnings.tables import warning_attempt, warning_call, warning_notice

# What the journal rows of a county's founding are about: its name and its dictionaries.
_FOUNDING = "county"
_A_DAY = timedelta(days=1)

_Ring = TypeVar("_Ring", Call, Attempt)


class NoSuchWarning(Rejected):
    """A number of an issuer belongs to no warning."""

    sentence = N_("There is no warning {number}. Look at its number again.")


def warning_log(
    db: Database,
    first: date,
    last: date,
    *,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return the warnings that were taken in on some days, oldest first, without drills.

    Raises:
        Cancelled: The officer no longer wants it.
        Unavailable: The database did not answer.
    """
    begin = datetime.combine(first, time(), BEIJING)
    end = datetime.combine(last + _A_DAY, time(), BEIJING)
    with db.read() as tx:
        found = store.between(tx, begin, end)
        logged = _logged(tx, found)
        newest = [heads.newest_about(tx, str(one.id)) for one in found]
        ground = _ground(tx, newest, on=last, language=language, running=running)
    return log_paper.warning_log(ground, first, last, logged)


def _logged(tx: Tx, found: Iterable[WarningRecord]) -> list[Logged]:
    warnings = list(found)
    ids = [one.id for one in warnings]
    notices: dict[UUID, list[Notice]] = defaultdict(list)
    wanted = warning_notice.c.warning_id.in_(ids)
    for notice in kept.where(tx, Notice, wanted, order=warning_notice.c.at):
        notices[notice.warning_id].append(notice)
    calls = store.calls_of(tx, ids)
    return [
        Logged(warning=one, notices=notices[one.id], calls=calls.get(one.id)) for one in warnings
    ]


def call_record(
    db: Database,
    warning_id: UUID,
    *,
    officer: Officer,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return who was rung for a warning; phones in full only for those who may see them.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such warning.
        NoSuchRule, BadValue: The county does not say how long to wait for an answer.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        warning = store.find(tx, warning_id)
        if warning is None:
            raise Conflict
        record = _record(tx, warning, officer)
        newest = [heads.newest_about(tx, str(warning.id)), rules.newest_about(tx, [calling.DEPUTY])]
        on = day_of(warning.recorded_at)
        ground = _ground(tx, newest, on=on, language=language, running=running)
    return calls_paper.call_record(ground, record)


def _record(tx: Tx, warning: WarningRecord, officer: Officer) -> Record:
    of_warning = warning_call.c.warning_id == warning.id
    calls = kept.where(tx, Call, of_warning, order=warning_call.c.position)
    wanted = warning_attempt.c.call_id.in_([one.id for one in calls])
    attempts: dict[UUID, list[Attempt]] = defaultdict(list)
    for one in kept.where(tx, Attempt, wanted, order=warning_attempt.c.recorded_at):
        attempts[one.call_id].append(one if may(officer, Right.SEE_PHONES) else _masked(one))
    limit = rules.seconds(tx, calling.DEPUTY, on=day_of(warning.recorded_at))
    return Record(
        warning=warning,
        calls=calls if may(officer, Right.SEE_PHONES) else [_masked(one) for one in calls],
        attempts=attempts,
        figures=statistics(calls, limit),
    )


def _masked(one: _Ring) -> _Ring:
    return replace(one, phone=masked(one.phone))


def warning_with(db: Database, number: str) -> UUID:
    """Return the newest warning that its issuer gave a number.

    Raises:
        NoSuchWarning: None has it.
    """
    with db.read() as tx:
        found = store.with_identifier(tx, admit(number)[0].strip())
    if found is None:
        raise NoSuchWarning(number=number)
    return found


def _ground(
    tx: Tx, newest: Iterable[int], *, on: date, language: str, running: Running | None
) -> Ground:
    changed = rules.newest_about(tx, [county.CENTRE])
    head = heads.at(tx, max(heads.newest_about(tx, _FOUNDING), changed, *newest))
    return Ground(
        centre=county.names(tx, on=on).centre,
        words=translation(language),
        channels={term.code: _word(term, language) for term in phrases.words(tx, CHANNELS)},
        seal=None if head is None else Seal(seq=head.seq, hash=head.hash, at=head.received_at),
        running=running or Running(),
    )


def _word(term: Term, language: str) -> str:
    return term.en if language == "en" and term.en else term.zh

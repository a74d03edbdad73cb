"""What warnings suggest, by the county's rows; and accepting what can be done from here."""

from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import phrases
from commandcenter.duty.model.entry import MAX_FIELD, Channel, Draft, Entry, EntryKind
from commandcenter.duty.service import log
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.matters.model.clock import Clock, ClockKind
from commandcenter.matters.service import clocks
from commandcenter.warnings.model.proposals import (
    FORWARD,
    RESPONSE,
    ClockProposal,
    LogLine,
    Proposal,
    Suggestions,
    proposals,
)
from commandcenter.warnings.model.warning import State, WarningRecord
from commandcenter.warnings.service import codes
from commandcenter.warnings.store import warnings as store

# Kinds that have begun when they are warned of.
HAPPENING = "warning_happening"


def of_warning(db: Database, warning: WarningRecord) -> tuple[Proposal, ...]:
    """Return what a warning suggests by the rows of the county."""
    with db.read() as tx:
        at = db.clock()
        names = [] if warning.colour is None else [warning.colour.value]
        names += [f"{name}_{warning.message.info.kind}" for name in names]
        responses = {name: codes.text(tx, f"{RESPONSE}{name}", at) for name in names}
        happening = {term.code for term in phrases.words(tx, HAPPENING)}
        forward = clocks.limit_in(tx, FORWARD, at)
    return proposals(
        warning,
        Suggestions(responses=responses, forward=forward),
        is_happening=warning.message.info.kind in happening,
    )


def draft_of(line: LogLine, entry_id: UUID) -> Draft:
    """Return a proposed line as a draft, to be looked through before it is recorded."""
    return Draft(
        id=entry_id,
        kind=EntryKind.WEATHER,
        channel=Channel.SYSTEM,
        org=line.source[:MAX_FIELD],
        content=line.content,
        area_code=line.area_code,
        drill_id=line.drill_id,
    )


def accept_log_line(db: Database, draft: Draft, *, officer: Officer) -> Entry:
    """Record a proposed line, as it is or as the officer changed it.

    Raises:
        NotAllowed, Rejected, Conflict, DiskFull: Nothing was written.
        Unavailable: The outcome is unknown; send the same draft again.
    """
    require(officer, Right.WARN)
    return log.record(db, draft, officer=officer)


def accept_clock(db: Database, proposal: ClockProposal, *, officer: Officer) -> Clock:
    """Start a proposed clock; one that runs already is given back.

    Raises:
        NotAllowed: Nothing was written.
        Conflict: The warning is no longer live.
        Unavailable: The outcome is unknown; accept it again.
    """
    require(officer, Right.WARN)
    with db.write(officer) as tx:
        warning = store.find(tx, proposal.warning_id)
        if warning is None or warning.state is not State.ACTIVE:
            raise Conflict
        return clocks.start_in(
            tx,
            ClockKind.FORWARD,
            subject=warning.id,
            title=proposal.title,
            limit=proposal.limit,
            at=tx.at,
            rule=proposal.rule,
            about=warning.id,
            drill_id=warning.drill_id,
        )

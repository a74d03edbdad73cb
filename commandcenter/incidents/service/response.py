"""The emergency response: activated, raised, lowered and ended, each by an act of its own."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Reckoning, Source
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import phrases
from commandcenter.incidents.model.handling import OtherIncidentScope
from commandcenter.incidents.model.response import (
    ActRow,
    Decree,
    NotBegun,
    Opening,
    Response,
    Stage,
    act_between,
    check_decree,
    check_opening,
    check_single,
    check_step,
    response_number,
    suggested,
)
from commandcenter.incidents.service import matrix
from commandcenter.incidents.store import incident as incident_store
from commandcenter.incidents.store import response as store
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.times import day_of
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks

SUGGESTIONS = "response_suggestion"
PAGE = 200


def activate(db: Database, opening: Opening, decree: Decree, *, officer: Officer) -> Response:
    """Activate a response; sending the same again returns what there is.

    The measures of its stage become tasks of the townships, and the next report gets a clock.

    Raises:
        NotAllowed, EmptyField, OverlongField, NotYet, NotBegun, ResponseThere,
        OtherIncidentScope: Nothing was written.
        Unavailable: The outcome is unknown; send the same again.
    """
    require(officer, Right.RESPOND)
    opening, decree = admit_texts(opening)[0], admit_texts(decree)[0]
    check_opening(opening)
    with db.write(officer) as tx:
        known = store.find(tx, opening.id)
        return known or activate_in(tx, opening, decree)


def activate_in(tx: WriteTx, opening: Opening, decree: Decree) -> Response:
    """Do what `activate` does inside a transaction, with texts that were admitted."""
    check_decree(decree, now=tx.at)
    if decree.stage is Stage.ENDED:
        raise NotBegun
    _check_incident(tx, opening)
    check_single(opening, decree, store.active(tx, drill_id=opening.drill_id))
    year = day_of(tx.at).year
    serial = store.next_serial(tx, year, opening.drill_id)
    at = decree.at or tx.at
    new = Response(
        opening=opening,
        number=response_number(year, serial, is_drill=opening.drill_id is not None),
        stage=decree.stage,
        started_at=at,
        since=at,
    )
    store.add(tx, new, year=year, serial=serial)
    return _act(tx, new, decree, before=None)


def _check_incident(tx: Tx, opening: Opening) -> None:
    """Refuse to answer what happened in a drill with a response of reality, or the other way."""
    if opening.incident_id is None:
        return
    of = incident_store.find(tx, opening.incident_id)
    if of is not None and of.drill_id != opening.drill_id:
        raise OtherIncidentScope


def change(db: Database, response_id: UUID, decree: Decree, *, officer: Officer) -> Response:
    """Raise or lower a response, or end it; sending the same act again records it once.

    Raises:
        NotAllowed, EmptyField, OverlongField, NotYet, ResponseEnded, SameLevel,
        BeforeLastAct: Nothing was written.
        Conflict: There is no such response.
        Unavailable: The outcome is unknown; send the same act again.
    """
    require(officer, Right.RESPOND)
    decree = admit_texts(decree)[0]
    with db.write(officer) as tx:
        one = store.find(tx, response_id)
        if one is None:
            raise Conflict
        if store.has_act(tx, decree.id):
            return one
        return change_in(tx, one, decree)


def change_in(tx: WriteTx, one: Response, decree: Decree) -> Response:
    """Do what `change` does inside a transaction, with texts that were admitted."""
    check_decree(decree, now=tx.at)
    # What was claimed to be a little ahead of the database's clock keeps nobody waiting.
    at = decree.at or max(tx.at, one.since)
    check_step(one, decree.stage, at)
    ended_at = at if decree.stage is Stage.ENDED else None
    after = replace(one, stage=decree.stage, since=at, ended_at=ended_at)
    store.set_state(tx, after)
    return _act(tx, after, decree, before=one.stage)


def _act(tx: WriteTx, one: Response, decree: Decree, *, before: Stage | None) -> Response:
    row = ActRow(
        seq=tx.seq + 1,
        act=act_between(before, decree.stage),
        before=before,
        at=one.since,
        by=tx.officer.name,
        recorded_at=tx.at,
        decree=replace(decree, at=one.since),
    )
    body = store.add_act(tx, one, row)
    journal.append(
        tx,
        store.KINDS[row.act],
        body,
        id=decree.id,
        subject=one.id,
        line=Line.AUTOMATIC,
        drill_id=one.opening.drill_id,
    )
    after = replace(one, history=(*one.history, row))
    expect_report_in(tx, after, at=after.since)
    matrix.enter_in(tx, after)
    return after


def report_rule(stage: Stage) -> str:
    """Return the code of the rule that says how often a response is reported on."""
    return f"response.report_{stage.value}_s"


def expect_report_in(tx: WriteTx, one: Response, *, at: datetime) -> None:
    """Start the clock of the next report on a response; the one before ends.

    Without a rule row for the stage no report is expected.
    """
    clocks.void_in(
        tx, ClockKind.RESPONSE, one.id, at=at, by=tx.officer.name, reason=one.stage.value
    )
    rule = report_rule(one.stage)
    limit = clocks.limit_in(tx, rule, at) if one.is_active else None
    if limit is not None and limit > timedelta(0):
        clocks.start_in(
            tx,
            ClockKind.RESPONSE,
            subject=one.id,
            about=one.id,
            title=f"{one.number} {one.opening.title}".strip(),
            limit=limit,
            at=at,
            rule=rule,
            drill_id=one.opening.drill_id,
        )


def find(db: Database, response_id: UUID) -> Response | None:
    """Return a response with its whole history."""
    with db.read() as tx:
        return store.find(tx, response_id)


def active(db: Database, *, drill_id: UUID | None = None) -> tuple[Response, ...]:
    """Return the responses that have not ended, by number."""
    with db.read() as tx:
        return store.active(tx, drill_id=drill_id)


def active_in(tx: Tx, *, drill_id: UUID | None = None) -> tuple[Response, ...]:
    """Do what `active` does inside a transaction."""
    return store.active(tx, drill_id=drill_id)


def of_incident(db: Database, incident_id: UUID) -> tuple[Response, ...]:
    """Return the responses of an incident, by number."""
    with db.read() as tx:
        return store.of_incident(tx, incident_id)


def newest(db: Database, *, drill_id: UUID | None = None) -> tuple[Response, ...]:
    """Return the newest responses, ended ones as well, newest first."""
    with db.read() as tx:
        return store.newest(tx, drill_id=drill_id, limit=PAGE)


def suggestion(db: Database, hazard: str, severity: Severity) -> Stage | None:
    """Return the level that the county's table suggests for a warning; None if none."""
    with db.read() as tx:
        return suggestion_in(tx, hazard, severity)


def suggestion_in(tx: Tx, hazard: str, severity: Severity) -> Stage | None:
    """Do what `suggestion` does inside a transaction."""
    codes = [term.code for term in phrases.words(tx, SUGGESTIONS)]
    return suggested(codes, hazard, severity)


def _first_misfit(tx: Tx, last: int) -> int | None:
    """Return the first journal row that a response does not fit where it stands."""
    misfits = [
        one.history[-1].seq if one.history else last
        for one in store.everything(tx)
        if not _stands(one, store.openings(tx, one.id))
    ]
    misfits += store.lost_acts(tx)
    if store.strays(tx):
        misfits.append(last)
    return min(misfits, default=None)


def _stands(one: Response, told: frozenset[tuple[Opening, str]]) -> bool:
    if not one.history or told != {(one.opening, one.number)}:
        return False
    first, newest_act = one.history[0], one.history[-1]
    ended_at = newest_act.at if newest_act.decree.stage is Stage.ENDED else None
    return (one.started_at, one.since, one.stage, one.ended_at) == (
        first.at,
        newest_act.at,
        newest_act.decree.stage,
        ended_at,
    )


EVIDENCE: tuple[Source, ...] = (*store.EVIDENCE, Reckoning(first_misfit=_first_misfit))

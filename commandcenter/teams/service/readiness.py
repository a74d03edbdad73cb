"""Readiness (备勤): what teams are doing, whom to call now, muster tests (拉动)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Evidence
from commandcenter.directory.rights import Right, require
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.times import stamp
from commandcenter.teams.model.checks import MOST_PEOPLE, check_length, check_range
from commandcenter.teams.model.readiness import (
    CALLABLE,
    Muster,
    MusterOver,
    OnCall,
    Readiness,
    Stale,
    check,
    check_time,
)
from commandcenter.teams.model.team import Line as RosterLine
from commandcenter.teams.service import roster
from commandcenter.teams.store import readiness as store
from commandcenter.teams.store import roster as roster_store
from commandcenter.teams.store import rows

EVIDENCE = (
    Evidence(kind=store.ONE, page=store.one_evidence),
    Evidence(kind=store.MANY, page=store.many_evidence),
)
MUSTERS = MUSTER_ORDERED, MUSTER_ENDED = "teams.muster_ordered", "teams.muster_ended"
_MOST_TOLD = 200
# In the order in which the duty room tries them.
_PHONES = ("duty_phone", "leader_phone", "deputy_phone", "satellite_phone", "radio_channel")


def say(db: Database, said: Readiness, *, officer: Officer) -> Readiness:
    """Note what a team is doing since when; the duty log gets an automatic line.

    Raises:
        NotAllowed, ReasonMissing, TimeBackwards, TimeAhead, FieldTooLong: Nothing was written.
        Conflict: There is no such team.
        Unavailable: The outcome is unknown; look at the team again.
    """
    require(officer, Right.DISPATCH, drill_id=said.drill_id)
    with db.write(officer) as tx:
        return say_in(tx, said, line=Line.AUTOMATIC)


def say_in(tx: WriteTx, said: Readiness, *, line: Line = Line.NONE) -> Readiness:
    """Do what `say` does inside a transaction; the step of a dispatch has a line of its own.

    Raises:
        ReasonMissing, TimeBackwards, TimeAhead, FieldTooLong: It cannot be so.
        Conflict: There is no such team.
    """
    ready = _prepared(said, tx.officer)
    last = store.latest(tx, ready.team_id, drill_id=ready.drill_id)
    check(ready, last=last, at=tx.at)
    body = store.add(tx, ready, roster_store.get(tx, ready.team_id).name)
    seq = journal.append(
        tx, store.ONE, body, id=new_id(), subject=ready.team_id, line=line, drill_id=ready.drill_id
    )
    return replace(ready, seq=seq)


def say_all(db: Database, said: Sequence[Readiness], *, officer: Officer) -> None:
    """Note what many teams are doing at once, as after an import; one journal row, no lines.

    All belong to the same drill, or to reality.

    Raises:
        NotAllowed, ReasonMissing, TimeBackwards, TimeAhead, FieldTooLong: Nothing was written.
        Conflict: A team is not there, or no longer in use.
        Unavailable: The outcome is unknown; look at the list again.
    """
    drill_id = said[0].drill_id if said else None
    require(officer, Right.DISPATCH, drill_id=drill_id)
    if not said:
        return
    ready = [replace(_prepared(one, officer), drill_id=drill_id) for one in said]
    with db.write(officer) as tx:
        known = store.current(tx, drill_id=drill_id)
        names = {team.id: team.name for team in roster_store.teams(tx)}
        if any(one.team_id not in names for one in ready):
            raise Conflict
        for one in ready:
            check(one, last=known.get(one.team_id), at=tx.at)
        body = store.add_all(tx, [(one, names[one.team_id]) for one in ready])
        journal.append(tx, store.MANY, body, id=new_id(), subject="teams", drill_id=drill_id)


def _prepared(said: Readiness, officer: Officer) -> Readiness:
    ready: Readiness = replace(admit_texts(said)[0], by=said.by or officer.name)
    check_length("reason", ready.reason)
    return ready


def told(db: Database, team_id: UUID, *, drill_id: UUID | None = None) -> tuple[Readiness, ...]:
    """Return what was said about a team, newest first."""
    with db.read() as tx:
        return store.told(tx, team_id, drill_id=drill_id, limit=_MOST_TOLD)


def last_said_in(tx: Tx, *, drill_id: UUID | None = None) -> dict[UUID, Readiness]:
    """Return what was said last about each team, in reality or in a drill."""
    return store.current(tx, drill_id=drill_id)


def on_call_in(
    tx: Tx, *, officer: Officer, at: datetime, drill_id: UUID | None = None
) -> tuple[OnCall, ...]:
    """Return the teams that can be called at a moment, with their phones, by number.

    One of which nothing was heard for too long is among them, marked as stale.

    Raises:
        NoSuchRule, BadValue: The county does not say how long readiness holds.
    """
    found = roster.lines_in(tx, at=at, drill_id=drill_id)
    return tuple(
        _on_call(replace(line, team=roster.shown(line.team, officer)), line.readiness)
        for line in found
        if line.readiness is not None and line.readiness.state in CALLABLE
    )


def _on_call(line: RosterLine, said: Readiness) -> OnCall:
    team = line.team
    phones = tuple((name, getattr(team, name)) for name in _PHONES if getattr(team, name))
    return OnCall(
        team_id=team.id,
        number=team.number,
        name=team.name,
        category=team.category,
        leader=team.leader,
        phones=phones,
        readiness=said,
        is_stale=line.is_stale,
        muster_minutes=team.muster_minutes,
        headcount=line.headcount,
    )


def stale(
    db: Database, *, officer: Officer, at: datetime, drill_id: UUID | None = None
) -> tuple[Stale, ...]:
    """Return the teams of which nothing was heard for too long, the longest first.

    Raises:
        NoSuchRule, BadValue: The county does not say how long readiness holds.
    """
    found = [
        Stale(
            team_id=line.team.id,
            number=line.team.number,
            name=line.team.name,
            leader=line.team.leader,
            heard_at=None if line.readiness is None else line.readiness.at,
        )
        for line in roster.lines(db, officer=officer, at=at, drill_id=drill_id)
        if line.is_stale
    ]
    return tuple(sorted(found, key=lambda one: (one.heard_at is not None, one.heard_at or at)))


def musters(db: Database, team_id: UUID | None = None) -> tuple[Muster, ...]:
    """Return the muster tests of a team, or of all teams, newest first."""
    with db.read() as tx:
        return store.musters(tx, team_id, limit=_MOST_TOLD)


def order_muster(db: Database, muster: Muster, *, officer: Officer) -> Muster:
    """Order a team to muster; the duty log gets an automatic line.

    Raises:
        NotAllowed, TimeAhead: Nothing was written.
        Conflict: There is no such team.
        Unavailable: The outcome is unknown; look at the team again.
    """
    require(officer, Right.DISPATCH)
    ready = replace(muster, ordered_by=officer.name, assembled_at=None, people=0, result="")
    with db.write(officer) as tx:
        check_time(ready.ordered_at, after=None, now=tx.at)
        team = roster_store.get(tx, ready.team_id)
        rows.add(tx, ready)
        body = {
            "team": team.name,
            "muster": str(ready.id),
            "ordered_at": stamp(ready.ordered_at),
            "by": ready.ordered_by,
        }
        journal.append(
            tx,
            MUSTER_ORDERED,
            body,
            id=new_id(),
            subject=ready.team_id,
            line=Line.AUTOMATIC,
        )
    return ready


def end_muster(db: Database, muster: Muster, *, officer: Officer) -> Muster:
    """Note when a team stood ready, with how many people; *muster* carries the version seen.

    Raises:
        NotAllowed, MusterOver, TimeBackwards, TimeAhead, OutOfRange, FieldTooLong: Nothing was
            written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at the team again.
    """
    require(officer, Right.DISPATCH)
    ready: Muster = admit_texts(muster)[0]
    check_length("result", ready.result)
    check_range("people", ready.people, 0, MOST_PEOPLE)
    with db.write(officer) as tx:
        before = rows.find(tx, Muster, ready.id)
        if before.assembled_at is not None:
            raise MusterOver
        ended_at = ready.assembled_at or max(tx.at, before.ordered_at)
        check_time(ended_at, after=before.ordered_at, now=max(tx.at, before.ordered_at))
        after = replace(
            before,
            assembled_at=ended_at,
            people=ready.people,
            result=ready.result,
            version=ready.version,
        )
        rows.replace(tx, after)
        body = {
            "team": roster_store.get(tx, before.team_id).name,
            "muster": str(before.id),
            "assembled_at": stamp(ended_at),
            "minutes": int((ended_at - before.ordered_at).total_seconds() // 60),
            "people": ready.people,
            "result": ready.result,
        }
        journal.append(
            tx,
            MUSTER_ENDED,
            body,
            id=new_id(),
            subject=before.team_id,
            line=Line.AUTOMATIC,
        )
    return replace(after, version=after.version + 1)

"""Taking the present state out of the program as a paper, from one read transaction."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.alarms.service import lists as alarms
from commandcenter.board import papers
from commandcenter.board.papers import Situation
from commandcenter.board.service.snapshot import Board
from commandcenter.database import heads
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import masked
from commandcenter.directory.rights import Right, may
from commandcenter.directory.service import areas, county, people
from commandcenter.documents import exports
from commandcenter.documents.seal import Seal
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.papers import Running
from commandcenter.duty.service import shifts
from commandcenter.incidents.service import evacuation, reading, shelters
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import translation
from commandcenter.matters.service import matters
from commandcenter.teams.papers.ground import Dictionaries, Ground
from commandcenter.teams.service import dispatch, roster

# Units that are rung up first, in this order: who is told, who commands, who knows the place.
_FIRST = ("superior", "command", "township")


def situation(
    db: Database,
    *,
    at: datetime,
    officer: Officer,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return the present state of the county; phones in full only for those who may see them.

    The seal is of the newest journal row that is more than a note of a paper, so that printing
    it again gives the same bytes as long as nothing happened.

    Raises:
        Cancelled: The officer no longer wants it.
        NoSuchRule, BadValue: The county lacks a rule that a figure needs.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        now = _situation(tx, at=at, officer=officer)
        ground = _ground(tx, at=at, language=language, running=running)
    return papers.situation(ground, now)


def _situation(tx: Tx, *, at: datetime, officer: Officer) -> Situation:
    board = Board().read_in(tx, at=at, officer=officer)
    may_see = may(officer, Right.SEE_PHONES)
    on_watch = shifts.on_watch_in(tx, at)
    return Situation(
        at=at,
        shift=on_watch if on_watch is None or may_see else _without_phones(on_watch),
        board=board,
        numbers={one.id: one.number for one in reading.still_open_in(tx)},
        sent=dispatch.still_open_in(tx),
        leaders=_leaders(tx, at=at, officer=officer),
        moved=evacuation.counts_of_all_in(tx, [one.id for one in board.responses], on=day_of(at)),
        shelters=[one for one in shelters.everything_in(tx, officer=officer) if one.people],
        alarms=[one for one in alarms.active_in(tx) if one.is_waiting],
        matters=matters.still_open_in(tx),
        phones=_phones(tx),
    )


def _without_phones(shift: Shift) -> Shift:
    members = (replace(one, phone=masked(one.phone)) for one in shift.members)
    return replace(shift, members=tuple(members))


def _leaders(tx: Tx, *, at: datetime, officer: Officer) -> dict[UUID, str]:
    may_see = may(officer, Right.SEE_PHONES)
    lines = roster.lines_in(tx, at=at, with_phones=may_see)
    teams = (roster.shown(line.team, officer) for line in lines)
    return {team.id: f"{team.leader} {team.leader_phone}".strip() for team in teams}


def _phones(tx: Tx) -> list[tuple[str, str]]:
    units = [
        one
        for one in people.organisations_in(tx)
        if one.is_active and one.phone and one.kind in _FIRST
    ]
    units.sort(key=lambda one: (_FIRST.index(one.kind), one.area_code, one.name))
    return [(one.name, one.phone) for one in units]


def _ground(tx: Tx, *, at: datetime, language: str, running: Running | None) -> Ground:
    on = day_of(at)
    head = heads.newest_real(tx, besides=exports.EXPORTED)
    return Ground(
        centre=county.names(tx, on=on).centre,
        words=translation(language),
        dictionaries=Dictionaries(words={}),
        areas={area.code: area.name for area in areas.existing(tx, on=on)},
        seal=None if head is None else Seal(seq=head.seq, hash=head.hash, at=head.received_at),
        running=running or Running(),
    )

"""Making the papers that are as of a moment, about everything or about one thing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from commandcenter.board.service import exports as board
from commandcenter.database.engine import Database
from commandcenter.duty.papers import Running
from commandcenter.incidents.service import exports as incidents
from commandcenter.incidents.service import response_exports as responses
from commandcenter.kernel.officer import Officer
from commandcenter.teams.service import exports as teams
from commandcenter.warnings.service import exports as warnings
from ui.documents.drill_papers import Wanted, make_of_one
from ui.documents.kinds import PaperKind
from ui.documents.subjects import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks for a paper, when, and in which language."""

    at: datetime
    officer: Officer
    language: str
    running: Running


def make_as_of(db: Database, kind: PaperKind, subject: Subject | None, asked: Asked) -> bytes:
    """Return a paper as of a moment.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: What it is about is not there.
        Rejected: There is nothing to print about it yet.
        Unavailable: The database did not answer.
    """
    if subject is not None and kind not in _OF_ONE:
        wanted = Wanted(
            at=asked.at, language=asked.language, running=asked.running, officer=asked.officer
        )
        return make_of_one(db, kind, subject, wanted)
    if subject is not None:
        return _OF_ONE[kind](db, subject, asked)
    language, running = asked.language, asked.running
    if kind is PaperKind.EXPIRING:
        return teams.expiring(db, at=asked.at, language=language, running=running)
    of_all = {
        PaperKind.TEAM_ROSTER: teams.roster_list,
        PaperKind.TEAMS_ON_CALL: teams.on_call,
        PaperKind.RESOURCES: teams.resources,
        PaperKind.SITUATION: board.situation,
    }[kind]
    return of_all(db, at=asked.at, officer=asked.officer, language=language, running=running)


def _team_card(db: Database, one: Subject, asked: Asked) -> bytes:
    return teams.card(
        db,
        one.key,
        at=asked.at,
        officer=asked.officer,
        language=asked.language,
        running=asked.running,
    )


def _dispatch_order(db: Database, one: Subject, asked: Asked) -> bytes:
    return teams.order(
        db,
        one.key,
        at=asked.at,
        officer=asked.officer,
        language=asked.language,
        running=asked.running,
    )


def _bulletin(db: Database, one: Subject, asked: Asked) -> bytes:
    report = incidents.newest_report(db, one.key)
    return incidents.bulletin(db, report, language=asked.language, running=asked.running)


def _phone_report(db: Database, one: Subject, asked: Asked) -> bytes:
    call, language = incidents.newest_call(db, one.key), asked.language
    return incidents.phone_form(
        db, one.key, call, officer=asked.officer, language=language, running=asked.running
    )


def _response_order(db: Database, one: Subject, asked: Asked) -> bytes:
    return responses.response_order(
        db, one.key, at=asked.at, language=asked.language, running=asked.running
    )


def _evacuation(db: Database, one: Subject, asked: Asked) -> bytes:
    return responses.evacuation_list(
        db,
        one.key,
        at=asked.at,
        officer=asked.officer,
        language=asked.language,
        running=asked.running,
    )


def _township_packet(db: Database, one: Subject, asked: Asked) -> bytes:
    return responses.township_packet(
        db,
        one.key,
        one.part,
        at=asked.at,
        officer=asked.officer,
        language=asked.language,
        running=asked.running,
    )


def _call_record(db: Database, one: Subject, asked: Asked) -> bytes:
    return warnings.call_record(
        db, one.key, officer=asked.officer, language=asked.language, running=asked.running
    )


_OF_ONE: dict[PaperKind, Callable[[Database, Subject, Asked], bytes]] = {
    PaperKind.TEAM_CARD: _team_card,
    PaperKind.DISPATCH_ORDER: _dispatch_order,
    PaperKind.BULLETIN: _bulletin,
    PaperKind.PHONE_REPORT: _phone_report,
    PaperKind.RESPONSE_ORDER: _response_order,
    PaperKind.EVACUATION: _evacuation,
    PaperKind.TOWNSHIP_PACKET: _township_packet,
    PaperKind.CALL_RECORD: _call_record,
}

"""`commandcenter export`: papers as PDF without a window."""

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

import click

from commandcenter.board.service import exports as board
from commandcenter.cli.running import county, database_option, lang_option, speaking
from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.documents import exports, files
from commandcenter.duty.service import exports as duty
from commandcenter.handover import papers as handover_papers
from commandcenter.handover import service as handover
from commandcenter.incidents.service import exports as incidents
from commandcenter.incidents.service import response_exports as responses
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.service import exports as teams
from commandcenter.warnings.service import exports as warnings

out_option = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE"
)


class NoHandover(Rejected):
    """There is no handover to print."""

    sentence = N_("No handover was made on {day}. Choose another day.")


class EndsBeforeBeginning(Rejected):
    """A period that holds no day."""

    sentence = N_("The period would end on {last}, before it begins on {first}.")


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day
        except ValueError:
            self.fail(f"{value!r}: YYYY-MM-DD", param, ctx)


DAY = _Day()


@click.group()
def export() -> None:
    """Write papers as PDF."""


@export.command("duty-log")
@click.option("--from", "first", type=DAY, help="First shift day; today if left out.")
@click.option("--to", "last", type=DAY, help="Last shift day; the first one if left out.")
@out_option
@database_option
@lang_option
def duty_log(first: date | None, last: date | None, out: Path, address: str, lang: str) -> None:
    """The duty log (值班日志) of one or more shift days."""
    with speaking(lang) as terminal, county(address) as db:
        first = first or day_of(db.clock())
        last = last or first
        if last < first:
            raise EndsBeforeBeginning(first=first, last=last)
        data = duty.duty_log(db, first, last, words=terminal.words)
        hand_out(db, out, data, paper="duty_log", of=f"{first}/{last}")
        terminal.say(N_("Saved: {path}"), path=out)


@export.command("on-call")
@click.option("--from", "first", type=DAY, help="First shift day; today if left out.")
@click.option("--days", type=click.IntRange(1, 366), default=7, show_default=True)
@out_option
@database_option
@lang_option
def on_call(first: date | None, days: int, out: Path, address: str, lang: str) -> None:
    """The on-call list (值班表) with phones."""
    with speaking(lang) as terminal, county(address) as db:
        first = first or day_of(db.clock())
        last = first + timedelta(days=days - 1)
        officer = command_line_officer()
        data = duty.on_call(db, first, last, officer=officer, words=terminal.words)
        hand_out(db, out, data, paper="on_call", of=f"{first}/{last}")
        terminal.say(N_("Saved: {path}"), path=out)


@export.command("handover")
@click.option("--day", type=DAY, help="Shift day; the newest handover if left out.")
@out_option
@database_option
@lang_option
def handover_report(day: date | None, out: Path, address: str, lang: str) -> None:
    """The handover report (交接班报告)."""
    with speaking(lang) as terminal, county(address) as db:
        found = handover.newest_of_day(db, day) if day else handover.newest(db)
        if found is None:
            raise NoHandover(day=day or day_of(db.clock()))
        data = handover_papers.report(found, words=terminal.words)
        hand_out(db, out, data, paper="handover", of=str(found.id))
        terminal.say(N_("Saved: {path}"), path=out)


@export.command("team-roster")
@click.option("--category", default="", metavar="CODE", help="Only one category of teams.")
@out_option
@database_option
@lang_option
def team_roster(category: str, out: Path, address: str, lang: str) -> None:
    """The roster of rescue teams (队伍名册)."""
    query = RosterQuery(category=category)
    make = partial(teams.roster_list, query=query, officer=command_line_officer(), language=lang)
    _write(make, out, address, lang, paper="team_roster", of=category or "all")


@export.command("team-card")
@click.option("--number", required=True, help="Of the team, such as QX-SH-01.")
@out_option
@database_option
@lang_option
def team_card(number: str, out: Path, address: str, lang: str) -> None:
    """The card of one rescue team (队伍信息卡)."""

    def make(db: Database, /, *, at: datetime) -> bytes:
        found, officer = teams.team_with(db, number), command_line_officer()
        return teams.card(db, found, at=at, officer=officer, language=lang)

    _write(make, out, address, lang, paper="team_card", of=number)


@export.command("dispatch-order")
@click.option("--number", required=True, help="Of one of its dispatches, such as DD-2026-001.")
@out_option
@database_option
@lang_option
def dispatch_order(number: str, out: Path, address: str, lang: str) -> None:
    """A dispatch order (调度令) with what has become of it."""

    def make(db: Database, /, *, at: datetime) -> bytes:
        found, officer = teams.order_with(db, number), command_line_officer()
        return teams.order(db, found, at=at, officer=officer, language=lang)

    _write(make, out, address, lang, paper="dispatch_order", of=number)


@export.command("teams-on-call")
@out_option
@database_option
@lang_option
def teams_on_call(out: Path, address: str, lang: str) -> None:
    """The teams on call now, with phones (待命队伍电话表)."""
    make = partial(teams.on_call, officer=command_line_officer(), language=lang)
    _write(make, out, address, lang, paper="teams_on_call", of="all")


@export.command("resources")
@out_option
@database_option
@lang_option
def resources(out: Path, address: str, lang: str) -> None:
    """What the county has to help with (应急资源汇总)."""
    make = partial(teams.resources, officer=command_line_officer(), language=lang)
    _write(make, out, address, lang, paper="resources", of="all")


@export.command("expiring")
@click.option("--days", type=click.IntRange(0, 3650), help="As the county's rule says if left out.")
@out_option
@database_option
@lang_option
def expiring(days: int | None, out: Path, address: str, lang: str) -> None:
    """Certificates, insurances, agreements and supplies that run out (到期清单)."""
    make = partial(teams.expiring, days=days, language=lang)
    _write(make, out, address, lang, paper="expiring", of="all")


@export.command("situation")
@out_option
@database_option
@lang_option
def situation(out: Path, address: str, lang: str) -> None:
    """The present state on one sheet (态势一览)."""
    make = partial(board.situation, officer=command_line_officer(), language=lang)
    _write(make, out, address, lang, paper="situation", of="all")


@export.command("bulletin")
@click.option("--number", required=True, help="Of the incident, such as SJ-2026-001.")
@out_option
@database_option
@lang_option
def bulletin(number: str, out: Path, address: str, lang: str) -> None:
    """The newest report of an incident (突发事件信息专报)."""

    def make(db: Database, /, *, at: datetime) -> bytes:  # noqa: ARG001 - as of when it was sent
        return incidents.bulletin(db, incidents.newest_report_of(db, number), language=lang)

    _write(make, out, address, lang, paper="bulletin", of=number)


@export.command("phone-report")
@click.option("--number", required=True, help="Of the incident, such as SJ-2026-001.")
@out_option
@database_option
@lang_option
def phone_report(number: str, out: Path, address: str, lang: str) -> None:
    """The record of the last report by phone (电话报告记录单), or a form with what to say."""

    def make(db: Database, /, *, at: datetime) -> bytes:  # noqa: ARG001 - as of what is known
        found, officer = incidents.incident_with(db, number), command_line_officer()
        call = incidents.newest_call(db, found.id)
        return incidents.phone_form(db, found.id, call, officer=officer, language=lang)

    _write(make, out, address, lang, paper="phone_report", of=number)


@export.command("response-order")
@click.option("--number", required=True, help="Of the response, such as XY-2026-001.")
@out_option
@database_option
@lang_option
def response_order(number: str, out: Path, address: str, lang: str) -> None:
    """The order that activates, changes or ends a response (应急响应令)."""

    def make(db: Database, /, *, at: datetime) -> bytes:
        found = responses.response_with(db, number)
        return responses.response_order(db, found, at=at, language=lang)

    _write(make, out, address, lang, paper="response_order", of=number)


@export.command("evacuation")
@click.option("--number", required=True, help="Of the response, such as XY-2026-001.")
@out_option
@database_option
@lang_option
def evacuation(number: str, out: Path, address: str, lang: str) -> None:
    """The people who are moved, without names and homes (人员转移清单)."""

    def make(db: Database, /, *, at: datetime) -> bytes:
        found, officer = responses.response_with(db, number), command_line_officer()
        return responses.evacuation_list(db, found, at=at, officer=officer, language=lang)

    _write(make, out, address, lang, paper="evacuation", of=number)


@export.command("township-packet")
@click.option("--number", required=True, help="Of the response, such as XY-2026-001.")
@click.option("--township", required=True, help="Its name or its code.")
@out_option
@database_option
@lang_option
def township_packet(number: str, township: str, out: Path, address: str, lang: str) -> None:
    """What a township needs when it is cut off (乡镇应急资料包)."""

    def make(db: Database, /, *, at: datetime) -> bytes:
        found, officer = responses.response_with(db, number), command_line_officer()
        code = responses.township_with(db, township, at=at).code
        return responses.township_packet(db, found, code, at=at, officer=officer, language=lang)

    _write(make, out, address, lang, paper="township_packet", of=f"{number}/{township}")


@export.command("warning-log")
@click.option("--from", "first", type=DAY, help="First day; today if left out.")
@click.option("--to", "last", type=DAY, help="Last day; the first one if left out.")
@out_option
@database_option
@lang_option
def warning_log(first: date | None, last: date | None, out: Path, address: str, lang: str) -> None:
    """The log of warnings (预警登记) of one or more days."""
    with speaking(lang) as terminal, county(address) as db:
        first = first or day_of(db.clock())
        last = last or first
        if last < first:
            raise EndsBeforeBeginning(first=first, last=last)
        data = warnings.warning_log(db, first, last, language=lang)
        hand_out(db, out, data, paper="warning_log", of=f"{first}/{last}")
        terminal.say(N_("Saved: {path}"), path=out)


@export.command("call-record")
@click.option("--number", required=True, help="That its issuer gave the warning.")
@out_option
@database_option
@lang_option
def call_record(number: str, out: Path, address: str, lang: str) -> None:
    """Who was rung for a warning, and what they answered (叫应记录)."""

    def make(db: Database, /, *, at: datetime) -> bytes:  # noqa: ARG001 - as of what is known
        found, officer = warnings.warning_with(db, number), command_line_officer()
        return warnings.call_record(db, found, officer=officer, language=lang)

    _write(make, out, address, lang, paper="call_record", of=number)


class _Made(Protocol):
    def __call__(self, db: Database, /, *, at: datetime) -> bytes: ...


def _write(make: _Made, out: Path, address: str, lang: str, *, paper: str, of: str) -> None:
    """Make a paper of the county as it is now and write it."""
    with speaking(lang) as terminal, county(address) as db:
        hand_out(db, out, make(db, at=db.clock()), paper=paper, of=of)
        terminal.say(N_("Saved: {path}"), path=out)


def hand_out(db: Database, out: Path, data: bytes, *, paper: str, of: str) -> None:
    """Note that a document is taken out of the program, then save it."""
    exports.note(db, data, paper=paper, of=of, officer=command_line_officer())
    files.save(out, data)


def command_line_officer() -> Officer:
    """Return who acts when the program runs by itself; it may take papers out, nothing else."""
    rights = frozenset({Right.EXPORT, Right.SEE_PHONES})
    return Officer(account_id=new_id(), login="command-line", name="command line", rights=rights)

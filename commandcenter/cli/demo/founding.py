"""Making the demo county: history in bulk, then one night through the same services as ever."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from commandcenter.board.service import heartbeat
from commandcenter.cli.demo import accounts as demo_accounts
from commandcenter.cli.demo import county as demo_county
from commandcenter.cli.demo import drills as demo_drills
from commandcenter.cli.demo import (
    exercise,
    history,
    incidents,
    night,
    responses,
    roads,
    rota,
    sorties,
    warnings,
)
from commandcenter.cli.demo import teams as demo_teams
from commandcenter.cli.demo.county import County
from commandcenter.cli.opening import CLOCK_OFFSET
from commandcenter.database import copies, migrate
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.database.errors import FileExists
from commandcenter.directory.model import Account, Area, Organisation, Person, initials
from commandcenter.directory.rights import RIGHTS, Right, Role
from commandcenter.directory.service import county as directory
from commandcenter.directory.service.county import Founding, Names
from commandcenter.drills.service import drills, plans, records, year_rows
from commandcenter.duty.model.entry import Handling
from commandcenter.duty.model.shift import Member
from commandcenter.duty.service import bulk, log, shifts
from commandcenter.handover import service as handover
from commandcenter.handover.model import Finding, Section
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of, now
from commandcenter.teams.service import imports, packages, readiness, supplies
from commandcenter.teams.service import roads as road_service

_LOGINS = {account.name: account.login for account in demo_accounts.ACCOUNTS}
SCALES = {"small": 20_000, "large": 1_000_000}
STATION = "demo"

# Long enough after the last act that nothing is in the future for the window.
_AFTER_LAST_ACT = timedelta(minutes=2)


def make(
    path: Path, *, scale: str, progress: Callable[[int], None] = lambda _entries: None
) -> None:
    """Make the demo county in a new file; nothing is there until it is complete.

    Args:
        scale: A key of SCALES.
        progress: Told how many entries are in.

    Raises:
        FileExists: The file was not touched.
    """
    if path.exists():
        raise FileExists(path=path)
    growing = path.with_name(path.name + ".growing")
    copies.remove(growing)
    migrate.create(Address.of_file(growing))
    db = Database(Address.of_file(growing))
    try:
        fill(db, count=SCALES[scale], progress=progress)
    finally:
        db.close()
    copies.settle(growing)
    growing.replace(path)
    growing.with_name(growing.name + ".lock").unlink(missing_ok=True)


def fill(
    db: Database, *, count: int, progress: Callable[[int], None] = lambda _entries: None
) -> None:
    """Fill an empty database with the demo county, its years of log and its night."""
    county = demo_county.load()
    acts = night.acts(county)
    ends_at = acts[-1].at + _AFTER_LAST_ACT
    started = now()
    setup = Officer(
        account_id=new_id(),
        login="setup",
        name="setup",
        rights=frozenset({Right.PLAN_DUTY, Right.RECORD}),
    )
    first, last = rota.period(count)
    past = rota.shifts(county, first=first, last=last)
    upcoming = rota.shifts(county, first=last + timedelta(days=1), last=last + timedelta(days=7))
    db.clock = lambda: past[0].start_at
    directory.found(db, _founding(county, ends_at - started), officer=setup)
    tonight = next(shift for shift in past if shift.start_at <= ends_at < shift.end_at)
    before = tuple(shift for shift in past if shift.end_at <= tonight.start_at)
    closed = tuple(replace(shift, closed_at=shift.end_at) for shift in before[:-1])
    shifts.import_all(db, (*closed, before[-1], tonight, *upcoming), officer=setup)
    bulk.load_with_second_process(
        db,
        partial(history.entries, county, before, count=count),
        officer=setup,
        login_of=_login_of,
        progress=progress,
    )
    afternoon = exercise.deeds()
    put_drills(db, county, at=afternoon[0].at)
    play(db, afternoon)
    put_teams(db, county, at=acts[0].at)
    deeds = (
        *acts,
        *sorties.deeds(county),
        *warnings.deeds(county),
        *incidents.deeds(county),
        *responses.deeds(county),
    )
    play(db, sorted(deeds, key=lambda act: act.at))


def put_teams(db: Database, county: County, *, at: datetime) -> None:
    """Add teams, stores, roads and packages as planners keep them, and what teams are doing."""
    planner, chief = _of_role(Role.PLANNER), _of_role(Role.CHIEF)
    db.clock = _standing(at)
    listed = demo_teams.cards(county, on=day_of(at))
    imports.import_all(db, listed, officer=planner)
    supplies.import_all(db, demo_teams.stocks(county, on=day_of(at)), officer=planner)
    for placed in demo_teams.prepositions(county, at=at):
        supplies.add(db, placed, officer=planner)
    for package in demo_teams.packages():
        packages.add(db, package, officer=planner)
    road_service.replace_all(
        db, roads.geojson(county), roads.NAME, act_id=roads.ID, officer=planner
    )
    readiness.say_all(db, demo_teams.readiness(listed, at=at), officer=chief)


def put_drills(db: Database, county: County, *, at: datetime) -> None:
    """Add plans, the year of drills and publicity; what lies before *at* was held."""
    planner = _of_role(Role.PLANNER)
    db.clock = _standing(at)
    year = day_of(at).year
    for plan, levels in demo_drills.plans(county, year=year):
        plans.add(db, plan, levels, officer=planner)
    for one in demo_drills.year_of_drills(county, year=year):
        drill = drills.create(db, one.drill, officer=planner)
        records.add_all(db, [*one.plans, *one.participants, *one.script], officer=planner)
        if drill.begins_at is not None and drill.ends_at is not None and drill.ends_at < at:
            drills.held_elsewhere(
                db,
                drill,
                began_at=drill.begins_at,
                ended_at=drill.ends_at,
                headcount=one.taking_part,
                officer=planner,
                at=at,
            )
    for activity in demo_drills.activities(county, year=year):
        year_rows.add_activity(db, activity, officer=planner)


def _of_role(role: Role) -> Officer:
    return Officer(
        account_id=new_id(),
        login="setup",
        name="指挥中心",
        rights=frozenset(RIGHTS[role]),
        station=STATION,
    )


def _founding(county: County, offset: timedelta) -> Founding:
    organisations = {one.key: one for one in county.organisations}
    return Founding(
        names=Names(county=county.name, centre=county.centre, code=county.code),
        areas=[
            Area(
                code=area.code,
                parent=area.parent or None,
                name=area.name,
                tier=area.tier.value,
                population=area.population,
                lon=area.lon,
                lat=area.lat,
                geometry=area.geometry,
            )
            for area in county.areas
        ],
        organisations=[
            Organisation(
                id=one.id, name=one.name, kind=one.kind, area_code=one.area_code, phone=one.phone
            )
            for one in county.organisations
        ],
        people=[
            Person(
                id=one.id,
                name=one.name,
                organisation_id=organisations[one.organisation].id,
                post=one.post,
                office_phone=one.office_phone,
                mobile=one.mobile,
            )
            for one in county.people
        ],
        accounts=[
            (
                Account(
                    id=new_id(),
                    login=one.login,
                    person_id=county.person(one.name).id,
                    role=Role(one.role),
                ),
                demo_accounts.PASSWORD,
            )
            for one in demo_accounts.ACCOUNTS
        ],
        rules={
            CLOCK_OFFSET: str(int(offset.total_seconds())),
            # The night stands still at a quarter past three, and is there to be handed over.
            "handover.before_s": str(24 * 3600),
        },
    )


def _login_of(member: Member) -> str:
    return _LOGINS.get(member.name) or initials(member.name)


def play(db: Database, acts: Iterable[night.Act | sorties.Deed]) -> None:
    """Do what happens in the night, in this order, each at its time."""
    officers = {account.login: _officer(account) for account in demo_accounts.ACCOUNTS}
    for act in acts:
        db.clock = _standing(act.at)
        heartbeat.beat(db, station=STATION)
        officer = officers[act.officer]
        if isinstance(act, sorties.Deed):
            act.do(db, officer=officer)
        elif isinstance(act, night.HandOver):
            _hand_over(db, officer, officers[act.taker], officers[act.leader])
        elif isinstance(act, night.TakeStep):
            step = Handling(step=act.step, at=act.at, by=officer.name, to=act.to, result=act.result)
            log.take_step(db, act.entry_id, step, officer=officer)
        else:
            log.record(db, act.draft, officer=officer)


def _standing(at: datetime) -> Callable[[], datetime]:
    return lambda: at


def _officer(account: demo_accounts.DemoAccount) -> Officer:
    return Officer(
        account_id=new_id(),
        login=account.login,
        name=account.name,
        rights=frozenset(RIGHTS[Role(account.role)]),
        station=STATION,
    )


def _hand_over(db: Database, outgoing: Officer, incoming: Officer, leader: Officer) -> None:
    walked = handover.start(db, officer=outgoing)
    for check in walked.checklist:
        normal = replace(check, finding=Finding.NORMAL)
        walked = handover.put_check(
            db, walked.id, normal, seen_version=walked.version, officer=outgoing
        )
    for section in Section:
        walked = handover.accept(
            db, walked.id, section, seen_version=walked.version, officer=incoming
        )
    walked = handover.sign_outgoing(db, walked.id, seen_version=walked.version, officer=outgoing)
    walked = handover.sign_leader(db, walked.id, seen_version=walked.version, officer=leader)
    handover.seal(db, walked.id, seen_version=walked.version, officer=incoming)

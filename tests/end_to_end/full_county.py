"""A small county in which everything happens once: in reality, or in a drill."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from commandcenter.alarms.service import acting, lists, raising
from commandcenter.board.service import heartbeat
from commandcenter.database.engine import Database
from commandcenter.directory.model import Area, Organisation, Person
from commandcenter.directory.rights import Role
from commandcenter.directory.service import county
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.service import records
from commandcenter.duty.model.entry import Draft, EntryKind, Handling, Step
from commandcenter.duty.service import log, shifts
from commandcenter.incidents.model.command import (
    Consultation,
    Decision,
    FieldPost,
    Note,
    NoteKind,
    Participant,
    SupplyRequest,
)
from commandcenter.incidents.model.evacuation import Evacuee, Moved, Shelter
from commandcenter.incidents.model.figures import Figures
from commandcenter.incidents.model.incident import Incident, LinkKind
from commandcenter.incidents.model.level import Judgement, Level
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import ReportKind, SendChannel
from commandcenter.incidents.model.response import Decree, Opening, Stage
from commandcenter.incidents.model.review import Fault, Finding
from commandcenter.incidents.service import (
    command,
    consultation,
    evacuation,
    facts,
    groups,
    levels,
    moving,
    opening,
    phoning,
    reading,
    reports,
    response,
    reviews,
    sending,
    shelters,
)
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.matters.model.matter import Matter, MatterKind
from commandcenter.matters.service import matters
from commandcenter.teams.model.dispatch import Dispatch, Order, Result
from commandcenter.teams.model.dispatch import Step as Rung
from commandcenter.teams.model.readiness import Readiness
from commandcenter.teams.model.readiness import State as Doing
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import dispatch, ordering, readiness, roster
from commandcenter.warnings.model.calls import Attempt, Outcome
from commandcenter.warnings.model.passing import Hotspot, Notice
from commandcenter.warnings.model.warning import WarningRecord
from commandcenter.warnings.service import calling, hotspots, passing
from commandcenter.warnings.service.passing import WarningDraft
from tests.qingxi import an_officer

TOWN, VILLAGE = "330399101", "330399101201"
ORGANISATION, WHO, PHONE = "龙潭镇人民政府", "赵镇长", "19900010001"
MINUTE = timedelta(minutes=1)

CHIEF = an_officer("heli", "何立", Role.CHIEF)
LEADER = an_officer("chenguo", "陈国", Role.LEADER)
PLANNER = an_officer("suqing", "苏晴", Role.PLANNER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is there before anything happens: teams and a shelter."""

    teams: tuple[Team, ...]
    shelter: Shelter


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What happened, by which papers and pages are asked for."""

    incident: Incident
    report: UUID
    call: UUID
    sent: Dispatch
    warning: WarningRecord
    response: UUID
    entry: UUID
    team: UUID


def founded(db: Database) -> Ground:
    """Found the county, with a shift on watch, two teams and a shelter."""
    unit = Organisation(id=new_id(), name=ORGANISATION, area_code=TOWN, phone="0577-66120000")
    places = (
        ("330399", None, "清溪县", "county"),
        (TOWN, "330399", "龙潭镇", "township"),
        (VILLAGE, TOWN, "东坝村", "village"),
    )
    founding = county.Founding(
        names=county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399"),
        areas=[
            Area(code=code, parent=parent, name=name, tier=tier)
            for code, parent, name, tier in places
        ],
        organisations=[unit],
        people=[Person(id=new_id(), name=WHO, organisation_id=unit.id, post="镇长", mobile=PHONE)],
    )
    county.found(db, founding, officer=CHIEF)
    shifts.plan_ahead(db, at=db.clock(), officer=CHIEF)
    return opened_ground(db)


def opened_ground(db: Database) -> Ground:
    """Give a county that was founded two teams and a shelter."""
    teams = _teams(db, (1, 2))
    shelter = Shelter(id=new_id(), name="石桥小学", area_code=TOWN, capacity=200)
    shelters.add(db, shelter, officer=CHIEF)
    return Ground(teams=teams, shelter=shelter)


def with_other_teams(db: Database, ground: Ground) -> Ground:
    """Return the same with two further teams, which nobody has sent anywhere yet."""
    numbers = range(2 * len(roster.names(db)), 2 * len(roster.names(db)) + 2)
    return replace(ground, teams=_teams(db, numbers))


def at_hand(db: Database, ground: Ground) -> None:
    """Let the teams stand by in reality."""
    for team in ground.teams:
        said = Readiness(team_id=team.id, state=Doing.READY, at=db.clock())
        readiness.say(db, said, officer=CHIEF)


def _teams(db: Database, numbers: Iterable[int]) -> tuple[Team, ...]:
    teams = tuple(
        Team(
            id=new_id(),
            number=f"QX-{number}",
            name=f"救援{number}队",
            category="grassroots",
            area_code=TOWN,
            lon=120.1,
            lat=27.4,
            leader="张伟",
            leader_phone=PHONE,
        )
        for number in numbers
    )
    for team in teams:
        roster.add(db, team, officer=CHIEF)
    return teams


def a_drill(db: Database, title: str = "防汛桌面推演", *, number: int = 1) -> Drill:
    """Add a drill that runs."""
    drill = records.add(
        db, Drill(id=new_id(), year=2026, number=number, title=title), officer=PLANNER
    )
    with db.write(PLANNER) as tx:
        return records.moved(tx, drill, state=State.RUNNING, began_at=tx.at)


def happen(
    db: Database,
    ground: Ground,
    *,
    wait: Callable[[timedelta], object],
    drill_id: UUID | None = None,
) -> Happened:
    """Let everything happen: in reality, or all the same in a drill.

    Args:
        wait: Lets time pass in the county.
    """
    entry = _write_log(db, drill_id)
    _raise_alarms(db, drill_id)
    warning = _warn(db, drill_id)
    incident = _handle(db, entry, drill_id)
    sent = _send_teams(db, ground, entry, incident, drill_id)
    moving.link(db, incident.id, LinkKind.WARNING, warning.id, officer=CHIEF, link_id=new_id())
    responding = _respond(db, ground, incident, drill_id)
    wait(MINUTE)
    call = _phone(db, incident)
    report = _report(db, incident)
    wait(timedelta(minutes=90))  # clocks are late, calls are not answered, levels are told
    heartbeat.beat(db)
    return Happened(
        incident=incident,
        report=report,
        call=call,
        sent=sent,
        warning=warning,
        response=responding,
        entry=entry,
        team=ground.teams[0].id,
    )


def _write_log(db: Database, drill_id: UUID | None) -> UUID:
    """Write an entry of each kind, correct one, take steps of one, return one of an incident."""
    told: dict[EntryKind, UUID] = {}
    for kind in EntryKind:
        draft = Draft(
            id=new_id(),
            content=f"龙潭镇石桥村水位上涨 {kind}",
            kind=kind,
            org=ORGANISATION,
            name=WHO,
            phone=PHONE,
            place="石桥村",
            due_at=db.clock() + timedelta(hours=1),
            drill_id=drill_id,
        )
        told[kind] = log.record(db, draft, officer=CHIEF).id
    taken = told[EntryKind.ORDER]
    for step in Step:
        handling = Handling(step=step, at=db.clock(), by="何立", to="林晓", result="已办")
        log.take_step(db, taken, handling, officer=CHIEF)
    wrong = Draft(
        id=new_id(),
        content="更正：东坝村",
        corrects=told[EntryKind.PATROL],
        reason="地点",
        kind=EntryKind.PATROL,
        drill_id=drill_id,
    )
    log.record(db, wrong, officer=CHIEF)
    task = Matter(
        id=new_id(),
        kind=MatterKind.TASK,
        title="核实石桥村人数",
        opened_at=db.clock(),
        due_at=db.clock() + timedelta(hours=1),
        drill_id=drill_id,
    )
    matters.open_task(db, task, officer=CHIEF)
    return told[EntryKind.INCIDENT]


def _raise_alarms(db: Database, drill_id: UUID | None) -> None:
    """Leave an alarm in each state that it can stand in."""
    with db.write(CHIEF) as tx:
        for number in range(5):
            raising.raise_in(
                tx,
                "incident",
                source=f"tried:{drill_id}:{number}",
                title=f"试报警 {number}",
                severity=Severity.ORANGE,
                at=tx.at,
                drill_id=drill_id,
            )
    known = {one.source[-1]: one for one in lists.active(db, drill_id=drill_id)}
    acting.acknowledge(db, known["1"].id, note="已知", officer=CHIEF)
    until = db.clock() + timedelta(hours=2)
    acting.shelve(db, known["2"].id, until=until, reason="重复", officer=CHIEF)
    acting.acknowledge(db, known["3"].id, note="已知", officer=CHIEF)
    acting.shelve(db, known["3"].id, until=until, reason="重复", officer=CHIEF)
    with db.write(CHIEF) as tx:
        raising.clear_in(tx, "incident", known["4"].source, at=tx.at)


def _warn(db: Database, drill_id: UUID | None) -> WarningRecord:
    draft = WarningDraft(
        id=new_id(),
        sender="县气象台",
        headline="暴雨红色预警",
        number="330399-2026-7",
        kind="11B03",
        colour=Severity.RED,
        sent_at=db.clock(),
        area="龙潭镇",
        area_codes=(TOWN,),
        drill_id=drill_id,
    )
    warning = passing.enter(db, draft, officer=CHIEF)
    for one in calling.of_warning(db, warning.id)[:1]:
        ring = Attempt(id=new_id(), call_id=one.id, outcome=Outcome.NO_ANSWER, called_at=db.clock())
        calling.ring(db, ring, officer=CHIEF)
    notice = Notice(
        id=new_id(),
        warning_id=warning.id,
        channel="phone",
        told="各乡镇",
        at=db.clock(),
        reached=12,
    )
    passing.pass_on(db, notice, officer=CHIEF)
    spot = Hotspot(id=new_id(), pixels=3, lon=120.2, lat=27.5, place="石桥村", drill_id=drill_id)
    hotspots.note(db, spot, officer=CHIEF)
    return warning


def _handle(db: Database, entry: UUID, drill_id: UUID | None) -> Incident:
    one = opening.open_from_entry(
        db, entry, incident_id=new_id(), kind="accident:traffic", officer=CHIEF
    )
    assert one.drill_id == drill_id
    figures = Figures(id=new_id(), dead=3, missing=1, serious=2, evacuated=40, affected=100)
    facts.count(db, one.id, figures, officer=CHIEF, seen=None)
    one = opening_again(db, one)
    judgement = Judgement(level=Level.MAJOR, reason="带班领导研判")
    one = levels.set_level(db, one.id, judgement, officer=CHIEF, seen_version=one.version)
    fault = Finding(
        id=new_id(), incident_id=one.id, fault=Fault.LATE, doc_no="清应急 3 号", content="迟报"
    )
    reviews.find_fault(db, fault, officer=LEADER)
    return opening_again(db, one)


def opening_again(db: Database, one: Incident) -> Incident:
    """Return an incident as it is now."""
    found = reading.find(db, one.id)
    assert found is not None
    return found


def _phone(db: Database, one: Incident) -> UUID:
    call = PhoneReport(
        id=new_id(), to_org="市应急局", to_name="王处", content="石桥村翻车", reply="继续核实"
    )
    return phoning.phone(db, one.id, call, officer=CHIEF).id


def _report(db: Database, one: Incident) -> UUID:
    """Send the first report; the next one stays a draft."""
    first = reports.begin(
        db, one.id, ReportKind.FIRST, report_id=new_id(), officer=CHIEF, language="zh"
    )
    first = reports.check(db, first.id, seen_version=first.version, officer=CHIEF, act_id=new_id())
    first = sending.sign(db, first.id, seen_version=first.version, officer=LEADER, act_id=new_id())
    sending.send(db, first.id, SendChannel.SYSTEM, officer=CHIEF, act_id=new_id())
    later = reports.begin(
        db, one.id, ReportKind.FOLLOW_UP, report_id=new_id(), officer=CHIEF, language="zh"
    )
    reports.check(db, later.id, seen_version=later.version, officer=CHIEF, act_id=new_id())
    return first.id


def _send_teams(
    db: Database, ground: Ground, entry: UUID, incident: Incident, drill_id: UUID | None
) -> Dispatch:
    """Send one team that comes back with a result and is sent again; the other one rests."""
    team, other = ground.teams
    for one, doing in ((team, Doing.READY), (other, Doing.RESTING)):
        said = Readiness(team_id=one.id, state=doing, at=db.clock(), drill_id=drill_id)
        readiness.say(db, said, officer=CHIEF)
    order = Order(
        id=new_id(),
        order_id=new_id(),
        team_id=team.id,
        entry_id=entry,
        incident_id=incident.id,
        place="石桥村",
        task="救援",
        people_out=12,
        lon=120.2,
        lat=27.5,
        drill_id=drill_id,
    )
    [sent] = ordering.order(db, [order], officer=CHIEF)
    for rung in (Rung.ACKNOWLEDGED, Rung.ASSEMBLED, Rung.DEPARTED, Rung.ARRIVED):
        dispatch.take(db, sent.id, rung, officer=CHIEF)
    dispatch.report(db, sent.id, Result(id=new_id(), rescued=4, injured=1), officer=CHIEF)
    return sent


def _respond(db: Database, ground: Ground, incident: Incident, drill_id: UUID | None) -> UUID:
    opening_ = Opening(
        id=new_id(), hazard="flood", incident_id=incident.id, title="防汛", drill_id=drill_id
    )
    decree = Decree(
        id=new_id(), stage=Stage.THIRD, basis="超警戒", decided_by="县防指", approver="周明"
    )
    one = response.activate(db, opening_, decree, officer=CHIEF).opening.id
    offered = groups.offered(db)
    groups.call_up(db, one, [offered[0].code], officer=CHIEF)
    people = [
        Evacuee(
            id=new_id(),
            about=one,
            number="",
            name="李四",
            area_code=VILLAGE,
            people=3,
            at=db.clock(),
            drill_id=drill_id,
        )
        for _ in range(3)
    ]
    evacuation.put_on_list(db, people, officer=CHIEF)
    evacuation.take(
        db,
        [people[0].id],
        Moved.SHELTERED,
        officer=CHIEF,
        act_id=new_id(),
        shelter_id=ground.shelter.id,
    )
    evacuation.take(
        db, [people[1].id], Moved.UNREACHED, officer=CHIEF, act_id=new_id(), note="电话不通"
    )
    _command(db, one, drill_id)
    return one


def _command(db: Database, one: UUID, drill_id: UUID | None) -> None:
    at = db.clock()
    scope = {"about": one, "drill_id": drill_id}
    decision = Decision(id=new_id(), text="转移石桥村", owner="龙潭镇", due_at=at + MINUTE)
    held = Consultation(
        id=new_id(), at=at, chair="周明", judgement="水位还会上涨", decisions=(decision,), **scope
    )
    consultation.consult(db, held, officer=CHIEF)
    said = Note(id=new_id(), kind=NoteKind.DAILY, text="平稳", at=at, **scope)
    consultation.note(db, said, officer=CHIEF)
    post = FieldPost(
        id=new_id(), name="石桥村前指", place="石桥村", commander="周明", opened_at=at, **scope
    )
    command.open_post(db, post, officer=CHIEF)
    part = Participant(id=new_id(), organisation="县水利局", **scope)
    command.take_part(db, part, officer=CHIEF)
    asked = SupplyRequest(id=new_id(), item="冲锋舟", quantity=4, requested_at=at, **scope)
    command.request_supplies(db, asked, officer=CHIEF)

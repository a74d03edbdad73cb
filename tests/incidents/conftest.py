"""A founded county, officers, log lines and incidents that name only what a test is about."""

from collections.abc import Callable

import pytest

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Role
from commandcenter.directory.service import county
from commandcenter.duty.model.entry import Draft, Entry, EntryKind
from commandcenter.duty.service import log
from commandcenter.incidents.model.figures import Counted, Figures
from commandcenter.incidents.model.incident import Facts, Incident, Opening
from commandcenter.incidents.model.level import Judgement, Level
from commandcenter.incidents.model.report import Report, ReportKind, SendChannel
from commandcenter.incidents.service import facts, levels, opening, reading, reports, sending
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.teams.model.dispatch import Dispatch, Order
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import ordering, roster
from commandcenter.warnings.model.warning import WarningRecord
from commandcenter.warnings.service import passing
from commandcenter.warnings.service.passing import WarningDraft
from tests.qingxi import FOUNDING, an_officer


@pytest.fixture(scope="session")
def leader() -> Officer:
    """The duty leader, who signs."""
    return an_officer("chenguo", "陈国", Role.LEADER)


@pytest.fixture(scope="session")
def admin() -> Officer:
    """Who may change the rules."""
    return an_officer("admin", "管理员", Role.ADMIN)


@pytest.fixture(scope="session")
def founding() -> county.Founding:
    """Every county here is founded."""
    return FOUNDING


@pytest.fixture
def an_entry(db, chief) -> Callable[..., Entry]:
    """Record a log line; name only what the test is about."""

    def make(content: str = "石桥村发生交通事故，客车翻车。", **fields: object) -> Entry:
        usual = {
            "id": new_id(),
            "kind": EntryKind.INCIDENT,
            "org": "龙潭镇",
            "name": "周明",
            "place": "龙潭镇石桥村",
        }
        return log.record(db, Draft(**usual | {"content": content} | fields), officer=chief)

    return make


@pytest.fixture
def a_warning(db, chief) -> Callable[..., WarningRecord]:
    """Take in a warning; name only what the test is about."""

    def make(**fields: object) -> WarningRecord:
        usual = {"sender": "县气象台", "headline": "暴雨红色预警", "kind": "11B03"}
        draft = WarningDraft(id=new_id(), sent_at=db.clock(), **usual | fields)
        return passing.enter(db, draft, officer=chief)

    return make


@pytest.fixture
def a_dispatch(db, chief) -> Callable[..., Dispatch]:
    """Send a team of its own; name only what the test is about."""

    def make(**fields: object) -> Dispatch:
        team = Team(id=new_id(), number=str(new_id()), name="龙潭镇救援队", category="grassroots")
        roster.add(db, team, officer=chief)
        usual = {"order_id": new_id(), "place": "石桥村", "task": "救援"}
        order = Order(id=new_id(), team_id=team.id, **usual | fields)
        [sent] = ordering.order(db, [order], officer=chief)
        return sent

    return make


@pytest.fixture
def an_incident(db, chief) -> Callable[..., Incident]:
    """Open an incident; name only what the test is about."""

    def make(kind: str = "accident:traffic", **fields: object) -> Incident:
        said = {"title": "石桥村客车翻车", "place": "石桥村", "course": "客车翻入水沟"}
        outer = {"id": new_id()} | {
            name: fields.pop(name) for name in ("id", "learned_at", "drill_id") if name in fields
        }
        told = Facts(id=new_id(), **said | {"kind": kind} | fields)
        return opening.open_incident(db, Opening(facts=told, **outer), officer=chief)

    return make


@pytest.fixture
def counted(db, chief) -> Callable[..., Counted]:
    """Note figures of an incident."""

    def make(one: Incident, **figures: object) -> Counted:
        with db.read() as tx:
            newest = reading.figures_in(tx, [one.id]).get(one.id)
        seen = newest.figures.id if newest is not None else None
        return facts.count(db, one.id, Figures(id=new_id(), **figures), officer=chief, seen=seen)

    return make


@pytest.fixture
def judged(db, chief) -> Callable[..., Incident]:
    """Say how bad an incident is."""

    def make(one: Incident, level: Level = Level.MAJOR, **said: object) -> Incident:
        judgement = Judgement(level=level, **{"reason": "带班领导研判"} | said)
        return levels.set_level(db, one.id, judgement, officer=chief, seen_version=one.version)

    return make


@pytest.fixture
def sent(db, chief, leader) -> Callable[..., Report]:
    """Write, check, sign and send a report."""

    def make(one: Incident, kind: ReportKind = ReportKind.FIRST, **how: object) -> Report:
        report = reports.begin(db, one.id, kind, report_id=new_id(), officer=chief, language="zh")
        report = signed(db, report, chief, leader)
        channel = how.pop("channel", SendChannel.SYSTEM)
        return sending.send(db, report.id, channel, officer=chief, act_id=new_id(), **how)

    return make


def signed(db: Database, report: Report, chief: Officer, leader: Officer) -> Report:
    report = reports.check(
        db, report.id, seen_version=report.version, officer=chief, act_id=new_id()
    )
    return sending.sign(db, report.id, seen_version=report.version, officer=leader, act_id=new_id())

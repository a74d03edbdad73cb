"""A county in which a tabletop drill of 30 lines is about to begin."""

from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.model import Area
from commandcenter.drills.model.drill import Drill, Form, Objective
from commandcenter.drills.model.script import Inject, Visibility
from commandcenter.drills.service import drills, records
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import readiness, roster
from tests.county_hall import CHIEF, Hall, found
from tests.end_to_end.workstation import Workstation
from tests.moving_clock import MovingClock

COUNTY, TOWN = "330399", "330399101"
AREAS = (
    Area(code=COUNTY, parent=None, name="清溪县", tier="county"),
    Area(code=TOWN, parent=COUNTY, name="龙潭镇", tier="township", lon=120.21, lat=27.91),
)
CONTACT = "值班室 0577-86120001"
TEAM = "县水上救援队"
LINES = 30
BRANCH = "溃口"
# What the players type.
ANSWERS = (
    "已令甲库开闸两孔，泄量一百二",
    "丁桥滑坡埋压客车，请派队核查",
    "学校操场安置点已启用",
    "丙堤抢险队已撤回待命",
)
PLAYED_PLACE = "丁桥隧洞口"
# What is real.
CALL = "老码头真有渔船翻沉，两人落水"
_OF_BRANCH = range(21, 23)
_UNSEEN = {10: Visibility.CONTROLLERS, 11: Visibility.EVALUATORS}


@dataclass(kw_only=True)
class Scene:
    """The county, its time, and who sits in it.

    Attributes:
        start: When the drill begins.
    """

    hall: Hall
    clock: MovingClock
    drill: Drill
    goals: tuple[Objective, ...]
    script: tuple[Inject, ...]
    start: datetime
    stations: dict[str, Workstation] = field(default_factory=dict)

    def place(self, name: str, station: Workstation) -> None:
        """Let a workstation have the time of the county."""
        self.stations[name] = station
        station.tell("look_every", ms=500)
        station.tell("set_time", at=self.clock.at.isoformat())

    def until(self, after: timedelta) -> None:
        """Let it be so long after the start of the drill, everywhere."""
        self.clock.set(self.start + after)
        for station in self.stations.values():
            station.tell("set_time", at=self.clock.at.isoformat())

    def opened(self) -> "closing[Database]":
        """Open the county for a look at its own time."""
        return closing(self.clock.opened())

    def line(self, number: int) -> UUID:
        """Return the id of a line of the script."""
        return self.script[number - 1].id


def prepared(address: Address) -> Scene:
    """Found the county and plan the drill."""
    found(address, areas=AREAS, rules={"incidents.contact": CONTACT})
    clock = MovingClock(address, now().replace(microsecond=0) + timedelta(seconds=1))
    drill = Drill(
        id=new_id(),
        year=clock.at.year,
        number=1,
        title="甲库超限桌面推演",
        form=Form.TABLETOP,
        hazard="flood",
        lead_org="清溪县防指",
        begins_at=clock.at,
        ends_at=clock.at + timedelta(hours=1),
        headcount=18,
        summary="推演按计划完成",
        lessons="值守要更快",
    )
    goals = tuple(
        Objective(id=new_id(), drill=drill.id, number=number, text=text)
        for number, text in enumerate(("一刻钟内下达转移令", "报告不迟不漏"), start=1)
    )
    script = tuple(_line(drill, goals, number) for number in range(1, LINES + 1))
    with closing(clock.opened()) as db:
        _team(db, clock.at)
        drill = drills.create(db, drill, officer=CHIEF)
        records.add_all(db, goals, officer=CHIEF)
        records.add_all(db, script, officer=CHIEF)
    return Scene(
        hall=Hall(address), clock=clock, drill=drill, goals=goals, script=script, start=clock.at
    )


def _team(db: Database, at: datetime) -> None:
    team = Team(
        id=new_id(),
        number="QX-1",
        name=TEAM,
        category="professional",
        hazards=frozenset({"flood"}),
        area_code=TOWN,
        lon=120.2,
        lat=27.92,
    )
    roster.add(db, team, officer=CHIEF)
    readiness.say(db, Readiness(team_id=team.id, state=State.READY, at=at), officer=CHIEF)


def _line(drill: Drill, goals: tuple[Objective, ...], number: int) -> Inject:
    is_branch = number in _OF_BRANCH
    return Inject(
        id=new_id(),
        drill=drill.id,
        number=number,
        offset_s=60 * number,
        title=f"险情{number:02}续报",
        text=f"乙站第{number:02}号来电：水位又涨{number:02}厘米，请示处置",
        sender=f"模拟{number:02}席",
        receiver="防指值班室",
        expected=f"核实{number:02}号来电\n答复{number:02}号来电",
        within_s=600,
        objective_id=goals[number % 2].id,
        owner="导调甲",
        visibility=_UNSEEN.get(number, Visibility.PLAYERS),
        branch=BRANCH if is_branch else "",
        condition="丙堤不稳" if is_branch else "",
    )

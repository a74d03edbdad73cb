"""Alarms of a flood night, with a hall that stands in for nothing: values and plain rules."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from commandcenter.alarms.model import alarm as rules
from commandcenter.alarms.model.alarm import Alarm, State
from commandcenter.alarms.model.kinds import AlarmType
from commandcenter.alarms.store.types import shipped
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from ui.alarms.page import AlarmsPage
from ui.alarms.values import Acknowledgement, Action, Acts, Measure, Overview, Shelving
from ui.shell.page import Target

EVENING = datetime(2026, 7, 18, 14, 46, 8, tzinfo=UTC)  # 22:46:08 in Beijing
RED, ORANGE, YELLOW, BLUE = Severity
ACTIONS = (
    Action(code="handling", zh="已着手处置", en="Being handled"),
    Action(code="dispatched", zh="已派队伍", en="Team sent"),
    Action(code="called", zh="已电话核实", en="Verified by phone"),
    Action(code="reported", zh="已报带班领导", en="Duty leader told"),
    Action(code="passed_on", zh="已转责任单位", en="Passed on to the unit in charge"),
    Action(code="false", zh="核实为误报", en="Verified as false"),
)


def alarm(title: str, severity: Severity = ORANGE, **more: object) -> Alarm:
    """Return an alarm that waits for somebody; name only what matters."""
    at = EVENING - timedelta(minutes=4)
    usual: dict[str, object] = {
        "id": new_id(),
        "type_code": "warning",
        "source": title,
        "title": title,
        "severity": severity,
        "severity_max": severity,
        "state": State.ACTIVE,
        "raised_at": at,
        "sounded_at": at,
        "last_at": at,
    }
    return Alarm(**usual | more)  # type: ignore[arg-type]


def night() -> tuple[Alarm, ...]:
    """Return the alarms of the flood night."""
    soon = EVENING + timedelta(minutes=1, seconds=12)
    return (
        alarm("山洪灾害红色预警 龙潭镇", RED, due_at=soon, area_code="330399101"),
        alarm("东坝测压管 P3 超红线", RED, type_code="incident", level=1, count=3),
        alarm("竹源乡 3 人未应答叫应", ORANGE, type_code="call_unanswered", due_at=soon),
        alarm("雷达数据中断", YELLOW, type_code="feed_lost", state=State.CLEARED),
        alarm(
            "石桥下街内涝 首报超时",
            ORANGE,
            type_code="clock_late",
            state=State.ACKNOWLEDGED,
            acknowledged_at=EVENING - timedelta(minutes=2),
            acknowledged_by="何立",
            action="reported",
            note="周敏已知，正在写首报",
        ),
        alarm(
            "云岭雨量站 数据中断",
            BLUE,
            type_code="feed_lost",
            state=State.SHELVED,
            shelved_at=EVENING,
            shelved_until=EVENING + timedelta(minutes=45),
            shelved_by="何立",
            reason="县气象局检修",
        ),
        alarm("演练：大风蓝色预警", BLUE, drill_id=UUID(int=5)),
    )


def measures() -> tuple[Measure, ...]:
    """Return figures, one of them without enough data."""
    return (
        Measure(code="rate", title="Alarms in 10 minutes, mean", goal="≤ 1", value="0.6",
                is_met=True, has_days=41),
        Measure(code="flood", title="Share of time in flood", goal="< 1 %", value="2.3 %",
                is_met=False, has_days=41),
        Measure(code="standing", title="Standing for more than 24 h", goal="< 5", has_days=12),
    )  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Hall:
    """A duty room with its alarms; what is done to them follows the rules of the model."""

    alarms: dict[UUID, Alarm] = field(default_factory=dict)
    types: dict[str, AlarmType] = field(default_factory=dict)
    role: Role = Role.CHIEF
    sent: list[object] = field(default_factory=list)
    failure: Exception | None = None
    flood_since: str = ""

    def officer(self) -> Officer:
        """Return who sits here."""
        rights = frozenset(RIGHTS[self.role])
        return Officer(account_id=UUID(int=7), login="heli", name="何立", rights=rights)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return EVENING

    def put(self, *alarms: Alarm) -> None:
        """Let these be all there are."""
        self.alarms = {one.id: one for one in alarms}

    def read(self) -> Overview:
        """Return everything."""
        self._fail()
        return Overview(
            alarms=tuple(self.alarms.values()),
            types=tuple(self.types.values()),
            actions=ACTIONS,
            measures=measures(),
            areas=(("330399101", "龙潭镇"),),
            flood_since=self.flood_since,
        )

    def acknowledge(self, act: Acknowledgement) -> Alarm:
        """Acknowledge an alarm."""
        self.sent.append(act)
        self._fail()
        before = self.alarms[act.alarm.id]
        return self._keep(
            rules.acknowledged(before, EVENING, by="何立", note=act.note, action=act.action)
        )

    def shelve(self, act: Shelving) -> Alarm:
        """Put an alarm aside."""
        self.sent.append(act)
        self._fail()
        latest = EVENING + timedelta(hours=2)
        until = EVENING + act.length
        before = self.alarms[act.alarm.id]
        return self._keep(
            rules.shelved(before, EVENING, until=until, latest=latest, by="何立", reason=act.reason)
        )

    def take_back(self, _act_id: UUID, one: Alarm) -> Alarm:
        """Bring an alarm back."""
        return self._keep(rules.returned(self.alarms[one.id], (), at=EVENING))

    def change_type(self, changed: AlarmType) -> AlarmType:
        """Change a row of the table."""
        self.sent.append(changed)
        self.types[changed.code] = changed
        return changed

    def acts(self) -> Acts:
        """Return what the page calls."""
        return Acts(
            read=self.read,
            acknowledge=self.acknowledge,
            shelve=self.shelve,
            take_back=self.take_back,
            change_type=self.change_type,
        )

    def _keep(self, after: Alarm) -> Alarm:
        self.alarms[after.id] = replace(after)
        return after

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure


def hall() -> Hall:
    """Return the flood night."""
    made = Hall(types={row.code: row for row in shipped()})
    made.put(*night())
    return made


def make_page(seat: object, made: Hall) -> AlarmsPage:
    """Return the page of this room."""
    return AlarmsPage(
        seat,  # type: ignore[arg-type]  # the window's
        made.acts(),
        lambda one: Target(page="warnings", kind="warning", key=one.id),
    )


@pytest.fixture
def room() -> Hall:
    """The flood night."""
    return hall()


@pytest.fixture
def make_alarm() -> Callable[..., Alarm]:
    """Make an alarm that waits for somebody."""
    return alarm


@pytest.fixture
def open_page(qtbot: QtBot, visit: Callable[..., AlarmsPage]) -> Callable[[Hall], AlarmsPage]:
    """Open the page in the main window."""

    def _open(made: Hall) -> AlarmsPage:
        page = visit("alarms", lambda seat: make_page(seat, made), made)
        qtbot.wait_until(lambda: bool(page.overview.types) or made.failure is not None)
        return page

    return _open


@pytest.fixture
def page(room: Hall, open_page: Callable[[Hall], AlarmsPage]) -> AlarmsPage:
    """The page of the watch chief."""
    return open_page(room)

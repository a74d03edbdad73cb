"""A board on the evening of a flood, with values of its own."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

import resources
from commandcenter.board.model import (
    NOTHING,
    Forces,
    Item,
    ItemKind,
    Movement,
    Phrase,
    Post,
    Response,
    Snapshot,
    Tile,
    phrase,
    plain,
)
from commandcenter.directory.model import Area
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from ui.board.page import BoardPage
from ui.shell.window import MainWindow

EVENING = datetime(2026, 7, 18, 14, 46, 8, tzinfo=UTC)  # 22:46:08 in Beijing
RED, ORANGE, YELLOW, BLUE = Severity
INCIDENT, WARNING = ItemKind.INCIDENT, ItemKind.WARNING


def item(title: str, kind: ItemKind = INCIDENT, **more: object) -> Item:
    """Return an item; name only what matters."""
    usual: dict[str, object] = {"id": new_id(), "kind": kind, "title": title, "at": EVENING}
    return Item(**usual | more)  # type: ignore[arg-type]


def _ago(**span: float) -> datetime:
    return EVENING - timedelta(**span)


def _in(**span: float) -> datetime:
    return EVENING + timedelta(**span)


def _incidents() -> tuple[Item, ...]:
    return (
        item(
            "东坝渗漏险情",
            severity=ORANGE,
            is_acknowledged=False,
            alarm_id=new_id(),
            place=plain("龙潭镇东坝 · 重大 Ⅱ 级"),
            area_code="330399101",
            position=(119.757, 27.755),
            due_at=_in(minutes=21, seconds=7),
            warn_at=_in(minutes=11),
            clock_label="首报",
            status=phrase("处置中"),
            who="何立",
            at=_ago(minutes=3),
        ),
        item(
            "上岭脚地质灾害险情",
            severity=YELLOW,
            place=plain("云岭乡上岭脚 · 较大 Ⅲ 级"),
            area_code="330399200",
            position=(119.69, 27.86),
            due_at=_in(minutes=3, seconds=52),
            warn_at=_ago(minutes=1),
            clock_label="续报",
            status=plain("转移 41 人"),
            who="何立",
            at=_ago(hours=1),
        ),
        item(
            "石桥下街内涝",
            severity=BLUE,
            place=plain("石桥镇下街 · 一般 Ⅳ 级"),
            area_code="330399102",
            position=(119.867, 27.742),
            due_at=_ago(minutes=4, seconds=12),
            clock_label="首报",
            status=phrase("处置中"),
            who="林晓",
            at=_ago(minutes=8),
        ),
        item(
            "大溪老街桥过水",
            place=plain("大溪镇老街桥 · 未定级"),
            area_code="330399103",
            value_label="复核",
            value=plain("23:30"),
            status=plain("封桥值守"),
            who="林晓",
            at=_ago(hours=1),
        ),
    )


def _warnings() -> tuple[Item, ...]:
    call = "叫应"
    passed = "已转发"
    until = "至 {time}"
    return (
        item(
            "山洪灾害红色预警",
            WARNING,
            severity=RED,
            is_acknowledged=False,
            alarm_id=new_id(),
            place=plain("龙潭镇 · 县水利局、气象局"),
            value_label=call,
            value=plain("8/11"),
            status=phrase(until, time="02:00"),
            who="林晓",
            at=_ago(minutes=4),
        ),
        item(
            "暴雨橙色预警",
            WARNING,
            severity=ORANGE,
            place=plain("龙潭、云岭、竹源等 5 乡镇"),
            value_label=call,
            value=plain("9/12"),
            due_at=_in(minutes=2, seconds=40),
            warn_at=_ago(minutes=1),
            clock_label="叫应",
            who="林晓",
            at=_ago(minutes=15),
        ),
        item(
            "地质灾害气象风险橙色预警",
            WARNING,
            severity=ORANGE,
            place=plain("云岭、竹源"),
            value_label=call,
            value=plain("14/14"),
            status=phrase(until, time="08:00"),
            who="陈昊",
            at=_ago(hours=1),
        ),
        item(
            "雷电黄色预警",
            WARNING,
            severity=YELLOW,
            place=plain("全县"),
            value_label=passed,
            value=plain("20/20"),
            status=phrase(until, time="00:00"),
            who="陈昊",
            at=_ago(hours=2),
        ),
        item(
            "竹源林场热点",
            ItemKind.HOTSPOT,
            severity=BLUE,
            is_stale=True,
            place=plain("竹源乡林场 · 卫星热点"),
            value_label="数据陈旧",
            value=plain("27 分钟"),
            status=phrase("待核实"),
            who="",
            at=_ago(minutes=27),
        ),
        item(
            "演练注入：大风蓝色预警",
            WARNING,
            severity=BLUE,
            place=plain("沿江 4 镇"),
            value_label=passed,
            value=plain("4/4"),
            status=phrase(until, time="06:00"),
            who="陈昊",
            at=_ago(hours=3),
            drill_id=new_id(),
        ),
    )


def _movement(minutes: int, words: str, state: Phrase = NOTHING, *, runs: bool = True) -> Movement:
    at = _ago(minutes=minutes)
    return Movement(id=new_id(), at=at, words=plain(words), state=state, since=at if runs else None)


def flood() -> Snapshot:
    """Return the board of the flood night."""
    return Snapshot(
        at=EVENING,
        items=(*_incidents(), *_warnings()),
        closed={
            INCIDENT: (phrase("已办结 {count} 起", count=2),),
            WARNING: (
                phrase("已解除 {count}", count=3),
                phrase("被替代 {count}", count=4),
            ),
        },
        tiles=(
            Tile(
                code="accidents",
                title="今年事故",
                this_year=12,
                last_year=15,
                target=14,
            ),
            Tile(code="deaths", title="今年死亡", this_year=3, last_year=2, target=2),
        ),
        forces=Forces(
            teams_out=6,
            people_out=75,
            teams_waiting=14,
            people_waiting=203,
            moved=412,
            to_move=486,
            shelters=5,
            sheltered=412,
        ),
        movements=(
            _movement(2, "县防汛抢险一队 到场 东坝", phrase("在途")),
            _movement(5, "蓝天救援队 出动，往石桥下街", phrase("在途")),
            _movement(10, "龙潭镇卫生院 救护车 1 台 接令", phrase("待出动"), runs=False),
        ),
        posts=(
            Post(id=new_id(), name="县防汛抢险一队", position=(119.768, 27.742), teams=2),
            Post(id=new_id(), name="蓝天救援队", position=(119.85, 27.775)),
            Post(id=new_id(), name="云岭乡抢险队", position=(119.722, 27.862)),
        ),
        responses=(
            Response(
                id=new_id(),
                words=plain("防汛应急响应 Ⅲ 级"),
                since=_ago(hours=4, minutes=46),
                by="周敏",
            ),
        ),
        sources=plain("数据源 6 正常 · 1 离线（竹源雨量站）"),
        area_colours={
            "330399101": RED,
            "330399200": ORANGE,
            "330399201": ORANGE,
            "330399102": ORANGE,
            "330399105": YELLOW,
            "330399106": YELLOW,
            "330399104": YELLOW,
            "330399103": YELLOW,
        },
    )


def areas() -> tuple[Area, ...]:
    """Return the townships of the demo county with their outlines."""
    with resources.path("demo", "areas.geojson").open(encoding="utf-8") as file:
        features = json.load(file)["features"]
    return tuple(
        Area(
            code=one["properties"]["code"],
            parent=one["properties"]["parent"] or None,
            name=one["properties"]["name"],
            tier=one["properties"]["tier"],
            lon=one["properties"]["lon"],
            lat=one["properties"]["lat"],
            geometry=json.dumps(one["geometry"]),
        )
        for one in features
        if one["properties"]["tier"] in {"county", "township"}
    )


@dataclass(slots=True, kw_only=True)
class Room:
    """A seat in the duty room, and the board that is read there."""

    snapshot: Snapshot = field(default_factory=flood)
    role: Role = Role.CHIEF
    at: datetime = EVENING
    failure: Exception | None = None
    readings: int = 0
    read_for: Officer | None = None

    def officer(self) -> Officer:
        """Return who sits here."""
        rights = frozenset(RIGHTS[self.role])
        return Officer(account_id=UUID(int=7), login="heli", name="何立", rights=rights)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return self.at

    def read(self, officer: Officer) -> Snapshot:
        """Return the board as it is now."""
        self.readings += 1
        self.read_for = officer
        if self.failure is not None:
            raise self.failure
        return self.snapshot

    def change(self, *items: Item) -> None:
        """Let these items be all there is."""
        self.snapshot = replace(self.snapshot, items=items)


@pytest.fixture
def room() -> Room:
    """The flood night."""
    return Room()


@pytest.fixture
def make_item() -> Callable[..., Item]:
    """Make an item."""
    return item


@pytest.fixture
def open_board(
    qtbot: QtBot, visit: Callable[..., BoardPage], window: MainWindow
) -> Callable[[Room], BoardPage]:
    """Open the board in the main window."""

    def _open(room: Room) -> BoardPage:
        def make(seat: object) -> BoardPage:
            return BoardPage(seat, read=room.read, ground=areas)  # type: ignore[arg-type]

        page = visit("board", make, room)
        qtbot.wait_until(lambda: room.readings > 0)
        return page

    return _open


@pytest.fixture
def board(qtbot: QtBot, room: Room, open_board: Callable[[Room], BoardPage]) -> BoardPage:
    """The board of the watch chief."""
    page = open_board(room)
    qtbot.wait_until(lambda: page.column(INCIDENT).view.cards.rowCount() > 0)
    qtbot.wait_until(lambda: bool(page.foot.responses))
    return page

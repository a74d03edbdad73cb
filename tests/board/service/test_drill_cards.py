"""What is played stands on the board marked, counts nowhere, and is gone with its drill."""

from dataclasses import replace

import pytest

from commandcenter.board import model
from commandcenter.board.model import ItemKind
from commandcenter.board.service.snapshot import Board
from commandcenter.directory.model import Area
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.script import Inject, Medium, Visibility
from commandcenter.drills.service import records, running
from commandcenter.incidents.model.incident import Facts, Opening
from commandcenter.incidents.service import opening
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

CHIEF = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])
COUNTY = Area(code="330399", parent=None, name="清溪县", tier="county", lon=120.5, lat=28.1)


@pytest.fixture
def db(connect):
    """A founded county."""
    database = connect()
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    county.found(database, county.Founding(names=names, areas=[COUNTY]), officer=CHIEF)
    return database


def begun(db, title, drill_id=None):
    told = Facts(id=new_id(), kind="accident:traffic", title=title, area_code=COUNTY.code)
    one = Opening(id=new_id(), facts=told, drill_id=drill_id)
    return opening.open_incident(db, one, officer=CHIEF)


def shown(db):
    return Board().read(db, at=db.clock(), officer=CHIEF)


def test_what_is_played_is_marked_counts_nowhere_and_goes_with_the_drill(db):
    drill = Drill(id=new_id(), year=2026, number=1, title="防汛演练")
    line = Inject(id=new_id(), drill=drill.id, number=1, offset_s=60, title="渗水", text="坝脚渗水")
    others = [
        replace(line, id=new_id(), number=2, text="暴雨橙色预警", medium=Medium.WARNING),
        replace(line, id=new_id(), number=3, visibility=Visibility.EVALUATORS),
    ]
    records.add(db, drill, officer=CHIEF)
    records.add_all(db, [line, *others], officer=CHIEF)
    begun(db, "隧道追尾")
    before = shown(db)
    running.start(db, drill.id, act_id=new_id(), officer=CHIEF)
    begun(db, "演练险情", drill_id=drill.id)
    for one in (line, *others):
        running.fire(db, drill.id, one.id, act_id=new_id(), officer=CHIEF)

    now = shown(db)
    columns = model.by_column(now)
    assert [(one.title, one.drill_id) for one in columns[ItemKind.INCIDENT]] == [
        ("隧道追尾", None),
        *[(title, drill.id) for title in ("坝脚渗水", "演练险情")],
    ]
    assert [one.title for one in columns[ItemKind.WARNING]] == ["暴雨橙色预警"]
    assert all(one.is_acknowledged for one in now.items if one.drill_id)
    real = tuple(one for one in now.items if one.drill_id is None)
    assert replace(now, items=real, at=before.at) == before
    with db.read() as tx:
        assert Board().read_in(tx, at=before.at, officer=CHIEF) == before

    running.end(db, drill.id, act_id=new_id(), officer=CHIEF)
    assert shown(db).items == before.items

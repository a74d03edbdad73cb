"""A board that is read again says what one says that is read for the first time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.alarms.service import acting
from commandcenter.alarms.service import lists as alarms
from commandcenter.alarms.service.raising import raise_in
from commandcenter.board.service.snapshot import Board
from commandcenter.directory.model import Area
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county, rules
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.service import drills
from commandcenter.incidents.model.figures import Figures
from commandcenter.incidents.model.incident import Facts, Opening
from commandcenter.incidents.model.level import Judgement, Level
from commandcenter.incidents.model.statistics import Measure
from commandcenter.incidents.service import facts, levels, moving, opening, statistics
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import day_of, now
from commandcenter.matters.model.matter import Matter, MatterKind
from commandcenter.matters.service import matters
from commandcenter.warnings.service import passing
from commandcenter.warnings.service.passing import WarningDraft

CHIEF = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])
COUNTY = Area(code="330399", parent=None, name="清溪县", tier="county", lon=120.5, lat=28.1)
TOWN = Area(code="330399101", parent="330399", name="云岭乡", tier="township", lon=120.6, lat=28.2)


@pytest.fixture
def db(connect):
    """A founded county with one township."""
    database = connect()
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    county.found(database, county.Founding(names=names, areas=[COUNTY, TOWN]), officer=CHIEF)
    return database


@pytest.fixture
def board():
    """The board of a window."""
    return Board()


def begun(db, title, kind="accident:traffic"):
    told = Facts(id=new_id(), kind=kind, title=title, area_code=TOWN.code)
    return opening.open_incident(db, Opening(id=new_id(), facts=told), officer=CHIEF)


def warned(db, colour=Severity.ORANGE):
    draft = WarningDraft(
        id=new_id(),
        sender="县气象台",
        headline=f"{colour.value}预警",
        sent_at=now(),
        colour=colour,
        ends_at=now() + timedelta(hours=20),
        area="云岭乡",
    )
    return passing.enter(db, draft, officer=CHIEF)


def both(db, board, **later):
    at = db.clock() + timedelta(**later)
    again = board.read(db, at=at, officer=CHIEF)
    assert again == Board().read(db, at=at, officer=CHIEF)
    return again


def test_each_change_is_on_the_board_that_is_read_again(db, board):
    assert both(db, board).items == ()

    first, second = begun(db, "隧道追尾"), begun(db, "山体滑坡", kind="natural:geology")
    assert {item.title for item in both(db, board).items} == {"隧道追尾", "山体滑坡"}

    judged = Judgement(level=Level.LARGER, reason="伤亡在增加")
    levels.set_level(db, first.id, judged, officer=CHIEF, seen_version=first.version)
    shown = {item.id: item for item in both(db, board).items}
    assert shown[first.id].severity is Level.LARGER.severity
    assert shown[second.id].severity is None

    moving.withdraw(db, second.id, reason="误报", officer=CHIEF)
    assert {item.id for item in both(db, board).items} == {first.id}

    for alarm in alarms.active(db):
        action = alarms.actions(db)[0].code
        acting.acknowledge(db, alarm.id, note="已核实", action=action, officer=CHIEF)
    assert all(item.is_acknowledged for item in both(db, board).items)

    warned(db)
    assert both(db, board).area_colours == {TOWN.code: Severity.ORANGE}
    warned(db, Severity.RED)
    assert both(db, board).area_colours == {TOWN.code: Severity.RED}

    task = Matter(
        id=new_id(),
        kind=MatterKind.TASK,
        title="封闭道路",
        about=first.id,
        opened_at=now(),
        due_at=now() + timedelta(minutes=9),
    )
    matters.open_task(db, task, officer=CHIEF)
    shown = {item.id: item for item in both(db, board).items}
    assert shown[first.id].due_at == task.due_at
    matters.close_task(db, task.id, result="已封闭", officer=CHIEF)
    shown = {item.id: item for item in both(db, board).items}
    assert shown[first.id].due_at != task.due_at


def test_what_waits_is_not_hidden_by_what_was_acknowledged_of_the_same_record(db, board):
    warning = warned(db)
    [first] = alarms.active(db)
    action = alarms.actions(db)[0].code
    acting.acknowledge(db, first.id, note="已核实", action=action, officer=CHIEF)
    assert both(db, board).items[0].is_acknowledged
    with db.write(CHIEF) as tx:
        call = raise_in(
            tx,
            "call_unanswered",
            source="call:1",
            title="上岭村未应答",
            severity=Severity.RED,
            subject=warning.id,
            at=tx.at,
        )
    [item] = both(db, board).items
    assert (item.is_acknowledged, item.alarm_id) == (False, call.id)


def test_a_target_that_nobody_set_for_this_year_leaves_the_board_as_it_is(db, board):
    code = statistics.TARGETS[Measure.LARGER]
    [rule] = [one for one in rules.everything(db) if one.code == code]
    admin = Officer(account_id=new_id(), login="admin", name="葛信", rights=RIGHTS[Role.ADMIN])
    last_year = replace(rule, valid_to=day_of(now()) - timedelta(days=1))
    rules.change(db, last_year, officer=admin)
    targets = {tile.code: tile.target for tile in both(db, board).tiles}
    assert targets[Measure.LARGER] is None


def test_a_time_of_day_gets_its_day_or_loses_it_while_nothing_else_changes(db, board):
    warned(db)
    [far] = both(db, board).items
    [near] = both(db, board, hours=9).items
    assert far.status != near.status


def test_tiles_count_the_newest_figures_of_accidents_and_leave_out_false_alarms(db, board):
    first, false = begun(db, "隧道追尾"), begun(db, "危化品泄漏")
    begun(db, "山洪", kind="natural:flood")
    levels.set_level(
        db,
        first.id,
        Judgement(level=Level.LARGER, reason="伤亡在增加"),
        officer=CHIEF,
        seen_version=first.version,
    )
    levels.set_level(
        db,
        false.id,
        Judgement(level=Level.ORDINARY, reason="待核"),
        officer=CHIEF,
        seen_version=false.version,
    )
    three, two, seven = (Figures(id=new_id(), dead=dead) for dead in (3, 2, 7))
    for one, figures, seen in ((first, three, None), (first, two, three.id), (false, seven, None)):
        facts.count(db, one.id, figures, officer=CHIEF, seen=seen)
    moving.withdraw(db, false.id, reason="误报", officer=CHIEF)

    counted = {tile.code: tile.this_year for tile in both(db, board).tiles}

    assert counted == {Measure.ACCIDENTS: 1, Measure.DEATHS: 2, Measure.LARGER: 1}
    for measure in Measure:  # each number leads to the rows it is counted from
        assert [one.id for one in statistics.behind(db, measure, at=db.clock())] == [first.id]


def test_what_planners_have_to_think_of_is_on_the_board(db, board):
    assert both(db, board).reminders == ()
    begin = db.clock() + timedelta(days=2)
    drill = Drill(id=new_id(), year=day_of(begin).year, number=0, title="防汛演练", begins_at=begin)
    drills.create(db, drill, officer=CHIEF)
    [told] = both(db, board).reminders
    assert "防汛演练" in told.said(str)

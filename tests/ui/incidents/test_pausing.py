"""Clocks that a rule lets stand are paused and run again by keys, with a reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import rules
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.matters.model.matter import Matter, MatterKind
from commandcenter.matters.service import clocks, matters
from commandcenter.matters.service.clocks import MAY_PAUSE

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HOUR = timedelta(hours=1)


@pytest.fixture
def task(room):
    """A task of an incident that is due in an hour."""
    one = room.incident()
    now = room.clock()
    new = Matter(
        id=new_id(),
        kind=MatterKind.TASK,
        title="核实转移人数",
        owner="龙潭镇",
        due_at=now + HOUR,
        opened_at=now,
        about=one.id,
    )
    return matters.open_task(room.db, new, officer=room.other)


def clock_of(room, task):
    [found] = [one for one in clocks.running(room.db) if one.subject == task.id]
    return found


def pause(page, key, write, note):
    key(Qt.Key.Key_P, CTRL | SHIFT)
    page.ask.fields["note"].control.setFocus()
    write(note)
    key(Qt.Key.Key_Return)


def test_the_clock_of_a_task_stands_with_a_reason_and_runs_on(room, task, open_page, key, write):
    page = open_page(room)

    pause(page, key, write, "等待天亮")

    assert clock_of(room, task).paused_at is not None
    assert not page.ask.isVisible()
    assert page.desk.tasks._until(page.desk.tasks.table.records.record(0)).endswith("paused")

    key(Qt.Key.Key_P, CTRL | SHIFT)
    key(Qt.Key.Key_Return)

    after = clock_of(room, task)
    assert after.paused_at is None
    assert after.due_at > task.due_at
    [moved] = matters.of_about(room.db, task.about)
    assert moved.due_at == after.due_at


def test_a_pause_without_a_reason_is_refused_and_asked_on(room, task, open_page, key):
    page = open_page(room)
    key(Qt.Key.Key_P, CTRL | SHIFT)

    key(Qt.Key.Key_Return)

    assert page.ask.isVisible()
    assert page.ask.said()
    assert clock_of(room, task).paused_at is None


def test_clocks_of_reporting_are_not_offered(room, task, open_page, key):
    [one] = room.all()
    room.judge(one)
    page = open_page(room)
    key(Qt.Key.Key_P, CTRL | SHIFT)

    box = page.ask.fields["clock"].control
    offered = {box.itemData(at) for at in range(box.count())}
    known = {str(one.id): one for one in clocks.running(room.db)}
    assert str(clock_of(room, task).id) in offered
    assert {known[id_].rule for id_ in offered} == {""}
    assert "oral_major" in {one.rule for one in known.values()}


def test_the_clock_of_the_task_in_front_is_offered_first(room, task, open_page, key):
    [one] = room.all()
    room.judge(one)
    page = open_page(room)
    page.desk.show_tab(4)
    page.desk.tasks.choose(task.id)

    key(Qt.Key.Key_P, CTRL | SHIFT)

    assert page.ask.values()["clock"] == str(clock_of(room, task).id)


def test_where_the_county_lets_none_stand_it_says_so(room, open_page, key, window):
    admin = Officer(account_id=new_id(), login="admin", name="本人", rights=RIGHTS[Role.ADMIN])
    [rule] = [one for one in rules.everything(room.db) if one.code == MAY_PAUSE]
    changed = replace(rule, value="none", valid_from=date(2020, 1, 1))
    rules.change(room.db, changed, officer=admin)
    one = room.incident()
    now = room.clock()
    new = Matter(
        id=new_id(),
        kind=MatterKind.TASK,
        title="核实",
        due_at=now + HOUR,
        opened_at=now,
        about=one.id,
    )
    matters.open_task(room.db, new, officer=room.other)
    page = open_page(room)

    key(Qt.Key.Key_P, CTRL | SHIFT)

    assert not page.ask.isVisible()
    assert not page.desk.head.pause.isVisible()

"""What is typed for an expected action stays with it."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from commandcenter.drills.model.evaluation import Mark, Met
from commandcenter.drills.service import expectations, records
from commandcenter.drills.service.expectations import Judgement
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import clock


@pytest.fixture
def tab(page, settle):
    """The tab of expected actions, with the first one in front."""
    page.show_tab(2)
    settle()
    return page.expected


def marks(room):
    known = records.of_drill(room.db, Mark, room.drill.id, ("line", "id"))
    return {one.line: one for one in known if one.inject_id == room.injects[0].id}


def test_a_remark_and_a_time_wait_for_the_action_they_were_typed_for(
    room, older, page, tab, press, write, settle
):
    tab.fields.note.setFocus()
    write("一队迟到，路面结冰")
    tab.fields.at.setFocus()
    write(clock(datetime.now(UTC)))
    typed = tab.fields.said()
    tab.list.setFocus()
    press(Qt.Key.Key_Down)
    assert tab.fields.said() == ("", "")
    press(Qt.Key.Key_X)
    settle()
    assert {line: one.note for line, one in marks(room).items()} == {1: ""}
    for drill in (older, room.drill):
        page.pick.pick(drill.id)
        page.pick.activated.emit(page.pick.currentIndex())
        settle()
    tab.list.choose((room.injects[0].id, 0))
    assert tab.fields.said() == typed
    tab.list.setFocus()
    press(Qt.Key.Key_X)
    settle()
    assert marks(room)[0].note == "一队迟到，路面结冰"


def test_what_is_typed_for_another_action_while_one_is_written_stays(room, tab, write, settle):
    tab.fields.note.setFocus()
    write("第一条")
    tab.judge(Met.MISSED)
    tab.list.choose((room.injects[0].id, 1))
    tab.fields.note.setFocus()
    write("第二条")
    settle()
    assert tab.list.present().expected.key == (room.injects[0].id, 1)
    assert tab.fields.note.text() == "第二条"
    assert marks(room)[0].note == "第一条"


def test_judging_again_keeps_the_remark_and_the_time_that_nobody_changed(room, tab, press, settle):
    room.record("派抢险一队到东坝，人 24 车 5")
    tab.on_front()
    settle()
    assert tab.found.present() is not None  # the best line of the log
    at, inject = room.clock(), room.injects[0]
    said = Judgement(
        drill=room.drill.id, inject_id=inject.id, line=0, met=Met.MET, at=at, note="没有报告"
    )
    expectations.mark(room.db, said, mark_id=new_id(), officer=room.officer())
    tab.on_front()
    settle()
    tab.list.choose((inject.id, 0))
    assert tab.fields.note.text() == "没有报告"
    assert tab.found.present() is None
    tab.list.setFocus()
    press(Qt.Key.Key_L)
    settle()
    after = marks(room)[0]
    assert (after.met, after.note, after.at, after.seq) == (Met.LATE, "没有报告", at, None)

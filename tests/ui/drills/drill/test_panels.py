"""Lists of a drill with a form beside: what is begun, saved and removed at the same time."""

import pytest
from PySide6.QtCore import Qt

from commandcenter.drills.service import records

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def goals(page, qtbot, background):
    page.show_tab("objectives")
    qtbot.wait_until(background.is_idle)
    return page.objectives.panel


@pytest.fixture
def settle(qtbot, background):
    def _settle():
        for _ in range(3):  # an answer may ask for a reading
            qtbot.wait(30)
            qtbot.wait_until(background.is_idle)

    return _settle


def texts(room):
    return [one.text for one in room.objectives()]


def test_two_new_ones_typed_in_a_row_are_two(goals, room, press, write, settle):
    before = texts(room)
    press(Qt.Key.Key_N, CTRL)
    write("十分钟内叫应到人")
    press(Qt.Key.Key_S, CTRL)
    press(Qt.Key.Key_N, CTRL)
    write("半小时内转移完毕")
    settle()
    press(Qt.Key.Key_S, CTRL)
    settle()
    assert texts(room) == [*before, "十分钟内叫应到人", "半小时内转移完毕"]
    assert not goals.editor.is_edited()


def test_a_new_one_begun_while_another_is_saved_is_new(goals, room, press, write, settle):
    goals.choose(room.objectives()[0].id)
    control(goals, "text").setFocus()
    press(Qt.Key.Key_A, CTRL)
    write("二十分钟内报告")
    press(Qt.Key.Key_S, CTRL)
    press(Qt.Key.Key_N, CTRL)
    write("半小时内转移完毕")
    settle()
    press(Qt.Key.Key_S, CTRL)
    settle()
    assert texts(room)[0] == "二十分钟内报告"
    assert texts(room)[-1] == "半小时内转移完毕"


def test_what_is_typed_for_one_that_is_removed_elsewhere_stays_in_sight(
    goals, room, page, press, write, settle
):
    gone = room.objectives()[0]
    goals.choose(gone.id)
    control(goals, "text").setFocus()
    press(Qt.Key.Key_A, CTRL)
    write("二十分钟内报告")
    records.remove(room.db, gone, officer=room.officer())
    page.refresh()
    settle()
    assert control(goals, "text").toPlainText() == "二十分钟内报告"
    assert goals.editor._error.text()
    press(Qt.Key.Key_Escape)
    settle()
    assert control(goals, "text").toPlainText() != "二十分钟内报告"


def control(panel, name):
    return next(one.control for one in panel.editor.form.fields if one.name == name)

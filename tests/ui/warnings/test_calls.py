"""Call-and-answer by keys: one key a call, the next one in front, nothing typed is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.severity import Severity
from commandcenter.warnings.model.calls import CallState, Outcome, Stage
from commandcenter.warnings.service import calling
from ui.shell.page import Target
from ui.warnings import call_words


@pytest.fixture
def warning(room):
    """A red warning: two units of one township have to be called."""
    return room.warn("暴雨红色预警", Severity.RED)


@pytest.fixture
def calls(room, warning, open_page, window, qtbot):
    """The call list of the warning, with the keys."""
    page = open_page(room)
    window.desk.navigation.open(Target(page="warnings", kind="calls", key=warning.id))
    panel = page.warnings.calls
    qtbot.wait_until(lambda: panel.view.rows.rowCount() == 2)
    panel.view.setFocus()
    return panel


def listed(room, warning):
    return calling.of_warning(room.db, warning.id)


def names(panel):
    return [panel.view.rows.record(at).name for at in range(panel.view.rows.rowCount())]


def test_one_key_notes_the_answer_and_the_next_one_is_in_front(room, warning, calls, press, qtbot):
    first, second = names(calls)
    assert calls.view.present().name == first
    press(Qt.Key.Key_1)
    assert calls.view.present().name == second
    qtbot.wait_until(lambda: listed(room, warning)[0].state is CallState.ANSWERED)
    qtbot.wait_until(lambda: "1/2" in calls.stats.text())
    assert calls.view.hasFocus()


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        (Qt.Key.Key_2, Outcome.NO_ANSWER),
        (Qt.Key.Key_3, Outcome.OFF),
        (Qt.Key.Key_4, Outcome.FORWARDED),
    ],
)
def test_each_outcome_has_its_key(room, warning, calls, press, qtbot, key, outcome):
    press(key)
    qtbot.wait_until(lambda: bool(calling.attempts(room.db, warning.id)))
    assert [one.outcome for one in calling.attempts(room.db, warning.id)] == [outcome]


def test_the_reply_is_typed_and_enter_notes_the_answer(room, warning, calls, press, write, qtbot):
    press(Qt.Key.Key_Return)
    assert calls.reply.hasFocus()
    write("已转移 36 人")
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: listed(room, warning)[0].state is CallState.ANSWERED)
    assert listed(room, warning)[0].replied == "已转移 36 人"
    assert calls.reply.text() == ""


def test_digits_in_the_reply_are_text_and_with_alt_they_are_keys(
    room, warning, calls, press, write, qtbot
):
    press(Qt.Key.Key_Return)
    write("2")
    assert calls.reply.text() == "2"
    press(Qt.Key.Key_2, alt=True)
    qtbot.wait_until(lambda: bool(calling.attempts(room.db, warning.id)))
    assert calling.attempts(room.db, warning.id)[0].outcome is Outcome.NO_ANSWER


def test_what_is_typed_stays_with_whom_it_was_typed_for(calls, press, write):
    press(Qt.Key.Key_Return)
    write("请示后回")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Down)
    assert calls.reply.text() == ""
    press(Qt.Key.Key_Up)
    assert calls.reply.text() == "请示后回"


def test_a_note_that_failed_comes_back_and_keeps_its_id(calls, press, write, qtbot):
    sent = []
    calls.noted.disconnect()
    calls.noted.connect(sent.append)
    first = calls.view.present().name
    press(Qt.Key.Key_Return)
    write("收到")
    press(Qt.Key.Key_Return)
    calls.refuse(sent[0], Unavailable())
    assert calls.view.present().name == first
    assert calls.reply.text() == "收到"
    assert calls.said()
    press(Qt.Key.Key_1)
    assert [note.id for note in sent] == [sent[0].id] * 2


def test_a_key_pressed_twice_notes_two_people_not_one_twice(room, warning, calls, press, qtbot):
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_1)
    qtbot.wait_until(lambda: all(one.state is CallState.ANSWERED for one in listed(room, warning)))
    assert [one.rounds for one in listed(room, warning)] == [1, 1]


def test_who_does_not_answer_in_time_shows_late_and_then_the_deputy(room, calls):
    row = calls.view.rows.record(0)
    assert not call_words.is_overdue(row, room.clock())
    assert call_words.is_overdue(row, room.clock() + timedelta(minutes=6))
    rows = call_words.rows(_at_stage(calls, Stage.DEPUTY))
    deputy = next(row for row in rows if row.unit == "龙潭镇人民政府")
    assert deputy.name == "钱书记"
    assert "赵镇长" in deputy.behind


def _at_stage(panel, stage):

    shown = panel.calls()
    changed = [replace(one, stage=stage) for one in shown.calls]
    return replace(shown, calls=tuple(changed))


def test_phones_are_masked_for_those_who_may_not_see_them(room, warning, open_page, window, qtbot):
    room.role = Role.VIEWER
    page = open_page(room)
    window.desk.navigation.open(Target(page="warnings", kind="calls", key=warning.id))
    panel = page.warnings.calls
    qtbot.wait_until(lambda: panel.view.rows.rowCount() == 2)
    assert "****" in panel.view.rows.record(0).phone
    assert panel.said()
    assert not any(button.isEnabled() for button in panel.buttons.values())


def test_a_target_without_a_warning_opens_the_worst_that_waits_for_answers(
    room, open_page, window, qtbot
):
    room.warn("暴雨橙色预警", Severity.ORANGE)
    red = room.warn("暴雨红色预警", Severity.RED)
    page = open_page(room)
    window.desk.navigation.open(Target(page="warnings", kind="calls"))
    assert page.warnings.side.currentWidget() is page.warnings.calls
    assert page.warnings.list.present().id == red.id

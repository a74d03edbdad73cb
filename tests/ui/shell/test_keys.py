"""The sheet of keys."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from commandcenter.kernel.words import N_
from ui.shell import keys
from ui.shell.actions import EVERYWHERE, PAGES, icon_of, key_of


def groups(sheet):
    return dict(sheet._groups())


def test_f1_lists_every_key_with_the_present_page_first(qtbot, at_work):
    duty = at_work.desk.navigation.page("duty")
    at_work.desk.actions_list.add(duty, N_("New entry"), "Ctrl+I", lambda: None, page="duty")
    qtbot.keyClick(at_work, Qt.Key.Key_F1)
    sheet = at_work.desk.key_sheet
    assert sheet.isVisible()
    assert next(iter(groups(sheet))) == "Duty page"
    assert [key_of(action) for action in groups(sheet)["Duty page"]] == ["Ctrl+I"]
    assert {"F1", "Ctrl+K", "Alt+←"} <= {key_of(action) for action in groups(sheet)["各页通用"]}
    assert [key_of(action) for action in groups(sheet)["页面"]] == ["F3", "F6"]
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_every_action_has_words_and_everything_everywhere_has_a_key(at_work):
    actions = at_work.desk.actions_list.listed()
    everywhere = [*actions[EVERYWHERE], *actions[PAGES]]
    assert all(action.text() and key_of(action) and icon_of(action) for action in everywhere)
    keys = [key_of(action) for action in everywhere]
    assert len(keys) == len(set(keys))


def test_a_page_key_is_heard_on_its_page_alone(qtbot, at_work):
    duty, done = at_work.desk.navigation.page("duty"), []
    at_work.desk.actions_list.add(
        duty, N_("New entry"), "Ctrl+I", lambda: done.append(1), page="duty"
    )
    duty.line.setFocus()
    qtbot.wait_until(duty.line.hasFocus)
    qtbot.keyClick(duty.line, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert done == [1]
    qtbot.keyClick(at_work, Qt.Key.Key_F6)
    teams = at_work.desk.navigation.page("teams")
    qtbot.wait_until(teams.line.hasFocus)
    qtbot.keyClick(teams.line, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert done == [1]


def test_the_keys_of_a_page_that_is_gone_are_not_listed(qtbot, at_work):
    actions, button = at_work.desk.actions_list, QPushButton(at_work)
    actions.add(button, N_("New entry"), "Ctrl+J", lambda: None, page="duty")
    assert actions.listed()["duty"]
    button.deleteLater()
    qtbot.wait_until(lambda: not actions.listed()["duty"])


def test_the_sheet_closes_when_a_page_is_opened(qtbot, at_work):
    at_work.desk.key_sheet.open_sheet()
    qtbot.keyClick(at_work, Qt.Key.Key_F6)
    assert not at_work.desk.key_sheet.isVisible()


def test_the_tab_key_stays_inside_the_sheet(qtbot, at_work):
    sheet = at_work.desk.key_sheet
    sheet.open_sheet()
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(QApplication.focusWidget())


def test_a_long_sheet_scrolls_and_cuts_no_row(qtbot, at_work):
    for number in range(60):
        at_work.desk.actions_list.add(at_work, "Live", f"Ctrl+Alt+{number % 10}", print)
    at_work.resize(1_280, 720)
    at_work.desk.key_sheet.open_sheet()
    QCoreApplication.processEvents()
    groups = at_work.desk.key_sheet.findChildren(keys._Group)
    assert groups
    assert [group.height() >= group.sizeHint().height() for group in groups] == [True] * len(groups)

"""Go to anything, by keys alone."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.shell.candidates import Candidate
from ui.shell.language import speak
from ui.shell.page import Target


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)


@pytest.fixture
def palette(qtbot, at_work):
    press(qtbot, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    sheet = at_work.desk.palette_sheet
    qtbot.wait_until(sheet.line.hasFocus)
    return sheet


def titles(palette):
    return [candidate.title for candidate in palette.list._rows.candidates()]


def test_it_opens_with_its_first_row_in_sight(palette):
    assert palette.list.verticalScrollBar().value() == 0


def test_a_page_is_opened_by_typing_and_enter(qtbot, at_work, palette):
    qtbot.keyClicks(palette.line, "teams")
    press(qtbot, Qt.Key.Key_Return)
    assert at_work.desk.navigation.current() == "teams"
    assert not palette.isVisible()


def test_a_command_is_found_by_pinyin_initials_and_done(qtbot, at_work, palette):
    qtbot.keyClicks(palette.line, "hzt")
    assert titles(palette)[0] == "换主题"
    press(qtbot, Qt.Key.Key_Return)
    assert at_work.view.settings.theme == "dark"


def test_arrow_keys_move_and_stop_at_the_ends(qtbot, palette):
    everything = titles(palette)
    press(qtbot, Qt.Key.Key_Up)
    assert palette.list.current().title == everything[0]
    press(qtbot, Qt.Key.Key_Down)
    assert palette.list.current().title == everything[1]
    for _ in range(10):
        press(qtbot, Qt.Key.Key_PageDown)
    assert palette.list.current().title == everything[-1]


def test_escape_gives_the_focus_back_to_the_field_one_was_typing_in(qtbot, at_work):
    line = at_work.desk.navigation.page("duty").line
    line.setFocus()
    qtbot.wait_until(line.hasFocus)
    qtbot.keyClicks(line, "half")
    press(qtbot, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.wait_until(line.hasFocus)
    assert line.text() == "half"


def test_nothing_found_is_no_trap(qtbot, palette):
    qtbot.keyClicks(palette.line, "qqqqqq")
    assert palette.list.current() is None
    press(qtbot, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_a_source_may_ask_the_database_and_late_answers_are_dropped(qtbot, at_work, palette):
    gates = {"d": threading.Event(), "db": threading.Event(), "": threading.Event()}

    def slow(query):
        gates[query].wait(5)
        return [Candidate(title=f"answer to {query}", target=Target(page="teams"))]

    palette.add_source("Teams page", slow, in_background=True)
    qtbot.keyClicks(palette.line, "db")
    gates["db"].set()
    qtbot.wait_until(lambda: "answer to db" in titles(palette))
    gates["d"].set()
    qtbot.wait(30)
    assert "answer to d" not in titles(palette)


def test_a_source_that_fails_leaves_the_others(qtbot, palette):
    def broken(_query):
        raise OSError

    palette.add_source("Teams page", broken, in_background=True)
    qtbot.keyClicks(palette.line, "teams")
    qtbot.wait(20)
    assert titles(palette)


def test_a_click_beside_the_sheet_closes_it(qtbot, palette):
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())
    assert not palette.isVisible()


def test_a_click_on_a_row_chooses_it(qtbot, at_work, palette):
    qtbot.keyClicks(palette.line, "teams")
    row = palette.list._rows.row_rect(0)
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert at_work.desk.navigation.current() == "teams"


def test_the_words_of_the_sheet_follow_the_language(qapp, palette):
    assert palette.line.placeholderText() == "去哪里，做什么"
    speak(qapp, "en")
    assert palette.line.placeholderText() == "Where to?"


def test_a_change_of_scale_keeps_the_sheet_inside_the_window(qapp, at_work, palette):
    for percent in (100, 200):
        at_work.view.set_scale(percent)
        assert palette.rect().contains(palette.card.geometry())

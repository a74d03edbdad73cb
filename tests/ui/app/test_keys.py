"""Every key has one meaning wherever the officer is, also in the middle of typing."""

from collections import Counter
from itertools import chain

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.shell.actions import EVERYWHERE, PAGES, key_of
from ui.shell.page import Target

# These leave the field on purpose; the menu cannot be shown without a screen.
LEAVES = {"F2", "Ctrl+Shift+Q", "Ctrl+Shift+O"}
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(seat):
    seat.sign_in()
    navigation = seat.window.desk.navigation
    for entry in navigation.entries():
        navigation.open(Target(page=entry.name))
    navigation.open(Target(page="duty"))
    seat.wait_until(seat.program.is_idle)
    return seat.window.desk


def test_no_key_of_a_page_is_one_that_works_everywhere(desk):
    listed = desk.actions_list.listed()
    everywhere = [key_of(one) for one in chain(listed[EVERYWHERE], listed[PAGES]) if key_of(one)]
    assert [key for key, count in Counter(everywhere).items() if count > 1] == []
    for page in set(listed) - {EVERYWHERE, PAGES}:
        assert not set(everywhere) & {key_of(one) for one in listed[page]}, page


def test_the_keys_of_every_page_are_heard_while_somebody_types(qtbot, seat, desk):
    for field in ("content", "search"):
        qtbot.keyClick(seat.window, Qt.Key.Key_F2)
        if field == "search":
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, CTRL)
        typed = QApplication.focusWidget()
        qtbot.keyClicks(typed, "half")
        for action in desk.actions_list.listed()[EVERYWHERE]:
            if action.shortcut().isEmpty() or key_of(action) in LEAVES:
                continue
            typed.setFocus()
            heard = []
            action.triggered.connect(lambda _on, heard=heard: heard.append(1))
            combination = action.shortcut()[0]
            qtbot.keyClick(typed, combination.key(), combination.keyboardModifiers())
            assert heard, key_of(action)
            desk.palette_sheet.close_sheet()
            desk.key_sheet.close_sheet()
            desk.navigation.open(Target(page="duty"))


def test_where_the_strip_leads_there_is_something(qtbot, seat, desk, hall):
    hall.record("dyke leaking")
    seat.wait_until(lambda: "Open matters 1" in desk.strip.words())
    page = desk.navigation.page("duty")
    seat.wait_until(lambda: page.matters.model.rowCount() == 1)
    desk.strip.wanted.emit(Target(page="duty", kind="matters"))
    assert page.matters.list.hasFocus()


def test_the_cursor_is_on_the_page_that_was_opened(qtbot, seat, desk):
    for key, name in (
        (Qt.Key.Key_F4, "handover"),
        (Qt.Key.Key_F8, "documents"),
        (Qt.Key.Key_F9, "management"),
        (Qt.Key.Key_F3, "duty"),
    ):
        qtbot.keyClick(seat.window, key)
        seat.wait_until(seat.program.is_idle)
        page = desk.navigation.page(name)
        focused = QApplication.focusWidget()
        assert focused is page or page.isAncestorOf(focused), name
        assert type(focused).__name__ not in {"Roomy", "QScrollArea"}


def test_enter_starts_the_handover_as_soon_as_its_page_is_there(qtbot, seat):
    seat.sign_in()
    qtbot.keyClick(seat.window, Qt.Key.Key_F4)
    seat.wait_until(seat.program.is_idle)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    seat.wait_until(lambda: "frozen" in seat.messages)

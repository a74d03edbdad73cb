"""The matrix of measures: one key turns a cell on."""

from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.incidents.model.matrix import CellState
from commandcenter.incidents.service import matrix

MEASURE = "III:village:2"


def cell(room):
    found = matrix.of_response(room.db, room.ids["flood"])
    return next(
        one for one in found.cells if (one.area_code, one.measure) == ("330399101", MEASURE)
    )


def at_cell(page, show):
    show(page, 1)
    page.matrix.table.choose("330399101", MEASURE)
    page.matrix.table.setFocus()


def test_rows_are_townships_and_columns_the_measures_of_the_stage(page, show):
    show(page, 1)
    grid = page.matrix.table.grid()
    assert list(grid.townships) == ["330399101", "330399102"]
    assert [one.tier for one in grid.measures] == ["township"] * 3 + ["village"] * 3 + [
        "household"
    ] * 3


def test_enter_turns_a_measure_on_and_backspace_back(page, room, show, press, qtbot):
    at_cell(page, show)
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: cell(room).state is CellState.DOING)
    qtbot.wait_until(lambda: page.matrix.table.cell().state is CellState.DOING)
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: page.matrix.table.cell().state is CellState.DONE)
    press(Qt.Key.Key_Backspace)
    qtbot.wait_until(lambda: cell(room).state is CellState.DOING)


def test_the_keys_find_a_cell_though_the_tab_was_opened_before_it_was_read(page, press, qtbot):
    page.show_tab(1)
    assert not page.matrix.has_content
    qtbot.wait_until(lambda: page.matrix.has_content)
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: page.matrix.table.cell().state is CellState.DOING)


def test_one_key_says_that_a_township_has_done_everything(page, room, show, qtbot):
    at_cell(page, show)
    page.matrix.finish_row()
    qtbot.wait_until(lambda: page.matrix.table.grid().shares["330399101"].percent == 100)
    assert page.matrix.share.text() == "50% 完成 9 / 18"
    assert page.matrix.table.grid().shares["330399102"].percent == 0


def test_the_cell_in_front_is_said_in_full(page, show):
    at_cell(page, show)
    assert page.matrix.present.text() == "龙潭镇 · 村级 · 山塘水库、边坡、桥涵专人值守：未开始"


def test_a_hazard_without_measures_says_so(page, room, show, qtbot):
    page.list.choose(room.ids["fire"])
    show(page, 1)
    assert page.matrix._stack.currentWidget() is page.matrix._empty
    assert not page.matrix.on.isVisible()


def test_who_may_only_look_turns_nothing_on(room, open_page, show, press, qtbot):
    room.role = Role.VIEWER
    page = open_page(room)
    at_cell(page, show)
    press(Qt.Key.Key_Return)
    qtbot.wait_until(page._seat.background.is_idle)
    assert cell(room).state is CellState.TODO
    assert page.matrix.note.isVisible()
    assert page._seat.messages.text() == ""  # nothing was sent, so nothing was refused

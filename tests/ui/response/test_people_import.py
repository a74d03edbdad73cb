"""The list of people to move brought in from a table, checked cell by cell, all or nothing."""

import time
from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication

from commandcenter.directory.rights import Role
from commandcenter.incidents.service import evacuation

Key = Qt.Key
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
TABLE = (
    "姓名\t所在村\t人数\t手机\t身份证号\t转移责任人\n"
    "陈大山\t东坝村\t4\t19900001111\t330399190001011234\t郑海\n"
    "周秀兰\t东坝村\t2\t\t330399190002021234\t郑海\n"
)


def is_importing(tab):
    return tab._views.currentWidget() is tab.importing


@pytest.fixture
def tab(page, show):
    show(page, 3)
    page.evacuation.take_focus()
    return page.evacuation


@pytest.fixture
def panel(tab, press):
    press(Key.Key_I, BOTH)
    assert is_importing(tab)
    return tab.importing


def paste(qtbot, panel, text):
    QGuiApplication.clipboard().setText(text)
    panel.paste_text()
    qtbot.wait_until(lambda: not panel._is_busy and all(part.table for part in panel._parts))


def names(room):
    people = evacuation.listed(room.db, room.ids["flood"], officer=room.chief())
    return [one.name for one in people]


def test_nobody_is_on_the_list_before_it_is_confirmed(qtbot, room, tab, panel, press):
    paste(qtbot, panel, TABLE)
    assert "2" in panel._verdict.text()
    assert names(room) == ["王建国", "李秀英", "张海涛"]
    press(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait_until(lambda: not is_importing(tab))
    assert names(room) == ["王建国", "李秀英", "张海涛", "陈大山", "周秀兰"]
    qtbot.wait_until(lambda: tab.table.records.rowCount() == 5)


def test_who_is_on_the_list_stays_and_is_counted_before(qtbot, room, tab, panel):
    paste(qtbot, panel, TABLE)
    panel.submit()
    qtbot.wait_until(lambda: not is_importing(tab))
    tab.open_import()
    paste(qtbot, panel, TABLE + "孙立\t东坝村\t1\t\t\t\n")
    assert panel._outlook == {"added": 1, "unchanged": 2}
    panel.submit()
    qtbot.wait_until(lambda: not is_importing(tab))
    assert names(room)[3:] == ["陈大山", "周秀兰", "孙立"]


def test_mistakes_are_named_by_their_cells_and_nothing_is_imported(qtbot, room, panel):
    paste(qtbot, panel, TABLE.replace("\t4\t", "\t四口\t").replace("周秀兰", ""))
    assert [error.cell for error in panel.found] == ["C2", "A3"]
    assert not panel.go.isEnabled()
    panel.submit()
    assert len(names(room)) == 3


def test_identity_numbers_of_the_file_are_not_shown(qtbot, panel):
    paste(qtbot, panel, TABLE)
    assert "陈大山" in panel.mapping._examples["name"].text()
    assert panel.mapping._examples["id_number"].text() == ""


def test_a_dropped_file_is_read(qtbot, panel, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(TABLE.replace("\t", ","), encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    held, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    panel.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, held))
    qtbot.wait_until(panel.is_ready)
    assert panel.sheets.records.rowCount() == 1


def test_what_was_read_is_not_for_the_list_of_another_response(qtbot, room, page, tab, panel):
    paste(qtbot, panel, TABLE)
    page.list.choose(room.ids["fire"])
    qtbot.wait_until(lambda: not is_importing(tab))
    assert panel._parts == []


def test_who_may_not_see_names_cannot_import_them(room, open_page, show):
    room.role = Role.VIEWER
    page = open_page(room)
    show(page, 3)
    page.evacuation.open_import()
    assert not is_importing(page.evacuation)
    assert not page.evacuation.bring.isEnabled()


def test_five_thousand_rows_do_not_stop_the_window(qtbot, room, tab, panel, tmp_path):
    rows = [f"甲{at:04d},东坝村,2,,,郑海" for at in range(5_000)]
    file = tmp_path / "people.csv"
    head = TABLE.splitlines()[0].replace("\t", ",")
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    beats = [time.perf_counter()]
    beat = QTimer(interval=10)
    beat.timeout.connect(lambda: beats.append(time.perf_counter()))
    beat.start()
    panel.read_file(str(file))
    qtbot.wait_until(lambda: panel.is_ready() and not panel._is_busy, timeout=30_000)
    panel.submit()
    qtbot.wait_until(lambda: tab.table.records.rowCount() == 5_003, timeout=30_000)
    beat.stop()
    longest_s = max(after - before for before, after in pairwise(beats))
    assert longest_s < 1, f"stood still for {longest_s:.2f} s"
    assert len(names(room)) == 5_003

"""The list of warnings: what comes first, what is folded away, what a search finds."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from commandcenter.kernel.severity import Severity
from commandcenter.warnings.model.message import MsgType
from commandcenter.warnings.model.warning import Origin, State
from commandcenter.warnings.reading import reader
from commandcenter.warnings.service import codes, intake
from ui.shell.page import Target
from ui.warnings.shown import Fold, Line


def rows(page):
    model = page.warnings.list.rows
    return [model.record(at) for at in range(model.rowCount())]


def headlines(page):
    return [row.headline if isinstance(row, Line) else row.state for row in rows(page)]


def take_in(room, path):
    read = reader.read_file(path, codes.codes(room.db))
    return intake.take_in(room.db, read, origin=Origin.FILE, officer=room.officer())[0]


def test_what_waits_for_confirmation_stands_above_what_is_worse(room, open_page, cap_file):
    room.warn("暴雨红色预警", Severity.RED)
    room.warn("大风蓝色预警", Severity.BLUE)
    take_in(room, Path(cap_file("地质灾害橙色预警")))
    page = open_page(room)
    assert headlines(page) == ["地质灾害橙色预警", "暴雨红色预警", "大风蓝色预警"]


def test_what_is_over_is_folded_away_with_its_count(room, open_page, qtbot):
    first = room.warn("暴雨橙色预警", Severity.ORANGE)
    room.warn("暴雨红色预警", Severity.RED, msg_type=MsgType.UPDATE, refers_to=first.id)
    page = open_page(room)
    assert rows(page)[-1] == Fold(state=State.SUPERSEDED, count=1)
    page.warnings.list.setCurrentIndex(page.warnings.list.rows.index(1, 0))
    qtbot.keyClick(page.warnings.list, Qt.Key.Key_Return)
    assert headlines(page)[-1] == "暴雨橙色预警"


def test_a_search_by_pinyin_initials_also_finds_what_is_over(room, open_page, write, press):
    first = room.warn("暴雨橙色预警", Severity.ORANGE)
    room.warn("大风蓝色预警", Severity.BLUE, refers_to=first.id, msg_type=MsgType.UPDATE)
    page = open_page(room)
    press(Qt.Key.Key_F, ctrl=True)
    write("bycs")
    assert headlines(page) == [State.SUPERSEDED, "暴雨橙色预警"]
    press(Qt.Key.Key_Escape)
    assert "大风蓝色预警" in headlines(page)


def test_a_target_opens_a_warning_that_is_over(room, open_page, window, qtbot):
    first = room.warn("暴雨橙色预警", Severity.ORANGE)
    room.warn("暴雨红色预警", Severity.RED, msg_type=MsgType.UPDATE, refers_to=first.id)
    page = open_page(room)
    window.desk.navigation.open(Target(page="warnings", kind="warning", key=first.id))
    assert page.warnings.list.present().id == first.id
    sheet = page.warnings.sheet
    qtbot.wait_until(lambda: sheet.sheet() is not None and sheet.sheet().line.id == first.id)
    assert [button.text() for button in sheet.later.buttons]


def test_a_refresh_keeps_the_warning_in_front(room, open_page, qtbot):
    mine = room.warn("大风蓝色预警", Severity.BLUE)
    page = open_page(room)
    page.warnings.list.choose(mine.id)
    room.warn("暴雨红色预警", Severity.RED)
    page.refresh()
    qtbot.wait_until(lambda: len(rows(page)) == 2)
    assert page.warnings.list.present().id == mine.id


def test_the_row_says_until_when_and_who_answered(room, open_page):
    room.warn("暴雨红色预警", Severity.RED, ends_at=room.clock() + timedelta(hours=3))
    page = open_page(room)
    words = page.warnings.list.rows.index(0, 0).data()
    assert "0/2" in words
    assert "龙潭镇" in words


def test_an_empty_list_says_how_to_begin(room, open_page):
    page = open_page(room)
    assert page.warnings.list_deck.currentWidget() is not page.warnings.list

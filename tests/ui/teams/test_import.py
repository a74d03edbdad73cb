"""Rosters brought in from tables, checked cell by cell, and taken out again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from commandcenter.directory.rights import Role
from commandcenter.documents.sheets import reading
from ui.widgets.words import tr

Key = Qt.Key
TABLE = (
    "队伍编号\t队伍名称\t队伍类别\t主要能力\t负责人\n"
    "QX-001\t龙潭镇应急救援队\t基层应急救援队伍\t排涝抽水\t赵新民\n"
    "QX-009\t白沙镇应急救援队\t基层应急救援队伍\t抢险固堤\t李山\n"
)


@pytest.fixture
def panel(qtbot, page):
    page.roster.open_import()
    return page.roster.importing


def paste(qtbot, panel, text):
    QGuiApplication.clipboard().setText(text)
    panel.paste_text()
    qtbot.wait_until(lambda: not panel._is_busy and all(part.table for part in panel._parts))


def mistakes(panel):
    assert panel.errors.count() == len(panel.found)
    return panel.found


def test_a_pasted_table_adds_teams_and_brings_known_ones_up_to_date(qtbot, room, page, panel):
    paste(qtbot, panel, TABLE)
    assert mistakes(panel) == []
    panel.submit()
    qtbot.wait_until(lambda: page.roster._stack.currentWidget() is not panel)
    qtbot.wait_until(lambda: page.roster.table.records.rowCount() == 4)
    changed = room.card("龙潭镇应急救援队")
    assert (changed.team.leader, changed.team.primary_skill) == ("赵新民", "drainage")
    assert len(changed.members) == 2
    assert changed.team.duty_phone == "0577-66123001"


def test_every_mistake_is_named_by_its_cell_and_nothing_is_imported(qtbot, room, page, panel):
    wrong = TABLE.replace("抢险固堤", "飞行").replace("QX-009", "QX-001")
    paste(qtbot, panel, wrong)
    assert [one.cell for one in mistakes(panel)] == ["D3", "A3"]
    assert not panel.go.isEnabled()
    panel.submit()
    assert len(page.roster._lines) == 3


def test_another_column_can_be_chosen_for_a_field_and_is_remembered(qtbot, page, panel, window):
    paste(qtbot, panel, TABLE.replace("负责人", "甲"))
    box = panel.mapping.boxes["leader"]
    box.setCurrentIndex(5)
    box.activated.emit(5)
    qtbot.wait_until(lambda: not panel._is_busy and panel._parts[0].table is not None)
    assert panel._parts[0].columns.of_field["leader"] == 4
    assert panel._parts[0].table.rows[0].values["leader"] == "赵新民"
    panel.submit()
    qtbot.wait_until(lambda: page.roster._stack.currentWidget() is not panel)
    page.roster.open_import()
    paste(qtbot, panel, TABLE.replace("负责人", "甲"))
    assert panel._parts[0].columns.of_field["leader"] == 4


def test_what_is_no_table_is_refused_in_place(qtbot, panel, tmp_path):
    file = tmp_path / "roster.xlsx"
    file.write_bytes(b"PK\x03\x04 broken")
    panel.read_file(str(file))
    qtbot.wait_until(lambda: "roster.xlsx" in panel._verdict.text())
    assert not panel.go.isEnabled()


def test_an_export_can_be_imported_again_and_changes_nothing(qtbot, room, page, panel, tmp_path):
    file = tmp_path / "roster.xlsx"
    page.roster.export_to(str(file))
    qtbot.wait_until(file.exists)
    assert next(sheet.name for sheet in reading.read(file).sheets) == tr("Rescue teams")
    before = room.card("龙潭镇应急救援队")
    panel.read_file(str(file))
    qtbot.wait_until(panel.is_ready, timeout=15_000)
    panel.submit()
    qtbot.wait_until(lambda: page.roster._stack.currentWidget() is not panel, timeout=15_000)
    assert room.card("龙潭镇应急救援队") == before


def test_escape_leads_back_to_the_list(page, panel, press):
    press(Key.Key_Escape)
    assert page.roster._stack.currentWidget() is not panel


def test_a_viewer_can_neither_import_nor_export(room, open_page, tmp_path):
    room.role = Role.VIEWER
    page = open_page(room)
    page.roster.open_import()
    assert page.roster._stack.currentWidget() is not page.roster.importing
    assert not page.roster.export_button.isEnabled()


def test_a_team_named_only_by_its_members_has_to_be_known(qtbot, room, page, panel):
    paste(qtbot, panel, "队伍编号\t队员姓名\t手机\nQX-777\t孙立\t19900001111\n")
    panel.submit()
    qtbot.wait_until(lambda: "QX-777" in panel._verdict.text())
    assert len(page.roster._lines) == 3

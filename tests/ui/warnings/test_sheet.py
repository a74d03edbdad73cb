"""A warning in full: decided by keys, nothing typed is lost, nothing read as markup."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from commandcenter.directory.rights import Role
from commandcenter.duty.service import log
from commandcenter.kernel.severity import Severity
from commandcenter.warnings.model.warning import Origin, State
from commandcenter.warnings.reading import reader
from commandcenter.warnings.service import codes, intake, passing
from ui.shell.page import Target
from ui.warnings.shown import entry_of


@pytest.fixture
def pending(room, cap_file):
    """A warning from a file that nobody signed."""
    read = reader.read_file(Path(cap_file("&lt;b&gt;暴雨&lt;/b&gt;橙色预警")), codes.codes(room.db))
    officer = room.somebody(Role.CHIEF)
    return intake.take_in(room.db, read, origin=Origin.FILE, officer=officer)[0]


@pytest.fixture
def shown(open_page, room, window, qtbot):
    """Open a warning on the page; returns its sheet."""

    def _show(record):
        page = open_page(room)
        window.desk.navigation.open(Target(page="warnings", kind="warning", key=record.id))
        sheet = page.warnings.sheet
        qtbot.wait_until(lambda: sheet.sheet() is not None and sheet.sheet().line.id == record.id)
        return sheet

    return _show


def state(room, record):
    return passing.find(room.db, record.id).state


def test_one_key_confirms(room, pending, shown, press, qtbot):
    shown(pending)
    press(Qt.Key.Key_Return, ctrl=True)
    qtbot.wait_until(lambda: state(room, pending) is State.ACTIVE)


def test_who_does_not_accept_says_why(room, pending, shown, press, write, qtbot):
    sheet = shown(pending)
    press(Qt.Key.Key_Delete, ctrl=True)
    press(Qt.Key.Key_Return)
    assert sheet.ask.said()
    assert state(room, pending) is State.PENDING
    write("电话核实，未发布")
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: state(room, pending) is State.REFUSED)
    assert passing.find(room.db, pending.id).reason == "电话核实，未发布"


def test_a_reason_survives_a_refresh_and_another_warning(
    room, pending, shown, press, write, window, qtbot
):
    other = room.warn("大风蓝色预警", Severity.BLUE)
    sheet = shown(pending)
    press(Qt.Key.Key_Delete, ctrl=True)
    write("在核实")
    window.desk.navigation.page("warnings").refresh()
    qtbot.wait_until(window.desk.navigation.page("warnings").warnings.seat.background.is_idle)
    assert (sheet.ask.isHidden(), sheet.ask.line.text()) == (False, "在核实")
    window.desk.navigation.open(Target(page="warnings", kind="warning", key=other.id))
    qtbot.wait_until(lambda: sheet.sheet().line.id == other.id)
    window.desk.navigation.open(Target(page="warnings", kind="warning", key=pending.id))
    qtbot.wait_until(lambda: sheet.sheet().line.id == pending.id)
    press(Qt.Key.Key_Delete, ctrl=True)
    assert sheet.ask.line.text() == "在核实"


def test_texts_are_shown_as_they_are_written(pending, shown):
    sheet = shown(pending)
    formats = {label.textFormat() for label in sheet.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}
    assert "<b>暴雨</b>" in sheet.band.accessibleName()


def test_the_original_is_there_as_text_that_cannot_be_changed(pending, shown, press):
    sheet = shown(pending)
    press(Qt.Key.Key_U, ctrl=True)
    assert "<identifier>" in sheet.raw.text.toPlainText()
    assert sheet.raw.text.isReadOnly()
    assert not sheet.raw.text.isHidden()


def test_the_signature_is_said_with_what_it_means(pending, shown):
    sheet = shown(pending)
    assert any("confirm it by telephone" in one or "核实" in one for one in sheet.facts.texts())


def test_one_key_writes_the_log_line_once(room, shown, press, qtbot):
    record = room.warn("暴雨红色预警")
    sheet = shown(record)
    press(Qt.Key.Key_L, ctrl=True)
    qtbot.wait_until(lambda: log.find(room.db, entry_of(record.id)) is not None)
    assert "暴雨红色预警" in log.find(room.db, entry_of(record.id)).newest.draft.content
    qtbot.wait_until(lambda: sheet.sheet().is_logged)


def test_a_way_of_passing_on_is_added_inline(room, shown, write, press, qtbot):
    record = room.warn("暴雨红色预警")
    sheet = shown(record)
    sheet.told.take_focus()
    write("各乡镇")
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: bool(passing.notices(room.db, record.id)))
    assert passing.notices(room.db, record.id)[0].told == "各乡镇"
    qtbot.wait_until(lambda: sheet.told.target.text() == "")


def test_a_number_that_is_none_is_refused_at_the_field(room, shown, write):
    record = room.warn("暴雨红色预警")
    sheet = shown(record)
    sheet.told.count.setText("许多")
    sheet.told.target.setText("各乡镇")
    sheet.told._submit()
    assert sheet.told.said()
    assert sheet.told.target.text() == "各乡镇"


def test_who_may_not_is_told_who_may(room, pending, shown):
    room.role = Role.VIEWER
    sheet = shown(pending)
    assert sheet.said()
    assert not any(button.isEnabled() for button in sheet.buttons.values())


def test_the_response_is_a_door_with_the_warning(room, shown, window, press, note_page):
    opened = []
    record = room.warn("暴雨红色预警")
    shown(record)
    window.desk.navigation.open = opened.append
    press(Qt.Key.Key_R, ctrl=True)
    [target] = opened
    assert (target.page, target.kind) == ("response", "new")
    assert (target.key["title"], target.key["severity"]) == ("暴雨红色预警", "red")
    assert (target.key["basis_kind"], target.key["areas"]) == ("warning", {"330399101"})
    assert record.message.identifier in target.key["basis"]


def test_an_incident_is_one_key_away(room, shown, window, press):
    opened = []
    record = room.warn("暴雨红色预警")
    shown(record)
    window.desk.navigation.open = opened.append
    press(Qt.Key.Key_I, ctrl=True)
    [target] = opened
    assert (target.page, target.kind) == ("incidents", "new")
    assert (target.key.warning_id, target.key.learned_at) == (record.id, record.recorded_at)
    assert (target.key.facts.title, target.key.facts.area_code) == ("暴雨红色预警", "330399101")

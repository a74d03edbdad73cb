"""Hotspots: taken in by a form, checked by another, with a running clock."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.kernel.ids import new_id
from commandcenter.warnings.model.passing import Hotspot, HotspotResult, HotspotState
from commandcenter.warnings.service import hotspots
from ui.shell.page import Target
from ui.warnings import spot_words


def a_spot(room, place="龙潭后山", **more):
    usual = {"id": new_id(), "pixels": 4, "lon": 120.1, "lat": 27.1, "place": place}
    return hotspots.note(room.db, Hotspot(**usual | more), officer=room.somebody(Role.CHIEF))


@pytest.fixture
def pane(room, open_page, window, qtbot):
    """The pane of hotspots."""
    page = open_page(room)
    window.desk.navigation.open(Target(page="warnings", kind="hotspots"))
    qtbot.wait_until(lambda: page.spots.has_content)
    page.spots.setFocus()
    return page.spots


def test_a_hotspot_is_typed_in_and_its_clock_runs(room, pane, press, write, qtbot):
    press(Qt.Key.Key_N, ctrl=True)
    form = pane.form
    for name, text in (("pixels", "3"), ("lon", "120.1"), ("lat", "27.1"), ("place", "林场")):
        form.lines[name].setFocus()
        write(text)
    press(Qt.Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: pane.view.rows.rowCount() == 1)
    row = pane.view.rows.record(0)
    assert (row.place, row.is_large) == ("林场", True)
    assert row.due_at == row.spot.received_at + timedelta(hours=1)
    assert form.lines["place"].text() == ""


def test_what_is_no_number_is_said_at_the_field(room, pane, press, write):
    press(Qt.Key.Key_N, ctrl=True)
    write("几个")
    press(Qt.Key.Key_S, ctrl=True)
    assert pane.form.lines["pixels"].property("state") == "error"
    assert pane.form.lines["pixels"].text() == "几个"
    assert hotspots.newest(room.db) == ()


def test_enter_records_what_a_check_brought(room, open_page, window, press, write, qtbot):
    spot = a_spot(room)
    page = open_page(room)
    window.desk.navigation.open(Target(page="warnings", kind="hotspot", key=spot.id))
    qtbot.wait_until(lambda: page.spots.view.present() is not None)
    page.spots.view.setFocus()
    press(Qt.Key.Key_Return)
    check = page.spots.check
    check.result.setCurrentIndex(1)
    check.found.setFocus()
    write("农户烧秸秆，已扑灭")
    press(Qt.Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: hotspots.newest(room.db)[0].state is HotspotState.CHECKED)
    assert hotspots.newest(room.db)[0].result is HotspotResult.FARM_FIRE


def test_a_check_without_words_is_refused_and_what_was_chosen_stays(room, pane, press, qtbot):
    a_spot(room)
    pane.refresh()
    qtbot.wait_until(lambda: pane.view.rows.rowCount() == 1)
    pane.view.setFocus()
    press(Qt.Key.Key_Return)
    pane.check.result.setCurrentIndex(2)
    press(Qt.Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: bool(pane.check.said()))
    assert pane.check.result.currentIndex() == 2


def test_what_is_late_is_first_and_says_so(room, pane, qtbot):
    a_spot(room, "新的")
    a_spot(room, "旧的", received_at=room.clock() - timedelta(minutes=70))
    pane.refresh()
    qtbot.wait_until(lambda: pane.view.rows.rowCount() == 2)
    assert [one.place for one in pane.view.spots()] == ["旧的", "新的"]
    assert spot_words.is_late(pane.view.rows.record(0), room.clock())
    assert not spot_words.is_late(pane.view.rows.record(1), room.clock())


def test_who_may_not_take_in_sees_the_list_alone(room, open_page, window, press, qtbot):
    a_spot(room)
    room.role = Role.VIEWER
    page = open_page(room)
    window.desk.navigation.open(Target(page="warnings", kind="hotspots"))
    qtbot.wait_until(lambda: page.spots.view.rows.rowCount() == 1)
    page.spots.view.setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_N, ctrl=True)
    assert page.spots.side.currentWidget() is page.spots.map

"""The whole program in a drill: what its pages show and write, and that reality stays apart."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.database import migrate
from commandcenter.database.address import Address
from commandcenter.drills.model.drill import State
from commandcenter.drills.service import records
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from tests.county_hall import Hall, found
from tests.end_to_end.full_county import (
    a_drill,
    happen,
    opened_ground,
)
from ui.shell.page import Target
from ui.widgets.words import tr

CTRL, CTRL_SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def played(seats, tmp_path):
    """The watch chief in a drill, in a county in which everything happened in reality."""
    hall = Hall(Address.of_file(tmp_path / "played.db"))
    migrate.create(hall.address)
    found(hall.address)
    with hall.opened() as db:
        ground = opened_ground(db)
        real = happen(db, ground, wait=lambda _span: None)
        drill = a_drill(db)
    seat = seats(hall.url()).open().sign_in()
    desk = seat.window.desk
    seat.wait_until(lambda: bool(desk.playing.running))
    desk.playing.join(drill.id)
    seat.wait_until(seat.program.is_idle)
    return seat, hall, real, drill


def go(seat, page, **target):
    desk = seat.window.desk
    desk.navigation.open(Target(page=page, **target))
    seat.wait_until(seat.program.is_idle)
    return desk.navigation.page(page)


def drill_lines(hall, drill):
    with hall.opened() as db:
        lines = log.page(db, LogQuery(drill_id=drill.id))
    return [line.entry.draft.content for line in lines if line.entry]


def test_the_pages_show_nothing_of_reality_and_lead_from_the_log_to_teams_in_the_drill(
    qtbot, played
):
    seat, hall, real, drill = played
    for page, kind, shown in (
        ("incidents", "", lambda page: page.incidents()),
        ("warnings", "", lambda page: page.warnings.list._lines),
        ("response", "", lambda page: page.list._active),
        ("teams", "board", lambda page: page.dispatch.picture.out),
    ):
        assert not shown(go(seat, page, kind=kind)), page
    # From the log line to an incident, from there to teams: all in the drill.
    qtbot.keyClick(seat.window, Qt.Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "A bus fell over\r")
    seat.wait_until(lambda: drill_lines(hall, drill) == ["A bus fell over"])
    with hall.opened() as db:
        [line] = log.page(db, LogQuery(drill_id=drill.id))
    incidents = go(seat, "incidents", kind="new", key=line.entry.id)
    incidents.sheet.confirm()
    seat.wait_until(lambda: len(incidents.incidents()) == 1)
    [opened] = incidents.incidents()
    assert opened.drill_id == drill.id
    seat.wait_until(lambda: incidents.detail() is not None)
    incidents.desk.act("teams")
    seat.wait_until(seat.program.is_idle)
    sheet = seat.window.desk.navigation.page("teams").dispatch.order
    assert sheet._order.drill_id == drill.id
    # Reality is where it was, one key away.
    qtbot.keyClick(seat.window, Qt.Key.Key_D, CTRL_SHIFT)
    assert go(seat, "incidents").incidents()[0].id == real.incident.id
    assert len(go(seat, "teams", kind="board").dispatch.picture.out) == 1
    # Every drill can be ended from any page; then the window is back in reality by itself.
    desk = seat.window.desk
    desk.playing.join(drill.id)
    qtbot.keyClick(seat.window, Qt.Key.Key_F10, CTRL_SHIFT)
    seat.wait_until(seat.program.is_idle)
    assert desk.playing.drill_id == drill.id
    qtbot.keyClick(seat.window, Qt.Key.Key_F10, CTRL_SHIFT)
    seat.wait_until(lambda: desk.playing.drill_id is None)
    with hall.opened() as db:
        assert records.find(db, type(drill), drill.id).state is State.ENDED
    assert drill.title in seat.messages
    qtbot.keyClick(seat.window, Qt.Key.Key_F10, Qt.KeyboardModifier.ControlModifier)
    seat.wait_until(lambda: tr("No drill is running.") in seat.messages)

"""From a response to its papers, and to what was written elsewhere: every door leads there."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from commandcenter.incidents.model.command import Participant, Role
from commandcenter.incidents.service import command
from commandcenter.kernel.ids import new_id
from ui.board import doors
from ui.shell.page import Target

VALLEY = "330399102"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(page, monkeypatch):
    """Return the targets that the page asks for."""
    found = []
    monkeypatch.setattr(page._seat.navigation, "open", found.append)
    return found


@pytest.mark.parametrize(
    ("number", "kind"),
    [(0, "response_order"), (2, "response_order"), (3, "evacuation"), (4, "response_order")],
)
def test_a_key_opens_the_paper_of_what_is_in_front(page, room, show, press, opened, number, kind):
    show(page, number)
    press(Qt.Key.Key_P, CTRL)
    assert opened == [Target(page="documents", kind=kind, key=room.ids["flood"])]
    assert page.paper.isVisible()


def test_the_measures_lead_to_the_packet_of_the_township_in_front(page, room, show, press, opened):
    show(page, 1)
    page.matrix.table.choose(VALLEY, "III:village:2")
    press(Qt.Key.Key_P, CTRL)
    key = (room.ids["flood"], VALLEY)
    assert opened == [Target(page="documents", kind="township_packet", key=key)]


def test_the_shelters_of_the_board_lead_to_the_shelters(page, room, qtbot):
    page.go_to(doors.SHELTERS)
    assert page.tab() is page.evacuation
    assert page.evacuation.view.value() == "shelters"
    page.go_to(doors.EVACUATION)
    assert page.evacuation.view.value() == "list"


def test_who_is_at_the_scene_stands_with_the_time_of_arrival(page, room, show, qtbot):
    arrived = room.clock() - timedelta(minutes=10)
    one = Participant(
        id=new_id(),
        about=room.ids["flood"],
        organisation="县消防救援大队",
        role=Role.LEAD,
        people=12,
        arrived_at=arrived,
    )
    command.take_part(room.db, one, officer=room.chief())
    show(page, 4)
    qtbot.wait_until(lambda: page.command.scene.table.records.rowCount() == 1)
    assert page.command.scene.table.records.record(0).arrived_at == arrived
    page.command.show_part("scene")
    assert page.command.parts.value() == "scene"


def test_the_course_of_a_response_leads_to_its_lines_in_the_log(page, room, show, opened, press):
    show(page, 4)
    page.command.show_part("course")
    page.command.take_focus()
    lines = [
        page.command.course.table.records.record(row)
        for row in range(page.command.course.table.records.rowCount())
    ]
    assert [line.kind for line in lines] == ["response.listed", "response.activated"]
    press(Qt.Key.Key_Return)
    assert opened == [Target(page="duty", kind="entry", key=lines[0].seq)]

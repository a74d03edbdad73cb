"""Who waits where they may be needed: listed, placed, ended."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.supplies import Preposition
from commandcenter.teams.service import supplies
from ui.shell.page import Target

Key = Qt.Key
FIRST = "龙潭镇应急救援队"
HOUR = timedelta(hours=1)


@pytest.fixture
def place(room):
    """Let a team wait elsewhere."""

    def _place(name, where, *, since=HOUR, until=None):
        now = room.clock()
        placed = Preposition(
            id=new_id(),
            team_id=room.teams[name].id,
            place=where,
            from_at=now - since,
            to_at=None if until is None else now + until,
            reason="台风",
        )
        return supplies.add(room.db, placed, officer=room.officer())

    return _place


@pytest.fixture
def open_placed(qtbot, room, open_page, window):
    """Open the list."""

    def _open():
        page = open_page(room)
        window.desk.navigation.open(Target(page="teams", kind="placed"))
        qtbot.wait_until(lambda: page.oncall.has_content)
        return page.oncall

    return _open


def rows(tab):
    table = tab.placed.table.records
    return [
        [table.index(row, column).data() for column in (0, 1)] for row in range(table.rowCount())
    ]


def test_who_waits_elsewhere_is_listed_and_who_went_back_is_not(place, open_placed):
    place(FIRST, "石桥村")
    place("安泰起重", "旧码头", since=3 * HOUR, until=-HOUR)
    tab = open_placed()
    assert rows(tab) == [[FIRST, "石桥村"]]
    assert tab.place() == Target(page="teams", kind="placed")
    card = tab.view.model().index(0).data()
    assert "石桥村" in card


@pytest.mark.qt_log_ignore("does not support")  # the list of names that fit
def test_a_team_is_placed_by_keys(qtbot, room, open_placed, press, write):
    tab = open_placed()
    press(Key.Key_N, ctrl=True)
    tab.placed._team.setFocus()
    write(FIRST)
    fields = {field.name: field.control for field in tab.placed.editor.form.fields}
    fields["place"].setFocus()
    write("石桥村")
    fields["to_at"].setFocus()
    write("2359")
    press(Key.Key_S, ctrl=True)

    def stored():
        return [(one.team_id, one.place) for one in supplies.placed(room.db, at=room.clock())]

    qtbot.wait_until(lambda: stored() == [(room.teams[FIRST].id, "石桥村")])
    qtbot.wait_until(lambda: rows(tab) == [[FIRST, "石桥村"]])


def test_the_form_beside_an_empty_list_takes_the_first_one(
    qtbot, room, place, open_placed, press, write
):
    tab = open_placed()
    tab.placed.editor.form.fields[1].control.setFocus()
    write("排水泵")
    tab.placed.editor.form.fields[2].control.setFocus()
    write("石桥村")
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: rows(tab) == [["排水泵", "石桥村"]])
    assert tab.placed.table.present().thing == "排水泵"


@pytest.mark.parametrize("since", [HOUR, -HOUR])
def test_it_is_ended_by_two_presses(qtbot, room, place, open_placed, since):
    one = place(FIRST, "石桥村", since=since)
    tab = open_placed()
    assert tab.placed.end.isVisible()
    tab.placed.end.click()
    assert rows(tab) == [[FIRST, "石桥村"]]
    tab.placed.end.click()
    qtbot.wait_until(lambda: rows(tab) == [])
    assert not tab.placed.end.isVisible()
    assert supplies.placed(room.db, at=room.clock()) == ()
    kept = [stored.id for stored in supplies.placed(room.db)]
    assert kept == ([one.id] if since > timedelta() else [])


def test_what_is_not_touched_is_saved_as_it_was(qtbot, room, place, open_placed, press, write):
    one = place(FIRST, "石桥村")
    tab = open_placed()
    place_line = tab.placed.editor.form.fields[2].control
    place_line.setFocus()
    place_line.selectAll()
    write("东坝")
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: rows(tab) == [[FIRST, "东坝"]])
    [after] = supplies.placed(room.db)
    assert (after.from_at, after.to_at) == (one.from_at, None)

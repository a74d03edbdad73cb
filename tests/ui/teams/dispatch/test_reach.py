"""Villages outside a circle as list and map, and what a change in thought would do."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ui.teams.reach_rows import Change, Village

FIRST, SECOND = "县防汛抢险一队", "县潜水救援组"
FAR = "330399102203"  # 24 km east of the nearest team


@pytest.fixture
def reach(tab, settled):
    """The reach, worked out."""
    tab.open_view("reach")
    settled()
    return tab.reach


def rows(reach) -> list[Village]:
    model = reach.table.records
    return [model.record(row) for row in range(model.rowCount())]


def test_villages_outside_are_listed_the_latest_first(reach) -> None:
    found = rows(reach)
    assert found[0].place.code == FAR
    assert [one.seconds for one in found] == sorted((one.seconds for one in found), reverse=True)
    assert all(one.seconds > reach.limit_s() for one in found)


def test_a_shorter_limit_leaves_more_villages_outside(reach, qtbot) -> None:
    before = len(rows(reach))
    reach.limits.setFocus()
    qtbot.keyClick(reach.limits, Qt.Key.Key_Left)
    assert reach.limit_s() == 300
    assert len(rows(reach)) > before


def test_the_map_shows_towns_teams_and_villages_outside(reach) -> None:
    shapes = [mark.shape for mark in reach.map._marks]
    assert shapes.count("dot") == 3
    assert shapes.count("diamond") == len(rows(reach))
    assert [area.name for area in reach.map._areas] == ["龙潭镇", "白沙镇"]


def test_a_team_moved_in_thought_brings_a_village_inside(post, reach, qtbot, settled) -> None:
    reach.team.setCurrentIndex(reach.team.findData(str(post.teams[FIRST].id)))
    assert reach.table.choose(FAR)
    reach.table.setFocus()
    qtbot.keyClick(reach.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settled()
    changed = {one.place.code: one.change for one in rows(reach)}
    assert changed[FAR] is Change.GAINED
    assert "come inside" in reach._said.text()
    assert [mark.shape for mark in reach.map._marks].count("square") == 1


def test_the_circles_follow_what_is_moved_and_added_in_thought(post, reach, settled) -> None:
    before = reach.map._zones
    reach.team.setCurrentIndex(reach.team.findData(str(post.teams[FIRST].id)))
    reach.table.choose(FAR)
    reach.move_to_village()
    settled()
    [moved], [as_it_is] = reach.map._zones, before
    assert len(moved.rings) == len(as_it_is.rings)
    assert len(set(moved.rings) & set(as_it_is.rings)) == len(as_it_is.rings) - 1
    reach.add_at_village()
    settled()
    assert len(reach.map._zones[0].rings) == len(as_it_is.rings) + 1
    reach.take_back()
    settled()
    assert reach.map._zones == before


def test_villages_that_would_fall_outside_stand_on_top(post, reach, settled) -> None:
    for name in (FIRST, SECOND):
        reach.team.setCurrentIndex(reach.team.findData(str(post.teams[name].id)))
        reach.table.choose(FAR)
        reach.move_to_village()
        settled()
    assert rows(reach)[0].change is Change.LOST
    assert rows(reach)[0].seconds <= reach.limit_s() < rows(reach)[0].after_s


def test_a_team_is_added_in_thought_and_forgotten(reach, qtbot, settled) -> None:
    reach.table.choose(FAR)
    reach.table.setFocus()
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(reach.table, Qt.Key.Key_N, held)
    settled()
    assert Change.GAINED in {one.change for one in rows(reach)}
    qtbot.keyClick(reach.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert {one.change for one in rows(reach)} == {Change.NONE}


def test_a_double_click_moves_the_chosen_team_there(post, reach, settled) -> None:
    team = post.teams[FIRST].id
    reach.team.setCurrentIndex(reach.team.findData(str(team)))
    at = QPoint(reach.map.width() // 2, reach.map.height() // 2)
    QTest.mouseDClick(reach.map, Qt.MouseButton.LeftButton, pos=at)
    settled()
    assert reach.what_if.moved[team] == pytest.approx((119.75, 27.70), abs=0.01)


def test_a_village_of_the_map_comes_to_the_front_of_the_list(reach) -> None:
    code = rows(reach)[-1].place.code
    reach.map.chosen.emit(code)
    assert reach.table.present().place.code == code


def test_only_teams_for_a_kind_of_event_count(reach, settled) -> None:
    reach.hazard.setCurrentIndex(reach.hazard.findData("flood"))
    reach.hazard.activated.emit(reach.hazard.currentIndex())
    settled()
    assert reach.team.count() == 3  # two teams, and none

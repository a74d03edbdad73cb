"""The map: projection, zoom, moving, marks."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets import theme
from ui.widgets.map_parts import MapArea, MapMark, MapZone
from ui.widgets.map_view import MapView

RING = ((119.7, 27.6), (119.9, 27.6), (119.9, 27.8), (119.7, 27.8), (119.7, 27.6))
AREA = MapArea(name="龙潭镇", rings=(RING,), centre=(119.8, 27.7))
MARK = MapMark(key="v", name="三村", at=(119.75, 27.65), shape="diamond", role="orange")


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    """A map of one township with one mark."""
    made = MapView()
    qtbot.add_widget(made)
    made.resize(400, 400)
    made.show_areas([AREA])
    made.show_marks([MARK])
    made.show()
    return made


def test_north_is_up_and_east_is_right(view: MapView) -> None:
    middle, north = view.to_screen((119.8, 27.7)), view.to_screen((119.8, 27.75))
    east = view.to_screen((119.85, 27.7))
    assert north.y() < middle.y()
    assert east.x() > middle.x()


def test_a_kilometre_is_as_long_eastwards_as_northwards(view: MapView) -> None:
    middle = view.to_screen((119.8, 27.7))
    north = middle.y() - view.to_screen((119.8, 27.71)).y()
    east = view.to_screen((119.8 + 0.01 / 0.8854, 27.7)).x() - middle.x()  # cos 27.7 degrees
    assert east == pytest.approx(north, rel=0.01)


def test_everything_fits_at_first(view: MapView) -> None:
    corners = [view.to_screen(at) for at in RING]
    assert all(view.rect().contains(at.toPoint()) for at in corners)


def test_a_position_comes_back_from_the_screen(view: MapView) -> None:
    assert view.to_position(view.to_screen(MARK.at)) == pytest.approx(MARK.at)


def test_zoom_keeps_what_lies_under_the_pointer(view: MapView) -> None:
    at = QPointF(80, 300)
    before = view.to_position(at)
    view.zoom_by(2.0, at)
    assert view.to_position(at) == pytest.approx(before)
    view.show_everything()
    assert view.to_position(at) == pytest.approx(before)


def test_keys_zoom_move_and_go_back(view: MapView, qtbot: QtBot) -> None:
    start = view.to_screen(MARK.at)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Left, Qt.Key.Key_Up):
        before = view.to_screen(MARK.at)
        qtbot.keyClick(view, key)
        assert view.to_screen(MARK.at) != before
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.to_screen(MARK.at) == start


def test_a_drag_takes_the_ground_along(view: MapView) -> None:
    before = view.to_screen(MARK.at)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(view, QPoint(210, 200))
    QTest.mouseMove(view, QPoint(250, 220))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(250, 220))
    moved = view.to_screen(MARK.at) - before
    assert (moved.x(), moved.y()) == pytest.approx((50, 20), abs=1)


def test_a_click_chooses_the_mark_under_it(view: MapView, qtbot: QtBot) -> None:
    at = view.to_screen(MARK.at).toPoint()
    with qtbot.wait_signal(view.chosen) as heard:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == ["v"]


def test_a_drag_that_ends_on_a_mark_chooses_nothing(view: MapView, qtbot: QtBot) -> None:
    at = view.to_screen(MARK.at).toPoint()
    with qtbot.assert_not_emitted(view.chosen):
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseMove(view, at + QPoint(40, 0))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at + QPoint(40, 0))


def test_a_chosen_mark_comes_into_view(view: MapView) -> None:
    view.zoom_by(20)
    assert not view.rect().contains(view.to_screen(MARK.at).toPoint())
    view.choose("v")
    assert view.rect().contains(view.to_screen(MARK.at).toPoint())


def test_zones_and_marks_are_painted_in_their_colours(view: MapView) -> None:
    view.show_zones([MapZone(role="accent", rings=(RING,))])
    picture = view.grab().toImage()
    assert picture.pixelColor(view.to_screen(MARK.at).toPoint()) == theme.color("orange")
    inside = view.to_screen((119.85, 27.75)).toPoint()
    assert picture.pixelColor(inside) != theme.color("surface_raised")


def test_a_county_without_outlines_still_shows_its_marks(qtbot: QtBot) -> None:
    view = MapView()
    qtbot.add_widget(view)
    view.resize(300, 300)
    other = MapMark(key="w", name="四村", at=(119.9, 27.9))
    view.show_marks([MARK, other])
    for mark in (MARK, other):
        assert view.rect().contains(view.to_screen(mark.at).toPoint())

"""The preview: pages as they print, drawn in the background."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from ui.widgets import pdf_pages, scaled, theme
from ui.widgets.paper_view import ZOOMS, PaperView

Key = Qt.Key


@pytest.fixture
def view(qtbot, background):
    view = PaperView(background.read)
    qtbot.add_widget(view)
    theme.dress(view)
    view.resize(900, 600)
    view.show()
    qtbot.wait_exposed(view)
    return view


@pytest.fixture
def show(qtbot, view):
    """Show a paper and wait until what is visible is drawn."""

    def _show(data):
        with qtbot.wait_signal(view.ready):
            view.show_paper(data)
        qtbot.wait_until(lambda: set(view._visible()) <= set(view._pictures))

    return _show


def colors(image: QImage) -> set[str]:
    points = [(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    return {image.pixelColor(x, y).name() for x, y in points}


# Pages


def test_a_paper_is_measured_with_its_outline(paper):
    contents = pdf_pages.measure(paper(3, 20))
    assert [heading.title for heading in contents.headings] == ["1", "2", "3"]
    assert [heading.level for heading in contents.headings] == [0, 0, 0]
    assert contents.headings[0].page == 0
    assert 0 < contents.headings[0].top < contents.sizes[0].height()
    assert round(contents.sizes[0].width()) == 595


def test_a_page_is_drawn_in_the_size_asked_for(paper):
    picture = pdf_pages.draw(paper(1, 3), 0, 2.0)
    assert (picture.width(), picture.height()) == (1191, 1684)
    assert {"#ffffff", "#000000"} <= colors(picture)


def test_many_threads_can_draw_at_once(background, qtbot, paper):
    data, pictures = paper(4, 30), []
    for number in range(24):
        background.read(
            background,
            lambda number=number: pdf_pages.draw(data, number % 4, 1.0),
            pictures.append,
            pytest.fail,
        )
    qtbot.wait_until(lambda: len(pictures) == 24, timeout=10_000)
    assert all(not picture.isNull() for picture in pictures)


def test_pdfium_is_never_called_twice_at_once(background, qtbot, paper):
    data, pictures = paper(1, 3), []
    with pdf_pages._ONE_AT_A_TIME:
        background.read(
            background, lambda: pdf_pages.draw(data, 0, 1.0), pictures.append, pytest.fail
        )
        qtbot.wait(100)
        assert pictures == []
    qtbot.wait_until(lambda: pictures != [])


# The view


def test_it_shows_the_number_of_pages_and_where_the_reader_is(view, show, paper):
    show(paper(3, 30))
    assert (view.page(), view.page_count()) == (1, 4)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.page() == 4
    assert "4" in view.accessibleDescription()


def test_reading_a_section_goes_there_and_lets_the_others_step_back(qtbot, view, show, paper):
    show(paper(3, 6))
    view.read_section(1)
    first = view._layout.section_top(0)
    assert view.verticalScrollBar().value() > first
    image = view.viewport().grab().toImage()
    pale = QColor(theme.color("paper"))
    assert pale.name() in colors(image)
    view.read_section(None)
    assert view.viewport().grab().toImage() != image


def test_another_edition_keeps_the_place_within_the_section_that_is_read(view, show, paper):
    show(paper(4, 30))
    view.read_section(2)
    before = view.verticalScrollBar().value() - view._layout.section_top(2)
    show(paper(4, 60))
    assert view.verticalScrollBar().value() - view._layout.section_top(2) == pytest.approx(
        before, abs=1
    )


def test_only_pages_near_the_reader_are_kept(qtbot, view, show, paper):
    show(paper(8, 40))
    bar = view.verticalScrollBar()
    for value in range(0, bar.maximum(), bar.pageStep()):
        bar.setValue(value)
        qtbot.wait_until(lambda: set(view._visible()) <= set(view._pictures))
    assert len(view._pictures) <= 6
    assert view.page_count() > 8


@pytest.mark.parametrize(("key", "larger"), [(Key.Key_Plus, True), (Key.Key_Minus, False)])
def test_keys_change_the_size_of_the_paper(qtbot, view, show, paper, key, larger):
    show(paper(1, 3))
    before = view.zoom()
    qtbot.keyClick(view, key)
    assert (view.zoom() > before) is larger
    qtbot.keyClick(view, Key.Key_0)
    assert view.zoom() == before


def test_the_wheel_with_ctrl_changes_the_size(qtbot, view, show, paper):
    show(paper(1, 3))
    before = view.zoom()
    event = QWheelEvent(
        QPointF(10, 10),
        view.mapToGlobal(QPointF(10, 10)),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom() > before


def test_the_size_has_ends(view, show, paper):
    show(paper(1, 3))
    for _ in range(20):
        view.zoom_by(1)
    assert view.zoom() == ZOOMS[-1]
    for _ in range(20):
        view.zoom_by(-1)
    assert view.zoom() == ZOOMS[0]


def test_a_wide_paper_fits_a_narrow_view(qtbot, view, show, paper):
    view.resize(500, 400)
    show(paper(1, 3, wide=True))
    assert view.zoom() < 50
    assert view.horizontalScrollBar().maximum() == 0


def test_paper_is_dimmed_in_the_dark_theme_and_white_in_the_light_one(
    qtbot, qapp, view, show, paper
):
    show(paper(1, 3))
    assert view._pictures[0][1].pixelColor(5, 5).name() == "#ffffff"
    theme.apply(qapp, "dark")
    qtbot.wait_until(lambda: 0 in view._pictures)
    assert view._pictures[0][1].pixelColor(5, 5) == theme.color("paper")
    assert theme.color("paper").name() != "#ffffff"


def test_pages_are_drawn_anew_at_another_scale_of_the_window(qtbot, qapp, view, show, paper):
    show(paper(1, 3))
    view.set_zoom(100)
    qtbot.wait_until(lambda: view._pictures[0][1].width() == 820)
    theme.apply(qapp, "light", 200)
    scaled.apply_again()
    qtbot.wait_until(lambda: 0 in view._pictures and view._pictures[0][1].width() == 1640)


def test_showing_the_same_paper_again_keeps_the_place(qtbot, view, show, paper):
    show(paper(3, 30))
    view.verticalScrollBar().setValue(700)
    view.show_paper(paper(3, 30))
    qtbot.wait(50)
    assert view.verticalScrollBar().value() == 700
    show(paper(3, 31))
    assert view.verticalScrollBar().value() == 700


def test_a_view_that_is_closed_while_its_pages_are_drawn_is_no_problem(qtbot, background, paper):
    view = PaperView(background.read)
    view.resize(900, 600)
    view.show()
    view.show_paper(paper(6, 40))
    view.close()
    view.deleteLater()
    qtbot.wait(200)


def test_what_is_no_paper_is_said(qtbot, view):
    with qtbot.wait_signal(view.failed), qtbot.capture_exceptions():
        view.show_paper(b"no paper")
    assert view.page_count() == 0

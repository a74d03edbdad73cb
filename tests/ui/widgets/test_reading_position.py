"""Lists that grow at the top while somebody reads."""

import pytest
from PySide6.QtCore import QPoint, QStringListModel
from PySide6.QtWidgets import QAbstractItemView, QListView

from ui.widgets.reading_position import keep_reading_position


@pytest.fixture(
    params=[QAbstractItemView.ScrollMode.ScrollPerPixel, QAbstractItemView.ScrollMode.ScrollPerItem]
)
def view(request, qtbot):
    view = QListView()
    view.setVerticalScrollMode(request.param)
    view.setModel(QStringListModel([f"line {number}" for number in range(100)], view))
    keep_reading_position(view)
    view.resize(300, 200)
    qtbot.add_widget(view)
    view.show()
    return view


def add_on_top(view, count):
    model = view.model()
    model.insertRows(0, count)
    for row in range(count):
        model.setData(model.index(row, 0), "new")


def top_line(view):
    index = view.indexAt(QPoint(1, 1))
    return index.data(), view.visualRect(index).top()


def test_new_lines_do_not_move_the_line_being_read(qtbot, view):
    view.scrollTo(view.model().index(40, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    before = top_line(view)
    add_on_top(view, 7)
    qtbot.wait_until(lambda: top_line(view) == before)


def test_at_the_very_top_new_lines_are_shown(qtbot, view):
    add_on_top(view, 3)
    qtbot.wait(20)
    assert top_line(view)[0] == "new"

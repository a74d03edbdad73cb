"""Lists that grow at the top."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QTimer
from PySide6.QtWidgets import QAbstractItemView


def keep_reading_position(view: QAbstractItemView) -> None:
    """Keep the rows on screen in place when rows are inserted above them.

    A view scrolled to the very top stays there and shows what is new. To be called once
    the view has its model.
    """
    top_rows: list[tuple[QPersistentModelIndex, int]] = []

    def before(_parent: QModelIndex, first: int, _last: int) -> None:
        index = view.indexAt(QPoint(1, 1))
        is_below = index.isValid() and index.row() >= first
        if view.verticalScrollBar().value() > 0 and is_below and not top_rows:
            top_rows.append((QPersistentModelIndex(index), view.visualRect(index).top()))
            # One turn later, because the scroll bar learns its new range only after the signal.
            QTimer.singleShot(0, view, restore)

    def restore() -> None:
        index, top = top_rows.pop()
        if index.isValid():
            _put(view, index, top)

    view.model().rowsAboutToBeInserted.connect(before)


def _put(view: QAbstractItemView, index: QPersistentModelIndex, top: int) -> None:
    view.scrollTo(view.model().index(index.row(), 0), QAbstractItemView.ScrollHint.PositionAtTop)
    if view.verticalScrollMode() == QAbstractItemView.ScrollMode.ScrollPerPixel:
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() - top)

"""The groups of the form as rows with a bar: how far filled in, or what they came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.widgets import icons, paint, rows, theme
from ui.widgets.painted_list import PaintedList

_ROW_H, _PAD, _BAR_H, _ICON = 52, 14, 4, 16  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A group and its bar.

    Attributes:
        label: At the right of the name.
        share: Of the bar, 0 to 1.
        is_complete: Shows a tick in place of the label.
        ticks: Shares of single evaluators, as small marks on the bar.
    """

    code: str
    name: str
    label: str
    share: Fraction
    is_complete: bool = False
    ticks: tuple[Fraction, ...] = ()


def filled(code: str, name: str, done: int, total: int) -> Bar:
    """Return the bar of a group that is filled in so far."""
    return Bar(
        code=code,
        name=name,
        label=f"{done}/{total}",
        share=Fraction(done, total),
        is_complete=done == total,
    )


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.groups: tuple[Bar, ...] = ()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.groups)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        one = self.groups[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one.name} {one.label}"
        return None


class GroupList(PaintedList):
    """Rows large enough for a finger.

    Signals:
        chosen: Another group came to the front (its code).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_RowDelegate(self))
        self.setUniformItemSizes(True)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_groups(self, groups: Sequence[Bar]) -> None:
        """Show these; the one in front stays."""
        present = self.present()
        is_same = [one.code for one in groups] == [one.code for one in self._model.groups]
        if is_same:
            self._model.groups = tuple(groups)
            last = self._model.index(max(0, len(groups) - 1), 0)
            self._model.dataChanged.emit(self._model.index(0, 0), last)
            return
        self._model.beginResetModel()
        self._model.groups = tuple(groups)
        self._model.endResetModel()
        if groups and not self.choose(present):
            self.choose(groups[0].code)

    def present(self) -> str:
        """Return the group in front; empty if there is none."""
        index = self.currentIndex()
        return self._model.groups[index.row()].code if index.isValid() else ""

    def choose(self, code: str) -> bool:
        """Bring a group to the front; False if there is none with this code."""
        for row, one in enumerate(self._model.groups):
            if one.code == code:
                self.setCurrentIndex(self._model.index(row, 0))
                return True
        return False

    def step(self, by: int) -> bool:
        """Go to the next or the one before; False at the end."""
        row = self.currentIndex().row() + by
        if not 0 <= row < len(self._model.groups):
            return False
        self.setCurrentIndex(self._model.index(row, 0))
        return True

    def bars(self) -> tuple[Bar, ...]:
        """Return what is shown."""
        return self._model.groups

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._model.groups[current.row()].code)


class _RowDelegate(QStyledItemDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index  # each row is as high as the others
        return QSize(0, theme.px(_ROW_H))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        one = model.groups[index.row()] if isinstance(model, _Model) else None
        if one is None:
            return
        rows.draw_ground(painter, option)
        area: QRect = option.rect
        inner = area.adjusted(theme.px(_PAD), theme.px(6), -theme.px(_PAD), -theme.px(_BAR_H + 14))
        self._paint_label(painter, inner, one)
        is_front = option.state & QStyle.StateFlag.State_Selected
        paint.text(painter, inner, one.name, bold=bool(is_front))
        track = QRect(inner.left(), inner.bottom() + theme.px(6), 0, theme.px(_BAR_H))
        track.setRight(area.right() - theme.px(_PAD))
        paint.rounded(painter, track, "line", radius=_BAR_H / 2)
        if one.share:
            full = track.width()
            filled = QRect(track)
            filled.setWidth(max(theme.px(_BAR_H), int(full * one.share)))
            paint.rounded(painter, filled, "accent", radius=_BAR_H / 2)
        for share in one.ticks:
            x = track.left() + int((track.width() - 1) * share)
            tick = QRect(x - theme.px(1), track.top() - theme.px(3), theme.px(2), theme.px(10))
            painter.fillRect(tick, theme.color("text"))

    def _paint_label(self, painter: QPainter, inner: QRect, one: Bar) -> None:
        """Write the label at the right; leaves the rest of the line."""
        if one.is_complete:
            side = theme.px(_ICON)
            end = QRect(inner.right() - side, inner.top(), side, inner.height())
            icons.paint(painter, paint.middle(end, side, side), "check-circle", "ok")
            taken = side
        else:
            paint.text(painter, inner, one.label, size="tiny", role="text_quiet", align=paint.RIGHT)
            taken = paint.width(one.label, "tiny")
        inner.setRight(inner.right() - taken - theme.px(8))

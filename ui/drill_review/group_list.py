"""The groups of the form as rows with a bar: how far filled in, or what they came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QModelIndex, QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ui.widgets import icons, paint, rows, theme
from ui.widgets.painted_list import PaintedList, RowDelegate
from ui.widgets.record_table_model import Column, RecordTableModel

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


class GroupList(PaintedList):
    """Rows large enough for a finger.

    Signals:
        chosen: Another group came to the front (its code).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column: Column[Bar] = Column(title="", text=lambda one: f"{one.name} {one.label}")
        self._groups: RecordTableModel[Bar] = RecordTableModel(
            (column,), lambda one: one.code, self
        )
        self.setModel(self._groups)
        self.setItemDelegate(_RowDelegate(self))
        self.setUniformItemSizes(True)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_groups(self, groups: Sequence[Bar]) -> None:
        """Show these; the one in front stays."""
        if self.present() not in {one.code for one in groups}:
            self.setCurrentIndex(QModelIndex())  # Qt would go on to the next
        self._groups.show(groups)
        if groups and not self.present():
            self.choose(groups[0].code)

    def present(self) -> str:
        """Return the group in front; empty if there is none."""
        index = self.currentIndex()
        return self._groups.record(index.row()).code if index.isValid() else ""

    def choose(self, code: str) -> bool:
        """Bring a group to the front; False if there is none with this code."""
        for row, one in enumerate(self.bars()):
            if one.code == code:
                self.setCurrentIndex(self._groups.index(row, 0))
                return True
        return False

    def step(self, by: int) -> bool:
        """Go to the next or the one before; False at the end."""
        row = self.currentIndex().row() + by
        if not 0 <= row < self._groups.rowCount():
            return False
        self.setCurrentIndex(self._groups.index(row, 0))
        return True

    def bars(self) -> tuple[Bar, ...]:
        """Return what is shown."""
        return tuple(map(self._groups.record, range(self._groups.rowCount())))

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._groups.record(current.row()).code)


class _RowDelegate(RowDelegate):
    row_h = _ROW_H

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, one: Bar) -> None:
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

"""Which township was drilled in which month."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.drills.model.statistics import Covered
from ui.drills import year_days
from ui.drills.year_days import MONTHS
from ui.widgets import icons, paint, theme
from ui.widgets.words import tr

_ROW_H, _HEAD_H, _NAME_W, _STATE_W, _PAD, _DOT = 32, 28, 150, 220, 12, 14  # px at 100 %
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_OPENING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class CoverageMap(QWidget):
    """A row for each township, a cell for each month: filled for held, a ring for planned.

    Signals:
        chosen: The drills of a township are wanted (its code).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.covered: tuple[Covered, ...] = ()
        self._front = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_covered(self, covered: Sequence[Covered]) -> None:
        """Show these; those that were never drilled come first."""
        self.covered = tuple(sorted(covered, key=lambda one: (bool(one.held_on), one.area_code)))
        self._front = min(self._front, max(0, len(covered) - 1))
        self.setAccessibleDescription(" ".join(map(_said, self.covered)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(_HEAD_H + len(self.covered) * _ROW_H))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(480), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self.covered:
            self._front = max(0, min(len(self.covered) - 1, self._front + step))
            self.update()
        elif event.key() in _OPENING and self.covered:
            self.chosen.emit(self.covered[self._front].area_code)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y() - theme.px(_HEAD_H)) // theme.px(_ROW_H)
        if 0 <= at < len(self.covered):
            self._front = at
            self.update()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        if self.covered:
            self.chosen.emit(self.covered[self._front].area_code)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for month in MONTHS:
            box = self._cell(month, 0, theme.px(_HEAD_H))
            words = year_days.month_word(month)[:3]
            paint.text(painter, box, words, size="tiny", role="text_quiet", align=paint.CENTRE)
        height = theme.px(_ROW_H)
        for at, one in enumerate(self.covered):
            row = QRect(0, theme.px(_HEAD_H) + at * height, self.width(), height)
            if row.intersects(event.rect()):
                self._paint_row(painter, row, one, is_front=at == self._front)

    def _paint_row(self, painter: QPainter, row: QRect, one: Covered, *, is_front: bool) -> None:
        inside = row.adjusted(0, 1, 0, -1)
        if is_front and self.hasFocus():
            paint.rounded(painter, inside, "selection")
            paint.focus_ring(painter, inside)
        name = QRect(theme.px(_PAD), row.top(), theme.px(_NAME_W), row.height())
        paint.text(painter, name, one.name, bold=not one.held_on)
        for month in MONTHS:
            box = self._cell(month, row.top(), row.height())
            _paint_month(painter, box, _count(one.held_on, month), _count(one.planned_on, month))
        said = row.adjusted(0, 0, -theme.px(_PAD), 0)
        said.setLeft(said.right() - theme.px(_STATE_W))
        if not one.held_on:
            side = theme.px(_DOT)
            name_w = paint.width(_said(one))
            spot = paint.middle(said, side, side)
            spot.moveLeft(said.right() - name_w - side - theme.px(6))
            icons.paint(painter, spot, "warning", "orange")
        role = "text_quiet" if one.held_on else "orange_text"
        paint.text(painter, said, _said(one), role=role, align=paint.RIGHT)

    def _cell(self, month: int, top: int, height: int) -> QRect:
        left = theme.px(_PAD + _NAME_W)
        width = max(1, self.width() - left - theme.px(_STATE_W + _PAD)) / len(MONTHS)
        return QRect(left + round((month - 1) * width), top, round(width), height)


def _paint_month(painter: QPainter, box: QRect, held: int, planned: int) -> None:
    side = theme.px(_DOT)
    spot = QRect(box.center().x() - side // 2, box.center().y() - side // 2, side, side)
    if held:
        wide = spot.adjusted(-2, -1, 2, 1)
        paint.rounded(painter, wide, "accent", radius=_DOT)
        paint.text(painter, wide, str(held), size="tiny", role="text_inverse", align=paint.CENTRE)
    elif planned:
        wide = spot.adjusted(-2, -1, 2, 1)
        paint.rounded(painter, wide, None, edge="drill", edge_px=1.5, radius=_DOT)
        paint.text(painter, wide, str(planned), size="tiny", role="drill_text", align=paint.CENTRE)
    else:
        dot = QRect(spot.center().x() - 1, spot.center().y() - 1, 3, 3)
        paint.rounded(painter, dot, "line_strong", radius=1)


def _count(days: Sequence[date], month: int) -> int:
    return sum(day.month == month for day in days)


def _said(one: Covered) -> str:
    held, planned = len(one.held_on), len(one.planned_on)
    if held:
        return tr("{held} held, {planned} planned").format(held=held, planned=planned)
    if planned:
        return tr("none held, {planned} planned").format(planned=planned)
    return tr("no drill this year")

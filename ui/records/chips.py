"""Names beside each other, such as townships; those that are meant are ticked."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import icons, paint, theme
from ui.widgets.words import tr

_GAP, _PAD, _TICK, _HEIGHT = 4, 10, 12, 28  # px at 100 %
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_TICKS = {Qt.Key.Key_Space}


class _Chip(NamedTuple):
    code: str
    name: str


class Chips(QWidget):
    """Arrow keys walk, the space bar ticks.

    Args:
        none: Source text of what it means that none is ticked.

    Signals:
        edited: The user ticked or unticked one.
    """

    edited = Signal()

    def __init__(self, none: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none = none
        self._chips: tuple[_Chip, ...] = ()
        self._ticked: frozenset[str] = frozenset()
        self._front = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these codes with these names; what is ticked stays, known or not."""
        self._chips = tuple(_Chip(*one) for one in choices)
        self._front = min(self._front, max(0, len(self._chips) - 1))
        self.updateGeometry()
        self.update()

    def codes(self) -> frozenset[str]:
        """Return what is ticked."""
        return self._ticked

    def set_codes(self, codes: Collection[str]) -> None:
        """Tick these without telling anybody."""
        self._ticked = frozenset(codes)
        self.setAccessibleDescription(self.said(self._ticked))
        self.update()

    def said(self, codes: Collection[str]) -> str:
        """Return the names of some codes."""
        names = [chip.name for chip in self._chips if chip.code in codes]
        if names or not self._none:
            return tr(", ").join(names)
        return tr(self._none)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self.heightForWidth(max(self.width(), theme.px(240))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.heightForWidth(max(self.width(), theme.px(120))))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return boxes[-1].bottom() + 1 + theme.px(_GAP) if boxes else theme.px(_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self._chips:
            self._front = max(0, min(len(self._chips) - 1, self._front + step))
            self.update()
        elif event.key() in _TICKS and self._chips:
            self._tick(self._front)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for at, box in enumerate(self._boxes(self.width())):
            if box.contains(event.position().toPoint()) and self.isEnabled():
                self._front = at
                self._tick(at)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(_TICK)
        for at, (chip, box) in enumerate(zip(self._chips, self._boxes(self.width()), strict=True)):
            is_ticked = chip.code in self._ticked
            edge = "line_strong" if theme.has_outlines() else ""
            fill = "accent_surface" if is_ticked else "surface_sunken"
            paint.rounded(painter, box, fill, radius=_HEIGHT / 2, edge=edge)
            inner = box.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
            ink = "accent_text" if is_ticked else "text_quiet"
            if is_ticked:
                icons.paint(painter, paint.middle(inner, side, side), "check", ink)
                inner.setLeft(inner.left() + side + theme.px(_GAP))
            align = paint.LEFT if is_ticked else paint.CENTRE
            paint.text(painter, inner, chip.name, size="tiny", role=ink, align=align)
            if self.hasFocus() and at == self._front:
                paint.focus_ring(painter, box, radius=_HEIGHT / 2)

    def _tick(self, at: int) -> None:
        self.set_codes(self._ticked ^ {self._chips[at].code})
        self.edited.emit()

    def _boxes(self, width: int) -> list[QRect]:
        gap, height = theme.px(_GAP), theme.px(_HEIGHT)
        left, top, boxes = 0, 0, []
        for chip in self._chips:
            # Always with room for the tick, so that nothing moves when one is set.
            room = paint.width(chip.name, "tiny") + theme.px(2 * _PAD + _TICK) + gap
            if left and left + room > width:
                left, top = 0, top + height + gap
            boxes.append(QRect(left, top, room, height))
            left += room + gap
        return boxes

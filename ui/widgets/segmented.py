"""A choice between a few values, all of them visible."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import paint, theme

_PADDING, _EDGE = 12, 3  # px at 100 %
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Segmented(QWidget):
    """Segments side by side; arrow keys move the choice.

    Args:
        strong: Values that stand out when they are chosen, because somebody has to act.

    Signals:
        chosen: The value that the user chose (object).
    """

    chosen = Signal(object)

    def __init__(self, *, strong: Collection[object] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strong = strong
        self._choices: tuple[tuple[object, str], ...] = ()
        self._value: object = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer these values with these words; the chosen value stays if it is among them."""
        self._choices = tuple(choices)
        self._describe()
        self.updateGeometry()
        self.update()

    def value(self) -> object:
        """Return the chosen value; None before any is chosen."""
        return self._value

    def set_value(self, value: object) -> None:
        """Choose without telling anybody."""
        self._value = value
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        total = sum(self._widths()) + 2 * theme.px(_EDGE)
        return QSize(total, theme.size("target_min"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        values = [value for value, _ in self._choices]
        present = values.index(self._value) if self._value in values else -step
        if values and 0 <= present + step < len(values):
            self._choose(values[present + step])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for (value, _), box in zip(self._choices, self._boxes(), strict=True):
            if box.contains(event.position().toPoint()):
                self._choose(value)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.rounded(painter, self.rect(), "surface_sunken")
        for (value, words), box in zip(self._choices, self._boxes(), strict=True):
            is_chosen = value == self._value
            if is_chosen:
                edge = "line_strong" if theme.has_outlines() else ""
                fill = "text" if value in self._strong else "surface_raised"
                paint.rounded(painter, box, fill, radius=4, edge=edge)
            role = self._ink(value) if is_chosen else "text_quiet"
            paint.text(painter, box, words, bold=is_chosen, role=role, align=paint.CENTRE)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _ink(self, value: object) -> str:
        return "surface_raised" if value in self._strong else "text"

    def _choose(self, value: object) -> None:
        if value != self._value:
            self.set_value(value)
            self.chosen.emit(value)

    def _describe(self) -> None:
        words = (words for value, words in self._choices if value == self._value)
        self.setAccessibleDescription(next(words, ""))

    def _widths(self) -> list[int]:
        padding = 2 * theme.px(_PADDING)
        return [paint.width(words, bold=True) + padding for _, words in self._choices]

    def _boxes(self) -> list[QRect]:
        edge = theme.px(_EDGE)
        boxes, left = [], edge
        for width in self._widths():
            boxes.append(QRect(left, edge, width, self.height() - 2 * edge))
            left += width
        return boxes

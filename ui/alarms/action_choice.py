"""What can be done about an alarm: one of a few, each with a digit."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from commandcenter.directory.model import Term
from ui.alarms.alarm_words import action_words
from ui.widgets import keycap, paint, scaled, theme

_COLUMNS, _COLUMNS_COMPACT = 3, 2
_DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class ActionChoice(QWidget):
    """Digits and arrows choose; none is chosen at first.

    Signals:
        chosen: Another one was chosen (its code).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions: tuple[Term, ...] = ()
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._grid, 2)
        self.buttons: list[_Option] = []

    def show_actions(self, actions: Sequence[Term]) -> None:
        """Offer these; what is chosen stays chosen."""
        if tuple(actions) == self._actions:
            return
        before = self.value()
        for button in self.buttons:
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.deleteLater()
        self._actions = tuple(actions)
        self.buttons = [_Option(number + 1, one) for number, one in enumerate(actions)]
        columns = _COLUMNS_COMPACT if scaled.is_narrow(self) else _COLUMNS
        for number, button in enumerate(self.buttons):
            self._group.addButton(button, number)
            self._grid.addWidget(button, number // columns, number % columns)
            button.clicked.connect(lambda: self.chosen.emit(self.value()))
        self.set_value(before)
        if self.buttons:
            self.setFocusProxy(self.buttons[0])

    def value(self) -> str:
        """Return the code that is chosen; empty before any is."""
        at = self._group.checkedId()
        return self._actions[at].code if at >= 0 else ""

    def set_value(self, code: str) -> None:
        """Choose without telling anybody; nothing with an empty code."""
        self._group.setExclusive(False)
        for button, action in zip(self.buttons, self._actions, strict=True):
            button.setChecked(action.code == code)
        self._group.setExclusive(True)

    def choose_number(self, number: int) -> bool:
        """Choose by the digit; False if there is none."""
        if not 1 <= number <= len(self.buttons):
            return False
        self.buttons[number - 1].setChecked(True)
        self.buttons[number - 1].setFocus()
        self.chosen.emit(self.value())
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _DIGITS and self.choose_number(event.key() - Qt.Key.Key_0):
            return
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        at = self._group.checkedId()
        self.choose_number(at + step + 1 if at >= 0 else 1)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for button in self.buttons:
            button.read_words()


class _Option(QAbstractButton):
    """A round mark, the words, and the digit that chooses it."""

    def __init__(self, number: int, action: Term) -> None:
        super().__init__()
        self._number, self._action = number, action
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.read_words()

    def read_words(self) -> None:
        self.setText(action_words(self._action))
        self.setAccessibleName(self.text())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        cap = keycap.width(str(self._number))
        wide = paint.width(self.text(), bold=True) + cap + theme.space(7) + theme.space(4)
        return QSize(wide, theme.size("button_h"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(96), theme.size("button_h"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()  # digits, arrows and Enter belong to the form

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen = self.isChecked()
        edge = "line_strong" if theme.has_outlines() else ""
        paint.rounded(painter, self.rect(), "selection" if chosen else "surface_sunken", edge=edge)
        row = self.rect().adjusted(theme.space(3), 0, -theme.space(3), 0)
        side = theme.px(14)
        dot = paint.middle(row, side, side)
        paint.rounded(painter, dot, "surface_raised", radius=7, edge="line_strong")
        if chosen:
            paint.rounded(painter, dot.adjusted(4, 4, -4, -4), "accent", radius=4)
        cap = keycap.width(str(self._number))
        at = QRect(row.right() - cap, row.top(), cap, row.height())
        keycap.draw(painter, at, str(self._number))
        row.adjust(side + theme.space(2), 0, -cap - theme.space(2), 0)
        paint.text(painter, row, self.text(), bold=chosen)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())

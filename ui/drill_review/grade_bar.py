"""Four large buttons for the grade of an item, wide enough for a finger."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.drills.model.evaluation import Grade
from commandcenter.drills.model.merging import GRADE_WORDS
from ui.drill_review.words import GRADE_KEYS, GRADE_SHORT
from ui.widgets import paint, theme
from ui.widgets.words import tr

_BOX_W, _BOX_H, _GAP = 56, 46, 4  # px at 100 %
_GRADES = tuple(GRADE_KEYS)


class GradeBar(QWidget):
    """Shows the grade; pressing the chosen one again takes it back.

    Signals:
        pressed: The user pressed a grade (Grade).
    """

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grade: Grade | None = None
        self._is_kept = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the card has the keys
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_grade(self, grade: Grade | None, *, is_kept: bool) -> None:
        """Show a grade; one that is not in the database yet has an edge alone."""
        self._grade, self._is_kept = grade, is_kept
        self.setAccessibleDescription("" if grade is None else tr(GRADE_WORDS[grade]))
        self.update()

    def grade(self) -> Grade | None:
        """Return the grade that is shown."""
        return self._grade

    def sizeHint(self) -> QSize:
        width = len(_GRADES) * theme.px(_BOX_W) + (len(_GRADES) - 1) * theme.px(_GAP)
        return QSize(width, theme.px(_BOX_H))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def box(self, grade: Grade) -> QRect:
        """Return where a grade stands."""
        step = theme.px(_BOX_W) + theme.px(_GAP)
        return QRect(_GRADES.index(grade) * step, 0, theme.px(_BOX_W), theme.px(_BOX_H))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for grade in _GRADES:
            if self.box(grade).contains(event.position().toPoint()) and self.isEnabled():
                self.pressed.emit(grade)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for grade in _GRADES:
            self._paint_box(painter, self.box(grade), grade)

    def _paint_box(self, painter: QPainter, box: QRect, grade: Grade) -> None:
        is_chosen = grade == self._grade
        # What got nothing needs somebody to act, so it stands out more than what is in order.
        fill = "text" if grade is Grade.BAD else "accent"
        if is_chosen and self._is_kept:
            paint.rounded(painter, box, fill)
        elif is_chosen:
            paint.rounded(painter, box, "surface_sunken", edge=fill, edge_px=2)
        else:
            edge = "line_strong" if theme.has_outlines() else ""
            paint.rounded(painter, box, "surface_sunken", edge=edge)
        is_filled = is_chosen and self._is_kept
        inverse = "surface_raised" if grade is Grade.BAD else "text_inverse"
        strong = inverse if is_filled else "text" if self.isEnabled() else "text_quiet"
        quiet = inverse if is_filled else "text_quiet"
        half = QRect(box.left(), box.top() + theme.px(4), box.width(), box.height() // 2)
        paint.text(
            painter,
            half,
            GRADE_KEYS[grade],
            size="large",
            bold=True,
            role=strong,
            align=paint.CENTRE,
        )
        half.moveTop(box.top() + box.height() // 2 - theme.px(1))
        words = tr(GRADE_SHORT[grade])
        paint.text(painter, half, words, size="tiny", role=quiet, align=paint.CENTRE)

"""One item of the evaluation form: what is looked at, its grade and a comment."""

from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.drills.model.evaluation import Grade, Item
from ui.drill_review.grade_bar import GradeBar
from ui.drill_review.score_keeper import Given
from ui.drill_review.words import GRADE_SHORT
from ui.records.conflict_box import ConflictBox, Difference
from ui.widgets import paint, scaled, theme
from ui.widgets.labels import Label
from ui.widgets.words import tr

_NUMBER_W, _LONGEST = 28, 4_000
_KEYS = {
    Qt.Key.Key_2: Grade.GOOD,
    Qt.Key.Key_1: Grade.PARTLY,
    Qt.Key.Key_0: Grade.BAD,
    Qt.Key.Key_N: Grade.NONE,
}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ItemCard(QFrame):
    """Keys 2, 1, 0 and N give the grade; Enter goes to the comment and back.

    Signals:
        graded: A grade was given (Grade), or taken back (None).
        typing: The comment is being typed.
        commented: The comment was changed (str).
        walked: On to another item (-1 or 1).
        picked: This item came to the front.
        settled: Of two grades this one or that of somebody else is to stand (bool).
    """

    graded = Signal(object)
    typing = Signal()
    commented = Signal(str)
    walked = Signal(int)
    picked = Signal()
    settled = Signal(bool)

    def __init__(self, item: Item, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._is_front = False
        self._comment_kept = ""
        self.conflict: ConflictBox | None = None
        self.setObjectName("raised")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._number = Label(str(number), tone="quiet")
        self._text = Label(item.text, tone="large")
        self._standard = Label(item.standard, tone="note")
        self._basis = Label(item.basis, tone="note")
        self.bar = GradeBar()
        self.comment = QLineEdit(maxLength=_LONGEST)
        self.note = Label(tone="error")
        self._build()
        self.bar.pressed.connect(self._press)
        self.comment.textEdited.connect(lambda _text: self.typing.emit())
        self.comment.editingFinished.connect(self._finish_comment)
        self.read_words()

    def item_id(self) -> UUID:
        """Return which item it is."""
        return self.item.id

    def show_given(self, given: Given | None, *, is_kept: bool) -> None:
        """Show what the item has been given; what was typed stays, without a grade as well."""
        self.bar.set_grade(given.grade if given else None, is_kept=is_kept)
        kept, text = given.comment if given else "", self.comment.text().strip()
        if given is not None and text == self._comment_kept != kept:
            self.comment.setText(kept)
        self._comment_kept = kept
        self._fit_comment()

    def say(self, words: str) -> None:
        """Show a sentence below the item; nothing with an empty one."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def show_conflict(self, mine: Given | None, theirs: Given | None) -> None:
        """Show what was given here beside what somebody else gave, to choose from."""
        if self.conflict is None:
            self.conflict = ConflictBox()
            self.conflict.mine_wanted.connect(lambda: self.settled.emit(True))
            self.conflict.current_wanted.connect(lambda: self.settled.emit(False))
            self._words.addWidget(self.conflict)
        parts = (
            (tr("Grade"), _grade_of(mine), _grade_of(theirs)),
            (tr("Comment"), mine.comment if mine else "", theirs.comment if theirs else ""),
        )
        differences = [Difference(*part) for part in parts if part[1] != part[2]]
        # The keys go on grading.
        self.conflict.show_differences(differences, takes_focus=False)

    def hide_conflict(self) -> None:
        """Take the choice away."""
        if self.conflict is not None:
            self.conflict.hide()

    def set_front(self, *, is_front: bool) -> None:
        """Let it stand out, and offer its comment."""
        if is_front != self._is_front:
            self._is_front = is_front
            self._fit_comment()
            self.update()

    def set_editable(self, *, may_edit: bool) -> None:
        """Allow or forbid to grade."""
        self.bar.setEnabled(may_edit)
        self.comment.setReadOnly(not may_edit)
        self.bar.update()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.comment.setPlaceholderText(tr("Comment"))
        self.comment.setAccessibleName(tr("Comment"))
        self.setAccessibleName(f"{self._number.text()} {self.item.text}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "note"):
            self.read_words()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _KEYS and self.bar.isEnabled():
            self.graded.emit(_KEYS[key])
            self.walked.emit(1)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.bar.isEnabled():
            self.graded.emit(None)
        elif key in _STEPS:
            self.walked.emit(_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # A line edit hands Enter on, after it has told that it was edited.
            goal = self if self.comment.hasFocus() else self.comment
            goal.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.picked.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_front:
            return
        painter = QPainter(self)
        edge = self.rect().adjusted(0, theme.px(8), 0, -theme.px(8))
        edge.setWidth(theme.size("bar_w"))
        paint.rounded(painter, edge, "accent", radius=1)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _press(self, grade: Grade) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.graded.emit(None if grade == self.bar.grade() else grade)

    def _finish_comment(self) -> None:
        self.commented.emit(self.comment.text().strip())
        self._fit_comment()

    def _fit_comment(self) -> None:
        is_wanted = self._is_front or bool(self.comment.text())
        self.comment.setVisible(is_wanted)
        self._basis.setVisible(self._is_front and bool(self.item.basis))

    def _build(self) -> None:
        for label in (self._text, self._standard, self._basis, self.note):
            label.setWordWrap(True)
        scaled.width(self._number, _NUMBER_W)
        words = self._words = QVBoxLayout()
        scaled.gap(words, 1)
        for part in (self._text, self._standard, self._basis, self.comment, self.note):
            words.addWidget(part)
        layout = QHBoxLayout(self)
        scaled.margins(layout, 4, 3, 3, 3)
        scaled.gap(layout, 3)
        layout.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignTop)
        # Only now: a label that is shown before it has a parent would be a window.
        self._standard.setVisible(bool(self.item.standard))
        self.say("")
        self._fit_comment()


def _grade_of(given: Given | None) -> str:
    return tr(GRADE_SHORT[given.grade]) if given is not None else tr("no grade")

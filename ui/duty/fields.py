"""The fields of a draft: captions above, or inside where there is little room."""

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.duty.model.entry import MAX_CONTENT
from ui.widgets import paint, theme
from ui.widgets.labels import Label, set_property

_PADDING = 10  # px at 100 %, as in the style sheet
_COUNTED_FROM = 0.9  # share of the allowed length from which the counter shows


class TextField(QLineEdit):
    """A line that can carry its caption inside, before the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefix = ""

    def set_prefix(self, words: str) -> None:
        """Show words before the text; nothing with an empty string."""
        self._prefix = words
        width = paint.width(words) + theme.px(_PADDING) - theme.px(4) if words else 0
        self.setTextMargins(width, 0, 0, 0)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.set_prefix(self._prefix)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._prefix:
            box = self.rect().adjusted(theme.px(_PADDING), 0, 0, 0)
            paint.text(QPainter(self), box, self._prefix, role="text_quiet")


class DraftField(QWidget):
    """A control with its caption, and with a sentence below when something is wrong."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._caption = Label(tone="quiet")
        self._caption.setBuddy(control)
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self._error.hide()
        self._is_compact = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(2))
        layout.addWidget(self._caption)
        layout.addWidget(control)
        layout.addWidget(self._error)
        layout.addStretch()

    def set_caption(self, words: str) -> None:
        """Change the caption, which is the control's name for screen readers too."""
        self._caption.setText(words)
        self.control.setAccessibleName(words)
        self._place_caption()

    def set_compact(self, is_compact: bool) -> None:
        """Show the caption inside the control instead of above it."""
        self._is_compact = is_compact
        self._place_caption()

    def set_error(self, sentence: str) -> None:
        """Say what is wrong with the content; nothing with an empty sentence."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence)
        set_property(self.control, "state", "error" if sentence else "")

    def error(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def _place_caption(self) -> None:
        self._caption.setVisible(not self._is_compact)


class LineField(DraftField):
    """A line with its caption.

    Args:
        prefixed: Whether the caption stays beside what is typed where there is no room
            above; else it shows only while the line is empty.
    """

    def __init__(self, *, prefixed: bool = False, parent: QWidget | None = None) -> None:
        self.line = TextField()
        self._is_prefixed = prefixed
        super().__init__(self.line, parent)

    def text(self) -> str:
        """Return what is typed."""
        return self.line.text()

    def show_text(self, text: str) -> None:
        """Show a text as if nobody had typed it."""
        if text != self.line.text():
            self.line.setText(text)
            if not self.line.hasFocus():
                self.line.setCursorPosition(0)  # what is too long shows its beginning

    def _place_caption(self) -> None:
        super()._place_caption()
        inside = self._caption.text() if self._is_compact else ""
        self.line.set_prefix(inside if self._is_prefixed else "")
        self.line.setPlaceholderText("" if self._is_prefixed else inside)


class ContentEdit(QPlainTextEdit):
    """The text of an entry: Enter saves, Shift+Enter begins a line.

    Signals:
        confirmed: Enter was pressed.
        left: Esc was pressed.
        files_pasted: Files or a picture instead of text (QMimeData).
    """

    confirmed = Signal()
    left = Signal()
    files_pasted = Signal(QMimeData)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.confirmed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_enter:
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        has_files = any(url.isLocalFile() for url in source.urls())
        if has_files or (source.hasImage() and not source.hasText()):
            self.files_pasted.emit(source)
        else:
            # Never with its looks, and without the paragraph marks of office programs.
            self.insertPlainText(source.text().replace("\u2029", "\n"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        length = len(self.toPlainText())
        if length >= MAX_CONTENT * _COUNTED_FROM:
            area: QRect = self.viewport().rect().adjusted(0, 0, -theme.px(6), -theme.px(2))
            role = "red_text" if length > MAX_CONTENT else "text_quiet"
            painter = QPainter(self.viewport())
            painter.setFont(theme.font("tiny"))
            painter.setPen(theme.color(role))
            corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(area, corner, f"{length} / {MAX_CONTENT}")

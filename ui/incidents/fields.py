"""Controls of the forms about incidents."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy

from ui.records.form import FormField
from ui.widgets import theme
from ui.widgets.paint import line_height
from ui.widgets.typed_time import Toward, read_time, shown_time


class TextBox(QPlainTextEdit):
    """Several lines of plain text; Tab goes on to the next field.

    Args:
        lines: How high it is.

    Signals:
        edited: The user changed the text.
    """

    edited = Signal()

    def __init__(self, *, lines: int = 3) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.edited)

    def show_text(self, text: str) -> None:
        """Show another text; what is the same keeps the cursor."""
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), self._lines * line_height("large") + theme.space(5))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in {QEvent.Type.Polish, QEvent.Type.StyleChange}:
            # The style sheet knows one line alone, and would let a layout squeeze the others.
            self.setMinimumHeight(self.sizeHint().height())
        return done

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.ensureCursorVisible()


class CodeBox(QComboBox):
    """One of the codes of a dictionary, in words; one that is unknown shows as it is."""

    def __init__(self, *, empty: str = "") -> None:
        super().__init__()
        self._empty = empty
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def offer(self, choices: Sequence[tuple[str, str]], *, empty: str | None = None) -> None:
        """Offer these codes; what is chosen stays."""
        chosen = self.code()
        self.clear()
        if empty is not None:
            self.addItem(empty, "")
        for code, words in choices:
            self.addItem(words, code)
        self.choose(chosen)

    def code(self) -> str:
        """Return the chosen code."""
        return str(self.currentData() or "")

    def choose(self, code: str) -> None:
        """Choose a code without telling anybody."""
        at = self.findData(code)
        if at < 0 and code:
            self.addItem(code, code)
            at = self.count() - 1
        self.setCurrentIndex(max(at, 0) if self.count() else -1)


def code_field(name: str, caption: str) -> tuple[CodeBox, FormField]:
    """Return a field for a code."""
    box = CodeBox()
    field = FormField(
        name=name,
        caption=caption,
        control=box,
        read=box.code,
        write=box.choose,
        said=lambda code: box.itemText(box.findData(code)) if code else "",
    )
    return box, field


def text_field(name: str, caption: str, *, lines: int = 3) -> FormField:
    """Return a field for several lines."""
    box = TextBox(lines=lines)
    return FormField(
        name=name,
        caption=caption,
        control=box,
        read=lambda: box.toPlainText().strip(),
        write=lambda value: box.show_text(str(value or "")),
    )


def time_field(name: str, caption: str, clock: Callable[[], datetime]) -> FormField:
    """Return a field for a time that has passed; empty is unknown."""
    line = QLineEdit(maxLength=20)

    def _write(at: datetime | None) -> None:
        line.setText(shown_time(at, now=clock()) if at is not None else "")

    def _said(at: datetime | None) -> str:
        return shown_time(at, now=clock()) if at is not None else ""

    return FormField(
        name=name,
        caption=caption,
        control=line,
        read=lambda: read_time(line.text(), now=clock(), toward=Toward.PAST),
        write=_write,
        said=_said,
    )

"""Fields of forms beyond the plain ones: several lines, moments, codes, terms, levels, areas."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_
from ui.records.chips import Chips
from ui.records.form import Form, FormField
from ui.records.pick_box import PickBox
from ui.widgets import paint, theme
from ui.widgets.segmented import Segmented
from ui.widgets.typed_time import Toward, read_time, shown_time

Clock = Callable[[], datetime]
_A_MINUTE = timedelta(minutes=1)
_PADDING = 14  # px at 100 %, above and below the lines together


class NotANumber(Rejected):
    """Something was typed where a number has to stand."""

    sentence = N_("'{text}' is no whole number. Write digits alone.")


class Paragraph(QPlainTextEdit):
    """A few lines of text; Tab goes on, and nothing typed has looks of its own."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.measure()

    def measure(self) -> None:
        """Take as much height as the lines need."""
        self.setFixedHeight(self._lines * paint.line_height("large") + theme.px(_PADDING))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Whenever the style sheet is applied it sets its own least height.
        if self.minimumHeight() != self.maximumHeight():
            self.measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_lines"):
            self.measure()


class CodeBox(QComboBox):
    """One of some codes, each with its word; one that is not offered yet waits for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: object = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.activated.connect(self._on_activated)

    def offer(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer these codes with these words; the chosen one stays if it is among them."""
        chosen, waiting = self.currentData(), self._waiting
        self.clear()
        for code, words in choices:
            self.addItem(words, code)
        self.set_code(waiting or chosen)
        if waiting is None and self.currentIndex() < 0:
            self.set_code(self.itemData(0))

    def code(self) -> Any:
        """Return the chosen code; None if none is."""
        return self._waiting or self.currentData()

    def set_code(self, code: object) -> None:
        """Choose without telling anybody."""
        at = next((row for row in range(self.count()) if self.itemData(row) == code), -1)
        self._waiting = code if at < 0 else None
        self.setCurrentIndex(at if at >= 0 or code or not self.count() else 0)

    def _on_activated(self, _index: int) -> None:
        self._waiting = None


class TermBox(QComboBox):
    """One of the words of a dictionary, or none; a code that is not offered stays as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: dict[str, str] = {}
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def offer(self, offered: Sequence[tuple[str, str]]) -> None:
        """Offer these codes with their words; the chosen one stays."""
        chosen = self.code()
        self._offered = dict(offered)
        self.clear()
        self.addItem("", "")
        for code, word in offered:
            self.addItem(word, code)
        self.choose(chosen)

    def code(self) -> str:
        """Return the chosen code; empty if nothing is chosen."""
        return str(self.currentData() or "")

    def choose(self, code: str) -> None:
        """Choose a code."""
        if code and self.findData(code) < 0:
            self.addItem(code, code)
        self.setCurrentIndex(max(0, self.findData(code)))

    def said(self, code: object) -> str:
        """Return the word for a code."""
        return self._offered.get(str(code or ""), str(code or ""))


class LevelBox(Segmented):
    """The levels beside each other.

    Signals:
        edited: The user chose another one.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.chosen.connect(lambda _value: self.edited.emit())


def paragraph(name: str, caption: str, *, lines: int = 2) -> FormField:
    """Return a field for a few lines of text."""
    control = Paragraph(lines)
    return FormField(
        name=name,
        caption=caption,
        control=control,
        read=lambda: control.toPlainText().strip(),
        write=lambda value: _write_text(control, str(value or "")),
    )


def _write_text(control: QPlainTextEdit, text: str) -> None:
    if control.toPlainText() != text:
        control.setPlainText(text)


def moment(
    name: str, caption: str, clock: Clock, *, toward: Toward = Toward.PAST, hint: str = ""
) -> FormField:
    """Return a field for a moment that may be left empty."""
    control = QLineEdit(maxLength=20, placeholderText=hint)
    return FormField(
        name=name,
        caption=caption,
        control=control,
        read=lambda: read_time(control.text(), now=clock(), toward=toward),
        write=lambda at: control.setText(shown_time(at, now=clock()) if at else ""),
        said=lambda at: shown_time(at, now=clock()) if at else "",
    )


def number(name: str, caption: str) -> FormField:
    """Return a field for a whole number; empty means none."""
    control = QLineEdit(maxLength=10)
    return FormField(
        name=name,
        caption=caption,
        control=control,
        read=lambda: read_number(control.text()),
        write=lambda value: control.setText(str(value or "")),
    )


def not_before(at: datetime | None, earlier: datetime) -> datetime | None:
    """Return a typed moment, or the earlier one if both lie in the same minute.

    Moments are typed to the minute, those that the program takes go to the second: what
    follows something at once would seem to lie before it.
    """
    if at is not None and at < earlier and earlier - at < _A_MINUTE:
        return earlier
    return at


def read_number(text: str) -> int:
    """Return the number that was typed; 0 if nothing was.

    Raises:
        NotANumber: It is none.
    """
    typed = fold(text).strip()
    if not typed:
        return 0
    if not typed.isdecimal():
        raise NotANumber(text=typed)
    return int(typed)


def code(name: str, caption: str, control: CodeBox) -> FormField:
    """Return a field for one of the codes of a dictionary."""
    return FormField(
        name=name,
        caption=caption,
        control=control,
        read=lambda: control.code() or "",
        write=control.set_code,
        said=lambda value: control.itemText(max(0, control.findData(value))),
    )


def term(name: str, caption: str, box: TermBox) -> FormField:
    """Return a field for one word of a dictionary, or none."""
    return FormField(
        name=name,
        caption=caption,
        control=box,
        read=box.code,
        write=lambda value: box.choose(str(value or "")),
        said=box.said,
    )


def picked(name: str, caption: str, box: PickBox) -> FormField:
    """Return a field for one of a list, or none."""
    return FormField(
        name=name,
        caption=caption,
        control=box,
        read=box.picked,
        write=box.pick,
        said=box.name_of,
    )


def chips(name: str, caption: str, control: Chips) -> FormField:
    """Return a field for some of a few, such as townships."""
    return FormField(
        name=name,
        caption=caption,
        control=control,
        read=control.codes,
        write=control.set_codes,
        said=control.said,
    )


def listen(form: Form) -> None:
    """Let a form hear of its controls that it does not know."""
    for field in form.fields:
        control = field.control
        if isinstance(control, QPlainTextEdit):
            control.textChanged.connect(_heard(form, control))
        elif isinstance(control, LevelBox | Chips):
            control.edited.connect(form.edited)


def _heard(form: Form, control: QPlainTextEdit) -> Callable[[], None]:
    # What the program writes is not typed: it does so while the field has no focus, or
    # while it fills the form.
    def hear() -> None:
        if control.hasFocus() and not form.is_filling:
            form.edited.emit()

    return hear

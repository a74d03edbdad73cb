"""Forms: named fields with their captions, filled from a record and read back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.widgets import scaled
from ui.widgets.cards import Field
from ui.widgets.toggle import Toggle
from ui.widgets.typed_day import read_day
from ui.widgets.words import tr

# The keys come back to where they were.
_BY_THE_WAY = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A control that stands for one attribute of a record.

    Attributes:
        name: Of the attribute.
        caption: Source text.
        read: Returns the value; raises Rejected if what was typed is none.
        write: Shows a value.
        said: Puts a value into words, for two texts beside each other.
    """

    name: str
    caption: str
    control: QWidget
    read: Callable[[], Any]
    write: Callable[[Any], None]
    said: Callable[[Any], str] = lambda value: str(value or "")


def line(name: str, caption: str, *, longest: int = 200) -> FormField:
    """Return a field for one line of text."""
    control = QLineEdit(maxLength=longest)
    return FormField(
        name=name,
        caption=caption,
        control=control,
        read=lambda: control.text().strip(),
        write=lambda value: control.setText(str(value or "")),
    )


def day(name: str, caption: str) -> FormField:
    """Return a field for a date that may be left empty."""
    control = QLineEdit(maxLength=10, placeholderText="2026-07-18")
    return FormField(
        name=name,
        caption=caption,
        control=control,
        read=lambda: read_day(control.text()),
        write=lambda value: control.setText(str(value or "")),
    )


def choice(name: str, caption: str, words: Mapping[Any, str]) -> FormField:
    """Return a field for one of a few values.

    Args:
        words: Source text of each value.
    """
    control = _ChoiceBox(list(words.values()))
    values = list(words)
    return FormField(
        name=name,
        caption=caption,
        control=control,
        read=lambda: values[control.currentIndex()],
        write=lambda value: control.setCurrentIndex(values.index(value)),
        said=lambda value: tr(words[value]),
    )


class _ChoiceBox(QComboBox):
    """Says its choices in the language of the window, whenever that changes."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = texts
        for text in texts:
            self.addItem(tr(text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for at, text in enumerate(self._texts):
                self.setItemText(at, tr(text))


def switch(name: str, caption: str) -> FormField:
    """Return a field for yes or no."""
    control = Toggle()
    return FormField(
        name=name,
        caption=caption,
        control=control,
        read=control.isChecked,
        write=control.setChecked,
        said=lambda value: tr(N_("yes") if value else N_("no")),
    )


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a field and is no value of it yet."""

    text: str


class Form(QWidget):
    """Fields below each other, or beside each other in rows.

    Attributes:
        is_filling: What changes now is not typed.

    Signals:
        edited: Something was typed or chosen by the user.
    """

    edited = Signal()

    def __init__(self, fields: Sequence[FormField], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self.is_filling = False
        # A switch has its words beside it; everything else has a caption above.
        self._boxes = {
            field.name: Field("", field.control)
            for field in fields
            if not isinstance(field.control, Toggle)
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._grid, 3)
        self._columns = 0
        self.set_columns(1)
        self._beginnings = _Beginnings(self)
        for field in fields:
            self._listen(field.control)
            line = _line_of(field.control)
            if line is not None:
                line.installEventFilter(self._beginnings)
        self._read_words()

    def set_columns(self, count: int) -> None:
        """Put so many fields beside each other."""
        if count == self._columns:
            return
        for column in range(max(count, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < count else 0)
        self._columns = count
        for at, field in enumerate(self.fields):
            box = self._boxes.get(field.name, field.control)
            self._grid.addWidget(box, at // count, at % count)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Fill the fields."""
        self.show_drafts({field.name: values[field.name] for field in self.fields})
        self.clear_errors()

    def values(self) -> dict[str, Any]:
        """Return what the fields say.

        Raises:
            Rejected: Something cannot be read; the field says so too.
        """
        self.clear_errors()
        return {field.name: self._read(field) for field in self.fields}

    def drafts(self) -> dict[str, Any]:
        """Return what stands in the fields, be it a value or `Unread`; nothing is said of it."""
        return {field.name: _draft(field) for field in self.fields}

    def show_drafts(self, drafts: Mapping[str, Any]) -> None:
        """Fill some of the fields, with values or what else stood there."""
        self.is_filling = True
        for field in self.fields:
            if field.name in drafts:
                _show_draft(field, drafts[field.name])
                line = _line_of(field.control)
                if line is not None and not line.hasFocus():
                    line.setCursorPosition(0)
        self.is_filling = False

    def clear_errors(self) -> None:
        """Take away what was said at the fields."""
        for box in self._boxes.values():
            box.set_error("")

    def set_shown(self, name: str, *, is_shown: bool) -> None:
        """Show or hide a field."""
        self._boxes[name].setVisible(is_shown)

    def set_editable(self, *, may_edit: bool) -> None:
        """Allow or forbid to change anything."""
        for field in self.fields:
            field.control.setEnabled(may_edit)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _listen(self, control: QWidget) -> None:
        if isinstance(control, QLineEdit):
            control.textEdited.connect(lambda _text: self.edited.emit())
        elif isinstance(control, QComboBox):
            control.activated.connect(lambda _index: self.edited.emit())
            editor = control.lineEdit()
            if control.isEditable() and editor is not None:
                editor.textEdited.connect(lambda _text: self.edited.emit())
        elif isinstance(control, Toggle):
            control.clicked.connect(lambda _checked: self.edited.emit())

    def _read(self, field: FormField) -> Any:
        try:
            return field.read()
        except Rejected as error:
            if field.name in self._boxes:
                self._boxes[field.name].set_error(error.said(tr))
            raise

    def _read_words(self) -> None:
        for field in self.fields:
            if isinstance(field.control, Toggle):
                field.control.setText(tr(field.caption))
            else:
                self._boxes[field.name].set_caption(tr(field.caption))


def said_draft(field: FormField, draft: Any) -> str:
    """Return what stands in a field, a value or `Unread`, in words."""
    return draft.text if isinstance(draft, Unread) else field.said(draft)


def _draft(field: FormField) -> Any:
    try:
        return field.read()
    except Rejected:
        return Unread(_text_of(field.control))


def _text_of(control: QWidget) -> str:
    line = _line_of(control)
    return "" if line is None else line.text()


def _show_draft(field: FormField, draft: Any) -> None:
    if not isinstance(draft, Unread):
        field.write(draft)
        return
    line = _line_of(field.control)
    if line is not None:
        line.setText(draft.text)


class _Beginnings(QObject):
    """Shows the first words of what is too long for its line, and the last to who goes on there."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QLineEdit) and isinstance(event, QFocusEvent):
            if event.lostFocus() and event.reason() not in _BY_THE_WAY:
                watched.setCursorPosition(0)
            elif event.gotFocus() and event.reason() is Qt.FocusReason.OtherFocusReason:
                watched.end(False)
        return super().eventFilter(watched, event)


def _line_of(control: QWidget) -> QLineEdit | None:
    line = control.lineEdit() if isinstance(control, QComboBox) else control
    return line if isinstance(line, QLineEdit) else None

"""Fields for what teams are described with: sets of words of dictionaries, numbers, times."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_
from commandcenter.teams.model.fields import FIELD_WORDS
from ui.records.form import FormField
from ui.widgets.labels import tip
from ui.widgets.typed_time import Toward, read_time, shown_time
from ui.widgets.words import tr

_NOTHING = N_("Nothing chosen")
THING_NAME = N_("Designation")  # people have another word for their name


class UnreadableNumber(Rejected):
    """What was typed is no number."""

    sentence = N_("'{text}' is no number.")


class _StayingMenu(QMenu):
    """Stays open while its ticks are changed."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action: QAction | None = self.actionAt(event.position().toPoint())
        if action is None:
            super().mouseReleaseEvent(event)
        else:
            action.trigger()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action: QAction | None = self.activeAction()
        if action is not None and event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return}:
            action.trigger()
        else:
            super().keyPressEvent(event)


class TermSet(QLineEdit):
    """Any number of the words of a dictionary; a click or Space opens them with ticks.

    Signals:
        edited: The user changed a tick.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: list[tuple[str, str]] = []
        self._chosen: frozenset[str] = frozenset()
        self.setReadOnly(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def offer(self, offered: Sequence[tuple[str, str]]) -> None:
        """Offer these codes with their words."""
        self._offered = list(offered)
        self._show()

    def codes(self) -> frozenset[str]:
        """Return the chosen codes."""
        return self._chosen

    def choose(self, codes: frozenset[str]) -> None:
        """Choose these."""
        self._chosen = frozenset(codes or ())
        self._show()

    def said(self, codes: frozenset[str]) -> str:
        """Return codes as words."""
        known = [word for code, word in self._offered if code in codes]
        unknown = sorted(codes - {code for code, _ in self._offered})
        return " · ".join([*known, *unknown])

    def toggle_code(self, code: str, is_chosen: bool) -> None:
        """Take a code in or out, as the user does."""
        self._chosen = self._chosen | {code} if is_chosen else self._chosen - {code}
        self._show()
        self.edited.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()

    def menu_of(self) -> QMenu:
        """Return the words with ticks at those chosen."""
        menu = _StayingMenu(self)
        for code, word in self._offered:
            action = QAction(word, menu)
            action.setCheckable(True)
            action.setChecked(code in self._chosen)
            action.toggled.connect(lambda on, code=code: self.toggle_code(code, on))
            menu.addAction(action)
        return menu

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.open_words()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Return}:
            self.open_words()
        else:
            super().keyPressEvent(event)

    def open_words(self) -> None:
        """Show the words with ticks at those chosen."""
        menu = self.menu_of()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _show(self) -> None:
        words = self.said(self._chosen)
        self.setText(words)
        self.setCursorPosition(0)
        self.setPlaceholderText(tr(_NOTHING))
        self.setAccessibleDescription(words)
        tip(self, words)


def terms(name: str, box: TermSet) -> FormField:
    """Return a field for any number of words of a dictionary."""
    return FormField(
        name=name,
        caption=FIELD_WORDS[name],
        control=box,
        read=box.codes,
        write=box.choose,
        said=box.said,
    )


def whole(name: str) -> FormField:
    """Return a field for a whole number; nothing typed is 0."""
    return _number(name, int, 0)


def degrees(name: str) -> FormField:
    """Return a field for a coordinate, which may be left empty."""
    return _number(name, float, None)


def moment(name: str, clock: Callable[[], datetime], toward: Toward) -> FormField:
    """Return a field for a time, which may be left empty; an untouched one keeps its seconds.

    Args:
        toward: Where a time without a date lies.
    """
    control = QLineEdit(maxLength=20)
    written: dict[str, datetime] = {}

    def read() -> datetime | None:
        typed = control.text()
        return written.get(typed) or read_time(typed, now=clock(), toward=toward)

    def write(value: datetime | None) -> None:
        text = said(value)
        written.clear()
        if value is not None:
            written[text] = value
        control.setText(text)

    def said(value: datetime | None) -> str:
        return "" if value is None else shown_time(value, now=clock())

    return FormField(
        name=name,
        caption=FIELD_WORDS[name],
        control=control,
        read=read,
        write=write,
        said=said,
    )


def _number(name: str, kind: Callable[[str], float], blank: float | None) -> FormField:
    control = QLineEdit(maxLength=20)

    def read() -> float | None:
        typed = fold(control.text()).strip()
        if not typed:
            return blank
        try:
            return kind(typed)
        except ValueError as error:
            raise UnreadableNumber(text=control.text().strip()) from error

    def write(value: float | None) -> None:
        control.setText("" if value == blank else str(value))

    return FormField(name=name, caption=FIELD_WORDS[name], control=control, read=read, write=write)

"""A few fields below a list, for what is done to its selected line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.duty.fields import LineField
from ui.duty.one_line import OneLine
from ui.records.ask_card import AskCard
from ui.widgets import scaled, theme
from ui.widgets.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One field of the form.

    Attributes:
        caption: Source text.
        stretch: Its share of the width.
    """

    name: str
    caption: str
    stretch: int = 1


class InlineForm(AskCard):
    """Asks for a few texts; flat, with a line above it.

    Signals:
        confirmed: What was typed, by field (dict).
    """

    confirmed = Signal(dict)

    def __init__(self, asks: Sequence[Ask], action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("")  # not raised, as cards are
        self._asks = tuple(asks)
        self._action = action
        self._title = OneLine()
        self.fields = {ask.name: LineField() for ask in asks}
        self._build()
        self.read_words()

    def ask(self, title: str, values: Mapping[str, str]) -> None:
        """Open it with these values; the cursor goes into the first field."""
        self._title.set_text(title)
        self.say("")
        for name, field in self.fields.items():
            field.set_error("")
            field.show_text(values.get(name, ""))
        self.set_busy(False)
        self.show()
        first = next(iter(self.fields.values())).line
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first.selectAll()

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        for field in self.fields.values():
            field.line.setReadOnly(is_busy)

    def read_words(self) -> None:
        super().read_words()
        for ask in self._asks:
            self.fields[ask.name].set_caption(tr(ask.caption))
        self.button.setText(tr(self._action))

    def paintEvent(self, _event: QPaintEvent) -> None:
        edge = QRect(0, 0, self.width(), 1)
        QPainter(self).fillRect(edge, theme.color("line_strong"))

    def confirm(self) -> None:
        if self.button.isEnabled():
            self.say("")
            self.confirmed.emit({name: field.text() for name, field in self.fields.items()})

    def _build(self) -> None:
        row = QHBoxLayout()
        scaled.gap(row, 2)
        for ask in self._asks:
            row.addWidget(self.fields[ask.name], ask.stretch)
        inner = QVBoxLayout(self)
        scaled.margins(inner, 4, 2, 4, 3)
        scaled.gap(inner, 2)
        inner.addLayout(row)
        inner.addWidget(self.error)
        inner.addLayout(self._foot(self._title))

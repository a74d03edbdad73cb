"""A table with a line of words above it; each row leads to its record."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.page import Target
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import tr


class ListCard(Card):
    """The rows, or why there are none.

    Args:
        door: Where a row leads.
        empty: Source text while there is nothing, and what the table is for.

    Signals:
        wanted: A row was opened (Target).
    """

    wanted = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        key: Callable[[Any], Hashable],
        door: Callable[[Any], Target],
        *,
        stretch: int,
        empty: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._empty = empty
        self.table = RecordTable(columns, key, stretch=stretch)
        self.table.opened.connect(lambda one: self.wanted.emit(door(one)))
        self.note = Label(tone="note")
        self.note.setWordWrap(True)
        self.head = QHBoxLayout()
        self.deck = Deck(self.table)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        scaled.gap(self.head, 3)
        layout.addLayout(self.head)
        layout.addWidget(self.deck, 1)
        layout.addWidget(self.note)
        self.setFocusProxy(self.table)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these; the row in front stays."""
        self.table.show_records(rows)
        if rows:
            self.deck.show_content()
            if self.table.present() is None:
                self.table.setCurrentIndex(self.table.records.index(0, 0))
        else:
            self.show_empty(*map(tr, self._empty))

    def show_empty(self, title: str, text: str) -> None:
        """Say why there are no rows."""
        self.deck.show_state("check", title, text)

    def set_empty(self, title: str, text: str) -> None:
        """Say something else while there is nothing, in source texts."""
        self._empty = (title, text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and not self.table.records.rowCount():
            self.show_empty(*map(tr, self._empty))

"""Go to anything (Ctrl+K): pages, records, people and commands by a few characters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.kernel.words import N_
from ui.shell.background import Background
from ui.shell.candidates import Candidate
from ui.shell.overlay import Overlay
from ui.shell.palette_list import PaletteFoot, PaletteHead, PaletteList, SearchIcon
from ui.widgets import scaled, theme
from ui.widgets.labels import Label
from ui.widgets.words import tr

PAGES = N_("Pages")
COMMANDS = N_("Commands")

Source: TypeAlias = Callable[[str], Sequence[Candidate]]

_CARD_W, _HEAD_H, _FOOT_H = 680, 60, 36  # px at 100 %
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
}


@dataclass(slots=True, kw_only=True)
class _Group:
    title: str
    source: Source
    in_background: bool
    found: Sequence[Candidate] = field(default_factory=tuple)


class Palette(Overlay):
    """A line to type in and what fits, grouped; used by keys alone.

    Signals:
        chosen: The candidate the user wants (Candidate).
    """

    chosen = Signal(object)

    def __init__(self, window: QWidget, background: Background) -> None:
        super().__init__(window)
        self._background = background
        self._groups: list[_Group] = []
        self._query = 0  # answers to an earlier query are dropped
        self.line = QLineEdit()
        self.line.setObjectName("search")
        self.line.setMaxLength(200)
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.list = PaletteList()
        self.list.pressed_at.connect(self._choose)
        self._hint = Label(tone="note")
        self._foot = PaletteFoot()
        self._build()
        self._read_words()

    def add_source(self, title: str, source: Source, *, in_background: bool = False) -> None:
        """Ask this source too.

        Args:
            title: Source text of the group.
            source: Takes what was typed, gives the best candidates first.
            in_background: Ask on a worker thread, for sources that read the database.
        """
        self._groups.append(_Group(title=title, source=source, in_background=in_background))

    def open_sheet(self) -> None:
        """Show the line, empty."""
        self.open_over()
        self.line.clear()
        self._search("")
        self.line.setFocus()

    def place_card(self) -> None:
        width = min(theme.px(_CARD_W), self.width() - 2 * theme.space(4))
        top = min(theme.px(56), self.height() // 10)
        wanted = theme.px(_HEAD_H + _FOOT_H) + self.list.content_height() + theme.px(4)
        height = min(wanted, self.height() - 2 * top)
        self.card.setGeometry((self.width() - width) // 2, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = watched is self.line and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and self._on_key(event):
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        head = PaletteHead()
        scaled.height(head, _HEAD_H)
        line = QHBoxLayout(head)
        scaled.margins(line, 4, 0, 4, 0)
        scaled.gap(line, 3)
        line.addWidget(SearchIcon())
        line.addWidget(self.line, 1)
        line.addWidget(self._hint)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        scaled.height(self._foot, _FOOT_H)
        layout.addWidget(self._foot)

    def _read_words(self) -> None:
        self.line.setAccessibleName(tr("Go to anything"))
        self.line.setPlaceholderText(tr("Where to?"))
        self._hint.setText(tr("Pinyin initials, words, numbers"))
        self._foot.update()
        if self.isVisible():
            self._search(self.line.text())

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _MOVES:
            self.list.move(_MOVES[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.list.current())
        elif key == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            return False
        return True

    def _search(self, text: str) -> None:
        self._query += 1
        for group in self._groups:
            if group.in_background:
                self._background.read(
                    self,
                    partial(group.source, text),
                    partial(self._found, self._query, group),
                    lambda _error: None,
                )
            else:
                group.found = group.source(text)
        self._show(text)

    def _found(self, query: int, group: _Group, found: Sequence[Candidate]) -> None:
        if query == self._query:
            group.found = found
            self._show(self.line.text())

    def _show(self, text: str) -> None:
        groups = [(tr(group.title), group.found) for group in self._groups if group.found]
        self.list.show_groups(text, groups)
        self._foot.set_count(sum(len(found) for _, found in groups))
        self.place_card()

    def _choose(self, candidate: Candidate | None) -> None:
        if candidate is not None:
            self.close_sheet()
            self.chosen.emit(candidate)

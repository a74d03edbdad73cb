"""The lines of a script: ruler above, table below, what is wrong at the foot."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.drills.model.drill import Drill
from commandcenter.drills.service.sight import ScriptHidden
from commandcenter.kernel.words import N_
from ui.drills.drill_words import offset_words
from ui.drills.script_findings import FindingsList
from ui.drills.script_ruler import ScriptRuler
from ui.drills.script_table import Row, ScriptTable
from ui.records.ask_bar import AskBar
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.fitting_row import FittingRow
from ui.widgets.labels import Label, tip
from ui.widgets.states import Deck
from ui.widgets.words import tr

# Words, key, outline, and how soon it is left out where there is little room.
BUTTONS: dict[str, tuple[str, str, str, int]] = {
    "insert": (N_("Insert below"), "Ins", "plus", 0),
    "double": (N_("Double"), "Ctrl+D", "copy", 4),
    "remove": (N_("Take out"), "Del", "trash", 3),
    "shift": (N_("Shift times"), "Ctrl+T", "arrows-left-right", 1),
    "renumber": (N_("Number anew"), "Ctrl+Shift+R", "list-numbers", 6),
    "copy": (N_("Copy from a drill"), "Ctrl+Shift+C", "files", 7),
    "import": (N_("Excel in"), "Ctrl+Shift+I", "upload-simple", 5),
    "export": (N_("Excel out"), "Ctrl+E", "download-simple", 5),
}


class ScriptBoard(Card):
    """The keys of the script work while the cursor is in here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refusal = ""
        self._undo_words = ""
        self.show_next: UUID | None = None  # comes to the front as soon as it is read
        self._count = Label(tone="note")
        self.buttons: dict[str, KeyButton] = {}
        self.ruler = ScriptRuler()
        self.table = ScriptTable()
        self.findings = FindingsList()
        self.ask = AskBar()
        self._deck = Deck(self.table)
        self._row = FittingRow()
        self._build()
        self._read_words()

    def show_rows(self, rows: Sequence[Row], one: Drill, refusal: str) -> bool:
        """Show the lines of a drill; the one in front stays in front.

        Args:
            refusal: Why nothing can be changed; empty if it can.

        Returns:
            Whether another line was brought to the front, as an act wanted it.
        """
        self._refusal = refusal
        lasts = (one.ends_at - one.begins_at) if one.begins_at and one.ends_at else None
        self.ruler.show_rows(rows, int(lasts.total_seconds()) if lasts is not None else 0)
        self.table.show_records(rows)
        is_chosen = self.show_next is not None and self.table.choose(self.show_next)
        if is_chosen:
            self.show_next = None
        last = max((row.line.offset_s for row in rows), default=0)
        said = tr("{count} lines · until {time}")
        self._count.setText(said.format(count=len(rows), time=offset_words(last)))
        if rows:
            self._deck.show_content()
        else:
            words = tr("Write the first one at the side, or copy some.")
            self._deck.show_state("list-plus", tr("No lines yet"), words)
        self.ruler.setVisible(bool(rows))
        for name, button in self.buttons.items():
            is_free = name == "export" or not refusal
            button.setEnabled(is_free and (bool(rows) or name in {"insert", "copy", "import"}))
        return is_chosen

    def show_hidden(self, *, is_partial: bool) -> None:
        """Say that there are more lines than this officer sees."""
        if is_partial:
            words = tr(ScriptHidden.sentence)
            self._count.setText(words)
            self._deck.show_state("lock", tr("Not delivered yet"), words)
            if self.table.lines():
                self._deck.show_content()

    def show_undo(self, what: str) -> None:
        """Offer to take the last act back; nothing with empty words."""
        self._undo_words = what
        self._row.want(self.buttons["undo"], bool(what))
        tip(self.buttons["undo"], what)
        self._row.arrange()

    def forget(self) -> None:
        """Let go of the rows of another drill."""
        self.table.show_records([])
        self.ask.close_bar()
        self.show_next = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.buttons:
            self._read_words()

    def _build(self) -> None:
        self._row.add_left(self._count, rank=8)
        for name, (words, key, icon, rank) in BUTTONS.items():
            button = KeyButton(tr(words), key=key, icon=icon, kind="" if not rank else "bare")
            self.buttons[name] = button
            self._row.add_left(button, rank=rank, gap_step=1)
        self.buttons["undo"] = KeyButton(key="Ctrl+Z", kind="bare", icon="arrow-u-up-left")
        self._row.add_right(self.buttons["undo"], rank=2)
        self._row.want(self.buttons["undo"], wanted=False)
        head = QHBoxLayout()
        head.addWidget(self._row, 1)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 3, 2, 3, 3)
        scaled.gap(layout, 1)
        layout.addLayout(head)
        layout.addWidget(self.ask)
        layout.addWidget(self.ruler)
        layout.addWidget(self._deck, 1)
        layout.addWidget(self.findings)
        self.setFocusProxy(self.table)

    def _read_words(self) -> None:
        for name, (words, *_) in BUTTONS.items():
            self.buttons[name].setText(tr(words))
        self.buttons["undo"].setText(tr("Undo"))
        self.ruler.setAccessibleName(tr("Ruler of the drill's time"))
        self.table.setAccessibleName(tr("Script"))

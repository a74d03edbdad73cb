"""The files of a drill: guarantee plan, handbook, photographs."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.kernel.words import N_
from ui.drills.drill_reading import Whole
from ui.drills.drill_tab import DrillTab
from ui.drills.file_pane import FilePane
from ui.shell.seat import Seat
from ui.widgets.cards import Card

_EMPTY = N_("Guarantee plan, handbook, publicity plan, photographs: drop them here.")


class FilesTab(DrillTab):
    """Keeps what lies in files beside the drill."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.pane = FilePane(db, seat, key="Ctrl+N", empty=_EMPTY)
        self.pane.changed.connect(self.changed)
        card = Card()
        inner = QVBoxLayout(card)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.setFocusProxy(self.pane)

    def show_whole(self, whole: Whole) -> None:
        super().show_whole(whole)
        self.pane.show_files(whole.drill, whole.files, may_edit=not self.refusal())

    def begin_new(self) -> None:
        """Let the user choose files."""
        self.pane.choose_files()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "pane"):
            self.pane.read_words()

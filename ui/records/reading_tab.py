"""What tabs of a page have in common: each reads its own data when it is in front."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from ui.records.refusal import refusal
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets.states import Deck
from ui.widgets.words import tr


class ReadingTab(QWidget):
    """Content that is read in the background; what was read last stays until the next answer.

    Attributes:
        page: Name of the page it belongs to.
        kinds: Of the targets that lead here; the first is the tab as it was left.

    Signals:
        failed: A reading failed.
    """

    failed = Signal()

    page: ClassVar[str]
    kinds: ClassVar[tuple[str, ...]] = ("",)

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.db = db
        self.seat = seat
        self.has_content = False
        self._asked = 0  # answers to an earlier question are dropped
        self._is_stale = True

    # Each tab answers these

    def reading(self) -> Callable[[], Any]:
        """Return the call that reads the data."""
        raise NotImplementedError

    def show_read(self, read: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def read_words(self) -> None:
        """Put the texts into the language of the window."""

    def go_to(self, target: Target) -> None:
        """Show what a target names that leads to this tab."""

    def place(self) -> Target:
        """Return where the user is in this tab."""
        return Target(page=self.page, kind=self.kinds[0])

    def search(self) -> None:
        """Let the user type what to look for."""

    def begin_new(self) -> None:
        """Let the user fill a new record."""

    def submit(self) -> None:
        """Save what was typed."""

    def give_up(self) -> None:
        """Throw away what was typed, or go back, as the page has it."""

    # What all of them do

    def put(self, content: QWidget) -> None:
        """Take the content of the tab; it shows once something was read."""
        self.deck = Deck(content)
        self.deck.acted.connect(self.refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.deck)
        self.deck.show_loading()

    def mark_stale(self) -> None:
        """Note that what is shown is out of date."""
        self._is_stale = True

    def refresh_if_stale(self) -> None:
        """Read anew if what is shown is out of date."""
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Read anew."""
        self._is_stale = False
        self._asked += 1
        number = self._asked
        self.seat.background.read(
            self,
            self.reading(),
            lambda read: self._answered(number, read),
            lambda error: self._not_read(number, error),
        )

    def refusal(self, right: Right) -> str:
        """Return why this officer may not do something; empty if they may."""
        return refusal(self.seat, right)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "deck"):
            self.read_words()

    def _answered(self, number: int, read: Any) -> None:
        if number == self._asked:
            self.has_content = True
            self.deck.show_content()
            self.show_read(read)

    def _not_read(self, number: int, error: Exception) -> None:
        if number != self._asked:
            return
        self._is_stale = True
        self.seat.messages.problem(error)
        self.failed.emit()
        if not self.has_content:
            self.deck.show_state(
                "warning-circle", tr("Not loaded"), sentence(error), action=tr("Try again")
            )

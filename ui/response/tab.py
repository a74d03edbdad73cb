"""What the tabs of the page have in common: each reads its part of the chosen response."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import NotAllowed, Right, require
from commandcenter.incidents.model.response import Response
from commandcenter.kernel.words import N_
from ui.response.terms import Terms
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets.states import Deck
from ui.widgets.words import tr

PAGE = "response"


class Tab(QWidget):
    """Content that stays until the next answer; what is typed in it is never touched.

    Attributes:
        kinds: Of the targets that lead here; the first is the tab as it was left.
        paper_kind: Its paper as source text, and as the page of papers calls it.

    Signals:
        changed: Something was written; the page is to be read anew.
        failed: A reading failed.
    """

    changed = Signal()
    failed = Signal()

    kinds: ClassVar[tuple[str, ...]] = ("",)
    paper_kind: ClassVar[tuple[str, str]] = (N_("Response order"), "response_order")

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.db = db
        self.seat = seat
        self.terms = Terms()
        self.response: Response | None = None
        self.has_content = False
        self._asked = 0  # answers to an earlier question are dropped
        self._is_stale = True

    # Each tab answers these

    def reading(self, response_id: UUID) -> Callable[[], Any]:
        """Return the call that reads what the tab shows."""
        raise NotImplementedError

    def show_read(self, read: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def read_words(self) -> None:
        """Put the texts into the language of the window."""

    def go_to(self, target: Target) -> None:
        """Show what a target names that leads to this tab."""

    def take_focus(self) -> None:
        """Put the cursor where the keys of the tab work."""
        self.setFocus()

    def search(self) -> None:
        """Let the user type what to look for."""

    def begin_new(self) -> None:
        """Let the user fill a new record of the tab."""

    def submit(self) -> None:
        """Save what was typed."""

    def give_up(self) -> None:
        """Throw away what was typed, or go back."""

    def tick(self) -> None:
        """Let running times run."""

    def paper(self) -> tuple[str, Target]:
        """Return the paper of what is in front: its name as source text, and where it is made."""
        name, kind = self.paper_kind
        key = self.response.id if self.response is not None else None
        return name, Target(page="documents", kind=kind, key=key)

    # What all of them do

    def put(self, content: QWidget) -> None:
        """Take the content of the tab; it shows once something was read."""
        self.deck = Deck(content)
        self.deck.acted.connect(self.refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.deck)
        self.deck.show_loading()

    def show_response(self, one: Response | None) -> None:
        """Take the response that is in front; another one is read when the tab is."""
        is_other = (one and one.id) != (self.response and self.response.id)
        self.response = one
        self._is_stale = True
        if one is None:
            self.has_content = False
            self._show_none()
        elif is_other:
            self.has_content = False
            self._asked += 1
            self.deck.show_loading()

    def show_terms(self, terms: Terms) -> None:
        """Take the words of the dictionaries."""
        self.terms = terms

    def front(self) -> Response | None:
        """Return the response in front."""
        return self.response

    def mark_stale(self) -> None:
        """Note that what is shown is out of date."""
        self._is_stale = True

    def refresh_if_stale(self) -> None:
        """Read anew if what is shown is out of date."""
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Read anew."""
        if self.response is None:
            return
        self._is_stale = False
        self._asked += 1
        number = self._asked
        self.seat.background.read(
            self,
            self.reading(self.response.id),
            lambda read: self._answered(number, read),
            lambda error: self._not_read(number, error),
        )

    def refusal(self, right: Right) -> str:
        """Return why this officer may not do something; empty if they may."""
        try:
            require(self.seat.officer(), right)
        except NotAllowed as error:
            return error.said(tr)
        return ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "deck"):
            self.read_words()
            if self.response is None:
                self._show_none()

    def _show_none(self) -> None:
        self.deck.show_state(
            "shield-check", tr("No response is active"), tr("Activate one with Ctrl+N.")
        )

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

"""What the tabs of the page have in common: each reads its part of the chosen response."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from commandcenter.database.engine import Database
from commandcenter.incidents.model.response import Response
from commandcenter.kernel.words import N_
from ui.records.reading_tab import ReadingTab
from ui.response.terms import Terms
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.widgets.words import tr

PAGE = "response"


class Tab(ReadingTab):
    """Content that stays until the next answer; what is typed in it is never touched.

    Attributes:
        paper_kind: Its paper as source text, and as the page of papers calls it.

    Signals:
        changed: Something was written; the page is to be read anew.
    """

    changed = Signal()

    page = PAGE
    paper_kind: ClassVar[tuple[str, str]] = (N_("Response order"), "response_order")

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.terms = Terms()
        self.response: Response | None = None

    # Each tab answers these

    def reading_of(self, response_id: UUID) -> Callable[[], Any]:
        """Return the call that reads what the tab shows."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the cursor where the keys of the tab work."""
        self.setFocus()

    def tick(self) -> None:
        """Let running times run."""

    def paper(self) -> tuple[str, Target]:
        """Return the paper of what is in front: its name as source text, and where it is made."""
        name, kind = self.paper_kind
        key = self.response.id if self.response is not None else None
        return name, Target(page="documents", kind=kind, key=key)

    # What all of them do

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

    def reading(self) -> Callable[[], Any]:
        """Return the call that reads the response in front."""
        if self.response is None:
            raise RuntimeError("there is no response to read")
        return self.reading_of(self.response.id)

    def refresh(self) -> None:
        if self.response is not None:
            super().refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_other_language = event.type() == QEvent.Type.LanguageChange
        if is_other_language and hasattr(self, "deck") and self.response is None:
            self._show_none()

    def _show_none(self) -> None:
        self.deck.show_state(
            "shield-check", tr("No response is active"), tr("Activate one with Ctrl+N.")
        )

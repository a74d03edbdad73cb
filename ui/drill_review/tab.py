"""What the tabs of the page have in common: each shows its side of the drill in front."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import NotAllowed, Right, require
from commandcenter.drills.model.drill import State
from commandcenter.kernel.words import N_
from ui.drill_review.reading import Review
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.widgets.words import tr

PAGE = "drill_review"
# Kinds of paper, as the page of papers calls them.
EVALUATION_FORM, REVIEW_REPORT = "evaluation_form", "drill_report"
IMPROVEMENT_LIST = "improvement_list"
_ARCHIVED = N_("This drill is archived. Take it out of the archive to change it.")


class Tab(QWidget):
    """Content of the drill in front; what is typed in it is never touched by a refresh.

    Attributes:
        kinds: Of the targets that lead here; the first is the tab as it was left.
        papers: Its papers as source text, and as the page of papers calls each.

    Signals:
        changed: Something was written; the page is to be read anew.
    """

    changed = Signal()

    kinds: ClassVar[tuple[str, ...]] = ()
    papers: ClassVar[tuple[tuple[str, str], ...]] = ((N_("Evaluation form"), EVALUATION_FORM),)

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.db = db
        self.seat = seat
        self.review: Review | None = None

    # Each tab answers these

    def show_review(self, review: Review) -> None:
        """Show a drill as it stands; what is being typed stays."""
        raise NotImplementedError

    def read_words(self) -> None:
        """Put the texts into the language of the window."""

    def take_focus(self) -> None:
        """Put the cursor where the keys of the tab work."""
        self.setFocus()

    def go_to(self, target: Target) -> None:
        """Show what a target names that leads to this tab."""

    def paper_key(self, review: Review) -> object:
        """Return what the first paper is about, as the page of papers calls it."""
        return review.drill.id

    def on_front(self) -> None:
        """Read what is read only while the tab is in front."""

    def tick(self) -> None:
        """Let running times run."""

    def begin_new(self) -> None:
        """Let the user fill a new record."""

    def submit(self) -> None:
        """Save what was typed."""

    def give_up(self) -> None:
        """Throw away what was typed, or go back."""

    # What all of them do

    def refusal(self, right: Right) -> str:
        """Return why this officer may not do something; empty if they may."""
        try:
            require(self.seat.officer(), right)
        except NotAllowed as error:
            return error.said(tr)
        return ""

    def refusal_here(self, right: Right) -> str:
        """Return why nothing may be changed of this drill; empty if it may."""
        if self.review is not None and self.review.drill.state is State.CLOSED:
            return tr(_ARCHIVED)
        return self.refusal(right)

    def write(
        self,
        call: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a change in the background."""
        self.seat.background.write(self, call, done, failed or self.seat.messages.problem)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "db"):
            self.read_words()
            if self.review is not None:
                self.show_review(self.review)

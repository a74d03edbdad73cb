"""What the tabs of the page of a drill have in common."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import NotAllowed, Right, require
from commandcenter.drills.model.checks import DrillArchived
from commandcenter.drills.model.drill import State
from ui.drills.drill_reading import Known, Whole
from ui.drills.terms import Terms
from ui.shell.seat import Seat
from ui.widgets.words import tr

PAGE = "drill"


class DrillTab(QWidget):
    """One side of a drill; what is typed in it stays when the drill is read anew.

    Signals:
        changed: Something was written; the drill is to be read anew.
        door: Another tab of the page is to be opened (its name, what to show there).
    """

    changed = Signal()
    door = Signal(str, object)

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.db = db
        self.seat = seat
        self.whole: Whole | None = None
        self.terms = Terms()
        self.known = Known()

    # Each tab answers these

    def show_whole(self, whole: Whole) -> None:
        """Show a drill as it stands."""
        self.whole = whole

    def show_terms(self, terms: Terms, known: Known) -> None:
        """Take the words of the dictionaries, and whom one can choose of."""
        self.terms, self.known = terms, known

    def show_named(self, key: object) -> None:
        """Bring something in this tab to the front."""

    def search(self) -> None:
        """Let the user type what to look for."""

    def begin_new(self) -> None:
        """Let the user fill a new record."""

    def submit(self) -> None:
        """Save what was typed."""

    def give_up(self) -> None:
        """Throw away what was typed."""

    # What all of them do

    def refusal(self) -> str:
        """Return why nothing can be changed here; empty if it can."""
        if self.whole is not None and self.whole.drill.state is State.CLOSED:
            return DrillArchived(title=self.whole.drill.title).said(tr)
        try:
            require(self.seat.officer(), Right.PLAN_DRILLS)
        except NotAllowed as error:
            return error.said(tr)
        return ""

    def write(self, call: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Write in the background; what went wrong is told at the foot of the window."""
        self.seat.background.write(self, call, done, self.seat.messages.problem)

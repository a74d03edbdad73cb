"""What the tabs of the year have in common."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import NotAllowed, Right, require
from commandcenter.drills.model.drill import Drill, State
from ui.drills.year_reading import YearRead
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.widgets.words import tr

PAGE = "drills"
_PAGES = {
    State.RUNNING: "drill_run",
    State.ENDED: "drill_review",
    State.CLOSED: "drill_review",
}


class YearTab(QWidget):
    """One way to look at the year; the page reads it and hands it to the tab in front.

    Signals:
        changed: Something was written; the year is to be read anew.
    """

    changed = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.db = db
        self.seat = seat
        self.read: YearRead | None = None

    # Each tab answers these

    def show_read(self, read: YearRead) -> None:
        """Show the year as it was read; what is typed or held stays."""
        self.read = read

    def read_words(self) -> None:
        """Put the texts into the language of the window."""

    def take_focus(self) -> None:
        """Put the cursor where the keys of the tab work."""
        self.setFocus()

    def choose(self, drill: Drill) -> bool:
        """Bring a drill to the front; False if it is not shown here."""
        _ = drill
        return False

    def search(self) -> None:
        """Let the user type what to look for."""

    def begin_new(self) -> None:
        """Let the user fill a new record."""

    def submit(self) -> None:
        """Save what was typed."""

    def give_up(self) -> None:
        """Throw away what was typed, or put back what is held."""

    def undo(self) -> None:
        """Take back the last move."""

    # What all of them do

    def refusal(self) -> str:
        """Return why this officer may not plan; empty if they may."""
        try:
            require(self.seat.officer(), Right.PLAN_DRILLS)
        except NotAllowed as error:
            return error.said(tr)
        return ""

    def write(self, call: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Write in the background; then *done*, and the year is read anew."""

        def written(result: Any) -> None:
            done(result)
            self.changed.emit()

        self.seat.background.write(self, call, written, self.seat.messages.problem)

    def open_drill(self, drill: Drill) -> None:
        """Open a drill: its plan, its console while it runs, its review once it ended."""
        page = _PAGES.get(drill.state, "drill")
        if not self.seat.navigation.has(page):
            page = "drill"
        self.seat.navigation.open(Target(page=page, kind="drill", key=drill.id))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()
            if self.read is not None:
                self.show_read(self.read)

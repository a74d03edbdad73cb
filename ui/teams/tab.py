"""What the tabs of the page of teams have in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.database.engine import Database
from ui.records.reading_tab import ReadingTab
from ui.shell.seat import Seat
from ui.teams.roster_terms import Terms

PAGE = "teams"


class Tab(ReadingTab):
    """Content about teams, in the words of the dictionaries.

    Signals:
        team_wanted: The card of a team is to be opened (UUID).
        found_wanted: The roster is to show what fits (Wanted).
    """

    team_wanted = Signal(object)
    found_wanted = Signal(object)

    page = PAGE

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.terms = Terms()

    def show_terms(self, terms: Terms) -> None:
        """Take the words of the dictionaries."""
        self.terms = terms

"""The page of rescue teams (队伍)."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.view import View
from ui.teams import roster_terms
from ui.teams.dispatch_tab import DispatchTab
from ui.teams.expiring_tab import ExpiringTab
from ui.teams.matrix_tab import MatrixTab
from ui.teams.oncall_tab import OnCallTab
from ui.teams.roster_filter import Wanted
from ui.teams.roster_tab import ROSTER, TEAM, RosterTab
from ui.teams.roster_terms import Terms
from ui.teams.supplies_tab import SuppliesTab
from ui.teams.tab import PAGE, Tab
from ui.widgets.roomy import Roomy
from ui.widgets.words import tr

_LEAST_W, _LEAST_H = 1_000, 440  # px at 100 %


class TeamsPage(Page):
    """Roster, dispatch, matrix, what runs out, whom to call, supplies: a tab each.

    Each tab is read while it is in front; the others are read when they come there.

    Args:
        view: Remembers which columns the roster shows.
    """

    name = PAGE
    parts = frozenset({"teams", "directory"})

    def __init__(self, db: Database, seat: Seat, view: View) -> None:
        super().__init__()
        self._db = db
        self._seat = seat
        self._terms: Terms | None = None
        self.roster = RosterTab(db, seat, view)
        self.dispatch = DispatchTab(db, seat)
        self.matrix = MatrixTab(db, seat)
        self.expiring = ExpiringTab(db, seat)
        self.oncall = OnCallTab(db, seat)
        self.supplies = SuppliesTab(db, seat)
        self._tabs: tuple[tuple[str, Tab], ...] = (
            (N_("Roster"), self.roster),
            (N_("Dispatch board"), self.dispatch),
            (N_("Capability matrix"), self.matrix),
            (N_("Running out"), self.expiring),
            (N_("On call"), self.oncall),
            (N_("Supplies"), self.supplies),
        )
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self._stack = QStackedWidget()
        self._build()
        self._add_actions()

    def refresh(self) -> None:
        for _, tab in self._tabs:
            tab.mark_stale()
        if self._terms is None:
            call = partial(roster_terms.read, self._db, on=day_of(self._seat.clock()))
            self._seat.background.read(self, call, self._show_terms, self._not_read)
        self.tab().refresh()

    def on_answer(self, changed: frozenset[str]) -> None:
        if "directory" in changed:
            self._terms = None
        super().on_answer(changed)

    def go_to(self, target: Target) -> None:
        for number, (_, tab) in enumerate(self._tabs):
            if target.kind in tab.kinds:
                self.show_tab(number)
                tab.go_to(target)

    def place(self) -> Target:
        return self.tab().place()

    def tab(self) -> Tab:
        """Return the tab in front."""
        return self._tabs[self.tabs.currentIndex()][1]

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex(number)
        self.tab().setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()
            if self._terms is not None:
                self._show_terms(self._terms)

    def _build(self) -> None:
        for title, tab in self._tabs:
            self.tabs.addTab(tr(title))
            self._stack.addWidget(tab)
            tab.failed.connect(self.mark_stale)
            tab.team_wanted.connect(self._go_to_team)
            tab.found_wanted.connect(self._go_to_found)
        self.tabs.currentChanged.connect(self._on_tab)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(content, width=_LEAST_W, height=_LEAST_H))
        self.setFocusProxy(self.roster.table)
        self._read_words()

    def _add_actions(self) -> None:
        add = partial(self._seat.actions.add, self._stack, page=self.name)
        for number, (title, _) in enumerate(self._tabs):
            self._seat.actions.add(
                self, title, f"Ctrl+{number + 1}", partial(self.show_tab, number), page=self.name
            )
        add(N_("Search"), "Ctrl+F", lambda: self.tab().search(), icon="magnifying-glass")
        add(N_("New"), "Ctrl+N", lambda: self.tab().begin_new(), icon="plus")
        add(N_("Save"), "Ctrl+S", lambda: self.tab().submit(), icon="floppy-disk")
        add(N_("Give up what was typed, or go back"), "Esc", lambda: self.tab().give_up())
        card = self.roster.card
        add(N_("Next section of the card"), "Ctrl+PgDown", partial(card.next_section, 1))
        add(N_("Section before"), "Ctrl+PgUp", partial(card.next_section, -1))
        table = partial(self._seat.actions.add, self.roster, page=self.name)
        table(N_("Import teams"), "Ctrl+Shift+I", self.roster.open_import, icon="upload-simple")
        table(N_("Export to Excel"), "Ctrl+E", self.roster.open_export, icon="download-simple")
        importing = self.roster.importing
        self._seat.actions.add(
            importing, N_("Choose a file"), "Ctrl+O", importing.open_file, page=self.name
        )
        table(N_("Choose columns"), "Ctrl+Shift+K", self.roster.choose_columns, icon="columns")

    def _on_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._tabs[number][1].refresh_if_stale()

    def _go_to_team(self, team_id: UUID) -> None:
        self._seat.navigation.open(Target(page=self.name, kind=TEAM, key=team_id))

    def _go_to_found(self, wanted: Wanted) -> None:
        self._seat.navigation.open(Target(page=self.name, kind=ROSTER))
        self.roster.show_wanted(wanted)

    def _show_terms(self, terms: Terms) -> None:
        self._terms = terms
        for _, tab in self._tabs:
            tab.show_terms(terms)

    def _not_read(self, error: Exception) -> None:
        self.mark_stale()
        self._seat.messages.problem(error)

    def _read_words(self) -> None:
        for number, (title, _) in enumerate(self._tabs):
            self.tabs.setTabText(number, tr(title))
        self.tabs.setAccessibleName(tr("Teams"))

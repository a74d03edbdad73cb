"""The page of the year of drills (演练)."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model.drill import Drill
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.drills import year_export, year_head, year_reading
from ui.drills.drill_held import HELD_KEY, HELD_WORDS
from ui.drills.drill_new import NewDrill
from ui.drills.statistics_tab import StatisticsTab
from ui.drills.year_board import YearBoard
from ui.drills.year_calendar import CalendarTab
from ui.drills.year_export import YearExport
from ui.drills.year_gantt_tab import GanttTab
from ui.drills.year_head import YearHead
from ui.drills.year_periods_tab import PeriodsTab
from ui.drills.year_reading import YearRead
from ui.drills.year_rules_tab import RulesTab
from ui.drills.year_tab import PAGE, YearTab
from ui.drills.year_table import TableTab
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.roomy import Roomy
from ui.widgets.states import Deck
from ui.widgets.words import tr

_LEAST_W, _LEAST_H = 1_120, 480  # px at 100 %
_NEW_KEY = "Ctrl+Shift+N"
_NEW_WORDS = N_("From a template")


class DrillsPage(Page):
    """One year, looked at in several ways; whatever is in front follows from tab to tab."""

    name = PAGE
    parts = frozenset({"drills", "directory", "duty", "teams"})

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__()
        self._db = db
        self._seat = seat
        self._asked = 0
        self._wanted: UUID | None = None
        self.read: YearRead | None = None
        self.year = day_of(seat.clock()).year
        self.head = YearHead(self.year)
        self.table = TableTab(db, seat)
        self.calendar = CalendarTab(db, seat)
        self.gantt = GanttTab(db, seat)
        self.rules = RulesTab(db, seat)
        self.periods = PeriodsTab(db, seat)
        self.statistics = StatisticsTab(db, seat)
        self._tabs: tuple[tuple[str, str, YearTab], ...] = (
            ("table", N_("Annual plan"), self.table),
            ("calendar", N_("Calendar"), self.calendar),
            ("gantt", N_("Gantt chart"), self.gantt),
            ("rules", N_("Frequency and coverage"), self.rules),
            ("periods", N_("Periods"), self.periods),
            ("statistics", N_("Statistics"), self.statistics),
        )
        self.asking = NewDrill(db, seat)
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.new = KeyButton(key=_NEW_KEY, kind="bare", icon="plus")
        self.plans = KeyButton(key="Ctrl+F7", kind="bare", icon="book-bookmark")
        self.export = KeyButton(key="Ctrl+E", kind="bare", icon="download-simple")
        self.exporting = YearExport(db, seat, self)
        self._subscription = ""
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self._add_actions()
        self._read_words()

    def refresh(self) -> None:
        self._asked += 1
        call = partial(year_reading.read, self._db, self.year, at=self._seat.clock())
        done = partial(self._show, self._asked)
        self._seat.background.read(self, call, done, self._not_read)
        where = partial(year_export.subscription, self._db, at=self._seat.clock())
        self._seat.background.read(self, where, self._note_subscription, self._not_read)

    def go_to(self, target: Target) -> None:
        names = [name for name, _, _ in self._tabs]
        if target.kind in names:
            self.show_tab(names.index(target.kind))
        if isinstance(target.key, UUID):
            self._wanted = target.key
            self._choose_wanted()
        elif isinstance(target.key, int):
            self.show_year(target.key)

    def place(self) -> Target:
        return Target(page=self.name, kind=self._tabs[self.tabs.currentIndex()][0], key=self.year)

    def tab(self) -> YearTab:
        """Return the tab in front."""
        return self._tabs[self.tabs.currentIndex()][2]

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex(number)
        self.tab().take_focus()

    def show_year(self, year: int) -> None:
        """Show another year."""
        if year != self.year:
            self.year = year
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _show(self, asked: int, read: YearRead) -> None:
        if asked != self._asked:
            return
        self.read = read
        self.head.show_read(read)
        self.new.setVisible(not self.table.refusal())
        for _, _, tab in self._tabs:
            tab.show_read(read)
        self._deck.show_content()
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        if self.read is None or self._wanted is None:
            return
        for one in self.read.drills:
            if one.id == self._wanted:
                self._wanted = None
                self.tab().choose(one)

    def _not_read(self, error: Exception) -> None:
        self.mark_stale()
        self._seat.messages.problem(error)
        if self.read is None:
            self._deck.show_state("warning-circle", tr("Not loaded"), sentence(error))

    def _on_tab_wanted(self, name: str) -> None:
        names = [tab for tab, _, _ in self._tabs]
        if name in names:
            self.show_tab(names.index(name))
        if name == year_head.TABLE:
            self.table.panel.show_only("conflicts")

    def _connect(self) -> None:
        self.head.year_wanted.connect(self.show_year)
        self.head.tab_wanted.connect(self._on_tab_wanted)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.new.clicked.connect(self.begin_from_template)
        self.asking.made.connect(self._show_made)
        self.asking.left.connect(lambda: self.tab().take_focus())
        self.export.clicked.connect(self.open_export)
        self.plans.clicked.connect(partial(self._open, "plans"))
        for _, _, tab in self._tabs:
            tab.changed.connect(self.refresh)

    def _open(self, page: str) -> None:
        self._seat.navigation.open(Target(page=page))

    def _add_actions(self) -> None:
        actions = self._seat.actions
        for number, (_, title, _) in enumerate(self._tabs):
            actions.add(
                self, title, f"Ctrl+{number + 1}", partial(self.show_tab, number), page=self.name
            )
        add = partial(actions.add, self, page=self.name)
        add(N_("New drill"), "Ctrl+N", self._begin_new, icon="plus")
        add(N_("New drill from a template"), _NEW_KEY, self.begin_from_template, icon="plus")
        add(N_("Copy the drill in front"), "Ctrl+D", self._copy_front, icon="copy")
        add(HELD_WORDS, HELD_KEY, self._note_held, icon="calendar-check")
        add(N_("Search"), "Ctrl+F", self._search, icon="magnifying-glass")
        add(N_("Save"), "Ctrl+S", self._submit, icon="floppy-disk")
        add(N_("Undo the last move"), "Ctrl+Z", lambda: self.tab().undo())
        add(N_("Give up what was typed, or put back what is held"), "Esc", self._give_up)
        add(N_("Take the year out as a file"), "Ctrl+E", self.open_export, icon="download-simple")
        add(N_("Year before"), "Ctrl+PgUp", lambda: self.show_year(self.year - 1))
        add(N_("Year after"), "Ctrl+PgDown", lambda: self.show_year(self.year + 1))

        for panel in (self.rules.rules, self.periods.periods):
            actions.add(
                panel.table, N_("Remove"), "Del", panel.remove.click, page=self.name, icon="trash"
            )

    def begin_from_template(self) -> None:
        """Ask for a new drill of the year in front that begins with a template."""
        if not self.table.refusal():
            self.asking.begin(None, year=self.year)

    def _show_made(self, one: Drill) -> None:
        """Bring a drill that was begun to the front of the table."""
        self.year = one.year
        self.go_to(Target(page=self.name, kind="table", key=one.id))
        self.refresh()

    def open_export(self) -> None:
        """Offer the year as papers, workbooks and a calendar."""
        below = self.export.mapToGlobal(self.export.rect().bottomLeft())
        self.exporting.open_menu(self.year, self._subscription, below)

    def _note_subscription(self, path: str) -> None:
        self._subscription = path

    def _begin_new(self) -> None:
        if self.tab() in (self.calendar, self.gantt):
            self.show_tab(0)
        self.tab().begin_new()

    def _copy_front(self) -> None:
        if self._is_in_table():
            self.table.copy_front()

    def _note_held(self) -> None:
        if self._is_in_table():
            self.table.note_held()

    def _is_in_table(self) -> bool:
        """Bring the drill in front of a calendar to the front of the table; False without one."""
        tab = self.tab()
        if isinstance(tab, YearBoard):
            one = tab.canvas().present()
            if one is None:
                return False
            self.show_tab(0)
            return self.table.choose(one)
        return tab is self.table

    def _search(self) -> None:
        if self.tab() in (self.calendar, self.gantt):
            self.show_tab(0)
        self.tab().search()

    def _submit(self) -> None:
        if self.asking.isVisible():
            self.asking.confirm()
        else:
            self.tab().submit()

    def _give_up(self) -> None:
        if self.asking.isVisible():
            self.asking.close_bar()
        else:
            self.tab().give_up()

    def _build(self) -> None:
        for _, title, tab in self._tabs:
            self.tabs.addTab(tr(title))
            self._stack.addWidget(tab)
        line = QHBoxLayout()
        line.addWidget(self.tabs)
        line.addStretch()
        line.addWidget(self.new)
        line.addWidget(self.export)
        line.addWidget(self.plans)
        inner = QWidget()
        below = QVBoxLayout(inner)
        below.setContentsMargins(0, 0, 0, 0)
        scaled.gap(below, 2)
        below.addLayout(line)
        below.addWidget(self._stack, 1)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addWidget(self.head)
        layout.addWidget(self.asking)
        self._deck = Deck(inner)
        layout.addWidget(self._deck, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Roomy(content, width=_LEAST_W, height=_LEAST_H))
        self.setFocusProxy(self.table.panel.table)
        self._deck.show_loading()

    def _read_words(self) -> None:
        for number, (_, title, _) in enumerate(self._tabs):
            self.tabs.setTabText(number, tr(title))
        self.tabs.setAccessibleName(tr("Ways to look at the year"))
        self.new.setText(tr(_NEW_WORDS))
        self.plans.setText(tr("Plans"))
        self.export.setText(tr("Export"))

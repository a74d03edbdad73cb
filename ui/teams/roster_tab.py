"""The roster (名册): which teams there are, found by a few characters, opened by Enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.kernel.words import N_
from commandcenter.teams.model.strength import RosterQuery, totals
from commandcenter.teams.model.team import Line
from commandcenter.teams.service import roster
from commandcenter.teams.sheets import SheetKind, sheet_kinds
from ui.records.import_panel import ImportPanel
from ui.records.refusal import may
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.shell.view import View
from ui.teams import card_team, import_reading, roster_columns
from ui.teams.card_team import TeamCard, Whole
from ui.teams.roster_columns import ColumnChoice
from ui.teams.roster_filter import FilterBar, Wanted, words_of
from ui.teams.roster_terms import CATEGORY, Terms
from ui.teams.roster_totals import TotalsBar
from ui.teams.tab import PAGE, Tab
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.states import Deck
from ui.widgets.words import language, tr

ROSTER, TEAM = "roster", "team"
_EXPORTED = N_("Saved {name}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The roster as read, and the open card.

    Attributes:
        words: What a typed text is looked for in, by team; the dictionary of pinyin is
            loaded where the reading is done, not while somebody types.
    """

    lines: tuple[Line, ...]
    words: dict[UUID, str]
    whole: Whole | None


class RosterTab(Tab):
    """Totals, filter line and table; the card of a team opens in their place."""

    kinds = (ROSTER, TEAM)

    def __init__(self, db: Database, seat: Seat, view: View) -> None:
        super().__init__(db, seat)
        self._lines: tuple[Line, ...] = ()
        self._words: dict[UUID, str] = {}
        self._open: UUID | None = None
        self.totals = TotalsBar()
        self.filter = FilterBar()
        self.count = Label(tone="note")
        self.new = KeyButton(key="Ctrl+N", icon="plus")
        self.columns_button = KeyButton(key="Ctrl+Shift+K", icon="columns")
        made = roster_columns.columns(lambda: self.terms, seat.clock)
        self.table = RecordTable(
            list(made.values()), lambda line: line.team.id, stretch=list(made).index("name")
        )
        self.columns = ColumnChoice(self.table, made, view)
        self.card = TeamCard(db, seat)
        self.importing = ImportPanel(import_reading.import_use(db), seat, view)
        self._offered: Sequence[SheetKind] = ()
        self.import_button = KeyButton(key="Ctrl+Shift+I", icon="upload-simple")
        self.export_button = KeyButton(key="Ctrl+E", icon="download-simple")
        self.tools = QHBoxLayout()
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.read_words()

    def reading(self) -> Callable[[], Any]:
        return partial(_read, self.db, self._open, self.seat)

    def show_read(self, read: _Read) -> None:
        self._lines, self._words = read.lines, read.words
        self.show_found()
        if read.whole is not None and read.whole.card.team.id == self._open:
            self.card.show_whole(read.whole)
            if not self.is_card_open():
                self._stack.setCurrentWidget(self.card)
                self.card.setFocus()

    def show_terms(self, terms: Terms) -> None:
        super().show_terms(terms)
        self.filter.show_terms(terms)
        self.card.show_terms(terms)
        self._offer()
        self.show_found()

    def show_found(self) -> None:
        """Show what fits the filter, and what it adds up to."""
        wanted = self.filter.wanted()
        fitting = [
            line
            for line in self._lines
            if (wanted.with_retired or not line.team.is_retired)
            and wanted.fits(line, self._words.get(line.team.id, ""))
        ]
        found = [
            line for line in fitting if not wanted.category or line.team.category == wanted.category
        ]
        added = totals(fitting, self.terms.codes(CATEGORY))
        self.totals.show_totals(added, self.terms, wanted.category)
        self.table.show_records(found)
        if found and self.table.present() is None:
            self.table.setCurrentIndex(self.table.records.index(0, 0))
        every = sum(wanted.with_retired or not line.team.is_retired for line in self._lines)
        self.count.setText(tr("{count} of {total}").format(count=len(found), total=every))
        self._show_state(found_any=bool(found), is_filtered=wanted != Wanted())

    def show_wanted(self, wanted: Wanted) -> None:
        """Show the list with another filter."""
        self.close_card()
        self.filter.ask(wanted)
        self.table.setFocus()

    def open_team(self, team_id: UUID) -> None:
        """Open the card of a team."""
        self._open = team_id
        self.table.choose(team_id)
        self.refresh()

    def go_to(self, target: Target) -> None:
        if target.kind == TEAM and isinstance(target.key, UUID):
            self.open_team(target.key)
        else:
            self.close_card()

    def place(self) -> Target:
        if self._open is None:
            return Target(page=PAGE, kind=ROSTER)
        return Target(page=PAGE, kind=TEAM, key=self._open)

    def close_card(self) -> None:
        """Show the list again, where it was."""
        self._open = None
        self._stack.setCurrentIndex(0)
        self.table.setFocus()

    def search(self) -> None:
        if self.is_card_open():
            self.card.search()
        else:
            self.filter.line.setFocus()
            self.filter.line.selectAll()

    def begin_new(self) -> None:
        if self._open is not None:
            self.card.begin_part()
        elif may(self.seat, Right.MANAGE_TEAMS):
            self._stack.setCurrentWidget(self.card)
            self.card.begin_new()

    def submit(self) -> None:
        if self._stack.currentWidget() is self.importing:
            self.importing.submit()
        elif self.is_card_open():
            self.card.submit()

    def give_up(self) -> None:
        if self._stack.currentWidget() is self.importing:
            self.importing.give_up()
        elif self.is_card_open():
            self.card.give_up()
        elif self.filter.wanted() != Wanted():
            self.filter.ask(Wanted())
            self.table.setFocus()

    def open_import(self) -> None:
        """Let the user bring a roster in from a table."""
        if may(self.seat, Right.MANAGE_TEAMS):
            self._stack.setCurrentWidget(self.importing)
            self.importing.setFocus()

    def open_export(self) -> None:
        """Ask for a file and save the roster there as a workbook."""
        dialog = QFileDialog(self, tr("Export to Excel"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Excel (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{tr('Roster')}.xlsx")
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Save the roster in this file."""
        officer = self.seat.officer()
        call = partial(import_reading.exported, self.db, path, self._offered, officer, tr)
        messages = self.seat.messages
        self.seat.background.read(
            self, call, lambda name: messages.say(_EXPORTED, name=name), messages.problem
        )

    def is_card_open(self) -> bool:
        """Say whether a card stands in front of the list."""
        return self._stack.currentWidget() is self.card

    def read_words(self) -> None:
        self.new.setText(tr("New team"))
        self.new.setEnabled(may(self.seat, Right.MANAGE_TEAMS))
        self.columns_button.setText(tr("Columns"))
        self.import_button.setText(tr("Import"))
        self.import_button.setEnabled(may(self.seat, Right.MANAGE_TEAMS))
        self.export_button.setText(tr("Export to Excel"))
        self.export_button.setEnabled(may(self.seat, Right.EXPORT))
        self._offer()
        self.table.setAccessibleName(tr("Roster"))
        self.show_found()

    def choose_columns(self) -> None:
        """Open the menu of columns."""
        menu = self.columns.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

    def _build(self) -> None:
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 4, 3, 4, 3)
        scaled.gap(inner, 2)
        self._found = Deck(self.table)
        inner.addWidget(self.filter)
        inner.addWidget(self._found, 1)
        foot = self.tools
        scaled.gap(foot, 3)
        foot.addWidget(self.count)
        foot.addStretch()
        foot.addWidget(self.import_button)
        foot.addWidget(self.export_button)
        foot.addWidget(self.columns_button)
        foot.addWidget(self.new)
        inner.addLayout(foot)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(self.totals)
        layout.addWidget(card, 1)
        self._stack.addWidget(content)
        self._stack.addWidget(self.card)
        self._stack.addWidget(self.importing)
        self.put(self._stack)
        self.setFocusProxy(self.table)
        self.table.horizontalHeader().setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _connect(self) -> None:
        self.filter.changed.connect(lambda _wanted: self.show_found())
        self.totals.chosen.connect(self.filter.choose_category)
        self.table.opened.connect(lambda line: self.open_team(line.team.id))
        self.new.clicked.connect(self.begin_new)
        self.columns_button.clicked.connect(self.choose_columns)
        header = self.table.horizontalHeader()
        header.customContextMenuRequested.connect(lambda _at: self.choose_columns())
        self._found.acted.connect(self._act)
        self.import_button.clicked.connect(self.open_import)
        self.export_button.clicked.connect(self.open_export)
        self.importing.closed.connect(self.close_card)
        self.importing.imported.connect(self.refresh)
        self.importing.imported.connect(self.close_card)
        self.card.closed.connect(self.close_card)
        self.card.changed.connect(self.refresh)
        self.card.saved_new.connect(self.open_team)

    def _offer(self) -> None:
        self._offered = sheet_kinds(self.terms.of, self.terms.areas, language=language())
        self.importing.offer(self._offered)

    def _act(self) -> None:
        if self.filter.wanted() == Wanted():
            self.begin_new()
        else:
            self.filter.ask(Wanted())

    def _show_state(self, *, found_any: bool, is_filtered: bool) -> None:
        if found_any or not self.has_content:
            self._found.show_content()
        elif is_filtered:
            self._found.show_state(
                "magnifying-glass",
                tr("No team fits"),
                tr("Nobody in the roster has all of this."),
                action=tr("Show all"),
                key="Esc",
            )
        elif self._lines:
            self._found.show_state("archive-box", tr("All teams are retired"), "")
        else:
            may_add = may(self.seat, Right.MANAGE_TEAMS)
            self._found.show_state(
                "users-three",
                tr("No teams yet"),
                tr("Here stand all teams with their people, equipment and readiness."),
                action=tr("New team") if may_add else "",
                key="Ctrl+N" if may_add else "",
            )


def _read(db: Database, open_card: UUID | None, seat: Seat) -> _Read:
    every = RosterQuery(with_retired=True)
    officer, at, drill_id = seat.officer(), seat.clock(), seat.drill_id
    lines = roster.lines(db, every, officer=officer, at=at, drill_id=drill_id)
    whole = None
    if open_card is not None:
        whole = card_team.read(db, open_card, officer=officer, at=at, drill_id=drill_id)
    return _Read(lines=lines, words={line.team.id: words_of(line) for line in lines}, whole=whole)

"""The management page (管理)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.model import Account, Organisation, Person, Rule, Term, initials
from commandcenter.directory.service import accounts, people, rules, terms
from commandcenter.drills.model.evaluation import Item
from commandcenter.drills.service import evaluation_items
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.service import shifts
from commandcenter.incidents.model.deadline import ReportRule
from commandcenter.incidents.model.level import LevelRule
from commandcenter.incidents.model.standard import Version
from commandcenter.incidents.service import standards
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.directory.accounts_panel import AccountsPanel
from ui.directory.deadlines_panel import DeadlinesPanel
from ui.directory.evaluation_items_panel import EvaluationItemsPanel
from ui.directory.levels_panel import LevelsPanel
from ui.directory.people_panel import PeoplePanel
from ui.directory.rules_panel import RulesPanel
from ui.directory.shifts_panel import ShiftsPanel
from ui.directory.terms_panel import TermsPanel
from ui.records.panel import RecordPanel
from ui.shell.actions import Actions
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets.roomy import Roomy
from ui.widgets.states import Deck
from ui.widgets.words import tr

_TABS = (
    N_("People"),
    N_("Accounts"),
    N_("Rules"),
    N_("Shifts"),
    N_("Levels"),
    N_("Report deadlines"),
    N_("Dictionaries"),
    N_("Evaluation items"),
)
_KINDS = ("person", "account", "rule", "shift", "level_rule", "report_rule", "term", "item")
_INCIDENT_KINDS = "incident_kind"
_ITEM_GROUPS = evaluation_items.GROUPS
_BEFORE, _AHEAD = timedelta(days=1), timedelta(days=14)
_LEAST_W, _LEAST_H = 900, 440  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class _Everything:
    people: tuple[Person, ...]
    organisations: tuple[Organisation, ...]
    accounts: tuple[Account, ...]
    rules: tuple[Rule, ...]
    shifts: tuple[Shift, ...]
    terms: tuple[Term, ...]
    levels: tuple[Version[LevelRule], ...]
    deadlines: tuple[Version[ReportRule], ...]
    items: tuple[Item, ...]


class ManagementPage(Page):
    """People, accounts, rules, shifts, standards of reporting and dictionaries, a tab each."""

    name = "management"
    parts = frozenset({"directory", "duty", "handover", "incidents", "drills"})

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__()
        self._db = db
        self._background = seat.background
        self._messages = seat.messages
        self._clock = seat.clock
        self.people = PeoplePanel(db, seat)
        self.accounts = AccountsPanel(db, seat)
        self.rules = RulesPanel(db, seat)
        self.shifts = ShiftsPanel(db, seat)
        self.levels = LevelsPanel(db, seat)
        self.deadlines = DeadlinesPanel(db, seat)
        self.terms = TermsPanel(db, seat)
        self.items = EvaluationItemsPanel(db, seat)
        self.panels: tuple[RecordPanel, ...] = (
            self.people,
            self.accounts,
            self.rules,
            self.shifts,
            self.levels,
            self.deadlines,
            self.terms,
            self.items,
        )
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self._stack = QStackedWidget()
        self._has_content = False
        self._wanted: object = None  # a record that a link leads to, until it is in the list
        self._build()
        self._add_actions(seat.actions)

    def refresh(self) -> None:
        today = day_of(self._clock())
        call = partial(_read, self._db, today - _BEFORE, today + _AHEAD)
        self._background.read(self, call, self._show, self._not_read)

    def go_to(self, target: Target) -> None:
        if target.kind in _KINDS:
            self._open_tab(_KINDS.index(target.kind))
            self._wanted = target.key
            self._choose_wanted()

    def place(self) -> Target:
        present = self._panel().table.present()
        key = None if present is None else self._panel().key_of(present)
        return Target(page=self.name, kind=_KINDS[self.tabs.currentIndex()], key=key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        for text, panel in zip(_TABS, self.panels, strict=True):
            self.tabs.addTab(tr(text))
            self._stack.addWidget(panel)
            panel.changed.connect(self.refresh)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self._stack, 1)
        self._deck = Deck(content)
        self._deck.acted.connect(self.refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(self._deck, width=_LEAST_W, height=_LEAST_H))
        self.setFocusProxy(self.people.table)
        self._deck.show_loading()
        self._read_words()

    def _add_actions(self, actions: Actions) -> None:
        add = partial(actions.add, self, page=self.name)
        for number, text in enumerate(_TABS):
            add(text, f"Ctrl+{number + 1}", partial(self._open_tab, number))
        add(N_("Search"), "Ctrl+F", self._search, icon="magnifying-glass")
        add(N_("New"), "Ctrl+N", lambda: self._panel().begin_new(), icon="plus")
        add(N_("Save"), "Ctrl+S", lambda: self._panel().submit(), icon="floppy-disk")
        add(N_("Give up what was typed"), "Esc", lambda: self._panel().give_up())

    def _panel(self) -> RecordPanel:
        return self.panels[self.tabs.currentIndex()]

    def _open_tab(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        self._panel().table.setFocus()

    def _choose_wanted(self) -> None:
        if isinstance(self._wanted, (UUID, str, tuple)) and self._panel().choose(self._wanted):
            self._wanted = None

    def _search(self) -> None:
        self._panel().search.setFocus()
        self._panel().search.selectAll()

    def _show(self, read: _Everything) -> None:
        self._has_content = True
        self._deck.show_content()
        self.people.show_people(read.people, read.organisations)
        self.accounts.show_accounts(read.accounts, read.people)
        self.rules.show_records(read.rules)
        self.shifts.show_shifts(read.shifts, read.people)
        kinds = [one for one in read.terms if one.dictionary == _INCIDENT_KINDS and one.is_active]
        self.levels.show_criteria(read.levels, kinds)
        self.deadlines.show_versions(read.deadlines)
        self.terms.show_terms(read.terms)
        groups = [one for one in read.terms if one.dictionary == _ITEM_GROUPS and one.is_active]
        self.items.show_items(read.items, groups)
        self._choose_wanted()

    def _not_read(self, error: Exception) -> None:
        self.mark_stale()
        self._messages.problem(error)
        if not self._has_content:
            self._deck.show_state(
                "warning-circle", tr("Not loaded"), sentence(error), action=tr("Try again")
            )

    def _read_words(self) -> None:
        for number, text in enumerate(_TABS):
            self.tabs.setTabText(number, tr(text))
        self.tabs.setAccessibleName(tr("Management"))


def _read(db: Database, first: date, last: date) -> _Everything:
    everybody = people.find(db)
    for person in everybody:
        initials(person.name)  # the dictionary of pinyin is loaded here, not while typing
    return _Everything(
        people=everybody,
        organisations=people.organisations(db),
        accounts=accounts.everyone(db),
        rules=rules.everything(db),
        shifts=shifts.between(db, first, last),
        terms=terms.everything(db),
        levels=standards.level_versions(db),
        deadlines=standards.report_versions(db),
        items=evaluation_items.everything(db),
    )

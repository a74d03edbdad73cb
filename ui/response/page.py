"""The page of emergency response (应急响应)."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.incidents.model.response import Response
from commandcenter.incidents.service import response as service
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.response import terms as terms_reading
from ui.response.command_tab import CommandTab
from ui.response.consultation_tab import ConsultationTab
from ui.response.decree_tab import DecreeTab
from ui.response.evacuation_tab import EvacuationTab
from ui.response.matrix_tab import MatrixTab
from ui.response.response_list import ResponseList
from ui.response.tab import PAGE, Tab
from ui.response.terms import Terms
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.shell.view import View
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.roomy import Roomy
from ui.widgets.states import Deck
from ui.widgets.words import tr

_LEAST_W, _LEAST_H = 1_120, 480  # px at 100 %
_LIST_W, _COMPACT_LIST_W = 340, 232
_SECOND_MS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the list shows."""

    active: tuple[Response, ...]
    ended: tuple[Response, ...]


class ResponsePage(Page):
    """The responses on the left; on the right a tab for each side of the one in front."""

    name = PAGE
    parts = frozenset({"response", "matters", "directory"})

    def __init__(self, db: Database, seat: Seat, view: View) -> None:
        super().__init__()
        self._db = db
        self._seat = seat
        self._terms: Terms | None = None
        self._wanted: UUID | None = None
        self._is_read = False
        self._asked = 0
        self.list = ResponseList(seat.clock)
        self.new = KeyButton(key="Ctrl+N", kind="primary", icon="plus")
        self._title = Label(tone="heading")
        self._count = Label(tone="note")
        self._refusal = Label(tone="note")
        self.decree = DecreeTab(db, seat)
        self.matrix = MatrixTab(db, seat)
        self.consultation = ConsultationTab(db, seat)
        self.evacuation = EvacuationTab(db, seat, view)
        self.command = CommandTab(db, seat)
        self._tabs: tuple[tuple[str, Tab], ...] = (
            (N_("Response"), self.decree),
            (N_("Measures (633)"), self.matrix),
            (N_("Consultations"), self.consultation),
            (N_("Evacuation"), self.evacuation),
            (N_("Command"), self.command),
        )
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.paper = KeyButton(key="Ctrl+P", kind="bare", icon="printer")
        self._stack = QStackedWidget()
        self._deck = Deck(self.list)
        self._second = QTimer(self, interval=_SECOND_MS)
        self._build()
        self._connect()
        self._add_actions()
        self._read_words()
        self._second.start()

    def refresh(self) -> None:
        for _, tab in self._tabs:
            tab.mark_stale()
        if self._terms is None:
            call = partial(terms_reading.read, self._db, on=day_of(self._seat.clock()))
            self._seat.background.read(self, call, self._show_terms, self._not_read)
        self._asked += 1
        done = partial(self._show, self._asked)
        self._seat.background.read(
            self, partial(_read, self._db, self._seat.drill_id), done, self._not_read
        )

    def on_answer(self, changed: frozenset[str]) -> None:
        if "directory" in changed:
            self._terms = None
        super().on_answer(changed)

    def go_to(self, target: Target) -> None:
        named = _response_of(target.key) if target.kind != "new" else None
        if named is not None and not self.list.choose(named):
            self._wanted = named
        for number, (_, tab) in enumerate(self._tabs):
            if target.kind in tab.kinds:
                self.show_tab(number)
                tab.go_to(target)

    def place(self) -> Target:
        one = self.list.present()
        kind = self.tab().kinds[0]
        return Target(page=self.name, kind=kind, key=None if one is None else one.id)

    def tab(self) -> Tab:
        """Return the tab in front."""
        return self._tabs[self.tabs.currentIndex()][1]

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex(number)
        self.tab().take_focus()

    def begin_new(self) -> None:
        """Write what the tab in front lists; a response from the list and from its own tab."""
        if self.list.hasFocus() or self.list.present() is None:
            self.activate()
        else:
            self.tab().begin_new()

    def activate(self) -> None:
        """Write a new response."""
        self.tabs.setCurrentIndex(0)
        self.decree.begin_new()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()
            if self._terms is not None:
                self._show_terms(self._terms)
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_side"):
            self._set_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side()

    def _show(self, asked: int, read: Read) -> None:
        if asked != self._asked:
            return
        self._is_read = True
        self.list.show_responses(read.active, read.ended)
        known = (*read.active, *read.ended)
        self._count.setText(str(len(read.active)))
        if known:
            self._deck.show_content()
        else:
            self._deck.show_state(
                "shield-check", tr("No response is active"), tr("Activate one with Ctrl+N.")
            )
        if self._wanted is not None and self.list.choose(self._wanted):
            self._wanted = None
        if self.list.present() is None and known:
            self.list.choose(known[0].id)
        self._show_front()

    def open_paper(self) -> None:
        """Open the paper of what is in front, as it prints."""
        if self.list.present() is not None:
            self._seat.navigation.open(self.tab().paper()[1])

    def _show_front(self) -> None:
        one = self.list.present()
        for _, tab in self._tabs:
            tab.show_response(one)
        self.tab().refresh_if_stale()
        self._show_paper_name()

    def _show_paper_name(self) -> None:
        self.paper.setText(tr(self.tab().paper()[0]))
        self.paper.setVisible(self.list.present() is not None)

    def _show_terms(self, terms: Terms) -> None:
        self._terms = terms
        self.list.terms = terms
        self.list.viewport().update()
        for _, tab in self._tabs:
            tab.show_terms(terms)

    def _not_read(self, error: Exception) -> None:
        self.mark_stale()
        self._seat.messages.problem(error)
        if not self._is_read:
            self._deck.show_state("warning-circle", tr("Not loaded"), sentence(error))

    def _on_activated(self, one: Response) -> None:
        self._wanted = one.id

    def _on_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._tabs[number][1].refresh_if_stale()
        self._show_paper_name()

    def _tick(self) -> None:
        if self.isVisible():
            self.list.tick()
            self.tab().tick()

    def _connect(self) -> None:
        self.decree.activated = self._on_activated
        self.list.chosen.connect(lambda _one: self._show_front())
        self.new.clicked.connect(self.activate)
        self.paper.clicked.connect(self.open_paper)
        self.tabs.currentChanged.connect(self._on_tab)
        self._second.timeout.connect(self._tick)
        for _, tab in self._tabs:
            tab.changed.connect(self.refresh)
            tab.failed.connect(self.mark_stale)

    def _add_actions(self) -> None:
        actions = self._seat.actions
        for number, (title, _) in enumerate(self._tabs):
            actions.add(
                self, title, f"Ctrl+{number + 1}", partial(self.show_tab, number), page=self.name
            )
        add = partial(actions.add, self, page=self.name)
        add(N_("Activate a response"), "Ctrl+Shift+N", self.activate, icon="shield-check")
        add(N_("New"), "Ctrl+N", self.begin_new, icon="plus")
        add(N_("List of responses"), "Ctrl+0", self.list.setFocus)
        add(N_("Search"), "Ctrl+F", lambda: self.tab().search(), icon="magnifying-glass")
        add(N_("Save"), "Ctrl+S", lambda: self.tab().submit(), icon="floppy-disk")
        add(N_("Paper of what is in front"), "Ctrl+P", self.open_paper, icon="printer")
        add(N_("Give up what was typed, or go back"), "Esc", lambda: self.tab().give_up())
        decree = partial(actions.add, self.decree, page=self.name)
        decree(N_("Change the level"), "Ctrl+R", partial(self.decree.begin, "change"))
        decree(N_("End the response"), "Ctrl+Shift+E", partial(self.decree.begin, "end"))
        actions.add(
            self.matrix,
            N_("Township has done everything"),
            "Ctrl+Return",
            self.matrix.finish_row,
            page=self.name,
        )
        actions.add(
            self.consultation,
            N_("Close the task"),
            "Ctrl+Return",
            self.consultation.close_task,
            page=self.name,
        )
        people = partial(actions.add, self.evacuation, page=self.name)
        people(N_("Details of a person"), "Ctrl+E", self.evacuation.open_detail)
        people(N_("Choose all rows"), "Ctrl+A", self.evacuation.pick_all)
        people(N_("Import people from a table"), "Ctrl+Shift+I", self.evacuation.open_import)
        importing = self.evacuation.importing
        actions.add(importing, N_("Choose a file"), "Ctrl+O", importing.open_file, page=self.name)

    def _set_side(self) -> None:
        width = _COMPACT_LIST_W if scaled.is_compact(self) else _LIST_W
        self._side.setFixedWidth(theme.px(width))

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.margins(head, 4, 2, 4, 1)
        scaled.gap(head, 2)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch()
        self._refusal.setWordWrap(True)
        foot = QVBoxLayout()
        scaled.margins(foot, 4, 2, 4, 3)
        foot.addWidget(self._refusal)
        foot.addWidget(self.new)
        self._side = Card()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addLayout(head)
        side.addWidget(self._deck, 1)
        side.addLayout(foot)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        scaled.gap(right, 1)
        for title, tab in self._tabs:
            self.tabs.addTab(tr(title))
            self._stack.addWidget(tab)
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch()
        head.addWidget(self.paper)
        right.addLayout(head)
        right.addWidget(self._stack, 1)
        content = QWidget()
        layout = QHBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(self._side)
        layout.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Roomy(content, width=_LEAST_W, height=_LEAST_H))
        self.setFocusProxy(self.list)
        self._deck.show_loading()

    def _read_words(self) -> None:
        for number, (title, _) in enumerate(self._tabs):
            self.tabs.setTabText(number, tr(title))
        self.tabs.setAccessibleName(tr("Response"))
        self.list.setAccessibleName(tr("Responses"))
        self._title.setText(tr("Responses"))
        self._show_paper_name()
        self.new.setText(tr("Activate"))
        self.new.set_key("Ctrl+Shift+N")
        refusal = self.decree.refusal(Right.RESPOND)
        self.new.setEnabled(not refusal)
        self._refusal.setText(refusal)
        self._refusal.setVisible(bool(refusal))


def _response_of(key: object) -> UUID | None:
    """Return the response that a target names: itself, or the first of a pair."""
    first = key[0] if isinstance(key, tuple) and key else key
    return first if isinstance(first, UUID) else None


def _read(db: Database, drill_id: UUID | None) -> Read:
    active = service.active(db, drill_id=drill_id)
    newest = service.newest(db, drill_id=drill_id)
    return Read(
        active=tuple(sorted(active, key=lambda one: (one.stage.rank, one.started_at))),
        ended=tuple(one for one in newest if not one.is_active),
    )

"""The page of emergency plans (预案)."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.kernel.words import N_
from ui.drills import plan_reading
from ui.drills.plan_panel import FILES, LEVELS, PlanPanel
from ui.drills.plan_reading import Library
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.roomy import Roomy
from ui.widgets.states import Deck
from ui.widgets.words import tr

PAGE = "plans"
_LEAST_W, _LEAST_H = 1_120, 480  # px at 100 %
_FILTER_LETTERS = 8


class PlansPage(Page):
    """The library of plans; Ctrl+1 to Ctrl+4 turn the card of the one in front."""

    name = PAGE
    parts = frozenset({"drills", "directory"})

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__()
        self._db = db
        self._seat = seat
        self._asked = 0
        self._wanted: UUID | None = None
        self.library: Library | None = None
        self.panel = PlanPanel(db, seat)
        self._title = Label(tone="title")
        self.year = KeyButton(key="F7", kind="bare", icon="flag")
        self._build()
        self._add_actions()
        self._read_words()

    def refresh(self) -> None:
        self._asked += 1
        call = partial(plan_reading.read, self._db, at=self._seat.clock())
        self._seat.background.read(self, call, partial(self._show, self._asked), self._not_read)

    def go_to(self, target: Target) -> None:
        if isinstance(target.key, UUID):
            self._wanted = target.key
            self._choose_wanted()

    def place(self) -> Target:
        card = self.panel.table.present()
        return Target(page=self.name, kind="plan", key=None if card is None else card.plan.id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _show(self, asked: int, library: Library) -> None:
        if asked == self._asked:
            self.library = library
            self.panel.show_library(library)
            self._deck.show_content()
            self._choose_wanted()

    def _choose_wanted(self) -> None:
        if self.library is None or self._wanted is None:
            return
        for box in self.panel.filters():
            box.set_code("")
        self.panel.wanted.set_code("all")
        if self.panel.choose(self._wanted):
            self._wanted = None

    def _not_read(self, error: Exception) -> None:
        self.mark_stale()
        self._seat.messages.problem(error)
        if self.library is None:
            self._deck.show_state("warning-circle", tr("Not loaded"), sentence(error))

    def _open_drill(self, drill_id: object) -> None:
        self._seat.navigation.open(Target(page="drill", kind="drill", key=drill_id))

    def _add_actions(self) -> None:
        panel, add = self.panel, partial(self._seat.actions.add, self, page=self.name)
        titles = (N_("Facts"), N_("Levels and actions"), N_("Files"), N_("Editions and drills"))
        for at, title in enumerate(titles):
            add(title, f"Ctrl+{at + 1}", partial(panel.show_view, at))
        add(N_("New plan"), "Ctrl+N", panel.begin_new, icon="plus")
        add(N_("New edition of the plan in front"), "Ctrl+R", panel.begin_revision)
        add(N_("Attach a file"), "Ctrl+O", self._attach, icon="paperclip")
        add(N_("Search"), "Ctrl+F", panel.search.setFocus, icon="magnifying-glass")
        add(N_("Save"), "Ctrl+S", panel.submit, icon="floppy-disk")
        add(N_("Give up what was typed, or go back"), "Esc", panel.give_up)

    def _attach(self) -> None:
        self.panel.show_view(FILES)
        self.panel.files.choose_files()

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.gap(head, 2)
        head.addWidget(self._title)
        head.addSpacing(16)
        for box in self.panel.filters():
            box.setMinimumContentsLength(_FILTER_LETTERS)
            head.addWidget(box)
        head.addStretch()
        head.addWidget(self.year)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        scaled.gap(inner, 2)
        inner.addLayout(head)
        self._deck = Deck(self.panel)
        inner.addWidget(self._deck, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(content, width=_LEAST_W, height=_LEAST_H))
        self.setFocusProxy(self.panel.table)
        self._deck.show_loading()
        self.panel.changed.connect(self.refresh)
        self.panel.table.opened.disconnect()
        self.panel.table.opened.connect(lambda _card: self.panel.show_view(LEVELS))
        self.panel.chain.drill_wanted.connect(self._open_drill)
        self.year.clicked.connect(partial(self._seat.navigation.open, Target(page="drills")))

    def _read_words(self) -> None:
        self._title.setText(tr("Emergency plans"))
        self.year.setText(tr("Year of drills"))
        self.panel.read_words()

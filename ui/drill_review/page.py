"""The page of one drill after it began: evaluation, timings, summary, corrective actions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model.code_words import CONTENT_WORDS, FORM_WORDS, STATE_WORDS
from commandcenter.drills.model.correction import CorrectiveAction
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.service import records
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from ui.drill_review import reading
from ui.drill_review.actions_tab import ActionsTab
from ui.drill_review.expected_tab import ExpectedTab
from ui.drill_review.form_tab import FormTab
from ui.drill_review.merged_tab import MergedTab
from ui.drill_review.observed_tab import ObservedTab
from ui.drill_review.reading import Review
from ui.drill_review.summary_tab import SummaryTab
from ui.drill_review.tab import PAGE, Tab
from ui.records.pick_box import Choice, PickBox
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.initials import initials
from ui.widgets.one_line import OneLine
from ui.widgets.pill import Pill
from ui.widgets.roomy import Roomy
from ui.widgets.states import Deck
from ui.widgets.words import tr

_LEAST_W, _LEAST_H = 1_080, 500  # px at 100 %
_PICK_W, _COMPACT_PICK_W = 420, 300
_SECOND_MS = 1_000
_MOST_PAPERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the page shows: the drills to choose from, and the one in front."""

    drills: tuple[Drill, ...]
    review: Review | None


class DrillReviewPage(Page):
    """A drill at a time, in six tabs; without a target the newest that began.

    Targets: `drill` and the id of a drill, `action` and the id of a corrective action; the
    kinds of the tabs open them, with the id of a drill or none.
    """

    name: ClassVar[str] = PAGE
    parts: ClassVar[frozenset[str]] = frozenset({"drills", "directory"})

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__()
        self._db, self._seat = db, seat
        self._wanted: UUID | None = None
        self._wanted_action: UUID | None = None
        self._has_content = False
        self._asked = 0
        self.review: Review | None = None
        self.pick = PickBox()
        self._state = Pill()
        self._facts = OneLine(role="text_quiet")
        self.form = FormTab(db, seat)
        self.observed = ObservedTab(db, seat)
        self.expected = ExpectedTab(db, seat)
        self.merged = MergedTab(db, seat)
        self.summary = SummaryTab(db, seat)
        self.actions_tab = ActionsTab(db, seat)
        self._tabs: tuple[tuple[str, Tab], ...] = (
            (N_("My form"), self.form),
            (N_("Observations"), self.observed),
            (N_("Expected actions"), self.expected),
            (N_("All forms"), self.merged),
            (N_("Summary report"), self.summary),
            (N_("Corrective actions"), self.actions_tab),
        )
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.papers = [KeyButton(kind="bare", icon="printer") for _ in range(_MOST_PAPERS)]
        self.papers[0].set_key("Ctrl+P")
        self._stack = QStackedWidget()
        self._second = QTimer(self, interval=_SECOND_MS)
        self._build()
        self._connect()
        self._add_actions()
        self._read_words()
        self._second.start()

    def refresh(self) -> None:
        self._asked += 1
        wanted, officer = (self._wanted, self._wanted_action), self._seat.officer()
        call = partial(_read, self._db, *wanted, officer)
        done, failed = partial(self._show, self._asked), partial(self._not_read, self._asked)
        self._seat.background.read(self, call, done, failed)

    def go_to(self, target: Target) -> None:
        if isinstance(target.key, UUID):
            if target.kind == "action":
                self._wanted_action = target.key
            else:
                self._wanted = target.key
            self.refresh()
        for number, (_, tab) in enumerate(self._tabs):
            if target.kind in tab.kinds:
                self.show_tab(number)

    def place(self) -> Target:
        key = self.review.drill.id if self.review is not None else None
        return Target(page=PAGE, kind=self.tab().kinds[0], key=key)

    def tab(self) -> Tab:
        """Return the tab in front."""
        return self._tabs[self.tabs.currentIndex()][1]

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front and give it the keys."""
        self.tabs.setCurrentIndex(number)
        self.tab().take_focus()

    def open_paper(self, number: int = 0) -> None:
        """Open a paper of the tab in front, as it prints."""
        if self.review is not None:
            kind = self.tab().papers[number][1]
            key = self.tab().paper_key(self.review)
            self._seat.navigation.open(Target(page="documents", kind=kind, key=key))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_deck"):
            self._read_words()
            self._show_head()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_deck"):
            self._set_pick()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_pick()

    def _show(self, asked: int, read: Read) -> None:
        if asked != self._asked:
            return
        self._offer(read.drills)
        if read.review is None:
            self._has_content = False
            self._deck.show_state(
                "flag",
                tr("No drill has begun yet"),
                tr("What runs or has ended is evaluated here."),
            )
            return
        is_first, self._has_content = not self._has_content, True
        self.review = read.review
        self._wanted = read.review.drill.id
        self._deck.show_content()
        self.pick.pick(read.review.drill.id)
        self._show_head()
        for _, tab in self._tabs:
            tab.show_review(read.review)
        self.tab().on_front()
        if self._wanted_action is not None:
            self.actions_tab.choose(self._wanted_action)
            self._wanted_action = None
        elif is_first and (self.hasFocus() or self.tabs.hasFocus()):
            self.tab().take_focus()

    def _offer(self, drills: tuple[Drill, ...]) -> None:
        self.pick.offer(
            [
                Choice(
                    id=one.id,
                    name=one.title,
                    detail=f"{_day(one)} {tr(STATE_WORDS[one.state])}",
                    initials=initials(one.title),
                )
                for one in drills
            ]
        )

    def _show_head(self) -> None:
        if self.review is None:
            return
        one = self.review.drill
        is_running = one.state is State.RUNNING
        self._state.set_text(tr(STATE_WORDS[one.state]), tone="drill" if is_running else "")
        facts = (
            tr(CONTENT_WORDS[one.content]),
            tr(FORM_WORDS[one.form]),
            _day(one),
            one.place,
            one.lead_org,
        )
        self._facts.setText(" · ".join(filter(None, facts)))

    def _not_read(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self.mark_stale()
        self._seat.messages.problem(error)
        if not self._has_content:
            self._deck.show_state(
                "warning-circle", tr("Not loaded"), sentence(error), action=tr("Try again")
            )

    def _on_picked(self) -> None:
        picked = self.pick.picked()
        if picked is not None and (self.review is None or picked != self.review.drill.id):
            self._wanted = picked
            self.refresh()

    def _on_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        if self.review is not None:
            self.tab().on_front()
        self._show_papers()

    def _show_papers(self) -> None:
        names = [name for name, _ in self.tab().papers]
        for at, button in enumerate(self.papers):
            button.setVisible(at < len(names))
            button.setText(tr(names[at]) if at < len(names) else "")

    def _tick(self) -> None:
        if self.isVisible() and self.review is not None:
            self.tab().tick()

    def _act(self, act: Callable[[Tab], object]) -> Callable[[], None]:
        def run() -> None:
            if self.review is not None:
                act(self.tab())

        return run

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        for at, button in enumerate(self.papers):
            button.clicked.connect(lambda _checked=False, number=at: self.open_paper(number))
        self.pick.activated.connect(lambda _index: self._on_picked())
        self._deck.acted.connect(self.refresh)
        self._second.timeout.connect(self._tick)
        for _, tab in self._tabs:
            tab.changed.connect(self.refresh)

    def _add_actions(self) -> None:
        add = partial(self._seat.actions.add, self, page=PAGE)
        for number, (title, _) in enumerate(self._tabs):
            add(title, f"Ctrl+{number + 1}", partial(self.show_tab, number))
        add(N_("Choose a drill"), "Ctrl+0", self.pick.begin)
        add(N_("New"), "Ctrl+N", self._act(lambda tab: tab.begin_new()), icon="plus")
        add(N_("Save"), "Ctrl+S", self._act(lambda tab: tab.submit()), icon="floppy-disk")
        add(N_("Give up what was typed"), "Esc", self._act(lambda tab: tab.give_up()))
        add(N_("Paper of this tab"), "Ctrl+P", self.open_paper, icon="printer")

    def _build(self) -> None:
        for title, tab in self._tabs:
            self.tabs.addTab(tr(title))
            self._stack.addWidget(tab)
        head = QHBoxLayout()
        scaled.gap(head, 3)
        head.addWidget(self.pick)
        head.addWidget(self._state)
        head.addWidget(self._facts, 1)
        bar = QHBoxLayout()
        bar.addWidget(self.tabs)
        bar.addStretch()
        for button in self.papers[::-1]:
            bar.addWidget(button)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        scaled.gap(inner, 2)
        inner.addLayout(head)
        inner.addLayout(bar)
        inner.addWidget(self._stack, 1)
        self._deck = Deck(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(self._deck, width=_LEAST_W, height=_LEAST_H))
        self._set_pick()
        self._deck.show_loading()

    def _set_pick(self) -> None:
        width = _COMPACT_PICK_W if scaled.is_compact(self) else _PICK_W
        self.pick.setFixedWidth(theme.px(width))

    def _read_words(self) -> None:
        for number, (title, _) in enumerate(self._tabs):
            self.tabs.setTabText(number, tr(title))
        self.tabs.setAccessibleName(tr("Evaluation"))
        self.pick.setAccessibleName(tr("Drill"))
        self._show_papers()


def _day(one: Drill) -> str:
    at = one.began_at or one.begins_at
    return minute(at) if at is not None else str(one.year)


def _read(db: Database, wanted: UUID | None, action_id: UUID | None, officer: Officer) -> Read:
    """Read the drills and the one that is wanted, else that of an action, else the newest."""
    drills = reading.evaluated(db)
    if action_id is not None:
        action = records.find(db, CorrectiveAction, action_id)
        wanted = action.drill if action is not None else wanted
    found = [one for one in drills if one.id == wanted]
    chosen = (found or drills)[:1]
    review = reading.read(db, chosen[0], officer=officer) if chosen else None
    return Read(drills=drills, review=review)

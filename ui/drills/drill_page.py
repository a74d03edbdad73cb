"""The page of one drill (单场演练): its plan, objectives, people, script, files and history."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.model import initials
from commandcenter.directory.rights import Right, may
from commandcenter.drills.model.code_words import STATE_WORDS
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.service import drills
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.drills import drill_keys, drill_reading, terms
from ui.drills.drill_files_tab import FilesTab
from ui.drills.drill_head import AGAIN, CANCEL_QUESTION, READY, REVIEW, RUN, DrillHead
from ui.drills.drill_held import HeldBar
from ui.drills.drill_history_tab import HistoryTab
from ui.drills.drill_new import NewDrill
from ui.drills.drill_objectives_tab import ObjectivesTab
from ui.drills.drill_people_tab import PeopleTab
from ui.drills.drill_plan_tab import PlanTab
from ui.drills.drill_reading import Known, Whole
from ui.drills.drill_tab import PAGE, DrillTab
from ui.drills.drill_words import when
from ui.drills.script_tab import ScriptTab
from ui.drills.terms import Terms
from ui.records.ask_bar import AskBar
from ui.records.pick_box import Choice, PickBox
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.shell.view import View
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.roomy import Roomy
from ui.widgets.states import Deck
from ui.widgets.words import tr

_LEAST_W, _LEAST_H = 1_080, 500  # px at 100 %
_CHOOSER_W = 340
_STEPPED = N_("{title}: {state}")
TABS = {
    "plan": N_("Plan of the drill"),
    "objectives": N_("Objectives"),
    "people": N_("Units and people"),
    "script": N_("Script"),
    "files": N_("Files"),
    "history": N_("History"),
}


class DrillPage(Page):
    """The drill on top, its sides as tabs below.

    Targets: `drill` shows a drill by its id; the name of a tab shows that tab, of a drill by
    its id or, of a pair, of the first and there the second.
    """

    name: ClassVar[str] = PAGE
    parts: ClassVar[frozenset[str]] = frozenset({"drills", "teams", "directory"})

    def __init__(self, db: Database, seat: Seat, view: View) -> None:
        super().__init__()
        self._db = db
        self._seat = seat
        self._terms: Terms | None = None
        self._known = Known()
        self._drills: tuple[Drill, ...] = ()
        self._wanted: UUID | None = None
        self._named: object = None
        self._asked = 0  # answers to an earlier question are dropped
        self.whole: Whole | None = None
        self.head = DrillHead()
        self.chooser = PickBox()
        self.new = KeyButton(key="Ctrl+Shift+N", kind="bare", icon="plus")
        self.asking, self.holding = NewDrill(db, seat), HeldBar(db, seat)
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.plan, self.objectives = PlanTab(db, seat), ObjectivesTab(db, seat)
        self.people, self.script = PeopleTab(db, seat), ScriptTab(db, seat, view)
        self.files, self.history = FilesTab(db, seat), HistoryTab(db, seat)
        sides = (self.plan, self.objectives, self.people, self.script, self.files, self.history)
        self.sides: dict[str, DrillTab] = dict(zip(TABS, sides, strict=True))
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        drill_keys.add_actions(self, seat.actions)
        self._read_words()

    def refresh(self) -> None:
        if self._terms is None:
            self._read(self._terms_call(), self._show_terms)
        self._asked += 1
        self._read(partial(drill_reading.all_drills, self._db), partial(self._show, self._asked))

    def on_answer(self, changed: frozenset[str]) -> None:
        if not changed.isdisjoint({"directory", "teams"}):
            self._terms = None
        super().on_answer(changed)

    def go_to(self, target: Target) -> None:
        drill_id, named = _parts_of(target.key)
        if target.kind in TABS:
            self.show_tab(target.kind)
        if drill_id is not None:
            self._wanted, self._named = drill_id, named
            self.refresh()
        elif named is not None:
            self.side().show_named(named)

    def place(self) -> Target:
        key = None if self.whole is None else self.whole.drill.id
        return Target(page=self.name, kind=self.tab_name(), key=key)

    def titles(self) -> Mapping[str, str]:
        """Return the source texts of the tabs by name."""
        return TABS

    def tab_name(self) -> str:
        """Return the name of the tab in front."""
        return tuple(TABS)[self.tabs.currentIndex()]

    def side(self) -> DrillTab:
        """Return the tab in front."""
        return self.sides[self.tab_name()]

    def show_tab(self, name: str, named: object = None) -> None:
        """Bring a tab to the front, and there what is named."""
        self.tabs.setCurrentIndex(tuple(TABS).index(name))
        self.side().setFocus()
        if named is not None:
            self.side().show_named(named)

    def step(self, name: str) -> None:
        """Take the next step of the drill, or go where it is taken."""
        if self.whole is None:
            return
        key = self.whole.drill.id
        if name in {RUN, REVIEW}:
            page = "drill_run" if name == RUN else "drill_review"
            self._seat.navigation.open(Target(page=page, kind="drill", key=key))
            return
        self._write({READY: drills.make_ready, AGAIN: drills.plan_again}[name])

    def ask_cancel(self) -> None:
        """Ask whether the drill is not to be held, and the second time let it go."""
        if self.head.ask_cancel():
            self._seat.messages.say(CANCEL_QUESTION)

    def cancel(self) -> None:
        """Say that the drill will not be held."""
        self._write(drills.cancel)

    def plan_again(self) -> None:
        """Put the drill back to being planned."""
        self._write(drills.plan_again)

    def note_held(self) -> None:
        """Ask when the drill was held without the program."""
        if self.whole is not None and self._may_change() and self.whole.may_be_held():
            self.holding.begin(self.whole.drill)

    def begin_drill(self) -> None:
        """Ask for a new drill: empty, from a template, or a copy of the one in front."""
        self.asking.begin(None if self.whole is None else self.whole.drill)

    def show_problems(self) -> None:
        """Show what is wrong with the script."""
        self.show_tab("script")
        self.script.show_findings()

    def submit(self) -> None:
        """Save what was typed in front."""
        bar = self._bar()
        if bar is not None:
            bar.confirm()
        else:
            self.side().submit()

    def give_up(self) -> None:
        """Throw away what was typed in front."""
        bar = self._bar()
        if bar is not None:
            bar.close_bar()
        else:
            self.side().give_up()

    def _bar(self) -> AskBar | None:
        """Return what is asked above the drill, the one with the cursor first; None for none."""
        cursor = self.window().focusWidget()
        asked = [one for one in (self.asking, self.holding) if one.isVisible()]
        return max(asked, key=lambda one: one.isAncestorOf(cursor), default=None)

    def _may_change(self) -> bool:
        return may(self._seat.officer(), Right.PLAN_DRILLS)

    def open_paper(self) -> None:
        """Open the paper of what is in front."""
        if self.whole is not None:
            kind = "drill_script" if self.tab_name() == "script" else "drill_plan"
            key = self.whole.drill.id
            self._seat.navigation.open(Target(page="documents", kind=kind, key=key))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()
            if self._terms is not None:
                self._show_terms((self._terms, self._known))
            self._offer_drills()
            if self.whole is not None:
                self._show_whole(self._asked, self.whole)

    def _terms_call(self) -> Callable[[], tuple[Terms, Known]]:
        db, on, officer = self._db, day_of(self._seat.clock()), self._seat.officer()

        def call() -> tuple[Terms, Known]:
            return terms.read(db, on=on), drill_reading.known(db, officer=officer)

        return call

    def _show_terms(self, read: tuple[Terms, Known]) -> None:
        self._terms, self._known = read
        for side in self.sides.values():
            side.show_terms(*read)
        if self.whole is not None:
            self._show_head(self.whole)

    def _show(self, asked: int, found: Sequence[Drill]) -> None:
        if asked != self._asked:
            return
        self._drills = tuple(found)
        self.holding.follow({one.id: one for one in found})
        self._offer_drills()
        known = {one.id for one in found}
        shown = self.whole.drill.id if self.whole is not None else None
        one = next((key for key in (self._wanted, shown) if key in known), None)
        next_one = drill_reading.coming(found, self._seat.clock())
        if one is None and next_one is not None:
            one = next_one.id
        if one is None:
            self._show_nothing()
        else:
            on = day_of(self._seat.clock())
            officer = self._seat.officer()
            call = partial(drill_reading.read, self._db, one, on=on, officer=officer)
            self._read(call, partial(self._show_whole, asked))

    def _show_whole(self, asked: int, whole: Whole | None) -> None:
        if asked != self._asked:
            return
        if whole is None:
            self.mark_stale()  # it went while it was read
            return
        self.whole = whole
        self._wanted = None
        self.chooser.pick(whole.drill.id)
        self._show_head(whole)
        for side in self.sides.values():
            side.show_whole(whole)
        self._deck.show_content()
        if self._named is not None:
            named, self._named = self._named, None
            self.side().show_named(named)

    def _show_head(self, whole: Whole) -> None:
        terms = self._terms or Terms()
        self.head.show_drill(
            whole.drill,
            terms,
            may_change=self._may_change(),
            may_be_held=whole.may_be_held(),
        )

    def _show_nothing(self) -> None:
        self.whole = None
        action = tr("New drill") if self._may_change() else ""
        self._deck.show_state(
            "flag", tr("No drill yet"), tr("Plan the first one."), action=action, key="Ctrl+Shift+N"
        )

    def _offer_drills(self) -> None:
        ordered = sorted(self._drills, key=lambda one: (-one.year, one.number))
        self.chooser.offer(
            [
                Choice(
                    id=one.id,
                    name=f"{one.year}-{one.number:02} {one.title}",
                    detail=when(one),
                    initials=initials(one.title),
                )
                for one in ordered
            ]
        )
        if self.whole is not None:
            self.chooser.pick(self.whole.drill.id)

    def _on_picked(self) -> None:
        picked = self.chooser.picked()
        if picked is not None:
            self._seat.navigation.open(Target(page=self.name, kind=self.tab_name(), key=picked))

    def _on_made(self, one: Drill) -> None:
        self._seat.navigation.open(Target(page=self.name, kind="plan", key=one.id))

    def _write(self, service: Callable[..., Drill]) -> None:
        if self.whole is None:
            return
        one, officer, at = self.whole.drill, self._seat.officer(), self._seat.clock()

        def done(after: Drill) -> None:
            state = tr(STATE_WORDS[after.state])
            self._seat.messages.say(_STEPPED, title=after.title, state=state)
            self.refresh()

        call = partial(service, self._db, one, officer=officer, at=at)
        self._seat.background.write(self, call, done, self._seat.messages.problem)

    def _read(self, call: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._seat.background.read(self, call, done, self._not_read)

    def _not_read(self, error: Exception) -> None:
        self.mark_stale()
        self._seat.messages.problem(error)
        if self.whole is None:
            self._deck.show_state("warning-circle", tr("Not loaded"), sentence(error))

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.chooser.activated.connect(lambda _at: self._on_picked())
        self.new.clicked.connect(self.begin_drill)
        self._deck.acted.connect(self.begin_drill)
        self.asking.made.connect(self._on_made)
        self.head.stepped.connect(self.step)
        self.head.sent_back.connect(self.plan_again)
        self.head.cancelled.connect(self.cancel)
        self.head.held.connect(self.note_held)
        self.holding.noted.connect(lambda _drill: self.refresh())
        for bar in (self.asking, self.holding):
            bar.left.connect(lambda: self.side().setFocus())
        self.head.problems_wanted.connect(self.show_problems)
        self.script.board.findings.counted.connect(self.head.show_problems)
        for side in self.sides.values():
            side.changed.connect(self.refresh)
            side.door.connect(self.show_tab)

    def _build(self) -> None:
        for name, side in self.sides.items():
            self.tabs.addTab(tr(TABS[name]))
            self._stack.addWidget(side)
        self.tabs.setUsesScrollButtons(False)
        scaled.width(self.chooser, _CHOOSER_W)
        bar = QHBoxLayout()
        scaled.gap(bar, 2)
        bar.addWidget(self.tabs)
        bar.addStretch()
        bar.addWidget(self.chooser)
        bar.addWidget(self.new)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        scaled.gap(inner, 1)
        inner.addWidget(self.head)
        inner.addLayout(bar)
        inner.addWidget(self._stack, 1)
        self._deck = Deck(content)
        outer = QWidget()
        column = QVBoxLayout(outer)
        column.setContentsMargins(0, 0, 0, 0)
        scaled.gap(column, 2)
        column.addWidget(self.asking)
        column.addWidget(self.holding)
        column.addWidget(self._deck, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(outer, width=_LEAST_W, height=_LEAST_H))
        self.setFocusProxy(self.tabs)
        self._deck.show_loading()

    def _read_words(self) -> None:
        for number, title in enumerate(TABS.values()):
            self.tabs.setTabText(number, tr(title))
        self.tabs.setAccessibleName(tr("Drill"))
        self.chooser.setAccessibleName(tr("Choose a drill"))
        self.new.setText(tr("New drill"))
        self.new.setVisible(self._may_change())


def _parts_of(key: object) -> tuple[UUID | None, object]:
    """Return the drill that a target names, and what of it."""
    if isinstance(key, tuple) and len(key) == 2:  # noqa: PLR2004 - a pair
        return key[0], key[1]
    return (key, None) if isinstance(key, UUID) else (None, key)

"""One incident: its head, and the sections below it."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.incidents.model.handling import IncidentOver
from commandcenter.incidents.model.incident import Incident, State
from commandcenter.kernel.words import N_
from commandcenter.matters.model.matter import Matter
from ui.incidents import head as heads
from ui.incidents.acts import Acts
from ui.incidents.ask_bar import AskBar
from ui.incidents.facts_tab import FactsTab
from ui.incidents.figures_tab import FiguresTab
from ui.incidents.handling import Handling
from ui.incidents.head import Head
from ui.incidents.links_tab import Connection, LinksTab
from ui.incidents.pausing import Pausing
from ui.incidents.reading import Detail
from ui.incidents.reports_tab import ReportsTab
from ui.incidents.tasks_tab import TasksTab
from ui.incidents.terms import Terms
from ui.incidents.timeline_tab import TimelineTab
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.words import tr

TIMELINE, FACTS, FIGURES, REPORTS, TASKS, LINKS = range(6)
TITLES = (
    N_("Timeline"),
    N_("What is known"),
    N_("Figures"),
    N_("Reports"),
    N_("Tasks"),
    N_("Connections"),
)


class IncidentDesk(QWidget):
    """Shows the incident in front; the section stays when another one comes there.

    Signals:
        changed: Something was written.
        left: The keys go back to the list.
        incidents_wanted: It is to be merged.
    """

    changed = Signal()
    left = Signal()
    incidents_wanted = Signal()

    def __init__(
        self,
        db: Database,
        seat: Seat,
        acts: Acts,
        ask: AskBar,
        handling: Handling,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._seat = seat
        self._handling = handling
        self._ask = ask
        self._pausing = Pausing(db, seat, acts, ask)
        self._detail: Detail | None = None
        self._terms = Terms()
        self._known: Mapping[UUID, Incident] = {}
        self._refusal = ""
        self.head = Head(seat.clock)
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.timeline = TimelineTab()
        self.facts = FactsTab(db, seat)
        self.figures = FiguresTab(db, seat)
        self.reports = ReportsTab(db, seat, acts, ask)
        self.tasks = TasksTab(seat.clock)
        self.links = LinksTab(seat.clock)
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def detail(self) -> Detail | None:
        """Return what is shown; None before anything is."""
        return self._detail

    def forget(self) -> None:
        """Show nothing until the next incident is read."""
        self._detail = None

    def set_known(self, known: Mapping[UUID, Incident]) -> None:
        """Take the incidents of the list, for connections among them."""
        self._known = known

    def set_refusal(self, refusal: str) -> None:
        """Say why this officer may not change anything; empty if they may."""
        self._refusal = refusal
        self.head.set_may_report(not refusal)
        if self._detail is not None:
            self.show_detail(self._detail)

    def show_terms(self, terms: Terms) -> None:
        """Take the words of the county."""
        self._terms = terms
        self.facts.show_terms(terms)
        if self._detail is not None:
            self.show_detail(self._detail)

    def show_detail(self, detail: Detail) -> None:
        """Show an incident as it stands; what was typed stays."""
        self._detail = detail
        one = detail.incident
        refusal = self._refusal or _over(one)
        self.head.show_detail(detail, self._terms)
        self.timeline.show_moments(detail.moments)
        self.facts.show_incident(one, refusal)
        self.figures.show_incident(one, detail.counted, refusal, detail.moved)
        self.reports.show_detail(detail, self._terms, self._refusal or _unreportable(one))
        self.tasks.show_tasks(detail.tasks, detail.running, may_change=not refusal)
        self.links.show_connections(detail, self._known, may_change=not self._refusal)
        self._show_counts(detail)

    def show_tab(self, number: int) -> None:
        """Bring a section to the front and give it the keys."""
        self.tabs.setCurrentIndex(number)
        self.take_focus()

    def show_report(self, report_id: UUID) -> None:
        """Bring a report to the front."""
        self.tabs.setCurrentIndex(REPORTS)
        self.reports.want(report_id)

    def take_focus(self) -> None:
        """Give the keys to the section in front."""
        self.section().take_focus()

    def section(
        self,
    ) -> TimelineTab | FactsTab | FiguresTab | ReportsTab | TasksTab | LinksTab:
        """Return the section in front."""
        return self._sections()[self.tabs.currentIndex()]

    def submit(self) -> None:
        """Save what was typed in the section in front."""
        section = self.section()
        if isinstance(section, (FactsTab, FiguresTab, ReportsTab)):
            section.submit()

    def give_up(self) -> None:
        """Leave what is asked, throw away what was typed in the section, or go to the list."""
        if not self._ask.isHidden():
            self._ask.close_bar()
            return
        section = self.section()
        typed = isinstance(section, (FactsTab, FiguresTab, ReportsTab)) and section.give_up()
        if not typed:
            self.left.emit()

    def act(self, name: str) -> None:
        """Do what a button of the head or its key means."""
        detail = self._detail
        if detail is None or self._refusal:
            return
        one = detail.incident
        if name in heads.possible(one):
            self._calls(detail)[name]()

    def pause_clock(self) -> None:
        """Ask which clock is to stand or to run again; that of the task in front is offered."""
        if self._detail is not None and not self._refusal:
            task = self.tasks.table.present() if self.section() is self.tasks else None
            subject = None if task is None else task.id
            self._pausing.begin(self._detail, self._terms, subject)

    def take_moved(self) -> None:
        """Put whom the evacuation lists count as moved into the figures."""
        if self._detail is not None:
            self.show_tab(FIGURES)
            self.figures.take_moved()

    def tick(self) -> None:
        """Let the clocks run."""
        self.head.tick()
        if self.isVisible():
            self.reports.tick()
            self.tasks.tick()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_stack"):
            if self._detail is not None:
                self.show_detail(self._detail)
            else:
                self._read_titles({})

    def _calls(self, detail: Detail) -> dict[str, partial[None]]:
        one, do = detail.incident, self._handling
        return {
            heads.LEVEL: partial(do.set_level, detail),
            heads.REPORT: partial(self._begin_report),
            heads.PHONE: partial(do.phone, detail),
            heads.FIGURES: partial(self.show_tab, FIGURES),
            heads.TEAMS: partial(do.send_teams, one),
            heads.RESPOND: partial(do.respond, one),
            heads.TASK: partial(do.new_task, one),
            heads.HANDLE: partial(do.move, one, State.HANDLING),
            heads.CONTROL: partial(do.move, one, State.CONTROLLED),
            heads.CLOSE: partial(do.close, one),
            heads.REOPEN: partial(do.reopen, one),
            heads.MERGE: partial(self.incidents_wanted.emit),
            heads.WITHDRAW: partial(do.withdraw, one),
        }

    def _begin_report(self) -> None:
        self.tabs.setCurrentIndex(REPORTS)
        self.reports.begin()

    def _sections(
        self,
    ) -> tuple[TimelineTab, FactsTab, FiguresTab, ReportsTab, TasksTab, LinksTab]:
        return (self.timeline, self.facts, self.figures, self.reports, self.tasks, self.links)

    def _show_counts(self, detail: Detail) -> None:
        open_tasks = sum(one.closed_at is None for one in detail.tasks)
        sent = sum(one.sent is not None for one in detail.reports)
        self._read_titles({REPORTS: sent, TASKS: open_tasks, LINKS: len(detail.links)})

    def _read_titles(self, counts: Mapping[int, int]) -> None:
        for number, title in enumerate(TITLES):
            count = counts.get(number, 0)
            self.tabs.setTabText(number, f"{tr(title)} {count}" if count else tr(title))
        self.tabs.setAccessibleName(tr("Sections of the incident"))

    def _open(self, target: Target) -> None:
        key = target.key
        if target.page == "incidents" and target.kind == "report" and isinstance(key, UUID):
            self.show_report(key)
            self.take_focus()
        elif target.page == "incidents" and target.kind == "task" and isinstance(key, UUID):
            self.show_tab(TASKS)
            self.tasks.choose(key)
        else:
            self._seat.navigation.open(target)

    def _close_task(self, task: Matter) -> None:
        if self._detail is not None:
            self._handling.close_task(self._detail.incident, task)

    def _remove(self, what: Connection) -> None:
        if self._detail is not None:
            self._handling.disconnect_from(self._detail.incident, what)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.head.acted.connect(self.act)
        self.head.pause.clicked.connect(self.pause_clock)
        self.timeline.wanted.connect(self._open)
        self.links.wanted.connect(self._open)
        self.links.merge_wanted.connect(partial(self.act, heads.MERGE))
        self.links.withdraw_wanted.connect(partial(self.act, heads.WITHDRAW))
        self.links.removed.connect(self._remove)
        self.tasks.new_wanted.connect(partial(self.act, heads.TASK))
        self.tasks.close_wanted.connect(self._close_task)
        self.facts.changed.connect(self.changed)
        self.figures.changed.connect(self.changed)
        self._ask.left.connect(self.take_focus)

    def _build(self) -> None:
        for title in TITLES:
            self.tabs.addTab(tr(title))
        for section in self._sections():
            self._stack.addWidget(section)
        # A section that is taller scrolls; questions below it are never squeezed.
        self._stack.setMinimumHeight(1)
        card = Card()
        inner = QVBoxLayout(card)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(self.head)
        layout.addWidget(card, 1)
        layout.addWidget(self._ask)


def _over(one: Incident) -> str:
    return "" if one.is_open else IncidentOver(number=one.number).said(tr)


def _unreportable(one: Incident) -> str:
    is_over = one.state in (State.CLOSED, State.MERGED)
    return IncidentOver(number=one.number).said(tr) if is_over else ""

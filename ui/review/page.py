"""The page that looks back: what was late, what may be missing, what inquiries found."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.kernel.words import N_
from ui.review import figures_row, reports_tab
from ui.review.figures_row import FiguresRow
from ui.review.findings_tab import FindingsTab
from ui.review.noting_tab import NotingTab
from ui.review.omissions_tab import OmissionsTab
from ui.review.reading import Looked, read, year_of
from ui.review.reports_tab import ReportsTab
from ui.review.samples_tab import SamplesTab
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.roomy import Roomy
from ui.widgets.states import Deck
from ui.widgets.words import tr

PAGE = "review"
NAMES = ("reports", "omissions", "findings", "samples")
TITLES = (N_("Punctuality"), N_("Possible omissions"), N_("Findings"), N_("Samples"))
_FIGURES = {
    figures_row.REPORTS: 0,
    figures_row.LATE: 0,
    figures_row.OMISSIONS: 1,
    figures_row.FINDINGS: 2,
    figures_row.SAMPLES: 3,
}
_FIRST_YEAR = 2_000
_LEAST_W, _LEAST_H = 960, 480  # px at 100 %


class ReviewPage(Page):
    """A year at a time, in four tabs.

    Targets: `reports`, `omissions`, `findings` and `samples` open a tab.
    """

    name: ClassVar[str] = PAGE
    parts: ClassVar[frozenset[str]] = frozenset({"incidents", "duty", "matters"})

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__()
        self._db, self._seat = db, seat
        self.year = year_of(seat.clock())
        self._asked = 0
        self._has_content = False
        self.figures = FiguresRow()
        self.reports, self.omissions = ReportsTab(), OmissionsTab()
        self.findings, self.samples = FindingsTab(db, seat), SamplesTab(db, seat)
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self._stack = QStackedWidget()
        self._year = Label(tone="title")
        self.earlier = KeyButton(key="Ctrl+PgUp", icon="caret-left", kind="bare")
        self.later = KeyButton(key="Ctrl+PgDown", icon="caret-right", kind="bare")
        self._build()
        self._connect()
        self._add_actions()
        self._read_words()

    def refresh(self) -> None:
        self._asked += 1
        call = partial(read, self._db, self.year, at=self._seat.clock())
        done, failed = (partial(each, self._asked) for each in (self._show, self._not_read))
        self._seat.background.read(self, call, done, failed)

    def go_to(self, target: Target) -> None:
        if target.kind in NAMES:
            self.show_tab(NAMES.index(target.kind))

    def place(self) -> Target:
        return Target(page=PAGE, kind=NAMES[self.tabs.currentIndex()])

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front and give it the keys."""
        self.tabs.setCurrentIndex(number)
        self._front().setFocus()

    def show_year(self, year: int) -> None:
        """Look at another year, none before the program can hold and none to come."""
        if _FIRST_YEAR <= year <= year_of(self._seat.clock()) and year != self.year:
            self.year = year
            self._read_words()
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_deck"):
            self._read_words()

    def _sections(self) -> tuple[QWidget, ...]:
        return (self.reports, self.omissions, self.findings, self.samples)

    def _front(self) -> QWidget:
        return self._sections()[self.tabs.currentIndex()]

    def _form(self) -> NotingTab | None:
        front = self._front()
        return front if isinstance(front, NotingTab) else None

    def _show(self, asked: int, looked: Looked) -> None:
        if asked != self._asked:
            return
        is_first, self._has_content = not self._has_content, True
        self._deck.show_content()
        self.figures.show_looked(looked)
        self.reports.show_looked(looked)
        self.omissions.show_looked(looked)
        self.findings.show_looked(looked)
        self.samples.show_looked(looked)
        if is_first and (self.hasFocus() or self.tabs.hasFocus()):
            self._front().setFocus()

    def _not_read(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self.mark_stale()
        self._seat.messages.problem(error)
        if not self._has_content:
            self._deck.show_state(
                "warning-circle", tr("Not loaded"), sentence(error), action=tr("Try again")
            )

    def _open_figure(self, name: str) -> None:
        if name in {figures_row.REPORTS, figures_row.LATE}:
            is_late = name == figures_row.LATE
            self.reports.choose(reports_tab.LATE if is_late else reports_tab.EVERY)
        self.show_tab(_FIGURES[name])

    def _begin(self) -> None:
        form = self._form()
        if form is not None:
            form.begin()

    def _submit(self) -> None:
        form = self._form()
        if form is not None:
            form.submit()

    def _give_up(self) -> None:
        form = self._form()
        if form is not None:
            form.give_up()

    def _draw(self) -> None:
        if self._front() is self.samples:
            self.samples.draw_sample()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._deck.acted.connect(self.refresh)
        self.figures.wanted.connect(self._open_figure)
        self.earlier.clicked.connect(lambda: self.show_year(self.year - 1))
        self.later.clicked.connect(lambda: self.show_year(self.year + 1))
        for tab in (self.reports, self.omissions, self.findings, self.samples):
            tab.wanted.connect(self._seat.navigation.open)
        for form in (self.findings, self.samples):
            form.changed.connect(self.refresh)

    def _add_actions(self) -> None:
        add = partial(self._seat.actions.add, self, page=PAGE)
        for number, text in enumerate(TITLES):
            add(text, f"Ctrl+{number + 1}", partial(self.show_tab, number))
        add(N_("Earlier year"), "Ctrl+PgUp", lambda: self.show_year(self.year - 1))
        add(N_("Later year"), "Ctrl+PgDown", lambda: self.show_year(self.year + 1))
        add(N_("Write a finding or a review"), "Ctrl+N", self._begin, icon="plus")
        add(N_("Draw the sample"), "Ctrl+D", self._draw, icon="dice-five")
        add(N_("Save"), "Ctrl+S", self._submit, icon="floppy-disk")
        add(N_("Give up what was typed"), "Esc", self._give_up)

    def _build(self) -> None:
        for title, section in zip(TITLES, self._sections(), strict=True):
            self.tabs.addTab(tr(title))
            self._stack.addWidget(section)
        head = QHBoxLayout()
        scaled.gap(head, 2)
        head.addWidget(self.tabs)
        head.addStretch()
        head.addWidget(self.earlier)
        head.addWidget(self._year)
        head.addWidget(self.later)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        scaled.gap(inner, 3)
        inner.addWidget(self.figures)
        inner.addLayout(head)
        inner.addWidget(self._stack, 1)
        self._deck = Deck(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(self._deck, width=_LEAST_W, height=_LEAST_H))
        self._deck.show_loading()

    def _read_words(self) -> None:
        for number, title in enumerate(TITLES):
            self.tabs.setTabText(number, tr(title))
        self.tabs.setAccessibleName(tr("Looking back"))
        self._year.setText(tr("Year {year}").format(year=self.year))
        self.earlier.setAccessibleName(tr("Earlier year"))
        self.later.setAccessibleName(tr("Later year"))
        self.later.setEnabled(self.year < year_of(self._seat.clock()))

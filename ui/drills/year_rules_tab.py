"""How often, and where: plans that are due, townships covered, the rules behind them."""

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from ui.drills.year_coverage import CoverageMap
from ui.drills.year_due_panel import DuePanel
from ui.drills.year_reading import YearRead
from ui.drills.year_row_panels import RulesPanel
from ui.drills.year_tab import YearTab
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_DUE, _COVERAGE, _RULES = "due", "coverage", "rules"


class RulesTab(YearTab):
    """Three views: what is due, which townships, which rules."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.view = Segmented()
        self.due = DuePanel()
        self.coverage = CoverageMap()
        self.rules = RulesPanel(db, seat)
        self._legend = Label(tone="note")
        self._views = QStackedWidget()
        self._build()
        self.read_words()

    def show_read(self, read: YearRead) -> None:
        super().show_read(read)
        self.due.show_read(read)
        self.coverage.show_covered(read.of.coverage)
        self.rules.show_rules(read.of.rules, read.terms)

    def show_view(self, name: str) -> None:
        """Show what is due, the townships or the rules."""
        self.view.set_value(name)
        self._views.setCurrentIndex((_DUE, _COVERAGE, _RULES).index(name))

    def take_focus(self) -> None:
        front = {_DUE: self.due, _COVERAGE: self.coverage, _RULES: self.rules}
        front[str(self.view.value())].setFocus()

    def search(self) -> None:
        field = self.rules.search if self.view.value() == _RULES else self.due.search
        field.setFocus()
        field.selectAll()

    def begin_new(self) -> None:
        self.show_view(_RULES)
        self.rules.begin_new()

    def submit(self) -> None:
        self.rules.submit()

    def give_up(self) -> None:
        if self.view.value() == _RULES:
            self.rules.give_up()

    def read_words(self) -> None:
        self.view.set_choices(
            [
                (_DUE, tr("When plans are due")),
                (_COVERAGE, tr("Townships drilled")),
                (_RULES, tr("Frequency rules")),
            ]
        )
        self.view.setAccessibleName(tr("What is shown"))
        self.due.read_words()
        self.coverage.setAccessibleName(tr("Townships and months"))
        self._legend.setText(tr("Filled: held. Ring: planned. The number says how many."))

    def _build(self) -> None:
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 3, 2, 3, 3)
        inner.addWidget(self._legend)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(self.coverage)
        scroll.viewport().setAutoFillBackground(False)
        self.coverage.setAutoFillBackground(False)
        inner.addWidget(scroll, 1)
        card.setFocusProxy(self.coverage)
        for part in (self.due, card, self.rules):
            self._views.addWidget(part)
        head = QHBoxLayout()
        head.addWidget(self.view)
        head.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(self._views, 1)
        self.view.set_value(_DUE)
        self.view.chosen.connect(self.show_view)
        self.rules.changed.connect(self.changed)
        self.due.drill_wanted.connect(self._open_drill)
        self.due.plan_wanted.connect(self._open_plan)
        self.setFocusProxy(self.due)

    def _open_drill(self, drill_id: object) -> None:
        self.seat.navigation.open(Target(page="drill", kind="drill", key=drill_id))

    def _open_plan(self, plan_id: object) -> None:
        self.seat.navigation.open(Target(page="plans", kind="plan", key=plan_id))

"""Periods of the calendar, and recurring drills."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from ui.drills.year_reading import YearRead
from ui.drills.year_row_panels import PeriodsPanel
from ui.drills.year_series_panel import SeriesPanel
from ui.drills.year_tab import YearTab
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr


class PeriodsTab(YearTab):
    """Two lists with a form each."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.periods = PeriodsPanel(db, seat)
        self.series = SeriesPanel(db, seat)
        self.view = Segmented()
        self._views = QStackedWidget()
        head = QHBoxLayout()
        head.addWidget(self.view)
        head.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(self._views, 1)
        for panel in (self.periods, self.series):
            self._views.addWidget(panel)
            panel.changed.connect(self.changed)
        self.view.set_value(0)
        self.view.chosen.connect(self.show_view)
        self.setFocusProxy(self.periods)
        self.read_words()

    def show_read(self, read: YearRead) -> None:
        super().show_read(read)
        self.periods.show_records(read.of.periods)
        self.series.show_read(read)

    def show_view(self, at: int) -> None:
        """Show the periods, or with 1 the recurring drills."""
        self.view.set_value(at)
        self._views.setCurrentIndex(at)

    def panel(self) -> RecordPanel:
        """Return the list in front."""
        return self.series if self._views.currentIndex() else self.periods

    def take_focus(self) -> None:
        self.panel().table.setFocus()

    def search(self) -> None:
        self.panel().search.setFocus()

    def begin_new(self) -> None:
        self.panel().begin_new()

    def submit(self) -> None:
        self.panel().submit()

    def give_up(self) -> None:
        self.panel().give_up()

    def read_words(self) -> None:
        self.view.set_choices([(0, tr("Periods")), (1, tr("Recurring drills"))])
        self.view.setAccessibleName(tr("What is shown"))

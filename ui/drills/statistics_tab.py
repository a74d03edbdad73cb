"""Statistics of drills, and training and publicity beside them."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from commandcenter.database.engine import Database
from commandcenter.drills.model.code_words import CONTENT_WORDS, FORM_WORDS
from commandcenter.drills.model.drill import Content
from commandcenter.drills.model.drill import Form as DrillForm
from commandcenter.drills.model.statistics import BY_WORDS, ActivityLine, By, Range, whole_year
from commandcenter.drills.service import statistics as service
from commandcenter.drills.service.statistics import Statistics
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.drills.statistics_activities import ActivitiesPanel
from ui.drills.statistics_bars import CountBars
from ui.drills.terms import ACTIVITY, HAZARD, THEME, Terms
from ui.drills.year_days import month_word
from ui.drills.year_reading import YearRead
from ui.drills.year_tab import YearTab
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.segmented import Segmented
from ui.widgets.typed_day import needed_day
from ui.widgets.words import tr

_DAY_W = 112  # px at 100 %
_COUNTED, _ACTIVITIES = 0, 1


class StatisticsTab(YearTab):
    """Times and people by whatever one asks for; Enter in the days counts another range."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.found: Statistics | None = None
        self._asked = 0
        self._is_stale = True
        self.view = Segmented()
        self.by = Segmented()
        self.first, self.last = QLineEdit(maxLength=10), QLineEdit(maxLength=10)
        self._to = Label(tone="note")
        self._error = Label(tone="error")
        self.bars = CountBars()
        self.counts = RecordTable(self._columns(), lambda line: line.kind, stretch=0)
        self.activities = ActivitiesPanel(db, seat)
        self._counts_title = Label(tone="heading")
        self._views = QStackedWidget()
        self._build()
        self.read_words()

    def show_read(self, read: YearRead) -> None:
        is_other_year = self.read is None or self.read.year != read.year
        super().show_read(read)
        self.activities.show_read(read)
        if is_other_year:
            days = whole_year(read.year)
            self.first.setText(str(days.first))
            self.last.setText(str(days.last))
        self._is_stale = True
        if self.isVisible():
            self.count()

    def count(self) -> None:
        """Count the range of days that is typed."""
        if self.read is None:
            return
        try:
            days = Range(first=needed_day(self.first.text()), last=needed_day(self.last.text()))
        except Rejected as error:
            self._refuse(error)
            return
        self._is_stale = False
        self._asked += 1
        call = partial(service.read, self.db, days, at=self.seat.clock())
        self.seat.background.read(self, call, partial(self._show, self._asked), self._refuse)

    def show_view(self, at: int) -> None:
        """Show the counts, or with 1 training and publicity."""
        self.view.set_value(at)
        self._views.setCurrentIndex(at)
        for widget in (self.first, self._to, self.last):
            widget.setVisible(at == _COUNTED)

    def take_focus(self) -> None:
        if self.view.value() == _ACTIVITIES:
            self.activities.table.setFocus()
        else:
            self.by.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search(self) -> None:
        self.show_view(_ACTIVITIES)
        self.activities.search.setFocus()

    def begin_new(self) -> None:
        self.show_view(_ACTIVITIES)
        self.activities.begin_new()

    def submit(self) -> None:
        self.activities.submit()

    def give_up(self) -> None:
        if self.view.value() == _ACTIVITIES:
            self.activities.give_up()

    def read_words(self) -> None:
        choices = [(_COUNTED, tr("Statistics")), (_ACTIVITIES, tr("Training and publicity"))]
        self.view.set_choices(choices)
        self.view.setAccessibleName(tr("What is shown"))
        self.by.set_choices([(by, tr(words)) for by, words in BY_WORDS.items()])
        self.by.setAccessibleName(tr("Counted by"))
        self.first.setAccessibleName(tr("First day"))
        self.last.setAccessibleName(tr("Last day"))
        self._to.setText(tr("to"))
        self._counts_title.setText(tr("Training and publicity"))
        self.counts.setAccessibleName(tr("Training and publicity"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.count()

    def _show(self, asked: int, found: Statistics) -> None:
        if asked == self._asked:
            self.found = found
            self._error.setText("")
            self.counts.show_records(found.activities)
            self._show_by()

    def _show_by(self) -> None:
        if self.found is None:
            return
        for table in self.found.tables:
            if table.by is self.by.value():
                self.bars.show_table(table, partial(self._words, table.by))

    def _words(self, by: By, code: str) -> str:
        """Return what a code of a table means."""
        terms = self.read.terms if self.read is not None else Terms()
        if not code or self.found is None:
            return ""
        said = {
            By.MONTH: lambda: month_word(int(code)),
            By.CONTENT: lambda: tr(CONTENT_WORDS[Content(code)]),
            By.FORM: lambda: tr(FORM_WORDS[DrillForm(code)]),
            By.THEME: lambda: terms.said(THEME, code),
            By.HAZARD: lambda: terms.said(HAZARD, code),
            By.TOWNSHIP: lambda: terms.area(code),
        }
        return said[by]() if by in said else code

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, Rejected):
            self._error.setText(error.said(tr))
        else:
            self._is_stale = True
            self.seat.messages.problem(error)

    def _columns(self) -> tuple[Column[ActivityLine], ...]:
        return (
            Column(title=N_("Kind"), text=self._kind),
            Column(title=N_("Times"), text=lambda one: _said(one.now.times), is_number=True),
            Column(
                title=N_("Attendance"), text=lambda one: _said(one.now.headcount), is_number=True
            ),
            Column(title=N_("Amount"), text=lambda one: _said(one.now.amount), is_number=True),
            Column(
                title=N_("Year before"), text=lambda one: _said(one.before.times), is_number=True
            ),
        )

    def _kind(self, one: ActivityLine) -> str:
        return self.read.terms.said(ACTIVITY, one.kind) if self.read is not None else one.kind

    def _build(self) -> None:
        counted = QWidget()
        beside = QHBoxLayout(counted)
        beside.setContentsMargins(0, 0, 0, 0)
        scaled.gap(beside, 3)
        beside.addWidget(self._bars_card(), 3)
        beside.addWidget(self._counts_card(), 2)
        self._views.addWidget(counted)
        self._views.addWidget(self.activities)
        head = QHBoxLayout()
        scaled.gap(head, 2)
        head.addWidget(self.view)
        head.addStretch()
        head.addWidget(self._error)
        for field in (self.first, self.last):
            scaled.width(field, _DAY_W)
            field.returnPressed.connect(self.count)
        for widget in (self.first, self._to, self.last):
            head.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(self._views, 1)
        self.view.set_value(_COUNTED)
        self.by.set_value(By.MONTH)
        self.view.chosen.connect(self.show_view)
        self.by.chosen.connect(lambda _by: self._show_by())
        self.activities.changed.connect(self.changed)

    def _bars_card(self) -> Card:
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 3, 3, 3, 3)
        scaled.gap(inner, 2)
        inner.addWidget(self.by, 0, Qt.AlignmentFlag.AlignLeft)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(self.bars)
        scroll.viewport().setAutoFillBackground(False)
        self.bars.setAutoFillBackground(False)
        inner.addWidget(scroll, 1)
        return card

    def _counts_card(self) -> Card:
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 4, 3, 4, 3)
        inner.addWidget(self._counts_title)
        inner.addWidget(self.counts, 1)
        return card


def _said(number: int) -> str:
    return f"{number:,}" if number else ""

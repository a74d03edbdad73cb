"""When each plan is due to be drilled again, and by whom."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.drills.model.frequency import STANDING_WORDS, Due, Standing
from commandcenter.kernel.words import N_
from ui.drills.terms import PLAN, Terms
from ui.drills.year_reading import YearRead
from ui.drills.year_words import day_words
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.initials import initials
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_ACT = "act"
_TO_ACT = {Standing.OVERDUE, Standing.NEVER, Standing.WARNED}
_NAME_W, _SEARCH_W = 260, 280  # px at 100 %


class DuePanel(Card):
    """The most urgent first; Enter opens the drill that is planned next, or the last one.

    Signals:
        drill_wanted: The drill behind a row is wanted (UUID).
        plan_wanted: The plan itself is wanted (UUID).
    """

    drill_wanted = Signal(object)
    plan_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read: YearRead | None = None
        self.view = Segmented()
        self.search = QLineEdit(clearButtonEnabled=True)
        self._count = Label(tone="note")
        self.table = RecordTable(self._columns(), lambda due: due.plan.id, stretch=1)
        self.table.keep_wide(_NAME_W)
        self._build()
        self.read_words()

    def show_read(self, read: YearRead) -> None:
        """Show the plans as they stand."""
        if self._read is None and not any(
            one.standing(read.today) in _TO_ACT for one in read.of.dues
        ):
            self.view.set_value("")
        self._read = read
        self.show_found()

    def show_found(self) -> None:
        """Show what fits the search."""
        if self._read is None:
            return
        typed = self.search.text().strip().lower()
        found = [one for one in self._read.of.dues if self._fits(one, typed)]
        self.table.show_records(found)
        total = len(self._read.of.dues)
        self._count.setText(tr("{count} of {total}").format(count=len(found), total=total))

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.view.set_choices([(_ACT, tr("To be planned")), ("", tr("All plans"))])
        self.view.setAccessibleName(tr("Which plans"))
        self.search.setPlaceholderText(tr("Search: characters, pinyin initials, numbers"))
        self.search.setAccessibleName(tr("Search"))
        self.table.setAccessibleName(tr("When plans are due"))

    def _fits(self, one: Due, typed: str) -> bool:
        if self.view.value() == _ACT and not self._is_to_act(one):
            return False
        text = f"{one.plan.title} {initials(one.plan.title)} {one.plan.org}".lower()
        return typed in text

    def _is_to_act(self, one: Due) -> bool:
        return one.standing(self._today()) in _TO_ACT

    def _columns(self) -> tuple[Column[Due], ...]:
        return (
            Column(title=N_("Standing"), text=lambda one: tr(self._standing(one))),
            Column(title=N_("Plan"), text=lambda one: one.plan.title),
            Column(title=N_("Unit of the plan"), text=lambda one: one.plan.org),
            Column(title=N_("Due on"), text=lambda one: day_words(one.due_on)),
            Column(title=N_("Drilled last"), text=lambda one: day_words(one.last_on)),
            Column(title=N_("Planned next"), text=self._next_words),
            Column(title=N_("Rule"), text=_rule_words),
            Column(title=N_("Kind"), text=self._kind),
        )

    def _standing(self, one: Due) -> str:
        return STANDING_WORDS[one.standing(self._today())]

    def _next_words(self, one: Due) -> str:
        if one.next_on is None:
            return tr("nothing planned") if one.rule is not None else ""
        late = "" if one.is_planned_in_time else tr("too late")
        return f"{day_words(one.next_on)} {late}".strip()

    def _kind(self, one: Due) -> str:
        terms = self._read.terms if self._read is not None else Terms()
        return terms.said(PLAN, one.plan.kind)

    def _today(self) -> date:
        return self._read.today if self._read is not None else date.min

    def _open(self, one: Any) -> None:
        drill_id = one.next_id or one.last_id
        if drill_id is None:
            self.plan_wanted.emit(one.plan.id)
        else:
            self.drill_wanted.emit(drill_id)

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.gap(head, 3)
        scaled.width(self.search, _SEARCH_W)
        for widget in (self.view, self.search, self._count):
            head.addWidget(widget)
        head.addStretch()
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self.view.set_value(_ACT)
        self.view.chosen.connect(lambda _value: self.show_found())
        self.search.textEdited.connect(lambda _text: self.show_found())
        self.table.opened.connect(self._open)
        self.setFocusProxy(self.table)
        self.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _rule_words(one: Due) -> str:
    if one.rule is None:
        return ""
    return tr("{title}: every {months} months").format(title=one.rule.title, months=one.rule.months)

"""What was reported in a year, in time or late, and what is waited for."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.incidents.model.deadline import ReportRule
from commandcenter.incidents.model.statistics import Lateness
from commandcenter.kernel.words import N_
from ui.review import said
from ui.review.list_tab import ListCard
from ui.review.reading import Looked
from ui.shell.page import REALITY, Target
from ui.widgets.record_table_model import Column
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

EVERY, LATE = "every", "late"
_CHOICES = ((EVERY, N_("All reports")), (LATE, N_("Late or waited for")))
_NONE = (N_("Nothing was reported"), N_("Reports of incidents show here once they are sent."))
_NONE_LATE = (N_("Nothing is late"), N_("What is sent after its limit shows here."))


class ReportsTab(QWidget):
    """One row for each report and each call.

    Signals:
        wanted: A row was opened (Target).
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looked: Looked | None = None
        self._rules: Mapping[str, ReportRule] = {}
        self.choice = Segmented()
        self.choice.set_value(EVERY)
        self.card = ListCard(
            (
                Column(title=N_("Incident"), text=lambda one: one.number),
                Column(title=N_("What was reported"), text=self._what),
                Column(title=N_("Result"), text=said.result),
                Column(title=N_("Time"), text=lambda one: said.moment(one.at)),
                Column(title=N_("Rule"), text=self._rule),
            ),
            lambda one: (one.incident_id, one.report_id, one.what, one.at, one.rule),
            _door,
            stretch=4,
            empty=_NONE,
        )
        self.card.head.addWidget(self.choice)
        self.card.head.addStretch()
        self.card.wanted.connect(self.wanted)
        self.choice.chosen.connect(lambda _value: self._show())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.card)
        self.setFocusProxy(self.card)
        self._read_words()

    def show_looked(self, looked: Looked) -> None:
        """Show the reports of a year."""
        self._looked, self._rules = looked, looked.rules
        self._show()

    def choose(self, value: str) -> None:
        """Show all reports, or the late ones."""
        self.choice.set_value(value)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _show(self) -> None:
        if self._looked is None:
            return
        is_late = self.choice.value() == LATE
        self.card.set_empty(*(_NONE_LATE if is_late else _NONE))
        rows = self._looked.late if is_late else self._looked.reported
        self.card.show_rows(sorted((*self._looked.open_late, *rows), key=_order))

    def _what(self, one: Lateness) -> str:
        return said.what(one, self._rules)

    def _rule(self, one: Lateness) -> str:
        return said.rule(one.rule, self._rules)

    def _read_words(self) -> None:
        self.choice.set_choices([(value, tr(words)) for value, words in _CHOICES])
        self.choice.setAccessibleName(tr("Which reports"))
        self.card.table.setAccessibleName(tr("Reports"))
        self.card.note.setText(tr("Enter opens the report or its incident."))


def _order(one: Lateness) -> tuple[bool, float]:
    """What is waited for first, then the newest."""
    return not one.is_open, -one.at.timestamp()


def _door(one: Lateness) -> Target:
    if one.report_id is not None:
        return Target(page="incidents", kind="report", key=one.report_id, scope=REALITY)
    return Target(page="incidents", kind="incident", key=one.incident_id, scope=REALITY)

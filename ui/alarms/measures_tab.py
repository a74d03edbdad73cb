"""How well alarms are managed, against goals; where the data are too few, it says so."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.kernel.words import N_
from ui.alarms.values import Measure
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_NOTE = N_("Figures of ISA-18.2 for each desk. Below {days} days of data none is given.")


class MeasuresTab(Card):
    """One figure a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needs_days = 30
        self.table = RecordTable(
            (
                Column(title=N_("Figure"), text=lambda one: tr(one.title)),
                Column(title=N_("Goal"), text=lambda one: one.goal, is_number=True),
                Column(title=N_("Value"), text=_value, is_number=True),
                Column(title=N_("Result"), text=_result),
            ),
            lambda one: one.code,
            stretch=0,
        )
        self._note = Label(tone="note")
        self._note.setWordWrap(True)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._note)
        self.setFocusProxy(self.table)
        self.read_words()

    def show_measures(self, measures: Sequence[Measure]) -> None:
        """Show these."""
        self.table.show_records(measures)
        self._needs_days = max((one.needs_days for one in measures), default=30)
        self.read_words()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.table.setAccessibleName(tr("Statistics"))
        self._note.setText(tr(_NOTE).format(days=self._needs_days))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_note"):
            self.read_words()


def _value(one: Measure) -> str:
    if one.value is not None:
        return one.value
    return tr("insufficient data ({days} of {needed} days)").format(
        days=one.has_days, needed=one.needs_days
    )


def _result(one: Measure) -> str:
    if one.is_met is None:
        return ""
    return tr("met") if one.is_met else tr("missed")

"""How well alarms are managed, against goals; where the data are too few, it says so."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.alarms.model.figures import Figure, Lack, Value
from commandcenter.alarms.words import FIGURE_WORDS, LACK_WORDS
from commandcenter.kernel.words import N_
from ui.alarms.values import PERIOD
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.times import span
from ui.widgets.words import tr

_NOTE = N_("Figures of ISA-18.2 for one desk, of the last {days} days.")
_SHARES = {
    Figure.CROWDED,
    Figure.FLOOD,
    Figure.TOP_TEN,
    Figure.RED,
    Figure.ORANGE,
    Figure.OTHERS,
}
_TIMES = {Figure.UNACKNOWLEDGED_MEDIAN, Figure.UNACKNOWLEDGED_P95}


class MeasuresTab(Card):
    """One figure a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = RecordTable(
            (
                Column(title=N_("Figure"), text=lambda one: tr(FIGURE_WORDS[one.figure])),
                Column(title=N_("Goal"), text=_goal, is_number=True),
                Column(title=N_("Value"), text=_value, is_number=True),
                Column(title=N_("Result"), text=_result),
            ),
            lambda one: one.figure,
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

    def show_figures(self, figures: Sequence[Value]) -> None:
        """Show these."""
        self.table.show_records(figures)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.table.setAccessibleName(tr("Statistics"))
        self._note.setText(tr(_NOTE).format(days=PERIOD.days))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_note"):
            self.read_words()


def _goal(one: Value) -> str:
    return f"≤ {_number(one.figure, one.goal)}" if one.goal is not None else ""


def _value(one: Value) -> str:
    if one.value is not None:
        return _number(one.figure, one.value)
    return tr(LACK_WORDS[one.lack or Lack.TOO_SHORT])


def _number(figure: Figure, value: float) -> str:
    if figure in _SHARES:
        return f"{value * 100:.3g} %"
    return span(value) if figure in _TIMES else f"{value:.3g}"


def _result(one: Value) -> str:
    if one.is_met is None:
        return ""
    return tr("met") if one.is_met else tr("missed")

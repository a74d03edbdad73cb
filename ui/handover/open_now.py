"""What is open at this moment, before anything is frozen."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import N_
from commandcenter.matters.model.matter import Matter
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import tr

_INTRO = N_(
    "Open matters flow into the handover by themselves, as do entries, incidents, warnings,"
    " responses, teams, alarms and deadlines."
)


class OpenNow(Card):
    """The open matters that the next shift will get.

    Signals:
        matter_wanted: A matter is to be looked at (Matter).
    """

    matter_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(tone="title")
        self._intro = Label(tone="note")
        self._intro.setWordWrap(True)
        self.table = RecordTable(
            (
                Column(title=N_("Open matter"), text=lambda matter: matter.title),
                Column(title=N_("Since"), text=lambda matter: _moment(matter.opened_at)),
                Column(title=N_("Due"), text=lambda matter: _moment(matter.due_at)),
                Column(title=N_("Owner"), text=lambda matter: matter.owner),
            ),
            key=lambda matter: matter.id,
        )
        self._deck = Deck(self.table)
        self._build()
        self.table.opened.connect(self.matter_wanted)
        self._read_words()

    def show_matters(self, matters: Sequence[Matter]) -> None:
        """Show the matters that are open."""
        self.table.show_records(matters)
        self._read_words()

    def open_present(self) -> None:
        """Look at the matter in front."""
        matter = self.table.present()
        if matter is not None:
            self.matter_wanted.emit(matter)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        for widget in (self._title, self._intro):
            layout.addWidget(widget)
        layout.addWidget(self._deck, 1)

    def _read_words(self) -> None:
        count = self.table.records.rowCount()
        self._title.setText(tr("Open now: {count}").format(count=count))
        self._intro.setText(tr(_INTRO))
        self.table.setAccessibleName(self._title.text())
        if count:
            self._deck.show_content()
        else:
            self._deck.show_state(
                "check-circle", tr("Nothing is open"), tr("The next shift starts clean.")
            )


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(BEIJING):%m-%d %H:%M}" if at else ""

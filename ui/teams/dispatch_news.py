"""What happened to teams a moment ago; shown while no team that was sent is in front."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from commandcenter.teams.model.dispatch import Act
from commandcenter.teams.model.dispatch_words import STEP_WORDS
from ui.teams.dispatch_reading import News
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_WORDS: dict[Act, str] = {
    Act.TAKE: N_("{step}"),
    Act.CORRECT: N_("time of '{step}' corrected"),
    Act.UNDO: N_("'{step}' taken back"),
    Act.CANCEL: N_("called off"),
    Act.RELEASE: N_("released"),
    Act.CHECK: N_("everybody answered"),
}


class NewsPanel(Card):
    """The newest acts, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(tone="title")
        columns: tuple[Column[News], ...] = (
            Column(title=N_("Time"), text=lambda news: clock(news.row.at)),
            Column(title=N_("Team"), text=lambda news: news.team),
            Column(title=N_("What happened"), text=_said),
        )
        self.table = RecordTable(columns, lambda news: news.row.seq, stretch=1)
        self._keys = Label(tone="note")
        self._keys.setWordWrap(True)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        layout.addWidget(self._title)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._keys)
        self.read_words()

    def show_news(self, news: Sequence[News]) -> None:
        """Show these acts."""
        self.table.show_records(news)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._title.setText(tr("A moment ago"))
        self.table.setAccessibleName(tr("A moment ago"))
        self._keys.setText(
            tr(
                "Arrow keys walk through the board. Enter sends a team that stands by, or notes"
                " the next step of one that is out."
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()


def _said(news: News) -> str:
    return tr(_WORDS[news.row.act]).format(step=tr(STEP_WORDS[news.row.step]))

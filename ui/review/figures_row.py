"""The figures of the year; each opens the rows it was counted from."""

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.review.reading import Looked
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.figure_button import FigureButton, FigureLook
from ui.widgets.words import tr

REPORTS, LATE, OMISSIONS, FINDINGS, SAMPLES = "reports", "late", "omissions", "findings", "samples"
NAMES = (REPORTS, LATE, OMISSIONS, FINDINGS, SAMPLES)


class FiguresRow(Card):
    """Says that there is not enough to count where there is nothing.

    Signals:
        wanted: A figure was pressed (its name).
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looked: Looked | None = None
        self.buttons = {name: FigureButton() for name in NAMES}
        layout = QHBoxLayout(self)
        scaled.margins(layout, 4, 2, 4, 2)
        scaled.gap(layout, 3)
        for name, button in self.buttons.items():
            button.clicked.connect(partial(self.wanted.emit, name))
            layout.addWidget(button, 1)

    def show_looked(self, looked: Looked) -> None:
        """Show the figures of a year."""
        self._looked = looked
        for name, look in _looks(looked).items():
            self.buttons[name].set_look(look)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._looked is not None:
            self.show_looked(self._looked)


def _looks(one: Looked) -> dict[str, FigureLook]:
    drawn = [each for rows in one.drawn.values() for each in rows]
    reviewed = [each.review.score for each in drawn if each.review is not None]
    return {
        REPORTS: FigureLook(label=tr("Reports sent or phoned"), value=str(len(one.reported))),
        LATE: FigureLook(
            label=tr("Reported late"),
            value=str(one.punctuality.late + len(one.open_late)),
            rest=_rate(one),
        ),
        OMISSIONS: FigureLook(label=tr("Possibly left out"), value=str(len(one.omissions))),
        FINDINGS: FigureLook(label=tr("Found by inquiries"), value=str(len(one.found))),
        SAMPLES: FigureLook(
            label=tr("Reviewed of the samples"),
            value=str(len(reviewed)),
            rest=_mean(len(drawn), reviewed),
        ),
    }


def _rate(one: Looked) -> str:
    if not one.punctuality.reports:
        return tr("insufficient data")
    words = tr("{rate} % of those sent")
    if one.open_late:
        words = tr("{rate} % of those sent, {count} waited for")
    return words.format(rate=one.punctuality.rate_percent, count=len(one.open_late))


def _mean(drawn: int, scores: list[int]) -> str:
    if not scores:
        return tr("of {count}, insufficient data").format(count=drawn)
    mean = round(sum(scores) / len(scores), 1)
    return tr("of {count}, {score} points on average").format(count=drawn, score=mean)

"""The line above a page that says whether what it shows is the drill or reality."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.shell.playing import SWITCH_KEY
from ui.widgets import hatch, paint, scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label, tip
from ui.widgets.words import tr

_HEIGHT = 36  # px at 100 %


class DrillLine(QWidget):
    """Stands there while the window plays in a drill.

    Signals:
        left: Reality is wanted back.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = self._said = ""
        self._is_played = self._is_over = False
        self._words = Label(tone="strong")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._back = KeyButton(key=SWITCH_KEY, kind="drill")
        self._back.clicked.connect(self.left)
        row = QHBoxLayout(self)
        scaled.margins(row, 3, 0, 1, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._back)
        scaled.height(self, _HEIGHT)
        self.hide()

    def show_facts(self, title: str, *, is_played: bool) -> None:
        """Say which drill it is; nothing with an empty title.

        Args:
            is_played: The page below shows the drill, and not reality.
        """
        self._title, self._is_played, self._is_over = title, is_played, False
        self._read_words()
        self.setVisible(bool(title))

    def show_over(self) -> None:
        """Say that the drill of the page below is over, and that it stays for what was typed."""
        self._is_played = self._is_over = True
        self._read_words()
        self.show()

    def words(self) -> str:
        """Return what it says."""
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_played:
            paint.rounded(painter, self.rect(), "drill_surface")
            hatch.draw(painter, self.rect(), "drill")
        paint.rounded(painter, self.rect(), None, edge="drill", edge_px=theme.px(1))

    def _read_words(self) -> None:
        drill = tr("Drill: {title}. What you see and write here belongs to the drill.")
        reality = tr("Reality. What is of the drill {title} is marked as such.")
        over = tr("The drill is over. What was typed here was not recorded; copy what has to stay.")
        said = drill if self._is_played else reality
        said = over if self._is_over else said
        self._said = said
        self._back.setText(tr("Back to reality"))
        self._fit()

    def _fit(self) -> None:
        """Shorten the name of the drill rather than the sentence around it."""
        metrics, full = self._words.fontMetrics(), self._said.format(title=self._title)
        around = metrics.horizontalAdvance(self._said.format(title=""))
        room = self.width() - self._back.sizeHint().width() - theme.space(5)
        cut = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, max(0, room - around))
        self._words.setText(self._said.format(title=cut))
        tip(self._words, full if cut != self._title else "")

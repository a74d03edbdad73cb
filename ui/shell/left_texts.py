"""What was typed on a page that is kept locked, for records that are in front and that are not."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets import paint, scaled
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.words import tr

_MOST_LINES = 8


class LeftTexts(Card):
    """Text after text, to be read and copied."""

    def __init__(self, texts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(tone="strong")
        self.box = QPlainTextEdit(readOnly=True)
        self.box.setPlainText("\n\n".join(texts))
        self.box.setTabChangesFocus(True)
        lines = min(_MOST_LINES, self.box.document().blockCount()) + 1
        self.box.setFixedHeight(lines * paint.line_height("large"))
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 1)
        layout.addWidget(self._title)
        layout.addWidget(self.box)
        self._read_words()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _read_words(self) -> None:
        self._title.setText(tr("Typed here and not saved; copy what is still needed"))
        self.box.setAccessibleName(self._title.text())

"""A button that asks once more before it does what cannot be taken back lightly."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import KeyButton
from ui.widgets.words import tr

_WAITS_MS = 5_000


class ConfirmButton(KeyButton):
    """The first press changes its words, the second acts; it calms down by itself.

    Args:
        words: Source text of the button.
        question: Source text of the button after the first press.

    Signals:
        confirmed: It was pressed twice.
    """

    confirmed = Signal()

    def __init__(
        self, words: str, question: str, *, icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(kind="bare", icon=icon, parent=parent)
        self._words, self._question = words, question
        self._is_asking = False
        self._timer = QTimer(self, singleShot=True, interval=_WAITS_MS)
        self._timer.timeout.connect(self.calm)
        self.clicked.connect(self._press)
        self.calm()

    def calm(self) -> None:
        """Forget the first press."""
        self._is_asking = False
        self._timer.stop()
        self._read_words()

    def is_asking(self) -> bool:
        """Say whether one more press does it."""
        return self._is_asking

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _press(self) -> None:
        if self._is_asking:
            self.calm()
            self.confirmed.emit()
        else:
            self._is_asking = True
            self._timer.start()
            self._read_words()

    def _read_words(self) -> None:
        self.setText(tr(self._question if self._is_asking else self._words))
        self.updateGeometry()

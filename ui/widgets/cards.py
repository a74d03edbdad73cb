"""Surfaces and captioned fields."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.widgets import theme
from ui.widgets.labels import Label, set_property


class Card(QFrame):
    """A raised surface with round corners; give it a layout of your own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("raised")


class Well(QFrame):
    """A sunken surface with round corners; give it a layout of your own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sunken")


class Field(QWidget):
    """A control with its caption above and, if something is wrong, a sentence below."""

    def __init__(self, caption: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._caption = Label(tone="quiet")
        self._caption.setBuddy(control)
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self._error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(2))
        layout.addWidget(self._caption)
        layout.addWidget(control)
        layout.addWidget(self._error)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.set_caption(caption)

    def set_caption(self, caption: str) -> None:
        """Change the caption, which is the control's name for screen readers too."""
        self._caption.setText(caption)
        self.control.setAccessibleName(caption)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong with the content; nothing with an empty sentence."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence)
        set_property(self.control, "state", "error" if sentence else "")

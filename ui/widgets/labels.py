"""Labels and tooltips that show every text as it is, never as markup."""

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.widgets.paint import paintable


class Label(QLabel):
    """A label for plain text.

    Args:
        tone: Empty, `quiet`, `note`, `strong`, `large`, `heading`, `title`, `reading`,
            `display`, `hero`, `drill`, `inverse`, `error`, `ok`, `accent` or `struck`.
    """

    def __init__(self, text: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if tone:
            self.setProperty("tone", tone)

    def setText(self, text: str) -> None:
        super().setText(paintable(text))


def tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip; Qt would take text with tags for markup."""
    widget.setToolTip(f"<span>{html.escape(text)}</span>" if text else "")


def set_property(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a property that the style sheet looks at, and apply the sheet anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()

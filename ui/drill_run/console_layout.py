"""Where the pieces of the console stand."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import scaled
from ui.widgets.cards import Card


def laid_out(
    head: QWidget, timeline: QWidget, lines: QWidget, middle: QWidget, actions: QWidget
) -> QWidget:
    """Return the console: the timeline over the script, the line in front, and what players do."""
    below = QHBoxLayout()
    below.setContentsMargins(0, 0, 0, 0)
    scaled.gap(below, 3)
    below.addWidget(lines)
    below.addWidget(_card(middle), 1)
    below.addWidget(actions)
    console = QWidget()
    layout = QVBoxLayout(console)
    layout.setContentsMargins(0, 0, 0, 0)
    scaled.gap(layout, 3)
    layout.addWidget(head)
    layout.addWidget(_card(timeline, top=1))
    layout.addLayout(below, 1)
    return console


def _card(inside: QWidget, *, top: int = 0) -> Card:
    card = Card()
    box = QVBoxLayout(card)
    scaled.margins(box, 0, top, 0, 0)
    box.addWidget(inside)
    return card

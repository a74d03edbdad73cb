"""What fits side by side in the room there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.widgets import theme
from ui.widgets.buttons import KeyButton

_GAP_STEP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How much room a draft has.

    Attributes:
        is_compact: Captions inside the fields, less text at a time.
        room: Width between its margins, in px of the screen.
    """

    is_compact: bool = False
    room: int = 528


def width_of(widgets: Sequence[QWidget]) -> int:
    """Return how wide a row of these is."""
    gaps = theme.space(_GAP_STEP) * max(0, len(widgets) - 1)
    return sum(widget.sizeHint().width() for widget in widgets) + gaps


def show_keys(row: Sequence[QWidget], keys: Mapping[KeyButton, str], room: int) -> None:
    """Show the keys on the buttons of a row; where they do not fit, the first goes first."""
    for button, key in keys.items():
        button.set_key(key)
    for button in keys:
        if width_of(row) <= room:
            break
        button.set_key("")

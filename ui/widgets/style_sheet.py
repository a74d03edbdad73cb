"""The style sheet of the window, filled from the tokens."""

import re

from PySide6.QtCore import QTemporaryDir
from PySide6.QtGui import QColor

import resources
from ui.widgets import glyphs
from ui.widgets.tokens import Tokens, sizes

_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
_LENGTH = re.compile(r"(\d+)px")
_MARKS = {
    "caret-down": ("caret-down", "text_quiet"),
    "check": ("check", "text_inverse"),
    "check-ink": ("check", "text"),
}


class _Marks:
    folder: QTemporaryDir | None = None
    round: int = 0  # part of the file names, because Qt remembers pictures by name


def build(tokens: Tokens, scale_percent: int) -> str:
    """Return the sheet for these colours at this scale."""
    lengths = {**sizes().type, **sizes().size, "outline": tokens.outline_px}
    words = {
        **tokens.colors,
        **{name: str(length) for name, length in lengths.items()},
        "icons": _draw_marks(tokens, scale_percent),
    }
    template = resources.path("themes", "base.qss").read_text("utf-8")
    filled = _PLACEHOLDER.sub(lambda found: words[found[1]], template)
    return _LENGTH.sub(lambda found: f"{_scaled(int(found[1]), scale_percent)}px", filled)


def _scaled(pixels: int, scale_percent: int) -> int:
    return max(1, round(pixels * scale_percent / 100)) if pixels else 0


def _draw_marks(tokens: Tokens, scale_percent: int) -> str:
    """Draw the marks that only a style sheet can place; return how their paths begin."""
    if _Marks.folder is None:
        _Marks.folder = QTemporaryDir()
    _Marks.round += 1
    begin = f"{_Marks.folder.path()}/{_Marks.round}-"
    for file, (name, role) in _MARKS.items():
        picture = glyphs.pixmap(name, _scaled(16, scale_percent), QColor(tokens.colors[role]))
        picture.save(f"{begin}{file}.png", quality=100)  # 100: not compressed, written at once
    return begin

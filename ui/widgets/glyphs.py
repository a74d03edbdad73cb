"""The outlines of the icon family (Phosphor), in any colour.

The glyphs come from the font file of QtAwesome. The package itself is not imported:
that alone takes as long as Qt's widgets, and the first paint needs only the file.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPixmap

_DENSITY = 2  # twice the pixels, sharp on dense screens too


def draw(painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """Draw the glyph in the middle of *rect*, as large as its shorter side."""
    glyph = _glyphs()[name]
    font = QFont(_family())
    font.setPixelSize(max(1, round(min(rect.width(), rect.height()))))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    box = QFontMetricsF(font).boundingRect(glyph)
    painter.save()
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(rect.center() - box.center(), glyph)
    painter.restore()


def pixmap(name: str, pixels: int, color: QColor) -> QPixmap:
    """Return the glyph on a transparent square of this size."""
    side = pixels * _DENSITY
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, QRectF(0, 0, side, side), name, color)
    painter.end()
    picture.setDevicePixelRatio(_DENSITY)
    return picture


@cache
def _folder() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("QtAwesome is not installed")
    return Path(spec.submodule_search_locations[0]) / "fonts"


@cache
def _family() -> str:
    [file] = _folder().glob("phosphor-[0-9]*.ttf")
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))[0]


@cache
def _glyphs() -> dict[str, str]:
    [file] = _folder().glob("phosphor-charmap-*.json")
    codes: dict[str, str] = json.loads(file.read_text("utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}

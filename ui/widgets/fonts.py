"""The typeface of the window."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

import resources

FAMILY = "Noto Sans SC"
_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_TABULAR = QFont.Tag("tnum")  # figures of equal width: running clocks must not shake


@cache
def install() -> None:
    """Make the typeface known to Qt, once a process."""
    for name in _FILES:
        file = resources.path("fonts", name)
        if file.exists():
            QFontDatabase.addApplicationFont(str(file))


def make(pixels: int, *, bold: bool = False) -> QFont:
    """Return the typeface in this size."""
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(_TABULAR, 1)
    return font

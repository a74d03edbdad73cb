"""The look in force: colours, lengths and typeface for everything that paints.

One theme and one scale hold for the whole program, as Qt's own palette does. A change
reaches every widget as `QEvent.Type.StyleChange`.
"""

import sys
from functools import cache

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets import fonts, style_sheet
from ui.widgets.tokens import Tokens, sizes, tokens

SCALES = (100, 125, 150, 175, 200)  # percent

_DRESSED = "is_dressed"
_Role = QPalette.ColorRole
_PALETTE = {
    _Role.Window: "surface",
    _Role.WindowText: "text",
    _Role.Base: "surface_raised",
    _Role.AlternateBase: "surface_raised",
    _Role.Text: "text",
    _Role.Button: "surface_sunken",
    _Role.ButtonText: "text",
    _Role.BrightText: "text_inverse",
    _Role.Highlight: "accent",
    _Role.HighlightedText: "text_inverse",
    _Role.ToolTipBase: "text",
    _Role.ToolTipText: "surface_raised",
    _Role.PlaceholderText: "text_quiet",
    _Role.Link: "accent_text",
    _Role.LinkVisited: "accent_text",
    _Role.Accent: "accent",
    _Role.Light: "surface_raised",
    _Role.Midlight: "hover",
    _Role.Mid: "line",
    _Role.Dark: "line_strong",
    _Role.Shadow: "line_strong",
}


class _Look:
    tokens: Tokens = tokens("light")
    scale_percent: int = 100
    has_motion: bool = True
    style_sheet: str = ""


def apply(app: QApplication, name: str, scale_percent: int = 100) -> None:
    """Put this theme in force at this scale.

    Args:
        name: One of `ui.widgets.tokens.THEMES`, or the wall's.
    """
    _Look.tokens = tokens(name)
    _Look.scale_percent = scale_percent
    for remembered in (color, size, space, font):
        remembered.cache_clear()
    fonts.install()
    if sys.platform != "linux":  # there Fusion is the default, and naming it costs 6 ms
        app.setStyle("Fusion")
    app.setPalette(_palette())
    app.setFont(font())
    _Look.style_sheet = style_sheet.build(_Look.tokens, scale_percent)
    for window in app.topLevelWidgets():
        if window.property(_DRESSED):
            window.setStyleSheet(_Look.style_sheet)


def dress(window: QWidget) -> None:
    """Give a window, or a list that pops up without a parent, the style sheets to come as well.

    The application itself has none: with one, every widget is styled anew at each step by
    which a page is put together, which takes ten times as long as building it.
    """
    if window.styleSheet() != _Look.style_sheet:
        window.setProperty(_DRESSED, True)
        window.setStyleSheet(_Look.style_sheet)


def allow_motion(allowed: bool) -> None:
    """Switch pulsing and fading on or off."""
    _Look.has_motion = allowed


def name() -> str:
    """Return the name of the theme in force."""
    return _Look.tokens.name


def is_dark() -> bool:
    """Return whether the theme in force is light text on dark."""
    return _Look.tokens.is_dark


def has_outlines() -> bool:
    """Return whether surfaces carry a line round them, as in high contrast."""
    return bool(_Look.tokens.outline_px)


def scale_percent() -> int:
    """Return the scale in force."""
    return _Look.scale_percent


@cache
def color(role: str) -> QColor:
    """Return the colour of a role."""
    return QColor(_Look.tokens.colors[role])


def tint(role: str, share: float) -> QColor:
    """Return the colour of a role with this opacity, 0 to 1."""
    made = QColor(color(role))
    made.setAlphaF(share)
    return made


@cache
def size(name: str) -> int:
    """Return a named length, scaled."""
    return px(sizes().size[name])


@cache
def space(step: int) -> int:
    """Return the spacing of a step from 1 to 7, scaled."""
    return px(sizes().space[f"s{step}"])


def px(pixels: float) -> int:
    """Return a length given at 100 %, scaled."""
    return round(pixels * _Look.scale_percent / 100)


@cache
def font(size: str = "base", *, bold: bool = False) -> QFont:
    """Return the typeface in a named size, scaled."""
    return fonts.make(px(sizes().type[size]), bold=bold)


def motion_ms(name: str) -> int:
    """Return how long a movement takes; 0 where motion is switched off."""
    return sizes().motion[name] if _Look.has_motion else 0


def _palette() -> QPalette:
    palette = QPalette()
    for palette_role, role in _PALETTE.items():
        palette.setColor(palette_role, color(role))
    for palette_role in (_Role.Text, _Role.ButtonText, _Role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, palette_role, color("text_quiet"))
    return palette

"""Margins and fixed lengths that follow a change of scale by themselves.

Given once in steps of the spacing scale or px at 100 %; they are remembered at the layout
or widget and applied again when the scale changes.
"""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from ui.widgets import theme

# px at 100 %; narrower windows show the compact form, or only what must be seen
_COMFORTABLE_W, _COMPACT_W = 1_600, 900


def margins(layout: QLayout, left: int, top: int, right: int, bottom: int) -> None:
    """Set the margins of a layout, in spacing steps from 0 to 7."""
    layout.setProperty("margin_steps", [left, top, right, bottom])
    _apply(layout)


def gap(layout: QLayout, step: int) -> None:
    """Set the distance between the items of a layout, as a spacing step from 0 to 7."""
    layout.setProperty("gap_step", step)
    _apply(layout)


def width(widget: QWidget, pixels: int) -> None:
    """Fix the width of a widget, in px at 100 %."""
    widget.setProperty("width_px", pixels)
    _apply(widget)


def height(widget: QWidget, pixels: int) -> None:
    """Fix the height of a widget, in px at 100 %."""
    widget.setProperty("height_px", pixels)
    _apply(widget)


def is_compact(widget: QWidget) -> bool:
    """Return whether the window is so narrow that pages show their compact form."""
    return widget.window().width() < theme.px(_COMFORTABLE_W)


def is_narrow(widget: QWidget) -> bool:
    """Return whether there is only room for what must be seen, as at 200 % on a small screen."""
    return widget.window().width() < theme.px(_COMPACT_W)


def apply_again() -> None:
    """Apply everything remembered at the scale now in force."""
    for widget in QApplication.allWidgets():
        _apply(widget)
        for layout in widget.findChildren(QLayout):
            _apply(layout)


def _apply(thing: QObject) -> None:
    if isinstance(thing, QLayout):
        steps, step = thing.property("margin_steps"), thing.property("gap_step")
        if steps is not None:
            thing.setContentsMargins(*(theme.space(each) if each else 0 for each in steps))
        if step is not None:
            thing.setSpacing(theme.space(step) if step else 0)
    elif isinstance(thing, QWidget):
        pixels = thing.property("width_px")
        if pixels is not None:
            thing.setFixedWidth(theme.px(pixels))
        pixels = thing.property("height_px")
        if pixels is not None:
            thing.setFixedHeight(theme.px(pixels))

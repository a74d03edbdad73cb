"""Changing theme and scale while the program runs."""

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.widgets import icons, scaled, theme
from ui.widgets.keycap import Keycap
from ui.widgets.tokens import THEMES, tokens


class Listener(QWidget):
    """Counts the changes of style it hears of."""

    def __init__(self):
        super().__init__()
        self.heard = 0

    def changeEvent(self, event):  # noqa: N802 - Qt's own name
        super().changeEvent(event)
        self.heard += event.type() == QEvent.Type.StyleChange


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_reaches_the_palette_and_what_is_painted(qapp, name):
    theme.apply(qapp, name)
    assert theme.color("surface").name().upper() == tokens(name).colors["surface"]
    assert qapp.palette().window().color() == theme.color("surface")
    assert theme.is_dark() == (name != "light")


def test_widgets_hear_of_a_change_of_theme(qapp, qtbot):
    widget = Listener()
    qtbot.add_widget(widget)
    theme.dress(widget)
    widget.show()
    before = widget.heard
    theme.apply(qapp, "dark")
    assert widget.heard > before


def test_what_is_put_into_a_dressed_window_is_dressed_and_the_application_is_not(qapp, qtbot):
    window = QWidget()
    qtbot.add_widget(window)
    theme.dress(window)
    line = QLineEdit(window)
    plain = QLineEdit()
    qtbot.add_widget(plain)
    assert line.sizeHint().height() > plain.sizeHint().height()
    assert qapp.styleSheet() == ""  # with one, pages take ten times as long to put together


def test_lengths_and_type_grow_with_the_scale(qapp):
    at_100 = (theme.size("row_h"), theme.space(4), theme.font("base").pixelSize())
    theme.apply(qapp, "light", 200)
    at_200 = (theme.size("row_h"), theme.space(4), theme.font("base").pixelSize())
    assert at_200 == tuple(2 * length for length in at_100)


def test_fields_grow_with_the_scale(qapp, qtbot):
    line = QLineEdit()
    qtbot.add_widget(line)
    theme.dress(line)
    line.show()
    before = line.sizeHint().height()
    theme.apply(qapp, "light", 200)
    assert line.sizeHint().height() >= 2 * before - 2


def test_margins_and_fixed_lengths_follow_the_scale(qapp, qtbot):
    holder = QWidget()
    qtbot.add_widget(holder)
    layout = QHBoxLayout(holder)
    scaled.margins(layout, 0, 4, 0, 4)
    scaled.gap(layout, 2)
    scaled.width(holder, 300)
    scaled.height(holder, 40)
    theme.apply(qapp, "light", 150)
    scaled.apply_again()
    assert (layout.contentsMargins().top(), layout.spacing()) == (24, 12)
    assert holder.size() == QSize(450, 60)


def test_painted_widgets_measure_anew_after_a_change_of_scale(qapp, qtbot):
    cap = Keycap("F2")
    qtbot.add_widget(cap)
    before = cap.sizeHint()
    theme.apply(qapp, "light", 200)
    assert cap.sizeHint().height() == 2 * before.height()


def test_icons_take_the_colour_of_their_role(qapp):
    theme.apply(qapp, "dark")
    picture = icons.icon("phone", "accent").pixmap(24, 24).toImage()
    image = picture.convertToFormat(QImage.Format.Format_ARGB32)
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    strongest = max(pixels, key=lambda color: color.alpha())
    wanted = theme.color("accent")
    assert abs(strongest.red() - wanted.red()) < 4
    assert abs(strongest.green() - wanted.green()) < 4


def test_motion_takes_no_time_once_it_is_switched_off():
    theme.allow_motion(True)
    assert theme.motion_ms("normal") == 150
    theme.allow_motion(False)
    assert theme.motion_ms("normal") == 0

"""Texts that people typed are shown as they are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets import theme
from ui.widgets.cards import Field
from ui.widgets.labels import Label, set_property, tip


def test_a_label_shows_tags_as_text(qtbot):
    label = Label("<b>5 m</b> & rising")
    qtbot.add_widget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_label_hides_nothing_behind_the_mark_that_qt_gives_a_meaning(qtbot):
    label, changed = Label("Dam is safe\x9cDam has broken"), Label()
    changed.setText("Dam is safe\x9cDam has broken")
    for shown in (label, changed):
        qtbot.add_widget(shown)
        assert picture(shown) == picture(Label("Dam is safe⟦U+009C⟧Dam has broken"))


def picture(label):
    label.resize(600, 30)
    return label.grab().toImage()


def test_a_tooltip_shows_tags_as_text(qtbot):
    widget = QWidget()
    qtbot.add_widget(widget)
    tip(widget, "<img src=x>")
    assert "&lt;img src=x&gt;" in widget.toolTip()
    tip(widget, "")
    assert widget.toolTip() == ""


def test_the_caption_of_a_field_is_the_name_of_its_control(qtbot):
    line = QLineEdit()
    field = Field("Unit", line)
    qtbot.add_widget(field)
    assert line.accessibleName() == "Unit"


def test_what_is_wrong_with_a_field_is_said_below_it_and_to_screen_readers(qtbot):
    line = QLineEdit()
    field = Field("Received", line)
    qtbot.add_widget(field)
    field.show()
    field.set_error("must be later")
    assert line.property("state") == "error"
    assert line.accessibleDescription() == "must be later"
    assert [label.text() for label in field.findChildren(Label) if label.isVisible()] == [
        "Received",
        "must be later",
    ]
    field.set_error("")
    assert line.property("state") == ""


def test_a_property_that_the_style_sheet_reads_takes_effect_at_once(qtbot):
    label = Label("x")
    qtbot.add_widget(label)
    theme.dress(label)
    label.show()
    before = label.sizeHint().height()
    set_property(label, "tone", "hero")
    assert label.sizeHint().height() > 2 * before

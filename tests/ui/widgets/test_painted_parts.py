"""Small widgets that paint themselves."""

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from ui.widgets import paint, severity, theme
from ui.widgets.avatar import Avatar
from ui.widgets.buttons import KeyButton
from ui.widgets.keycap import Keycap
from ui.widgets.pill import Pill
from ui.widgets.pulse import Pulse
from ui.widgets.segmented import Segmented
from ui.widgets.severity import Severity, SeverityMark
from ui.widgets.skeleton import Skeleton
from ui.widgets.states import Deck, StatePanel
from ui.widgets.steps import StepBar
from ui.widgets.toggle import Toggle


def drawn(side, draw):
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw(painter, QRect(0, 0, side, side))
    painter.end()
    return image


def inked(image):
    return sum(
        image.pixelColor(x, y).alpha() > 128
        for x in range(image.width())
        for y in range(image.height())
    )


def test_the_four_severities_differ_in_shape_without_any_colour():
    shapes = {
        bytes(
            drawn(
                40, lambda p, r, s=s: severity.draw(p, r, s, filled=True, role="text")
            ).constBits()
        )
        for s in Severity
    }
    assert len(shapes) == 4


@pytest.mark.parametrize("kind", list(Severity))
def test_what_is_acknowledged_is_an_outline(kind):
    filled = drawn(40, lambda p, r: severity.draw(p, r, kind, filled=True))
    outline = drawn(40, lambda p, r: severity.draw(p, r, kind, filled=False))
    assert inked(outline) < inked(filled) * 0.7
    assert outline.pixelColor(20, 22).alpha() == 0


def test_painted_words_hide_nothing_behind_the_mark_that_qt_gives_a_meaning():
    whole, marked = "Dam is safe⟦U+009C⟧Dam has broken", "Dam is safe\x9cDam has broken"
    assert paint.width(marked) == paint.width(whole)
    for side in (400, 120):  # with room, and shortened
        first = drawn(side, lambda p, r: paint.text(p, r, whole))
        assert drawn(side, lambda p, r: paint.text(p, r, marked)) == first


def test_a_long_text_ends_in_dots_and_a_fitting_one_does_not():
    words = "东坝坡脚渗水点由 1 处增至 3 处"
    image = QImage(600, 40, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    width = paint.width(words)
    assert paint.text(painter, QRect(0, 0, width, 40), words) == width
    assert paint.text(painter, QRect(0, 0, 60, 40), words) <= 60
    painter.end()


def test_unacknowledged_marks_pulse_at_most_once_a_second(qtbot):
    theme.allow_motion(True)
    mark = SeverityMark(Severity.RED, filled=True)
    qtbot.add_widget(mark)
    mark.show()
    assert mark._pulse._timer.interval() * 2 >= 1_000
    qtbot.wait_until(lambda: mark._pulse.opacity() < 1, timeout=2_000)
    mark.set_severity(Severity.RED, filled=False)
    assert mark._pulse.opacity() == 1
    assert not mark._pulse._timer.isActive()


def test_nothing_pulses_once_motion_is_switched_off(qtbot):
    mark = SeverityMark(Severity.RED, filled=True)
    qtbot.add_widget(mark)
    mark.show()
    pulse: Pulse = mark._pulse
    pulse._beat()
    assert pulse.opacity() == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda: KeyButton("入库", "Enter", kind="primary", icon="plus"),
        lambda: KeyButton("留作草稿", "Esc", kind="bare"),
        lambda: Toggle("自动记录"),
        Segmented,
    ],
)
@pytest.mark.parametrize("scale", [100, 200])
def test_what_is_pressed_is_at_least_32_pixels_high(qapp, qtbot, make, scale):
    theme.apply(qapp, "light", scale)
    widget = make()
    qtbot.add_widget(widget)
    assert widget.sizeHint().height() >= 32 * scale // 100


@pytest.mark.parametrize("name", ["light", "dark", "high_contrast"])
@pytest.mark.parametrize(
    "make",
    [
        lambda: KeyButton("入库", "Enter", kind="primary", icon="plus"),
        lambda: KeyButton("入库", "Enter"),
        lambda: KeyButton("入库", kind="bare"),
        lambda: Toggle("自动记录"),
        lambda: Keycap("Ctrl+K"),
        lambda: Pill("未确认", tone="red_strong", icon="flag"),
        lambda: Avatar("何立", strong=True),
        lambda: StepBar("接报传跟"),
        lambda: SeverityMark(Severity.YELLOW, filled=True),
        StatePanel,
    ],
)
def test_every_part_paints_itself_in_every_theme(qapp, qtbot, make, name):
    theme.apply(qapp, name)
    widget = make()
    qtbot.add_widget(widget)
    widget.resize(widget.sizeHint().expandedTo(QSize(40, 20)))
    image = widget.grab().toImage()
    colors = {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(image.height())}
    assert len(colors) > 1


def test_a_focused_button_shows_a_ring(qtbot):
    button = KeyButton("入库")
    qtbot.add_widget(button)
    button.show()
    button.activateWindow()
    before = button.grab().toImage()
    button.setFocus()
    qtbot.wait_until(button.hasFocus)
    assert button.grab().toImage() != before


def test_arrow_keys_move_the_choice_of_segments(qtbot):
    segments = Segmented()
    qtbot.add_widget(segments)
    segments.set_choices([("plain", "平件"), ("fast", "加急"), ("urgent", "特急")])
    segments.set_value("fast")
    segments.show()
    with qtbot.wait_signal(segments.chosen) as chosen:
        qtbot.keyClick(segments, Qt.Key.Key_Right)
    assert chosen.args == ["urgent"]
    qtbot.keyClick(segments, Qt.Key.Key_Right)
    assert segments.value() == "urgent"
    assert segments.accessibleDescription() == "特急"


def test_a_click_chooses_the_segment_under_the_pointer(qtbot):
    segments = Segmented()
    qtbot.add_widget(segments)
    segments.set_choices([(1, "平件"), (2, "加急")])
    segments.resize(segments.sizeHint())
    segments.show()
    with qtbot.wait_signal(segments.chosen) as chosen:
        qtbot.mouseClick(segments, Qt.MouseButton.LeftButton, pos=segments._boxes()[1].center())
    assert chosen.args == [2]


def test_the_space_bar_works_the_switch(qtbot):
    toggle = Toggle("自动记录")
    qtbot.add_widget(toggle)
    toggle.show()
    with qtbot.wait_signal(toggle.toggled):
        qtbot.keyClick(toggle, Qt.Key.Key_Space)
    assert toggle.isChecked()


def test_a_step_bar_tells_screen_readers_where_it_is(qtbot):
    bar = StepBar("接报传跟")
    qtbot.add_widget(bar)
    bar.set_present(2)
    assert bar.accessibleName() == "传"
    bar.set_present(4)
    assert bar.accessibleName() == "跟"
    bar.set_present(-1)
    assert bar.accessibleName() == ""


def test_the_skeleton_stays_away_from_quick_answers(qtbot):
    skeleton = Skeleton()
    qtbot.add_widget(skeleton)
    skeleton.resize(400, 200)
    skeleton.show()
    empty = skeleton.grab().toImage()
    qtbot.wait_until(lambda: skeleton.grab().toImage() != empty, timeout=2_000)
    assert not skeleton._delay.isActive()


def test_a_deck_shows_content_or_a_state_with_its_way_out(qtbot):
    content = Pill("内容")
    deck = Deck(content)
    qtbot.add_widget(deck)
    deck.show()
    deck.show_state("lock", "值班长才能封存", "今夜值班长 何立。", action="看记录", key="F2")
    button = deck.findChild(KeyButton)
    assert button.isVisible()
    with qtbot.wait_signal(deck.acted):
        button.click()
    deck.show_state("lock", "值班长才能封存", "")
    assert not button.isVisible()
    deck.show_content()
    assert content.isVisible()

"""Running times are read across the room."""

import math

import pytest
from PySide6.QtGui import QFontMetricsF

from ui.teams import dispatch_paint
from ui.teams.dispatch_card import running
from ui.teams.dispatch_lanes import LANES, Lane
from ui.widgets import paint, theme

ARC_MINUTES, AWAY_MM = 16, 3_000
PITCH_MM = 24 * 25.4 * 16 / math.hypot(16, 9) / 1_920  # of a 24-inch screen of 1920 × 1080


def seen_at(pixels: float) -> float:
    """Return under how many arc minutes a height appears at the distance."""
    return math.degrees(math.atan(pixels * PITCH_MM / AWAY_MM)) * 60


def test_digits_of_every_lane_are_large_enough_on_a_full_hd_screen(tab) -> None:
    for lane in LANES[1:]:
        view = tab.board.boxes[lane].view
        size = dispatch_paint.digit_size(view.viewport().width())
        high = QFontMetricsF(theme.font(size)).tightBoundingRect("0").height()
        assert seen_at(high) >= ARC_MINUTES, lane


@pytest.mark.parametrize("seconds", [0, 59, 5_999, 6_000, 86_399, 359_999, 4_000_000])
def test_no_running_time_is_wider_than_the_type_was_chosen_for(qapp, seconds) -> None:
    digits, _ = running(seconds)
    assert paint.width(digits, "wall_large") <= paint.width("00:00", "wall_large")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, ("00:00", "")),
        (573, ("09:33", "")),
        (6_000, ("1:40", "hours")),
        (400_000, ("4", "days")),
    ],
)
def test_long_times_say_their_unit(tab, seconds, shown) -> None:
    assert running(seconds) == shown


def test_in_a_small_window_smaller_digits_fit_the_lane(post, open_tab) -> None:
    tab = open_tab(post, width=1280, height=720)
    width = tab.board.boxes[Lane.AT_SCENE].view.viewport().width()
    size = dispatch_paint.digit_size(width)
    assert paint.width("00:00", size) <= width

"""Rows that leave out what matters least."""

from itertools import pairwise

import pytest

from ui.widgets.fitting_row import FittingRow
from ui.widgets.pill import Pill


@pytest.fixture
def row(qtbot):
    row = FittingRow()
    row.resize(900, 40)
    qtbot.add_widget(row)
    row.show()
    return row


def test_the_highest_rank_goes_first_and_rank_0_stays(row):
    always, seldom, rarely = (Pill("很长的一段文字") for _ in range(3))
    row.add_left(always)
    row.add_left(rarely, rank=2)
    row.add_right(seldom, rank=1)
    row.arrange()
    assert row.missing() == ()
    one = always.sizeHint().width()
    row.resize(2 * one + 40, 40)
    assert row.missing() == (rarely,)
    row.resize(one + 5, 40)
    assert row.missing() == (rarely, seldom)
    assert always.isVisible()


def test_what_has_nothing_to_show_takes_no_room(row):
    first, second = Pill("第一"), Pill("第二")
    row.add_left(first)
    row.add_left(second)
    row.arrange()
    shifted = second.x()
    row.want(first, False)
    row.arrange()
    assert second.x() < shifted
    assert row.missing() == ()


def test_nothing_overlaps_while_there_is_room(row):
    pills = [Pill(f"项目 {number}") for number in range(6)]
    for number, pill in enumerate(pills):
        (row.add_left if number % 2 else row.add_right)(pill, rank=number)
    for width in (900, 500, 300, 200):
        row.resize(width, 40)
        shown = sorted(
            (pill.geometry() for pill in pills if pill.isVisible()), key=lambda box: box.left()
        )
        assert all(a.right() < b.left() for a, b in pairwise(shown))


def test_a_widget_can_be_taken_out(row):
    pill = Pill("一次")
    row.add_left(pill)
    row.arrange()
    row.remove(pill)
    row.arrange()
    assert not pill.isVisible()

"""Shifts and the pattern they are planned by."""

from datetime import datetime, time, timedelta

import pytest

from commandcenter.duty.model.shift import DutyRole, Watch, planned
from commandcenter.kernel.times import BEIJING

DAY = Watch(name="白班", start=time(8), length=timedelta(hours=12))
NIGHT = Watch(name="夜班", start=time(20), length=timedelta(hours=12))


@pytest.mark.parametrize(
    ("at", "watch", "began"),
    [
        ((18, 8, 0), DAY, (18, 8)),
        ((18, 19, 59), DAY, (18, 8)),
        ((18, 20, 0), NIGHT, (18, 20)),
        ((19, 0, 0), NIGHT, (18, 20)),
        ((19, 7, 59), NIGHT, (18, 20)),
    ],
)
def test_the_pattern_says_which_watch_covers_a_moment(at, watch, began):
    found, start = planned((DAY, NIGHT), datetime(2026, 7, *at, tzinfo=BEIJING))
    assert (found, start) == (watch, datetime(2026, 7, *began, tzinfo=BEIJING))


def test_a_watch_of_24_hours_covers_the_whole_day():
    whole = Watch(name="全天", start=time(8), length=timedelta(hours=24))
    found, start = planned((whole,), datetime(2026, 7, 19, 7, 59, tzinfo=BEIJING))
    assert (found, start.day) == (whole, 18)


def test_a_pattern_with_a_gap_is_a_bug():
    with pytest.raises(ValueError, match="gap"):
        planned((DAY,), datetime(2026, 7, 18, 21, tzinfo=BEIJING))


def test_persons_of_a_role_keep_the_order_of_the_rota(a_shift, members):
    shift = a_shift(20, 32)
    assert [member.name for member in shift.who(DutyRole.LEADER)] == ["周敏"]
    assert shift.who(DutyRole.DRIVER) == ()

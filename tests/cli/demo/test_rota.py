"""Shifts of the invented county."""

from datetime import timedelta
from itertools import pairwise

from commandcenter.cli.demo import rota
from commandcenter.cli.demo.county import County
from commandcenter.duty.model.shift import DutyRole, Shift
from commandcenter.kernel.times import BEIJING

ROLES = {
    DutyRole.LEADER: 1,
    DutyRole.CHIEF: 1,
    DutyRole.DEPUTY: 2,
    DutyRole.STANDBY: 1,
    DutyRole.DRIVER: 1,
}


def names(shift: Shift, role: DutyRole) -> list[str]:
    return [member.name for member in shift.who(role)]


def test_the_shifts_follow_each_other_without_gap(watches: tuple[Shift, ...]):
    for before, after in pairwise(watches):
        assert before.end_at == after.start_at
    assert {f"{shift.start_at.astimezone(BEIJING):%H:%M}" for shift in watches} == {
        "08:00",
        "20:00",
    }


def test_every_shift_has_all_roles_and_nobody_twice(watches: tuple[Shift, ...]):
    for shift in watches:
        assert {role: len(shift.who(role)) for role in ROLES} == ROLES
        assert len({member.person_id for member in shift.members}) == len(shift.members)


def test_nobody_keeps_watch_twice_in_a_row(watches: tuple[Shift, ...]):
    for before, after in pairwise(watches):
        assert not set(names(before, DutyRole.CHIEF)) & set(names(after, DutyRole.CHIEF))


def test_the_flood_night_is_kept_by_the_people_of_the_story(qingxi: County):
    day, night, morning = rota.shifts(
        qingxi, first=rota.NIGHT, last=rota.NIGHT + timedelta(days=1)
    )[:3]
    assert names(day, DutyRole.CHIEF) == ["陈国栋"]
    assert names(night, DutyRole.LEADER) == ["周敏"]
    assert names(night, DutyRole.CHIEF) == ["何立"]
    assert names(night, DutyRole.DEPUTY) == ["林晓", "陈昊"]
    assert names(morning, DutyRole.CHIEF) == ["郑海"]
    assert names(morning, DutyRole.DEPUTY) == ["罗敏", "吴佳"]


def test_another_night_gets_the_same_people(qingxi: County):
    other = rota.NIGHT + timedelta(days=11)
    shift = rota.shifts(qingxi, first=other, last=other, night=other)[1]
    assert names(shift, DutyRole.CHIEF) == ["何立"]
    assert "雨" in shift.weather


def test_a_swap_puts_the_stand_in_into_the_shift(qingxi: County, watches: tuple[Shift, ...]):
    swaps = 0
    for shift in watches:
        swap = rota.swap_on(qingxi, shift.day, 0 if shift.name == "白班" else 1)
        if swap is not None:
            swaps += 1
            assert swap.stand_in.name in names(shift, DutyRole.DEPUTY)
            assert swap.absent.name not in names(shift, DutyRole.DEPUTY)
    assert 20 < swaps < 120


def test_few_entries_fill_two_years_and_many_fill_25(qingxi: County):
    first, last = rota.period(20_000)
    assert (last - first).days // 365 == 2
    first, last = rota.period(1_000_000)
    assert (last - first).days // 365 == 25


def test_asking_for_a_part_of_the_rota_gives_the_same_shifts(
    qingxi: County, watches: tuple[Shift, ...]
):
    part = rota.shifts(qingxi, first=watches[200].day, last=watches[201].day)
    assert part == watches[200:202]

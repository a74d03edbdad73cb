"""Which shift is on watch, who is in it, how it is planned."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commandcenter.directory.rights import NotAllowed
from commandcenter.directory.service import rules
from commandcenter.duty.service import log, shifts
from commandcenter.duty.service.shifts import PersonTwice
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import minute


@pytest.fixture
def write(night_db, chief, draft):
    """Record something now; gives the shift it belongs to."""

    def record():
        entry = log.record(night_db, draft(), officer=chief)
        return shifts.get(night_db, entry.shift_id)

    return record


@pytest.fixture
def freeze(night_db, chief):
    """Freeze a shift as its handover does."""

    def close(shift):
        with night_db.write(chief) as tx:
            closed = shifts.close(tx, shift.id, at=tx.at)
            shifts.journal.append(tx, "test.closed", {}, id=new_id(), subject=shift.id)
        return closed

    return close


def hours(shift) -> tuple[str, str]:
    return minute(shift.start_at), minute(shift.end_at)


def test_the_first_entry_plans_its_shift_from_the_pattern(night_db, write):
    shift = write()
    assert (shift.name, shift.day, shift.members) == ("夜班", date(2026, 7, 18), ())
    assert hours(shift) == ("2026-07-18 20:00", "2026-07-19 08:00")
    assert shifts.on_watch(night_db, at=night_db.clock.at) == shift
    assert write() == shift


def test_an_entry_after_midnight_belongs_to_the_day_the_shift_began(night_db, write):
    night_db.clock.go(hours=3)
    assert write().day == date(2026, 7, 18)


def test_a_planned_shift_is_taken_with_who_is_in_it(night_db, write, a_shift, plan, members):
    shift = a_shift(20, 32)
    plan(night_db, shift, a_shift(8, 20, name="白班", closed_at=shift.start_at))
    assert write() == shift
    assert shifts.on_watch(night_db, at=night_db.clock.at).members == members


def test_after_the_freeze_the_next_shift_is_on_watch(night_db, write, freeze, a_shift, plan):
    night, day = a_shift(20, 32), a_shift(32, 44, name="白班", day=date(2026, 7, 19))
    plan(night_db, night, day)
    night_db.clock.go(hours=9)
    assert write() == night
    freeze(night)
    assert write() == day


def test_after_the_freeze_the_next_shift_is_planned_if_nobody_has(night_db, write, freeze):
    night = write()
    freeze(night)
    following = write()
    assert (following.name, following.start_at) == ("白班", night.end_at)


def test_two_frozen_shifts_leave_the_third_on_watch(night_db, write, freeze):
    first = write()
    freeze(first)
    second = write()
    freeze(second)
    assert write().start_at == second.end_at


def test_a_returned_handover_puts_the_shift_back_on_watch(night_db, chief, write, freeze):
    night = write()
    freeze(night)
    with night_db.write(chief) as tx:
        shifts.reopen(tx, night.id)
        shifts.journal.append(tx, "test.reopened", {}, id=new_id(), subject=night.id)
    assert write().id == night.id


@pytest.mark.parametrize(("after_h", "is_same"), [(0.1, True), (3.9, True), (4.1, False)])
def test_a_shift_that_is_overdue_stays_until_the_limit(night_db, write, after_h, is_same):
    night = write()
    night_db.clock.at = night.end_at + timedelta(hours=after_h)
    assert (write().id == night.id) == is_same


def test_an_overdue_shift_stays_even_if_the_next_has_begun(night_db, write, a_shift, plan):
    night, day = a_shift(20, 32), a_shift(32, 44, name="白班")
    plan(night_db, night, day)
    night_db.clock.at = night.end_at + timedelta(hours=1)
    assert write() == night
    night_db.clock.at = night.end_at + timedelta(hours=5)
    assert write() == day


def test_after_weeks_without_an_entry_the_log_goes_on(night_db, write):
    first = write()
    night_db.clock.go(days=40)
    later = write()
    assert hours(later) == ("2026-08-27 20:00", "2026-08-28 08:00")
    assert later.id != first.id


def test_a_shift_that_ended_early_leaves_a_shorter_rest(night_db, write, freeze, a_shift, plan):
    short = a_shift(20, 22)
    plan(night_db, short)
    freeze(short)
    rest = write()
    assert hours(rest) == ("2026-07-18 22:00", "2026-07-19 08:00")


def test_a_short_shift_that_nobody_handed_over_leaves_its_rest_too(night_db, write, a_shift, plan):
    plan(night_db, a_shift(8, 10, name="白班"))
    night_db.clock.at -= timedelta(hours=7)  # 15:41, long after the limit
    assert hours(write()) == ("2026-07-18 10:00", "2026-07-18 20:00")


def test_a_shift_planned_from_the_pattern_ends_where_the_next_begins(
    night_db, write, a_shift, plan
):
    plan(night_db, a_shift(30, 44, name="早接班"))
    assert hours(write()) == ("2026-07-18 20:00", "2026-07-19 06:00")


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("全天 08:00", "全天", ("2026-07-18 08:00", "2026-07-19 08:00")),
        ("早 08:00, 中 15:00, 晚 22:00", "晚", ("2026-07-18 22:00", "2026-07-19 08:00")),
        ("甲 23:00, 乙 11:00", "乙", ("2026-07-18 11:00", "2026-07-18 23:00")),
    ],
)
def test_the_county_sets_its_own_pattern(night_db, write, officer, pattern, name, expected):
    put_rule(night_db, officer, "duty.pattern", pattern)
    shift = write()
    assert (shift.name, hours(shift)) == (name, expected)


def test_a_day_of_eight_watches_is_kept_apart(night_db, write, officer, freeze):
    starts = ", ".join(f"第{number}班 {3 * number:02d}:00" for number in range(8))
    put_rule(night_db, officer, "duty.pattern", starts)
    names = []
    for _ in range(10):
        shift = write()
        names.append(shift.name)
        freeze(shift)
        night_db.clock.at = shift.end_at
    assert names == [f"第{(7 + number) % 8}班" for number in range(10)]


def put_rule(db, officer, code, value):
    new = rules.Rule(id=new_id(), code=code, value=value, valid_from=date(2026, 1, 1))
    rules.add(db, new, officer=replace(officer, rights=frozenset({"manage_rules"})))


def test_no_shift_is_on_watch_where_none_is_planned(night_db):
    assert shifts.on_watch(night_db, at=night_db.clock.at) is None


def test_a_shift_can_be_planned_before_anything_is_written(night_db, chief):
    shift = shifts.plan_ahead(night_db, at=night_db.clock.at, officer=chief)
    assert shifts.on_watch(night_db, at=night_db.clock.at) == shift
    assert shifts.plan_ahead(night_db, at=night_db.clock.at, officer=chief) == shift


def test_only_planners_plan(night_db, deputy, a_shift):
    with pytest.raises(NotAllowed):
        shifts.plan_ahead(night_db, at=night_db.clock.at, officer=deputy)
    with pytest.raises(NotAllowed):
        shifts.staff(night_db, a_shift(20, 32), (), weather="", officer=deputy)


def test_the_shift_that_relieves_is_the_next_that_is_planned(night_db, a_shift, plan):
    night, day = a_shift(20, 32), a_shift(32, 44, name="白班")
    plan(night_db, night, day, a_shift(44, 56))
    assert shifts.following(night_db, night) == day
    assert shifts.following(night_db, replace(night, end_at=night.end_at + timedelta(10))) is None


def test_the_crew_and_the_weather_can_be_set(night_db, chief, a_shift, plan, members):
    shift = a_shift(20, 32, members=(), weather="")
    plan(night_db, shift)
    staffed = shifts.staff(night_db, shift, members[:2], weather="大雨\0", officer=chief)

    assert staffed == shifts.get(night_db, shift.id)
    assert (staffed.members, staffed.weather, staffed.version) == (members[:2], "大雨\ufffd", 2)


def test_the_crew_is_set_by_whoever_saw_the_newest(night_db, chief, a_shift, plan, members):
    shift = a_shift(20, 32)
    plan(night_db, shift)
    shifts.staff(night_db, shift, members[:1], weather="", officer=chief)
    with pytest.raises(Conflict):
        shifts.staff(night_db, shift, members, weather="", officer=chief)
    assert len(shifts.get(night_db, shift.id).members) == 1


def test_a_person_is_in_a_shift_once(night_db, chief, a_shift, plan, members):
    shift = a_shift(20, 32)
    plan(night_db, shift)
    with pytest.raises(PersonTwice, match="周敏"):
        shifts.staff(night_db, shift, [members[0], members[0]], weather="", officer=chief)


def test_shifts_of_a_period_come_oldest_first(night_db, a_shift, plan):
    later = a_shift(44, 56, day=date(2026, 7, 19))
    plan(night_db, later, a_shift(20, 32), a_shift(8, 20))
    found = shifts.between(night_db, date(2026, 7, 18), date(2026, 7, 18))
    assert [hours(shift)[0][-5:] for shift in found] == ["08:00", "20:00"]
    assert shifts.between(night_db, date(2026, 7, 20), date(2026, 7, 20)) == ()


def test_on_a_server_the_present_has_its_shift(db, chief, draft):
    entry = log.record(db, draft(), officer=chief)
    shift = shifts.on_watch(db, at=entry.recorded_at)
    assert shift.id == entry.shift_id
    assert shift.start_at <= entry.recorded_at < shift.end_at


def test_the_shift_that_relieves_can_be_planned(night_db, chief, deputy, a_shift, plan):
    night = a_shift(20, 32)
    plan(night_db, night)
    following = shifts.plan_after(night_db, night, officer=chief)

    assert (following.name, following.start_at) == ("白班", night.end_at)
    assert shifts.plan_after(night_db, night, officer=chief) == following
    with pytest.raises(NotAllowed):
        shifts.plan_after(night_db, night, officer=deputy)


def test_two_frozen_shifts_leave_the_planned_third_on_watch(night_db, write, freeze, a_shift, plan):
    night, day, third = a_shift(20, 32), a_shift(32, 44), a_shift(44, 56)
    plan(night_db, night, day, third)
    freeze(night)
    freeze(day)
    assert write() == third

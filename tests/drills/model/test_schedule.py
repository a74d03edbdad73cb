"""What clashes in a year of drills is what looking at each pair of everything finds."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from commandcenter.drills.model.clash import CLASH_WORDS, WEIGHTS, ClashKind, Weight
from commandcenter.drills.model.days_off import DaysOff
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.schedule import (
    Index,
    Slot,
    Year,
    check_all,
    check_move,
    check_slot,
)
from commandcenter.drills.model.slots import slot_of
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING
from tests.drills.model.slow_year import YEAR, a_year, slow, told


def compare(seed: int) -> set[ClashKind]:
    """Hold the fast ways against the slow one; return what kinds of clashes there were."""
    chance = random.Random(seed)
    drills, units = chance.randrange(0, 14), chance.randrange(1, 8)
    year = a_year(chance, drills=drills, units=units, days=chance.choice([4, 12, 380]))
    index = Index(year)
    found = check_all(index)
    assert len(set(found)) == len(found)
    assert {told(one) for one in found} == slow(year), seed
    for slot in year.slots[:4]:
        shift = timedelta(minutes=chance.randrange(-5_000, 5_000))
        begin, end = slot.begins_at + shift, slot.ends_at + shift + timedelta(hours=1)
        moved = [slot.at(begin, end) if one.id == slot.id else one for one in year.slots]
        expected = {one for one in slow(replace(year, slots=moved)) if slot.id in one[1]}
        seen = check_move(index, slot.id, begin, end)
        assert {told(one) for one in seen} == expected, seed
        assert {one.drill for one in seen} <= {slot.id}
    return {one.kind for one in found}


def test_small_years_clash_as_the_slow_way_finds():
    met = set().union(*(compare(seed) for seed in range(40)))
    assert met == set(ClashKind)


@pytest.mark.nightly
def test_a_thousand_years_clash_as_the_slow_way_finds():
    for seed in range(1_000):
        compare(seed)


@pytest.mark.nightly
def test_a_whole_year_of_a_county_clashes_as_the_slow_way_finds():
    year = a_year(random.Random(5), drills=150, units=40, days=370)
    assert {told(one) for one in check_all(Index(year))} == slow(year)


@pytest.fixture
def a_slot():
    def make(hour: int = 9, hours: int = 2, *, day: int = 12, **fields) -> Slot:
        begin = datetime(YEAR, 5, day, hour, tzinfo=BEIJING)
        usual = {"id": new_id(), "title": "演练"}
        end = begin + timedelta(hours=hours)
        return Slot(**usual | fields, begins_at=begin, ends_at=end)

    return make


def index_of(*slots: Slot) -> Index:
    return Index(Year(year=YEAR, slots=slots, days_off=DaysOff(year=YEAR)))


def test_drills_that_only_touch_do_not_clash(a_slot):
    needs = {(ClashKind.TEAM, "1"): "桥头队"}
    index = index_of(a_slot(9, 2, needs=needs), a_slot(11, 2, needs=needs))
    assert check_all(index) == ()


def test_a_drill_that_ends_at_midnight_does_not_touch_the_next_day(a_slot):
    late, next_day = a_slot(20, 4, township="330399100"), a_slot(day=13, township="330399100")
    assert late.last == late.first
    assert check_all(index_of(late, next_day)) == ()
    longer = late.at(late.begins_at, late.ends_at + timedelta(microseconds=1))
    assert [one.kind for one in check_all(index_of(longer, next_day))] == [ClashKind.TOWNSHIP]


def test_a_clash_says_who_is_wanted_twice_and_by_what(a_slot):
    needs = {(ClashKind.TEAM, "1"): "桥头队"}
    one, two = a_slot(9, 3, needs=needs, title="甲"), a_slot(11, 2, needs=needs, title="乙")
    [clash] = check_all(index_of(one, two))
    assert clash.said(str) == "桥头队 is in '乙' at the same time."
    assert clash.weight is Weight.BLOCK
    assert (clash.begins_at, clash.ends_at) == (two.begins_at, one.ends_at)
    [seen] = check_move(index_of(one, two), two.id, two.begins_at, two.ends_at)
    assert (seen.drill, seen.other) == (two.id, "甲")


def test_a_drill_that_was_held_is_only_the_other_side(a_slot):
    needs = {(ClashKind.PLACE, "x"): "广场"}
    held = a_slot(needs=needs, is_fixed=True)
    assert check_all(index_of(held, a_slot(needs=needs, is_fixed=True))) == ()
    new = a_slot(needs=needs)
    assert [one.kind for one in check_all(index_of(held, new))] == [ClashKind.PLACE]


def test_a_drill_that_began_early_is_over_as_much_earlier():
    begins_at, hours = datetime(YEAR, 5, 12, 9, tzinfo=BEIJING), timedelta(hours=3)
    planned = Drill(id=new_id(), year=YEAR, number=1, title="演练", begins_at=begins_at)
    planned = replace(planned, ends_at=begins_at + hours)
    began_at = begins_at - timedelta(days=20)
    running = replace(planned, state=State.RUNNING, began_at=began_at)
    slot = slot_of(running, (), (), assumed=timedelta(hours=2))
    assert (slot.begins_at, slot.ends_at) == (began_at, began_at + hours)
    open_end = slot_of(replace(running, ends_at=None), (), (), assumed=timedelta(hours=2))
    assert open_end.ends_at == began_at + timedelta(hours=2)


def test_a_drill_that_is_not_in_the_year_yet_is_checked(a_slot):
    needs = {(ClashKind.PLACE, "x"): "广场"}
    new = a_slot(needs=needs)
    [clash] = check_slot(index_of(a_slot(needs=needs)), new)
    assert clash.drill == new.id


def test_every_kind_has_a_weight_and_words():
    assert set(WEIGHTS) == set(CLASH_WORDS) == set(ClashKind)

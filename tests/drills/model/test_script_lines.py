"""Lines in their order: put in, moved, shifted, numbered."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.script_lines import (
    in_order,
    inserted,
    moved,
    renumbered,
    room_of,
    shifted,
)
from commandcenter.kernel.ids import new_id

DRILL = new_id()


def line(number: int, offset_s: int, title: str = "x") -> Inject:
    return Inject(id=UUID(int=number), drill=DRILL, number=number, offset_s=offset_s, title=title)


def brief(script: tuple[Inject, ...]) -> list[tuple[int, int, int]]:
    return [(one.id.int, one.number, one.offset_s) for one in script]


THREE = (line(1, 0), line(2, 600), line(3, 1200))
scripts = st.lists(st.integers(0, 40), min_size=1, max_size=8).flatmap(
    lambda offsets: st.permutations(range(1, len(offsets) + 1)).map(
        lambda numbers: in_order(
            line(number, 30 * offset) for number, offset in zip(numbers, offsets, strict=True)
        )
    )
)


def test_a_line_put_in_gets_the_next_number_and_a_time_between():
    found = inserted(THREE, line(9, 0), THREE[0].id)
    assert brief(found) == [(1, 1, 0), (9, 2, 300), (2, 3, 600), (3, 4, 1200)]


def test_a_line_put_in_keeps_a_time_that_fits():
    found = inserted(THREE, line(9, 650), THREE[1].id)
    assert brief(found)[2] == (9, 3, 650)


def test_a_line_at_the_top_and_at_the_end():
    assert brief(inserted(THREE, line(9, 900), None))[0] == (9, 1, 0)
    assert brief(inserted(THREE, line(9, 0), THREE[2].id))[3] == (9, 4, 1260)
    assert brief(inserted((), line(9, 45), None)) == [(9, 1, 45)]


def test_a_moved_line_changes_its_time_and_nothing_else():
    found = moved(THREE, THREE[2].id, THREE[0].id)
    assert brief(found) == [(1, 1, 0), (3, 3, 300), (2, 2, 600)]
    assert found[0] is THREE[0]


def test_a_line_between_two_of_one_second_swaps_numbers():
    script = in_order([line(1, 60), line(2, 60), line(3, 600)])
    assert brief(moved(script, UUID(int=3), UUID(int=1))) == [(1, 1, 60), (3, 2, 60), (2, 3, 60)]


def test_a_line_moved_to_where_it_stands_does_not_change():
    for at, above in ((0, None), (1, THREE[0].id), (2, THREE[1].id)):
        assert moved(THREE, THREE[at].id, above) == THREE


@given(scripts, st.data())
@settings(max_examples=60, deadline=None)
def test_a_moved_line_stands_where_it_was_put(script, data):
    one = data.draw(st.sampled_from(script))
    others = [each for each in script if each.id != one.id]
    above = data.draw(st.sampled_from([None, *(each.id for each in others)]))
    found = moved(script, one.id, above)
    assert found == in_order(found)
    ids = [each.id for each in found]
    assert ids.index(one.id) == (0 if above is None else ids.index(above) + 1)
    assert [each for each in ids if each != one.id] == [each.id for each in others]
    assert {each.id: each.offset_s for each in found if each.id != one.id} == {
        each.id: each.offset_s for each in others
    }
    assert sorted(each.number for each in found) == sorted(each.number for each in script)


@given(scripts, st.data())
@settings(max_examples=60, deadline=None)
def test_a_line_put_in_stands_where_it_was_put(script, data):
    above = data.draw(st.sampled_from([None, *(each.id for each in script)]))
    new = line(99, data.draw(st.integers(0, 2000)))
    found = inserted(script, new, above)
    assert found == in_order(found)
    ids = [each.id for each in found]
    assert ids.index(new.id) == (0 if above is None else ids.index(above) + 1)
    assert len({each.number for each in found}) == len(found)
    assert [each.offset_s for each in found if each.id != new.id] == [
        each.offset_s for each in script
    ]


@given(scripts, st.integers(-3000, 3000), st.data())
@settings(max_examples=60, deadline=None)
def test_a_shift_keeps_gaps_and_order(script, seconds, data):
    start = data.draw(st.sampled_from([None, *(each.id for each in script)]))
    at = 0 if start is None else [each.id for each in script].index(start)
    if -seconds > room_of(script, start).seconds:
        with pytest.raises(ValueError, match="room"):
            shifted(script, seconds, start)
        return
    found = shifted(script, seconds, start)
    assert [each.offset_s for each in found] == [
        each.offset_s + (seconds if place >= at else 0) for place, each in enumerate(script)
    ]
    assert [each.offset_s for each in found] == sorted(each.offset_s for each in found)
    assert found[0].offset_s >= 0


@given(scripts)
@settings(max_examples=30, deadline=None)
def test_numbers_follow_the_order(script):
    found = renumbered(script)
    assert [each.number for each in found] == list(range(1, len(script) + 1))
    assert [each.id for each in found] == [each.id for each in script]

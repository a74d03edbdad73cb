"""Lines of one script put into another one."""

from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.script_copy import joined
from commandcenter.kernel.ids import new_id

HERE, THERE = new_id(), new_id()


def line(drill, number, offset_s, **more):
    values = {"title": f"第 {number} 条"} | more
    return Inject(id=new_id(), drill=drill, number=number, offset_s=offset_s, **values)


def test_lines_come_with_their_gaps_and_branches_and_without_objectives():
    own = line(HERE, 7, 600)
    first = line(THERE, 1, 0, objective_id=new_id())
    second = line(THERE, 2, 90, branch="甲", decided_by=first.id)
    script = joined([own], HERE, [second, first], later_s=900)
    assert [(one.number, one.offset_s) for one in script] == [(7, 600), (8, 900), (9, 990)]
    assert script[0] == own
    assert {one.drill for one in script} == {HERE}
    assert script[1].objective_id is None
    assert (script[2].branch, script[2].decided_by) == ("甲", script[1].id)
    assert not {one.id for one in script} & {first.id, second.id}


def test_lines_can_come_between_those_that_are_there():
    script = joined([line(HERE, 1, 0), line(HERE, 2, 600)], HERE, [line(THERE, 1, 300)], later_s=0)
    assert [one.number for one in script] == [1, 3, 2]


def test_what_decides_on_a_line_but_did_not_come_is_left_out():
    alone = line(THERE, 1, 0, branch="甲", decided_by=new_id())
    assert joined([], HERE, [alone], later_s=0)[0].decided_by is None

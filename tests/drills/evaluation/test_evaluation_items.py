"""The items of evaluation forms: shipped, changed, put in order, retired."""

from dataclasses import replace

import pytest

from commandcenter.directory.rights import NotAllowed
from commandcenter.directory.service import terms
from commandcenter.drills.model.checks import FieldEmpty
from commandcenter.drills.model.drill import Form
from commandcenter.drills.model.evaluation import Grade, Item
from commandcenter.drills.service import evaluating, evaluation_items
from commandcenter.drills.service.evaluation_items import ItemScored
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id


def test_a_county_begins_with_the_shipped_items_of_both_forms(db):
    live = evaluation_items.of_form(db, Form.LIVE)
    tabletop = evaluation_items.of_form(db, Form.TABLETOP)

    groups = list(dict.fromkeys(one.group for one in live))
    assert groups[:3] == ["design", "documents", "guarantee"]
    assert [sum(one.group == code for one in live) for code in groups[:2]] == [10, 7]
    assert len(groups) == 16
    assert 20 <= len(tabletop) <= 30
    assert all(one.basis and "未核实" in one.basis for one in (*live, *tabletop))
    known = {one.code for one in terms.everything(db) if one.dictionary == "evaluation_group"}
    assert {one.group for one in (*live, *tabletop)} == known


def test_shipped_items_are_added_once_with_the_first_change(db, planner):
    first = evaluation_items.everything(db)

    changed = evaluation_items.change(
        db, replace(first[0], text="目标清楚", is_active=False), officer=planner
    )
    evaluation_items.add(
        db,
        Item(id=new_id(), form=None, group="other", position=0, text="自评认真"),
        officer=planner,
    )

    after = evaluation_items.everything(db)
    assert len(after) == len(first) + 1
    assert after[0] == changed
    assert changed.version == 2
    assert [one for one in after if one.group == "other"][-1].text == "自评认真"
    assert changed not in evaluation_items.of_form(db, Form.LIVE)


def test_a_group_is_put_in_order_as_a_whole(db, planner):
    group = [one for one in evaluation_items.everything(db) if one.group == "documents"]
    wanted = [group[-1], *group[:-1]]

    after = evaluation_items.reorder(db, wanted, officer=planner)

    assert [one.id for one in after] == [one.id for one in wanted]
    with pytest.raises(Conflict):
        evaluation_items.reorder(db, group, officer=planner)  # as it was seen before
    with pytest.raises(Conflict):
        evaluation_items.reorder(db, after[:-1], officer=planner)


def test_the_text_of_an_item_that_was_graded_stays(db, planner, chief, a_drill):
    form = evaluating.open_form(db, a_drill().id, form_id=new_id(), officer=chief)
    item = evaluation_items.of_form(db, Form.TABLETOP)[0]
    evaluating.score(db, form.id, item.id, Grade.GOOD, officer=chief, score_id=new_id())

    with pytest.raises(ItemScored):
        evaluation_items.change(db, replace(item, text="别的"), officer=planner)
    retired = evaluation_items.change(db, replace(item, is_active=False), officer=planner)

    assert not retired.is_active


def test_items_need_a_text_and_the_right(db, planner, deputy):
    item = evaluation_items.everything(db)[0]

    with pytest.raises(FieldEmpty):
        evaluation_items.change(db, replace(item, text=" "), officer=planner)
    for act in (evaluation_items.change, evaluation_items.add):
        with pytest.raises(NotAllowed):
            act(db, item, officer=deputy)
    with pytest.raises(NotAllowed):
        evaluation_items.reorder(db, [item], officer=deputy)

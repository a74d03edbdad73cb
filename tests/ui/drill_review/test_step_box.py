"""What is typed for the next step of a corrective action stays with that step."""

import pytest

from commandcenter.drills.model.correction import ActionState
from commandcenter.drills.service import corrections


@pytest.fixture
def panel(page, settle):
    """The list of corrective actions."""
    page.show_tab(5)
    settle()
    return page.actions_tab.panel


@pytest.fixture
def measure(room, page, panel, settle):
    """A measure that is in front."""
    one = room.measure("泡沫不足", action="补充 2 吨", owner="消防大队")
    page.refresh()
    settle()
    panel.choose(one.id)
    return one


def state_of(room, measure):
    known = {one.id: one.state for one in corrections.of_drill(room.db, room.drill.id)}
    return known[measure.id]


def test_evidence_waits_for_its_measure_while_another_is_looked_at(
    room, page, panel, measure, write, settle
):
    other = room.measure("名单不全", action="补全", owner="办公室")
    page.refresh()
    settle()
    panel.step.text.setFocus()
    write("入库单")
    panel.choose(other.id)
    assert panel.step.typed() == ""
    panel.choose(measure.id)
    assert panel.step.typed() == "入库单"
    panel.note_done()
    settle()
    assert state_of(room, measure) is ActionState.DONE
    assert panel.step.typed() == ""
    assert panel.step._left.isHidden()


def test_evidence_of_a_measure_that_somebody_else_reported_is_refused_and_can_be_read(
    room, panel, measure, write, settle
):
    corrections.report_done(room.db, measure, evidence="照片", officer=room.seated)
    panel.step.text.setFocus()
    write("入库单")
    panel.note_done()
    settle()
    assert panel.kept().state is ActionState.DONE
    assert panel.step.note.text()
    assert panel.step.typed() == ""  # no result of a recheck
    assert panel.step._left.isVisibleTo(panel)
    assert "入库单" in panel.step._left.text()
    panel.give_up()
    assert panel.step._left.isHidden()


def test_what_is_typed_for_another_measure_while_a_step_is_written_stays(
    room, page, panel, measure, write, settle
):
    other = room.measure("名单不全", action="补全", owner="办公室")
    page.refresh()
    settle()
    panel.step.text.setFocus()
    write("入库单")
    panel.note_done()
    panel.choose(other.id)
    panel.step.text.setFocus()
    write("名单")
    settle()
    assert panel.step.typed() == "名单"
    panel.choose(measure.id)
    assert panel.step._left.isHidden()

"""The items of evaluation forms on the management page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.directory.rights import Role
from commandcenter.drills.model.drill import Drill, Form, State
from commandcenter.drills.model.evaluation import Grade
from commandcenter.drills.service import evaluating, evaluation_items, records
from commandcenter.kernel.ids import new_id
from ui.shell.page import Target


@pytest.fixture
def page(office, open_page, qtbot):
    """The page of a planner, with the items in front."""
    office.role = Role.PLANNER
    made = open_page(office)
    made.go_to(Target(page="management", kind="item"))
    qtbot.wait_until(lambda: made.items.table.records.rowCount() > 0)
    return made


def every(office):
    return evaluation_items.everything(office.db)


def test_an_item_is_moved_within_its_group_and_changed(qtbot, office, page, background, write):
    first, second = every(office)[:2]
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, control)
    qtbot.wait_until(background.is_idle)
    qtbot.wait_until(lambda: [one.id for one in every(office)[:2]] == [second.id, first.id])
    qtbot.wait_until(background.is_idle)
    text = page.items.editor.form.fields[2].control
    text.setFocus()
    text.selectAll()
    write("目标写得清楚")
    page.items.submit()
    qtbot.wait_until(lambda: any(one.text == "目标写得清楚" for one in every(office)))
    qtbot.wait_until(background.is_idle)


def test_an_item_that_was_graded_keeps_its_words_and_the_typed_ones_stay(
    qtbot, office, page, background, write
):
    officer = office.officer()
    drill = Drill(
        id=new_id(), year=2026, number=1, title="推演", form=every(office)[0].form or Form.LIVE
    )
    records.add(office.db, drill, officer=officer)
    form = evaluating.open_form(office.db, drill.id, form_id=new_id(), officer=officer)
    item = every(office)[0]
    evaluating.score(office.db, form.id, item.id, Grade.GOOD, officer=officer, score_id=new_id())
    assert drill.state is State.PLANNED
    page.items.choose(item.id)
    text = page.items.editor.form.fields[2].control
    text.setFocus()
    text.selectAll()
    write("另一件事")
    page.items.submit()
    qtbot.wait_until(background.is_idle)
    assert every(office)[0].text == item.text
    assert text.toPlainText() == "另一件事"

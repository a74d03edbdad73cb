"""Timings, the summary, the archive and corrective actions."""

import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.drills.model.correction import ActionState, CorrectiveAction
from commandcenter.drills.model.drill import State
from commandcenter.drills.model.evaluation import Grade, Mark, Met, Observation, Seen
from commandcenter.drills.service import corrections, observing, records
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import day_of
from ui.drill_review.actions_panel import EVERY
from ui.drill_review.timeline import axis
from ui.shell.page import Target
from ui.widgets.words import tr


def marks(room):
    return {
        (one.inject_id, one.line): one
        for one in records.of_drill(room.db, Mark, room.drill.id, ("line", "id"))
    }


def measures(room):
    return corrections.of_drill(room.db, room.drill.id)


def test_the_line_of_the_log_that_fits_is_proposed_and_taken_with_enter(room, page, press, settle):
    room.record("派抢险一队到东坝，人 24 车 5")
    page.show_tab(2)
    settle()
    assert page.expected.found.present().trace.text.startswith("派抢险一队")
    press(Qt.Key.Key_Return)
    settle()
    one = marks(room)[room.injects[0].id, 0]
    assert (one.met, one.by, one.seq is None) == (Met.MET, "何立", False)
    assert page.expected.list.present().expected.line == 1


def test_one_key_says_that_an_action_was_late_or_not_done(room, page, press, settle):
    page.show_tab(2)
    settle()
    press(Qt.Key.Key_X)
    settle()
    press(Qt.Key.Key_L)
    settle()
    first, second = (marks(room)[room.injects[0].id, line] for line in (0, 1))
    assert (first.met, first.at, second.met) == (Met.MISSED, None, Met.LATE)
    page.expected.list.choose((room.injects[0].id, 0))
    press(Qt.Key.Key_Delete)
    settle()
    assert list(marks(room)) == [(room.injects[0].id, 1)]


def test_a_typed_time_that_is_none_is_said_at_its_field_and_stays(room, page, write, settle):
    page.show_tab(2)
    settle()
    page.expected.fields.at.setFocus()
    write("25:99")
    page.expected.take_record()
    settle()
    assert marks(room) == {}
    assert page.expected.fields.at.text() == "25:99"
    assert page.expected.fields.at.accessibleDescription()


def test_the_picture_shows_every_line_planned_and_delivered(room, page, settle):
    page.show_tab(4)
    settle()
    chart = page.summary.chart._chart
    assert [(one.number, one.at is not None) for one in chart.lines] == [(1, True), (2, True)]
    assert page.summary.chart.accessibleDescription() == "#1 -1 min, #2 -2 min"


def test_the_axis_has_round_times_with_room_between_them():
    first = datetime(2026, 7, 18, 14, 3, tzinfo=UTC)
    times = axis(first, first + timedelta(minutes=100), 1_000)
    assert [one.minute for one in times][:3] == [10, 20, 30]
    assert len(times) <= 1_000 // 90
    assert all(first <= one <= first + timedelta(minutes=100) for one in times)


def test_a_drill_is_archived_once_nothing_needed_is_missing(room, page, write, settle):
    room.end()
    page.show_tab(4)
    page.refresh()
    settle()
    page.summary.close_drill()
    settle()
    assert room.now().state is State.ENDED
    assert page.summary.closing.note.text()
    people = page.summary.editor.form.fields[2].control
    people.setFocus()
    write("120")
    page.summary.submit()
    settle()
    assert room.now().headcount == 120
    page.summary.close_drill()
    assert page.summary.closing.is_asking()
    page.summary.close_drill()
    settle()
    assert room.now().state is State.CLOSED
    assert not page.form.cards[0].bar.isEnabled()
    page.summary.closing.reason.setText("补录人数")
    page.summary.take_out()
    settle()
    assert room.now().state is State.ENDED


def test_a_headcount_that_is_none_is_refused_and_stays(room, page, write, settle):
    page.show_tab(4)
    settle()
    people = page.summary.editor.form.fields[2].control
    people.setFocus()
    write("一百多")
    page.summary.submit()
    settle()
    assert room.now().headcount is None
    assert people.text() == "一百多"


def test_a_conflict_keeps_the_summary_that_was_typed(room, page, write, settle):
    page.show_tab(4)
    settle()
    text = page.summary.editor.form.fields[0].control
    text.setFocus()
    write("预警快")
    records.change(room.db, replace(room.now(), summary="别人写的"), officer=room.officer())
    page.summary.submit()
    settle()
    assert text.toPlainText() == "预警快"
    assert not page.summary.editor.conflict.isHidden()
    page.summary.editor.conflict.mine.click()
    settle()
    assert room.now().summary == "预警快"


def test_everything_is_saved_as_one_file_whose_list_names_it(room, page, settle, tmp_path):
    page.show_tab(4)
    settle()
    path = tmp_path / "drill.zip"
    page.summary.bundle.save_to(room.now(), path)
    settle()
    with zipfile.ZipFile(path) as bundle:
        assert any(name.endswith(".pdf") for name in bundle.namelist())
        manifest = next(name for name in bundle.namelist() if "manifest" in name)
        assert str(room.drill.id) in json.dumps(json.loads(bundle.read(manifest)))


def test_who_may_not_take_papers_out_gets_no_file(room, open_page, settle, tmp_path):
    room.role = Role.VIEWER
    page = open_page(room)
    page.show_tab(4)
    settle()
    page.summary.bundle.save_to(room.now(), tmp_path / "drill.zip")
    settle()
    assert not (tmp_path / "drill.zip").exists()


def test_a_proposal_is_taken_over_with_one_key(room, page, press, settle):
    seen = Observation(
        id=new_id(),
        drill=room.drill.id,
        observer="何立",
        at=room.clock(),
        kind=Seen.PROBLEM,
        text="名单不全",
    )
    observing.note(room.db, seen, officer=room.officer())
    page.show_tab(5)
    settle()
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle()
    [one] = measures(room)
    assert (one.finding, one.observation_id, one.number) == ("名单不全", seen.id, 1)
    assert page.actions_tab.proposals.records.rowCount() == 0
    assert page.actions_tab.panel.kept() == one


def test_an_action_that_was_not_done_says_so_once_it_is_taken_over(room, page, press, settle):
    page.show_tab(2)
    settle()
    press(Qt.Key.Key_X)
    settle()
    page.show_tab(5)
    settle()
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle()
    said = tr("Not done: {finding}").format(finding="派抢险一队到东坝")
    assert [one.finding for one in measures(room)] == [said]


def test_nobody_rechecks_what_they_noted_as_done(room, page, press, write, settle):
    room.measure("泡沫不足", action="补充 2 吨", owner="消防大队")
    page.show_tab(5)
    page.refresh()
    settle()
    panel = page.actions_tab.panel
    panel.step.text.setFocus()
    write("入库单")
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert measures(room)[0].state is ActionState.DONE
    panel.step.text.setFocus()
    write("已看")
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert measures(room)[0].state is ActionState.DONE
    assert panel.step.note.text()
    assert panel.step.typed() == "已看"


def test_another_person_closes_it_or_gives_it_back(room, page, write, press, settle):
    one = room.measure("泡沫不足", action="补充 2 吨", owner="消防大队")
    colleague = replace(room.officer(), login="chenhao", name="陈昊")
    done = corrections.report_done(room.db, one, evidence="入库单", officer=colleague)
    page.show_tab(5)
    page.refresh()
    settle()
    panel = page.actions_tab.panel
    panel.step.text.setFocus()
    write("只到 1 吨")
    press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert measures(room)[0].state is ActionState.OPEN
    again = corrections.report_done(
        room.db, replace(done, version=done.version + 1), evidence="2 吨", officer=colleague
    )
    page.refresh()
    settle()
    panel.note_recheck(True)
    settle()
    assert (again.number, measures(room)[0].state) == (1, ActionState.CLOSED)


def test_what_is_overdue_has_a_shape_and_a_word(room, older, page, settle):
    due = day_of(room.clock()) - timedelta(days=3)
    new = CorrectiveAction(id=new_id(), drill=older.id, number=0, finding="通讯录", due_on=due)
    corrections.add(room.db, new, officer=room.officer())
    page.show_tab(5)
    page.refresh()
    settle()
    panel = page.actions_tab.panel
    assert panel.table.records.rowCount() == 0
    panel.scope.set_value(EVERY)
    panel.show_wanted()
    shown = panel.table.records.index(0, 3).data()
    assert shown.startswith("▲")
    assert tr("overdue {count} d").format(count=3) in shown


def test_a_link_to_a_measure_opens_it_whatever_drill_was_in_front(room, older, page, settle):
    new = CorrectiveAction(id=new_id(), drill=older.id, number=0, finding="通讯录")
    corrections.add(room.db, new, officer=room.officer())
    page.go_to(Target(page="drill_review", kind="action", key=new.id))
    settle()
    settle()
    assert page.review.drill.id == older.id
    assert page.actions_tab.panel.kept().id == new.id


def test_the_newest_drill_that_began_is_in_front_and_another_can_be_picked(
    room, older, page, settle
):
    assert page.review.drill.id == room.drill.id
    page.refresh()
    settle()
    page.pick.pick(older.id)
    page.pick.activated.emit(page.pick.currentIndex())
    settle()
    assert page.review.drill.id == older.id


def test_the_forms_of_all_make_one_result(room, page, settle):
    room.grade_all(room.officer())
    page.show_tab(3)
    page.refresh()
    settle()
    assert page.merged.percent.text() == "100.0 %"
    assert page.merged.items.records.rowCount() == 0
    assert [one.grade for one in room.scores().values()] == [Grade.GOOD] * len(room.items())

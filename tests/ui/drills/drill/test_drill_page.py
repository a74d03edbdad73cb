"""The page of a drill: facts, objectives, people, files, steps, and what was typed meanwhile."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.drills.model.checks import DrillArchived
from commandcenter.drills.model.code_words import TIER_WORDS
from commandcenter.drills.model.drill import Drill, State, Who
from commandcenter.drills.model.plan import Tier
from commandcenter.drills.service import drills, files, participants, records, running
from commandcenter.drills.service.participants import Offer
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.ids import new_id
from ui.drills.drill_head import CANCEL_QUESTION
from ui.drills.drill_reading import Known
from ui.shell.page import Target
from ui.widgets.words import tr

Key, Mod = Qt.Key, Qt.KeyboardModifier
CTRL, ALT, SHIFT = Mod.ControlModifier, Mod.AltModifier, Mod.ShiftModifier


def control(editor, name):
    return next(field.control for field in editor.form.fields if field.name == name)


def test_a_fact_is_changed_and_saved_by_one_key(qtbot, page, room, press, type_over):
    # Without a target the next drill is shown.
    assert page.chooser.picked() == room.drill_id
    assert page.head.facts_text().startswith("2026年8月1日 星期六 09:30–11:00")
    type_over(control(page.plan.editor, "place"), "龙潭水库东坝")
    box = control(page.plan.editor, "scenario")
    box.setFocus()
    box.insertPlainText("连日强降雨。\n坝脚冒水。")
    press(Key.Key_S, CTRL)
    qtbot.wait_until(lambda: room.drill().place == "龙潭水库东坝")
    assert room.drill().scenario == "连日强降雨。\n坝脚冒水。"
    qtbot.wait_until(lambda: "龙潭水库东坝" in page.head.facts_text())


def test_what_cannot_be_is_refused_and_stays_typed(qtbot, page, room, press, type_over):
    type_over(control(page.plan.editor, "ends_at"), "8-1 09:00")
    press(Key.Key_S, CTRL)
    qtbot.wait_until(lambda: not page.plan.editor._error.isHidden())
    assert control(page.plan.editor, "ends_at").text() == "8-1 09:00"
    assert room.drill().version == 1


def test_typing_survives_a_change_and_a_conflict_shows_both(qtbot, page, room, press, type_over):
    type_over(control(page.plan.editor, "subject"), "抢险")
    drills.change(room.db, replace(room.drill(), place="西坝"), officer=room.officer())
    page.on_answer(frozenset({"drills"}))
    qtbot.wait_until(lambda: page.whole.drill.version == 2)
    assert control(page.plan.editor, "subject").text() == "抢险"
    assert control(page.plan.editor, "subject").hasFocus()
    drills.change(room.db, replace(room.drill(), subject="转移"), officer=room.officer())
    press(Key.Key_S, CTRL)
    qtbot.wait_until(lambda: not page.plan.editor.conflict.isHidden())
    assert "转移" in page.plan.editor.conflict._text.text()
    page.plan.editor.conflict.mine.click()
    qtbot.wait_until(lambda: room.drill().subject == "抢险")
    assert room.drill().place == "西坝"  # what the other desk wrote meanwhile


def test_typed_text_waits_while_another_drill_is_looked_at(qtbot, page, room, type_over):
    other = Drill(id=new_id(), year=2026, number=1, title="桌面推演", month=9)
    drills.create(room.db, other, officer=room.officer())
    type_over(control(page.plan.editor, "place"), "东坝")
    page.go_to(Target(page="drill", kind="drill", key=other.id))
    qtbot.wait_until(lambda: page.whole.drill.id == other.id)
    assert control(page.plan.editor, "place").text() == ""
    page.go_to(Target(page="drill", kind="plan", key=room.drill_id))
    qtbot.wait_until(lambda: page.whole.drill.id == room.drill_id)
    assert control(page.plan.editor, "place").text() == "东坝"
    assert page.plan.editor.is_edited()


@pytest.mark.parametrize("side", ["objectives", "people"])
def test_a_new_record_that_was_begun_comes_back_after_another_drill(
    qtbot, page, room, press, write, side
):
    other = Drill(id=new_id(), year=2026, number=1, title="桌面推演", month=9)
    drills.create(room.db, other, officer=room.officer())
    page.show_tab(side)
    panel = page.side().panel
    panel.begin_new()
    field = panel.editor.form.fields[0]
    field.control.setFocus()
    write("东坝村")
    typed = panel.editor.form.values()[field.name]
    page.go_to(Target(page="drill", kind=side, key=other.id))
    qtbot.wait_until(lambda: page.whole.drill.id == other.id)
    panel.begin_new()
    assert panel.editor.form.values()[field.name] != typed
    page.go_to(Target(page="drill", kind=side, key=room.drill_id))
    qtbot.wait_until(lambda: page.whole.drill.id == room.drill_id)
    panel.begin_new()
    assert panel.editor.form.values()[field.name] == typed


def test_a_plan_is_picked_by_typing_and_taken_out_with_del(qtbot, page, press, write):
    glance = page.plan.glance
    glance.picker.setFocus()
    glance.picker.setEditText("防汛预案")
    glance.add_picked()
    qtbot.wait_until(lambda: glance.plans.count() == 1)
    glance.plans.setFocus()
    press(Key.Key_Delete)
    qtbot.wait_until(lambda: glance.plans.count() == 0)


def test_the_steps_of_a_drill_are_taken_by_keys(qtbot, page, room, press):
    page.plan.setFocus()
    press(Key.Key_Return, CTRL)
    qtbot.wait_until(lambda: page.whole.drill.state is State.READY)
    press(Key.Key_B, CTRL | SHIFT)
    qtbot.wait_until(lambda: page.whole.drill.state is State.PLANNED)
    press(Key.Key_X, CTRL | SHIFT)
    assert room.drill().state is State.PLANNED  # asked once more
    press(Key.Key_X, CTRL | SHIFT)
    qtbot.wait_until(lambda: page.whole.drill.state is State.CANCELLED)


def test_a_drill_held_without_the_program_is_written_down_by_keys(qtbot, page, room, press, write):
    page.plan.setFocus()
    press(Key.Key_H, CTRL | SHIFT)
    write("7-17 22:00")
    press(Key.Key_Tab)
    write("01:30")
    press(Key.Key_Return)
    qtbot.wait_until(lambda: page.whole.drill.state is State.ENDED)
    held = room.drill()
    assert (held.began_at, held.ended_at, held.headcount) == (
        datetime(2026, 7, 17, 14, tzinfo=UTC),
        datetime(2026, 7, 17, 17, 30, tzinfo=UTC),
        None,
    )
    qtbot.wait_until(lambda: page.head.was_held.text() == "更正时间")
    press(Key.Key_H, CTRL | SHIFT)
    fields = [field.control for field in page.holding.form.fields]
    assert [field.text() for field in fields] == ["7-17 22:00", "7-18 01:30", ""]
    fields[2].setText("86")
    page.submit()
    qtbot.wait_until(lambda: room.drill().headcount == 86)
    assert room.drill().began_at == held.began_at


def test_the_times_of_a_drill_that_ran_here_are_not_put_right(qtbot, page, room, press):
    drill = room.drill()
    for act in (running.start, running.end):
        act(room.db, drill.id, act_id=new_id(), officer=room.officer())
    page.refresh()
    qtbot.wait_until(lambda: page.whole.drill.state is State.ENDED)
    assert page.head.was_held.isHidden()
    press(Key.Key_H, CTRL | SHIFT)
    assert page.holding.isHidden()


def test_what_was_typed_about_a_drill_held_survives_refusals(qtbot, page, room, press, write):
    page.note_held()
    write("7-17 9:00")
    press(Key.Key_Return)
    assert page.holding.said()  # the end is missing
    ended, people = (field.control for field in page.holding.form.fields[1:])
    ended.setText("7-17 8:00")
    people.setText("86")
    page.submit()
    qtbot.wait_until(page.holding.button.isEnabled)
    assert room.drill().state is State.PLANNED
    ended.setText("11:30")
    drills.change(room.db, replace(room.drill(), place="西坝"), officer=room.officer())
    page.submit()
    qtbot.wait_until(page.holding.button.isEnabled)
    assert room.drill().state is State.PLANNED
    page.refresh()
    qtbot.wait_until(lambda: page.whole.drill.place == "西坝")
    page.submit()
    qtbot.wait_until(lambda: room.drill().state is State.ENDED)
    assert (room.drill().headcount, room.drill().place) == (86, "西坝")


def test_a_new_drill_is_a_copy_or_comes_from_a_template(qtbot, page, room, press, write):
    press(Key.Key_N, CTRL | SHIFT)
    write("水库渗漏复演")
    source = page.asking.form.fields[2].control
    source.choose("copy")
    page.asking.confirm()
    qtbot.wait_until(lambda: page.whole.drill.title == "水库渗漏复演")
    assert page.whole.drill.copied_from == room.drill_id
    assert len(page.whole.lines) == 4
    page.begin_drill()
    page.asking.form.fields[2].control.choose("forest_fire")
    page.asking.confirm()
    qtbot.wait_until(lambda: len(page.whole.lines) > 10)
    assert page.whole.objectives
    assert page.whole.drill.begins_at is None


@pytest.mark.parametrize("source", ["", "copy", "forest_fire"])
def test_a_new_drill_asked_for_again_after_an_unknown_answer_is_made_once(
    qtbot, page, room, source, monkeypatch
):
    def lose(name):
        written = getattr(drills, name)

        def call(*given, **named):
            monkeypatch.setattr(drills, name, written)
            written(*given, **named)
            raise Unavailable

        monkeypatch.setattr(drills, name, call)

    lose({"": "create", "copy": "copy"}.get(source, "create_from"))
    page.begin_drill()
    page.asking.form.fields[0].control.setText("复演")
    page.asking.form.fields[2].control.choose(source)
    page.asking.confirm()
    qtbot.wait_until(lambda: bool(page.asking.said()))
    page.asking.confirm()
    qtbot.wait_until(lambda: page.whole.drill.title == "复演")
    assert len(records.everything(room.db, Drill, ["number"])) == 2


def test_what_was_typed_for_a_new_drill_stays_and_another_title_makes_another_drill(
    qtbot, page, room, monkeypatch
):
    written = drills.create

    def lose(*given, **named):
        monkeypatch.setattr(drills, "create", written)
        written(*given, **named)
        raise Unavailable

    monkeypatch.setattr(drills, "create", lose)
    page.begin_drill()
    page.asking.form.fields[0].control.setText("医院停电演练")
    page.begin_drill()
    page.asking.confirm()
    qtbot.wait_until(lambda: bool(page.asking.said()))
    page.asking.form.fields[0].control.setText("医院火灾演练")
    page.asking.confirm()
    qtbot.wait_until(lambda: page.whole.drill.title == "医院火灾演练")
    found = [one.title for one in records.everything(room.db, Drill, ["number"])]
    assert found[1:] == ["医院停电演练", "医院火灾演练"]


def test_objectives_are_added_reordered_and_removed_by_keys(qtbot, page, room, press, write):
    page.show_tab("objectives")
    panel = page.objectives.panel
    press(Key.Key_N, CTRL)
    write("尽快")
    assert len(page.objectives.panel.doubts.text().splitlines()) == 3
    press(Key.Key_A, CTRL)
    write("5 分钟内接通卫星电话")
    assert panel.doubts.text() == ""
    press(Key.Key_S, CTRL)
    qtbot.wait_until(lambda: panel.table.records.rowCount() == 3)
    # What was just added is in front, so that no other is moved or removed.
    qtbot.wait_until(lambda: panel.table.present().number == 3)
    panel.table.setFocus()
    press(Key.Key_Up, ALT)
    qtbot.wait_until(lambda: room.objectives()[1].text == "5 分钟内接通卫星电话")
    qtbot.wait_until(lambda: panel.table.present().number == 2)
    press(Key.Key_Delete)
    press(Key.Key_Delete)
    qtbot.wait_until(lambda: len(room.objectives()) == 2)
    assert [one.number for one in room.objectives()] == [1, 3]


def test_a_new_record_begun_from_a_field_counts_as_typed_only_once_something_is(page, press, write):
    page.show_tab("objectives")
    panel = page.objectives.panel
    panel.editor.form.fields[0].control.setFocus()
    press(Key.Key_N, CTRL)
    assert not panel.editor.is_edited()
    write("尽快")
    assert panel.editor.is_edited()


def test_somebody_takes_part_with_task_and_headcount(qtbot, page, room, press, write, type_over):
    page.show_tab("people")
    panel = page.people.panel
    press(Key.Key_N, CTRL)
    write("龙潭镇政府")
    type_over(control(panel.editor, "headcount"), "30")
    press(Key.Key_S, CTRL)
    qtbot.wait_until(lambda: panel.table.records.rowCount() == 2)
    found = participants.of_drill(room.db, room.drill_id)
    assert [(one.name, one.headcount) for one in found][1] == ("龙潭镇政府", 30)
    assert "30" in panel.totals.text()


def test_the_phone_of_a_participant_is_never_that_of_whoever_was_named_before(
    qtbot, page, room, press, type_over
):
    page.show_tab("people")
    panel = page.people.panel
    people = [
        Offer(who=Who.PERSON, ref=new_id(), name=name, headcount=1, contact=phone)
        for name, phone in (("张一", "13800000001"), ("李二", "13800000002"), ("王三", ""))
    ]
    first = participants.add_all(
        room.db, [people[0].taking_part(room.drill_id)], officer=room.officer()
    )
    page.refresh()
    qtbot.wait_until(lambda: panel.table.records.rowCount() == 2)
    page.people.show_terms(page._terms, Known(offers=tuple(people)))
    panel.choose(first[0].id)
    phone = control(panel.editor, "contact")
    shown = []
    for one in (people[1], people[2], people[0]):
        panel.box.pick(one.ref)
        panel.box.activated.emit(0)
        shown.append(phone.text())
    assert shown == ["13800000002", "", "13800000001"]
    type_over(phone, "对讲机 3")
    panel.box.pick(people[1].ref)
    panel.box.activated.emit(0)
    assert phone.text() == "对讲机 3"  # typed for whoever is named
    panel.give_up()
    panel.box.setEditText("赵四")
    press(Key.Key_S, CTRL)
    qtbot.wait_until(
        lambda: (
            ("赵四", "")
            in [(one.name, one.contact) for one in participants.of_drill(room.db, room.drill_id)]
        )
    )


def test_files_are_dropped_in_and_taken_out(qtbot, page, room, tmp_path: Path):
    page.show_tab("files")
    paper = tmp_path / "保障方案.pdf"
    paper.write_bytes(b"%PDF-1.7 invented")
    page.files.pane.take_in([paper])
    qtbot.wait_until(lambda: page.files.pane.table.records.rowCount() == 1)
    assert files.of(room.db, room.drill_id)[0].name == "保障方案.pdf"
    page.files.pane.remove.click()
    page.files.pane.remove.click()
    qtbot.wait_until(lambda: page.files.pane.table.records.rowCount() == 0)


def test_the_history_says_who_changed_what(qtbot, page, room):
    drills.change(room.db, replace(room.drill(), tier="town"), officer=room.officer())
    page.show_tab("history")
    page.on_answer(frozenset({"drills"}))
    table = page.history.table
    qtbot.wait_until(
        lambda: table.records.rowCount() and table.records.record(0).change.new == "town"
    )
    said = [table.records.index(0, column).data() for column in range(7)]
    assert said[1] == "chief"
    assert said[5:] == [tr(TIER_WORDS[Tier.COUNTY]), tr(TIER_WORDS[Tier.TOWN])]


def test_who_may_not_plan_reads_and_is_told_why(qtbot, room, request):
    room.role = Role.VIEWER
    page = request.getfixturevalue("page")
    assert not page.plan.editor.save.isEnabled()
    assert not page.plan.editor._error.isHidden()
    assert not page.script.board.buttons["insert"].isEnabled()
    page.script.begin_new()
    assert page.script._draft is None


def test_an_archived_drill_stays_as_it_is(qtbot, page, room):
    with room.db.write(room.officer()) as tx:
        ended = records.moved(tx, room.drill(), state=State.ENDED)
        records.moved(tx, ended, state=State.CLOSED)
    page.on_answer(frozenset({"drills"}))
    qtbot.wait_until(lambda: page.whole.drill.state is State.CLOSED)
    assert page.plan.editor._error.text() == DrillArchived(title="水库渗漏演练").said(tr)
    assert not page.script.board.buttons["insert"].isEnabled()
    assert not page.people.panel.editor.save.isEnabled()


def test_in_a_narrow_window_a_long_name_is_cut_and_no_step_left_out(page, window, qtbot):
    window.resize(1366, 768)
    page.head._title.setText("水库渗漏险情与下游群众转移安置" * 5)
    page.head.show_problems(5)
    for button in (page.head.next, page.head.cancel, page.head.problems):
        assert button.isVisible()
    assert page.head._title.width() > page.head.width() / 5


def test_the_key_that_cancels_asks_aloud_where_its_button_has_no_room(page, press):
    page.head._buttons.want(page.head.cancel, wanted=False)
    press(Key.Key_X, CTRL | SHIFT)
    assert page._seat.messages._passing.sentence == CANCEL_QUESTION
    assert page.whole.drill.state is State.PLANNED


def test_of_a_long_fact_the_beginning_shows_until_somebody_goes_on_there(page, press, write):
    line = control(page.plan.editor, "subject")
    line.setFocus()
    write("信息报送、会商研判、力量投送、人员转移")
    control(page.plan.editor, "place").setFocus()
    assert line.cursorPosition() == 0
    line.setFocus()
    write("。")
    assert line.text().endswith("人员转移。")


def test_typing_a_name_looks_for_another_drill_and_does_not_lengthen_this_one(page, press, write):
    press(Key.Key_0, CTRL)
    write("电梯")
    assert page.chooser.currentText() == "电梯"

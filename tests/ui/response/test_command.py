"""Consultations and command: what is decided becomes tasks, who works where is noted."""

import pytest
from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.incidents.model.command import NoteKind
from commandcenter.incidents.service import command, consultation, groups
from commandcenter.matters.service import matters


@pytest.fixture
def meeting(page, show):
    show(page, 2)
    return page.consultation


@pytest.fixture
def tab(page, show):
    show(page, 4)
    return page.command


def put(form, **values):
    for field in form.fields:
        if field.name in values:
            field.write(values[field.name])
    form.edited.emit()


def test_decisions_become_tasks_and_are_closed_with_their_result(
    meeting, room, write, press, qtbot
):
    put(meeting.editor.form, chair="周敏", judgement="洪峰 21 时过龙潭")
    meeting.rows.rows[0].text.setFocus()
    write("封闭低洼路段")
    assert len(meeting.rows.rows) == 2  # there is room for the next one
    meeting.rows.rows[0].owner.setText("县公安局")
    press(Qt.Key.Key_Return)
    assert meeting.rows.rows[1].text.hasFocus()
    meeting.submit()
    qtbot.wait_until(lambda: meeting.list.records.rowCount() == 1)
    task = next(one for one in matters.still_open(room.db) if one.title == "封闭低洼路段")
    assert (task.owner, task.about) == ("县公安局", room.ids["flood"])
    assert meeting.editor.form.values()["chair"] == ""
    meeting.tasks.choose(task.id)
    meeting.close_task()
    meeting.ask.form.fields[0].control.setText("已封闭")
    meeting.ask.confirm()
    qtbot.wait_until(lambda: meeting.list.records.index(0, 3).data() == "1/1")
    assert task.id not in {one.id for one in matters.still_open(room.db)}


def test_a_due_time_that_is_none_is_said_before_anything_is_sent(meeting, room, qtbot):
    put(meeting.editor.form, chair="周敏", judgement="稳定")
    row = meeting.rows.rows[0]
    row.text.setText("巡查")
    row.due.setText("早晨")
    meeting.submit()
    assert meeting.editor._error.isVisible()
    assert row.due.property("state") == "error"
    assert consultation.consultations(room.db) == ()


def test_a_consultation_without_a_judgement_is_refused_and_stays_typed(meeting, room, qtbot):
    put(meeting.editor.form, chair="周敏")
    meeting.submit()
    qtbot.wait_until(meeting.editor._error.isVisible)
    assert meeting.editor.form.values()["chair"] == "周敏"


def test_typed_text_belongs_to_its_response(page, meeting, room, show, qtbot):
    put(meeting.editor.form, chair="周敏")
    page.list.choose(room.ids["fire"])
    show(page, 2)
    assert meeting.editor.form.values()["chair"] == ""
    page.list.choose(room.ids["flood"])
    show(page, 2)
    assert meeting.editor.form.values()["chair"] == "周敏"


def test_a_field_post_is_opened_and_counted(tab, room, qtbot):
    tab.begin_new()
    put(tab.post.editor.form, name="东坝现场指挥部", place="东坝", commander="周敏")
    tab.submit()
    qtbot.wait_until(lambda: tab.post.table.records.rowCount() == 1)
    assert command.posts(room.db, room.ids["flood"], officer=room.chief())[0].name == (
        "东坝现场指挥部"
    )
    qtbot.wait_until(lambda: ("post", "现场指挥部 1") in tab.parts._choices)


def test_a_new_record_of_one_response_is_not_saved_for_another(page, tab, room, show, qtbot):
    tab.show_part("participants")
    tab.begin_new()
    put(tab.participants.editor.form, organisation="县水利局")
    page.list.choose(room.ids["fire"])
    show(page, 4)
    assert tab.participants.editor.form.values()["organisation"] == ""
    page.list.choose(room.ids["flood"])
    show(page, 4)
    tab.begin_new()
    assert tab.participants.editor.form.values()["organisation"] == "县水利局"
    tab.submit()
    qtbot.wait_until(lambda: tab.participants.table.records.rowCount() == 1)
    found = command.participants(room.db, room.ids["flood"], officer=room.chief())
    assert [one.organisation for one in found] == ["县水利局"]


def test_supplies_that_came_say_how_much(tab, room, qtbot):
    tab.show_part("supplies")
    tab.begin_new()
    put(tab.supplies.editor.form, item="编织袋", quantity=4000, unit="条")
    tab.submit()
    qtbot.wait_until(lambda: tab.supplies.table.records.rowCount() == 1)
    assert tab.supplies.table.records.index(0, 5).data() == "已申请"
    put(tab.supplies.editor.form, received_at=room.clock(), received_quantity=3000)
    tab.submit()
    qtbot.wait_until(lambda: "3000" in tab.supplies.table.records.index(0, 5).data())


def test_groups_are_called_up_sign_in_and_report(tab, room, press, qtbot):
    tab.show_part("groups")
    tab.begin_new()
    tab.groups.ask.form.fields[0].control.set_codes({"rescue:teams", "risk:rivers"})
    tab.groups.ask.confirm()
    qtbot.wait_until(lambda: tab.groups.table.records.rowCount() == 2)
    tab.groups.table.setFocus()
    press(Qt.Key.Key_Return)
    tab.groups.ask.form.fields[0].control.setText("王所长")
    tab.groups.ask.confirm()
    signed = lambda: [one for one in groups.calls(room.db, room.ids["flood"]) if one.signed_in_at]  # noqa: E731 - asked again and again
    qtbot.wait_until(lambda: [one.signed_in_by for one in signed()] == ["王所长"])
    qtbot.wait_until(tab.groups.ask.isHidden)
    press(Qt.Key.Key_R)
    tab.groups.ask.form.fields[0].control.setText("水位 142.10 米")
    tab.groups.ask.confirm()
    qtbot.wait_until(lambda: "142.10" in tab.groups.last.text())
    assert not tab.groups.sign_in.isEnabled()


def test_a_release_needs_who_allowed_it(tab, room, qtbot):
    tab.show_part("notes")
    put(tab.notes.editor.form, text="请及时转移", channel="应急广播")
    tab.submit()
    qtbot.wait_until(tab.notes.editor._error.isVisible)
    put(tab.notes.editor.form, approved_by="周敏")
    tab.submit()
    qtbot.wait_until(lambda: tab.notes.table.records.rowCount() == 1)
    said = consultation.notes(room.db, room.ids["flood"])
    assert [one.note.kind for one in said] == [NoteKind.RELEASE]


def test_who_may_only_look_writes_nothing(room, open_page, show):
    room.role = Role.VIEWER
    page = open_page(room)
    show(page, 4)
    page.command.show_part("groups")
    page.command.begin_new()
    assert page.command.groups.ask.isHidden()
    show(page, 2)
    assert not page.consultation.editor.save.isEnabled()


def test_the_words_follow_the_language(page, show, window):
    for number in range(5):
        show(page, number)
    window.desk.view.set_language("en")
    assert page.tabs.tabText(3) == "Evacuation"
    assert page.new.text() == "Activate"
    assert page.evacuation.keys.buttons
    assert page.command.parts._choices[0][1].startswith("Field post")

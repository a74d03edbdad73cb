"""What was seen while a drill runs."""

from dataclasses import replace

from PySide6.QtCore import QMimeData, Qt, QUrl

from commandcenter.drills.model.evaluation import Observation, Seen
from commandcenter.drills.service import files, observing, records
from commandcenter.kernel.ids import new_id
from ui.shell.page import Target


def seen(room):
    return records.of_drill(room.db, Observation, room.drill.id, ("at", "id"))


def note_one(room, text="名单不全"):
    return observing.note(
        room.db,
        Observation(
            id=new_id(),
            drill=room.drill.id,
            observer="何立",
            at=room.clock(),
            kind=Seen.PROBLEM,
            text=text,
        ),
        officer=room.officer(),
    )


def test_one_key_begins_an_observation_and_enter_notes_it(room, page, press, write, settle):
    page.show_tab(1)
    before = room.clock()
    press(Qt.Key.Key_Minus)
    begun = room.clock()
    write("转移名单只有户主")
    press(Qt.Key.Key_Return)
    settle()
    [one] = seen(room)
    assert (one.kind, one.text, one.observer) == (Seen.PROBLEM, "转移名单只有户主", "何立")
    assert before <= one.at <= begun
    assert not page.observed.line.is_edited()


def test_plus_begins_a_strong_point_and_a_sign_in_the_text_is_text(
    room, page, press, write, settle
):
    page.show_tab(1)
    press(Qt.Key.Key_Plus)
    write("卫星电话 + 手台都通-")
    press(Qt.Key.Key_Return)
    settle()
    [one] = seen(room)
    assert (one.kind, one.text) == (Seen.STRENGTH, "卫星电话 + 手台都通-")


def test_a_line_of_the_script_brings_its_objective_along(room, page, press, write, settle):
    page.show_tab(1)
    press(Qt.Key.Key_Period)
    write("3 分钟到场")
    page.observed.line.link.pick(room.injects[1].id)
    page.observed.note()
    settle()
    [one] = seen(room)
    assert (one.inject_id, one.objective_id) == (room.injects[1].id, room.objective.id)


def test_a_photograph_goes_with_the_observation(room, page, press, write, settle, photograph):
    page.show_tab(1)
    press(Qt.Key.Key_Minus)
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(photograph))])
    page.observed.line.files_given.emit(given)
    settle()
    write("坝脚")
    press(Qt.Key.Key_Return)
    settle()
    [one] = seen(room)
    [file] = files.of(room.db, one.id)
    assert files.content(room.db, file) == photograph.read_bytes()
    settle()
    assert page.observed.panel.pictures.shown() == 1


def test_a_photograph_is_attached_later_and_taken_away(room, page, settle, photograph):
    one = note_one(room)
    page.show_tab(1)
    page.refresh()
    settle()
    page.observed.panel.photographs.take_in([photograph])
    settle()
    [file] = files.of(room.db, one.id)
    page.observed.panel.files.removed.emit(file)
    settle()
    assert files.of(room.db, one.id) == ()


def test_what_was_typed_stays_when_the_observation_is_refused(room, page, press, write, settle):
    page.show_tab(1)
    press(Qt.Key.Key_Minus)
    write("通信不畅")
    records.remove(room.db, room.injects[0], officer=room.officer())
    page.observed.line.link.pick(room.injects[0].id)
    page.observed.note()
    settle()
    assert seen(room) == ()
    assert page.observed.line.text.text() == "通信不畅"
    assert page.observed.line.note.text()


def test_a_conflict_keeps_what_was_typed_here(room, page, write, settle):
    one = note_one(room)
    page.show_tab(1)
    page.refresh()
    settle()
    panel = page.observed.panel
    text = panel.editor.form.fields[1].control
    text.setFocus()
    text.selectAll()
    write("名单缺 3 户")
    observing.change(room.db, replace(one, text="名单缺人"), officer=room.officer())
    panel.submit()
    settle()
    assert text.toPlainText() == "名单缺 3 户"
    assert not panel.editor.conflict.isHidden()
    panel.editor.conflict.mine.click()
    settle()
    assert [each.text for each in seen(room)] == ["名单缺 3 户"]


def test_what_was_begun_for_one_drill_is_never_noted_in_another(
    room, page, older, press, write, settle
):
    page.show_tab(1)
    press(Qt.Key.Key_Minus)
    write("坝脚冒水")
    page.go_to(Target(page="drill_review", kind="drill", key=older.id))
    settle()
    assert page.observed.line.text.text() == ""
    page.observed.note()
    settle()
    assert records.of_drill(room.db, Observation, older.id, ("id",)) == ()
    page.go_to(Target(page="drill_review", kind="drill", key=room.drill.id))
    settle()
    assert page.observed.line.text.text() == "坝脚冒水"
    page.observed.note()
    settle()
    assert [one.text for one in seen(room)] == ["坝脚冒水"]

"""The script of a drill: typed, dragged, shifted, taken back, checked, and in conflict."""

from dataclasses import replace

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt

from commandcenter.database import verify
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.script_checks import Finding, Problem
from commandcenter.drills.service import drills, participants, running, script
from commandcenter.drills.service.evidence import EVIDENCE
from commandcenter.kernel.ids import new_id
from ui.drills import drill_reading
from ui.drills.script_findings import FindingsList
from ui.shell.page import Target
from ui.widgets.record_table_model import INDENT_ROLE

Key, Mod = Qt.Key, Qt.KeyboardModifier
CTRL, ALT, SHIFT = Mod.ControlModifier, Mod.AltModifier, Mod.ShiftModifier


@pytest.fixture
def tab(qtbot, page):
    """The script with its first line in front."""
    page.show_tab("script")
    qtbot.wait_until(lambda: page.script.table.line() is not None)
    page.script.table.setFocus()
    return page.script


def control(tab, name):
    return next(field.control for field in tab.form.fields if field.name == name)


def row_centre(tab, row):
    return tab.table.visualRect(tab.table.records.index(row, 2)).center()


def drag(qtbot, widget, start, *way):
    """Move the pointer with its button held."""
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(widget, left, pos=start)
    for point in way:
        qtbot.mouseMove(widget, point)
    qtbot.mouseRelease(widget, left, pos=way[-1])


def test_a_line_is_written_below_the_one_in_front(qtbot, tab, room, press, write):
    tab.table.choose(room.line(2).id)
    press(Key.Key_Insert)
    write("市防指询问情况")
    press(Key.Key_S, CTRL)
    qtbot.wait_until(lambda: len(room.lines()) == 5)
    assert [one.title for one in room.lines()][2] == "市防指询问情况"
    assert room.minutes() == [10, 20, 25, 30, 40]
    qtbot.wait_until(lambda: tab.table.line().title == "市防指询问情况")


def test_a_line_begun_comes_back_with_what_was_typed(qtbot, tab, room, press, write):
    press(Key.Key_Insert)
    write("未写完")
    tab.table.setFocus()
    tab.table.choose(room.line(3).id)
    assert control(tab, "title").text() == "通信中断"
    press(Key.Key_Insert)
    assert control(tab, "title").text() == "未写完"


def test_typing_survives_change_from_elsewhere_and_another_page(
    qtbot, page, tab, room, type_over, visit
):
    type_over(control(tab, "title"), "改过的标题")
    script.change(room.db, replace(room.line(2), title="别处改的"), officer=room.officer())
    page.on_answer(frozenset({"drills"}))
    qtbot.wait_until(lambda: tab.table.lines()[1].title == "别处改的")
    assert control(tab, "title").text() == "改过的标题"
    assert control(tab, "title").hasFocus()
    page.show_tab("people")
    page.show_tab("script")
    assert control(tab, "title").text() == "改过的标题"


def test_a_conflict_shows_both_texts_and_mine_can_be_kept(qtbot, tab, room, press, type_over):
    type_over(control(tab, "title"), "我的")
    script.change(room.db, replace(room.line(1), title="别人的"), officer=room.officer())
    press(Key.Key_S, CTRL)
    qtbot.wait_until(lambda: not tab.editor.conflict.isHidden())
    assert "别人的" in tab.editor.conflict._text.text()
    tab.editor.conflict.mine.click()
    qtbot.wait_until(lambda: room.line(1).title == "我的")


def test_a_line_taken_out_elsewhere_is_put_in_again_with_what_was_typed(
    qtbot, page, tab, room, press, type_over
):
    type_over(control(tab, "title"), "还要它")
    script.remove(room.db, [room.line(1)], officer=room.officer())
    page.on_answer(frozenset({"drills"}))
    qtbot.wait_until(lambda: len(tab.table.lines()) == 3)
    assert control(tab, "title").text() == "还要它"
    press(Key.Key_S, CTRL)
    qtbot.wait_until(lambda: "还要它" in [one.title for one in room.lines()])


def test_a_line_is_taken_out_and_one_key_takes_that_back(qtbot, tab, room, press):
    whole = [replace(one, version=0) for one in room.lines()]
    tab.table.choose(room.line(2).id)
    press(Key.Key_Delete)
    qtbot.wait_until(lambda: room.order() == [1, 3, 4])
    qtbot.wait_until(lambda: tab.table.line().number == 3)
    press(Key.Key_Z, CTRL)
    qtbot.wait_until(lambda: room.order() == [1, 2, 3, 4])
    assert [replace(one, version=0) for one in room.lines()] == whole
    with room.db.read() as tx:
        assert verify.run(tx, EVIDENCE).is_intact


def test_del_in_a_field_edits_text_and_takes_nothing_out(qtbot, tab, room, press):
    control(tab, "title").setFocus()
    press(Key.Key_Home)
    press(Key.Key_Delete)
    assert control(tab, "title").text() == "位超警戒"
    press(Key.Key_Z, CTRL)
    assert control(tab, "title").text() == "水位超警戒"
    assert room.order() == [1, 2, 3, 4]


def test_a_row_is_dragged_to_another_place(qtbot, tab, room):
    middle = row_centre(tab, 1)
    drag(qtbot, tab.table.viewport(), middle, middle + QPoint(0, 30), middle)
    assert tab.table.gap() is None  # let go where it was
    assert [one.version for one in room.lines()] == [1, 1, 1, 1]
    end = tab.table.visualRect(tab.table.records.index(2, 2)).bottomLeft() + QPoint(30, -2)
    drag(qtbot, tab.table.viewport(), row_centre(tab, 0), row_centre(tab, 1), end)
    qtbot.wait_until(lambda: room.order() == [2, 3, 1, 4])
    qtbot.wait_until(lambda: [one.number for one in tab.table.lines()] == [2, 3, 1, 4])
    assert room.minutes() == [20, 30, 35, 40]
    assert tab.table.line().number == 1


def test_rows_change_places_by_keys_even_faster_than_they_are_written(qtbot, tab, room, press):
    press(Key.Key_Down, ALT)
    qtbot.wait_until(lambda: room.order() == [2, 1, 3, 4])
    qtbot.wait_until(lambda: [one.number for one in tab.table.lines()] == [2, 1, 3, 4])
    press(Key.Key_Up, ALT)
    qtbot.wait_until(lambda: room.order() == [1, 2, 3, 4])
    press(Key.Key_D, CTRL)
    press(Key.Key_D, CTRL)
    qtbot.wait_until(lambda: len(room.lines()) == 6)
    assert [one.title for one in room.lines()][:3] == ["水位超警戒"] * 3


def test_a_line_is_moved_in_time_by_keys_and_on_the_ruler(qtbot, tab, room, press):
    press(Key.Key_Right, SHIFT)
    qtbot.wait_until(lambda: room.minutes() == [11, 20, 30, 40])
    qtbot.wait_until(lambda: tab.table.lines()[0].offset_s == 660)
    press(Key.Key_Left, SHIFT)
    qtbot.wait_until(lambda: tab.table.lines()[0].offset_s == 600)
    ruler = tab.ruler
    centres = {row.line.number: box.center() for row, box in ruler._boxes()}
    start, goal = centres[2], centres[3]
    way = QPoint((start.x() + goal.x()) // 2, start.y())
    drag(qtbot, ruler, start, way, QPoint(goal.x(), start.y()))
    qtbot.wait_until(lambda: room.minutes() == [10, 30, 30, 40])
    assert tab.table.line().number == 2


def test_times_are_shifted_from_here_and_taken_back(qtbot, tab, room, press, write):
    press(Key.Key_T, CTRL)
    write("-30")
    press(Key.Key_Return)
    qtbot.wait_until(lambda: tab.asks.bar.said() != "")  # there is no room for that
    assert tab.asks.bar.form.fields[0].control.text() == "-30"
    assert room.minutes() == [10, 20, 30, 40]
    press(Key.Key_Escape)
    tab.table.choose(room.line(3).id)
    press(Key.Key_T, CTRL)
    write("-5")
    press(Key.Key_Return)
    qtbot.wait_until(lambda: room.minutes() == [10, 20, 25, 35])
    qtbot.wait_until(tab.asks.bar.isHidden)
    press(Key.Key_Z, CTRL)
    qtbot.wait_until(lambda: room.minutes() == [10, 20, 30, 40])


def test_lines_are_numbered_in_their_order(qtbot, tab, room, press):
    script.change(room.db, replace(room.line(4), offset_s=0), officer=room.officer())
    tab.changed.emit()
    qtbot.wait_until(lambda: tab.table.lines()[0].number == 4)
    press(Key.Key_R, CTRL | SHIFT)
    qtbot.wait_until(lambda: room.order() == [1, 2, 3, 4])
    assert room.lines()[0].title == "响应终止"


def test_what_somebody_else_wrote_is_not_taken_back(qtbot, page, tab, room, press):
    press(Key.Key_Delete)
    qtbot.wait_until(lambda: tab.acts.last() != "")
    script.change(room.db, replace(room.line(2), title="别处改的"), officer=room.officer())
    page.on_answer(frozenset({"drills"}))
    qtbot.wait_until(lambda: tab.acts.last() == "")
    press(Key.Key_Z, CTRL)
    assert room.line(2).title == "别处改的"
    assert len(room.lines()) == 3


def test_a_thousand_findings_share_their_two_pictures(qtbot):
    findings = FindingsList()
    qtbot.add_widget(findings)
    kinds = (Problem.NO_OWNER, Problem.NO_OWNER, Problem.NO_TITLE, Problem.NO_TITLE)
    found = [Finding(problem=kind, number=place) for place, kind in enumerate(kinds)]
    findings.show_findings(found)
    pictures = {findings.list.item(row).icon().cacheKey() for row in range(len(found))}
    assert len(pictures) == len({one.is_grave for one in found}) == 2


def test_findings_follow_the_typing_and_lead_to_the_field(qtbot, page, tab, room, type_over):
    assert tab.board.findings.found() == ()
    type_over(control(tab, "owner"), "")
    control(tab, "owner").lineEdit().clear()
    tab.form.edited.emit()
    qtbot.wait_until(lambda: bool(tab.board.findings.found()))
    finding = tab.board.findings.found()[0]
    assert (finding.problem, finding.number) == (Problem.NO_OWNER, 1)
    type_over(control(tab, "offset_s"), "后天")
    tab._check()  # what cannot be read is still being typed
    assert tab.board.findings.found()[0] == finding
    tab.table.setFocus()
    page.show_problems()
    assert tab.board.findings.list.hasFocus()
    tab.go_to_finding(finding)
    assert control(tab, "owner").hasFocus()


def test_lines_of_a_branch_stand_further_in_with_what_decides_on_them(qtbot, page, tab, room):
    third = replace(room.line(3), branch="甲", decided_by=room.line(2).id)
    script.change(room.db, third, officer=room.officer())
    page.on_answer(frozenset({"drills"}))
    qtbot.wait_until(lambda: tab.table.lines()[2].branch == "甲")
    rows = [tab.table.records.record(at) for at in range(4)]
    further_in = [tab.table.records.index(at, 2).data(INDENT_ROLE) for at in range(4)]
    assert further_in == [0, 0, 1, 0]
    assert ("甲" in rows[1].note, rows[1].tone) == (True, "")
    assert ("2" in rows[2].note, rows[2].tone) == (True, "drill")


def test_lines_of_another_drill_are_copied_in(qtbot, tab, room, press):
    other = drills.create(
        room.db,
        Drill(id=new_id(), year=2026, number=1, title="桌面推演", month=9),
        officer=room.officer(),
    )
    first = Inject(id=new_id(), drill=other.id, number=1, offset_s=0, title="接警")
    second = Inject(
        id=new_id(),
        drill=other.id,
        number=2,
        offset_s=120,
        title="升级",
        branch="甲",
        decided_by=first.id,
    )
    script.replace_all(room.db, other.id, [first, second], seen=(), officer=room.officer())
    press(Key.Key_C, CTRL | SHIFT)
    qtbot.wait_until(tab.asks.bar.isVisible)
    tab.asks.bar.form.fields[0].control.pick(other.id)
    tab.asks.bar.confirm()
    qtbot.wait_until(lambda: len(room.lines()) == 6)
    assert room.minutes() == [10, 20, 30, 40, 45, 47]
    assert room.lines()[5].decided_by == room.lines()[4].id


def changed(path, change):
    """Change a workbook as somebody does in Excel."""
    book = openpyxl.load_workbook(path)
    change(book.active)
    book.save(path)
    return str(path)


def test_a_table_goes_out_is_compared_and_taken_in(qtbot, tab, room, press, tmp_path):
    def change(sheet):
        sheet["C3"] = "群众来电：坝脚翻砂"
        sheet.delete_rows(5)

    path = tmp_path / "script.xlsx"
    tab.stack.export_to(str(path))
    qtbot.wait_until(path.exists)
    press(Key.Key_I, CTRL | SHIFT)
    panel = tab.stack.importing
    panel.read_file(changed(path, change))
    qtbot.wait_until(lambda: panel.go.isEnabled() and panel.errors.count() == 2)
    assert "群众来电：坝脚翻砂" in panel.errors.item(0).text()
    assert "响应终止" in panel.errors.item(1).text()
    press(Key.Key_S, CTRL)
    qtbot.wait_until(
        lambda: [one.title for one in room.lines()][1:] == ["群众来电：坝脚翻砂", "通信中断"]
    )
    qtbot.wait_until(lambda: len(tab.table.lines()) == 3)
    assert not tab.stack.is_importing()


def test_mistakes_in_a_table_are_said_by_cell_and_nothing_is_taken_in(
    qtbot, tab, room, press, tmp_path
):
    def change(sheet):
        sheet["B3"] = "后天"
        sheet["J4"] = "O9"

    before = room.lines()
    path = tmp_path / "script.xlsx"
    tab.stack.export_to(str(path))
    qtbot.wait_until(path.exists)
    press(Key.Key_I, CTRL | SHIFT)
    panel = tab.stack.importing
    panel.read_file(changed(path, change))
    qtbot.wait_until(lambda: panel.errors.count() == 2)
    said = [panel.errors.item(at).text() for at in range(2)]
    assert ("B3" in said[0], "J4" in said[1]) == (True, True)
    assert not panel.go.isEnabled()

    def decide(sheet):
        sheet["B3"], sheet["J4"] = "00:20:00", None
        sheet["M3"], sheet["N3"] = "甲", 99

    panel.read_file(changed(path, decide))
    qtbot.wait_until(lambda: panel.errors.count() == 1 and "N3" in panel.errors.item(0).text())
    assert not panel.go.isEnabled()
    press(Key.Key_Escape)
    assert not tab.stack.is_importing()
    assert room.lines() == before


def test_delivered_lines_say_when_and_stay_as_they_were(qtbot, page, tab, room, press, type_over):
    running.start(room.db, room.drill_id, act_id=new_id(), officer=room.officer())
    running.fire(room.db, room.drill_id, room.line(1).id, act_id=new_id(), officer=room.officer())
    page.on_answer(frozenset({"drills"}))
    qtbot.wait_until(lambda: "✓" in tab.table.records.index(0, 1).data())
    type_over(control(tab, "title"), "改口")
    press(Key.Key_S, CTRL)
    qtbot.wait_until(lambda: not tab.editor._error.isHidden())
    assert control(tab, "title").text() == "改口"
    assert room.line(1).title == "水位超警戒"


def test_who_may_be_playing_sees_no_line_before_it_was_delivered(qtbot, page, room):
    people = participants.of_drill(room.db, room.drill_id)
    with_phone = replace(people[0], contact="13805779001")
    participants.change(room.db, with_phone, officer=room.officer())
    room.role = Role.VIEWER
    page.refresh()
    qtbot.wait_until(lambda: page.whole.is_partial)
    assert page.whole.lines == ()
    assert page.script.board.findings.found() == ()
    assert page.whole.participants[0].contact == "138 **** 9001"
    said = drill_reading.changes(room.db, page.whole, officer=room.officer())
    assert {one.change.kind for one in said} >= {"participant", "objective"}
    assert "inject" not in {one.change.kind for one in said}
    assert all("13805779001" not in (one.change.old, one.change.new) for one in said)
    running.start(room.db, room.drill_id, act_id=new_id(), officer=a_chief(room))
    running.fire(room.db, room.drill_id, room.line(2).id, act_id=new_id(), officer=a_chief(room))
    page.refresh()
    qtbot.wait_until(lambda: [one.number for one in page.whole.lines] == [2])


def test_lines_say_why_they_were_not_delivered(qtbot, page, tab, room):
    officer = a_chief(room)
    told, drill_id = {"act_id": new_id(), "officer": officer}, room.drill_id
    running.start(room.db, drill_id, **told)
    running.hold(room.db, drill_id, room.line(2).id, **told | {"act_id": new_id()})
    running.skip(room.db, drill_id, room.line(3).id, **told | {"act_id": new_id()})
    # Its time has passed already when it is written.
    script.change(room.db, replace(room.line(4), offset_s=0), officer=officer)

    page.refresh()

    def said():
        return [tab.table.records.index(row, 1).data() for row in range(4)]

    wanted = ["00:00 过时，暂缓", "00:10", "00:20 暂缓", "00:30 已跳过"]
    qtbot.wait_until(lambda: said() == wanted)


def a_chief(room):
    return replace(room.officer(), rights=frozenset(RIGHTS[Role.CHIEF]))


def test_a_line_that_was_begun_comes_back_after_another_drill(qtbot, page, tab, room, press, write):
    other = Drill(id=new_id(), year=2026, number=1, title="火灾演练", month=9)
    drills.create(room.db, other, officer=room.officer())
    press(Key.Key_Insert)
    write("坝顶裂缝")
    page.go_to(Target(page="drill", kind="script", key=other.id))
    qtbot.wait_until(lambda: page.whole.drill.id == other.id)
    assert control(tab, "title").text() == ""
    page.go_to(Target(page="drill", kind="script", key=room.drill_id))
    qtbot.wait_until(lambda: page.whole.drill.id == room.drill_id)
    tab.begin_new()
    assert control(tab, "title").text() == "坝顶裂缝"
    press(Key.Key_S, CTRL)
    qtbot.wait_until(lambda: len(room.lines()) == 5)
    assert script.lines(room.db, other.id) == ()

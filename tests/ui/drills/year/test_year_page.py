"""The year as a table, its figures, and the lists that belong to it."""

from datetime import date

from PySide6.QtCore import Qt

from commandcenter.drills.model.drill import Form, State
from commandcenter.drills.model.statistics import By
from commandcenter.drills.model.year import Activity, FrequencyRule, Period, PeriodKind, Series
from commandcenter.drills.service import drills, records, running, script, year_rows
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.ids import new_id
from ui.drills import year_export
from ui.shell.page import Target

WATER, PLANT, SCHOOL, LIFT = "水库渗漏演练", "化工厂泄漏演练", "学校疏散演练", "电梯困人演练"

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def titles(page) -> list[str]:
    table = page.table.panel.table.records
    return [table.record(row).title for row in range(table.rowCount())]


def test_a_drill_is_entered_in_one_line(page, room, qtbot, settle):
    quick = page.table.quick
    page._begin_new()
    quick.title.setText("医院停电演练")
    quick.when.setText("10-20 9:00-11:30")
    quick.org.setText("县卫生健康局")
    quick.form.set_value(Form.TABLETOP)
    qtbot.keyClick(quick.title, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: "医院停电演练" in titles(page))
    made = records.everything(room.db, type(room.drills[WATER]), ["number"])[-1]
    assert (made.number, made.month, made.lead_org) == (5, 10, "县卫生健康局")
    assert made.form is Form.TABLETOP
    assert (made.ends_at - made.begins_at).total_seconds() == 150 * 60
    assert (quick.title.text(), quick.org.text()) == ("", "县卫生健康局")


def test_another_line_after_an_unknown_answer_is_another_drill(
    page, room, qtbot, settle, monkeypatch
):
    written, quick = drills.create, page.table.quick

    def lose(*given, **named):
        monkeypatch.setattr(drills, "create", written)
        written(*given, **named)
        raise Unavailable

    monkeypatch.setattr(drills, "create", lose)
    for title in ("医院停电演练", "医院火灾演练"):
        quick.title.setText(title)
        quick.when.setText("10-20 9:00-11:30")
        qtbot.keyClick(quick.title, Qt.Key.Key_Return)
        settle()
    made = records.everything(room.db, type(room.drills[WATER]), ["number"])
    assert [one.title for one in made][4:] == ["医院停电演练", "医院火灾演练"]


def test_a_time_that_cannot_be_read_leaves_the_line_as_it_was_typed(page, qtbot, settle):
    quick = page.table.quick
    quick.title.setText("医院停电演练")
    quick.when.setText("13-45")
    qtbot.keyClick(quick.when, Qt.Key.Key_Return)
    settle()
    assert "13-45" in quick._error.text()
    assert quick.title.text() == "医院停电演练"
    assert len(titles(page)) == 4


def test_headings_sort_and_boxes_filter(page, room, settle):
    panel = page.table.panel
    panel._on_heading(2)
    assert titles(page) == [WATER, PLANT, SCHOOL, LIFT]
    panel._on_heading(2)
    assert titles(page) == [LIFT, SCHOOL, PLANT, WATER]
    panel.show_only("undated")
    assert titles(page) == [LIFT]
    room.plan("坝区疏散演练", room.drills[WATER].begins_at, place="西坝")
    page.refresh()
    settle()
    page.head.conflicts.click()
    assert set(titles(page)) == {WATER, "坝区疏散演练"}
    assert page.head.conflicts.look.value == "2"


def test_the_form_says_what_speaks_against_a_time_while_it_is_typed(page, room):
    panel = page.table.panel
    panel.choose(room.drills[WATER].id)
    field = {one.name: one for one in panel.row_form.fields}["when"]
    field.control.setText("11-12 10:00-12:00")
    panel.row_form.edited.emit()
    assert any(PLANT in said for said in panel.clashes.sentences())


def test_a_copy_has_no_day_and_a_link_leads_to_its_drill(page, room, settle, qtbot):
    page.table.panel.choose(room.drills[WATER].id)
    page.table.copy_front()
    qtbot.wait_until(lambda: len(titles(page)) == 5)
    copy = next(one for one in page.read.drills if one.number == 5)
    assert (copy.copied_from, copy.begins_at) == (room.drills[WATER].id, None)
    page.go_to(Target(page="drills", kind="table", key=copy.id))
    assert page.table.panel.table.present().id == copy.id


def test_a_drill_of_the_year_begins_with_a_template(page, room, qtbot, settle):
    page.show_tab(1)
    page.show_year(2027)
    settle()
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL | SHIFT)
    title, _, source = (field.control for field in page.asking.form.fields)
    title.setText("雨前演练")
    source.choose("flood")
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL | SHIFT)
    assert title.text() == "雨前演练"
    qtbot.keyClick(title, Qt.Key.Key_S, CTRL)
    qtbot.wait_until(lambda: titles(page) == ["雨前演练"])
    made = page.table.panel.table.present()
    assert (made.year, made.title) == (2027, "雨前演练")
    assert page.tab() is page.table
    assert len(script.lines(room.db, made.id)) > 10


def test_a_drill_that_was_not_begun_after_all_is_let_go(page, qtbot, settle):
    page.begin_from_template()
    title = page.asking.form.fields[0].control
    title.setText("雨前演练")
    qtbot.keyClick(title, Qt.Key.Key_Escape)
    assert page.asking.isHidden()
    assert page.table.isAncestorOf(page.window().focusWidget())
    assert len(titles(page)) == 4


def test_a_drill_held_without_the_program_is_written_down_in_the_table(page, room, qtbot, settle):
    past = room.plan("地震疏散演练", room.drills[WATER].begins_at.replace(month=5))
    page.refresh()
    settle()
    page.table.choose(past)
    qtbot.keyClick(page.table.panel.table, Qt.Key.Key_H, CTRL | SHIFT)
    began, ended, people = (field.control for field in page.table.holding.form.fields)
    # The plan stands there; the end needs no day.
    assert (began.text(), ended.text()) == ("5-10 09:00", "11:00")
    people.setText("120")
    qtbot.keyClick(people, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: room.stored("地震疏散演练").state is State.ENDED)
    held = room.stored("地震疏散演练")
    assert (held.began_at, held.ended_at, held.headcount) == (past.begins_at, past.ends_at, 120)
    settle()
    assert page.table.was_held.text() == "更正时间"
    page.table.was_held.click()
    assert [field.control.text() for field in page.table.holding.form.fields][2] == "120"
    for act in (running.start, running.end):
        act(room.db, room.drills[WATER].id, act_id=new_id(), officer=room.other())
    page.refresh()
    settle()
    page.table.choose(room.stored(WATER))
    assert not page.table.was_held.isEnabled()  # its times were measured


def test_what_is_done_to_the_drill_in_front_of_the_calendar_meets_that_drill(page, room, settle):
    page.show_tab(1)
    page.go_to(Target(page="drills", kind="calendar", key=room.drills[SCHOOL].id))
    page._note_held()
    assert page.tab() is page.table
    assert page.table.panel.table.present().id == room.drills[SCHOOL].id
    assert SCHOOL in page.table.holding._title.text()


def test_a_copy_asked_for_again_after_an_unknown_answer_is_made_once(
    page, room, settle, qtbot, monkeypatch
):
    written = drills.copy

    def lost(*given, **named):
        monkeypatch.setattr(drills, "copy", written)
        written(*given, **named)
        raise Unavailable

    monkeypatch.setattr(drills, "copy", lost)
    page.table.panel.choose(room.drills[WATER].id)
    page.table.copy_front()
    settle()
    page.table.copy_front()
    qtbot.wait_until(lambda: len(titles(page)) == 5)
    settle()
    page.table.copy_front()  # a second copy is another one
    qtbot.wait_until(lambda: len(titles(page)) == 6)


def test_figures_of_the_year_stand_above(page, room, settle):
    held = room.drills[SCHOOL]
    drills.held_elsewhere(
        room.db,
        room.plan("已办演练", held.begins_at.replace(month=8), area_code="330399101"),
        began_at=held.begins_at.replace(month=8),
        ended_at=held.ends_at.replace(month=8),
        headcount=80,
        officer=room.other(),
        at=room.clock(),
    )
    page.refresh()
    settle()
    assert [one.look.value for one in page.head.targets[:2]] == ["1", "80"]
    assert (page.head.coverage.look.value, page.head.coverage.look.rest) == ("1", "/ 2")
    page.head.targets[0].click()
    settle()
    assert page.tab() is page.statistics
    months = next(one for one in page.statistics.found.tables if one.by is By.MONTH)
    assert [line.now.people for line in months.lines if line.now.times] == [80]


def test_figures_are_said_in_the_language_of_the_window(page, window, settle):
    labels = [one.look.label for one in page.head.targets]
    assert labels[-1] == "警示教育片（部）"
    window.desk.view.next_language()
    settle()
    labels = [one.look.label for one in page.head.targets]
    assert labels[-1] == "Warning films (films)"
    assert not any("\u4e00" <= letter <= "\u9fff" for label in labels for letter in label)


def test_a_year_whose_holidays_nobody_knows_says_so(page, settle):
    assert page.head.unknown.isHidden()
    page.show_year(2099)
    settle()
    assert "2099" in page.head.unknown.text()
    assert page.head.unknown.isVisible()


def test_a_row_of_the_county_is_removed_by_keys_and_a_shipped_one_stays(page, room, qtbot, settle):
    own = Period(
        id=new_id(),
        kind=PeriodKind.BLOCKED,
        title="县两会",
        year=None,
        from_month=1,
        from_day=20,
        to_month=1,
        to_day=24,
    )
    year_rows.add_row(room.db, own, officer=room.other())
    page.refresh()
    settle()
    page.show_tab(4)
    panel = page.periods.periods
    shipped = next(one for one in panel.records if one.id != own.id)
    for row, presses in ((own, 1), (shipped, 2), (own, 2)):
        panel.choose(row.id)
        for _ in range(presses):
            qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
        settle()
    left = {one.id for one in year_rows.periods_of(room.db)}
    assert own.id not in left
    assert shipped.id in left
    assert {one.id for one in panel.records} == left


def test_a_recurrence_is_laid_out_over_the_year(page, room, settle, qtbot):
    panel = page.periods.series
    page.show_tab(4)
    page.periods.show_view(1)
    panel.begin_new()
    values = {
        "title": "月度点验演练",
        "rrule": "FREQ=MONTHLY;BYDAY=1WE",
        "begins_on": date(2026, 9, 1),
        "model_id": room.drills[SCHOOL].id,
        "is_active": True,
    }
    panel.editor.form.show_values(values)
    panel.editor.form.edited.emit()
    assert "4" in panel._said.text()
    panel.submit()
    qtbot.wait_until(lambda: len(records.everything(room.db, Series, ["title"])) == 1)
    settle()
    panel.table.setCurrentIndex(panel.table.records.index(0, 0))
    panel.plan_days()
    qtbot.wait_until(lambda: len(page.read.drills) > 4)
    made = [one for one in page.read.drills if one.title == "月度点验演练"]
    # 7 October is a holiday.
    assert [one.begins_at.date() for one in made] == [
        date(2026, 9, 2),
        date(2026, 11, 4),
        date(2026, 12, 2),
    ]


def test_rules_and_activities_are_rows_one_can_change(page, room, settle, qtbot):
    rules = page.rules.rules
    page.show_tab(3)
    page.rules.show_view("rules")
    rules.table.setCurrentIndex(rules.table.records.index(0, 0))
    shown = {one.name: one for one in rules.editor.form.fields}
    shown["months"].control.setText("7")
    rules.editor.form.edited.emit()
    rules.submit()
    qtbot.wait_until(
        lambda: 7 in [one.months for one in records.everything(room.db, FrequencyRule, ["code"])]
    )
    panel = page.statistics.activities
    panel.begin_new()
    panel.editor.form.show_values(
        panel.values_of(panel.blank()) | {"title": "讲座", "headcount": 90}
    )
    panel.editor.form.edited.emit()
    panel.submit()
    qtbot.wait_until(lambda: len(records.everything(room.db, Activity, ["title"])) == 1)
    assert year_rows.activities_of(room.db, 2026)[0].headcount == 90


def test_the_year_leaves_as_a_calendar_file_and_the_journal_knows(page, room, tmp_path, qtbot):
    way = next(one for one in year_export.WAYS if one.suffix == "ics")
    path = tmp_path / "year.ics"
    page.exporting.save_to(way, 2026, str(path))
    qtbot.wait_until(path.is_file)
    assert "BEGIN:VCALENDAR" in path.read_text(encoding="utf-8")
    qtbot.wait_until(lambda: "year.ics" in page._seat.messages.text())


def test_another_year_begins_empty(page, settle):
    page.head.after.click()
    settle()
    assert (page.read.year, titles(page)) == (2027, [])
    assert "2027" in page.head._title.text()


def test_the_key_that_saves_enters_the_line_that_is_being_written(page, room, qtbot, settle):
    page._begin_new()
    page.table.quick.title.setText("医院停电演练")
    page.tab().submit()
    qtbot.wait_until(lambda: "医院停电演练" in titles(page))

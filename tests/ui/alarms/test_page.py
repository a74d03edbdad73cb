"""The page of alarms: acknowledge and shelve with one key each, and lose nothing typed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.alarms.model.alarm import State
from commandcenter.alarms.model.course import RedStays
from commandcenter.alarms.service import types
from commandcenter.directory.rights import Role
from commandcenter.duty.service import shifts
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import clock
from ui.alarms import alarm_words
from ui.shell.page import Target
from ui.shell.playing import RunningDrill
from ui.widgets.words import tr

KEY = Qt.Key


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


def titles(page):
    model = page.list.lines
    return [model.record(row).alarm.title for row in range(model.rowCount())]


def test_what_waits_for_somebody_comes_first_the_worst_and_newest_on_top(page):
    assert titles(page) == [
        "山洪灾害红色预警",
        "东坝测压管 P3 超红线",
        "竹源乡 3 人未应答叫应",
        "水位数据有误",
    ]


def test_each_tab_lists_its_states_and_says_how_many(page):
    words = [page.tabs.tabText(number) for number in range(3)]
    assert words == ["未确认 4", "全部在报 5", "已搁置 1"]
    page.show_tab(1)
    assert titles(page)[-1] == "石桥下街内涝 首报超时"
    page.show_tab(2)
    assert titles(page) == ["云岭雨量站 数据中断"]


def test_alarms_of_the_drill_one_plays_in_stand_marked_below_all_real_ones(
    qtbot, page, room, window
):
    drill = RunningDrill(id=new_id(), title="防汛桌面推演")
    room.raises("演练溃坝", Severity.RED, drill_id=drill.id)
    room.raises("别的演练", Severity.RED, drill_id=new_id())
    page.refresh()
    playing = window.desk.playing
    playing.set_running([drill])
    playing.join(drill.id)
    qtbot.wait_until(lambda: titles(page)[-1] == "演练溃坝")
    assert len(titles(page)) == 5
    assert page.tabs.tabText(0) == "未确认 4 · 演练 1"
    played = page.list.lines.record(4)
    assert "演练" in alarm_words.facts(played)
    assert "演练" in alarm_words.spoken(played, room.clock())

    page.list.choose(played.alarm.id)
    page.list.setFocus()
    press(qtbot, KEY.Key_A)
    press(qtbot, KEY.Key_2)
    press(qtbot, KEY.Key_Return)
    qtbot.wait_until(lambda: len(titles(page)) == 4)
    page.show_tab(1)
    qtbot.wait_until(lambda: titles(page)[-1] == "演练溃坝")
    playing.leave()
    qtbot.wait_until(lambda: page.tabs.tabText(1) == "全部在报 5")
    assert "演练溃坝" not in titles(page)


def test_a_digit_and_enter_acknowledge_a_red_one(qtbot, page, room):
    page.list.setFocus()
    press(qtbot, KEY.Key_A)
    press(qtbot, KEY.Key_2)
    press(qtbot, KEY.Key_Return)
    qtbot.wait_until(lambda: room.alarm("山洪").state is State.ACKNOWLEDGED)
    after = room.alarm("山洪")
    assert (after.action, after.acknowledged_by) == ("dispatched", "何立")
    qtbot.wait_until(lambda: len(titles(page)) == 3)
    assert page.list.hasFocus()
    assert not page.acknowledging.isVisible()


def test_a_red_one_is_not_acknowledged_without_saying_what_is_done(qtbot, page, room):
    page.list.setFocus()
    press(qtbot, KEY.Key_A)
    page.acknowledging.note.setText("知道了")
    press(qtbot, KEY.Key_Return)
    qtbot.wait_until(page.acknowledging.error.isVisible)
    assert page.acknowledging.note.text() == "知道了"
    assert room.alarm("山洪").state is State.ACTIVE


def test_letters_typed_into_the_note_are_letters(qtbot, page):
    page.list.setFocus()
    press(qtbot, KEY.Key_A)
    page.acknowledging.note.setFocus()
    qtbot.keyClicks(page.acknowledging.note, "asb12")
    assert page.acknowledging.note.text() == "asb12"
    assert page.acknowledging.choice.value() == ""


def test_what_was_typed_for_an_alarm_survives_refreshes_and_other_alarms(qtbot, page, room):
    page.list.setFocus()
    press(qtbot, KEY.Key_A)
    page.acknowledging.choice.choose_number(3)
    page.acknowledging.note.setText("打了三个电话")
    room.raises("又一条红色", Severity.RED)
    page.refresh()
    qtbot.wait_until(lambda: len(titles(page)) == 5)
    assert page.acknowledging.typed() == ("called", "打了三个电话")
    page.acknowledging.close_bar()
    page.list.choose(room.alarm("东坝").id)
    page.acknowledge()
    assert page.acknowledging.typed() == ("", "")
    page.acknowledging.close_bar()
    page.list.choose(room.alarm("山洪").id)
    page.acknowledge()
    assert page.acknowledging.typed() == ("called", "打了三个电话")


def test_asking_about_another_alarm_keeps_what_was_typed_for_the_one_before(page, room):
    page.acknowledge()
    page.acknowledging.note.setText("正在派队")
    page.list.choose(room.alarm("东坝").id)
    page.acknowledge()
    assert page.acknowledging.note.text() == ""
    page.list.choose(room.alarm("山洪").id)
    page.acknowledge()
    assert page.acknowledging.note.text() == "正在派队"


def test_a_lost_connection_loses_nothing_and_sending_again_is_the_same_act(
    qtbot, page, room, silence
):
    acts = []
    page.acknowledging.confirmed.connect(acts.append)
    page.list.setFocus()
    with silence("write"):
        press(qtbot, KEY.Key_A)
        press(qtbot, KEY.Key_1)
        press(qtbot, KEY.Key_Return)
        qtbot.wait_until(page.acknowledging.error.isVisible)
    assert page.acknowledging.choice.value() == "handling"
    press(qtbot, KEY.Key_Return)
    qtbot.wait_until(lambda: not page.acknowledging.isVisible())
    assert room.alarm("山洪").action == "handling"
    assert acts[0].act_id == acts[1].act_id


def test_another_text_is_another_act(qtbot, page, silence):
    acts = []
    page.acknowledging.confirmed.connect(acts.append)
    page.acknowledge()
    with silence("write"):
        for number in (1, 2):
            page.acknowledging.choice.choose_number(number)
            page.acknowledging.confirm()
            qtbot.wait_until(page.acknowledging.button.isEnabled)
    assert acts[0].act_id != acts[1].act_id


def test_what_somebody_else_acknowledged_meanwhile_is_said_and_the_text_stays(qtbot, page, room):
    page.acknowledge()
    page.acknowledging.choice.choose_number(1)
    page.acknowledging.note.setText("正在派队")
    room.acknowledges("山洪", "called")
    page.acknowledging.confirm()
    qtbot.wait_until(page.acknowledging.error.isVisible)
    assert page.acknowledging.note.text() == "正在派队"
    assert room.alarm("山洪").action == "called"


def test_an_alarm_is_shelved_for_minutes_with_a_reason(qtbot, page, room):
    page.list.setFocus()
    page.list.choose(room.alarm("竹源").id)
    press(qtbot, KEY.Key_S)
    assert page.shelving.minutes.text() == "30"
    qtbot.keyClicks(page.shelving.reason, "jian xiu")
    press(qtbot, KEY.Key_Return)
    qtbot.wait_until(lambda: room.alarm("竹源").state is State.SHELVED)
    assert room.alarm("竹源").reason == "jian xiu"
    qtbot.wait_until(lambda: page.tabs.tabText(2) == "已搁置 2")


def test_an_alarm_is_back_at_the_latest_when_the_shift_ends(qtbot, page, room):
    shift = shifts.plan_ahead(room.db, at=room.clock(), officer=room.officer())
    now = shift.end_at - timedelta(minutes=20)
    room.db.clock = lambda: now
    page.list.choose(room.alarm("竹源").id)
    page.shelve()
    page.shelving.minutes.setText("60")
    page.shelving.reason.setText("检修")
    page.shelving.confirm()
    qtbot.wait_until(lambda: room.alarm("竹源").state is State.SHELVED)
    assert room.alarm("竹源").shelved_until == shift.end_at
    qtbot.wait_until(lambda: clock(shift.end_at) in page._seat.messages.text())


@pytest.mark.parametrize("typed", ["", "0", "soon"])
def test_minutes_that_are_none_are_refused_at_the_form(page, room, typed):
    page.list.choose(room.alarm("竹源").id)
    page.shelve()
    page.shelving.minutes.setText(typed)
    page.shelving.reason.setText("检修")
    page.shelving.confirm()
    assert page.shelving.error.isVisible()
    assert room.alarm("竹源").state is State.ACTIVE


def test_a_red_one_cannot_be_shelved_and_the_bar_says_so(page, window):
    page.shelve()
    assert not page.shelving.isVisible()
    assert window.desk.messages.text() == RedStays().said(tr)


def test_an_alarm_is_taken_back_from_the_shelf(qtbot, page, room):
    page.show_tab(2)
    press(qtbot, KEY.Key_B)
    qtbot.wait_until(lambda: room.alarm("云岭").state is State.ACTIVE)


def test_a_link_opens_the_form_of_its_alarm(page, room, window):
    wanted = room.alarm("水位").id
    window.desk.navigation.open(Target(page="alarms", kind="acknowledge", key=wanted))
    assert page.acknowledging.line.alarm.id == wanted
    assert page.acknowledging.isVisible()


def test_who_may_only_look_is_told_who_can(room, open_page, window):
    room.role = Role.VIEWER
    page = open_page(room)
    page.acknowledge()
    assert not page.acknowledging.isVisible()
    assert "权限" in window.desk.messages.text()


def test_an_empty_list_says_that_nothing_waits(qtbot, page, room):
    for title in ("山洪", "东坝", "竹源", "水位"):
        room.acknowledges(title, "handling")
    page.refresh()
    qtbot.wait_until(lambda: page.list.lines.rowCount() == 0)
    assert not page.list.isVisible()
    assert page.tabs.tabText(0) == "未确认"


def test_a_reading_that_fails_at_first_says_so_and_can_be_tried_again(
    qtbot, room, open_page, silence
):
    with silence("read"):
        page = open_page(room)
        qtbot.wait_until(lambda: page._is_stale)
    page._deck.acted.emit()
    qtbot.wait_until(lambda: page.list.lines.rowCount() == 4)


def test_a_figure_without_enough_data_says_so_instead_of_a_number(page):
    table = page.measures.table.records
    rows = {table.index(row, 0).data(): row for row in range(table.rowCount())}
    assert len(rows) > 10
    values = {table.index(row, 2).data() for row in rows.values()}
    assert values <= {tr("Not enough data yet"), tr("No alarms")}
    assert {table.index(row, 3).data() for row in rows.values()} == {""}


def test_a_definition_is_changed_by_who_may(qtbot, room, open_page):
    room.role = Role.ADMIN
    page = open_page(room)
    page.show_tab(4)
    code = page.types.table.present().code
    fields = {field.name: field.control for field in page.types.editor.form.fields}
    fields["delay_s"].clear()
    qtbot.keyClicks(fields["delay_s"], "60")
    page.types.submit()
    qtbot.wait_until(
        lambda: {row.code: row.delay_s for row in types.everything(room.db)}[code] == 60
    )


def test_a_delay_that_is_no_number_is_refused(qtbot, room, open_page):
    room.role = Role.ADMIN
    page = open_page(room)
    page.show_tab(4)
    before = types.everything(room.db)
    fields = {field.name: field.control for field in page.types.editor.form.fields}
    fields["delay_s"].clear()
    qtbot.keyClicks(fields["delay_s"], "bald")
    page.types.submit()
    qtbot.wait_until(page._seat.background.is_idle)
    assert types.everything(room.db) == before
    assert fields["delay_s"].text() == "bald"


def test_state_and_escalation_are_said_in_words(page, room):
    lines = alarm_words.lines(page.overview, frozenset(State))
    now = room.alarm("竹源").sounded_at
    said = {line.alarm.title[:2]: alarm_words.state_words(line, now) for line in lines}
    assert said["竹源"] == "00:10:00 后上报"
    assert said["石桥"].endswith("已报带班领导 · 周敏已知，正在写首报")
    assert said["云岭"].startswith("何立 搁置到")
    assert said["云岭"].endswith("还剩 45 分 · 县气象局检修")
    [facts] = [alarm_words.facts(line) for line in lines if line.alarm.count > 1]
    assert "报 2 次" in facts


def test_a_screen_reader_hears_colour_and_state(page):
    spoken = page.list.lines.index(0, 0).data()
    assert spoken.startswith("红 · 未确认 · 山洪灾害红色预警 · 预警 · 龙潭镇")


def test_nothing_pulses_where_motion_is_not_wanted(page):
    page._beat()
    assert page.list.opacity == 1.0


def test_the_page_speaks_english_too(page, window):
    window.view.set_language("en")
    assert page.tabs.tabText(3) == "Statistics"
    assert page.buttons["shelve"].text() == "Shelve"

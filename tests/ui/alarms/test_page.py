"""The page of alarms: acknowledge and shelve with one key each, and lose nothing typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.alarms.model.alarm import State
from commandcenter.directory.rights import Role
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.severity import Severity
from ui.alarms import alarm_words
from ui.shell.page import Target

KEY = Qt.Key


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


def titles(page):
    model = page.list.lines
    return [model.record(row).alarm.title for row in range(model.rowCount())]


def test_what_waits_for_somebody_comes_first_the_worst_on_top(page):
    assert titles(page) == [
        "山洪灾害红色预警 龙潭镇",
        "东坝测压管 P3 超红线",
        "竹源乡 3 人未应答叫应",
        "雷达数据中断",
        "演练：大风蓝色预警",
    ]


def test_each_tab_lists_its_states_and_says_how_many(page):
    assert [page.tabs.tabText(number) for number in range(3)] == [
        "未确认 5",
        "全部在报 6",
        "搁置 1",
    ]
    page.show_tab(2)
    assert titles(page) == ["云岭雨量站 数据中断"]


def test_a_digit_and_enter_acknowledge_a_red_one(qtbot, page, room):
    page.list.setFocus()
    first = page.list.present().alarm
    press(qtbot, KEY.Key_A)
    press(qtbot, KEY.Key_2)
    press(qtbot, KEY.Key_Return)
    qtbot.wait_until(lambda: room.alarms[first.id].state is State.ACKNOWLEDGED)
    assert room.alarms[first.id].action == "dispatched"
    qtbot.wait_until(lambda: len(titles(page)) == 4)
    assert page.list.hasFocus()
    assert not page.acknowledging.isVisible()


def test_a_red_one_is_not_acknowledged_without_saying_what_is_done(qtbot, page, room):
    page.list.setFocus()
    press(qtbot, KEY.Key_A)
    page.acknowledging.note.setText("知道了")
    press(qtbot, KEY.Key_Return)
    qtbot.wait_until(page.acknowledging.error.isVisible)
    assert page.acknowledging.note.text() == "知道了"
    assert all(one.state is not State.CLOSED for one in room.alarms.values())


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
    page.refresh()
    qtbot.wait_until(page._seat.background.is_idle)
    assert page.acknowledging.typed() == ("called", "打了三个电话")
    page.acknowledging.close_form()
    page.list.setCurrentIndex(page.list.lines.index(1, 0))
    page.acknowledge()
    assert page.acknowledging.typed() == ("", "")
    page.acknowledging.close_form()
    page.list.setCurrentIndex(page.list.lines.index(0, 0))
    page.acknowledge()
    assert page.acknowledging.typed() == ("called", "打了三个电话")


def test_sending_the_same_again_after_a_lost_connection_is_the_same_act(qtbot, page, room):
    page.list.setFocus()
    room.failure = Unavailable()
    press(qtbot, KEY.Key_A)
    press(qtbot, KEY.Key_1)
    press(qtbot, KEY.Key_Return)
    qtbot.wait_until(page.acknowledging.error.isVisible)
    room.failure = None
    press(qtbot, KEY.Key_Return)
    qtbot.wait_until(lambda: not page.acknowledging.isVisible())
    first, second = room.sent
    assert first.act_id == second.act_id
    assert first == second


def test_another_text_is_another_act(qtbot, page, room):
    room.failure = Unavailable()
    page.acknowledge()
    for number in (1, 2):
        page.acknowledging.choice.choose_number(number)
        page.acknowledging.confirm()
        qtbot.wait_until(page.acknowledging.button.isEnabled)
    first, second = room.sent
    assert first.act_id != second.act_id


def test_an_alarm_is_shelved_for_minutes_with_a_reason(qtbot, page, room):
    page.list.setFocus()
    page.list.choose(next(one.id for one in room.alarms.values() if "竹源" in one.title))
    press(qtbot, KEY.Key_S)
    assert page.shelving.minutes.text() == "30"
    qtbot.keyClicks(page.shelving.reason, "jian xiu")
    press(qtbot, KEY.Key_Return)
    qtbot.wait_until(lambda: sum(one.state is State.SHELVED for one in room.alarms.values()) == 2)
    assert page.tabs.tabText(2) == "搁置 2"


@pytest.mark.parametrize("typed", ["", "0", "soon"])
def test_minutes_that_are_none_are_refused_at_the_form(qtbot, page, room, typed):
    page.list.choose(next(one.id for one in room.alarms.values() if "竹源" in one.title))
    page.shelve()
    page.shelving.minutes.setText(typed)
    page.shelving.reason.setText("检修")
    page.shelving.confirm()
    assert page.shelving.error.isVisible()
    assert room.sent == []


def test_a_red_one_cannot_be_shelved_and_the_bar_says_so(page, window):
    page.shelve()
    assert not page.shelving.isVisible()
    assert window.desk.messages.text() == "红色告警不能搁置。"


def test_an_alarm_is_taken_back_from_the_shelf(qtbot, page, room):
    page.show_tab(2)
    press(qtbot, KEY.Key_B)
    qtbot.wait_until(lambda: not any(one.state is State.SHELVED for one in room.alarms.values()))


def test_a_link_opens_the_form_of_its_alarm(qtbot, page, room, window):
    wanted = next(one for one in room.alarms.values() if "雷达" in one.title)
    window.desk.navigation.open(Target(page="alarms", kind="acknowledge", key=wanted.id))
    assert page.acknowledging.line.alarm.id == wanted.id
    assert page.acknowledging.isVisible()


def test_who_may_only_look_is_told_who_can(room, open_page, window):
    room.role = Role.VIEWER
    page = open_page(room)
    page.acknowledge()
    assert not page.acknowledging.isVisible()
    assert "权限" in window.desk.messages.text()


def test_an_empty_list_says_that_nothing_waits(qtbot, page, room):
    room.put()
    page.refresh()
    qtbot.wait_until(lambda: page.list.lines.rowCount() == 0)
    assert not page.list.isVisible()
    assert page.tabs.tabText(0) == "未确认"


def test_a_reading_that_fails_at_first_says_so_and_can_be_tried_again(qtbot, room, open_page):
    room.failure = Unavailable()
    page = open_page(room)
    qtbot.wait_until(lambda: page._is_stale)
    room.failure = None
    page._deck.acted.emit()
    qtbot.wait_until(lambda: page.list.lines.rowCount() == 5)


def test_a_figure_without_enough_data_says_so(page):
    table = page.measures.table.records
    values = [table.index(row, 2).data() for row in range(3)]
    assert values == ["0.6", "2.3 %", "数据不足（12 / 30 天）"]
    assert [table.index(row, 3).data() for row in range(3)] == ["达标", "未达标", ""]


def test_a_definition_is_changed_by_who_may(qtbot, room, open_page):
    room.role = Role.ADMIN
    page = open_page(room)
    page.show_tab(4)
    fields = {field.name: field.control for field in page.types.editor.form.fields}
    fields["delay_s"].clear()
    qtbot.keyClicks(fields["delay_s"], "60")
    page.types.submit()
    qtbot.wait_until(lambda: len(room.sent) == 1)
    assert room.sent[0].delay_s == 60


def test_a_delay_that_is_no_number_is_refused_at_its_field(qtbot, room, open_page):
    room.role = Role.ADMIN
    page = open_page(room)
    page.show_tab(4)
    fields = {field.name: field.control for field in page.types.editor.form.fields}
    fields["delay_s"].clear()
    qtbot.keyClicks(fields["delay_s"], "bald")
    page.types.submit()
    assert room.sent == []


def test_state_and_escalation_are_said_in_words(page, room):
    lines = alarm_words.lines(page.overview, frozenset(State))
    said = {line.alarm.title: alarm_words.state_words(line, room.clock()) for line in lines}
    assert said["竹源乡 3 人未应答叫应"] == "00:01:12 后上报"
    assert said["东坝测压管 P3 超红线"] == "已报第 1 级"
    assert said["石桥下街内涝 首报超时"] == "何立 22:44 已报带班领导 · 周敏已知，正在写首报"
    assert said["云岭雨量站 数据中断"] == "何立 搁置到 23:31，还剩 45 分 · 县气象局检修"


def test_a_screen_reader_hears_colour_and_state(page):
    spoken = page.list.lines.index(0, 0).data()
    assert spoken.startswith("红 · 未确认 · 山洪灾害红色预警 龙潭镇")


def test_pulsing_stops_where_it_is_not_wanted(page, make_alarm, room):
    room.put(make_alarm("a", Severity.RED))
    page._beat()
    assert page.list.opacity == 1.0


def test_the_page_speaks_english_too(page, window):
    window.view.set_language("en")
    assert page.tabs.tabText(3) == "Statistics"
    assert page.acknowledging.choice.buttons == [] or page.buttons["shelve"].text() == "Shelve"

"""The list of people to move: found, chosen, and taken step by step with one key."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.incidents.model.evacuation import Moved
from commandcenter.incidents.service import evacuation
from ui.response.evacuation_table import common_steps, next_step
from ui.response.words import STATE_SEVERITY
from ui.shell.page import Target

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def tab(page, show):
    show(page, 3)
    page.evacuation.take_focus()
    return page.evacuation


def people(room):
    return evacuation.listed(room.db, room.ids["flood"], officer=room.chief())


def states(room):
    return [one.state for one in people(room)]


def test_enter_takes_the_next_step_of_the_row_in_front(tab, room, press, qtbot):
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: states(room) == [Moved.NOTIFIED, Moved.DUE, Moved.DUE])
    qtbot.wait_until(lambda: tab.table.present().state is Moved.NOTIFIED)
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: states(room)[0] is Moved.MOVING)


def test_a_digit_takes_a_step_of_all_chosen_rows_with_one_line_of_the_log(tab, room, press, qtbot):
    tab.pick_all()
    press(Qt.Key.Key_2)
    qtbot.wait_until(lambda: states(room) == [Moved.MOVING] * 3)
    qtbot.wait_until(lambda: tab.towns.rows.record(0).counts.moved == 9)
    assert len(tab.table.picked_people()) == 3  # they stay chosen for the next step


def test_a_step_that_not_all_can_take_is_neither_offered_nor_taken(tab, room, press, qtbot):
    press(Qt.Key.Key_1)
    qtbot.wait_until(lambda: tab.table.present().state is Moved.NOTIFIED)
    tab.pick_all()
    assert Moved.NOTIFIED not in common_steps(tab.table.picked_people())
    assert not tab.keys.buttons[Moved.NOTIFIED].isVisible()
    assert tab.keys.buttons[Moved.MOVING].isVisible()
    said = tab.seat.messages.text()
    press(Qt.Key.Key_1)
    qtbot.wait_until(tab.seat.background.is_idle)
    assert states(room) == [Moved.NOTIFIED, Moved.DUE, Moved.DUE]
    assert tab.seat.messages.text() == said  # nothing was sent, so nothing was refused


def test_whose_shelter_is_not_known_is_asked_for_it(tab, room, press, qtbot):
    tab.table.choose(room.ids["李秀英"])
    press(Qt.Key.Key_3)
    assert tab.ask.isVisible()
    tab.ask.form.fields[0].control.pick(room.ids["school"])
    tab.ask.confirm()
    qtbot.wait_until(lambda: states(room)[1] is Moved.SHELTERED)
    assert people(room)[1].destination == "龙潭中心小学"
    qtbot.wait_until(tab.ask.isHidden)


def test_who_refuses_needs_a_reason_and_what_was_typed_stays_until_then(tab, room, press, qtbot):
    press(Qt.Key.Key_6)
    tab.ask.form.fields[1].control.setText("9999")
    tab.ask.confirm()
    assert tab.ask.isVisible()  # the time is none
    tab.ask.form.fields[1].control.clear()
    tab.ask.confirm()
    qtbot.wait_until(lambda: bool(tab.ask.said()))
    tab.ask.form.fields[0].control.setText("看家")
    tab.ask.confirm()
    qtbot.wait_until(lambda: states(room)[0] is Moved.REFUSED)
    assert people(room)[0].note == "看家"


def test_alt_with_a_digit_asks_for_the_time(tab, press):
    press(Qt.Key.Key_1, ALT)
    assert tab.ask.isVisible()
    assert [field.name for field in tab.ask.form.fields] == ["note", "at"]


def test_pinyin_initials_names_and_states_find_people(tab, room, write, qtbot):
    tab.search()
    write("zht")
    assert [one.name for one in rows(tab)] == ["张海涛"]
    tab.filter.line.setText("")
    tab._show_found()
    assert tab.filter.count.text() == "3 / 3"
    tab.filter.state.set_code(Moved.UNREACHED)
    tab._show_found()
    assert rows(tab) == []
    assert tab.list_deck.currentWidget() is not tab.table


def rows(tab):
    model = tab.table.records
    return [model.record(row) for row in range(model.rowCount())]


def test_a_township_shows_its_people_and_its_numbers(tab, room):
    tab.towns.choose("330399101")
    assert len(rows(tab)) == 3
    town = tab.towns.rows.record(1)
    assert tab.towns.said(town) == "龙潭镇：已安置 0 / 9，失联 0"


def test_a_new_household_is_put_on_the_list_and_a_refresh_does_not_touch_what_is_typed(
    tab, room, write, qtbot
):
    tab.begin_new()
    write("赵志明")
    tab.refresh()
    qtbot.wait_until(tab.seat.background.is_idle)
    assert tab.edit.form.values()["name"] == "赵志明"
    tab.submit()
    qtbot.wait_until(lambda: len(people(room)) == 4)
    assert people(room)[3].number == "004"
    qtbot.wait_until(tab.edit.isHidden)


def test_a_new_household_begins_with_what_its_neighbours_share(tab, room, write, press, qtbot):
    last = people(room)[-1]
    told = replace(
        last, trigger="坝顶漫水即转", helper="李强", care="镇卫生院", phone="13900000001"
    )
    evacuation.change(room.db, told, officer=room.chief())
    tab.refresh()
    qtbot.wait_until(lambda: tab._read.people[-1].helper == "李强")
    tab.begin_new()
    write("赵志明")
    values = tab.edit.form.values()
    shared = ("area_code", "trigger", "helper", "shelter_id", "care")
    assert [values[name] for name in shared] == [getattr(told, name) for name in shared]
    assert (values["name"], values["people"], values["phone"]) == ("赵志明", 1, "")
    tab.submit()
    qtbot.wait_until(lambda: len(people(room)) == 4)
    assert people(room)[-1].helper == "李强"


def test_a_village_that_is_not_offered_any_more_is_not_looked_for(tab, room):
    tab.filter.village.set_code(people(room)[0].area_code)
    tab._show_found()
    assert tab.table.records.rowCount() == 3
    tab.filter.village.offer([("", "All villages"), ("330399102001", "桥头村")])
    tab._show_found()
    assert (tab.filter.village.code(), tab.table.records.rowCount()) == ("", 3)


def test_correcting_a_row_that_somebody_changed_shows_both(tab, room, qtbot):
    tab.table.choose(room.ids["王建国"])
    tab.open_detail()
    control = tab.edit.form.fields[9].control
    control.setText("林晓")
    tab.edit.form.edited.emit()
    theirs = replace(people(room)[0], helper="陈昊")
    evacuation.change(room.db, theirs, officer=room.chief())
    tab.refresh()
    qtbot.wait_until(tab.seat.background.is_idle)
    tab.submit()
    qtbot.wait_until(tab.edit.editor.conflict.isVisible)
    tab.edit.editor.conflict.mine_wanted.emit()
    qtbot.wait_until(lambda: people(room)[0].helper == "林晓")


def test_a_planner_sees_numbers_but_no_names(room, open_page, show):
    room.role = Role.PLANNER
    page = open_page(room)
    show(page, 3)
    assert rows(page.evacuation)[0].name == "王**"
    page.evacuation.open_detail()
    assert not page.evacuation.edit.form.fields[0].control.isEnabled()
    assert not page.evacuation.keys.buttons[Moved.NOTIFIED].isVisible()


def test_shelters_show_who_is_in_them_and_which_are_too_full(tab, room, press, qtbot):
    for name in ("王建国", "张海涛"):
        tab.table.choose(room.ids[name])
        tab.step(Moved.SHELTERED)
    qtbot.wait_until(lambda: states(room).count(Moved.SHELTERED) == 2)
    tab.show_view("shelters")
    table = tab.shelters.table.records
    qtbot.wait_until(lambda: table.record(0).people == 7)
    assert table.index(0, 4).data() == "超 2 人"


def test_a_link_leads_to_a_row_or_to_the_shelters(page, room, tab):
    page.go_to(
        Target(page="response", kind="evacuation", key=(room.ids["flood"], room.ids["张海涛"]))
    )
    assert tab.table.present().name == "张海涛"
    page.go_to(Target(page="response", kind="evacuation", key=(room.ids["flood"], "shelters")))
    assert tab._views.currentWidget() is tab.shelters


def test_the_way_leads_from_each_state_to_safety():
    assert next_step(Moved.DUE) is Moved.NOTIFIED
    assert next_step(Moved.UNREACHED) is Moved.NOTIFIED
    assert next_step(Moved.WITH_RELATIVES) is Moved.RETURNED
    assert next_step(Moved.RETURNED) is None
    assert set(STATE_SEVERITY) == {Moved.UNREACHED, Moved.REFUSED}


def test_the_steps_of_somebody_stand_under_their_details(tab, room, press, qtbot):
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: tab.table.present().state is Moved.NOTIFIED)
    tab.open_detail()
    qtbot.wait_until(lambda: "已通知" in tab.edit.course.text())
    assert "何立" in tab.edit.course.text()
    press(Qt.Key.Key_Escape)
    tab.table.choose(room.ids["李秀英"])
    tab.open_detail()
    qtbot.wait_until(lambda: not tab.edit.course.isVisible())

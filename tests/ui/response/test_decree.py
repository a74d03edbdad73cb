"""Activating, changing and ending a response on the page."""

from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.incidents.model.response import Act, Stage
from commandcenter.incidents.service import response
from ui.response.page import ResponsePage
from ui.response.response_list import Fold
from ui.shell.page import Target

CTRL = Qt.KeyboardModifier.ControlModifier


def fill(page, **texts):
    by_name = {field.name: field for field in page.decree.form.fields}
    for name, text in texts.items():
        control = by_name[name].control
        control.setFocus()
        by_name[name].write(text)
    page.decree.form.edited.emit()


def test_the_highest_level_stands_first_and_is_in_front(page, room):
    assert page.list.present().id == room.ids["flood"]
    assert [page.list.rows.record(row).id for row in range(2)] == [
        room.ids["flood"],
        room.ids["fire"],
    ]


def test_the_facts_of_the_decision_in_force_are_shown(page):
    assert page.decree.facts.facts["basis"].text().endswith("西坝水位超警戒")
    assert "周敏" in page.decree.facts.facts["decided"].text()


def test_a_response_is_activated_and_comes_to_the_front(page, room, qtbot):
    page.activate()
    fill(page, hazard="typhoon", basis="台风橙色预警", decided_by="县防指指挥", approver="周敏")
    page.decree.form.level.set_value(Stage.SECOND)
    page.decree.submit()
    qtbot.wait_until(lambda: len(response.active(room.db)) == 3)
    qtbot.wait_until(lambda: page.list.present().opening.hazard == "typhoon")
    assert page.list.present().stage is Stage.SECOND
    assert not page.decree.is_writing()


def test_what_is_typed_stays_when_the_database_refuses_it(page, room, qtbot):
    page.activate()
    fill(page, basis="台风橙色预警")
    page.decree.submit()
    qtbot.wait_until(page.decree.editor._error.isVisible)
    assert len(response.active(room.db)) == 2
    values = page.decree.form.values()
    assert values["basis"] == "台风橙色预警"
    assert page.decree.is_writing()


def test_what_is_typed_survives_leaving_the_sheet_and_a_refresh(page, qtbot):
    page.decree.begin("change")
    fill(page, basis="水位回落")
    page.decree.close_sheet()
    page.refresh()
    qtbot.wait_until(page._seat.background.is_idle)
    page.decree.begin("change")
    assert page.decree.form.values()["basis"] == "水位回落"


def test_changing_the_level_adds_an_act(page, room, qtbot):
    page.decree.begin("change")
    page.decree.form.level.set_value(Stage.SECOND)
    fill(page, basis="暴雨红色预警", approver="周敏")
    page.decree.submit()
    qtbot.wait_until(lambda: page.decree.acts.records.rowCount() == 2)
    one = response.find(room.db, room.ids["flood"])
    assert [row.act for row in one.history] == [Act.ACTIVATE, Act.RAISE]
    assert page.list.present().stage is Stage.SECOND


def test_an_ended_response_is_folded_but_stays_in_sight_while_one_looks_at_it(page, room, qtbot):
    page.decree.begin("end")
    fill(page, basis="降雨停止", approver="周敏")
    page.decree.submit()
    qtbot.wait_until(lambda: page.list.present().stage is Stage.ENDED)
    rows = [page.list.rows.record(row) for row in range(page.list.rows.rowCount())]
    assert Fold(count=1, is_open=True) in rows
    qtbot.wait_until(page.decree.change.isHidden)


def test_sending_the_same_act_again_records_it_once(page, room, qtbot):
    page.decree.begin("change")
    page.decree.form.level.set_value(Stage.FIRST)
    fill(page, basis="溃坝风险", approver="周敏")
    values = page.decree.form.values()
    page.decree._save(values)
    sent = page.decree._sent._id
    page.decree._is_busy = False  # as after an answer that was lost
    page.decree._save(values)
    assert page.decree._sent._id == sent
    qtbot.wait_until(page._seat.background.is_idle)
    history = response.find(room.db, room.ids["flood"]).history
    assert [row.decree.id for row in history[1:]] == [sent]


def test_a_warning_fills_in_the_sheet_with_the_level_its_colour_suggests(page, qtbot):
    told = {
        "hazard": "flood",
        "severity": "orange",
        "basis": "暴雨橙色预警",
        "basis_kind": "warning",
    }
    page.go_to(Target(page="response", kind="new", key=told))
    qtbot.wait_until(lambda: page.decree.form.level.value() is Stage.SECOND)
    assert page.decree.form.values()["basis"] == "暴雨橙色预警"
    assert page.decree.editor.save.isEnabled()


def test_what_an_incident_says_is_there_though_the_words_of_the_county_come_later(
    room, visit, window, qtbot
):
    page = visit("response", lambda seat: ResponsePage(room.db, seat, window.desk.view), room)
    told = {"hazard": "flood", "basis": "SJ-2026-001", "incident_id": None}
    assert not page.decree.terms.of
    page.go_to(Target(page="response", kind="new", key=told))
    qtbot.wait_until(lambda: bool(page.decree.terms.of))
    assert page.decree.form.values()["hazard"] == "flood"


def test_a_deputy_reads_but_cannot_activate(room, open_page):
    room.role = Role.DEPUTY
    page = open_page(room)
    page.activate()
    page.decree.begin("change")
    assert not page.decree.is_writing()
    assert not page.new.isEnabled()
    assert "值班长" in page._refusal.text()


def test_a_county_without_a_response_can_write_the_first(empty_room, open_page, qtbot):
    page = open_page(empty_room)
    page.activate()
    fill(page, hazard="flood", basis="西坝超警戒", decided_by="县防指副指挥", approver="周敏")
    page.decree.submit()
    qtbot.wait_until(lambda: page.list.present() is not None)
    assert page.list.present().opening.hazard == "flood"


def test_the_place_leads_back_to_the_response_and_the_tab(page, room, show):
    page.list.choose(room.ids["fire"])
    show(page, 3)
    assert page.place() == Target(page="response", kind="evacuation", key=room.ids["fire"])
    page.go_to(Target(page="response", kind="matrix", key=room.ids["flood"]))
    assert page.list.present().id == room.ids["flood"]
    assert page.tab() is page.matrix

"""The card of a team: changed in place, said ready, retired; and the other tabs."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.teams.model.readiness import State
from commandcenter.teams.model.strength import Expires
from commandcenter.teams.service import readiness, roster, supplies
from ui.shell.page import Target
from ui.widgets.words import tr

Key = Qt.Key
FIRST, SECOND = "龙潭镇应急救援队", "县潜水救援组"


@pytest.fixture
def card(qtbot, room, page):
    """The card of the first team."""
    page.go_to(Target(page="teams", kind="team", key=room.teams[FIRST].id))
    qtbot.wait_until(page.roster.is_card_open)
    return page.roster.card


def control(editor, name):
    return next(field.control for field in editor.form.fields if field.name == name)


def type_over(press, write, line, text):
    line.setFocus()
    press(Key.Key_A, ctrl=True)
    write(text)


def test_a_fact_is_changed_and_saved_by_one_key(qtbot, room, card, press, write):
    type_over(press, write, control(card.facts.editor, "leader"), "赵新民")
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: room.card(FIRST).team.leader == "赵新民")
    qtbot.wait_until(lambda: any(one.change.new == "赵新民" for one in card._whole.history))


def test_a_conflict_shows_both_texts(qtbot, room, card, press, write):
    type_over(press, write, control(card.facts.editor, "leader"), "赵新民")
    elsewhere = replace(room.card(FIRST).team, leader="李山")
    roster.change(room.db, elsewhere, officer=room.officer())
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: not card.facts.editor.conflict.isHidden())
    card.facts.editor.conflict.mine.click()
    qtbot.wait_until(lambda: room.card(FIRST).team.leader == "赵新民")


def test_typing_survives_a_change_from_elsewhere(qtbot, room, page, card, press, write):
    type_over(press, write, control(card.facts.editor, "leader"), "赵")
    roster.change(room.db, replace(room.card(FIRST).team, address="新址"), officer=room.officer())
    page.on_answer(frozenset({"teams"}))
    qtbot.wait_until(lambda: card._whole.card.team.address == "新址")
    assert control(card.facts.editor, "leader").text() == "赵"
    assert control(card.facts.editor, "leader").hasFocus()


def test_a_member_is_added_and_removed(qtbot, room, card, press, write):
    card.sections.setCurrentIndex(2)
    members = card.parts["members"]
    members.table.setFocus()
    press(Key.Key_N, ctrl=True)
    write("韩梅梅")
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: len(room.card(FIRST).members) == 3)
    qtbot.wait_until(lambda: members.table.records.rowCount() == 3)
    members.table.choose(room.card(FIRST).members[2].id)
    members.remove.click()
    assert len(room.card(FIRST).members) == 3
    members.remove.click()
    qtbot.wait_until(lambda: len(room.card(FIRST).members) == 2)


def test_readiness_is_noted_with_its_reason(qtbot, room, card, press, write):
    card.sections.setCurrentIndex(1)
    panel = card.readiness
    panel.state.setCurrentIndex(panel.state.findData(State.OUT_OF_SERVICE.value))
    panel.submit()
    qtbot.wait_until(lambda: not panel._error.isHidden())
    type_over(press, write, panel.reason, "车辆年检")
    press(Key.Key_S, ctrl=True)
    team_id = room.teams[FIRST].id
    qtbot.wait_until(lambda: readiness.told(room.db, team_id)[0].state is State.OUT_OF_SERVICE)
    assert readiness.told(room.db, team_id)[0].reason == "车辆年检"


def test_a_muster_test_is_ordered_and_ended(qtbot, room, card):
    card.sections.setCurrentIndex(1)
    panel, team_id = card.readiness, room.teams[FIRST].id
    panel.muster.click()
    qtbot.wait_until(lambda: panel._running is not None)
    panel.people.setText("12")
    panel.muster.click()
    qtbot.wait_until(lambda: readiness.musters(room.db, team_id)[0].people == 12)


def test_a_team_is_retired_by_two_presses_and_leaves_the_list(qtbot, room, page, card):
    card.retire.click()
    card.retire.click()
    qtbot.wait_until(lambda: room.card(FIRST).team.is_retired)
    qtbot.wait_until(lambda: page.roster.table.records.rowCount() == 2)


def test_a_new_team_is_written_and_its_card_opens(qtbot, room, page, press, write):
    page.roster.table.setFocus()
    press(Key.Key_N, ctrl=True)
    editor = page.roster.card.facts.editor
    write("QX-100")
    control(editor, "name").setFocus()
    write("云岭乡应急救援队")
    box = control(editor, "category")
    box.choose("grassroots")
    box.activated.emit(box.currentIndex())
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: page.roster.table.records.rowCount() == 4)
    qtbot.wait_until(lambda: page.roster.card.team_id() is not None)


def test_who_may_not_change_a_team_reads_whom_to_ask(qtbot, room, open_page):
    room.role = Role.DEPUTY
    page = open_page(room)
    page.go_to(Target(page="teams", kind="team", key=room.teams[FIRST].id))
    qtbot.wait_until(page.roster.is_card_open)
    editor = page.roster.card.facts.editor
    assert not control(editor, "leader").isEnabled()
    assert editor._error.text()


def test_a_number_of_the_matrix_opens_its_teams(qtbot, page):
    page.show_tab(2)
    qtbot.wait_until(lambda: page.matrix.has_content)
    cells = page.matrix._read_last.matrix.cells
    page.matrix.table.opened.emit(cells["flood", "diving"])
    assert page.tab() is page.roster
    table = page.roster.table.records
    assert [table.record(row).team.name for row in range(table.rowCount())] == [SECOND]


def test_a_gap_says_so_in_words(qtbot, page):
    page.show_tab(2)
    qtbot.wait_until(lambda: page.matrix.has_content)
    matrix = page.matrix._read_last.matrix
    gap = matrix.gaps[0]
    model = page.matrix.table.model()
    at = model.index(matrix.skills.index(gap.skill), matrix.hazards.index(gap.hazard))
    assert at.data(Qt.ItemDataRole.ToolTipRole).endswith(
        tr("{pair}: needed, nobody has it").format(pair="")
    )


def test_what_runs_out_opens_the_team_it_belongs_to(qtbot, room, page):
    page.show_tab(3)
    page.expiring.span.set_value(365)
    page.expiring.refresh()
    found = page.expiring.table.records
    qtbot.wait_until(lambda: found.rowCount() == 3)
    records = map(found.record, range(found.rowCount()))
    pump = next(one for one in records if one.kind is Expires.EQUIPMENT)
    page.expiring.table.opened.emit(pump)
    qtbot.wait_until(page.roster.is_card_open)
    assert page.roster.card.team_id() == room.teams[FIRST].id


def test_a_supply_is_added_to_a_store(qtbot, room, page, press, write):
    page.show_tab(5)
    qtbot.wait_until(lambda: page.supplies.has_content)
    page.supplies.show_list(1)
    page.supplies.items.table.setFocus()
    press(Key.Key_N, ctrl=True)
    write("救生衣")
    press(Key.Key_S, ctrl=True)

    def stored():
        stocks = supplies.stocks(room.db, officer=room.officer())
        return {item.name for stock in stocks for item in stock.items}

    qtbot.wait_until(lambda: stored() == {"编织袋", "压缩饼干", "救生衣"})


def test_the_way_back_leads_to_the_card_that_was_open(qtbot, room, page, window, card):
    window.desk.navigation.open(Target(page="teams", kind="oncall"))
    assert page.tab() is page.oncall
    window.desk.navigation.back()
    qtbot.wait_until(page.roster.is_card_open)
    assert page.tab() is page.roster

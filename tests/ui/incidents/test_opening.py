"""Opening incidents: from a line of the log with one key and one Enter, or from nothing."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.incidents.model.incident import Facts, Opening, State
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.service import reading, standards
from commandcenter.kernel.ids import new_id
from ui.shell.page import Target

CTRL = Qt.KeyboardModifier.ControlModifier
LONGTAN = "330399101"


def test_a_line_of_the_log_becomes_an_incident_with_one_key_and_enter(room, at_the_log, key):
    entry = room.entry("龙潭镇洪涝灾害，东坝渗水。", phone="13900001111")
    page = at_the_log(entry)
    key(Qt.Key.Key_I, CTRL)
    assert page.right.currentWidget() is page.sheet
    assert page.sheet.kind.code() == "natural:flood"
    key(Qt.Key.Key_Return)
    [one] = room.all()
    assert one.entry_id == entry.id
    assert one.facts.place == "东坝"
    assert one.facts.source == "龙潭镇政府 王建国"
    assert one.facts.course == "龙潭镇洪涝灾害，东坝渗水。"
    assert one.learned_at == entry.received_at
    assert (one.facts.lon, one.facts.lat) == (119.75, 27.7)
    assert page.desk.detail().incident.id == one.id


def test_the_correction_is_what_the_sheet_holds(room, at_the_log, key):
    entry = room.entry("渗漏五处")
    room.entry("渗漏四处", corrects=entry.id, reason="复核", place="西坝")
    page = at_the_log(entry)
    key(Qt.Key.Key_I, CTRL)
    assert page.sheet.lines["title"].text() == "渗漏四处"
    assert page.sheet.lines["place"].text() == "西坝"


def test_the_level_follows_the_figures_that_are_typed(room, at_the_log, key, write):
    page = at_the_log(room.entry("石桥村客车侧翻"))
    key(Qt.Key.Key_I, CTRL)
    page.sheet.kind.choose("accident:traffic")
    page.sheet.figures["dead"].setFocus()
    write("4")
    assert "Larger (III)" in page.sheet.proposal_text()
    key(Qt.Key.Key_Return)
    [one] = room.all()
    assert one.level is Level.LARGER
    whole = reading.whole(room.db, one.id, at=room.clock())
    assert whole.figures[-1].figures.dead == 4
    assert whole.history[-1].proposed is Level.LARGER


def test_another_level_than_the_proposed_one_asks_for_a_reason(room, at_the_log, key, write):
    page = at_the_log(room.entry())
    key(Qt.Key.Key_I, CTRL)
    assert page.sheet.fields["reason"].isHidden()
    page.sheet.level.choose(Level.MAJOR.value)
    page.sheet.level.activated.emit(0)
    assert not page.sheet.fields["reason"].isHidden()
    page.sheet.lines["reason"].setFocus()
    write("坝下有两个村")
    key(Qt.Key.Key_Return)
    assert room.all()[0].level is Level.MAJOR


def test_an_incident_without_a_line_asks_what_happened(room, open_page, key, write):
    page = open_page(room)
    key(Qt.Key.Key_N, CTRL)
    assert QApplication.focusWidget() is page.sheet.lines["title"]
    key(Qt.Key.Key_Return)
    assert page.sheet.said()
    assert room.all() == ()
    write("老街桥过水")
    key(Qt.Key.Key_Return)
    assert room.all()[0].facts.title == "老街桥过水"


def test_what_a_warning_says_is_not_typed_again(room, open_page, window, key, settled):
    page = open_page(room)
    said = Facts(
        id=new_id(),
        kind="other",
        title="东坝上游山洪灾害",
        area_code=LONGTAN,
        source="县气象台",
        course="龙潭镇洪涝灾害正在发生，被困6人。",
    )
    at = room.clock() - timedelta(minutes=5)
    warning = Opening(id=new_id(), facts=said, warning_id=room.warning().id, learned_at=at)
    window.desk.navigation.open(Target(page="incidents", kind="new", key=warning))
    settled()
    assert page.sheet.kind.code() == "natural:flood"
    assert page.sheet.figures["trapped"].text() == "6"
    key(Qt.Key.Key_Return)
    settled()
    [one] = room.all()
    assert (one.warning_id, one.entry_id, one.learned_at) == (warning.warning_id, None, at)
    assert (one.facts.title, one.facts.source) == (said.title, said.source)
    assert (one.facts.area_code, one.facts.course) == (LONGTAN, said.course)
    key(Qt.Key.Key_N, CTRL)
    assert page.sheet.lines["title"].text() == ""


def test_what_was_typed_stays_when_the_sheet_is_left(room, open_page, key, write):
    page = open_page(room)
    key(Qt.Key.Key_N, CTRL)
    write("老街桥过水")
    key(Qt.Key.Key_Escape)
    assert page.right.currentWidget() is page.deck
    page.begin_new()
    assert page.sheet.lines["title"].text() == "老街桥过水"


def test_a_line_can_be_added_to_an_incident_that_is_open(room, at_the_log, key, settled):
    one = room.incident()
    entry = room.entry("渗漏点增至四处")
    page = at_the_log(entry)
    key(Qt.Key.Key_I, CTRL)
    page.sheet.existing.choose(str(one.id))
    page.sheet.join.click()
    settled()
    assert [found.id for found in reading.of_entry(room.db, entry.id)] == [one.id]
    assert page.desk.detail().incident.id == one.id
    assert "渗漏点增至四处" in [row.text for row in page.desk.timeline.rows()]


def test_a_line_that_belongs_to_an_incident_says_so(room, at_the_log, key, settled):
    entry = room.entry()
    page = at_the_log(entry)
    key(Qt.Key.Key_I, CTRL)
    key(Qt.Key.Key_Return)
    [one] = room.all()
    page.go_to(Target(page="incidents", kind="new", key=entry.id))
    settled()
    assert one.number in page.sheet.said()
    assert page.sheet.existing.code() == str(one.id)


def test_who_may_not_report_is_told_who_may(room, open_page):
    room.role = Role.VIEWER
    room.incident()
    page = open_page(room)
    assert not page.list.new.isEnabled()
    page.begin_new()
    assert page.right.currentWidget() is page.deck
    page.desk.act("control")
    assert room.all()[0].state is State.OPEN


def test_a_criterion_changed_in_management_counts_for_the_sheet_at_once(room, open_page, settled):
    page = open_page(room)
    [rule] = [one for one in standards.level_rules(room.db) if one.code == "accident_dead"]
    admin = replace(room.leader, rights=RIGHTS[Role.ADMIN])
    standards.change_level_rule(room.db, replace(rule, larger=2), seen=rule, officer=admin)

    page.on_answer(frozenset({"incidents"}))
    settled()

    assert 2 in {one.larger for one in page.sheet._terms.levels if one.code == "accident_dead"}


def test_place_and_people_that_the_line_names_are_not_typed_again(room, at_the_log, key):
    entry = room.entry("坝顶漫水，磨坊被困6人", org="龙潭镇水利站", area_code="")
    page = at_the_log(entry)
    key(Qt.Key.Key_I, CTRL)
    assert page.sheet.area.code() == LONGTAN
    assert page.sheet.figures["trapped"].text() == "6"
    key(Qt.Key.Key_Return)
    [one] = room.all()
    assert one.facts.area_code == LONGTAN
    [counted] = reading.whole(room.db, one.id, at=room.clock()).figures
    assert counted.figures.trapped == 6

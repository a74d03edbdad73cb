"""The page of incidents: what is in front, what is typed, what is done by key."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.directory.model import Account, Person
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import accounts, people
from commandcenter.incidents.model.evacuation import Moved
from commandcenter.incidents.model.incident import State
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.report import ReportState
from commandcenter.incidents.service import facts as facts_service
from commandcenter.incidents.service import moving, reading, statistics
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.matters.service import matters
from commandcenter.teams.model.dispatch import Order
from ui.incidents.desk import FACTS, FIGURES, LINKS, REPORTS, TASKS
from ui.incidents.list_panel import ALL, ONLY
from ui.shell.navigation import PageEntry
from ui.shell.page import Target

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def titles(page):
    model = page.list.model
    return [model.record(row).incident.facts.title for row in range(model.rowCount())]


def test_the_worst_open_incident_is_on_top_and_in_front(room, open_page):
    room.incident("老街桥过水")
    worst = room.judge(room.incident("东坝渗漏"))
    page = open_page(room)
    assert titles(page) == ["东坝渗漏", "老街桥过水"]
    assert page.desk.detail().incident.id == worst.id
    assert "Major (II)" in page.desk.head.level_text()
    assert "林晓" in page.desk.head.level_text()


def test_pinyin_initials_and_numbers_find_incidents(room, open_page):
    room.incident("老街桥过水")
    other = room.incident("东坝渗漏")
    page = open_page(room)
    for typed in ("dbsl", other.number[-3:], "东坝"):
        page.list.search.setText(typed)
        page.list.search.textEdited.emit(typed)
        assert "东坝渗漏" in titles(page)
        assert titles(page) == ["东坝渗漏"] or typed == "东坝"  # both are there


def test_incidents_that_are_over_show_when_all_are_asked_for(room, open_page):
    over = room.incident("已关阀")
    moving.close(room.db, over.id, reason="已修复", officer=room.other)
    room.incident("东坝渗漏")
    page = open_page(room)
    assert titles(page) == ["东坝渗漏"]
    page.list.states.set_value(ALL)
    page.list.states.chosen.emit(ALL)
    assert titles(page) == ["东坝渗漏", "已关阀"]


def test_a_target_brings_an_incident_to_the_front_past_the_filters(room, open_page, settled):
    over = room.incident("已关阀")
    moving.close(room.db, over.id, reason="已修复", officer=room.other)
    room.incident("东坝渗漏")
    page = open_page(room)
    page.go_to(Target(page="incidents", kind="incident", key=over.id))
    settled()
    assert page.desk.detail().incident.id == over.id
    assert page.place() == Target(page="incidents", kind="incident", key=over.id)


def test_keys_say_how_far_an_incident_is(room, open_page, key):
    one = room.incident()
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_H, CTRL | SHIFT)
    assert room.find(one).state is State.HANDLING
    key(Qt.Key.Key_K, CTRL | SHIFT)
    assert room.find(one).state is State.CONTROLLED


def test_the_proposed_level_is_confirmed_with_one_enter(room, open_page, key):
    one = room.incident(kind="accident:traffic")
    room.count(one, dead=4)
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_L, CTRL)
    assert page.ask.values()["level"] == Level.LARGER.value
    page.ask.fields["reason"].control.setFocus()
    key(Qt.Key.Key_Return)
    assert room.find(one).level is Level.LARGER
    assert page.ask.isHidden()


def test_a_refusal_leaves_what_was_typed(room, open_page, key, write):
    one = room.incident()
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_L, CTRL)
    page.ask.set_value("level", Level.MAJOR.value)
    page.ask.fields["reason"].control.setFocus()
    key(Qt.Key.Key_Return)
    assert page.ask.said()
    assert page.ask.values()["level"] == Level.MAJOR.value
    write("两村受威胁")
    key(Qt.Key.Key_Return)
    assert room.find(one).level is Level.MAJOR


def test_a_question_comes_back_with_what_was_typed(room, open_page, key, write):
    room.incident()
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_T, CTRL)
    write("专家组会商")
    key(Qt.Key.Key_Escape)
    assert page.ask.isHidden()
    key(Qt.Key.Key_T, CTRL)
    assert page.ask.values()["title"] == "专家组会商"


def test_closing_without_a_final_report_asks_why(room, open_page, key, write):
    one = room.judge(room.incident())
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_E, CTRL | SHIFT)
    key(Qt.Key.Key_Return)
    assert room.find(one).is_open
    assert page.ask.said()
    write("并入专班处置")
    key(Qt.Key.Key_Return)
    assert room.find(one).state is State.CLOSED


def test_whom_the_evacuation_list_counts_is_taken_over_by_a_key(room, open_page, key, settled):
    one = room.incident()
    room.count(one, trapped=6, evacuated=2)
    moved = room.move(one, 3, Moved.SHELTERED), room.move(one, 2, Moved.WITH_RELATIVES)
    room.move(one, 4, Moved.NOTIFIED)
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_G, CTRL | Qt.KeyboardModifier.ShiftModifier)
    form = page.desk.figures.form
    assert [form.lines[name].text() for name in ("evacuated", "gathered", "scattered")] == [
        str(sum(moved)),
        "3",
        "2",
    ]
    assert page.desk.figures.take.isHidden()
    assert form.lines["trapped"].text() == "6"
    assert form.lines["evacuated"].hasFocus()
    key(Qt.Key.Key_S, CTRL)
    settled()
    newest = reading.whole(room.db, one.id, at=room.clock()).figures[-1].figures
    assert (newest.evacuated, newest.trapped) == (5, 6)
    assert newest.source == "Evacuation list"


def test_figures_are_in_sight_when_the_keys_come_to_them(room, open_page, key, settled):
    room.incident(kind="natural:flood")
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_G, CTRL)
    figures = page.desk.figures
    figures.form.lines["loss_household_fen"].setFocus()
    bar = figures._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    key(Qt.Key.Key_G, CTRL)
    assert figures.form.lines["dead"].hasFocus()
    assert not figures.form.lines["dead"].visibleRegion().isEmpty()


def test_without_people_who_were_moved_no_list_is_offered(room, open_page):
    room.move(room.incident(), 4, Moved.NOTIFIED)
    page = open_page(room)
    assert page.desk.figures.take.isHidden()


def test_only_what_changed_is_typed_of_figures(room, open_page, key, write):
    one = room.incident()
    room.count(one, dead=1, missing=3, evacuated=120)
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_G, CTRL)
    form = page.desk.figures.form
    assert form.lines["missing"].text() == "3"
    form.lines["missing"].selectAll()
    form.lines["missing"].setFocus()
    write("1")
    form.lines["dead"].setFocus()
    key(Qt.Key.Key_A, CTRL)
    key(Qt.Key.Key_Delete)
    key(Qt.Key.Key_S, CTRL)
    newest = reading.whole(room.db, one.id, at=room.clock()).figures[-1].figures
    assert (newest.dead, newest.missing, newest.evacuated) == (None, 1, 120)
    assert not page.desk.figures.is_edited()


def test_losses_are_typed_in_ten_thousand_yuan(room, open_page, settled, write):
    one = room.incident()
    page = open_page(room)
    page.desk.show_tab(FIGURES)
    page.desk.figures.form.lines["loss_fen"].setFocus()
    write("12.5")
    page.desk.submit()
    settled()
    newest = reading.whole(room.db, one.id, at=room.clock()).figures[-1].figures
    assert newest.loss_fen == 12_500_000


@pytest.mark.parametrize("typed", ["x", "-1", "1.5", "1e99999"])
def test_what_is_no_figure_is_refused_at_its_field(room, open_page, settled, write, typed):
    one = room.incident()
    page = open_page(room)
    page.desk.show_tab(FIGURES)
    page.desk.figures.form.lines["dead"].setFocus()
    write(typed)
    page.desk.submit()
    settled()
    assert page.desk.figures.said()
    assert page.desk.figures.form.lines["dead"].text() == typed
    assert reading.whole(room.db, one.id, at=room.clock()).figures == ()


def test_typed_figures_survive_a_refresh_and_another_incident(room, open_page, settled, write):
    one, other = room.incident("一"), room.incident("二")
    page = open_page(room)
    page.show_incident(one.id)
    settled()
    page.desk.show_tab(FIGURES)
    page.desk.figures.form.lines["dead"].setFocus()
    write("7")
    room.count(one, missing=2)
    page.refresh()
    settled()
    assert page.desk.figures.form.lines["dead"].text() == "7"
    page.show_incident(other.id)
    settled()
    assert page.desk.figures.form.lines["dead"].text() == ""
    page.show_incident(one.id)
    settled()
    assert page.desk.figures.form.lines["dead"].text() == "7"


def test_figures_that_somebody_else_noted_stay_where_nothing_was_typed(
    room, open_page, settled, write
):
    one = room.incident()
    page = open_page(room)
    page.desk.show_tab(FIGURES)
    form = page.desk.figures.form
    form.lines["dead"].setFocus()
    write("1")
    room.count(one, missing=3)
    page.desk.submit()
    settled()
    assert page.desk.figures.said() == Conflict.sentence
    assert (form.lines["dead"].text(), form.lines["missing"].text()) == ("1", "3")
    page.desk.submit()
    settled()
    newest = reading.whole(room.db, one.id, at=room.clock()).figures[-1].figures
    assert (newest.dead, newest.missing) == (1, 3)
    assert page.desk.figures.said() == ""


def test_figures_noted_twice_in_a_row_are_no_conflict(room, open_page, settled, write):
    one = room.incident()
    page = open_page(room)
    page.desk.show_tab(FIGURES)
    for typed in ("1", "2"):
        page.desk.figures.take_focus()
        write(typed)
        page.desk.submit()
        settled()
    counted = reading.whole(room.db, one.id, at=room.clock()).figures
    assert [each.figures.dead for each in counted] == [1, 2]


def test_facts_that_somebody_else_changed_stand_beside_what_was_typed(
    room, open_page, settled, write
):
    one = room.incident()
    page = open_page(room)
    page.desk.show_tab(FACTS)
    line = next(each for each in page.desk.facts.form.fields if each.name == "cause").control
    line.setFocus()
    write("管涌")
    changed = facts_with(one, title="东坝管涌", cause="漫顶")
    facts_service.amend(room.db, one.id, changed, seen_version=one.version, officer=room.other)
    page.desk.submit()
    settled()
    box = page.desk.facts.editor.conflict
    assert not box.isHidden()
    assert "漫顶" in box._text.text()
    box.mine.click()
    settled()
    facts = room.find(one).facts
    assert (facts.cause, facts.title) == ("管涌", "东坝管涌")


def test_a_viewer_sees_the_phone_of_the_field_commander_masked(room, open_page):
    room.incident(commander="周明", commander_phone="19900021234")
    room.role = Role.VIEWER
    page = open_page(room)
    fields = page.desk.facts.form.fields
    phone = next(each for each in fields if each.name == "commander_phone").control
    assert phone.text() == "199 **** 1234"


def facts_with(one, **changes):
    held = {name: getattr(one.facts, name) for name in type(one.facts).__slots__}
    return type(one.facts)(**held | {"id": new_id()} | changes)


def test_the_first_report_is_written_checked_signed_and_sent(room, open_page, key, settled):
    one = room.judge(room.incident(learned_at=room.clock() - timedelta(minutes=20)))
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_R, CTRL)
    tab = page.desk.reports
    [draft] = room.reports_of(one)
    assert "东坝渗漏" in tab.text.lines["title"].text()
    key(Qt.Key.Key_Return, CTRL)
    assert room.reports_of(one)[0].state is ReportState.CHECKED
    assert not tab.sign.isHidden()
    assert not tab.sign.login.isHidden()  # the drafter has no right to sign
    signer(room)
    tab.sign.login.setText("zhoumin")
    tab.sign.password.setText(PASSWORD)
    tab.sign.password.setFocus()
    key(Qt.Key.Key_Return)
    assert room.reports_of(one)[0].state is ReportState.SIGNED
    assert tab.sign.password.text() == ""
    page.desk.show_tab(REPORTS)
    key(Qt.Key.Key_Return, CTRL)
    key(Qt.Key.Key_Return)
    [sent] = room.reports_of(one)
    assert sent.sent is not None
    assert sent.sent.signed_by == "周敏"
    assert sent.id == draft.id
    assert tab.text.lines["title"].isReadOnly()


PASSWORD = "sunny-river-77"


def signer(room):
    """Give the duty leader an account."""
    admin = Officer(account_id=new_id(), login="a", name="a", rights=frozenset(RIGHTS[Role.ADMIN]))
    person = Person(id=new_id(), name="周敏")
    people.add(room.db, person, officer=admin)
    account = Account(id=new_id(), login="zhoumin", person_id=person.id, role=Role.LEADER)
    accounts.add(room.db, account, PASSWORD, officer=admin)


def test_a_wrong_password_signs_nothing(room, open_page, key):
    one = room.judge(room.incident())
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_R, CTRL)
    key(Qt.Key.Key_Return, CTRL)
    tab = page.desk.reports
    tab.sign.login.setText("zhoumin")
    tab.sign.password.setText("wrong-password")
    tab.sign.password.setFocus()
    key(Qt.Key.Key_Return)
    assert tab.said()
    assert room.reports_of(one)[0].state is ReportState.CHECKED


def test_words_of_a_draft_survive_leaving_it_and_are_kept_by_key(room, open_page, key, write):
    one = room.judge(room.incident())
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_R, CTRL)
    tab = page.desk.reports
    tab.text.texts["next_steps"].setFocus()
    write("继续巡查。")
    page.desk.show_tab(TASKS)
    page.refresh()
    key(Qt.Key.Key_4, CTRL)
    assert "继续巡查。" in tab.text.texts["next_steps"].toPlainText()
    key(Qt.Key.Key_S, CTRL)
    assert "继续巡查。" in room.reports_of(one)[0].text.next_steps
    assert not tab.is_edited()


def test_a_call_is_noted_with_words_put_together_from_what_is_known(room, open_page, key, write):
    one = room.judge(room.incident())
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_P, CTRL)
    assert "东坝" in page.ask.values()["content"]
    page.ask.fields["to_org"].control.setFocus()
    write("市应急指挥中心")
    page.ask.fields["to_name"].control.setFocus()
    write("刘洋")
    key(Qt.Key.Key_Return)
    [call] = reading.whole(room.db, one.id, at=room.clock()).phones
    assert (call.to_org, call.to_name) == ("市应急指挥中心", "刘洋")
    assert "东坝" in call.content


def test_enter_in_the_words_of_a_call_notes_it_and_shift_enter_begins_a_line(
    room, open_page, key, write
):
    one = room.judge(room.incident())
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_P, CTRL)
    for name, text in (("to_org", "市应急指挥中心"), ("to_name", "刘洋"), ("reply", "续报")):
        page.ask.fields[name].control.setFocus()
        write(text)
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    write("每小时一次")
    key(Qt.Key.Key_Return)
    [call] = reading.whole(room.db, one.id, at=room.clock()).phones
    assert call.reply == "续报\n每小时一次"


def test_a_task_is_given_and_done(room, open_page, key, write):
    one = room.incident()
    page = open_page(room)
    page.list.take_focus()
    key(Qt.Key.Key_T, CTRL)
    write("核实人数")
    page.ask.fields["owner"].control.setFocus()
    write("龙潭镇")
    key(Qt.Key.Key_Return)
    [task] = matters.of_about(room.db, one.id)
    assert (task.title, task.owner) == ("核实人数", "龙潭镇")
    key(Qt.Key.Key_5, CTRL)
    page.desk.tasks.choose(task.id)
    key(Qt.Key.Key_Return)
    write("已核实")
    key(Qt.Key.Key_Return)
    [task] = matters.of_about(room.db, one.id)
    assert task.result == "已核实"


def test_two_incidents_that_are_one_are_merged(room, open_page, key, write):
    one, other = room.incident("一"), room.incident("二")
    page = open_page(room)
    page.show_incident(other.id)
    page.list.take_focus()
    key(Qt.Key.Key_M, CTRL)
    page.ask.set_value("into", str(one.id))
    page.ask.fields["reason"].control.setFocus()
    write("同一起")
    key(Qt.Key.Key_Return)
    assert room.find(other).into == one.id


def test_a_connection_made_by_hand_is_taken_away_by_key(room, open_page, key, settled):
    one, entry = room.incident(), room.entry()
    page = open_page(room)
    page.handling.join(one.id, one.number, entry.id)
    settled()
    key(Qt.Key.Key_6, CTRL)
    page.desk.links.table.setCurrentIndex(page.desk.links.table.records.index(0, 0))
    key(Qt.Key.Key_Delete, CTRL)
    assert reading.of_entry(room.db, entry.id) == ()
    assert page.desk.tabs.currentIndex() == LINKS


def test_teams_are_ordered_with_what_the_incident_says(room, open_page, key, window, note_page):
    one = room.judge(room.incident(), Level.LARGER)
    page = open_page(room)
    teams = note_page("teams")
    made = PageEntry(name="teams", title="Teams", icon="files", shortcut="", make=lambda: teams)
    window.desk.navigation.register(made)
    page.list.take_focus()
    key(Qt.Key.Key_D, CTRL)
    [target] = teams.shown
    order, level = target.key
    assert isinstance(order, Order)
    assert (order.incident_id, order.place) == (one.id, "东坝")
    assert (order.hazard, order.area_code) == ("flood", one.facts.area_code)
    assert level == "III"


def test_a_response_is_begun_with_what_the_incident_says(room, open_page, key, window, note_page):
    one = room.incident()
    page = open_page(room)
    responses = note_page("response")
    made = PageEntry(
        name="response", title="Response", icon="files", shortcut="", make=lambda: responses
    )
    window.desk.navigation.register(made)
    page.list.take_focus()
    key(Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    [target] = responses.shown
    assert (target.kind, target.key["incident_id"]) == ("new", one.id)
    assert (target.key["hazard"], target.key["title"]) == ("flood", one.facts.title)
    assert target.key["areas"] == {one.facts.area_code}
    assert one.number in target.key["basis"]


def test_a_line_of_the_timeline_leads_where_it_came_from(
    room, open_page, settled, window, note_page
):
    one = room.judge(room.incident())
    report = room.send_first(one)
    page = open_page(room)
    rows = page.desk.timeline.rows()
    sent = next(at for at, row in enumerate(rows) if "sent" in row.head)
    timeline = page.desk.timeline
    timeline.list.setCurrentIndex(timeline.model.index(sent, 0))
    timeline.list.entered_row.emit(timeline.list.currentIndex())
    settled()
    assert page.desk.tabs.currentIndex() == REPORTS
    assert page.desk.reports.chain.present().key == report.id


def test_a_report_is_found_by_its_target(room, open_page, settled):
    room.incident("另一起")
    one = room.incident()
    report = room.send_first(one)
    page = open_page(room)
    page.go_to(Target(page="incidents", kind="report", key=report.id))
    settled()
    assert page.desk.detail().incident.id == one.id
    assert page.desk.reports.chain.present().key == report.id


def test_a_double_key_writes_one_act(room, open_page, settled):
    one = room.incident()
    page = open_page(room)
    page.desk.act("handle")
    page.desk.act("handle")
    settled()
    acts = reading.whole(room.db, one.id, at=room.clock()).history
    assert [row.state for row in acts].count(State.HANDLING) == 1


def test_an_empty_page_says_how_to_begin(room, open_page):
    page = open_page(room)
    assert page.list.present() is None
    assert page.detail() is None
    assert QApplication.focusWidget() is not None


def test_the_page_takes_every_size_language_and_theme(room, open_page, qapp, settled):
    from ui.shell.language import speak
    from ui.widgets import scaled, theme

    room.judge(room.incident())
    page = open_page(room, width=1280, height=720)
    for name, percent in (("dark", 200), ("high_contrast", 150), ("light", 100)):
        theme.apply(qapp, name, percent)
        scaled.apply_again()
        for language in ("zh", "en"):
            speak(qapp, language)
            for tab in range(6):
                page.desk.tabs.setCurrentIndex(tab)
                assert not page.grab().isNull()


def test_a_figure_of_the_year_leads_to_the_incidents_it_counts(room, open_page, qtbot):
    accident = room.judge(room.incident("厂房坍塌", kind="accident:collapse"), Level.ORDINARY)
    deadly = room.judge(room.incident("车辆翻坠", kind="accident:collapse"), Level.LARGER)
    room.count(accident, dead=0)
    room.count(deadly, dead=3)
    room.incident("东坝渗漏")
    moving.close(room.db, accident.id, reason="已处置", officer=room.other)
    page = open_page(room)
    counted = statistics.tiles(room.db, at=room.clock())
    shown = {}
    for tile in counted:
        page.go_to(Target(page="incidents", kind="year", key=tile.measure.value))
        qtbot.wait_until(lambda: page.list.states.value() == ONLY)
        qtbot.wait_until(page._seat.background.is_idle)
        shown[tile.measure.value] = sorted(titles(page))
    assert shown == {
        "accidents": ["厂房坍塌", "车辆翻坠"],
        "deaths": ["车辆翻坠"],
        "larger": ["车辆翻坠"],
    }
    assert [tile.now for tile in counted] == [2, 3, 1]
    page.go_to(Target(page="incidents", kind="open"))
    assert sorted(titles(page)) == ["东坝渗漏", "车辆翻坠"]

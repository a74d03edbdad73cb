"""Managing people, accounts, rules and shifts by keys."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from commandcenter.directory.rights import Role
from commandcenter.directory.service import accounts, people, rules
from commandcenter.duty.service import shifts
from commandcenter.kernel.errors import Unavailable
from ui.shell.language import speak
from ui.shell.page import Target

Key = Qt.Key
NOON = datetime(2026, 7, 18, 4, tzinfo=UTC)


def cells(panel, column):
    model = panel.table.records
    return [model.index(row, column).data() for row in range(model.rowCount())]


def control(panel, name):
    return next(field.control for field in panel.editor.form.fields if field.name == name)


def person(office, name):
    return next(one for one in people.find(office.db) if one.name == name)


def change_elsewhere(office, name, **values):
    return people.change(
        office.db, replace(person(office, name), **values), officer=office.officer()
    )


# People


def test_people_are_found_by_pinyin_initials_while_typing(page, press, write):
    press(Key.Key_F, ctrl=True)
    write("zhx")
    assert cells(page.people, 0) == ["张华兴"]


def test_a_unit_shows_its_people_only(page):
    units = page.people.units
    units.setCurrentIndex(units.findText("县气象台"))
    units.activated.emit(units.currentIndex())
    assert cells(page.people, 0) == ["王芳"]


def test_a_changed_person_is_saved_by_one_key(qtbot, office, page, press, write):
    page.people.table.choose(person(office, "王芳").id)
    control(page.people, "post").setFocus()
    press(Key.Key_A, ctrl=True)
    write("台长")
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: person(office, "王芳").post == "台长")
    qtbot.wait_until(lambda: "台长" in cells(page.people, 2))
    assert not page.people.editor.is_edited()


def test_a_new_person_is_typed_and_saved(qtbot, office, page, press, write):
    press(Key.Key_N, ctrl=True)
    write("韩梅梅")
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: "韩梅梅" in cells(page.people, 0))
    assert person(office, "韩梅梅").version == 1


def test_a_new_person_without_a_name_is_refused_in_place(qtbot, office, page, press):
    press(Key.Key_N, ctrl=True)
    page.people.editor.note_edit()
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: not page.people.editor._error.isHidden())
    assert len(people.find(office.db)) == 3


def test_what_was_typed_stays_while_another_record_is_looked_at(office, page, press, write):
    table = page.people.table
    table.choose(person(office, "王芳").id)
    control(page.people, "post").setFocus()
    write("X")
    table.choose(person(office, "李雷").id)
    assert control(page.people, "post").text() == "站长"
    table.choose(person(office, "王芳").id)
    assert control(page.people, "post").text() == "站长X"
    assert page.people.editor.is_edited()


def test_giving_up_brings_the_saved_text_back(office, page, press, write):
    page.people.table.choose(person(office, "王芳").id)
    control(page.people, "post").setFocus()
    write("X")
    press(Key.Key_Escape)
    assert control(page.people, "post").text() == "站长"
    assert person(office, "王芳").post == "站长"


@pytest.mark.parametrize(("choice", "result"), [("mine", "我的"), ("current", "现在的")])
def test_a_conflict_shows_both_texts_and_lets_one_choose(
    qtbot, office, page, press, write, choice, result
):
    panel = page.people
    panel.table.choose(person(office, "王芳").id)
    control(panel, "post").setFocus()
    press(Key.Key_A, ctrl=True)
    write("我的")
    change_elsewhere(office, "王芳", post="现在的")
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(panel.editor.conflict.isVisible)
    assert "我的" in panel.editor.conflict._text.text()
    assert "现在的" in panel.editor.conflict._text.text()
    getattr(panel.editor.conflict, choice).click()
    qtbot.wait_until(lambda: not panel.editor.is_edited())
    assert person(office, "王芳").post == result
    assert control(panel, "post").text() == result


def test_a_refresh_does_not_touch_what_is_being_typed(qtbot, office, page, write):
    page.people.table.choose(person(office, "王芳").id)
    control(page.people, "post").setFocus()
    write("X")
    change_elsewhere(office, "李雷", post="镇长")
    page.refresh()
    qtbot.wait_until(lambda: "镇长" in cells(page.people, 2))
    assert control(page.people, "post").text() == "站长X"


def test_phones_are_masked_for_those_who_may_not_see_them(office, open_page):
    office.role = Role.VIEWER
    page = open_page(office)
    assert cells(page.people, 4) == ["199 **** 1231", "199 **** 1230", "199 **** 1232"]
    assert (
        control(page.people, "mobile").isHidden() or not control(page.people, "mobile").isVisible()
    )
    page.people.search.setText("19900001231")
    page.people.show_found()
    assert cells(page.people, 0) == []


def test_no_text_is_lost_when_the_database_does_not_answer(
    qtbot, office, page, press, write, monkeypatch
):
    page.people.table.choose(person(office, "王芳").id)
    control(page.people, "post").setFocus()
    write("X")

    def dead(_officer):
        raise Unavailable

    with monkeypatch.context() as broken:
        broken.setattr(office.db, "write", dead)
        press(Key.Key_S, ctrl=True)
        qtbot.wait_until(lambda: not page.people.editor._error.isHidden())
    assert control(page.people, "post").text() == "站长X"
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: person(office, "王芳").post == "站长X")


# Rights


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.ADMIN, {"people", "accounts", "rules", "shifts", "levels", "deadlines", "terms"}),
        (Role.CHIEF, {"people", "shifts", "items"}),
        (Role.LEADER, {"shifts", "items"}),
        (Role.PLANNER, {"people", "items"}),
        (Role.DEPUTY, set()),
        (Role.VIEWER, set()),
    ],
)
def test_every_tab_is_open_to_its_roles_and_tells_the_others_whom_to_ask(
    office, open_page, role, allowed
):
    office.role = role
    page = open_page(office)
    names = ("people", "accounts", "rules", "shifts", "levels", "deadlines", "terms", "items")
    open_to = {name for name, panel in zip(names, page.panels, strict=True) if not panel.refusal()}
    assert open_to == allowed
    for panel in page.panels:
        assert panel.new.isEnabled() == (not panel.refusal())
        assert panel.editor._error.isHidden() == (not panel.refusal())


# Accounts


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_new_account_is_made_for_a_person_found_by_initials(qtbot, office, page, press, write):
    press(Key.Key_2, ctrl=True)
    press(Key.Key_N, ctrl=True)
    write("wangfang")
    box = control(page.accounts, "person_id")
    box.setFocus()
    write("wf")
    popup = box.completer().popup()
    qtbot.wait_until(popup.isVisible)
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    assert box.currentText() == "王芳"
    control(page.accounts, "password").setFocus()
    write("another-2026")
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: "wangfang" in cells(page.accounts, 0), timeout=8_000)
    officer = accounts.open_as(office.db, "wangfang", "another-2026", at=NOON)
    assert officer.name == "王芳"
    assert control(page.accounts, "password").text() == ""


def test_a_login_that_exists_is_refused_and_the_password_stays_typed(
    qtbot, office, page, press, write
):
    press(Key.Key_2, ctrl=True)
    press(Key.Key_N, ctrl=True)
    write("zhanghx")
    control(page.accounts, "person_id").pick(person(office, "王芳").id)
    control(page.accounts, "password").setFocus()
    write("another-2026")
    press(Key.Key_S, ctrl=True)
    editor = page.accounts.editor
    qtbot.wait_until(lambda: "zhanghx" in editor._error.text(), timeout=8_000)
    assert control(page.accounts, "password").text() == "another-2026"


def test_an_account_without_a_person_says_so_at_the_field(page, press, write):
    press(Key.Key_2, ctrl=True)
    press(Key.Key_N, ctrl=True)
    write("new")
    press(Key.Key_S, ctrl=True)
    assert control(page.accounts, "person_id").accessibleDescription() != ""


def test_a_locked_account_is_unlocked_by_one_button(qtbot, office, page):
    [account] = accounts.everyone(office.db)
    for _ in range(5):
        with pytest.raises(Exception, match="wrong"):
            accounts.open_as(office.db, "zhanghx", "nonsense", at=office.clock())
    page.refresh()
    qtbot.wait_until(lambda: not page.accounts.unlock.isHidden())
    page.accounts.unlock.click()
    qtbot.wait_until(lambda: accounts.get(office.db, account.id).locked_until is None)
    qtbot.wait_until(page.accounts.unlock.isHidden)


# Rules


def test_a_later_row_is_added_beside_the_present_one(qtbot, office, page, press, write):
    press(Key.Key_3, ctrl=True)
    [old] = [rule for rule in rules.everything(office.db) if rule.code == "login.delay_s"]
    page.rules.table.choose(old.id)
    press(Key.Key_N, ctrl=True)
    press(Key.Key_A, ctrl=True)
    write("60")
    press(Key.Key_S, ctrl=True)

    def rows():
        return [rule for rule in rules.everything(office.db) if rule.code == "login.delay_s"]

    qtbot.wait_until(lambda: len(rows()) == 2)
    assert [(str(rule.valid_from), rule.value) for rule in rows()] == [
        ("2026-07-19", "60"),
        ("2020-01-01", "30"),
    ]


def test_a_date_that_is_none_is_said_at_its_field(office, page, press, write):
    press(Key.Key_3, ctrl=True)
    control(page.rules, "valid_to").setFocus()
    write("2026-13-01")
    press(Key.Key_S, ctrl=True)
    assert "2026-13-01" in control(page.rules, "valid_to").accessibleDescription()
    assert all(rule.valid_to is None for rule in rules.everything(office.db))


def test_a_half_typed_date_survives_a_refresh(qtbot, office, page, press, write):
    press(Key.Key_3, ctrl=True)
    line = control(page.rules, "valid_to")
    line.setFocus()
    write("2026-1")
    change_elsewhere(office, "李雷", post="镇长")
    page.refresh()
    qtbot.wait_until(lambda: "镇长" in cells(page.people, 2))
    assert line.text() == "2026-1"


def test_what_is_not_verified_says_so(page):
    codes, verified = cells(page.rules, 0), cells(page.rules, 3)
    words = dict(zip(codes, verified, strict=True))
    assert words["login.delay_s"] != ""
    assert words["county.name"] == ""


# Shifts


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_people_are_put_into_a_shift(qtbot, office, page, press, write):
    press(Key.Key_4, ctrl=True)
    members = control(page.shifts, "members")
    members.add.click()
    write("王芳")
    members.rows[1].person.pick(person(office, "王芳").id)
    press(Key.Key_S, ctrl=True)

    def names():
        [shift] = shifts.between(office.db, NOON.date(), NOON.date())
        return [member.name for member in shift.members]

    qtbot.wait_until(lambda: names() == ["张华兴", "王芳"])


def test_one_person_twice_in_a_shift_is_refused_in_place(qtbot, office, page, press):
    press(Key.Key_4, ctrl=True)
    members = control(page.shifts, "members")
    members.add.click()
    members.rows[1].person.pick(person(office, "张华兴").id)
    page.shifts.editor.note_edit()
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: "张华兴" in page.shifts.editor._error.text())


def test_the_next_shift_is_planned_from_the_pattern(qtbot, page, press):
    press(Key.Key_4, ctrl=True)
    press(Key.Key_N, ctrl=True)
    qtbot.wait_until(lambda: cells(page.shifts, 1) == ["夜班", "白班"])
    assert page.shifts.table.present().name == "白班"


# The page


def test_a_link_shows_a_record_whatever_is_searched_for(office, page):
    page.people.search.setText("zzz")
    page.people.show_found()
    target = Target(page="management", kind="person", key=person(office, "李雷").id)
    page.go_to(target)
    assert page.people.editor._title.text() == "李雷"
    assert page.place() == target


def test_a_link_followed_before_the_first_reading_waits_for_it(qtbot, office, open_page):
    page = open_page(office)
    new = person(office, "王芳").id
    page.people.table.show_records([])
    page.people.records = ()
    page.go_to(Target(page="management", kind="person", key=new))
    page.refresh()
    qtbot.wait_until(lambda: page.people.editor._title.text() == "王芳")


def test_all_texts_follow_the_language(qapp, page):
    speak(qapp, "en")
    assert [page.tabs.tabText(tab) for tab in range(4)] == ["People", "Accounts", "Rules", "Shifts"]
    assert page.people.editor.save.text() == "Save"


def test_the_tables_keep_the_rules_of_qt(page):
    for panel in page.panels:
        tester = QAbstractItemModelTester(
            panel.table.records, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        panel.search.setText("zzz")
        panel.show_found()
        panel.search.setText("")
        panel.show_found()
        tester.deleteLater()


def test_the_page_says_so_when_the_database_does_not_answer(qtbot, office, page, monkeypatch):
    def dead():
        raise Unavailable

    with monkeypatch.context() as broken:
        broken.setattr(office.db, "read", dead)
        page.refresh()
        qtbot.wait_until(lambda: page._is_stale)
    assert cells(page.people, 0) != []

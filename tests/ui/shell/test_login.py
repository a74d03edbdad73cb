"""Signing in."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.shell.language import speak
from ui.shell.login_person import LoginPerson, PersonCard
from ui.shell.login_side import DemoAccount, LoginFacts
from ui.widgets.labels import Label

PASSWORD = "invented words"
FACTS = LoginFacts(
    county="清溪县应急指挥中心",
    shift="夜班 20:00–08:00",
    is_next=True,
    people=(
        LoginPerson(role=N_("Leader"), name="周敏", phone="138 **** 2061"),
        LoginPerson(role=N_("Chief"), name="何立", phone="138 **** 7715", login="heli"),
        LoginPerson(role=N_("Deputy"), name="林晓", phone="139 **** 0342", login="linxiao"),
    ),
)


class WrongPassword(Rejected):
    """Name and password do not belong together."""

    sentence = N_("no answer yet")


@pytest.fixture
def page(qtbot, window):
    window.show_login(FACTS)
    window.activateWindow()
    qtbot.wait_until(window.login.password.hasFocus)
    return window.login


def shown(page):
    return [label.text() for label in page.findChildren(Label) if label.isVisible()]


def test_one_types_the_password_and_enter(qtbot, page):
    with qtbot.wait_signal(page.wanted) as wanted:
        qtbot.keyClicks(page.password, "correct horse\r")
    assert wanted.args == ["heli", "correct horse"]
    assert not page.enter.isEnabled()


def test_another_card_is_another_account(qtbot, page):
    cards = page.findChildren(PersonCard)
    assert [card.person.name for card in cards] == ["何立", "林晓"]
    qtbot.mouseClick(cards[1], Qt.MouseButton.LeftButton)
    with qtbot.wait_signal(page.wanted) as wanted:
        qtbot.keyClicks(page.password, "secret\r")
    assert wanted.args == ["linxiao", "secret"]


def test_the_card_of_who_is_expected_is_chosen_at_first(qtbot, window):
    window.show_login(replace(FACTS, expected="linxiao"))
    qtbot.wait_until(window.login.password.isVisible)
    chosen = [card for card in window.login.findChildren(PersonCard) if card.isChecked()]
    assert [card.person.login for card in chosen] == ["linxiao"]


def test_cards_are_chosen_by_keys_too(qtbot, page):
    cards = page.findChildren(PersonCard)
    cards[0].setFocus()
    qtbot.keyClick(cards[0], Qt.Key.Key_Right)
    assert cards[1].isChecked()


def test_somebody_else_types_the_account(qtbot, page):
    qtbot.mouseClick(page.other, Qt.MouseButton.LeftButton)
    qtbot.wait_until(page.account.hasFocus)
    with qtbot.wait_signal(page.wanted) as wanted:
        qtbot.keyClicks(page.account, " chenhao ")
        qtbot.keyClicks(page.password, "secret\r")
    assert wanted.args == ["chenhao", "secret"]
    qtbot.mouseClick(page.other, Qt.MouseButton.LeftButton)
    assert not page.account.isVisible()


def test_without_people_the_account_is_asked_for(qtbot, window):
    window.show_login(LoginFacts(county="清溪县"))
    window.activateWindow()
    qtbot.wait_until(window.login.account.hasFocus)
    assert not window.login.other.isVisible()


def test_nothing_is_sent_without_a_password(qtbot, page):
    page.wanted.connect(pytest.fail)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    assert page.enter.isEnabled()


def test_a_refusal_says_why_and_lets_one_type_again(qtbot, page):
    qtbot.keyClicks(page.password, "wrong\r")
    page.refuse(WrongPassword())
    assert "还没有应答" in shown(page)
    assert page.password.selectedText()
    assert page.enter.isEnabled()
    qtbot.keyClicks(page.password, "r")
    assert "还没有应答" not in shown(page)
    assert page.password.text() == "r"


def test_the_password_is_forgotten_after_signing_in(page):
    page.password.setText("secret")
    page.clear()
    assert page.password.text() == ""


def test_the_page_warns_of_secrets_and_shows_who_is_on_duty(page):
    words = " ".join(shown(page))
    for expected in ("涉密信息不得录入本系统", "清溪县应急指挥中心", "夜班 20:00–08:00", "周敏"):
        assert expected in words
    assert "下一班" in words


def test_the_demo_county_says_how_to_get_in_and_others_do_not(qtbot, window, page):
    assert not any("演示县" in words for words in shown(page))
    demo = (DemoAccount(login="heli", name="何立", role=N_("Chief")),)
    window.show_login(LoginFacts(county="清溪县", demo=demo, demo_password=PASSWORD))
    words = " ".join(shown(window.login))
    assert "演示县" in words
    assert "heli" in words
    assert PASSWORD in words


def test_every_text_follows_the_language(qapp, page):
    chinese = set(shown(page))
    speak(qapp, "en")
    english = set(shown(page))
    names = {"清溪县应急指挥中心", "夜班 20:00–08:00", "周敏", "何立", "林晓"}
    untranslated = {"Leader", "Chief", "Deputy"}
    kept = {words for words in chinese & english if words and "*" not in words}
    assert kept <= names | untranslated
    assert page.enter.text() == "Sign in"


@pytest.mark.parametrize("scale", [100, 200])
def test_everything_can_be_reached_in_a_small_window(qapp, window, page, scale):
    window.resize(1280, 720)
    window.view.set_scale(scale)
    column = page.enter.parentWidget()
    assert column.sizeHint().width() <= page.width()
    assert page.enter.width() >= page.enter.sizeHint().width()


def test_tab_comes_to_the_chosen_card_and_the_arrows_go_on_from_there(qtbot, qapp, page):
    qtbot.keyClick(page.password, Qt.Key.Key_Backtab)
    first, second = page.findChildren(PersonCard)
    assert first.hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    assert second.isChecked()
    qtbot.keyClick(second, Qt.Key.Key_Tab)
    assert page.password.hasFocus()
    qtbot.keyClick(page.password, Qt.Key.Key_Backtab)
    assert second.hasFocus()


def test_enter_on_a_card_goes_to_the_password(qtbot, page):
    card = page.findChildren(PersonCard)[0]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert page.password.hasFocus()


def test_nobody_types_before_the_county_is_open(qtbot, page):
    page.show_opening()
    assert not page.password.isVisible()
    page.show_open()
    assert page.password.isVisible()


def test_a_county_that_does_not_open_says_why_and_enter_tries_again(qtbot, qapp, page):
    page.show_opening()
    page.refuse(WrongPassword())
    assert "还没有应答" in shown(page)
    with qtbot.wait_signal(page.again_wanted):
        qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Return)
    speak(qapp, "en")
    assert "no answer yet" in shown(page)
    page.show_opening()
    page.again_wanted.connect(pytest.fail)
    qtbot.keyClick(page, Qt.Key.Key_Return)


def test_what_changed_meanwhile_is_shown_but_never_while_somebody_types(qtbot, page):
    later = LoginFacts(county="清溪县应急指挥中心", shift="白班 08:00–20:00", people=FACTS.people)
    qtbot.mouseClick(page.findChildren(PersonCard)[1], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.password, "sec")
    page.update_facts(later)
    assert page.password.text() == "sec"
    assert "夜班 20:00–08:00" in shown(page)
    page.password.clear()
    page.update_facts(later)
    assert "白班 08:00–20:00" in shown(page)
    with qtbot.wait_signal(page.wanted) as wanted:
        qtbot.keyClicks(page.password, "secret\r")
    assert wanted.args == ["linxiao", "secret"]


def test_the_password_of_the_demo_is_in_view_without_scrolling(window):
    window.resize(1280, 720)
    names = ["zhoumin", "heli", "linxiao", "chenhao", "zhenghai", "luomin", "chenguodong", "admin"]
    demo = [DemoAccount(login=name, name="何立", role=N_("Chief")) for name in names]
    people = [LoginPerson(role=N_("Chief"), name="何立", login=name) for name in names[:4]]
    facts = LoginFacts(county="清溪县", people=people, demo=demo, demo_password=PASSWORD)
    window.show_login(facts)
    QCoreApplication.processEvents()
    for label in window.login.findChildren(Label):
        if PASSWORD in label.text() or "admin" in label.text():
            assert label.visibleRegion().boundingRect().height() == label.height()

"""Signing in."""

import pytest
from PySide6.QtCore import Qt

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

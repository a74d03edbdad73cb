"""Dictionaries are changed by keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.directory.service import terms
from ui.shell.language import speak
from ui.shell.page import Target

Key = Qt.Key
RAIN = ("warning_kind", "11B03")


def control(page, name):
    return next(one.control for one in page.terms.editor.form.fields if one.name == name)


@pytest.fixture
def rain(page, qtbot):
    """The word for rainstorms, in front."""
    page.go_to(Target(page="management", kind="term", key=RAIN))
    qtbot.wait_until(lambda: page.terms.editor.key() == RAIN)
    return page


def test_a_word_is_renamed_by_one_key(qtbot, office, rain, press, write):
    control(rain, "zh").setFocus()
    press(Key.Key_A, ctrl=True)
    write("大暴雨")
    assert not control(rain, "code").isEnabled()
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: terms.get(office.db, *RAIN).zh == "大暴雨")


def test_a_word_is_retired(qtbot, office, rain, press):
    control(rain, "is_active").click()
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: not terms.get(office.db, *RAIN).is_active)
    qtbot.wait_until(lambda: rain.terms.table.present().is_active is False)


def test_a_new_word_is_added_to_the_dictionary_in_front(qtbot, office, rain, press, write):
    press(Key.Key_N, ctrl=True)
    write("浓雾")
    assert control(rain, "code").isEnabled()
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: not rain.terms.editor._error.isHidden())
    assert control(rain, "zh").text() == "浓雾"
    control(rain, "code").setFocus()
    write("11B98")
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(
        lambda: "浓雾" in {one.zh for one in terms.everything(office.db) if one.code == "11B98"}
    )
    qtbot.wait_until(lambda: not rain.terms.editor.is_edited())


def test_a_word_changed_elsewhere_is_shown_beside_what_was_typed(qtbot, office, rain, press, write):
    control(rain, "zh").setFocus()
    press(Key.Key_A, ctrl=True)
    write("大暴雨")
    seen = terms.get(office.db, *RAIN)
    terms.change(office.db, replace(seen, zh="强降雨"), seen=seen, officer=office.officer())
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: not rain.terms.editor.conflict.isHidden())
    assert "强降雨" in rain.terms.editor.conflict._text.text()
    assert terms.get(office.db, *RAIN).zh == "强降雨"
    rain.terms.editor.conflict.mine.click()
    qtbot.wait_until(lambda: terms.get(office.db, *RAIN).zh == "大暴雨")


def test_one_dictionary_is_shown_alone_and_named_in_both_languages(qapp, rain):
    box = rain.terms.dictionary
    box.setCurrentIndex(box.findData("quick_phrase"))
    box.activated.emit(box.currentIndex())
    assert rain.terms.table.records.rowCount() == 8
    speak(qapp, "en")
    assert box.currentText() == "Quick phrases"
    assert box.currentData() == "quick_phrase"


def test_every_dictionary_has_a_name(office, page, qapp):
    speak(qapp, "en")
    known = {one.dictionary for one in terms.everything(office.db)}
    box = page.terms.dictionary
    assert {box.itemData(at) for at in range(1, box.count())} == known
    assert not [name for name in known if box.itemText(box.findData(name)) == name]


def test_those_who_may_not_change_words_see_them(office, open_page):
    office.role = Role.CHIEF
    page = open_page(office)
    assert page.terms.table.records.rowCount() > 100
    assert page.terms.refusal()
    assert not control(page, "zh").isEnabled()

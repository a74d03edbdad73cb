"""The form beside a list: nothing typed is lost, and nobody's work is undone in silence."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLineEdit

from ui.records import fields, form
from ui.records.editor import Editor
from ui.records.form import Form

RAIN = {"place": "东坝", "number": 3}
FIRE = {"place": "西山", "number": 0}


@pytest.fixture
def editor(qtbot):
    made = Editor(Form([form.line("place", "Place"), fields.number("number", "Number")]))
    qtbot.addWidget(made)
    made.saved = []
    made.save_wanted.connect(made.saved.append)
    made.show()
    made.show_record("rain", "", RAIN)
    return made


def line(editor, name) -> QLineEdit:
    return next(field.control for field in editor.form.fields if field.name == name)


def write(editor, name, text):
    line(editor, name).setText(text)
    editor.form.edited.emit()


def texts(editor):
    return [line(editor, name).text() for name in RAIN]


def said(editor):
    return editor._error.text()


def test_what_others_changed_is_followed_but_where_something_was_typed(editor):
    write(editor, "place", "北坝")
    editor.show_record("rain", "", {"place": "东坝", "number": 8})
    assert texts(editor) == ["北坝", "8"]
    assert editor.conflict.isHidden()
    editor.submit()
    assert editor.saved == [{"place": "北坝", "number": 8}]


def test_who_typed_what_somebody_else_changed_has_to_choose(editor):
    line(editor, "place").setFocus()
    write(editor, "place", "北坝")
    editor.show_record("rain", "", {"place": "南坝", "number": 8})
    assert texts(editor) == ["北坝", "8"]
    assert "南坝" in editor.conflict._text.text()
    assert not editor.conflict.mine.hasFocus()  # somebody is typing
    editor.submit()
    assert editor.saved == []
    assert said(editor)

    # It has to be chosen also after something else was looked at.
    editor.show_record("fire", "", FIRE)
    assert editor.conflict.isHidden()
    editor.show_record("rain", "", {"place": "南坝", "number": 8})
    assert texts(editor) == ["北坝", "8"]
    editor.conflict.mine.click()
    assert editor.saved == [{"place": "北坝", "number": 8}]


def test_the_current_text_can_be_taken_instead(editor):
    write(editor, "place", "北坝")
    editor.show_conflict({"place": "南坝", "number": 3})
    editor.conflict.current.click()
    assert texts(editor) == ["南坝", "3"]
    assert not editor.is_edited()


def test_a_conflict_about_other_fields_is_taken_over_and_told(editor):
    write(editor, "place", "北坝")
    editor.submit()
    editor.sending(editor.saved[-1])
    assert editor.not_saved("rain", "somebody was first")
    editor.show_conflict({"place": "东坝", "number": 8})
    assert texts(editor) == ["北坝", "8"]
    assert editor.conflict.isHidden()
    assert said(editor)
    editor.submit()
    assert editor.saved[-1] == {"place": "北坝", "number": 8}


def test_both_typing_the_same_is_no_dispute(editor):
    write(editor, "place", "北坝")
    editor.show_record("rain", "", {"place": "北坝", "number": 3})
    assert editor.conflict.isHidden()


def test_what_is_typed_on_the_way_to_the_database_stays(editor):
    write(editor, "place", "北坝")
    editor.submit()
    editor.sending(editor.saved[-1])
    write(editor, "place", "北坝东侧")
    assert not editor.save.isEnabled()  # the first is not there yet
    editor.accept_saved("rain")
    editor.show_record("rain", "", {"place": "北坝", "number": 3})
    assert texts(editor) == ["北坝东侧", "3"]
    assert editor.conflict.isHidden()
    editor.submit()
    assert editor.saved[-1]["place"] == "北坝东侧"


def test_what_is_put_back_on_the_way_to_the_database_is_put_back(editor):
    write(editor, "place", "北坝")
    editor.submit()
    editor.sending(editor.saved[-1])
    write(editor, "place", "东坝")
    editor.accept_saved("rain")
    editor.show_record("rain", "", {"place": "北坝", "number": 3})
    assert texts(editor) == ["东坝", "3"]
    editor.submit()
    assert editor.saved[-1]["place"] == "东坝"


def test_what_was_saved_as_it_stood_is_typed_no_more(editor):
    write(editor, "place", "北坝")
    editor.submit()
    editor.sending(editor.saved[-1])
    editor.accept_saved("rain")
    assert not editor.is_edited()


def test_text_that_is_no_value_yet_keeps_everything_else_and_itself(editor):
    write(editor, "number", "8-")
    write(editor, "place", "北坝")
    editor.show_record("fire", "", FIRE)
    assert texts(editor) == ["西山", ""]
    editor.show_record("rain", "", RAIN)
    assert texts(editor) == ["北坝", "8-"]
    editor.submit()
    assert editor.saved == []


def test_a_refusal_stays_while_the_lists_are_read_anew(editor):
    write(editor, "place", "北坝")
    editor.refuse("no answer")
    editor.show_record("rain", "", RAIN)
    editor.set_editable("")
    assert said(editor) == "no answer"


def test_a_record_that_was_not_written_can_be_saved_again_from_wherever_one_is(editor):
    write(editor, "place", "北坝")
    editor.submit()
    editor.sending(editor.saved[-1])
    editor.show_record("fire", "", FIRE)
    assert not editor.not_saved("rain", "no answer")
    assert said(editor) == ""
    editor.show_record("rain", "", RAIN)
    assert editor.save.isEnabled()
    assert texts(editor) == ["北坝", "3"]


def test_taking_what_others_wrote_keeps_what_was_typed_beside_it(editor):
    write(editor, "place", "北坝")
    write(editor, "number", "5")
    editor.show_record("rain", "", {"place": "南坝", "number": 3})
    editor.conflict.current.click()
    assert texts(editor) == ["南坝", "5"]
    editor.submit()
    assert editor.saved == [{"place": "南坝", "number": 5}]


def test_a_dispute_ends_when_both_write_the_same_and_not_when_the_old_text_is_put_back(editor):
    write(editor, "place", "北坝")
    editor.show_record("rain", "", {"place": "南坝", "number": 3})
    write(editor, "place", "东坝")
    assert "东坝" in editor.conflict._text.text()
    editor.submit()
    assert editor.saved == []
    editor.conflict.mine.click()
    assert editor.saved == [{"place": "东坝", "number": 3}]

    editor.show_conflict({"place": "西坝", "number": 3})
    write(editor, "place", "西坝")
    assert editor.conflict.isHidden()


def test_what_a_field_cannot_show_whole_is_saved_as_it_was(qtbot):
    at = datetime(2026, 7, 18, 1, 15, 42, tzinfo=UTC)
    moment = fields.moment("at", "At", lambda: at + timedelta(hours=1))
    made = Editor(Form([form.line("place", "Place"), moment]))
    qtbot.addWidget(made)
    saved = []
    made.save_wanted.connect(saved.append)
    made.show_record("rain", "", {"place": "东坝", "at": at})
    write(made, "place", "北坝")
    made.submit()
    assert saved == [{"place": "北坝", "at": at}]


def test_nothing_is_left_to_save_where_nothing_is_typed(editor):
    write(editor, "place", "北坝")
    write(editor, "place", "东坝")
    assert not editor.is_edited()

    write(editor, "place", "北坝")
    editor.submit()
    editor.sending(editor.saved[-1])
    editor.give_up()
    editor.not_saved("rain", "somebody was first")
    editor.show_conflict({"place": "南坝", "number": 3})
    assert texts(editor) == ["南坝", "3"]
    assert not editor.is_edited()
    assert not said(editor)


def test_what_follows_from_what_was_sent_is_nothing_that_was_typed(editor):
    write(editor, "place", "北坝")
    editor.submit()
    editor.sending(editor.saved[-1])
    editor.show_record("rain", "", {"place": "北坝", "number": 11})  # read before the answer
    editor.accept_saved("rain")
    assert not editor.is_edited()
    assert texts(editor) == ["北坝", "11"]


@pytest.mark.parametrize("typed_on", ["", "和南坝"])
def test_a_form_for_what_is_added_begins_anew_unless_somebody_typed_on(editor, typed_on):
    write(editor, "place", "北坝")
    editor.submit()
    editor.sending(editor.saved[-1])
    if typed_on:
        write(editor, "place", f"北坝{typed_on}")
    editor.accept_added("rain", {"place": "", "number": 0})
    editor.show_record("rain", "", {"place": "", "number": 0})
    assert texts(editor) == ([f"北坝{typed_on}", "3"] if typed_on else ["", ""])
    assert editor.is_edited() == bool(typed_on)
    assert editor.conflict.isHidden()

"""Parts that keep what was typed for a record while others are looked at say what it is."""

import pytest
from PySide6.QtWidgets import QLineEdit

from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.report import Report, ReportKind, Text
from commandcenter.kernel.ids import new_id
from ui.incidents.ask_bar import Ask, AskBar, Question
from ui.incidents.report_text import ReportText
from ui.records import form
from ui.records.editor import Editor
from ui.records.form import Form
from ui.shell import typed
from ui.warnings.ask_row import AskRow


@pytest.fixture
def keys(qtbot):
    """Type into a field."""

    def type_into(line: QLineEdit, text: str) -> None:
        qtbot.keyClicks(line, text)

    return type_into


def test_an_editor_says_what_is_typed_for_records_that_are_not_in_front(qtbot, keys):
    editor = Editor(Form((form.line("title", "Title"), form.line("place", "Place"))))
    qtbot.addWidget(editor)
    editor.show_record("a", "A", {"title": "", "place": ""})
    keys(editor.form.fields[1].control, "north dam")
    editor.show_record("b", "B", {"title": "", "place": ""})
    [text] = editor.unsaved()
    assert text.endswith("north dam")
    assert isinstance(editor, typed.Keeps)
    editor.show_record("a", "A", {"title": "", "place": ""})
    editor.give_up()
    assert editor.unsaved() == ()


def test_a_row_that_asks_says_what_is_typed_about_others(qtbot, keys):
    row = AskRow()
    qtbot.addWidget(row)
    row.ask("a", "void", caption="Reason", action="Void")
    keys(row.line, "wrong county")
    row.show_about("b")
    assert row.unsaved() == ("wrong county",)
    assert isinstance(row, typed.Keeps)


def test_a_question_that_was_closed_says_what_was_typed_and_nothing_if_nothing_was(qtbot, keys):
    bar = AskBar()
    qtbot.addWidget(bar)
    ask = Ask(name="reason", caption="Reason")
    question = Question(
        key=new_id(), title="", action="", asks=(ask,), values={}, confirmed=lambda _values: None
    )
    bar.ask(question)
    bar.close_bar()
    assert bar.unsaved() == ()
    bar.ask(question)
    keys(bar.fields["reason"].control, "road is cut")
    bar.close_bar()
    assert bar.unsaved() == ("road is cut",)
    assert isinstance(bar, typed.Keeps)


def a_report():
    words = Text(
        id=new_id(),
        title="",
        basic="",
        casualties="",
        measures="",
        next_steps="",
        level=Level.ORDINARY,
        facts_id=new_id(),
    )
    kind = ReportKind.FOLLOW_UP
    return Report(seq=1, id=new_id(), incident_id=new_id(), kind=kind, position=1, texts=(words,))


def test_a_draft_of_a_report_that_is_not_in_front_is_among_what_is_typed(qtbot, keys):
    text = ReportText()
    qtbot.addWidget(text)
    text.show_report(a_report(), may_edit=True)
    keys(text.lines["title"], "water is rising")
    text.show_report(a_report(), may_edit=True)
    [left] = text.unsaved()
    assert left.endswith("water is rising")
    assert isinstance(text, typed.Keeps)

"""The line at the foot of the window."""

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from commandcenter.kernel.errors import DiskFull, Unavailable
from commandcenter.kernel.words import N_
from ui.shell import messages
from ui.shell.language import speak
from ui.shell.messages import MessageBar
from ui.shell.sentences import BUG, sentence
from ui.widgets.words import tr

DONE = N_("{count} found")


@pytest.fixture
def bar(qtbot):
    bar = MessageBar()
    qtbot.add_widget(bar)
    bar.resize(900, 28)
    bar.show()
    return bar


def test_a_message_passes(qtbot, bar, monkeypatch):
    monkeypatch.setattr(messages, "PASSING_MS", 20)
    bar.say(DONE, count=3)
    assert bar.text() == "3 条"
    qtbot.wait_until(lambda: bar.text() == "")


def test_the_same_message_again_is_shown_once_with_its_number(bar):
    for _ in range(3):
        bar.say(DONE, count=3)
    assert bar.text() == "3 条 ×3"
    bar.say(DONE, count=4)
    assert bar.text() == "4 条"


def test_an_expected_error_shows_its_own_sentence(bar):
    bar.problem(DiskFull())
    assert bar.text() == tr(DiskFull.sentence) != DiskFull.sentence


def test_an_error_that_nobody_expected_shows_the_one_sentence_for_bugs(bar):
    bar.problem(ZeroDivisionError("name of a person"))
    assert bar.text() == tr(BUG) == sentence(ZeroDivisionError())


class NotYours(DiskFull):
    """Fills its sentence in its own way."""

    def said(self, translate):
        return translate("Live").upper() + "!"


def test_an_error_may_put_its_facts_into_words_itself(bar):
    bar.problem(NotYours())
    bar.problem(NotYours())
    assert bar.text() == "实时! ×2"


def test_a_state_stays_until_it_ends_and_a_message_passes_over_it(qtbot, bar, monkeypatch):
    monkeypatch.setattr(messages, "PASSING_MS", 20)
    bar.keep("lost", Unavailable.sentence)
    kept = bar.text()
    bar.say(DONE, count=1)
    assert bar.text() == "1 条"
    qtbot.wait_until(lambda: bar.text() == kept)
    bar.end("lost")
    bar.end("lost")
    assert bar.text() == ""


def test_slow_saving_shows_until_it_is_done(bar):
    bar.set_saving(True)
    assert bar.text() == "正在入库…"
    bar.set_saving(False)
    assert bar.text() == ""


def test_a_message_already_shown_changes_its_language_with_the_window(qapp, bar):
    bar.say(DONE, count=3)
    bar.keep("lost", Unavailable.sentence)
    speak(qapp, "en")
    assert bar.text() == bar.accessibleName() == "3 found"


def test_braces_that_people_typed_are_shown_as_they_are(bar):
    bar.say(DONE, count="{name} {0}")
    assert bar.text() == "{name} {0} 条"


def test_a_message_never_takes_the_focus_from_a_field(qtbot):
    holder = QWidget()
    line, bar = QLineEdit(), MessageBar()
    layout = QVBoxLayout(holder)
    layout.addWidget(line)
    layout.addWidget(bar)
    qtbot.add_widget(holder)
    holder.show()
    holder.activateWindow()
    line.setFocus()
    qtbot.wait_until(line.hasFocus)
    qtbot.keyClicks(line, "half a sen")
    bar.problem(DiskFull())
    bar.keep("lost", Unavailable.sentence)
    qtbot.keyClicks(line, "tence")
    assert line.hasFocus()
    assert line.text() == "half a sentence"


def test_what_the_bar_says_is_painted(bar):
    empty = bar.grab().toImage()
    bar.problem(DiskFull())
    bar.set_status(DONE, count=5)
    assert bar.grab().toImage() != empty

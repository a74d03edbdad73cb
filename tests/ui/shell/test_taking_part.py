"""A window that plays in a drill, and goes back to reality."""

from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from commandcenter.kernel.ids import new_id
from ui.shell.drill_line import DrillLine
from ui.shell.language import speak
from ui.shell.left_texts import LeftTexts
from ui.shell.navigation import PageEntry, Play
from ui.shell.page import REALITY, Page, Target
from ui.shell.playing import RunningDrill

FLOOD = RunningDrill(id=new_id(), title="Flood")
FIRE = RunningDrill(id=new_id(), title="Blaze")


class _Typed(Page):
    """A page with a field, made for the drill that is played at that moment."""

    name: ClassVar[str] = "played"
    parts: ClassVar[frozenset[str]] = frozenset({"played"})

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.readings = 0
        QVBoxLayout(self).addWidget(self.line)

    def refresh(self) -> None:
        self.readings += 1


class _Keeping(QWidget):
    """A part that keeps texts of records which are not in front."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.texts = texts

    def unsaved(self) -> list[str]:
        return self.texts


class _Real(_Typed):
    name: ClassVar[str] = "real"


class _Other(_Typed):
    name: ClassVar[str] = "other"


@pytest.fixture
def desk(qapp, at_work):
    speak(qapp, "en")
    desk = at_work.desk
    for page, play in ((_Typed, Play.APART), (_Other, Play.APART), (_Real, Play.NEVER)):
        desk.navigation.register(
            PageEntry(
                name=page.name, title=page.name, icon="flag", shortcut="", make=page, play=play
            )
        )
    desk.navigation.open(Target(page="played"))
    return desk


@pytest.fixture
def turn(desk):
    return next(
        a for a in desk.actions_list.listed()[""] if a.shortcut().toString() == "Ctrl+Shift+D"
    )


def test_one_key_takes_part_in_the_drill_that_runs_and_the_same_key_goes_back(desk, turn):
    turn.trigger()
    assert desk.playing.drill_id is None  # none runs
    desk.playing.set_running([FLOOD])
    turn.trigger()
    assert desk.playing.drill_id == FLOOD.id
    assert "Flood" in desk.identity._drills.words
    assert "belongs to the drill" in desk._area.drill_line.words()
    assert desk._area.drill_line.isVisibleTo(desk)
    turn.trigger()
    assert desk.playing.drill_id is None
    assert not desk._area.drill_line.isVisibleTo(desk)


def test_of_several_drills_one_is_chosen(qtbot, desk, turn):
    desk.playing.set_running([FLOOD, FIRE])
    turn.trigger()
    assert desk.playing.drill_id is None
    qtbot.keyClick(desk.palette_sheet.line, Qt.Key.Key_Down)
    qtbot.keyClick(desk.palette_sheet.line, Qt.Key.Key_Return)
    assert desk.playing.current == FIRE


def test_a_drill_that_is_over_is_left_by_itself(desk):
    desk.playing.set_running([FLOOD, FIRE])
    desk.playing.join(FIRE.id)
    desk.playing.set_running([FLOOD])
    assert desk.playing.drill_id is None
    assert "Blaze" in desk.messages.text()
    assert not desk.playing.join(FIRE.id)


def test_what_was_typed_in_the_drill_and_in_reality_stays_apart_and_stays(desk):
    real = desk.navigation.page("played")
    real.line.setText("a real call")
    desk.playing.set_running([FLOOD, FIRE])
    desk.playing.join(FLOOD.id)
    flood = desk.navigation.page("played")
    assert flood is not real
    flood.line.setText("a played call")
    desk.playing.join(FIRE.id)
    assert desk.navigation.page("played").line.text() == ""
    desk.playing.leave()
    assert desk.navigation.stack.currentWidget() is real
    assert real.line.text() == "a real call"
    desk.playing.join(FLOOD.id)
    assert desk.navigation.page("played").line.text() == "a played call"
    # Keys and commands of the pages aside are those of nobody.
    assert real.is_aside
    assert not flood.is_aside


def test_what_was_typed_stays_in_sight_when_the_drill_ends_elsewhere_until_it_is_left(qtbot, desk):
    desk.playing.set_running([FLOOD])
    desk.playing.join(FLOOD.id)
    flood = desk.navigation.page("played")
    save = QAction(flood)
    qtbot.keyClicks(flood.line, "a real call")
    desk.playing.set_running([])
    assert desk.playing.drill_id is None
    assert desk.navigation.stack.currentWidget() is flood
    assert flood.line.text() == "a real call"
    assert flood.line.isReadOnly()
    assert not save.isEnabled()
    before = flood.readings
    flood.on_answer(flood.parts)
    assert flood.readings == before
    assert "is over" in desk._area.drill_line.words()
    assert desk._area.drill_line.isVisibleTo(desk)
    desk._area.drill_line.left.emit()
    real = desk.navigation.page("played")
    assert desk.navigation.stack.currentWidget() is real is not flood
    assert not desk._area.drill_line.isVisibleTo(desk)


def test_what_was_typed_on_other_pages_of_the_drill_is_told_and_met_there_once(qtbot, desk):
    def visit(**wanted):
        desk.navigation.open(Target(page="other", **wanted))
        return desk.navigation.stack.currentWidget()

    desk.playing.set_running([FLOOD])
    desk.playing.join(FLOOD.id)
    played = visit()
    qtbot.keyClicks(played.line, "three boats")
    desk.navigation.open(Target(page="played"))
    desk.playing.set_running([])
    assert "other" in desk.messages.text()
    assert not desk.navigation.is_over()

    assert visit(kind="x").line.text() == ""  # what is looked for is real
    desk.navigation.open(Target(page="played"))
    assert visit() is played
    assert (played.line.text(), played.line.isReadOnly()) == ("three boats", True)
    assert "is over" in desk._area.drill_line.words()
    assert visit().line.text() == ""
    assert desk.navigation.over(FLOOD.id) == ()


def test_what_was_typed_in_a_drill_that_ends_while_the_window_is_elsewhere_is_told(qtbot, desk):
    desk.playing.set_running([FLOOD, FIRE])
    desk.playing.join(FIRE.id)
    empty = desk.navigation.page("played")
    desk.playing.join(FLOOD.id)
    desk.navigation.open(Target(page="other"))
    flood = desk.navigation.page("other")
    qtbot.keyClicks(flood.line, "three boats")
    desk.playing.leave()
    real = desk.navigation.stack.currentWidget()
    desk.playing.set_running([])
    assert "Flood is over" in desk.messages.text()
    assert "on: other." in desk.messages.text()
    assert desk.navigation.stack.currentWidget() is real
    assert empty not in desk.navigation.pages()

    desk.navigation.open(Target(page="other"))
    assert desk.navigation.stack.currentWidget() is flood
    assert (flood.line.text(), flood.line.isReadOnly()) == ("three boats", True)
    desk.navigation.open(Target(page="other"))
    assert desk.navigation.stack.currentWidget() is real


def test_what_was_typed_for_a_record_out_of_sight_is_kept_and_can_be_copied(desk):
    desk.playing.set_running([FLOOD])
    desk.playing.join(FLOOD.id)
    played = desk.navigation.page("played")
    part = _Keeping(["Place: North dam\nWater is rising", " "])
    played.layout().addWidget(part)
    desk.playing.set_running([])
    assert desk.navigation.stack.currentWidget() is played
    [left] = played.findChildren(LeftTexts)
    assert left.box.toPlainText() == "Place: North dam\nWater is rising"
    assert left.box.isReadOnly()
    assert left.isVisibleTo(played)


def test_a_page_with_nothing_typed_goes_with_its_drill(desk):
    desk.playing.set_running([FLOOD])
    desk.playing.join(FLOOD.id)
    desk.playing.set_running([])
    assert desk.navigation.stack.currentWidget() is desk.navigation.page("played")
    assert not desk._area.drill_line.isVisibleTo(desk)


def test_a_page_of_reality_says_so_and_what_is_real_leads_out_of_the_drill(desk):
    desk.playing.set_running([FLOOD])
    desk.playing.join(FLOOD.id)
    desk.navigation.open(Target(page="real"))
    assert "Reality" in desk._area.drill_line.words()
    assert desk.playing.drill_id == FLOOD.id
    desk.navigation.open(Target(page="played", kind="x", scope=REALITY))
    assert desk.playing.drill_id is None
    desk.navigation.open(Target(page="played", kind="x", scope=FLOOD.id))
    assert desk.playing.drill_id == FLOOD.id


def test_the_next_officer_begins_in_reality(at_work, desk):
    desk.playing.set_running([FLOOD])
    desk.playing.join(FLOOD.id)
    desk.clear()
    assert desk.playing.drill_id is None
    assert desk.navigation.page("played") is None


def test_a_long_name_of_a_drill_is_cut_rather_than_what_is_said_of_it(qtbot):
    line = DrillLine()
    qtbot.add_widget(line)
    line.resize(900, 36)
    line.show_facts("水库渗漏险情与下游群众转移安置" * 6, is_played=True)
    line.show()
    name, _, rest = line.words().partition("…")
    assert len(rest) > len(name) / 3
    room = line._words.width()
    assert line._words.fontMetrics().horizontalAdvance(line.words()) <= room

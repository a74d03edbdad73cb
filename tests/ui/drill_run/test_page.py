"""The console: one key for each act, nothing for those who may not run drills."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.drills.model.clock import ScriptLine, Standing
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import course, records, running
from commandcenter.duty.model.entry import Draft, Handling, Step
from commandcenter.duty.service import log
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from tests.qingxi import FOUNDING
from ui.drill_run.page import DrillRunPage
from ui.drill_run.timeline import Mark, Picture, Timeline
from ui.shell.page import Target
from ui.widgets.buttons import KeyButton
from ui.widgets.words import tr


@dataclass(kw_only=True)
class Hall:
    """A duty room, who sits there, and its database."""

    db: Database
    role: Role = Role.CHIEF
    account: UUID = field(default_factory=new_id)

    def officer(self):
        rights = frozenset(RIGHTS[self.role])
        return Officer(account_id=self.account, login="heli", name="何立", rights=rights)

    def clock(self):
        return self.db.clock()

    def drill(self, title="防汛演练", *, number=1, lines=3, starts=True):
        chief = Officer(
            account_id=self.account, login="heli", name="何立", rights=RIGHTS[Role.CHIEF]
        )
        drill = Drill(id=new_id(), year=2026, number=number, title=title)
        injects = [
            Inject(id=new_id(), drill=drill.id, number=n, offset_s=600 * n, title=f"注入 {n}")
            for n in range(1, lines + 1)
        ]
        records.add(self.db, drill, officer=chief)
        if injects:
            records.add_all(self.db, injects, officer=chief)
        if starts:
            running.start(self.db, drill.id, act_id=new_id(), officer=chief)
        return drill, injects

    def standing(self, drill):
        return [one.standing for one in course.read(self.db, drill.id).lines()]


@pytest.fixture(scope="session")
def founding():
    return FOUNDING


@pytest.fixture
def room(sqlite_address):
    db = Database(sqlite_address)
    yield Hall(db=db)
    db.close()


@pytest.fixture
def open_page(qtbot, visit):
    def _open(room):
        page = visit("drill_run", lambda seat: DrillRunPage(room.db, seat), room)
        qtbot.wait_until(lambda: page.deck.currentIndex() != 1, timeout=5_000)
        return page

    return _open


def press(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(page.lines.list, key, modifier)


def test_keys_deliver_hold_and_skip_the_next_line(qtbot, room, open_page):
    drill, _ = room.drill()
    page = open_page(room)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_H, Qt.Key.Key_K):
        with qtbot.wait_signal(page.acts.done):
            press(qtbot, page, key)
        qtbot.wait_until(lambda: page.run().lines() == course.read(room.db, drill.id).lines())
    assert room.standing(drill) == [Standing.DELIVERED, Standing.HELD, Standing.SKIPPED]
    # What is on hold stands in front once nothing else comes.
    assert page.front().inject.number == 2


def test_a_key_is_asked_twice_if_the_line_came_up_by_itself_or_is_far_from_due(
    qtbot, room, open_page
):
    drill, injects = room.drill()
    page = open_page(room)
    other = replace(room.officer(), name="另一席")
    running.fire(room.db, drill.id, injects[0].id, act_id=new_id(), officer=other)
    page.refresh()
    qtbot.wait_until(lambda: page.front().inject.number == 2)
    for key in (Qt.Key.Key_H, Qt.Key.Key_K, Qt.Key.Key_Space):
        press(qtbot, page, key)
    assert page.twice.asks("fire")
    with qtbot.wait_signal(page.acts.done):
        press(qtbot, page, Qt.Key.Key_Space)
    qtbot.wait_until(lambda: page.front().inject.number == 3)
    # One's own act brings the next line up, but that one is due in half an hour.
    press(qtbot, page, Qt.Key.Key_Space)
    assert page.twice.asks("fire")
    with qtbot.wait_signal(page.acts.done):
        press(qtbot, page, Qt.Key.Key_H)
    assert room.standing(drill) == [Standing.DELIVERED, Standing.DELIVERED, Standing.HELD]


def test_space_presses_the_button_that_has_the_focus(qtbot, room, open_page):
    drill, _ = room.drill()
    page = open_page(room)
    page.card.hold.setFocus()
    with qtbot.wait_signal(page.acts.done):
        qtbot.keyClick(page.card.hold, Qt.Key.Key_Space)
    assert room.standing(drill)[0] is Standing.HELD


def test_ending_and_going_back_are_asked_for_twice(qtbot, room, open_page):
    drill, injects = room.drill()
    running.fire(room.db, drill.id, injects[0].id, act_id=new_id(), officer=room.officer())
    page = open_page(room)
    page.lines.chosen.emit(injects[0].id)
    press(qtbot, page, Qt.Key.Key_B)
    assert page.twice.asks("back")
    assert room.standing(drill)[0] is Standing.DELIVERED
    press(qtbot, page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert not page.twice.asks("back")
    assert course.running(room.db)
    with qtbot.wait_signal(page.acts.done):
        press(qtbot, page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert not course.running(room.db)
    qtbot.wait_until(lambda: page.middle.currentIndex() == 2)
    # What did not come will not come any more.
    assert [row.state for row in page.lines._rows()][1:] == [tr("Not put in")] * 2
    assert page.lines.count.text() == tr("{done} done · {left} left out").format(done=1, left=2)


def test_whoever_may_not_run_drills_sees_no_line(room, open_page):
    room.drill()
    room.role = Role.DEPUTY
    page = open_page(room)
    assert page.deck.currentIndex() == 2
    assert page.run() is None
    assert page.lines.model.rowCount() == 0


def test_without_a_drill_those_that_can_start_are_offered(qtbot, room, open_page):
    drill, _ = room.drill(starts=False)
    page = open_page(room)
    [button] = page.choice.buttons
    button.click()
    qtbot.wait_until(lambda: page.run() is not None)
    with qtbot.wait_signal(page.acts.done):
        press(qtbot, page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.id for one in course.running(room.db)] == [drill.id]


def test_whoever_chose_and_started_a_drill_by_keys_presses_no_other_button_with_space(
    qtbot, room, open_page
):
    drill, _ = room.drill(starts=False)
    page = open_page(room)
    [button] = page.choice.buttons
    page.choice.show_drills([drill], None)  # as with every beat: the keys stay where they are
    assert [button] == page.choice.buttons
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: page.run() is not None)
    assert QApplication.focusWidget() is page.lines.list
    # Coming to the list chooses no line.
    start = page.middle.currentWidget().findChild(KeyButton)
    assert start.isVisible()
    start.setFocus()
    with qtbot.wait_signal(page.acts.done):
        qtbot.keyClick(start, Qt.Key.Key_Space)
    qtbot.wait_until(lambda: page.middle.currentWidget() is page.card)
    with qtbot.wait_signal(page.acts.done):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert room.standing(drill)[0] is Standing.DELIVERED


def test_the_drill_that_was_played_last_can_be_looked_at_again(qtbot, room, open_page):
    for number in (1, 2):
        drill, lines = room.drill(number=number)
        running.fire(room.db, drill.id, lines[0].id, act_id=new_id(), officer=room.officer())
        running.end(room.db, drill.id, act_id=new_id(), officer=room.officer())
    page = open_page(room)
    assert page.run() is None
    page.choice.played.click()
    qtbot.wait_until(lambda: page.run() is not None)
    assert page.run().drill.id == drill.id
    page.lines.chosen.emit(page.run().injects[0].id)
    assert page.card.back.isHidden()
    other = open_page(room)
    other.go_to(Target(page="drill_run", kind="last"))
    qtbot.wait_until(lambda: other.run() is not None)
    assert other.run().drill.id == drill.id


def test_another_drill_that_runs_is_a_key_away(qtbot, room, open_page):
    first, _ = room.drill()
    second, _ = room.drill("桌面推演", number=2, lines=0)
    page = open_page(room)
    assert page.run().drill.id == first.id
    press(qtbot, page, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait_until(lambda: page.run() is not None and page.run().drill.id == second.id)
    page.go_to(Target(page="drill_run", kind="drill", key=first.id))
    qtbot.wait_until(lambda: page.run() is not None and page.run().drill.id == first.id)


def test_what_players_do_stands_with_the_line_it_answers(room, open_page):
    drill, injects = room.drill()
    officer = room.officer()

    def write(text, **more):
        draft = Draft(id=new_id(), content=text, drill_id=drill.id, **more)
        return log.record(room.db, draft, officer=officer)

    write("值班员就位")
    for one in injects[:2]:
        running.fire(room.db, drill.id, one.id, act_id=new_id(), officer=officer)
    write("派抢险一队", org="龙潭镇")
    told = course.read(room.db, drill.id).acts[1].entry_id
    step = Handling(step=Step.FORWARD, at=room.clock(), by="何立", to="周敏")
    log.take_step(room.db, told, step, officer=officer)
    actions = open_page(room)._reading.actions
    found = {one.line.entry.draft.content if not one.step else "传": one for one in actions}
    assert found["值班员就位"].answers is None
    assert found["派抢险一队"].answers.number == 2
    assert found["派抢险一队"].unit == "龙潭镇"
    assert found["传"].answers.number == 1
    assert found["传"].unit == "清溪县应急指挥中心"
    assert len(actions) == 3


def test_lines_of_the_timeline_can_be_pressed(qtbot, room, open_page):
    room.drill()
    page = open_page(room)
    timeline = page.timeline
    qtbot.wait_until(lambda: bool(timeline._boxes))
    box, mark = next(one for one in timeline._boxes if one[1].line.inject.number == 3)
    with qtbot.wait_signal(timeline.chosen) as chosen:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=box.center())
    assert chosen.args == [mark.line.inject.id]
    assert page.front().inject.number == 3


def test_a_picture_of_a_long_drill_is_painted_at_any_width(qtbot, room, open_page):
    drill, _ = room.drill(lines=40)
    officer = room.officer()
    running.pause(room.db, drill.id, act_id=new_id(), officer=officer)
    page = open_page(room)
    assert isinstance(page.timeline, Timeline)
    for width in (400, 900, 2_000):
        page.timeline.resize(width, page.timeline.sizeHint().height())
        page.timeline.grab()
    assert len(page.timeline._boxes) >= 40
    assert page.run().course.pauses()[0].began_at <= room.clock() + timedelta(seconds=1)


def test_painting_looks_at_the_lines_as_often_however_many_there_are(qtbot):
    looks, painted = [0], []

    class Counted(tuple):
        __slots__ = ()

        def __iter__(self):
            looks[0] += 1
            return super().__iter__()

    now = datetime(2026, 5, 12, 1, 30, tzinfo=UTC)
    timeline = Timeline()
    qtbot.add_widget(timeline)
    timeline.resize(900, 200)
    for count in (5, 50):
        injects = [
            Inject(id=new_id(), drill=new_id(), number=n, offset_s=n, title="注入")
            for n in range(count)
        ]
        lines = [ScriptLine(inject=one, standing=Standing.PENDING) for one in injects]
        marks = Counted(Mark(line=one, planned_at=now) for one in lines)
        until = now + timedelta(hours=2)
        timeline.show_picture(Picture(since=now, until=until, marks=marks, tracks={}), now)
        before = looks[0]
        timeline.grab()
        painted.append(looks[0] - before)
    assert painted[0] == painted[1] > 0

"""Drills are moved with the pointer and by keys; what speaks against it is said before."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPaintEvent

from commandcenter.directory.rights import Role
from commandcenter.directory.service import rules
from commandcenter.drills.model.clash import ClashKind, Weight
from commandcenter.drills.service import drills
from commandcenter.drills.service.year import LENGTH
from commandcenter.kernel.times import BEIJING
from ui.drills.year_typed import read_when
from ui.widgets.words import tr

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
WATER, PLANT, SCHOOL, LIFT = "水库渗漏演练", "化工厂泄漏演练", "学校疏散演练", "电梯困人演练"


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


def place(canvas, day: date) -> QPoint:
    """Return the middle of a day in the month."""
    for row, monday in enumerate(canvas._weeks()):
        if 0 <= (day - monday).days < 7:
            return canvas._cell(row, (day - monday).days).center()
    raise AssertionError(day)


def begin(canvas, room, title: str) -> QPoint:
    return canvas._boxes[room.drills[title].id][0].center() - canvas.offset()


def kinds(board) -> list[ClashKind]:
    return [clash.kind for clash in board.side.clashes._clashes]


def test_a_drill_dropped_on_a_free_day_is_saved_at_once(calendar, room, drag, qtbot):
    drag(
        calendar.month,
        begin(calendar.month, room, WATER),
        place(calendar.month, date(2026, 11, 17)),
    )
    qtbot.wait_until(lambda: room.stored(WATER).begins_at == at(11, 17))
    assert room.stored(WATER).ends_at == at(11, 17, 11)
    qtbot.wait_until(lambda: calendar.month.held is None)


def test_one_key_takes_a_move_back(page, calendar, room, drag, qtbot, press):
    drag(
        calendar.month,
        begin(calendar.month, room, WATER),
        place(calendar.month, date(2026, 11, 17)),
    )
    qtbot.wait_until(lambda: room.stored(WATER).begins_at == at(11, 17))
    qtbot.wait_until(lambda: bool(calendar._undo))
    page.tab().undo()
    qtbot.wait_until(lambda: room.stored(WATER).begins_at == at(11, 10))
    qtbot.wait_until(lambda: not calendar._undo)


def test_a_drill_moved_twice_goes_back_twice(calendar, room, drag, settle):
    canvas = calendar.month
    for day in (17, 18):
        drag(canvas, begin(canvas, room, WATER), place(canvas, date(2026, 11, day)))
        settle()
    for day in (17, 10):
        calendar.undo()
        settle()
        assert room.stored(WATER).begins_at == at(11, day)


def test_what_somebody_else_wrote_since_neither_goes_nor_stands_in_the_way(
    calendar, room, drag, settle
):
    canvas = calendar.month
    for title, day in ((WATER, 17), (PLANT, 18), (SCHOOL, 19)):
        drag(canvas, begin(canvas, room, title), place(canvas, date(2026, 11, day)))
        settle()
    drills.change(room.db, replace(room.stored(SCHOOL), place="操场"), officer=room.other())
    elsewhere = replace(room.stored(PLANT), begins_at=at(11, 26), ends_at=at(11, 26, 11))
    drills.change(room.db, elsewhere, officer=room.other())
    for _ in range(3):
        calendar.undo()
        settle()
    school = room.stored(SCHOOL)
    assert (school.begins_at, school.place) == (at(11, 24, 14), "操场")
    assert room.stored(PLANT).begins_at == at(11, 26)  # it is not where it was put
    assert room.stored(WATER).begins_at == at(11, 10)


def test_conflicts_show_while_the_pointer_still_carries_the_drill(calendar, room, drag):
    canvas = calendar.month
    drag(canvas, begin(canvas, room, WATER), place(canvas, date(2026, 11, 12)), drop=False)
    assert kinds(calendar) == [ClashKind.PLACE]
    assert canvas._held_weight is Weight.BLOCK
    assert room.stored(WATER).begins_at == at(11, 10)  # nothing is written before it is dropped


def test_a_forbidden_time_is_saved_by_another_enter_alone(
    calendar, room, drag, settle, qtbot, press
):
    canvas = calendar.month
    drag(canvas, begin(canvas, room, WATER), place(canvas, date(2026, 11, 12)))
    settle()
    assert canvas.held is not None
    assert room.stored(WATER).begins_at == at(11, 10)
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: room.stored(WATER).begins_at == at(11, 12))


def test_by_keys_a_forbidden_time_takes_two_enters(calendar, room, settle, press, qtbot):
    canvas = calendar.month
    canvas.choose(room.drills[WATER].id)
    canvas.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    settle()
    assert room.stored(WATER).begins_at == at(11, 10)
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: room.stored(WATER).begins_at == at(11, 12))


def test_a_warning_stands_in_the_way_of_a_drop_but_not_of_enter(
    calendar, room, drag, settle, press, qtbot
):
    canvas = calendar.month
    canvas.show_month(date(2026, 9, 1))
    room.plan("中秋演练", at(9, 24))
    calendar.changed.emit()
    settle()
    drag(canvas, begin(canvas, room, "中秋演练"), place(canvas, date(2026, 9, 25)))
    settle()
    assert kinds(calendar) == [ClashKind.HOLIDAY]
    assert room.stored("中秋演练").begins_at == at(9, 24)
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: room.stored("中秋演练").begins_at == at(9, 25))


def test_arrow_keys_move_and_resize_and_escape_puts_back(page, calendar, room, press, settle):
    calendar.show_view("week")
    canvas = calendar.week
    canvas.show_week(date(2026, 11, 10))
    canvas.choose(room.drills[WATER].id)
    canvas.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_Up, CTRL)
    assert (canvas.held.span.begins_at, canvas.held.span.ends_at) == (at(11, 9), at(11, 9, 12))
    page._give_up()
    settle()
    assert canvas.held is None
    assert room.stored(WATER).begins_at == at(11, 10)


def test_how_long_a_drill_lasts_that_does_not_say_so_is_a_rule_of_the_county(
    page, calendar, room, settle
):
    [row] = [one for one in rules.everything(room.db) if one.code == LENGTH]
    rules.change(room.db, replace(row, value="5400"), officer=room.other())
    drill = room.plan("夜间拉动", month=11)
    page.refresh()
    settle()
    typed = read_when("11-20 9:00", year=2026, usual=page.table.quick.usual)
    assert typed.span.ends_at == at(11, 20, 10, 30)
    assert calendar.month.days.usual_span(drill).ends_at == at(11, 2, 10, 30)
    stored = replace(drill, begins_at=at(11, 20), ends_at=None)
    drills.change(room.db, stored, officer=room.other())
    page.refresh()
    settle()
    calendar.choose(room.stored("夜间拉动"))
    assert calendar.month.days.span(room.stored("夜间拉动")).ends_at == at(11, 20, 10, 30)
    assert calendar.side._when.text().endswith("09:00")  # nobody said until when


def test_dragging_an_edge_in_the_week_changes_how_long_it_lasts(calendar, room, drag, qtbot):
    calendar.show_view("week")
    canvas = calendar.week
    canvas.show_week(date(2026, 11, 10))
    box = canvas._boxes[room.drills[WATER].id][0].translated(-canvas.offset())
    edge = QPoint(box.center().x(), box.bottom() - 1)
    drag(canvas, edge, edge + QPoint(0, 44))
    qtbot.wait_until(lambda: room.stored(WATER).ends_at == at(11, 10, 12))
    assert room.stored(WATER).begins_at == at(11, 10)


def test_a_drill_without_a_day_is_dragged_from_the_tray_to_one(calendar, room, qtbot):
    tray, canvas = calendar.side.tray, calendar.month
    goal = canvas.viewport().mapToGlobal(place(canvas, date(2026, 11, 18)))
    start = tray.visualRect(tray.waiting.index(0, 0)).center()
    qtbot.mousePress(tray.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for _ in range(2):  # the tray itself moves as the side says more
        qtbot.mouseMove(tray.viewport(), tray.viewport().mapFromGlobal(goal))
    assert canvas.held.span.first == date(2026, 11, 18)
    end = tray.viewport().mapFromGlobal(goal)
    qtbot.mouseRelease(tray.viewport(), Qt.MouseButton.LeftButton, pos=end)
    qtbot.wait_until(lambda: room.stored(LIFT).begins_at == at(11, 18))


def test_enter_in_the_tray_takes_a_drill_up_on_the_first_workday_of_its_month(
    calendar, room, press, qtbot
):
    calendar.side.tray.setFocus()
    calendar.side.tray.setCurrentIndex(calendar.side.tray.waiting.index(0, 0))
    press(Qt.Key.Key_Return)
    assert calendar.month.held.span.first == date(2026, 11, 2)
    press(Qt.Key.Key_Return)
    qtbot.wait_until(lambda: room.stored(LIFT).begins_at == at(11, 2))


def test_what_another_workstation_moved_first_is_shown_beside_mine(
    calendar, room, press, settle, qtbot
):
    canvas = calendar.month
    canvas.choose(room.drills[SCHOOL].id)
    canvas.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Right)
    theirs = replace(room.stored(SCHOOL), begins_at=at(11, 27), ends_at=at(11, 27, 11))
    drills.change(room.db, theirs, officer=room.other())
    calendar.changed.emit()  # what comes in by the live feed leaves what is held alone
    settle()
    press(Qt.Key.Key_Return)
    qtbot.wait_until(calendar.side.conflict.isVisible)
    assert "11月25日" in calendar.side.conflict._text.text()
    assert "11月27日" in calendar.side.conflict._text.text()
    assert room.stored(SCHOOL).begins_at == at(11, 27)
    calendar.side.conflict.mine.click()
    qtbot.wait_until(lambda: room.stored(SCHOOL).begins_at == at(11, 25, 14))


def test_taking_the_other_ones_time_lets_go_of_mine(calendar, room, press, settle, qtbot):
    canvas = calendar.month
    canvas.choose(room.drills[SCHOOL].id)
    canvas.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Right)
    drills.change(room.db, replace(room.stored(SCHOOL), place="操场"), officer=room.other())
    press(Qt.Key.Key_Return)
    qtbot.wait_until(calendar.side.conflict.isVisible)
    calendar.side.conflict.current.click()
    settle()
    assert canvas.held is None
    assert room.stored(SCHOOL).begins_at == at(11, 24, 14)


class _Painted(QObject):
    """Measures what is painted anew."""

    def __init__(self, port) -> None:
        super().__init__(port)
        self.shares = []
        self._area = port.width() * port.height()
        port.installEventFilter(self)

    def eventFilter(self, _port, event) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and isinstance(event, QPaintEvent):
            parts = [part.width() * part.height() for part in event.region()]
            self.shares.append(sum(parts) / self._area)
        return False


def test_while_dragging_only_what_changed_is_painted(calendar, room, drag, qtbot, qapp):
    canvas = calendar.month
    start = begin(canvas, room, WATER)
    drag(canvas, start, start + QPoint(8, 0), drop=False)
    canvas.viewport().repaint()
    painted = _Painted(canvas.viewport())
    for day in (11, 12, 13, 17, 18):
        qtbot.mouseMove(canvas.viewport(), place(canvas, date(2026, 11, day)))
        qapp.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)
        qapp.processEvents()
    assert painted.shares
    assert max(painted.shares) < 0.15


def test_a_digit_takes_a_free_time(calendar, room, settle, press, qtbot):
    canvas = calendar.month
    canvas.choose(room.drills[SCHOOL].id)
    canvas.setFocus()
    calendar.propose()
    qtbot.wait_until(lambda: len(calendar.side.proposals.proposals) > 1)
    wanted = calendar.side.proposals.proposals[1]
    press(Qt.Key.Key_2)
    qtbot.wait_until(lambda: room.stored(SCHOOL).begins_at == wanted.begins_at)


@pytest.fixture
def gantt(page, qtbot):
    """The Gantt chart, four times as wide as the window."""
    page.show_tab(2)
    qtbot.wait_until(lambda: page.gantt.gantt.viewport().width() > 900)
    page.gantt.show_zoom(4)
    return page.gantt.gantt


def test_in_the_gantt_chart_a_bar_is_dragged_over_the_months(gantt, room, drag, qtbot):
    canvas = gantt
    canvas.bring(canvas.days.span(room.drills[SCHOOL]))
    start = begin(canvas, room, SCHOOL)
    drag(canvas, start, start - QPoint(round(5 * canvas._day_w()), 0))
    qtbot.wait_until(lambda: room.stored(SCHOOL).begins_at == at(11, 19, 14))


def test_in_the_gantt_chart_a_month_becomes_a_day(gantt, room, drag, qtbot):
    canvas = gantt
    canvas.horizontalScrollBar().setValue(canvas._x(date(2026, 11, 1)) - canvas._label_w())
    box = canvas._boxes[room.drills[LIFT].id][0].translated(-canvas.offset())
    start = QPoint(canvas._x(date(2026, 11, 9)) - canvas.offset().x() + 2, box.center().y())
    drag(canvas, start, start + QPoint(round(4 * canvas._day_w()), 0))
    qtbot.wait_until(lambda: room.stored(LIFT).begins_at == at(11, 13))


def test_who_may_not_plan_moves_nothing(room, page, calendar, settle, press):
    room.role = Role.VIEWER
    calendar.changed.emit()
    settle()
    canvas = calendar.month
    canvas.choose(room.drills[SCHOOL].id)
    canvas.setFocus()
    press(Qt.Key.Key_Space)
    assert canvas.held is None


def test_a_drill_that_was_held_stays_where_it_was(room, page, calendar, settle, press):
    held = room.plan("已办演练", at(8, 20))
    drills.held_elsewhere(
        room.db,
        held,
        began_at=at(8, 20),
        ended_at=at(8, 20, 11),
        headcount=20,
        officer=room.other(),
        at=room.clock(),
    )
    calendar.changed.emit()
    settle()
    calendar.month.choose(held.id)
    calendar.month.setFocus()
    press(Qt.Key.Key_Space)
    assert calendar.month.held is None


@pytest.mark.parametrize("planned", [{"month": 8}, {"begins_at": at(8, 10)}])
def test_a_drill_that_was_held_stands_on_the_day_of_that(page, calendar, room, settle, planned):
    drill = room.plan("停电演练", **planned)
    drills.held_elsewhere(
        room.db,
        drill,
        began_at=at(8, 20),
        ended_at=at(8, 20, 11),
        headcount=5,
        officer=room.other(),
        at=room.clock(),
    )
    page.refresh()
    settle()
    canvas = calendar.month
    canvas.show_month(date(2026, 8, 1))
    [box] = canvas._boxes[drill.id]
    assert canvas.day_at(box.center()) == date(2026, 8, 20)
    canvas.choose(drill.id)
    assert "20" in calendar.side._when.text()


def test_arrow_keys_begin_with_what_is_in_sight_not_with_the_new_year(
    page, calendar, room, settle, press
):
    room.plan("低温雨雪演练", at(1, 22))
    page.refresh()
    settle()
    press(Qt.Key.Key_Down)
    assert calendar.canvas().present().title == WATER


def test_a_digit_takes_a_free_time_for_the_drill_that_is_held(page, calendar, room, press, settle):
    calendar.month.choose(room.drills[WATER].id)
    press(Qt.Key.Key_Space)
    calendar.propose()
    settle()
    wanted = calendar.side.proposals.proposals[1].begins_at
    press(Qt.Key.Key_2)
    settle()
    assert room.stored(WATER).begins_at == wanted


def test_a_drill_at_night_is_in_sight_when_its_week_is_shown(page, room, settle):
    night = room.plan("夜间拉动演练", at(11, 19, 22))
    page.refresh()
    settle()
    page.show_tab(1)
    page.calendar.choose(night)
    page.calendar.turn_view()
    assert page.calendar.canvas() is page.calendar.week
    assert page.calendar.week._in_sight(night.id)


def test_a_drill_without_a_day_is_taken_to_a_day_to_come(calendar, room):
    days = calendar.month.days
    assert days.span(room.drills[LIFT]) is None
    assert days.usual_span(replace(room.drills[LIFT], month=0)).first == date(2026, 9, 2)
    assert days.usual_span(room.drills[LIFT]).first == date(2026, 11, 2)


def test_a_time_that_is_over_is_called_so_while_a_drill_is_held_there(calendar, room):
    calendar.month.hold(
        room.drills[WATER],
        calendar.month.days.span(
            replace(room.drills[WATER], begins_at=at(8, 3), ends_at=at(8, 3, 11))
        ),
    )
    assert calendar.side._clash_title.text() == tr("This time is over already")


def test_a_drill_that_waits_for_a_day_is_in_front_once_the_keys_are_on_it(calendar, room, press):
    calendar.side.tray.setFocus()
    press(Qt.Key.Key_Down)
    assert calendar.canvas().present().title == LIFT

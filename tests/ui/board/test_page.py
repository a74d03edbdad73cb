"""The live board: what stands where, what the keys do, and that nothing jumps."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from commandcenter.board.model import ItemKind, Snapshot, phrase
from commandcenter.directory.rights import Role
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from ui.board import card, card_paint
from ui.shell.page import Target
from ui.widgets import theme

KEY = Qt.Key
INCIDENT, WARNING = ItemKind.INCIDENT, ItemKind.WARNING
RED, ORANGE, YELLOW, BLUE = Severity


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


def titles(board, kind=INCIDENT):
    model = board.column(kind).view.cards
    return [model.record(row).item.title for row in range(model.rowCount())]


def refreshed(qtbot, board, room):
    before = room.readings
    board.refresh()
    qtbot.wait_until(lambda: room.readings > before and not board._is_reading)
    board._show_waiting()
    board._show_side()


@pytest.fixture
def went(window):
    """Where the board sent the officer."""
    targets = []
    window.desk.navigation.open = targets.append
    return targets


@pytest.fixture
def left(board, qtbot):
    """A board at which nobody looks."""
    board.map.map.setFocus()
    qtbot.wait_until(lambda: not board.column(INCIDENT).view.is_watched())
    return board


def test_each_kind_has_its_column_in_the_order_of_urgency(board):
    assert titles(board)[:3] == ["东坝渗漏险情", "上岭脚地质灾害险情", "石桥下街内涝"]
    assert titles(board, WARNING)[0] == "山洪灾害红色预警"
    assert "竹源林场热点" in titles(board, WARNING)


def test_arrows_walk_through_cards_and_columns(qtbot, board):
    incidents, warnings = board.column(INCIDENT).view, board.column(WARNING).view
    assert incidents.take_focus()
    press(qtbot, KEY.Key_Down)
    assert board.present().item.title == "上岭脚地质灾害险情"
    press(qtbot, KEY.Key_Right)
    assert warnings.hasFocus()
    assert board.present().item.title == "山洪灾害红色预警"
    press(qtbot, KEY.Key_Right)  # there is no further column
    assert warnings.hasFocus()
    press(qtbot, KEY.Key_Left)
    assert board.present().item.title == "上岭脚地质灾害险情"


def test_enter_opens_the_record_of_a_card(qtbot, board, went):
    board.column(WARNING).view.take_focus()
    key = board.present().key
    press(qtbot, KEY.Key_Return)
    assert went == [Target(page="warnings", kind="warning", key=key)]


def test_a_goes_to_the_form_that_acknowledges_the_alarm(qtbot, board, went):
    board.column(INCIDENT).view.take_focus()
    alarm_id = board.present().item.alarm_id
    press(qtbot, KEY.Key_A)
    assert went == [Target(page="alarms", kind="acknowledge", key=alarm_id)]


def test_a_card_without_an_alarm_says_so(qtbot, board, window, went):
    board.column(INCIDENT).view.take_focus()
    press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_A)
    assert went == []
    assert window.desk.messages.text() == "这张卡片没有待确认的告警。"


def test_who_may_only_look_is_told_so(qtbot, room, open_board, window):
    room.role = Role.VIEWER
    board = open_board(room)
    qtbot.wait_until(lambda: bool(titles(board)))
    board.column(INCIDENT).view.take_focus()
    press(qtbot, KEY.Key_A)
    assert window.desk.messages.text() == "告警由值班人员确认，你的账号只能看。"


def test_every_number_is_a_door(qtbot, board, went, room):
    column = board.column(WARNING)
    for button in (column.head, column.foot, *board.forces.figures, *board.forces.tiles):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    board.forces.list.opened.emit(room.snapshot.movements[0])
    qtbot.mouseClick(board.foot.responses[0], Qt.MouseButton.LeftButton)
    board.map.post_wanted.emit(room.snapshot.posts[0].id)
    pages = [(target.page, target.kind) for target in went]
    assert pages == [
        ("warnings", "open"),
        ("warnings", "closed"),
        ("teams", "board"),
        ("teams", "oncall"),
        ("response", "evacuation"),
        ("response", "shelters"),
        ("incidents", "year"),
        ("incidents", "year"),
        ("teams", "dispatch"),
        ("response", "response"),
        ("teams", "dispatch"),
    ]
    assert [target.key for target in went[6:8]] == ["accidents", "deaths"]


def test_while_the_keys_are_in_a_column_nothing_in_it_moves(qtbot, board, room, make_item):
    column = board.column(INCIDENT)
    column.view.take_focus()
    before = titles(board)
    new = make_item("新的红色事件", severity=RED, is_acknowledged=False)
    room.change(new, *room.snapshot.items)
    refreshed(qtbot, board, room)
    assert titles(board) == before
    assert column.news.words() == "1 条新"
    assert column.news.isVisible()
    press(qtbot, KEY.Key_N)
    assert titles(board)[0] == "新的红色事件"
    assert not column.news.isVisible()


def test_it_moves_as_soon_as_the_keys_are_elsewhere(qtbot, board, room, make_item):
    column = board.column(INCIDENT)
    column.view.take_focus()
    room.change(make_item("新的", severity=RED, is_acknowledged=False), *room.snapshot.items)
    refreshed(qtbot, board, room)
    board.map.map.setFocus()
    assert titles(board)[0] == "新的"


def test_while_the_pointer_is_on_a_column_nothing_in_it_moves(qtbot, left, room, make_item):
    view = left.column(INCIDENT).view
    at = QPointF(20, 20)
    QApplication.sendEvent(view, QEnterEvent(at, at, view.mapToGlobal(at)))
    before = titles(left)
    room.change(make_item("新的", severity=RED, is_acknowledged=False), *room.snapshot.items)
    refreshed(qtbot, left, room)
    assert titles(left) == before
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert titles(left)[0] == "新的"


def test_a_pointer_that_was_left_there_holds_nothing_for_longer_than_a_minute(
    qtbot, board, room, make_item
):
    view = board.column(INCIDENT).view
    view.take_focus()
    assert view._patience.interval() == 60_000
    room.change(make_item("新的", severity=RED, is_acknowledged=False), *room.snapshot.items)
    refreshed(qtbot, board, room)
    view._patience.setInterval(1)
    view._patience.start()
    qtbot.wait_until(lambda: titles(board)[0] == "新的")


def test_what_ends_while_somebody_looks_stays_and_says_so(qtbot, board, room):
    view = board.column(INCIDENT).view
    view.take_focus()
    room.change(*room.snapshot.items[1:])
    refreshed(qtbot, board, room)
    first = view.cards.record(0)
    assert first.is_ended
    assert card.mark_words(first) == "已结束"
    board.show_news()
    assert titles(board)[0] == "上岭脚地质灾害险情"


def test_at_which_nobody_looks_everything_takes_its_place_at_once(qtbot, left, room, make_item):
    room.change(make_item("新的", severity=RED, is_acknowledged=False), *room.snapshot.items)
    refreshed(qtbot, left, room)
    assert titles(left)[0] == "新的"


def test_the_card_in_front_stays_in_front_when_others_come(qtbot, board, room, make_item):
    view = board.column(INCIDENT).view
    view.choose(room.snapshot.items[1].id)
    QAbstractItemModelTester(view.cards, QAbstractItemModelTester.FailureReportingMode.Fatal, view)
    room.change(make_item("新的", severity=RED, is_acknowledged=False), *room.snapshot.items)
    refreshed(qtbot, board, room)
    board.show_news()
    assert view.present().item.title == "上岭脚地质灾害险情"


def test_running_times_are_painted_alone_and_only_those_in_sight(qtbot, board, room):
    view = board.column(INCIDENT).view
    first, second, third, *rest = room.snapshot.items
    room.change(first, replace(second, due_at=None), third, *rest)
    refreshed(qtbot, board, room)
    view.viewport().repaint()
    QApplication.sendPostedEvents()
    room.at += timedelta(seconds=1)
    before = view.painted
    view.tick()
    qtbot.wait_until(lambda: view.painted > before)
    assert view.painted - before == 2  # the one between them has no clock
    assert view._dirty.boundingRect().height() < view.viewport().height()


def test_nothing_pulses_where_motion_is_not_wanted(qtbot, board):
    for _ in range(8):
        board._beat()
    assert board.column(INCIDENT).view.opacity == 1.0
    theme.allow_motion(True)
    dims = set()
    for _ in range(8):
        board._beat()
        dims.add(board.column(INCIDENT).view.opacity)
    assert dims == {1.0, 0.45}


def test_many_changes_are_shown_at_most_once_a_beat(qtbot, left, room, make_item):
    left._beat_timer.stop()
    shown = []
    left.column(INCIDENT).view.cards.dataChanged.connect(lambda *_: shown.append(1))
    for number in range(5):
        first = replace(room.snapshot.items[0], title=f"{number}")
        room.change(first, *room.snapshot.items[1:])
        before = room.readings
        left.refresh()
        qtbot.wait_until(lambda before=before: room.readings > before and not left._is_reading)
    assert shown == []
    left._beat()
    assert titles(left)[0] == "4"
    assert len(shown) == 1


def test_a_change_during_a_reading_is_read_too(qtbot, board, room):
    qtbot.wait_until(lambda: not board._is_reading)
    before = room.readings
    board.refresh()
    board.refresh()
    qtbot.wait_until(lambda: room.readings == before + 2)


def test_a_reading_that_fails_keeps_the_cards_and_says_since_when_they_are_old(
    qtbot, board, room, window
):
    room.failure = Unavailable()
    board.refresh()
    qtbot.wait_until(board.foot.old.isVisible)
    assert board.foot.old.words() == "数据停在 22:46"
    assert titles(board)
    assert board._is_stale
    room.failure = None
    refreshed(qtbot, board, room)
    assert not board.foot.old.isVisible()


def test_a_first_reading_that_fails_says_so_in_the_columns(qtbot, room, open_board):
    room.failure = Unavailable()
    board = open_board(room)
    qtbot.wait_until(lambda: board._has_failed)
    assert not board.column(INCIDENT).view.isVisible()


def test_an_empty_board_says_what_each_column_is_for(qtbot, board, room):
    room.snapshot = Snapshot(at=room.at)
    refreshed(qtbot, board, room)
    board.show_news()
    assert titles(board) == []
    assert not board.column(INCIDENT).view.isVisible()
    assert board.column(INCIDENT).head.count_words() == "0 起在办"
    assert not board.foot.isVisible()


def test_reminders_of_drills_stand_below_and_lead_to_the_year(qtbot, board, room, went):
    assert not board.foot.reminders.isVisible()
    told = (phrase("“{title}”05-12 09:00 开始", title="防汛演练"), phrase("预案逾期"))
    room.snapshot = replace(room.snapshot, reminders=told)
    refreshed(qtbot, board, room)
    assert board.foot.reminders.words() == "演练提醒 2 条 · “防汛演练”05-12 09:00 开始"
    assert board.foot.reminders.toolTip().endswith("预案逾期")
    qtbot.mouseClick(board.foot.reminders, Qt.MouseButton.LeftButton)
    assert went == [Target(page="drills", kind="reminders")]


def test_hazards_and_readings_get_columns_as_soon_as_there_are_some(qtbot, board, room, make_item):
    four = (INCIDENT, WARNING, ItemKind.HAZARD, ItemKind.READING)
    hazard = make_item("云岭上岭脚 2 号坡", ItemKind.HAZARD, severity=ORANGE)
    room.snapshot = replace(room.snapshot, columns=four, items=(*room.snapshot.items, hazard))
    refreshed(qtbot, board, room)
    assert [box.kind for box in board.columns] == list(four)
    assert titles(board, ItemKind.HAZARD) == ["云岭上岭脚 2 号坡"]
    board.window().resize(1_920, 1_080)
    boxes = [box.mapTo(board, QPoint()).x() for box in board.columns]
    assert boxes == sorted(boxes)
    assert boxes[1] < board._side.mapTo(board, QPoint()).x() < boxes[2]


@pytest.mark.parametrize(("width", "height"), [(1_280, 720), (1_920, 1_080)])
@pytest.mark.parametrize("percent", [100, 200])
def test_columns_and_map_never_overlap(qtbot, board, window, width, height, percent):
    window.view.set_scale(percent)
    window.resize(width, height)
    QApplication.sendPostedEvents()
    areas = [box.geometry().translated(box.parentWidget().pos()) for box in board.columns]
    areas.append(board._side.geometry())
    assert not any(one.intersects(other) for n, one in enumerate(areas) for other in areas[n + 1 :])


def test_a_link_brings_the_card_to_the_front_and_the_way_back_finds_it(qtbot, board, room):
    key = room.snapshot.items[5].id
    board.go_to(Target(page="board", kind="item", key=key))
    assert board.present().key == key
    assert board.place() == Target(page="board", kind="item", key=key)


def test_the_map_colours_townships_and_marks_items_and_teams(qtbot, board, room):
    qtbot.wait_until(lambda: bool(board.map.map._areas))
    fills = {area.name: area.fill for area in board.map.map._areas}
    assert fills["龙潭镇"] == "red_surface"
    assert fills["城关镇"] == "surface_sunken"
    names = [mark.name for mark in board.map.map._marks]
    assert {"东坝渗漏险情", "蓝天救援队"} <= set(names)
    board.map.with_teams.setChecked(False)
    assert "蓝天救援队" not in [mark.name for mark in board.map.map._marks]
    assert board.map.map.accessibleDescription().startswith("龙潭镇 红")


def test_a_mark_on_the_map_brings_its_card_to_the_front(board, room):
    board.map.item_wanted.emit(room.snapshot.items[2].id)
    assert board.present().item.title == "石桥下街内涝"


def test_a_screen_reader_hears_colour_state_and_time_without_seconds(board):
    first = board.column(INCIDENT).view.cards.index(0, 0).data()
    assert first == (
        "橙 · 未确认 · 东坝渗漏险情 · 龙潭镇东坝 · 重大 Ⅱ 级 · 首报 还剩 21 分"
        " · 处置中 · 何立 · 3 分钟前"
    )
    assert board.column(INCIDENT).view.accessibleName() == "事件 4 起在办"


def test_a_time_is_amber_when_it_is_near_and_red_when_it_is_over(room, make_item):
    now = room.at
    due = make_item(
        "x",
        due_at=now + timedelta(minutes=5),
        warn_at=now + timedelta(minutes=2),
        clock_label="首报",
    )
    tones = [card.running(due, now + timedelta(minutes=minutes)).tone for minutes in (0, 2, 6)]
    assert tones == ["text", "orange_text", "red_text"]
    late = card.running(due, now + timedelta(minutes=6))
    assert (late.label, late.value) == ("首报 逾期", "00:01:00")
    far = replace(due, due_at=now + timedelta(days=3))
    assert card.running(far, now).value == "3 天"


def test_a_value_stands_large_and_its_time_beside_it(room, make_item):
    both = make_item(
        "x",
        value_label="叫应",
        value=phrase("9/12"),
        due_at=room.at + timedelta(minutes=2),
        clock_label="叫应",
        status=phrase("至 02:00"),
    )
    assert card.main_figure(both, room.at).value == "9/12"
    assert card.beside(both, room.at).value == "00:02:00"
    assert card.beside(replace(both, due_at=None), room.at).value == "至 02:00"


def test_a_card_of_a_drill_says_drill_and_is_hatched(board, make_item, room):
    drill = make_item("演练", severity=BLUE, drill_id=new_id())
    assert card.spoken(card.Card(item=drill), room.at).startswith("演练 · 蓝")


def test_cards_are_painted_in_every_theme_and_state(qtbot, board, window, room):
    for name in ("light", "dark", "high_contrast"):
        window.view.set_theme(name)
        board.column(WARNING).view.viewport().grab()
    assert card_paint.height() == theme.px(132)


def test_the_board_speaks_english_too(board, window):
    window.view.set_language("en")
    assert board.column(INCIDENT).view.accessibleName() == "Incidents 4 under way"
    assert board.forces.figures[0].look.label == "Teams out"
    assert board.forces.tiles[1].look.note == "over the target"


def test_the_board_is_read_for_who_sat_here_when_it_was_asked_for(qtbot, room, board):
    before, asked_by = room.readings, room.officer()
    board.refresh()
    room.role = Role.VIEWER
    qtbot.wait_until(lambda: room.readings > before and not board._is_reading)
    assert room.read_for == asked_by

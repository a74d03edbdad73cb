"""The board: one key a step, drops, reasons, times, safety calls, results."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from commandcenter.directory.rights import Role
from commandcenter.kernel.times import clock
from commandcenter.teams.model.dispatch import Act, Outcome, Step
from commandcenter.teams.service import proposal
from commandcenter.teams.service.proposal import Request
from ui.teams.dispatch_card import cards, late_words, shown_late
from ui.teams.dispatch_lanes import Lane, Move
from ui.teams.dispatch_paint import height
from ui.widgets.severity import Severity

FIRST, SECOND, THIRD = "县防汛抢险一队", "县潜水救援组", "白沙镇抢险队"
Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def out(post, tab, settled):
    """The first team, ordered and in front."""
    one = post.send(FIRST)
    tab.refresh()
    settled()
    assert tab.board.choose(one.id)
    return one


def lane(tab, one):
    """Return the lane in which a team stands."""
    return next(
        (lane for lane, found in cards(tab.picture).items() if one.id in [c.key for c in found]),
        None,
    )


def drag(tab, name, to):
    """Drag the card of a team onto a lane; returns what the lane offered."""
    box = next(
        b
        for b in tab.board.boxes.values()
        if any(b.view.cards.record(n).name == name for n in range(b.view.cards.rowCount()))
    )
    row = next(n for n in range(box.view.cards.rowCount()) if box.view.cards.record(n).name == name)
    port = box.view.viewport()
    start = box.view.visualRect(box.view.cards.index(row, 0)).center()
    target = tab.board.boxes[to]
    end = port.mapFromGlobal(target.mapToGlobal(target.rect().center()))
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, start + QPoint(30, 0))
    QTest.mouseMove(port, end)
    offered = target.head.offer()
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    return offered


def test_a_card_says_how_far_the_team_has_to_go_where_the_place_is_known(
    post, tab, settled
) -> None:
    team = post.teams[FIRST]
    there = {"lon": team.lon + 0.1, "lat": team.lat, "area_code": "330399101"}
    known, unknown = post.send(FIRST, **there), post.send(SECOND)
    tab.refresh()
    settled()
    found = {card.key: card for card in cards(tab.picture)[Lane.ORDERED]}
    assert found[known.id].trip.startswith("9.8 km · about ")
    assert found[unknown.id].trip == ""
    assert height(found[known.id], 240) > height(found[unknown.id], 240)
    assert tab.board.choose(known.id)
    assert "9.8 km" in tab.details._place.text()


def test_a_card_says_as_far_and_as_long_as_the_proposal(post, tab, settled) -> None:
    place = {"lon": 119.75, "lat": 27.75, "area_code": "330399101"}
    found = proposal.propose(post.db, Request(**place), at=post.clock())
    best = next(one for one in found if one.candidate.name == FIRST)
    sent = post.send(FIRST, **place)
    tab.refresh()
    settled()
    trip = tab.picture.trips[sent.id]
    assert (trip.distance_km, trip.travel_s) == (best.distance_km, best.travel_s)


@pytest.mark.qt_log_ignore("does not support raise")
def test_what_is_too_long_for_a_card_stands_whole_in_its_tooltip(post, tab, qtbot) -> None:
    view = tab.board.boxes[Lane.STANDBY].view
    at = view.visualRect(view.cards.index(0, 0)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    qtbot.wait_until(QToolTip.isVisible)
    assert QToolTip.text().startswith(f"{FIRST}\n")
    QToolTip.hideText()


def test_teams_stand_by_until_they_are_sent(post, tab, settled) -> None:
    assert [card.name for card in cards(tab.picture)[Lane.STANDBY]] == [FIRST, SECOND, THIRD]
    post.send(SECOND)
    tab.refresh()
    settled()
    assert [card.name for card in cards(tab.picture)[Lane.STANDBY]] == [FIRST, THIRD]


def test_enter_moves_a_team_one_step_and_the_focus_goes_with_it(post, tab, out, key) -> None:
    for step in (Step.ACKNOWLEDGED, Step.ASSEMBLED, Step.DEPARTED, Step.ARRIVED):
        key(Key.Key_Return)
        assert post.find(out).step is step
    assert lane(tab, out) is Lane.AT_SCENE
    assert tab.board.boxes[Lane.AT_SCENE].view.hasFocus()
    assert tab.board.present().key == out.id


def test_enter_of_the_digits_does_the_same(post, tab, out, key) -> None:
    key(Key.Key_Enter)
    assert post.find(out).step is Step.ACKNOWLEDGED


def test_a_key_that_bounces_climbs_one_rung(post, tab, out, qtbot, settled) -> None:
    view = QApplication.focusWidget()
    qtbot.keyClick(view, Key.Key_Return)
    qtbot.keyClick(view, Key.Key_Return)
    settled()
    assert post.find(out).step is Step.ACKNOWLEDGED


def test_while_one_act_is_written_no_other_is_taken(post, tab, out, settled) -> None:
    assert tab.acts.move(out, Move(act=Act.TAKE, step=Step.ACKNOWLEDGED))
    assert not tab.acts.move(out, Move(act=Act.TAKE, step=Step.ARRIVED))
    settled()
    assert post.find(out).step is Step.ACKNOWLEDGED


def test_arrow_keys_walk_from_lane_to_lane_past_empty_ones(tab, out, key) -> None:
    key(Key.Key_Left)
    assert tab.board.focused_lane() is Lane.STANDBY
    key(Key.Key_Right)
    assert tab.board.focused_lane() is Lane.ORDERED
    key(Key.Key_Right)
    assert tab.board.focused_lane() is Lane.ORDERED


def test_a_step_back_asks_for_the_reason_below_the_board(post, tab, out, key, write) -> None:
    key(Key.Key_Return)
    key(Key.Key_Backspace)
    assert not tab.ask.isHidden()
    key(Key.Key_Return)
    assert tab.ask.said() == "Write the reason."
    assert post.find(out).step is Step.ACKNOWLEDGED
    write("误按")
    key(Key.Key_Return)
    assert tab.ask.isHidden()
    found = post.find(out)
    assert (found.step, found.history[-1].reason) == (Step.ORDERED, "误按")
    assert tab.board.focused_lane() is Lane.ORDERED


def test_esc_leaves_the_question_and_notes_nothing(post, tab, out, key) -> None:
    key(Key.Key_Return)
    key(Key.Key_Backspace)
    key(Key.Key_Escape)
    assert tab.ask.isHidden()
    assert post.find(out).step is Step.ACKNOWLEDGED
    assert tab.board.focused_lane() is Lane.ORDERED


def test_news_from_elsewhere_leave_a_reason_that_is_being_typed(
    post, tab, out, key, write, settled
) -> None:
    key(Key.Key_Return)
    key(Key.Key_Backspace)
    write("一半")
    post.send(SECOND)
    tab.refresh()
    settled()
    assert tab.ask.lines["reason"].text() == "一半"
    assert tab.ask.lines["reason"].hasFocus()


def test_a_step_is_noted_at_the_time_that_was_told(post, tab, key, write, settled) -> None:
    one = post.send(FIRST, ordered_at=post.clock() - timedelta(hours=2))
    tab.refresh()
    settled()
    tab.board.choose(one.id)
    key(Key.Key_Return, Held.ShiftModifier)
    told = (post.clock() - timedelta(hours=1)).replace(second=0, microsecond=0)
    tab.ask.lines["time"].setText(clock(told))
    key(Key.Key_Return)
    assert post.find(one).times[Step.ACKNOWLEDGED] == told


def test_a_time_is_corrected_forwards_only_and_with_a_reason(
    post, tab, key, write, settled
) -> None:
    begun = post.clock() - timedelta(hours=2)
    one = post.take(
        post.send(FIRST, ordered_at=begun), Step.ACKNOWLEDGED, at=begun + timedelta(minutes=30)
    )
    tab.refresh()
    settled()
    tab.board.choose(one.id)
    key(Key.Key_E, Held.ControlModifier)
    for minutes, reason in ((10, "听错"), (40, ""), (40, "听错")):
        tab.ask.lines["time"].setText(clock(begun + timedelta(minutes=minutes)))
        tab.ask.lines["reason"].setText(reason)
        key(Key.Key_Return)
        assert bool(tab.ask.said()) is ((minutes, reason) != (40, "听错"))
    assert post.find(one).history[-1].act is Act.CORRECT


def test_what_is_no_time_is_refused_in_place(tab, out, key) -> None:
    key(Key.Key_Return, Held.ShiftModifier)
    tab.ask.lines["time"].setText("soon")
    key(Key.Key_Return)
    assert "'soon' is no time" in tab.ask.said()


def test_dragging_a_card_says_what_it_means_and_notes_it(post, tab, out, settled) -> None:
    offered = drag(tab, FIRST, Lane.ON_THE_WAY)
    settled()
    assert "Departed" in offered
    found = post.find(out)
    assert found.step is Step.DEPARTED
    assert found.missing == (Step.ACKNOWLEDGED, Step.ASSEMBLED)


def test_dragging_back_asks_for_the_reason(post, tab, out, key, write, settled) -> None:
    post.take(out, Step.ACKNOWLEDGED, Step.ASSEMBLED)
    tab.refresh()
    settled()
    assert drag(tab, FIRST, Lane.ORDERED) == "Take back"
    write("误按")
    key(Key.Key_Return)
    assert post.find(out).step is Step.ACKNOWLEDGED


def test_dragging_too_far_back_is_answered_with_a_sentence(post, tab, out, window, settled) -> None:
    post.take(out, Step.ACKNOWLEDGED, Step.ASSEMBLED, Step.DEPARTED)
    tab.refresh()
    settled()
    drag(tab, FIRST, Lane.ORDERED)
    assert "one by one" in window.desk.messages.text()
    assert tab.ask.isHidden()


def test_dragging_home_calls_off_or_releases(post, tab, out, key, write, settled) -> None:
    assert drag(tab, FIRST, Lane.STANDBY) == "Call off"
    write("险情解除")
    key(Key.Key_Return)
    assert post.find(out).outcome is Outcome.CANCELLED


def test_dragging_a_team_that_stands_by_opens_the_order(tab, settled) -> None:
    drag(tab, SECOND, Lane.ORDERED)
    settled()
    assert tab.side.currentWidget() is tab.order
    assert tab.order.list.present().name == SECOND


def test_safety_calls_run_for_each_team_and_one_key_answers(post, tab, out, key, settled) -> None:
    other = post.send(SECOND)
    for one in (out, other):
        post.take(one, Step.ARRIVED)
    post.ahead = timedelta(hours=2)
    tab.refresh()
    settled()
    found = {card.name: card for card in cards(tab.picture)[Lane.AT_SCENE]}
    late = shown_late(found[FIRST], post.clock())
    assert late.severity is Severity.RED
    assert "Call overdue" in late_words(late, post.clock())
    tab.board.choose(out.id)
    key(Key.Key_Space)
    assert [row.act for row in post.find(out).history][-1] is Act.CHECK
    assert Act.CHECK not in [row.act for row in post.find(other).history]


def test_a_response_limit_that_passes_turns_orange(post, tab, out, settled) -> None:
    post.ahead = timedelta(minutes=5)
    tab.refresh()
    settled()
    [card] = cards(tab.picture)[Lane.ORDERED]
    late = shown_late(card, post.clock())
    assert late.severity is Severity.ORANGE
    assert late_words(late, post.clock()).startswith("Late to leave")


def test_the_result_is_noted_and_a_wrong_number_refused(post, tab, out, key, write) -> None:
    key(Key.Key_R, Held.ControlModifier)
    write("三")
    key(Key.Key_Return)
    assert post.find(out).result is None
    tab.result.lines["rescued"].setText("\uff13")
    tab.result.lines["remarks"].setText("转移群众")
    key(Key.Key_Return)
    found = post.find(out).result
    assert (found.rescued, found.remarks) == (3, "转移群众")
    assert tab.board.focused_lane() is Lane.ORDERED


def test_del_releases_with_a_reason(post, tab, out, key, write, settled) -> None:
    post.take(out, Step.DEPARTED)
    tab.refresh()
    settled()
    key(Key.Key_Delete)
    write("另有任务")
    key(Key.Key_Return)
    assert post.find(out).outcome is Outcome.RELEASED


def test_what_another_workstation_notes_moves_the_card(post, tab, out, settled) -> None:
    post.take(out, Step.ARRIVED)
    tab.refresh()
    settled()
    assert tab.board.boxes[Lane.AT_SCENE].view.hasFocus()
    assert [card.missing for card in cards(tab.picture)[Lane.AT_SCENE]] != [""]


def test_a_viewer_looks_on_and_is_told_who_may(post, open_tab, settled, key, window) -> None:
    one = post.send(FIRST)
    post.role = Role.VIEWER
    tab = open_tab(post)
    tab.board.choose(one.id)
    key(Key.Key_Return)
    assert post.find(one).step is Step.ORDERED
    assert "Ask" in window.desk.messages.text()
    assert not tab.details.buttons["step"].isVisible()


def test_the_details_show_every_rung_and_what_was_left_out(post, tab, out, settled) -> None:
    post.take(out, Step.DEPARTED)
    tab.refresh()
    settled()
    model = tab.details.ladder.records
    rows = [model.record(row) for row in range(model.rowCount())]
    assert [row.time for row in rows[1:3]] == ["not noted", "not noted"]
    assert rows[-1].time == "–"


def test_the_place_is_kept_for_the_way_back(tab, out) -> None:
    target = tab.place()
    assert (target.kind, target.key) == ("dispatch", out.id)
    tab.open_view("reach")
    assert tab.place().kind == "reach"

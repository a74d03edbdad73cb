"""From a log line to the scene, and the sheet that proposes teams."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.directory.rights import Role
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.dispatch import Circle, Order, Step
from commandcenter.teams.model.packages import Package, Row
from commandcenter.teams.model.reasons import Code, Reason
from commandcenter.teams.service import dispatch, packages
from ui.shell.page import Target
from ui.teams.dispatch_lanes import Lane
from ui.teams.proposal_words import reason_words
from ui.teams.roster_terms import Terms
from ui.widgets.words import tr

FIRST, SECOND, THIRD = "县防汛抢险一队", "县潜水救援组", "白沙镇抢险队"
LONGTAN = "330399101"
MOST_PRESSES = 12
NOTED = {"teams.ordered", "teams.stepped"}
Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def dam(post):
    """A call about a dam."""
    return post.write("东坝渗漏，请求派队抢险", place="龙潭镇东坝", area_code=LONGTAN)


@pytest.fixture
def sheet(tab, settled):
    """The sheet of an order that comes from nowhere, filled in."""
    tab.begin_new()
    settled()
    tab.order.fields.place.setText("龙潭镇东坝")
    tab.order.fields.task.setText("堤坝抢险")
    tab.order.list.setFocus()
    return tab.order


def names(sheet):
    model = sheet.list.choices
    return [model.record(row).name for row in range(model.rowCount())]


def choose_in(box, code):
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def test_from_a_log_line_to_the_scene_takes_at_most_twelve_keys(post, dam, at_the_log, key) -> None:
    tab = at_the_log(dam)
    presses = [
        (Key.Key_D, Held.ControlModifier),  # from the line to the order
        (Key.Key_D, Held.ControlModifier),  # send the best team
        *[(Key.Key_Return, Held.NoModifier)] * 4,
    ]
    assert len(presses) <= MOST_PRESSES
    for pressed, held in presses:
        key(pressed, held)
    [one] = dispatch.of_entry(post.db, dam.id)
    assert (one.team_name, one.step, one.missing) == (FIRST, Step.ARRIVED, ())
    assert tab.board.boxes[Lane.AT_SCENE].view.hasFocus()
    found = log.page(post.db, LogQuery(with_automatic=True))
    kinds = sorted(line.kind for line in found if line.kind in NOTED)
    assert kinds == ["teams.ordered"] + ["teams.stepped"] * 4


def test_two_teams_are_ticked_and_sent_by_one_key(post, dam, at_the_log, key) -> None:
    at_the_log(dam)
    key(Key.Key_D, Held.ControlModifier)
    for pressed in (Key.Key_Space, Key.Key_Down, Key.Key_Space):
        key(pressed)
    key(Key.Key_D, Held.ControlModifier)
    sent = dispatch.of_entry(post.db, dam.id)
    assert {one.team_name for one in sent} == {FIRST, SECOND}
    assert len({one.order.order_id for one in sent}) == 1


def test_the_order_carries_what_the_line_says(post, dam, at_the_log, key) -> None:
    tab = at_the_log(dam)
    key(Key.Key_D, Held.ControlModifier)
    assert tab.order.fields.area.currentData() == LONGTAN
    key(Key.Key_D, Held.ControlModifier)
    [one] = dispatch.of_entry(post.db, dam.id)
    assert (one.order.place, one.order.task) == (dam.draft.place, dam.draft.content)
    assert one.order.area_code == LONGTAN
    assert (one.order.lon, one.order.lat) == (119.70, 27.70)


def test_a_line_without_a_place_puts_the_cursor_there(post, at_the_log, key) -> None:
    tab = at_the_log(post.write("有人被困"))
    key(Key.Key_D, Held.ControlModifier)
    assert tab.order.fields.place.hasFocus()
    key(Key.Key_D, Held.ControlModifier)
    assert dispatch.still_open(post.db) == ()


def test_automatic_lines_order_nobody(post, dam, at_the_log, key, window, settled) -> None:
    at_the_log(dam)
    page = window.desk.navigation.page("duty")
    page.log.filters.automatic.setChecked(True)
    post.send(FIRST)
    page.refresh()
    settled()
    page.log.view.show_row(0)
    page.log.view.setFocus()
    assert page.log.selected_entry() is None
    key(Key.Key_D, Held.ControlModifier)
    assert window.desk.navigation.current() == "duty"


def test_teams_are_ranked_with_what_was_weighed(sheet, settled) -> None:
    sheet.list.choose(sheet.list.choices.record(2).id)
    choose_in(sheet.fields.area, LONGTAN)
    choose_in(sheet.fields.hazard, "flood")
    sheet.propose()
    settled()
    assert names(sheet) == [FIRST, SECOND, THIRD]
    last = sheet.list.choices.record(2)
    assert "Not made for" in last.reasons
    assert last.is_against
    assert sheet.list.present().name == FIRST


def test_a_team_that_is_out_is_refused_in_one_sentence_and_stands_last(post, sheet, key) -> None:
    sheet.list.choose(post.teams[FIRST].id)
    post.send(FIRST, place="石桥下街")
    key(Key.Key_D, Held.ControlModifier)
    assert FIRST in sheet.said()
    assert "石桥下街" in sheet.said()
    assert sheet.fields.place.text() == "龙潭镇东坝"
    assert len(dispatch.still_open(post.db)) == 1
    assert names(sheet)[-1] == FIRST


def test_what_is_typed_and_ticked_survives_news_and_leaving(post, tab, sheet, key, settled) -> None:
    sheet.list.ticked.emit(post.teams[SECOND].id)
    sheet.fields.place.setText("一半")
    sheet.fields.place.setFocus()
    post.send(THIRD)
    tab.refresh()
    settled()
    assert sheet.fields.place.hasFocus()
    assert sheet.chosen_teams() == (post.teams[SECOND].id,)
    key(Key.Key_Escape)
    assert tab.board.focused_lane() is not None
    tab.begin_new()
    settled()
    assert sheet.fields.place.text() == "一半"
    assert "not given yet" in sheet.said()


def test_an_order_is_discarded_by_a_key(tab, sheet, key) -> None:
    key(Key.Key_Delete, Held.ControlModifier)
    assert not sheet.fields.place.text()
    assert tab.board.focused_lane() is not None


def test_enter_on_a_team_that_stands_by_proposes_it(post, tab, key) -> None:
    tab.board.choose(post.teams[THIRD].id)
    key(Key.Key_Return)
    assert tab.order.list.present().name == THIRD
    assert tab.order.fields.place.hasFocus()


def test_a_response_package_ticks_its_teams_and_says_what_is_lacking(
    post, tab, sheet, key, settled
) -> None:
    new = Package(
        id=new_id(),
        name="水库渗漏",
        hazard="flood",
        rows=(Row(skill="dike", count=2), Row(skill="diving", count=1)),
    )
    packages.add(post.db, new, officer=post.officer())
    tab.refresh()
    settled()
    choose_in(sheet.fields.hazard, "flood")
    sheet.propose()
    settled()
    key(Key.Key_P, Held.ControlModifier)
    assert set(sheet.chosen_teams()) == {post.teams[FIRST].id, post.teams[SECOND].id}
    assert "Lacking" in sheet._gaps.text()


def test_forest_fires_are_under_the_hour(post, sheet, key) -> None:
    choose_in(sheet.fields.hazard, "forest_fire")
    key(Key.Key_D, Held.ControlModifier)
    [one] = dispatch.still_open(post.db)
    assert one.order.circle is Circle.FOREST


def test_an_order_that_was_lost_on_the_way_is_given_once(post, sheet, key, monkeypatch) -> None:
    tried = []
    whole = post.db.write

    def losing(officer):
        tried.append(officer)
        if len(tried) == 1:
            raise Unavailable
        return whole(officer)

    monkeypatch.setattr(post.db, "write", losing)
    key(Key.Key_D, Held.ControlModifier)
    first = sheet._sent
    assert "does not answer" in sheet.said()
    key(Key.Key_D, Held.ControlModifier)
    [one] = dispatch.still_open(post.db)
    assert one.id == first[0].id


def test_who_may_not_dispatch_reads_who_may(post, open_tab, settled) -> None:
    post.role = Role.VIEWER
    tab = open_tab(post)
    tab.begin_new()
    settled()
    assert "Ask" in tab.order.said()
    assert not tab.order.send.isEnabled()


def test_a_typing_officer_is_not_moved_by_news(tab, sheet, settled) -> None:
    sheet.fields.task.setFocus()
    tab.refresh()
    settled()
    assert QApplication.focusWidget() is sheet.fields.task


def test_a_row_says_how_its_time_was_found(dam, at_the_log, key) -> None:
    tab = at_the_log(dam)
    key(Key.Key_D, Held.ControlModifier)
    assert tab.order.list.choices.record(0).reasons.endswith("Estimated from straight line")


def test_old_news_of_a_team_stand_in_its_reasons(post, sheet, settled) -> None:
    post.ahead = timedelta(days=3)
    sheet.propose()
    settled()
    assert "Not heard of" in sheet.list.choices.record(0).reasons


def test_a_team_of_which_nobody_ever_heard_is_called_unknown() -> None:
    reason = Reason(code=Code.STATE, value="", cost_s=900)
    assert reason_words(reason, Terms()).startswith(tr("Now {value}").format(value=tr("unknown")))


def test_an_order_for_an_incident_begins_with_place_kind_and_level(tab, settled) -> None:
    order = Order(
        id=new_id(),
        order_id=new_id(),
        team_id=new_id(),
        place="东坝",
        task="坝顶漫水",
        incident_id=new_id(),
        area_code=LONGTAN,
        hazard="flood",
    )
    tab.go_to(Target(page="teams", kind="order", key=(order, "III")))
    settled()
    fields = tab.order.fields
    assert (fields.place.text(), fields.task.text()) == ("东坝", "坝顶漫水")
    chosen = [box.currentData() for box in (fields.area, fields.hazard, fields.level)]
    assert chosen == [LONGTAN, "flood", "III"]
    assert not tab.order.is_edited()

"""The duty page of a window that plays in a drill: a real call in the middle is never lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.duty.model.entry import Entry
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.kernel.ids import new_id
from ui.duty.desk import Desk
from ui.duty.page import DutyPage
from ui.shell.page import Target
from ui.shell.playing import RunningDrill
from ui.widgets.record_table_model import RECORD_ROLE

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
FLOOD = RunningDrill(id=new_id(), title="Flood")
Record, Settle, Write = Callable[..., Entry], Callable[[], None], Callable[[QObject, str], None]


def lines(desk: Desk, drill_id: object = None) -> list[tuple[str, str]]:
    """Return what the log says, newest first."""
    found = log.page(desk.db, LogQuery(drill_id=drill_id))  # type: ignore[arg-type]
    return [(one.entry.number[:2], one.entry.draft.content) for one in found if one.entry]


def matters(page: DutyPage) -> list[str]:
    """Return the titles of the open matters."""
    model = page.matters.model
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    return [index.data(RECORD_ROLE).title for index in rows]


@pytest.fixture
def played(page: DutyPage, desk: Desk, settled: Settle) -> DutyPage:
    """The page in a drill."""
    desk.playing.set_running([FLOOD])
    desk.playing.join(FLOOD.id)
    settled()
    return page


def test_the_page_shows_and_writes_the_drill_and_reality_again_after_it(
    qtbot: QtBot, played: DutyPage, desk: Desk, record: Record, write: Write, settled: Settle
) -> None:
    record("A real call")
    record("A call of the drill", drill_id=FLOOD.id)
    played.refresh()
    settled()
    shown = [one.entry.draft.content for one in played.log.model.lines() if one.entry]
    assert shown == ["A call of the drill"]
    assert matters(played) == ["A call of the drill"]
    card = played.drafts.current()
    assert card is not None
    assert "Flood" in card.scope.toolTip()
    assert card.save_button.text() == "Record 002"
    write(card.form.content, "Water rises")
    qtbot.keyClick(card.form.content, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: len(lines(desk, FLOOD.id)) == 2)
    assert lines(desk, FLOOD.id)[0] == ("YL", "Water rises")
    assert lines(desk) == [("ZB", "A real call")]
    settled()
    desk.playing.leave()
    settled()
    shown = [one.entry.draft.content for one in played.log.model.lines() if one.entry]
    assert shown == ["A real call"]
    assert matters(played) == ["A real call"]


def test_a_draft_stays_what_it_was_when_the_window_turns(
    played: DutyPage, desk: Desk, write: Write, settled: Settle
) -> None:
    begun = played.drafts.current()
    assert begun is not None
    write(begun.form.content, "Of the drill")
    desk.playing.leave()
    played.new_draft()
    real = played.drafts.current()
    assert real is not None
    assert (begun.text.drill_id, real.text.drill_id) == (FLOOD.id, None)
    assert (begun.folded.accessibleName()[:5], real.scope.words) == ("DRILL", "Real")
    write(real.form.content, "Of reality")
    desk.playing.join(FLOOD.id)
    assert real.text.drill_id is None
    settled()


def test_one_key_makes_a_draft_of_the_drill_a_real_one_before_it_is_recorded(
    qtbot: QtBot, played: DutyPage, desk: Desk, write: Write, settled: Settle
) -> None:
    card = played.drafts.current()
    assert card is not None
    write(card.form.content, "This one is real")
    qtbot.keyClick(card.form.content, Qt.Key.Key_X, CTRL_SHIFT)
    assert (card.text.drill_id, card.scope.words) == (None, "Real")
    assert card.text.content == "This one is real"
    assert card.save_button.text() == "Record"  # the numbers on the page are the drill's
    qtbot.keyClick(card.form.content, Qt.Key.Key_X, CTRL_SHIFT)
    assert card.text.drill_id == FLOOD.id
    qtbot.keyClick(card.form.content, Qt.Key.Key_X, CTRL_SHIFT)
    qtbot.keyClick(card.form.content, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: lines(desk) == [("ZB", "This one is real")])
    settled()


def test_a_real_call_that_was_recorded_in_the_drill_is_recorded_in_reality_too(
    qtbot: QtBot, played: DutyPage, desk: Desk, record: Record, settled: Settle
) -> None:
    record("A real fire", drill_id=FLOOD.id, place="Mill")
    played.refresh()
    settled()
    played.log.view.setCurrentIndex(played.log.model.index(0))
    played.log.take_focus()
    qtbot.keyClick(played.log.view, Qt.Key.Key_E, CTRL_SHIFT)
    card = played.drafts.current()
    assert card is not None
    assert (card.text.drill_id, card.text.corrects, card.text.place) == (None, None, "Mill")
    qtbot.keyClick(card.form.content, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: lines(desk) == [("ZB", "A real fire")])
    assert lines(desk, FLOOD.id) == [("YL", "A real fire")]
    settled()


def test_a_draft_of_a_drill_that_is_over_waits_until_it_is_moved_or_discarded(
    qtbot: QtBot, played: DutyPage, desk: Desk, write: Write, settled: Settle
) -> None:
    card = played.drafts.current()
    assert card is not None
    write(card.form.content, "Too late")
    desk.playing.set_running([])
    assert card.scope.words == "Drill · over"
    qtbot.keyClick(card.form.content, Qt.Key.Key_Return)
    assert "over" in card.problem()
    assert card.text.content == "Too late"
    assert not lines(desk, FLOOD.id)
    settled()


def test_an_entry_of_the_other_side_is_never_shown_among_those_of_this_one(
    played: DutyPage, desk: Desk, record: Record, settled: Settle
) -> None:
    real = record("A real call")
    over = record("Of last year", drill_id=new_id())
    played.go_to(Target(page="duty", kind="entry", key=over.id))
    settled()
    assert desk.playing.drill_id == FLOOD.id
    assert played.details.line() is not None
    assert [one for one in played.log.model.lines() if one.entry == over] == []
    played.go_to(Target(page="duty", kind="entry", key=real.id))
    settled()
    assert desk.playing.drill_id is None


def test_a_planner_writes_in_the_drill_alone(
    desk: Desk, open_page: Callable[[Desk], DutyPage], settled: Settle
) -> None:
    planner = replace(desk.officer(), rights=frozenset(RIGHTS[Role.PLANNER]))
    desk = replace(desk, officer=lambda: planner)
    desk.playing.set_running([FLOOD])
    desk.playing.join(FLOOD.id)
    page = open_page(desk)
    assert page.drafts.isVisible()
    desk.playing.leave()
    settled()
    assert not page.drafts.isVisible()
    page.new_draft()
    assert all(card.text.is_empty for card in page.drafts.cards())

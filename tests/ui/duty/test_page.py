"""Keys in; what is on screen and in the database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commandcenter.database.engine import Database
from commandcenter.duty.model.entry import Entry, EntryKind, Step, Urgency
from commandcenter.duty.model.lines import LogLine, LogQuery
from commandcenter.duty.service import log
from commandcenter.matters.service import matters
from ui.duty.desk import Desk
from ui.duty.draft_card import DraftCard
from ui.duty.filter_bar import DEBOUNCE_MS
from ui.duty.page import DutyPage
from ui.shell.navigation import PageEntry
from ui.shell.page import Page, Target
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


# Without a screen a list of completions cannot be raised.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def texts(page: DutyPage) -> list[str]:
    """Return the contents on screen, newest first."""
    return [page.log.shelf.row(row).text for row in range(page.log.model.rowCount())]


def entries(db: Database) -> list[Entry]:
    """Return what the database holds, newest first."""
    return [line.entry for line in log.page(db, LogQuery()) if line.entry is not None]


def current(page: DutyPage) -> DraftCard:
    """Return the unfolded draft."""
    card = page.drafts.current()
    assert card is not None
    return card


@pytest.fixture
def new(qtbot: QtBot, page: DutyPage) -> DraftCard:
    """The draft after F2."""
    page.go_to(Target(page="duty", kind="new"))
    return current(page)


def test_enter_records_the_entry_and_the_cursor_is_in_the_next(
    qtbot: QtBot, page: DutyPage, new: DraftCard, db: Database, desk: Desk
) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), "Road S232 closed")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    qtbot.wait_until(lambda: texts(page) == ["Road S232 closed"])
    assert [entry.draft.content for entry in entries(db)] == ["Road S232 closed"]
    assert desk.messages.text().startswith("Recorded 001")
    following = current(page)
    assert following is not new
    assert following.text.is_empty
    assert QApplication.focusWidget() is following.form.content


def test_every_field_arrives_in_the_entry(
    qtbot: QtBot, page: DutyPage, new: DraftCard, db: Database, write: Callable[..., None]
) -> None:
    fields = new.form.fields
    qtbot.keyClick(new.form.content, Key.Key_M, CTRL)
    typed = {
        "occurred": "2230",
        "org": "龙潭镇水利站",
        "name": "王建军",
        "phone": "0577-6612 3081",
        "post": "站长",
        "place": "东坝",
        "reported_to": "赖正阳",
        "owner": "林晓",
        "due": "23:30",
    }
    for name, text in typed.items():
        write(fields[name].line, text)
    write(new.form.content, "渗水")
    new.kind.setCurrentIndex(new.kind.findData(EntryKind.INCIDENT.value))
    new.form.internal.click()
    qtbot.keyClick(new.form.handling.urgency, Key.Key_Right)
    qtbot.keyClick(new.form.content, Key.Key_2, CTRL)
    write(new.form.handling.to.line, "周敏")
    qtbot.keyClick(new.form.handling.to.line, Key.Key_Return)
    qtbot.wait_until(lambda: len(entries(db)) == 1)
    draft = entries(db)[0].draft
    assert (draft.kind, draft.org, draft.name) == (EntryKind.INCIDENT, "龙潭镇水利站", "王建军")
    assert (draft.phone, draft.post, draft.place) == ("0577-6612 3081", "站长", "东坝")
    assert (draft.reported_to, draft.owner, draft.content) == ("赖正阳", "林晓", "渗水")
    assert draft.is_internal
    assert draft.urgency is Urgency.URGENT
    assert [(one.step, one.to) for one in draft.steps] == [(Step.TAKE, ""), (Step.REPORT, "周敏")]
    assert f"{draft.occurred_at:%H:%M} {draft.due_at:%H:%M}" == "14:30 15:30"


def test_shift_enter_begins_a_line(qtbot: QtBot, new: DraftCard) -> None:
    qtbot.keyClicks(new.form.content, "one")
    qtbot.keyClick(new.form.content, Key.Key_Return, SHIFT)
    qtbot.keyClicks(new.form.content, "two")
    assert new.form.content.toPlainText() == "one\ntwo"


def test_escape_keeps_the_draft_and_its_key_brings_it_back(
    qtbot: QtBot, page: DutyPage, new: DraftCard
) -> None:
    qtbot.keyClicks(new.form.content, "half a sen")
    qtbot.keyClick(new.form.content, Key.Key_Escape)
    assert new.is_folded
    assert page.log.isAncestorOf(QApplication.focusWidget())
    page.go_to(Target(page="duty", kind="new"))
    qtbot.keyClicks(QApplication.focusWidget(), "another")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_1, ALT)
    assert not new.is_folded
    assert QApplication.focusWidget() is new.form.content
    assert new.form.content.toPlainText() == "half a sen"
    assert len(page.drafts.cards()) == 2


def test_a_discarded_draft_can_be_brought_back(
    qtbot: QtBot, page: DutyPage, new: DraftCard
) -> None:
    qtbot.keyClicks(new.form.content, "not so useless")
    qtbot.keyClick(new.form.content, Key.Key_Delete, CTRL)
    assert current(page).text.is_empty
    qtbot.keyClick(current(page).form.content, Key.Key_Delete, CTRL | SHIFT)
    assert current(page).text.content == "not so useless"


def test_a_wrong_time_is_shown_at_its_field_and_nothing_is_recorded(
    qtbot: QtBot, new: DraftCard, db: Database
) -> None:
    qtbot.keyClicks(new.form.fields["occurred"].line, "2261")
    qtbot.keyClicks(new.form.content, "Rain")
    qtbot.keyClick(new.form.content, Key.Key_Return)
    assert "'2261' is no time" in new.form.fields["occurred"].error()
    assert QApplication.focusWidget() is new.form.fields["occurred"].line
    assert entries(db) == []


def test_a_rule_that_forbids_is_shown_at_the_draft_which_stays(
    qtbot: QtBot, new: DraftCard, db: Database, settled: Callable[[], None]
) -> None:
    qtbot.keyClicks(new.form.fields["occurred"].line, "22:40")
    new.form.fields["received"].show_text("22:30")
    qtbot.keyClicks(new.form.content, "Rain")
    qtbot.keyClick(new.form.content, Key.Key_Return)
    qtbot.wait_until(lambda: bool(new.form.fields["received"].error()))
    assert "before occurred" in new.form.fields["received"].error()
    assert new.text.content == "Rain"
    assert not new.is_saving


def test_an_empty_draft_says_what_is_missing(qtbot: QtBot, new: DraftCard) -> None:
    qtbot.keyClick(new.form.content, Key.Key_Return)
    qtbot.wait_until(lambda: bool(new.problem()))
    assert new.problem() == "Write what happened before saving."


def test_the_reception_time_is_that_of_the_first_key(
    qtbot: QtBot, new: DraftCard, clock: Any, db: Database
) -> None:
    clock.on(minutes=90)
    qtbot.keyClicks(new.form.content, "Rain")
    assert new.text.received == "00:11"
    qtbot.keyClick(new.form.content, Key.Key_Return)
    qtbot.wait_until(lambda: len(entries(db)) == 1)
    assert entries(db)[0].recorded_at - entries(db)[0].received_at < timedelta(minutes=1)


def test_a_correction_names_the_entry_and_both_stay_readable(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry], db: Database
) -> None:
    wrong = record("West dam leaks")
    page.refresh()
    qtbot.wait_until(lambda: texts(page) == ["West dam leaks"])
    page.log.view.setFocus()
    qtbot.keyClick(page.log.view, Key.Key_Home)
    qtbot.keyClick(page.log.view, Key.Key_E, CTRL)
    card = current(page)
    assert QApplication.focusWidget() is card.form.content
    assert card.text.content == "West dam leaks"
    card.form.content.selectAll()
    qtbot.keyClicks(card.form.content, "East dam leaks")
    qtbot.keyClick(card.form.content, Key.Key_Return)
    qtbot.wait_until(lambda: bool(card.form.fields["reason"].error()))
    qtbot.keyClicks(QApplication.focusWidget(), "misheard")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    qtbot.wait_until(lambda: len(texts(page)) == 2)
    qtbot.wait_until(lambda: bool(page.log.shelf.row(1).struck))
    original = page.log.shelf.row(1)
    assert (original.struck, original.text) == ("West dam leaks", "East dam leaks")
    assert original.foot is not None
    assert original.foot[1] == "misheard"
    assert entries(db)[0].draft.corrects == wrong.id


def test_a_step_needs_one_key_to_ask_and_one_to_confirm(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry], db: Database
) -> None:
    entry = record("Rain")
    page.refresh()
    qtbot.wait_until(lambda: len(texts(page)) == 1)
    page.log.view.setFocus()
    qtbot.keyClick(page.log.view, Key.Key_Home)
    qtbot.keyClick(page.log.view, Key.Key_4)
    assert QApplication.focusWidget() is page.log.steps.fields["to"].line
    qtbot.keyClicks(QApplication.focusWidget(), "Zhou")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    qtbot.wait_until(lambda: page.log.shelf.row(0).done != "")
    found = log.find(db, entry.id)
    assert found is not None
    assert [(one.step, one.to) for one in found.steps] == [(Step.FOLLOW, "Zhou")]
    qtbot.wait_until(lambda: page.matters.model.rowCount() == 0)


def test_details_show_everything_and_escape_leaves_them(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry]
) -> None:
    record("Rain\nand wind", org="Dam", phone="0577 1234567")
    page.refresh()
    qtbot.wait_until(lambda: len(texts(page)) == 1)
    page.log.view.setFocus()
    qtbot.keyClick(page.log.view, Key.Key_Home)
    qtbot.keyClick(page.log.view, Key.Key_Return)
    words = [label.text() for label in page.details.findChildren(type(page.details._title))]
    assert "Rain\nand wind" in words
    assert "0577 1234567" in words
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert QApplication.focusWidget() is page.log.view
    assert not page.details.isVisible()


def test_open_details_follow_what_others_write_and_tell_the_old_from_the_new(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry]
) -> None:
    wrong = record("Bridge at Hekou closed", place="Hekou")
    page.refresh()
    qtbot.wait_until(lambda: len(texts(page)) == 1)
    page.log.view.setFocus()
    qtbot.keyClick(page.log.view, Key.Key_Home)
    qtbot.keyClick(page.log.view, Key.Key_Return)
    corrected = {"corrects": wrong.id, "reason": "misheard", "place": "Shangxi"}
    record("Bridge at Shangxi closed", **corrected)
    page.refresh()

    def labels() -> list[Label]:
        return page.details.findChildren(Label)

    qtbot.wait_until(lambda: "Shangxi (was Hekou)" in [label.text() for label in labels()])
    tones = {label.text(): label.property("tone") for label in labels()}
    assert tones["Bridge at Hekou closed"] == "struck"
    assert tones["Bridge at Shangxi closed"] == "large"
    assert "misheard" in tones


def test_the_longest_word_is_not_cut_off_in_the_details(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry]
) -> None:
    record("A" * 600, place="B" * 200)
    page.refresh()
    qtbot.wait_until(lambda: len(texts(page)) == 1)
    page.log.view.setFocus()
    qtbot.keyClick(page.log.view, Key.Key_Home)
    qtbot.keyClick(page.log.view, Key.Key_Return)
    area = page.details._area
    qtbot.wait_until(lambda: area.widget().width() <= area.viewport().width())


def test_a_sealed_handover_shows_no_codes_and_is_a_door_to_its_report(
    page: DutyPage, desk: Desk
) -> None:
    handover = uuid4()
    body = {
        "handover_id": str(handover),
        "outgoing": "陈国栋",
        "incoming": "何立",
        "outgoing_at": "2026-07-18T12:00:00.000000Z",
    }
    desk.navigation.register(
        PageEntry(name="handover", title="Handover", icon="handshake", shortcut="F4", make=Page)
    )
    opened: list[Target] = []
    desk.navigation.opened.connect(opened.append)
    page.show_details(LogLine(seq=7, at=desk.clock(), kind="handover.sealed", body=body))
    words = " ".join(label.text() for label in page.details.findChildren(Label))
    assert "陈国栋 → 何立" in words
    assert "12:00:00.0" not in words
    door = next(one for one in page.details.findChildren(KeyButton) if "report" in one.text())
    door.click()
    assert opened == [Target(page="handover", kind="report", key=handover)]


def test_search_finds_while_typing_and_escape_shows_all(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry], write: Callable[..., None]
) -> None:
    record("东坝渗水", org="龙潭镇水利站", phone="0577-6612 3081")
    record("西坝正常")
    page.refresh()
    qtbot.wait_until(lambda: len(texts(page)) == 2)
    qtbot.keyClick(page.log.view, Key.Key_F, CTRL)
    for typed in ("渗水", "ltzslz", "66123081"):
        write(QApplication.focusWidget(), typed)
        qtbot.wait_until(lambda: texts(page) == ["东坝渗水"])
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
        qtbot.wait_until(lambda: len(texts(page)) == 2)
    write(QApplication.focusWidget(), "堰塞湖")
    qtbot.wait_until(lambda: not page.log.view.isVisible())
    assert page.log.deck.currentWidget().accessibleName().startswith("Nothing found")
    page.log.filters.kind.setCurrentIndex(5)
    for place in (page.log.filters.search, page.log.filters.kind):
        qtbot.keyClick(place, Key.Key_Escape)
        qtbot.wait(DEBOUNCE_MS * 2)
    qtbot.wait_until(lambda: len(texts(page)) == 2)


def test_filters_narrow_and_the_count_of_the_shift_is_a_door(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry], clock: Any
) -> None:
    record("order", kind=EntryKind.ORDER, org="市防指")
    record("call", kind=EntryKind.CALL_IN, org="大溪镇")
    page.refresh()
    qtbot.wait_until(lambda: page.log.filters.unit.count() == 3)
    filters = page.log.filters
    filters.kind.setCurrentIndex(filters.kind.findData(EntryKind.ORDER.value))
    filters.kind.activated.emit(filters.kind.currentIndex())
    qtbot.wait_until(lambda: texts(page) == ["order"])
    filters.show_everything()
    qtbot.wait_until(lambda: len(texts(page)) == 2)
    filters.unit.setCurrentIndex(filters.unit.findData("大溪镇"))
    filters.unit.activated.emit(filters.unit.currentIndex())
    qtbot.wait_until(lambda: texts(page) == ["call"])
    assert filters.shift_count.text() == "This shift 2"
    filters.shift_count.click()
    qtbot.wait_until(lambda: len(texts(page)) == 2)
    assert filters.period.currentData() == "shift"


def test_going_to_a_number_or_a_day_shows_that_line(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry]
) -> None:
    for number in range(30):
        record(f"entry {number}")
    page.refresh()
    qtbot.wait_until(lambda: len(texts(page)) == 30)
    qtbot.keyClick(page.log.view, Key.Key_G, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), "003")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    qtbot.wait_until(lambda: page.log.selected_entry() is not None)
    entry = page.log.selected_entry()
    assert entry is not None
    assert entry.serial == 3
    qtbot.keyClick(page.log.view, Key.Key_G, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), "999")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    qtbot.wait_until(lambda: "no entry 999" in page.log.jump.said())


def test_a_matter_leads_to_its_entry_and_can_be_assigned(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry], db: Database
) -> None:
    entry = record("Bridge at risk")
    page.refresh()
    qtbot.wait_until(lambda: page.matters.model.rowCount() == 1)
    page.go_to_matters()
    qtbot.keyClick(page.matters.list, Key.Key_Return)
    qtbot.wait_until(lambda: page.log.selected_entry() is not None)
    shown = page.log.selected_entry()
    assert shown is not None
    assert shown.id == entry.id
    page.go_to_matters()
    qtbot.keyClick(page.matters.list, Key.Key_R, CTRL)
    line = page.matters.form.fields["owner"].line
    assert QApplication.focusWidget() is line
    line.selectAll()
    qtbot.keyClicks(line, "Lin")
    qtbot.keyClicks(page.matters.form.fields["due"].line, "2330")
    qtbot.keyClick(page.matters.form.fields["due"].line, Key.Key_Return)
    qtbot.wait_until(lambda: matters.still_open(db)[0].owner == "Lin")
    qtbot.wait_until(lambda: not page.matters.form.isVisible())


def test_a_matter_changed_elsewhere_says_so_and_shows_the_present_state(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry], db: Database, desk: Desk
) -> None:
    record("Bridge at risk")
    page.refresh()
    qtbot.wait_until(lambda: page.matters.model.rowCount() == 1)
    page.go_to_matters()
    page.matters.assign()
    seen = matters.still_open(db)[0]
    matters.assign(
        db, seen.id, owner="Wu", due_at=None, seen_version=seen.version, officer=desk.officer()
    )
    qtbot.keyClick(page.matters.form.fields["owner"].line, Key.Key_Return)
    qtbot.wait_until(lambda: bool(page.matters.form.said()))
    assert page.matters.form.said().startswith("Someone else changed this first.")
    qtbot.wait_until(lambda: page.matters.model.record(0).owner == "Wu")
    page.matters.form.fields["owner"].show_text("Lin")
    qtbot.keyClick(page.matters.form.fields["owner"].line, Key.Key_Return)
    qtbot.wait_until(lambda: matters.still_open(db)[0].owner == "Lin")


def test_a_known_number_fills_unit_and_name_and_counts_calls(
    qtbot: QtBot, page: DutyPage, new: DraftCard, record: Callable[..., Entry]
) -> None:
    for _ in range(2):
        record("call", org="大溪镇", name="周国梁", phone="0577 1234567")
    page.refresh()
    qtbot.wait_until(lambda: len(texts(page)) == 2)
    qtbot.keyClicks(new.form.fields["phone"].line, "0577 1234567")
    qtbot.wait_until(lambda: new.text.org == "大溪镇")
    assert new.text.name == "周国梁"
    assert new.form.memory.facts() == "大溪镇 周国梁 · call 3 in this shift"


def test_a_number_of_the_directory_is_known_too(qtbot: QtBot, new: DraftCard) -> None:
    qtbot.keyClicks(new.form.fields["phone"].line, "13600000001")
    qtbot.wait_until(lambda: new.text.name == "张华兴")


def test_what_was_typed_is_not_overwritten_by_a_known_number(
    qtbot: QtBot, new: DraftCard, write: Callable[..., None]
) -> None:
    write(new.form.fields["name"].line, "李四")
    qtbot.keyClicks(new.form.fields["phone"].line, "13600000001")
    qtbot.wait_until(lambda: new.text.post == "站长" or bool(new.form.memory.facts()))
    assert new.text.name == "李四"


def test_names_complete_by_pinyin_initials(
    qtbot: QtBot, page: DutyPage, new: DraftCard, settled: Callable[[], None]
) -> None:
    settled()
    line = new.form.fields["name"].line
    qtbot.keyClicks(line, "zhx")
    offered = new.form._person_names.offered()
    assert [choice.text for choice in offered] == ["张华兴"]
    new.form._person_names._take(offered[0].shown)
    assert (new.text.name, new.text.org, new.text.post) == ("张华兴", "龙潭镇水利站", "站长")


def test_an_officer_without_the_right_reads_and_is_told_who_writes(
    qtbot: QtBot, desk: Desk, record: Callable[..., Entry], open_page: Callable[[Desk], DutyPage]
) -> None:
    record("Rain")
    viewer = replace(desk.officer(), rights=frozenset())
    page = DutyPage(replace(desk, officer=lambda: viewer))
    qtbot.add_widget(page)
    page.resize(1280, 720)
    page.show()
    qtbot.wait_until(lambda: texts(page) == ["Rain"])
    page.go_to(Target(page="duty", kind="new"))
    assert page.drafts.cards() == ()
    assert page._no_right.isVisible()
    assert page._no_right.accessibleName().startswith("You may read the log")


def test_place_and_going_back_name_the_same_line(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry]
) -> None:
    for number in range(5):
        record(f"entry {number}")
    page.refresh()
    qtbot.wait_until(lambda: len(texts(page)) == 5)
    page.log.view.show_row(3)
    place = page.place()
    page.log.view.show_row(0)
    page.go_to(place)
    assert page.log.view.currentIndex().row() == 3

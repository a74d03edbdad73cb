"""A handover walked through, signed and sealed on the page, by keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.handover import service
from commandcenter.handover.model import Finding, Mark, Section, State

PASSWORD = "demo-2026"
Key = Qt.Key


@pytest.fixture
def press(qtbot):
    """Press keys where the focus is."""

    def _press(*keys):
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget(), key)

    return _press


@pytest.fixture
def started(qtbot, seat, open_page, press):
    """The page right after the outgoing chief started and the incoming one sat down."""
    seat.login = "heli"
    page = open_page(seat)
    qtbot.wait_until(lambda: page.rest.isVisible() and page.rest.start.start.isEnabled())
    page.rest.setFocus()
    press(Key.Key_Return)
    qtbot.wait_until(lambda: page.walk.isVisible() and page.walk.paper.page_count() > 0)
    seat.login = "zhenghai"
    page.refresh()
    qtbot.wait_until(page.walk.head.steps.hasFocus)
    return page


def newest(seat):
    return service.newest(seat.db)


def idle(page):
    return page._acts.is_idle()


def answer_all(qtbot, page, press, key=Key.Key_1):
    for section in Section:
        qtbot.wait_until(lambda section=section: page.walk.section is section)
        for _ in page.walk.checks.rows:
            press(key)
        press(Key.Key_Return)


def sign(page, press, write, password=PASSWORD):
    write(password)
    press(Key.Key_Return)


def test_a_whole_handover_is_done_by_keys_alone(qtbot, seat, started, press, write):
    answer_all(qtbot, started, press)
    foot = started.walk.foot
    qtbot.wait_until(lambda: idle(started) and QApplication.focusWidget() is not None)
    cards = list(foot.cards.values())
    qtbot.wait_until(cards[0].password.hasFocus)
    sign(started, press, write)
    qtbot.wait_until(cards[1].password.hasFocus)
    sign(started, press, write)
    qtbot.wait_until(lambda: newest(seat).state is State.SEALED, timeout=8_000)
    sealed = newest(seat)
    assert (sealed.outgoing.name, sealed.incoming.name) == ("何立", "郑海")
    assert {check.finding for check in sealed.checklist} == {Finding.NORMAL}
    qtbot.wait_until(lambda: started.rest.isVisible() and not started.rest.is_at_start())
    assert started.rest.sealed._number.text() == f"#{sealed.seq}"


def test_quick_keys_are_all_written_although_each_one_needs_the_one_before(
    qtbot, seat, started, press
):
    for _ in Section:
        press(Key.Key_Return)
    qtbot.wait_until(lambda: idle(started))
    marks = newest(seat).marks
    assert {section: mark.mark for section, mark in marks.items()} == dict.fromkeys(
        Section, Mark.ACCEPTED
    )


def test_returning_asks_for_the_reason_in_place_and_shows_it_afterwards(
    qtbot, seat, started, press, write
):
    press(Key.Key_Down, Key.Key_R)
    assert started.walk.checks.reason.hasFocus()
    press(Key.Key_Return)
    qtbot.wait_until(lambda: started.walk.checks.reason.accessibleDescription() != "")
    assert newest(seat).state is State.WALKING
    write("RR1 缺归建时间")
    press(Key.Key_Return)
    qtbot.wait_until(started.walk.returned.isVisible)
    assert newest(seat).marks[Section.IMPORTANT].reason == "RR1 缺归建时间"
    assert started.walk.returned._reason.text() == "RR1 缺归建时间"


def test_after_a_return_what_did_not_change_stays_accepted_in_the_next_revision(
    qtbot, seat, started, press, write
):
    press(Key.Key_Return)
    qtbot.wait_until(lambda: idle(started))
    press(Key.Key_R)
    write("补充")
    press(Key.Key_Return)
    qtbot.wait_until(started.walk.returned.freeze.hasFocus)
    seat.login = "heli"
    press(Key.Key_Return)
    qtbot.wait_until(lambda: newest(seat).revision == 2)
    qtbot.wait_until(started.walk.checks.isVisible)
    assert newest(seat).marks[Section.OVERVIEW].mark is Mark.ACCEPTED
    qtbot.wait_until(lambda: started.walk.section is Section.IMPORTANT)


def test_a_section_that_was_returned_is_asked_anew_in_the_next_revision(
    qtbot, seat, started, press, write
):
    press(Key.Key_R)
    assert started.walk.checks.accept._key == ""
    write("缺归建时间")
    press(Key.Key_Return)
    qtbot.wait_until(started.walk.returned.freeze.hasFocus)
    press(Key.Key_Return)
    qtbot.wait_until(started.walk.checks.isVisible)
    qtbot.wait_until(lambda: idle(started))
    assert not started.walk.checks.reason_field.isVisible()
    assert started.walk.checks.reason.text() == ""
    assert started.walk.head.steps.hasFocus()
    press(Key.Key_Return)
    qtbot.wait_until(lambda: Section.OVERVIEW in newest(seat).marks)
    assert newest(seat).marks[Section.OVERVIEW].mark is Mark.ACCEPTED


def test_what_is_abnormal_takes_an_open_matter_and_a_note_without_leaving_the_keys(
    qtbot, seat, started, press, write
):
    press(Key.Key_Down, Key.Key_Down)
    row = started.walk.checks.rows[0]
    press(Key.Key_2)
    assert row.matter.hasFocus()
    qtbot.keyClick(row.matter, Key.Key_Down)
    row.matter.activated.emit(row.matter.currentIndex())
    assert row.note.hasFocus()
    write("今晨 9 点前补")
    press(Key.Key_Return)
    qtbot.wait_until(lambda: idle(started) and started.walk.head.steps.hasFocus())
    [check] = [one for one in newest(seat).checklist if one.finding is Finding.ABNORMAL]
    assert check.note == "今晨 9 点前补"
    assert check.matter_id is not None


def test_the_note_for_the_next_shift_is_kept_without_any_button(qtbot, seat, started, press, write):
    press(Key.Key_N)
    write("先打电话")
    qtbot.wait_until(lambda: newest(seat).note == "先打电话")
    press(Key.Key_Escape)
    assert started.walk.head.steps.hasFocus()


def test_a_wrong_password_signs_nothing_and_only_it_has_to_be_typed_anew(
    qtbot, seat, started, press, write
):
    press(Key.Key_S)
    card = next(iter(started.walk.foot.cards.values()))
    sign(started, press, write, password="wrong-2026")
    qtbot.wait_until(lambda: not card._error.isHidden())
    assert card.password.text() == ""
    assert card.login.text() == "heli"
    assert newest(seat).outgoing is None
    sign(started, press, write)
    qtbot.wait_until(lambda: newest(seat).outgoing is not None)


def test_the_refusal_to_seal_names_what_is_missing_at_the_card(qtbot, seat, started, press, write):
    press(Key.Key_S)
    sign(started, press, write)
    cards = list(started.walk.foot.cards.values())
    qtbot.wait_until(cards[1].password.hasFocus)
    sign(started, press, write)
    qtbot.wait_until(lambda: not cards[1]._error.isHidden())
    assert "8" in cards[1]._error.text()


def test_the_outgoing_officer_is_told_at_the_section_that_they_cannot_accept(
    qtbot, seat, started, press, write
):
    press(Key.Key_S)
    sign(started, press, write)
    qtbot.wait_until(lambda: newest(seat).outgoing is not None)
    seat.login = "heli"
    press(Key.Key_Escape)
    press(Key.Key_Return)
    qtbot.wait_until(lambda: "何立" in started.walk.checks._error.text())
    assert started.walk.section is Section.OVERVIEW
    assert newest(seat).marks == {}


def test_a_page_opened_in_the_middle_goes_on_where_the_walk_stands(qtbot, seat, open_page):
    first = service.start(seat.db, officer=seat.officers["heli"])
    after = service.accept(
        seat.db,
        first.id,
        Section.OVERVIEW,
        seen_version=first.version,
        officer=seat.officers["zhenghai"],
    )
    page = open_page(seat)
    qtbot.wait_until(page.walk.isVisible)
    assert page.walk.section is Section.IMPORTANT
    assert page._acts.handover == after


def test_another_workstation_that_was_first_is_shown_and_nothing_typed_is_lost(
    qtbot, seat, started, press, write
):
    press(Key.Key_R)
    write("缺一项")
    present = newest(seat)
    service.accept(
        seat.db,
        present.id,
        Section.NEXT,
        seen_version=present.version,
        officer=seat.officers["luomin"],
    )
    press(Key.Key_Return)
    qtbot.wait_until(lambda: Section.NEXT in started._acts.handover.marks)
    assert started.walk.checks.reason.text() == "缺一项"
    assert newest(seat).state is State.WALKING
    press(Key.Key_Return)
    qtbot.wait_until(lambda: newest(seat).state is State.RETURNED)


def test_two_notes_written_at_once_are_both_shown(qtbot, seat, started, press, write):
    press(Key.Key_N)
    write("我的话")
    present = newest(seat)
    other = service.put_note(
        seat.db,
        present.id,
        "另一席的话",
        seen_version=present.version,
        officer=seat.officers["luomin"],
    )
    qtbot.wait_until(lambda: started._acts.handover.version == other.version)
    assert started.walk.checks.note.toPlainText() == "我的话"
    assert "另一席的话" in started.walk.checks.note.accessibleDescription()
    assert newest(seat).note == "另一席的话"


def test_somebody_without_the_right_can_read_but_not_answer(qtbot, seat, open_page, press):
    service.start(seat.db, officer=seat.officers["heli"])
    seat.login = "guest"
    page = open_page(seat)
    qtbot.wait_until(page.walk.isVisible)
    assert not page.walk.checks.accept.isEnabled()
    assert page.walk.checks._error.text() == page._refusal() != ""
    press(Key.Key_Return)
    qtbot.wait(50)
    assert newest(seat).marks == {}

"""The handover page between two handovers."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog

from commandcenter.database.schema import journal
from commandcenter.database.verify import run as verify
from commandcenter.handover import service
from commandcenter.handover.model import Finding, Section, State
from commandcenter.kernel.errors import Unavailable
from ui.handover.report_list import report_of
from ui.shell.language import speak
from ui.shell.page import Target


def hand_over(seat):
    officers = seat.officers
    walked = service.start(seat.db, officer=officers["heli"])
    for check in walked.checklist:
        normal = replace(check, finding=Finding.NORMAL)
        walked = service.put_check(
            seat.db, walked.id, normal, seen_version=walked.version, officer=officers["heli"]
        )
    for section in Section:
        walked = service.accept(
            seat.db,
            walked.id,
            section,
            seen_version=walked.version,
            officer=officers["zhenghai"],
        )
    for sign, login in ((service.sign_outgoing, "heli"), (service.seal, "zhenghai")):
        walked = sign(seat.db, walked.id, seen_version=walked.version, officer=officers[login])
    return walked


@pytest.fixture
def page(qtbot, seat, open_page):
    page = open_page(seat)
    qtbot.wait_until(page.rest.isVisible)
    return page


def test_before_the_start_it_shows_what_is_open_and_who_is_on_watch(page):
    assert page.rest.open_now.table.records.rowCount() == 1
    assert "夜班" in page.rest.start._title.text()
    assert "何立" in page.rest.start._people.text()


def test_own_drafts_are_shown_and_block_nothing(qtbot, seat, page):
    assert page.rest.start.see_drafts.isHidden()
    seat.drafts = 2
    page.refresh()
    qtbot.wait_until(lambda: not page.rest.start.see_drafts.isHidden())
    assert page.rest.start.start.isEnabled()
    page.rest.start.see_drafts.click()
    qtbot.wait_until(lambda: not page.isVisible())


def test_drafts_are_counted_of_who_sat_here_when_they_were_asked_for(qtbot, seat, page):
    qtbot.wait_until(lambda: bool(seat.counted))
    seat.counted.clear()
    asked_by = seat.login
    page.refresh()
    seat.login = "guest"
    qtbot.wait_until(lambda: bool(seat.counted))
    assert seat.counted == [asked_by]


def test_an_overdue_handover_says_by_how_much(qtbot, seat, page):
    assert page.rest.start._late.isHidden()
    seat.at += timedelta(minutes=50)
    page.refresh()
    qtbot.wait_until(lambda: not page.rest.start._late.isHidden())
    assert "35" in page.rest.start._late.accessibleName()


def test_an_open_matter_leads_to_its_entry(qtbot, seat, page):
    table = page.rest.open_now.table
    table.setFocus()
    table.setCurrentIndex(table.records.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: seat.opened != [])
    assert seat.opened[0].kind == "entry"


def test_somebody_without_the_right_is_told_whom_to_ask(qtbot, seat, open_page):
    seat.login = "guest"
    page = open_page(seat)
    qtbot.wait_until(page.rest.isVisible)
    assert not page.rest.start.start.isEnabled()
    assert page.rest.start._error.text() != ""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.wait(50)
    assert service.newest(seat.db) is None


def test_a_sealed_report_shows_number_check_code_and_the_paper_that_prints(qtbot, seat, open_page):
    sealed = hand_over(seat)
    page = open_page(seat)
    qtbot.wait_until(page.rest.isVisible)
    page.rest.reports.setFocus()
    qtbot.keyClick(page.rest.reports, Qt.Key.Key_Down)
    qtbot.wait_until(lambda: page.rest.paper.page_count() > 0)
    assert page.rest.sealed._number.text() == f"#{sealed.seq}"
    assert sealed.hash.hex()[:4] in page.rest.sealed._check_code.text()
    text = pypdf.PdfReader(BytesIO(page._paper.data)).pages[0].extract_text()
    assert "清溪县应急指挥中心" in text


def test_while_another_report_is_being_made_the_one_before_cannot_leave(qtbot, seat, open_page):
    hand_over(seat)
    page = open_page(seat)
    qtbot.wait_until(page.rest.isVisible)
    page.rest.reports.setFocus()
    qtbot.keyClick(page.rest.reports, Qt.Key.Key_Down)
    qtbot.wait_until(lambda: page._paper is not None)
    speak(QApplication.instance(), "en" if page._wanted_paper[-1] == "zh" else "zh")
    page._save()
    assert page.findChild(QFileDialog) is None
    qtbot.wait_until(lambda: page._paper is not None)


def test_a_link_brings_a_report_or_the_present_shift_to_the_front(qtbot, seat, open_page):
    sealed = hand_over(seat)
    page = open_page(seat)
    report = Target(page="handover", kind="report", key=sealed.id)
    page.go_to(report)
    qtbot.wait_until(lambda: page.rest.isVisible() and not page.rest.is_at_start())
    assert page.place() == report
    page.go_to(Target(page="handover", kind="start"))
    assert page.rest.is_at_start()


def test_saving_asks_for_a_file_writes_it_and_notes_who_took_it_out(
    qtbot, seat, open_page, tmp_path
):
    hand_over(seat)
    page = open_page(seat)
    qtbot.wait_until(page.rest.isVisible)
    page.rest.reports.choose(service.newest(seat.db).id)
    qtbot.wait_until(lambda: page.rest.paper.page_count() > 0)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait_until(lambda: page.findChild(QFileDialog) is not None)
    dialog = page.findChild(QFileDialog)
    path = tmp_path / "report.pdf"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.wait_until(path.exists)
    qtbot.wait_until(lambda: path.stat().st_size > 0)
    assert len(pypdf.PdfReader(path).pages) == page.rest.paper.page_count()
    assert last_kind(seat) == "documents.exported"


def test_printing_draws_every_page(qtbot, seat, open_page, tmp_path):
    hand_over(seat)
    page = open_page(seat)
    qtbot.wait_until(page.rest.isVisible)
    page.rest.reports.choose(service.newest(seat.db).id)
    qtbot.wait_until(lambda: page.rest.paper.page_count() > 0)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with qtbot.wait_signal(page._out.printed, timeout=20_000):
        page._out.print_on(printer, page._paper)
    printed = pypdf.PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == page.rest.paper.page_count()


def test_nobody_without_the_right_takes_a_report_out(qtbot, seat, open_page, tmp_path):
    hand_over(seat)
    seat.login = "guest"
    page = open_page(seat)
    qtbot.wait_until(page.rest.isVisible)
    page.rest.reports.choose(service.newest(seat.db).id)
    qtbot.wait_until(lambda: page.rest.paper.page_count() > 0)
    path = tmp_path / "report.pdf"
    with qtbot.wait_signal(page._out.failed):
        page._out.save_to(page._paper, str(path))
    assert not path.exists()


def test_the_page_says_so_when_the_database_does_not_answer_and_recovers(
    qtbot, seat, open_page, monkeypatch
):
    def dead():
        raise Unavailable

    with monkeypatch.context() as broken:
        broken.setattr(seat.db, "read", dead)
        page = open_page(seat)
        qtbot.wait_until(lambda: page._deck.currentWidget() is page._deck._state)
    page.on_answer(frozenset())
    qtbot.wait_until(page.rest.isVisible)


def test_all_texts_follow_the_language(qtbot, qapp, seat, page):
    chinese = page.rest.start.start.text()
    speak(qapp, "en")
    assert page.rest.start.start.text() == "Start the handover"
    assert chinese != page.rest.start.start.text()
    assert page.rest._title.text() == "Handover"


def test_what_was_sealed_on_the_page_passes_verification(seat):
    hand_over(seat)
    with seat.db.read() as tx:
        assert verify(tx, service.EVIDENCE).problem is None
    assert service.newest(seat.db).state is State.SEALED


def last_kind(seat):
    newest = journal.select().order_by(journal.c.seq.desc()).limit(1)
    with seat.db.read() as tx:
        return tx.execute(newest).one().kind


def test_the_list_names_the_shift_day_of_a_shift_that_begins_after_midnight(seat):
    body = {"day": "2026-07-18", "name": "后半夜", "start_at": "2026-07-17T16:00:00.000000Z"}
    walked = service.start(seat.db, officer=seat.officers["heli"])
    snapshot = replace(walked.snapshot, body={**walked.snapshot.body, "shift": body})
    assert report_of(replace(walked, snapshot=snapshot)).title.startswith("7月18日")

"""Papers ordered, made, looked at, kept and stopped on the documents page."""

from datetime import date
from io import BytesIO

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from commandcenter.database.schema import journal
from commandcenter.directory.rights import NotAllowed, Role
from commandcenter.documents.errors import Cancelled
from ui.documents.kinds import PaperKind
from ui.documents.orders import order
from ui.shell.language import speak
from ui.shell.page import Target

Key = Qt.Key


@pytest.fixture
def page(qtbot, office, open_page):
    page = open_page(office)
    qtbot.wait_until(lambda: page.view.page_count() > 0)
    return page


def text(page):
    reader = pypdf.PdfReader(BytesIO(page._paper.data))
    return "\n".join(sheet.extract_text() for sheet in reader.pages)


def kinds(office):
    with office.db.read() as tx:
        return [row.kind for row in tx.execute(journal.select().order_by(journal.c.seq))]


def state_words(page):
    return page._deck._state.accessibleName()


def test_the_log_of_the_shift_day_is_made_at_once(page):
    assert "清溪县应急指挥中心" in text(page)
    assert "第 3 条" in text(page)
    assert page.choices.first.text() == "2026-07-18"


def test_another_kind_of_paper_is_one_key_away(qtbot, page):
    log = page._paper.data
    page.choices.kinds.setFocus()
    qtbot.keyClick(page.choices.kinds, Key.Key_Down)
    qtbot.wait_until(lambda: page._paper is not None and page._paper.data != log)
    assert page._order.kind is PaperKind.ON_CALL


def test_without_a_sealed_handover_its_report_says_so(qtbot, page):
    page.choices.kinds.choose(PaperKind.HANDOVER)
    qtbot.wait_until(lambda: not page.choices.save.isEnabled())
    assert page._deck.currentWidget() is page._deck._state
    assert state_words(page) != ""


@pytest.mark.parametrize(("line", "typed"), [("first", "2026-07-32"), ("last", "2026-07-01")])
def test_a_period_that_cannot_be_is_said_and_makes_no_paper(qtbot, page, line, typed):
    field = getattr(page.choices, line)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Key.Key_Return)
    assert not page.choices.save.isEnabled()
    assert state_words(page) != ""
    assert page._paper is None


def test_a_link_opens_the_paper_of_a_day(qtbot, page):
    before = page._paper
    page.go_to(Target(page="documents", kind="on_call", key=date(2026, 7, 17)))
    qtbot.wait_until(lambda: page._paper not in (None, before))
    assert page.place() == Target(page="documents", kind="on_call", key=date(2026, 7, 17))


def test_new_entries_come_into_a_short_paper_by_themselves(qtbot, office, page):
    office.record(1)
    page.on_answer(frozenset({"duty"}))
    qtbot.wait_until(lambda: page._paper is not None and "第 1 条" in text(page))
    qtbot.wait_until(lambda: page._paper is not None and text(page).count("第 1 条") > 3)


def test_saving_by_a_key_writes_the_paper_and_notes_it(qtbot, office, page, tmp_path):
    qtbot.keyClick(page, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(QFileDialog)
    assert "2026-07-18" in dialog.selectedFiles()[0]
    path = tmp_path / "log.pdf"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.wait_until(lambda: path.exists() and path.stat().st_size > 0)
    assert path.read_bytes() == page._paper.data
    assert kinds(office)[-1] == "documents.exported"


def test_whoever_may_not_export_gets_no_file(qtbot, office, open_page, tmp_path):
    office.role = Role.VIEWER
    page = open_page(office)
    qtbot.wait_until(lambda: page._paper is not None)
    with qtbot.wait_signal(page._out.failed) as failed:
        page._out.save_to(page._paper, str(tmp_path / "log.pdf"))
    assert isinstance(failed.args[0], NotAllowed)
    assert list(tmp_path.glob("*.pdf")) == []
    assert "documents.exported" not in kinds(office)


def test_a_file_that_cannot_be_written_is_said(qtbot, page, tmp_path):
    page._out.save_to(page._paper, str(tmp_path / "missing" / "log.pdf"))
    bar = page._messages
    qtbot.wait_until(lambda: "log.pdf" in bar.text())


def test_a_long_paper_tells_its_pages_and_stops_when_asked(qtbot, office, page):
    office.record(600, repeats=120)  # several seconds of work, so that there is something to stop
    with qtbot.wait_signal(page.making.progressed, timeout=20_000):
        page.choices.order_now()
    assert page._strip.isVisible()
    with qtbot.wait_signal(page.making.failed, timeout=20_000) as failed:
        qtbot.keyClick(page, Key.Key_Escape)
    assert isinstance(failed.args[0], Cancelled)
    assert not page._strip.isVisible()
    assert not page.choices.save.isEnabled()


def test_a_newer_order_replaces_the_one_that_is_being_made(qtbot, office, page):
    office.record(120)
    made = []
    page.making.made.connect(lambda order, _data: made.append(order.kind))
    page.choices.order_now()
    page.choices.kinds.choose(PaperKind.ON_CALL)
    qtbot.wait_until(lambda: made != [], timeout=20_000)
    qtbot.wait(200)
    assert made == [PaperKind.ON_CALL]


def test_of_two_quick_orders_only_the_last_one_is_shown(qtbot, page):
    made = []
    page.making.made.connect(lambda order, _data: made.append(order.first.day))
    days = [date(2026, 7, day) for day in (16, 17)]
    for day in days:
        wanted = order(PaperKind.ON_CALL, day, day, None)
        page.making.begin(wanted, page._officer())
    qtbot.wait_until(lambda: made != [])
    qtbot.wait(200)
    assert made == [17]


def test_a_language_chosen_on_another_page_is_that_of_the_paper_too(qtbot, qapp, page):
    window = page.window()
    window.hide()
    speak(qapp, "en")
    assert not page.choices.save.isEnabled()
    window.show()
    qtbot.wait_until(lambda: page._paper is not None)
    assert "Duty log" in text(page)


def test_the_paper_and_all_texts_follow_the_language(qtbot, qapp, page):
    chinese = page._paper.data
    speak(qapp, "en")
    assert page.choices.save.text() == "Save as PDF"
    qtbot.wait_until(lambda: page._paper is not None and page._paper.data != chinese)
    assert "Duty log" in text(page)


def test_one_key_leads_to_the_present_state_and_makes_it_anew(qtbot, office, open_page):
    page = open_page(office)
    qtbot.wait_until(lambda: page._paper is not None)
    window = page.window()
    window.activateWindow()

    def is_shown():
        return page._paper is not None and page._order.kind is PaperKind.SITUATION

    qtbot.keyClick(page, Qt.Key.Key_F12)
    qtbot.wait_until(is_shown)
    before = page._paper
    qtbot.keyClick(page, Qt.Key.Key_F12)
    qtbot.wait_until(lambda: is_shown() and page._paper is not before)


@pytest.mark.parametrize(
    "kind",
    [
        PaperKind.BULLETIN,
        PaperKind.PHONE_REPORT,
        PaperKind.RESPONSE_ORDER,
        PaperKind.EVACUATION,
        PaperKind.TOWNSHIP_PACKET,
        PaperKind.CALL_RECORD,
    ],
)
def test_a_paper_about_something_says_what_to_choose_as_long_as_there_is_nothing(
    qtbot, office, open_page, kind
):
    page = open_page(office)
    qtbot.wait_until(lambda: page._paper is not None)
    said = []
    page.choices.refused.connect(said.append)

    page.choices.kinds.choose(kind)

    assert said
    assert page._paper is None
    assert page.choices._lists[kind].isVisible()

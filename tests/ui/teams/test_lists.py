"""What runs out, and whom to call: where the lists lead, and what is taken out of them."""

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QFileDialog

from commandcenter.teams.model.strength import Expires
from ui.shell.page import Target

Key = Qt.Key
EXPIRING, ON_CALL, SUPPLIES = 3, 4, 5


@pytest.fixture
def expiring(qtbot, page):
    """What runs out, as read."""
    page.show_tab(EXPIRING)
    qtbot.wait_until(lambda: page.expiring.has_content)
    return page.expiring


def choose(tab, kind):
    table = tab.table
    rows = range(table.records.rowCount())
    at = next(row for row in rows if table.records.record(row).kind is kind)
    table.setCurrentIndex(table.records.index(at, 0))
    table.setFocus()


@pytest.mark.parametrize(
    ("kind", "name"), [(Expires.SUPPLY, "压缩饼干"), (Expires.STORE_AGREEMENT, "永安超市")]
)
def test_enter_on_what_lies_in_a_store_leads_to_its_row(
    qtbot, page, window, press, expiring, kind, name
):
    choose(expiring, kind)
    press(Key.Key_Return)

    assert page.tab() is page.supplies
    qtbot.wait_until(lambda: getattr(page.supplies.panel().table.present(), "name", "") == name)
    assert page.supplies.panel().table.hasFocus()
    window.desk.navigation.back()
    assert page.tab() is page.expiring


def test_the_way_back_leads_to_the_supply_that_was_in_front(qtbot, page, window, press, expiring):
    choose(expiring, Expires.SUPPLY)
    press(Key.Key_Return)
    qtbot.wait_until(lambda: page.supplies.panel().table.present() is not None)
    there = page.place()
    window.desk.navigation.open(Target(page="teams", kind="roster"))
    window.desk.navigation.back()
    assert page.place() == there


def test_the_phones_are_kept_as_a_paper_by_one_key(qtbot, page, press, tmp_path):
    page.show_tab(ON_CALL)
    qtbot.wait_until(lambda: page.oncall.has_content)
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: page.oncall.findChild(QFileDialog) is not None)
    dialog = page.oncall.findChild(QFileDialog)
    name = tmp_path / "phones.pdf"
    with qtbot.wait_signal(page.oncall.phones.out.saved, timeout=20_000):
        dialog.fileSelected.emit(str(name))
    dialog.close()
    text = pypdf.PdfReader(name).pages[0].extract_text()
    assert "龙潭镇应急救援队" in text
    assert "0577-66123001" in text


def test_the_phones_are_printed_by_one_key(qtbot, page, press):
    page.show_tab(ON_CALL)
    qtbot.wait_until(lambda: page.oncall.has_content)
    press(Key.Key_P, ctrl=True)
    assert not page.oncall.print.isEnabled()
    qtbot.wait_until(lambda: page.oncall.findChild(QPrintDialog) is not None, timeout=20_000)
    assert page.oncall.print.isEnabled()
    page.oncall.findChild(QPrintDialog).close()
    assert QApplication.activeModalWidget() is None

"""A file is shown, or refused in one sentence, before anything is taken in."""

import pytest
from PySide6.QtCore import Qt

from commandcenter.warnings.service import passing


@pytest.fixture
def page(room, open_page):
    """The page with one warning, so that there is something beside the file."""
    room.warn("暴雨红色预警")
    return open_page(room)


def test_a_file_is_shown_before_it_is_taken_in(room, page, cap_file, press, qtbot):
    page.read_file(cap_file("地质灾害橙色预警"))
    panel = page.warnings.incoming
    qtbot.wait_until(lambda: "1" in panel.verdict() and bool(panel.wells), timeout=20_000)
    assert len(passing.page(room.db)) == 1
    press(Qt.Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: len(passing.page(room.db)) == 2)
    qtbot.wait_until(lambda: page.warnings.list.present().headline == "地质灾害橙色预警")
    assert page.warnings.side.currentWidget() is page.warnings.sheet


def test_a_file_that_is_none_is_refused_in_a_sentence(room, page, tmp_path, qtbot):
    path = tmp_path / "notes.xml"
    path.write_text("hello")
    page.read_file(str(path))
    state = page.warnings.incoming.deck
    qtbot.wait_until(lambda: "notes.xml" in state.currentWidget().accessibleName(), timeout=20_000)
    page.warnings.submit()
    assert len(passing.page(room.db)) == 1


def test_a_file_that_is_gone_is_refused_too(page, tmp_path, qtbot):
    page.read_file(str(tmp_path / "gone.xml"))
    state = page.warnings.incoming.deck
    qtbot.wait_until(lambda: "gone.xml" in state.currentWidget().accessibleName())


def test_a_warning_typed_in_is_in_force_and_in_front(room, page, press, write, qtbot):
    press(Qt.Key.Key_N, ctrl=True)
    form = page.warnings.form
    write("县水利局")
    assert form.headline.text().startswith("县水利局")
    form.headline.setFocus()
    form.headline.selectAll()
    write("山洪黄色预警")
    form.towns.boxes["330399101"].setChecked(True)
    press(Qt.Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: len(passing.page(room.db)) == 2)
    taken = next(one for one in passing.page(room.db) if "山洪" in one.message.headline)
    assert taken.message.area_codes == ("330399101",)
    assert taken.message.info.sender_name == "县水利局"
    qtbot.wait_until(lambda: page.warnings.list.present().id == taken.id)
    assert form.issuer.text() == "县水利局"


def test_what_is_missing_is_said_at_the_field_and_what_was_typed_stays(room, page, press, write):
    press(Qt.Key.Key_N, ctrl=True)
    form = page.warnings.form
    form.ends.setText("没有时间")
    write("县水利局")
    press(Qt.Key.Key_S, ctrl=True)
    assert form.ends.property("state") == "error"
    press(Qt.Key.Key_Escape)
    assert page.warnings.side.currentWidget() is page.warnings.sheet
    press(Qt.Key.Key_N, ctrl=True)
    assert form.issuer.text() == "县水利局"
    assert len(passing.page(room.db)) == 1

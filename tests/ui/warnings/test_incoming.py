"""A file is shown, or refused in one sentence, before anything is taken in."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.kernel.ids import new_id
from commandcenter.warnings.model.feeds import Feed, FeedKind
from commandcenter.warnings.model.message import SignatureState
from commandcenter.warnings.model.warning import State
from commandcenter.warnings.service import feeds, passing
from tests.warnings.certificates import pair, signed


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


@pytest.mark.parametrize("is_active", [True, False])
def test_a_file_signed_by_a_sender_that_a_source_trusts_is_believed(
    room, page, cap_file, qtbot, is_active
):
    feed = Feed(
        id=new_id(),
        name="县气象局",
        kind=FeedKind.HTTP,
        place="https://localhost/cap",
        certificates=pair("气象台")[0].decode(),
        is_active=is_active,
    )
    feeds.add(room.db, feed, officer=room.somebody(Role.ADMIN))
    path = Path(cap_file("地质灾害橙色预警"))
    path.write_text(signed(path.read_text("utf-8")), "utf-8")
    page.read_file(str(path))
    panel = page.warnings.incoming
    qtbot.wait_until(lambda: "1" in panel.verdict() and bool(panel.wells), timeout=20_000)
    [message] = panel._reading.messages
    believed = SignatureState.VERIFIED if is_active else SignatureState.FAILED
    assert message.signature.state is believed
    panel.submit()
    qtbot.wait_until(lambda: len(passing.page(room.db)) == 2)
    states = {one.message.headline: one.state for one in passing.page(room.db)}
    assert states["地质灾害橙色预警"] is (State.ACTIVE if is_active else State.PENDING)


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

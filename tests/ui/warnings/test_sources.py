"""Sources: added by those who may, watched on threads of their own when they are due."""

import pytest
from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.kernel.ids import new_id
from commandcenter.warnings.model.feeds import Feed, FeedKind
from commandcenter.warnings.service import feeds, passing
from ui.shell.page import Target
from ui.warnings.watcher import Watcher


def a_feed(room, place, name="共享文件夹"):
    feed = Feed(id=new_id(), name=name, kind=FeedKind.FOLDER, place=str(place))
    return feeds.add(room.db, feed, officer=room.somebody(Role.ADMIN))


@pytest.fixture
def watcher(room, qtbot):
    """Asks the sources ten times a second at most."""
    made = Watcher(room.db, officer=room.officer, clock=room.clock, look_ms=50)
    yield made
    made.close()


def open_sources(page, window, qtbot):
    window.desk.navigation.open(Target(page="warnings", kind="sources"))
    qtbot.wait_until(lambda: page.sources.has_content)
    return page.sources


def test_a_source_is_added_and_switched_off(room, open_page, window, press, write, tmp_path, qtbot):
    room.role = Role.ADMIN
    pane = open_sources(open_page(room), window, qtbot)
    pane.table.setFocus()
    press(Qt.Key.Key_N, ctrl=True)
    write("气象局")
    pane.form.take_folder(str(tmp_path))
    press(Qt.Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: len(feeds.everything(room.db)) == 1)
    qtbot.wait_until(lambda: pane.table.records.rowCount() == 1)
    assert feeds.everything(room.db)[0].place == str(tmp_path)
    pane.form._toggle.click()
    qtbot.wait_until(lambda: not feeds.everything(room.db)[0].is_active)


def test_a_source_that_cannot_be_asked_is_refused_and_stays_typed(
    room, open_page, window, press, write, qtbot
):
    room.role = Role.ADMIN
    pane = open_sources(open_page(room), window, qtbot)
    pane.table.setFocus()
    press(Qt.Key.Key_N, ctrl=True)
    write("气象局")
    pane.form.place.setFocus()
    write("某处")
    press(Qt.Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: "某处" in pane.form.said())
    pane.refresh()
    qtbot.wait_until(pane.seat.background.is_idle)
    assert (pane.form.name.text(), pane.form.place.text()) == ("气象局", "某处")


def test_a_watch_chief_sees_the_sources_and_whom_to_ask(room, open_page, window, tmp_path, qtbot):
    a_feed(room, tmp_path)
    pane = open_sources(open_page(room), window, qtbot)
    assert pane.table.records.rowCount() == 1
    assert pane.form.said()
    assert not pane.form.name.isEnabled()


def test_what_lies_in_a_watched_folder_is_taken_in(room, watcher, cap_file, tmp_path, qtbot):
    cap_file("暴雨橙色预警")
    feed = a_feed(room, tmp_path)
    taken = []
    watcher.taken.connect(taken.extend)
    watcher.start()
    qtbot.wait_until(lambda: watcher.next_at(feed.id) is not None)
    room.later = watcher.next_at(feed.id) - room.clock() + (room.later * 2)
    qtbot.wait_until(lambda: bool(passing.page(room.db)), timeout=20_000)
    qtbot.wait_until(lambda: bool(taken))
    assert [one.message.headline for one in taken] == ["暴雨橙色预警"]


def test_a_source_is_not_asked_before_it_is_due(room, watcher, tmp_path, qtbot):
    a_feed(room, tmp_path / "gone")
    watcher.start()
    qtbot.wait_until(lambda: feeds.everything(room.db)[0].failures == 1)
    qtbot.wait_until(watcher.is_idle)
    before = watcher.next_at(feeds.everything(room.db)[0].id)
    qtbot.wait(300)  # several looks
    assert watcher.next_at(feeds.everything(room.db)[0].id) == before
    assert before > room.clock()


def test_nothing_is_asked_for_somebody_who_may_not_take_in(
    room, watcher, tmp_path, qtbot, monkeypatch
):
    room.role = Role.VIEWER
    a_feed(room, tmp_path)
    rounds, real = [], feeds.everything
    monkeypatch.setattr(feeds, "everything", lambda db: rounds.append(1) or real(db))
    watcher.start()
    qtbot.wait(200)
    assert rounds == []


def test_a_source_added_later_is_asked_too(room, watcher, tmp_path, qtbot):
    watcher.start()
    qtbot.wait_until(watcher.is_idle)
    feed = a_feed(room, tmp_path)
    watcher.on_answer(frozenset({"warnings"}))
    qtbot.wait_until(lambda: watcher.next_at(feed.id) is not None)

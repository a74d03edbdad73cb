"""Signing in, changing the officer, and what goes on behind the pages."""

import threading
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from commandcenter.alarms.service.raising import raise_in
from commandcenter.board.service import heartbeat
from commandcenter.database import ballast, heads, migrate, sqlite
from commandcenter.database.address import Address
from commandcenter.database.station import Station
from commandcenter.database.verify import Anchor
from commandcenter.directory.model import BadValue
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import now
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import readiness, roster
from tests.county_hall import CHIEF, Hall, found
from ui.app import county as counties
from ui.app import session as sessions
from ui.shell.data_age import AgeState
from ui.shell.page import Target

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def contents(hall):
    with hall.opened() as db:
        lines = log.page(db, LogQuery(), limit=100)
    return [line.entry.draft.content for line in lines if line.entry]


def write(qtbot, seat, text):
    qtbot.keyClick(seat.window, Qt.Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), text)


def change_officer(qtbot, seat):
    qtbot.keyClick(seat.window, Qt.Key.Key_Q, CTRL_SHIFT)
    seat.wait_until(seat.asks_who)


def drafts(seat):
    cards = seat.window.desk.navigation.page("duty").drafts.cards()
    return [card.text.content for card in cards]


@contextmanager
def held(hall, seconds):
    """Hold the write lock of the file for a while, as a slow disk does."""
    has_it = threading.Event()

    def hold():
        with closing(sqlite.connect(hall.address.file)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            has_it.set()
            time.sleep(seconds)
            connection.rollback()

    thread = threading.Thread(target=hold)
    thread.start()
    has_it.wait()
    yield
    thread.join()


def test_whoever_signs_in_is_on_the_first_page_with_the_shift_over_it(seat):
    assert "夜班" in seat.login_words()
    seat.sign_in()
    desk = seat.window.desk
    assert desk.navigation.current() == "duty"
    for name in ("周敏", "何立", "林晓", "夜班"):
        assert name in desk.identity.accessibleName()
    page = desk.navigation.page("duty")
    assert page.isAncestorOf(QApplication.focusWidget())
    assert desk.age.state() is AgeState.LIVE


def test_a_wrong_password_is_said_at_the_field_and_the_right_one_enters(seat):
    seat.enter(password="not it")
    seat.wait_until(lambda: "password is wrong" in seat.login_words())
    assert not seat.is_at_work()
    seat.sign_in()


def test_after_several_wrong_passwords_there_is_a_wait(seat):
    for _ in range(5):
        seat.enter(password="not it")
        seat.wait_until(seat.window.login.enter.isEnabled)
    seat.enter()
    seat.wait_until(lambda: "seconds" in seat.login_words())
    assert not seat.is_at_work()


def test_the_drafts_of_an_officer_wait_for_them_while_another_sits_there(qtbot, seat):
    seat.sign_in()
    write(qtbot, seat, "half typed")
    change_officer(qtbot, seat)
    seat.sign_in("linxiao")
    assert drafts(seat) == [""]
    change_officer(qtbot, seat)
    seat.sign_in("heli")
    assert drafts(seat) == ["half typed"]


def test_who_leaves_while_an_entry_is_being_written_does_not_find_it_as_a_draft(qtbot, seat, hall):
    seat.sign_in()
    write(qtbot, seat, "dyke leaking")
    with held(hall, 0.5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        change_officer(qtbot, seat)
    assert contents(hall) == ["dyke leaking"]
    seat.sign_in()
    assert drafts(seat) == [""]


def test_a_sheet_does_not_stay_over_the_sign_in_page(qtbot, seat):
    seat.sign_in()
    qtbot.keyClick(seat.window, Qt.Key.Key_F1)
    assert seat.window.desk.key_sheet.isVisible()
    seat.window.desk.officer_left.emit()
    seat.wait_until(seat.asks_who)
    assert not seat.window.desk.key_sheet.isVisible()


def test_the_keys_of_the_work_area_do_nothing_on_the_sign_in_page(qtbot, seat):
    seat.sign_in()
    change_officer(qtbot, seat)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F1):
        qtbot.keyClick(seat.window, key)
    assert seat.asks_who()
    assert seat.window.desk.navigation.current() == ""


def test_the_start_check_finds_a_log_that_is_not_the_one_seen_before(seats, hall, tmp_path):
    with hall.opened() as db, db.read() as tx:
        number = heads.database_id(tx)
    station = Station(tmp_path / "station")
    station.remember(number, Anchor(seq=3, hash=b"\1" * 32))
    station.close()
    seat = seats(hall.url()).open().sign_in()
    seat.wait_until(lambda: "does not fit what was remembered" in seat.messages)


def test_the_start_check_finds_an_entry_changed_behind_the_programs_back(seats, hall):
    hall.record("dyke leaking")
    with closing(sqlite.connect(hall.address.file)) as connection:
        name = "SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name='log_entry'"
        guards = connection.execute(name).fetchall()
        for guard, _ in guards:
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute("UPDATE log_entry SET content = 'all quiet'")
        for _, statement in guards:
            connection.execute(statement)
    seat = seats(hall.url()).open().sign_in()
    seat.wait_until(lambda: "was changed after it was written" in seat.messages)


def test_an_untouched_log_says_nothing(seat):
    seat.sign_in()
    seat.wait_until(seat.program.session.is_checked)
    assert seat.messages == ""


def test_a_disk_that_is_nearly_full_is_said_and_taken_back(seat, monkeypatch):
    monkeypatch.setattr(sessions, "LOOK_EVERY_S", 0.2)
    with monkeypatch.context() as full:
        full.setattr(ballast, "LOW_SPACE", 2**62)
        seat.sign_in()
        assert "nearly full" in seat.messages
    seat.wait_until(lambda: seat.messages == "")


@pytest.fixture
def server(postgresql_address, postgres_server):
    """A county on a server, and a way to cut it off and let it come back."""
    found(postgresql_address)

    def reach(*, can: bool) -> None:
        name = postgresql_address.url.database
        with closing(postgres_server.admin()) as admin:
            admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {str(can).lower()}")
            if not can:
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    f" WHERE datname = '{name}'"
                )

    yield Hall(postgresql_address), reach
    reach(can=True)


def test_a_lost_server_is_said_at_once_and_so_is_its_return(qtbot, seats, server):
    hall, reach = server
    seat = seats(hall.url()).open().sign_in()
    write(qtbot, seat, "dyke leaking")
    reach(can=False)
    desk = seat.window.desk
    seat.wait_until(lambda: desk.age.state() is AgeState.OFFLINE)
    assert seat.messages
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    seat.wait_until(
        lambda: "does not answer" in desk.navigation.page("duty").drafts.current().problem()
    )
    assert drafts(seat) == ["dyke leaking"]

    reach(can=True)
    seat.wait_until(lambda: desk.age.state() is AgeState.LIVE)
    seat.wait_until(lambda: "Connected again" in seat.messages)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    seat.wait_until(lambda: contents(hall) == ["dyke leaking"])


def test_whom_to_call_stays_and_is_printed_while_the_server_is_lost(qtbot, seats, server, tmp_path):
    hall, reach = server
    with hall.opened() as db:
        team = Team(id=new_id(), number="QX-01", name="石桥镇应急抢险队", category="social")
        roster.add(db, replace(team, duty_phone="0577-66124729"), officer=CHIEF)
        ready = Readiness(team_id=team.id, state=State.READY, at=now())
        readiness.say(db, ready, officer=CHIEF)
    seat = seats(hall.url()).open().sign_in()
    desk = seat.window.desk
    desk.navigation.open(Target(page="teams", kind="oncall"))
    calls = desk.navigation.page("teams").oncall
    seat.wait_until(lambda: calls.view.model().rowCount() == 1 and seat.program.is_idle())
    shown = calls.view.model().index(0, 0).data()
    assert "0577-66124729" in shown
    reach(can=False)
    seat.wait_until(lambda: desk.age.state() is AgeState.OFFLINE)
    calls.refresh()
    seat.wait_until(lambda: calls._as_of.text().startswith("Not up to date: as read at"))
    assert calls.view.model().index(0, 0).data() == shown

    qtbot.keyClick(calls.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    seat.wait_until(lambda: calls.findChild(QFileDialog) is not None)
    assert "as read at" in seat.messages
    name = tmp_path / "phones.pdf"
    with qtbot.wait_signal(calls.phones.out.saved, timeout=20_000):
        calls.findChild(QFileDialog).fileSelected.emit(str(name))
    calls.findChild(QFileDialog).close()
    assert "0577-66124729" in PdfReader(name).pages[0].extract_text()


def test_who_wants_to_leave_is_let_go_though_the_server_is_lost(qtbot, seats, server):
    hall, reach = server
    seat = seats(hall.url()).open().sign_in()
    reach(can=False)
    change_officer(qtbot, seat)
    assert "does not answer" in seat.login_words()
    reach(can=True)
    seat.sign_in("linxiao")
    assert seat.window.desk.identity.officer.accessibleName().startswith("林晓")


def test_a_server_that_comes_back_lets_somebody_in_by_itself(seats, server, monkeypatch):
    hall, reach = server
    reach(can=False)
    seat = seats(hall.url())
    seat.program._again.setInterval(100)
    seat.start()
    seat.wait_until(lambda: "not open" in seat.login_words())
    assert "does not answer" in seat.login_words()
    reach(can=True)
    seat.wait_until(seat.asks_who)
    seat.sign_in()


def test_the_strip_tells_of_an_overdue_handover_when_its_time_comes(seats, tmp_path):
    address = Address.of_file(tmp_path / "ending.db")
    migrate.create(address)
    found(address, ends_in=timedelta(seconds=5))
    seat = seats(str(address.file)).open().sign_in()
    seat.wait_until(lambda: any("overdue" in words for words in seat.window.desk.strip.words()))


def test_a_change_by_somebody_else_shows_in_the_strip(seat, hall):
    seat.sign_in()
    assert "Open matters 0" in seat.window.desk.strip.words()
    hall.record("dyke leaking")
    seat.wait_until(lambda: "Open matters 1" in seat.window.desk.strip.words())


def test_the_sign_in_page_follows_the_language(seat):
    seat.window.view.set_language("zh")
    seat.wait_until(lambda: "带班领导" in seat.login_words())
    words = seat.login_words()
    assert "谁在值班" in words
    assert "Workstation" not in words


def test_an_alarm_is_looked_for_again_soon_after_a_reading_that_failed(seat, hall, monkeypatch):
    seat.sign_in()
    read, failures = counties.watch, []

    def failing(*args, **named):
        if not failures:
            failures.append(1)
            raise Unavailable
        return read(*args, **named)

    monkeypatch.setattr(counties, "watch", failing)
    monkeypatch.setattr(sessions, "LOOK_EVERY_S", 3_600.0)
    with hall.opened() as db, db.write(CHIEF) as tx:
        raise_in(tx, "incident", source="incident:1", title="管涌", severity=Severity.RED, at=tx.at)
    seat.wait_until(lambda: bool(failures))
    words = seat.window.desk.strip.words
    seat.wait_until(lambda: any("red" in one for one in words()))


def test_the_window_says_so_as_long_as_what_is_due_is_not_done(seat, monkeypatch):
    seat.sign_in()
    done = heartbeat.beat

    def unusable(*_args, **_named):
        raise BadValue(value="soon", code="alarms.flood_count", hint="123")

    monkeypatch.setattr(heartbeat, "beat", unusable)
    seat.wait_until(lambda: "Not every alarm" in seat.messages)
    monkeypatch.setattr(heartbeat, "beat", done)
    seat.wait_until(lambda: "Not every alarm" not in seat.messages)

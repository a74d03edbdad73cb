"""The program from its first moment to its last."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from commandcenter.database import sqlite
from commandcenter.database.station import Station
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from ui.shell.sentences import BUG

RUN = """
import sys
from ui.app import program
program.keep_log = lambda: None
sys.exit(program.run(sys.argv[1]))
"""


def write(qtbot, seat, text):
    qtbot.keyClick(seat.window, Qt.Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), text)


def contents(hall):
    with hall.opened() as db:
        lines = log.page(db, LogQuery(), limit=100)
    return [line.entry.draft.content for line in lines if line.entry]


def raise_soon(seat):
    def fail():
        raise ZeroDivisionError("not expected")

    QTimer.singleShot(0, seat.window, fail)


def test_an_error_that_nobody_expected_is_said_and_the_window_goes_on(qtbot, seat):
    seat.sign_in()
    write(qtbot, seat, "half")
    raise_soon(seat)
    seat.wait_until(lambda: seat.messages == BUG)
    qtbot.keyClicks(QApplication.focusWidget(), " typed")
    [card] = seat.window.desk.navigation.page("duty").drafts.cards()
    assert card.text.content == "half typed"
    [error] = seat.caught
    assert isinstance(error, ZeroDivisionError)
    seat.caught.clear()


def test_such_an_error_is_said_on_the_sign_in_page_too(seat):
    raise_soon(seat)
    seat.wait_until(lambda: BUG in seat.login_words())
    seat.caught.clear()
    seat.sign_in()


def test_closing_finishes_what_is_being_written_and_keeps_no_draft_of_it(
    qtbot, seat, hall, tmp_path
):
    seat.sign_in()
    write(qtbot, seat, "dyke leaking")
    with closing(sqlite.connect(hall.address.file)) as other:
        other.execute("BEGIN IMMEDIATE")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        qtbot.wait(50)
        other.rollback()
    number = seat.program.session._county.database_id
    seat.program.close()
    assert contents(hall) == ["dyke leaking"]
    with closing(Station(tmp_path / "station")) as station:
        assert station.count_drafts(number, "heli") == 0


def test_closing_keeps_what_is_half_typed(qtbot, seat, tmp_path):
    seat.sign_in()
    write(qtbot, seat, "half typed")
    number = seat.program.session._county.database_id
    seat.program.close()
    with closing(Station(tmp_path / "station")) as station:
        [draft] = station.take_drafts(number, "heli")
    assert draft.body["content"] == "half typed"


def test_closing_while_the_county_is_being_opened_leaves_nothing_open(seats, hall):
    seat = seats(hall.url())
    seat.start()
    seat.program.close()
    with closing(sqlite.connect(hall.address.file)) as alone:
        alone.execute("BEGIN EXCLUSIVE")
        alone.rollback()


def test_without_a_county_the_window_says_so_and_enter_tries_again(qtbot, seats, hall, tmp_path):
    missing = tmp_path / "missing.db"
    seat = seats(str(missing))
    seat.start()
    seat.wait_until(lambda: "There is no county in" in seat.login_words())
    assert not seat.window.login.password.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    seat.wait_until(lambda: "There is no county in" in seat.login_words())
    shutil.copyfile(hall.address.file, missing)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    seat.wait_until(seat.asks_who)
    seat.sign_in()


def test_why_a_county_is_not_open_follows_the_language(seats, tmp_path):
    seat = seats(str(tmp_path / "missing.db"))
    seat.start()
    seat.wait_until(lambda: "There is no county in" in seat.login_words())
    seat.window.view.set_language("zh")
    assert "There is no county in" not in seat.login_words()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_polite_request_to_end_closes_the_program(hall, tmp_path, number):
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, hall.url()],
        env=os.environ
        | {
            "QT_QPA_PLATFORM": "offscreen",
            "COMMANDCENTER_STATION": str(tmp_path / "station"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
    )
    ends_s = time.monotonic() + 30
    while not (tmp_path / "station" / "station.db").exists():
        assert time.monotonic() < ends_s
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(number)
    assert process.wait(30) == 0
    assert list((tmp_path / "station").glob("program-*.lock")) == []

"""Calling services without freezing the window."""

import logging
import threading

import pytest
from PySide6.QtCore import QObject, QThread
from shiboken6 import delete

from commandcenter.kernel.errors import Rejected
from ui.shell import background as background_module
from ui.shell.background import Background


def test_a_result_arrives_on_the_gui_thread(qtbot, background):
    owner, threads = QObject(), []
    background.read(
        owner,
        QThread.currentThread,
        lambda worker: threads.extend([worker, QThread.currentThread()]),
        pytest.fail,
    )
    qtbot.wait_until(lambda: bool(threads))
    assert threads[0] is not threads[1]
    assert threads[1] is owner.thread()


def test_an_expected_error_goes_to_the_caller_and_not_to_the_log(qtbot, background, caplog):
    def refuse():
        raise Rejected

    owner, failed = QObject(), []
    background.write(owner, refuse, pytest.fail, failed.append)
    qtbot.wait_until(lambda: bool(failed))
    assert isinstance(failed[0], Rejected)
    assert caplog.records == []


def test_a_bug_is_logged_with_its_place_and_still_reported(qtbot, background, caplog):
    owner, failed = QObject(), []
    with caplog.at_level(logging.ERROR):
        background.read(owner, lambda: {}[0], pytest.fail, failed.append)
        qtbot.wait_until(lambda: bool(failed))
    assert isinstance(failed[0], KeyError)
    assert caplog.records[0].exc_info


def test_nothing_is_reported_to_an_owner_that_is_gone(qtbot, background):
    gate, reported = threading.Event(), []
    owner, witness = QObject(), QObject()
    background.write(owner, gate.wait, reported.append, reported.append)
    background.write(witness, lambda: "witness", reported.append, pytest.fail)
    delete(owner)
    gate.set()
    qtbot.wait_until(lambda: bool(reported))
    assert reported == ["witness"]


def test_writes_run_one_at_a_time_in_the_order_they_were_made(qtbot, background):
    owner, order = QObject(), []
    first_may_go = threading.Event()

    def first():
        first_may_go.wait(5)
        order.append("first")

    background.write(owner, first, lambda _: None, pytest.fail)
    background.write(
        owner, lambda: order.append("second"), lambda _: order.append("told"), pytest.fail
    )
    qtbot.wait(20)
    assert order == []
    first_may_go.set()
    qtbot.wait_until(lambda: "told" in order)
    assert order == ["first", "second", "told"]


def test_a_long_read_does_not_hold_up_a_write(qtbot, background):
    owner, gate, done = QObject(), threading.Event(), []
    background.read(owner, gate.wait, lambda _: None, pytest.fail)
    background.write(owner, lambda: 1, done.append, pytest.fail)
    qtbot.wait_until(lambda: done == [1])
    gate.set()


def test_a_write_that_takes_long_is_announced_once_and_its_end_too(qtbot, background):
    background._patience.setInterval(20)
    said, owner, gate = [], QObject(), threading.Event()
    background.saving.connect(said.append)
    background.write(owner, gate.wait, lambda _: None, pytest.fail)
    background.write(owner, gate.wait, lambda _: None, pytest.fail)
    qtbot.wait_until(lambda: said == [True])
    gate.set()
    qtbot.wait_until(lambda: said == [True, False])


def test_the_announcement_waits_a_second(qtbot, background):
    assert background._patience.interval() == background_module.SAVING_AFTER_MS == 1_000
    said, done = [], []
    background.saving.connect(said.append)
    background.write(QObject(), lambda: 1, done.append, pytest.fail)
    qtbot.wait_until(lambda: done == [1])
    assert said == []
    assert not background._patience.isActive()


def test_closing_finishes_the_writes_and_drops_the_reads(qtbot):
    background, owner, gate, order = Background(), QObject(), threading.Event(), []
    for _ in range(3):
        background.read(owner, gate.wait, lambda _: None, pytest.fail)
    background.read(owner, lambda: order.append("read"), lambda _: None, pytest.fail)
    background.write(owner, lambda: order.append("written"), lambda _: None, pytest.fail)
    threading.Timer(0.05, gate.set).start()
    background.close()
    assert order == ["written"]


def test_after_closing_a_write_is_refused_loudly(qtbot):
    background = Background()
    background.close()
    background.read(QObject(), pytest.fail, pytest.fail, pytest.fail)
    with pytest.raises(RuntimeError):
        background.write(QObject(), pytest.fail, pytest.fail, pytest.fail)
    assert not background._patience.isActive()


def test_closing_reports_what_was_written_and_nothing_that_was_read(qtbot):
    workers, reported = Background(), []
    gate = threading.Event()
    workers.read(workers, gate.wait, pytest.fail, pytest.fail)
    workers.write(workers, lambda: "written", reported.append, pytest.fail)
    gate.set()
    workers.close()
    assert reported == ["written"]
    assert workers.is_idle()

"""What must never take the window down."""

import gc
import logging
import sys
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.shell.crash import CrashHook
from ui.shell.garbage import GarbageCollection
from ui.shell.messages import MessageBar
from ui.shell.sentences import BUG
from ui.widgets.words import tr


@pytest.fixture
def hook(qtbot):
    hook = CrashHook()
    before = sys.excepthook, threading.excepthook
    hook.install()
    yield hook
    hook.remove()
    assert (sys.excepthook, threading.excepthook) == before


def divide():
    return 1 // 0


def test_an_unexpected_error_in_a_slot_is_logged_and_told_and_the_program_goes_on(
    qtbot, hook, caplog
):
    bar = MessageBar()
    qtbot.add_widget(bar)
    hook.caught.connect(bar.problem)
    with caplog.at_level(logging.CRITICAL):
        QTimer.singleShot(0, divide)
        qtbot.wait_until(lambda: bar.text() == tr(BUG))
    [record] = caplog.records
    assert record.exc_info[0] is ZeroDivisionError


def test_an_error_on_any_other_thread_is_told_on_the_gui_thread(qtbot, hook, caplog):
    told = []
    hook.caught.connect(lambda error: told.append((error, threading.current_thread())))
    thread = threading.Thread(target=divide)
    thread.start()
    thread.join()
    qtbot.wait_until(lambda: bool(told))
    assert isinstance(told[0][0], ZeroDivisionError)
    assert told[0][1] is threading.main_thread()


def test_ctrl_c_keeps_its_meaning(hook, caplog, monkeypatch):
    seen = []
    monkeypatch.setattr(hook, "_before", (lambda *error: seen.append(error), None))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    monkeypatch.undo()
    assert seen[0][0] is KeyboardInterrupt
    assert caplog.records == []


def test_garbage_in_cycles_is_collected_on_the_gui_thread_alone(qtbot):
    collection = GarbageCollection()
    collection._timer.setInterval(10)
    collection.start()
    try:
        assert not gc.isenabled()
        where = []
        ring = QObject()
        ring.itself = ring
        weakref.finalize(ring, lambda: where.append(threading.current_thread()))
        del ring
        worker = threading.Thread(target=lambda: [[] for _ in range(100_000)])
        worker.start()
        worker.join()
        filler = [[] for _ in range(2_000)]
        qtbot.wait_until(lambda: bool(where))
        assert where == [threading.main_thread()]
        assert filler
    finally:
        collection.stop()
    assert gc.isenabled()


class Broken(QWidget):
    """Fails in the middle of painting."""

    def paintEvent(self, _event):  # noqa: N802 - Qt's own name
        painter = QPainter(self)
        painter.drawLine(0, 0, 1 // 0, 1)


def test_what_the_program_loads_in_its_first_seconds_is_kept_out_of_later_searches(qtbot):
    garbage = GarbageCollection()
    before = gc.get_freeze_count()
    garbage.keep_loaded()
    try:
        for _ in range(5):
            garbage._turn()
        kept = gc.get_freeze_count()
        garbage._turn()
        assert gc.get_freeze_count() == kept > before
    finally:
        gc.unfreeze()


def test_an_error_while_painting_leaves_no_painter_open(qtbot, hook, caplog):
    told, widget = [], Broken()
    hook.caught.connect(told.append)
    qtbot.add_widget(widget)
    with caplog.at_level(logging.CRITICAL):
        widget.show()
        qtbot.wait_until(lambda: bool(told))
    assert told[0].__traceback__ is None
    assert not widget.paintingActive()

"""A process of the table benchmark: scrolls through a log of a million entries.

`ours COUNTY` shows it as the duty page does; `plain FILE` with the list that comes with Qt,
on a plain table of the same rows. Prints one JSON object.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import psutil
from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from commandcenter.cli.opening import open_county
from commandcenter.database import feed
from commandcenter.duty.model.lines import LogLine, LogQuery
from commandcenter.duty.service import log
from ui.app.program import make_application
from ui.duty.log_model import LogModel
from ui.duty.log_view import LogView
from ui.duty.shelf import Shelf
from ui.shell.background import Background
from ui.shell.language import speak
from ui.widgets import theme

SIZE = (1_600, 900)
_WHEELS, _JUMPS = 300, 60
# Enough to fill the window of lines that the program keeps.
_PAGES = 1_000
_PATIENCE_MS = 30_000
_SEED = 7


class Ours:
    """The list of the duty page."""

    def __init__(self, county: str) -> None:
        self._db = open_county(county)
        self._background = Background()
        self._newest = feed.since(self._db, None).seq
        self._is_painted = False

    def open(self) -> None:
        """Show the newest rows."""
        self._model = LogModel(self._read, self._run)
        self._model.shown.connect(self._paint)
        self.view = LogView(self._model, Shelf(self._model))
        _show(self.view)
        self._model.open(LogQuery(with_milestones=True))
        _wait(lambda: self._is_painted)

    def jump(self, share: float) -> float:
        """Show what stands so far down; returns the milliseconds until it is painted."""
        _wait(self._background.is_idle)
        self._is_painted = False
        seq = int(self._newest * (1 - share))
        began = time.perf_counter()
        self._model.open(LogQuery(with_milestones=True), around=seq)
        _wait(lambda: self._is_painted)
        return _since(began)

    def read_to_end(self) -> None:
        """Do nothing: a jump reads what it needs."""

    def close(self) -> None:
        """Let everything go."""
        self.view.close()
        self._background.close()
        self._db.close()

    def _paint(self, row: int) -> None:
        # As the duty page does it: before anything else is painted.
        if row >= 0:
            self.view.show_row(row)
        self.view.viewport().repaint()
        self._is_painted = True

    def _read(
        self, query: LogQuery, before: int | None, after: int | None, limit: int
    ) -> tuple[LogLine, ...]:
        return log.page(self._db, query, before=before, after=after, limit=limit)

    def _run(
        self,
        call: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._background.read(self._model, call, done, failed)


class Plain:
    """What Qt brings: one query, rows in the order of the table."""

    def __init__(self, file: str) -> None:
        self._db = QSqlDatabase.addDatabase("QSQLITE")
        self._db.setDatabaseName(file)
        if not self._db.open():
            raise OSError(self._db.lastError().text())

    def open(self) -> None:
        """Show the newest rows."""
        self._model = QSqlQueryModel()
        self._model.setQuery("SELECT * FROM log ORDER BY seq DESC", self._db)
        self.view = view = QTableView()
        view.setModel(self._model)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for column, width in enumerate((90, 60, 140, 110, 190, 640, 150, 120)):
            view.setColumnWidth(column, width)
        _show(view)
        view.viewport().repaint()

    def jump(self, share: float) -> float:
        """Show what stands so far down; returns the milliseconds until it is painted."""
        row = int(self._model.rowCount() * share)
        began = time.perf_counter()
        self.view.scrollTo(self._model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        self.view.viewport().repaint()
        return _since(began)

    def read_to_end(self) -> None:
        """Read all rows; before that, one cannot jump."""
        while self._model.canFetchMore():
            self._model.fetchMore()

    def close(self) -> None:
        """Let everything go."""
        self.view.close()


def _show(view: QAbstractItemView) -> None:
    view.resize(*SIZE)
    view.show()
    QApplication.processEvents()


def _wait(is_there: Callable[[], bool]) -> None:
    patience = QTimer(singleShot=True, interval=_PATIENCE_MS)
    patience.start()
    while not is_there():
        if not patience.isActive():
            raise TimeoutError
        # Asleep, as a program that waits for events is: one that asks again and again
        # would hold the interpreter, and with it the worker that is waited for.
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _frame(view: QAbstractItemView, act: Callable[[], object]) -> float:
    """Return the milliseconds from an act to its picture, with what else came in between."""
    _wait(lambda: view.verticalScrollBar().value() < view.verticalScrollBar().maximum())
    began = time.perf_counter()
    act()
    view.viewport().repaint()
    QApplication.processEvents()
    return _since(began)


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _turn_wheel(view: QAbstractItemView) -> None:
    middle = view.viewport().rect().center()
    event = QWheelEvent(
        QPointF(middle),
        QPointF(view.viewport().mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def _page_down(view: QAbstractItemView) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, event)


def _megabytes() -> float:
    return float(psutil.Process().memory_info().rss) / 2**20


def run(shown: Ours | Plain) -> dict[str, object]:
    """Scroll, and return the milliseconds of every frame and the memory it took."""
    chance = Random(_SEED)
    before = _megabytes()
    began = time.perf_counter()
    shown.open()
    first_paint = _since(began)
    view = shown.view
    wheel = [_frame(view, partial(_turn_wheel, view)) for _ in range(_WHEELS)]
    view.setCurrentIndex(view.model().index(0, 0))
    page = [_frame(view, partial(_page_down, view)) for _ in range(_PAGES)]
    shown.read_to_end()
    memory = _megabytes() - before
    jump = [shown.jump(0.05 + 0.9 * chance.random()) for _ in range(_JUMPS)]
    shown.close()
    return {
        "first_paint": first_paint,
        "wheel": wheel,
        "page_down": page,
        "jump": jump,
        "memory": memory,
    }


def main(how: str, file: str) -> None:
    """Open a list and measure it."""
    app = make_application()
    if how == "ours":
        theme.apply(app, "light")
        speak(app, "zh")
        shown: Ours | Plain = Ours(file)
    else:
        app.setFont(theme.font())
        shown = Plain(str(Path(file)))
    sys.stdout.write(json.dumps(run(shown)))


if __name__ == "__main__":
    main(*sys.argv[1:])

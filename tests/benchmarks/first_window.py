"""A process of the start-up benchmark: opens a window and says when there is something to see.

`python -m tests.benchmarks.first_window` opens an empty window; with the file of a county,
that of the program, in which the watch chief is signed in as soon as the county is open.
Prints one JSON object: moments of the clock that all processes share, and the libraries
that were loaded at the first paint.
"""

import json
import sys
import time

# What a window can do without until it is on the screen.
_HEAVY = ("alembic", "numpy", "pyqtgraph", "reportlab", "sqlalchemy")
_ROWS = 50
_LOOK_EVERY_MS = 2


def _show_empty() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt
            super().paintEvent(event)
            QTimer.singleShot(0, self, self.tell)

        def tell(self) -> None:
            _say(painted=time.perf_counter())
            app.quit()

    app = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1_280, 720)
    window.show()
    app.exec()


def _show_program(county: str) -> None:
    import ui.__main__ as entry

    program = entry.load_program()

    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    seen: dict[str, object] = {}

    class Window(program.MainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt
            super().paintEvent(event)
            if "loaded" not in seen:
                seen["loaded"] = [name for name in _HEAVY if name in sys.modules]
                QTimer.singleShot(0, self, self.tell)

        def tell(self) -> None:
            seen["painted"] = time.perf_counter()

    class Program(program.Program):
        def __init__(self, address: str) -> None:
            super().__init__(address)
            self._looks = QTimer(interval=_LOOK_EVERY_MS)
            self._looks.timeout.connect(self._look)
            self._looks.start()

        def _look(self) -> None:
            if self.session is not None and self.is_idle() and "painted" in seen:
                self._looks.stop()
                _watch_for_rows(seen)
                from tests.benchmarks.drafts import OFFICER

                self.session.enter(OFFICER)

    vars(program).update(MainWindow=Window, Program=Program)
    program.run(county)
    _say(**seen)


def _watch_for_rows(seen: dict[str, object]) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from ui.duty.log_view import LogView

    paint = LogView.paintEvent

    def paint_and_tell(view: LogView, event: QPaintEvent) -> None:
        paint(view, event)
        if view.model().rowCount() >= _ROWS and "rows" not in seen:
            seen["rows"] = None
            QTimer.singleShot(0, view, tell)

    def tell() -> None:
        seen["rows"] = time.perf_counter()
        QApplication.quit()

    LogView.paintEvent = paint_and_tell  # type: ignore[method-assign]


def _say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _show_program(sys.argv[1])
    else:
        _show_empty()

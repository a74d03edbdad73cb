"""The program with a window."""

import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.times import Clock, now
from ui.shell.background import Background
from ui.shell.crash import CrashHook
from ui.shell.garbage import GarbageCollection
from ui.shell.window import MainWindow
from ui.widgets import fonts

if TYPE_CHECKING:
    from ui.app.county import County
    from ui.app.session import Session


# How long a worker may go on computing while the window has something to paint. With
# Python's own 5 ms a frame takes three times as long as without the worker.
_SWITCH_S = 0.0005
# A server that is being restarted is back by itself.
TRY_AGAIN_MS = 5_000


def make_application() -> QApplication:
    """Return the application object, of which there is one, with this program's name and fonts."""
    present = QApplication.instance()
    app = present if isinstance(present, QApplication) else QApplication(sys.argv[:1])
    app.setOrganizationName("commandcenter")
    app.setApplicationName("commandcenter")
    fonts.install()
    sys.setswitchinterval(_SWITCH_S)
    return app


def settings() -> QSettings:
    """Return what this user's window remembers."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "commandcenter")


def run(address: str, lang: str | None = None) -> int:
    """Show the window on a county until it is closed; returns the exit code.

    Args:
        lang: Language to begin with, if not that of the last time.
    """
    app = make_application()
    program = Program(address)
    if lang is not None:
        program.window.view.set_language(lang)
    for number in (signal.SIGINT, signal.SIGTERM):
        # Python sees to it at the next beat of the clock; what is being written is finished.
        signal.signal(number, lambda _number, _frame: app.quit())
    program.garbage.keep_loaded()
    # What is loaded to open the county would keep the window waiting for its first paint.
    program.window.painted.connect(program.open)
    program.window.show()
    code = app.exec()
    program.close()
    return code


class Program:
    """One window and what it stands on.

    Attributes:
        session: Once the county is open.
        garbage: Collects it between events.
        crashes: Tells of exceptions that nothing else caught.
    """

    def __init__(
        self, address: str, remembered: QSettings | None = None, *, station: Path | None = None
    ) -> None:
        self.session: Session | None = None
        self._address = address
        self._station = station
        self._county: County | None = None
        self._is_opening = False
        self._now: Clock = now
        self._background = Background()
        self.garbage = GarbageCollection()
        self.crashes = CrashHook()
        self.window = MainWindow(self._background, remembered or settings(), now=self._time)
        self.window.login.again_wanted.connect(self.open)
        self._again = QTimer(self.window, singleShot=True, interval=TRY_AGAIN_MS)
        self._again.timeout.connect(self._open)
        self.garbage.start()
        self.crashes.install()
        self.crashes.caught.connect(self._say_crash)

    def _time(self) -> datetime:
        return self._now()  # that of the county, once it is open

    def open(self) -> None:
        """Open the county in the background; the window is up meanwhile."""
        self.window.login.show_opening()
        self._open()

    def is_idle(self) -> bool:
        """Say whether nothing is being read or written."""
        return self._background.is_idle() if self.session is None else self.session.is_idle()

    def close(self) -> None:
        """Finish what is being written, and let everything go."""
        self.window.close()  # what is hidden keeps its drafts
        if self.session is not None:
            self.session.close()
        else:
            self._background.close()
            self._close_unused()
        self.crashes.remove()
        self.garbage.stop()
        self.window.deleteLater()

    def _open(self) -> None:
        if not self._is_opening and self.session is None:
            self._is_opening = True
            self._again.stop()
            self._background.read(self.window, self._open_county, self._opened, self._not_opened)

    def _open_county(self) -> "County":
        # SQLAlchemy and everything on it is loaded here: on a worker, after the first paint.
        from ui.app.county import open_county  # noqa: PLC0415

        self._county = open_county(self._address, station=self._station)
        return self._county

    def _opened(self, county: "County") -> None:
        from ui.app.session import Session  # noqa: PLC0415 - after the first paint

        self._is_opening = False
        self._now = county.clock
        self.session = Session(self.window, self._background, county)
        self.session.begin()

    def _not_opened(self, error: Exception) -> None:
        self._is_opening = False
        self.window.login.show_not_open(error)
        if isinstance(error, Unavailable):
            self._again.start()

    def _close_unused(self) -> None:
        """Close a county that was opened while the window was being closed."""
        if self._county is not None:
            from ui.app.county import close_county  # noqa: PLC0415 - loaded with the county

            close_county(self._county)

    def _say_crash(self, error: Exception) -> None:
        if self.session is not None and self.session.is_at_work():
            self.window.desk.messages.problem(error)
        else:
            self.window.login.refuse(error)

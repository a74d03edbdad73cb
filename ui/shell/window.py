"""The main window."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from ui.shell.clock import Ticker
from ui.shell.login import LoginPage
from ui.shell.login_side import LoginFacts
from ui.shell.view import View
from ui.widgets import theme
from ui.widgets.words import tr

if TYPE_CHECKING:
    from commandcenter.kernel.officer import Officer
    from ui.shell.background import Background
    from ui.shell.desk import Desk
    from ui.shell.identity import IdentityFacts

_SMALLEST = (1_024, 640)
_FIRST = (1_280, 720)


def _now() -> datetime:
    return datetime.now(UTC)


class MainWindow(QMainWindow):
    """The sign-in page, and behind it the desk.

    The window paints as soon as it can; the desk and all it needs is loaded when it is first
    asked for.

    Signals:
        painted: The window is on the screen for the first time.
        closing: The window is about to close.
    """

    painted = Signal()
    closing = Signal()

    def __init__(
        self,
        background: "Background",
        settings: QSettings,
        *,
        now: Callable[[], datetime] = _now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a window needs a QApplication")
        self._background = background
        self._settings = settings
        self._desk: Desk | None = None
        self.view = View(app, settings, self)
        self.ticker = Ticker(now, self)
        self.login = LoginPage(self.ticker)
        # The county as it was last time, until the database has been opened.
        self.login.set_facts(LoginFacts(county=str(settings.value("window/county", ""))))
        self._sides = QStackedWidget()
        self._sides.addWidget(self.login)
        self.setCentralWidget(self._sides)
        self._is_painted = False
        theme.dress(self)
        self._restore_geometry()
        self._read_words()

    @property
    def desk(self) -> "Desk":
        """What an officer has while signed in."""
        if self._desk is None:
            from ui.shell.desk import Desk  # noqa: PLC0415 - not needed for the first paint

            self._desk = Desk(self, self._background, self.view, self.ticker)
            self._desk.navigation.opened.connect(lambda _target: self._read_words())
            self._sides.addWidget(self._desk)
        return self._desk

    def show_login(self, facts: LoginFacts) -> None:
        """Ask who takes this seat; the pages of the officer before are let go."""
        self._settings.setValue("window/county", facts.county)
        self.login.clear()
        self.login.set_facts(facts)
        self.login.show_open()
        self._sides.setCurrentWidget(self.login)
        if self._desk is not None:
            self._desk.clear()
        self._read_words()
        self.login.take_focus()

    def show_work(self, officer: "Officer", facts: "IdentityFacts") -> None:
        """Let this officer work; the first page comes to the front."""
        self.login.clear()
        self.desk.identity.officer.set_name(officer.name)
        self.desk.set_identity(facts)
        self._sides.setCurrentWidget(self.desk)
        self.desk.navigation.open_first()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue("window/geometry", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)

    def _restore_geometry(self) -> None:
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST)
        geometry = self._settings.value("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def _read_words(self) -> None:
        program = tr("Emergency Command Centre")
        title = "" if self._desk is None else self._desk.navigation.current_title()
        self.setWindowTitle(f"{tr(title)} – {program}" if title else program)

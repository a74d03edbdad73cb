"""Fixtures for windows and widgets: no screen, a known look, and nothing left behind."""

import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from commandcenter.kernel.officer import Officer
from ui.shell.background import Background
from ui.shell.identity import IdentityFacts, RoleFact
from ui.shell.language import speak
from ui.shell.navigation import PageEntry
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.window import MainWindow
from ui.widgets import scaled, theme

EVENING = datetime(2026, 7, 18, 14, 46, 8, tzinfo=UTC)  # 22:46:08 in Beijing


class Sitting(Protocol):
    """Somebody at a seat."""

    def officer(self) -> Officer:
        """Return who sits there."""

    def clock(self) -> datetime:
        """Return the time of the county."""


Visit = Callable[[str, Callable[[Seat], Page], Sitting], Page]


class NotePage(Page):
    """A page with one field, which tells what was asked of it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.refreshed = 0
        self.shown: list[Target] = []
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)
        self.name = name  # type: ignore[misc]  # one class stands for several pages here
        self.parts = frozenset({name})  # type: ignore[misc]

    def refresh(self) -> None:
        self.refreshed += 1

    def go_to(self, target: Target) -> None:
        self.shown.append(target)

    def place(self) -> Target:
        return self.shown[-1] if self.shown else Target(page=self.name)


@pytest.fixture(autouse=True)
def _nothing_is_left(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a thread, a widget or an open popup behind."""
    threads = set(threading.enumerate())
    yield
    popup, modal = qapp.activePopupWidget(), qapp.activeModalWidget()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
    assert not [widget for widget in qapp.topLevelWidgets() if widget.parent() is None]
    assert not set(threading.enumerate()) - threads
    assert (popup, modal) == (None, None)  # while one is open, no window becomes active


@pytest.fixture(autouse=True)
def _known_look(qapp: QApplication, _nothing_is_left: None) -> Iterator[None]:
    """Begin in Chinese, in the light theme, at 100 %, without pulsing."""
    theme.allow_motion(False)
    theme.apply(qapp, "light")
    scaled.apply_again()
    speak(qapp, "zh")
    yield
    theme.allow_motion(True)


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    """Worker threads that are gone when the test ends."""
    workers = Background()
    yield workers
    workers.close()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """View settings of a workstation that has never been used."""
    made = QSettings(str(tmp_path / "view.ini"), QSettings.Format.IniFormat)
    made.setValue("view/theme", "light")
    made.setValue("view/has_motion", False)
    return made


@pytest.fixture
def window(qtbot: QtBot, background: Background, settings: QSettings) -> MainWindow:
    """The main window on the evening of a flood, with the sign-in page in front."""
    made = MainWindow(background, settings, now=lambda: EVENING)
    qtbot.add_widget(made)
    made.show()
    return made


@pytest.fixture
def visit(qtbot: QtBot, window: MainWindow, background: Background) -> Visit:
    """Put somebody before a page in the main window."""

    def _visit(name: str, make: Callable[[Seat], Page], sitting: Sitting) -> Page:
        desk = window.desk
        seat = Seat(
            background=background,
            messages=desk.messages,
            navigation=desk.navigation,
            actions=desk.actions_list,
            officer=sitting.officer,
            clock=sitting.clock,
            playing=desk.playing,
        )
        entry = PageEntry(
            name=name, title=name.title(), icon="files", shortcut="", make=lambda: make(seat)
        )
        desk.navigation.register(entry)
        window.activateWindow()
        qtbot.wait_until(window.isActiveWindow)
        window.show_work(sitting.officer(), IdentityFacts(county="清溪县"))
        return desk.navigation.page(name)

    return _visit


@pytest.fixture
def write() -> Callable[[str], None]:
    """Type text where the focus is, as an input method does."""

    def _write(text: str) -> None:
        assert QApplication.focusWidget() is not None
        for character in text:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(QApplication.focusWidget(), event)

    return _write


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    """Press a key where the focus is."""

    def _press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget(), key, held)

    return _press


@pytest.fixture
def facts() -> IdentityFacts:
    """A night shift with its crew."""
    return IdentityFacts(
        county="清溪县应急指挥中心",
        shift="夜班",
        hours="20:00–08:00",
        begins_at=datetime(2026, 7, 18, 12, tzinfo=UTC),
        ends_at=datetime(2026, 7, 19, 0, tzinfo=UTC),
        is_night=True,
        roles=(
            RoleFact(title="Who is on duty", short="Live", names=("周敏",)),
            RoleFact(title="Watch chief", short="Chief", names=("何立",)),
            RoleFact(title="Deputies", short="Deputies", names=("林晓", "陈昊")),
        ),
    )


@pytest.fixture
def note_page() -> Callable[[str], NotePage]:
    """Make a page with this name."""
    return NotePage


@pytest.fixture
def at_work(qtbot: QtBot, window: MainWindow, facts: IdentityFacts) -> MainWindow:
    """The main window with an officer signed in and two pages."""
    for name, title, icon, key in (
        ("duty", "Duty page", "notebook", "F3"),
        ("teams", "Teams page", "users-three", "F6"),
    ):
        entry = PageEntry(
            name=name, title=title, icon=icon, shortcut=key, make=lambda name=name: NotePage(name)
        )
        window.desk.navigation.register(entry)
    account = UUID("01930000-0000-7000-8000-000000000002")
    window.show_work(Officer(account_id=account, login="heli", name="何立"), facts)
    window.activateWindow()
    qtbot.wait_until(window.isActiveWindow)
    return window

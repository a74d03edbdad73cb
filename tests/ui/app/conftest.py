"""The whole program in this process, on a small county."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commandcenter.database import migrate
from commandcenter.database.address import Address
from tests.county_hall import PASSWORD, Hall, found
from ui.app.program import Program
from ui.shell.login_person import PersonCard
from ui.widgets.labels import Label

PATIENCE_MS = 20_000


class Seat:
    """A program and the hands of whoever sits before it."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self._qtbot = qtbot
        self.program = program
        self.window = program.window
        self.caught: list[object] = []
        program.crashes.caught.connect(self.caught.append)

    @property
    def messages(self) -> str:
        """What the message bar says."""
        return self.window.desk.messages.text()

    def open(self) -> "Seat":
        """Show the window and wait until somebody can sign in."""
        self.start()
        self.wait_until(lambda: self.program.session is not None and self.asks_who())
        return self

    def start(self) -> None:
        """Show the window."""
        self.window.show()
        self.window.activateWindow()
        self.program.open()

    def asks_who(self) -> bool:
        """Say whether the sign-in page waits for a password."""
        return self.window.login.password.isVisible() and self.program.is_idle()

    def enter(self, login: str = "heli", password: str = PASSWORD) -> None:
        """Choose a card, type the password and press Enter."""
        cards = self.window.login.findChildren(PersonCard)
        shown = [card for card in cards if card.isVisible()]
        next(card for card in shown if card.person.login == login).setChecked(True)
        self._qtbot.keyClicks(self.window.login.password, f"{password}\r")

    def sign_in(self, login: str = "heli", password: str = PASSWORD) -> "Seat":
        """Sign in and wait until the first page has read everything."""
        self.enter(login, password)
        self.wait_until(lambda: self.is_at_work() and self.program.is_idle())
        return self

    def is_at_work(self) -> bool:
        """Say whether somebody has signed in."""
        return self.program.session is not None and self.program.session.is_at_work()

    def login_words(self) -> str:
        """Return everything the sign-in page says."""
        labels = self.window.login.findChildren(Label)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Let the program run until it is so."""
        self._qtbot.wait_until(is_so, timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def _hall_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("hall") / "county.db"
    migrate.create(Address.of_file(file))
    found(Address.of_file(file))
    return file


@pytest.fixture
def hall(tmp_path: Path, _hall_file: Path) -> Hall:
    """A county in a file, with a shift on watch and one that relieves it."""
    file = tmp_path / "county.db"
    shutil.copyfile(_hall_file, file)
    return Hall(Address.of_file(file))


@pytest.fixture
def seats(
    qtbot: QtBot, qapp: QApplication, settings: QSettings, tmp_path: Path
) -> Iterator[Callable[[str], Seat]]:
    """Start programs; each is closed when the test ends, and none may have met a bug."""
    started: list[Seat] = []
    settings.setValue("view/language", "en")

    def _start(address: str) -> Seat:
        started.append(Seat(qtbot, Program(address, settings, station=tmp_path / "station")))
        return started[-1]

    yield _start
    for seat in reversed(started):
        seat.program.close()
    assert [seat.caught for seat in started if seat.caught] == []


@pytest.fixture
def seat(seats: Callable[[str], Seat], hall: Hall) -> Seat:
    """The program, waiting for somebody to sign in."""
    return seats(hall.url()).open()

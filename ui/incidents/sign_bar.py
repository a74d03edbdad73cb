"""Signing a report: by whoever sits here, or by somebody else with their own password."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.service import accounts
from commandcenter.incidents.model.report import Report
from commandcenter.incidents.service import sending
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.words import tr

_LOGIN_W, _PASSWORD_W = 160, 200  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a signer typed.

    Attributes:
        at: Moment of the attempt.
    """

    login: str
    password: str
    at: datetime
    station: str


def sign(db: Database, one: Report, credentials: Credentials, act_id: UUID) -> Report:
    """Sign a report with the account and password of whoever signs.

    Raises:
        WrongCredentials, Locked: Nobody signed.
        Rejected: One of the refusals of the service; nothing was written.
        Conflict: Somebody changed the report since it was read.
        Unavailable: The outcome is unknown; look at the report again.
    """
    officer = accounts.open_as(
        db,
        credentials.login,
        credentials.password,
        at=credentials.at,
        station=credentials.station,
    )
    return sending.sign(db, one.id, seen_version=one.version, officer=officer, act_id=act_id)


class SignBar(QWidget):
    """Account and password of the signer; neither is asked of who may sign at this seat.

    Signals:
        sign_wanted: Account and password, both empty for who sits here (str, str).
    """

    sign_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_own = False
        self._hint = Label(tone="note")
        self.login = QLineEdit(maxLength=100)
        self.password = QLineEdit(maxLength=200, echoMode=QLineEdit.EchoMode.Password)
        self.button = KeyButton(key="Ctrl+Enter", kind="primary", icon="pen-nib")
        scaled.width(self.login, _LOGIN_W)
        scaled.width(self.password, _PASSWORD_W)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 2)
        row.addWidget(self._hint, 1)
        for widget in (self.login, self.password, self.button):
            row.addWidget(widget)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.submit)
        self.button.clicked.connect(self.submit)
        self.read_words()

    def ask(self, *, is_own: bool) -> None:
        """Ask for a signature.

        Args:
            is_own: Who sits here may sign this report.
        """
        self._is_own = is_own
        self.login.setVisible(not is_own)
        self.password.setVisible(not is_own)
        self.read_words()

    def submit(self) -> None:
        """Sign, or go where something is missing."""
        if self._is_own:
            self.sign_wanted.emit("", "")
            return
        login, password = self.login.text().strip(), self.password.text()
        if login and password:
            self.password.clear()
            self.sign_wanted.emit(login, password)
        else:
            (self.password if login else self.login).setFocus()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.button.setText(tr("Sign the report"))
        self.login.setPlaceholderText(tr("Account"))
        self.password.setPlaceholderText(tr("Password"))
        self.login.setAccessibleName(tr("Account of the signer"))
        self.password.setAccessibleName(tr("Password of the signer"))
        self._hint.setText(
            tr("You may sign this report.")
            if self._is_own
            else tr("Whoever signs gives their own account and password.")
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

"""A person who signs with their own account and password."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.handover.model import Signature
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import N_
from ui.handover.line import EnterLine
from ui.widgets import icons, scaled
from ui.widgets.avatar import Avatar
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label, set_property, tip
from ui.widgets.popup_list import PopupList
from ui.widgets.words import tr

_SIGNED = N_("Signed")
_BY_PASSWORD = N_("{time} · own password")
_ICON, _FIELD_H = 18, 36  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who is expected to sign.

    Attributes:
        caption: Source text, such as the Chinese 交班人.
        name: Of the person; empty if nobody is planned.
        post: Role and shift, in the language of the window.
        login: Proposed account; another one may sign.
        hint: What has to be done before, in the language of the window.
        verb: Source text of the button.
        logins: Accounts that are offered while typing.
    """

    caption: str
    name: str
    post: str
    login: str
    hint: str
    verb: str
    logins: Sequence[str] = ()


class _SignedMark(QWidget):
    """A tick."""

    def __init__(self) -> None:
        super().__init__()
        scaled.width(self, _ICON)
        scaled.height(self, _ICON)

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self.rect(), "check-circle", "ok")


class SignCard(QWidget):
    """Name and post above the fields, or above the signature once it is given.

    Signals:
        sign_wanted: Account and password were entered (str, str).
    """

    sign_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signer: Signer | None = None
        self._caption = Label(tone="quiet")
        self._avatar = Avatar(diameter=48)
        self._name = Label(tone="title")
        self._post = Label(tone="note")
        self._hint = Label(tone="note")
        self._hint.setWordWrap(True)
        self.login = EnterLine(maxLength=100)
        self.password = EnterLine(maxLength=200, echoMode=QLineEdit.EchoMode.Password)
        self.sign = KeyButton()
        self.other = KeyButton(kind="bare")
        self._asks_account = False
        self._is_compact = False
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self._fields = QWidget()
        self._signed = QWidget()
        self._signed_words = Label(tone="strong")
        self._signed_at = Label(tone="note")
        self._build()
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._submit)
        self.sign.clicked.connect(self._submit)
        self.other.clicked.connect(self._ask_account)
        for line in (self.login, self.password):
            line.textEdited.connect(lambda _text: self.refuse(""))

    def show_signer(self, signer: Signer, signature: Signature | None) -> None:
        """Show who signs, or who has signed; an account that was typed stays."""
        is_proposed = self._signer is None or self.login.text() == self._signer.login
        if is_proposed and not self.password.text():
            self.login.setText(signer.login)
        if self._signer is None or self._signer.logins != signer.logins:
            self._offer(signer.logins)
        self._signer = signer
        is_signed = signature is not None
        self._caption.setText(tr(signer.caption))
        name = signature.name if signature is not None else signer.name
        self._avatar.set_person(name or "·", strong=is_signed)
        self._name.setText(name or tr("nobody planned"))
        self._post.setText(signer.post)
        self._hint.setText("" if is_signed else signer.hint)
        tip(self.password, signer.hint)
        self._fields.setVisible(not is_signed)
        self._signed.setVisible(is_signed)
        self.login.setVisible(self._asks_account or not signer.login)
        self.other.setVisible(not is_signed and self.login.isHidden())
        if signature is not None:
            self._show_signature(signature)
        self._read_words()

    def refuse(self, sentence: str) -> None:
        """Say why the signature was not taken; only the password has to be typed anew."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        set_property(self.password, "state", "error" if sentence else "")
        self.password.setAccessibleDescription(sentence)

    def set_busy(self, busy: bool) -> None:
        """Hold the fields while the password is checked."""
        for widget in (self.login, self.password, self.sign):
            widget.setEnabled(not busy)
        self._read_words(busy=busy)

    def is_signed(self) -> bool:
        """Whether the signature is given."""
        return self._fields.isHidden()

    def take_focus(self) -> None:
        """Put the cursor where the next thing is typed."""
        has_account = self.login.isHidden() or bool(self.login.text())
        (self.password if has_account else self.login).setFocus()

    def set_compact(self, compact: bool) -> None:
        """Take less room."""
        self._is_compact = compact
        side = 36 if compact else 48
        scaled.width(self._avatar, side)
        scaled.height(self._avatar, side)
        self._post.setVisible(not compact)
        self._hint.setVisible(not compact)
        self._read_words()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        fields = QHBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        scaled.gap(fields, 2)
        fields.addWidget(self.login, 2)
        fields.addWidget(self.password, 3)
        fields.addWidget(self.sign)
        for field in (self.login, self.password):
            scaled.height(field, _FIELD_H)
        signed = QHBoxLayout(self._signed)
        signed.setContentsMargins(0, 0, 0, 0)
        scaled.gap(signed, 2)
        for widget in (_SignedMark(), self._signed_words, self._signed_at):
            signed.addWidget(widget)
        signed.addStretch()
        self._signed.hide()
        self._error.hide()
        line = QHBoxLayout()
        scaled.gap(line, 3)
        line.addWidget(self._name)
        line.addWidget(self._hint, 1)
        line.addWidget(self.other)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(line)
        words.addWidget(self._post)
        who = QHBoxLayout()
        scaled.gap(who, 4)
        who.addWidget(self._avatar)
        who.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addWidget(self._caption)
        layout.addLayout(who)
        layout.addWidget(self._fields)
        layout.addWidget(self._signed)
        layout.addWidget(self._error)
        layout.addStretch()

    def _offer(self, logins: Sequence[str]) -> None:
        completer = QCompleter(list(logins), self.login)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setPopup(PopupList())
        self.login.setCompleter(completer)

    def _ask_account(self) -> None:
        self._asks_account = True
        self.other.hide()
        self.login.show()
        self.login.selectAll()
        self.login.setFocus()

    def _show_signature(self, signature: Signature) -> None:
        time = f"{signature.at.astimezone(BEIJING):%H:%M:%S}"
        self._signed_at.setText(tr(_BY_PASSWORD).format(time=time))
        self.password.clear()
        self.refuse("")

    def _submit(self) -> None:
        password = self.password.text()
        if password and self.login.text():
            self.password.clear()
            self.sign_wanted.emit(self.login.text(), password)
        else:
            self.take_focus()

    def _read_words(self, *, busy: bool = False) -> None:
        if self._signer is None:
            return
        caption = tr(self._signer.caption)
        self._signed_words.setText(tr(_SIGNED))
        self.login.setPlaceholderText(tr("Account"))
        self.login.setAccessibleName(f"{caption} {tr('Account')}")
        own = tr("Password of {name}").format(name=self._signer.name)
        self.password.setPlaceholderText(own if self._signer.name else tr("Password"))
        self.password.setAccessibleName(f"{caption} {tr('Password')}")
        self.other.setText(tr("Another signs"))
        self.other.setAccessibleName(f"{caption} {tr('Someone else')}")
        verb = N_("Sign") if self._is_compact else self._signer.verb
        self.sign.setText(tr(N_("Checking…") if busy else verb))
        self.sign.setAccessibleName(tr(self._signer.verb))

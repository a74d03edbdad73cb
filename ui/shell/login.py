"""The sign-in page: choose your name, type the password, Enter."""

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commandcenter.kernel.words import N_
from ui.shell.clock import Ticker
from ui.shell.login_person import PersonCard
from ui.shell.login_side import LoginFacts, LoginSide
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Field, Well
from ui.widgets.labels import Label
from ui.widgets.states import Deck
from ui.widgets.words import tr

_COLUMN_W, _SIDE_NEEDS_W = 396, 860  # px at 100 %
_CARDS_A_ROW = 4


class LoginPage(QWidget):
    """Takes a name and a password; checking them is the listener's work.

    Signals:
        wanted: Somebody wants to sign in (account name, password).
        again_wanted: Somebody wants the county opened that could not be opened.
    """

    wanted = Signal(str, str)
    again_wanted = Signal()

    def __init__(self, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = LoginFacts(county="")
        self._error: Exception | None = None
        self._is_open = True
        self._asks_account = True
        self._cards: list[PersonCard] = []
        self._side = LoginSide(ticker)
        self._title = Label(tone="display")
        self._subtitle = Label(tone="note")
        self._card_box = QWidget()
        self._card_grid = QGridLayout(self._card_box)
        self.account = QLineEdit(maxLength=100)
        self.password = QLineEdit(maxLength=200, echoMode=QLineEdit.EchoMode.Password)
        self._account_field = Field("", self.account)
        self._password_field = Field("", self.password)
        self.enter = KeyButton(key="Enter", kind="primary")
        self.other = KeyButton(kind="bare")
        self._station = Label(tone="quiet")
        self._demo = _DemoNotice()
        self._build()
        for line in (self.account, self.password):
            line.returnPressed.connect(self._submit)
            line.textEdited.connect(self._forget_error)
        self.enter.clicked.connect(self._submit)
        self.other.clicked.connect(self._switch_account)

    def set_facts(self, facts: LoginFacts) -> None:
        """Show another county, shift or list of people."""
        self._facts = facts
        self._asks_account = not any(person.login for person in facts.people)
        self._side.set_facts(facts)
        self._fill_cards()
        self._demo.set_facts(facts)
        self._read_words()

    def update_facts(self, facts: LoginFacts) -> None:
        """Show what has changed meanwhile, but not while somebody types."""
        if facts == self._facts or self.password.text() or self.account.text():
            return
        chosen = self._chosen_login()
        self.set_facts(facts)
        for card in self._cards:
            card.setChecked(card.isChecked() or card.person.login == chosen)
        if self.isVisible():
            self.take_focus()

    def show_opening(self) -> None:
        """Hold back what is typed here until the county is open."""
        self._is_open = False
        self._error = None
        self._deck.show_loading()

    def show_open(self) -> None:
        """Let somebody sign in."""
        self._is_open = True
        self._deck.show_content()

    def show_not_open(self, error: Exception) -> None:
        """Say why the county cannot be opened, and offer to try again."""
        self._is_open = False
        self._error = error
        self._read_words()
        self.setFocus()

    def refuse(self, error: Exception) -> None:
        """Say why nobody was signed in; the password may be typed anew at once."""
        if not self._is_open:
            self.show_not_open(error)
            return
        self.set_busy(False)
        self._error = error
        self._read_words()
        self.password.selectAll()
        self.password.setFocus()

    def set_busy(self, busy: bool) -> None:
        """Hold the button while the password is being checked."""
        self.enter.setEnabled(not busy)

    def clear(self) -> None:
        """Forget what was typed."""
        self.set_busy(False)
        self._error = None
        self.password.clear()
        self.account.clear()
        self._read_words()

    def take_focus(self) -> None:
        """Put the cursor where the next thing is typed."""
        needs_account = self._asks_account and not self.account.text()
        (self.account if needs_account else self.password).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and self._error is not None and not self._is_open:
            self.again_wanted.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_room = self.width() >= theme.px(_SIDE_NEEDS_W)
        self._side.setVisible(has_room)
        self._side.setFixedWidth(min(self.width() * 5 // 12, theme.px(560)))

    def _build(self) -> None:
        self._card_grid.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._card_grid, 3)
        column = QWidget()
        scaled.width(column, _COLUMN_W)
        rows = QVBoxLayout(column)
        scaled.margins(rows, 0, 4, 0, 4)
        scaled.gap(rows, 2)
        rows.addStretch(3)
        rows.addWidget(self._title)
        rows.addWidget(self._subtitle)
        rows.addSpacing(theme.space(3))
        rows.addWidget(self._card_box)
        rows.addSpacing(theme.space(3))
        rows.addWidget(self._account_field)
        rows.addWidget(self._password_field)
        rows.addSpacing(theme.space(2))
        rows.addWidget(self.enter)
        rows.addWidget(self.other)
        rows.addWidget(self._demo)
        rows.setAlignment(self.other, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(4)
        rows.addWidget(self._station, 0, Qt.AlignmentFlag.AlignRight)
        for tall in (self.account, self.password, self.enter):
            tall.setProperty("tall", True)
        middle = QWidget()
        middle.setObjectName("page")
        around = QHBoxLayout(middle)
        around.addStretch()
        around.addWidget(column)
        around.addStretch()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        self._deck = Deck(scroll)
        self._deck.acted.connect(self.again_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side)
        layout.addWidget(self._deck, 1)

    def _read_words(self) -> None:
        self._title.setText(tr("Who is on duty"))
        asks_both = self._cards and not self._asks_account
        choice = N_("Choose your name, or enter an account")
        hint = tr(choice if asks_both else N_("Enter your account"))
        self._subtitle.setText(hint)
        self._account_field.set_caption(tr("Account"))
        self._password_field.set_caption(tr("Password"))
        self.enter.setText(tr("Sign in"))
        self.other.setText(tr("Back to the names") if self._asks_account else tr("Someone else"))
        self.other.setVisible(bool(self._cards))
        self._card_box.setVisible(bool(self._cards) and not self._asks_account)
        self._account_field.setVisible(self._asks_account)
        self._station.setText(self._facts.station)
        self._password_field.set_error("" if self._error is None else sentence(self._error))
        self._demo.read_words()
        if self._error is not None and not self._is_open:
            title, text = tr("The county is not open"), sentence(self._error)
            again = tr("Try again")
            self._deck.show_state("warning-circle", title, text, action=again, key="Enter")

    def _fill_cards(self) -> None:
        for card in self._cards:
            self._card_grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        people = [person for person in self._facts.people if person.login]
        self._cards = [PersonCard(person) for person in people]
        for number, card in enumerate(self._cards):
            card.clicked.connect(self._forget_error)
            card.picked.connect(self._on_picked)
            self._card_grid.addWidget(card, number // _CARDS_A_ROW, number % _CARDS_A_ROW)
        expected = [card for card in self._cards if card.person.login == self._facts.expected]
        for card in (*expected, *self._cards)[:1]:
            card.setChecked(True)
        # Made last, they would be reached last.
        for before, after in pairwise([self._card_box, *self._cards, self.account]):
            QWidget.setTabOrder(before, after)

    def _on_picked(self) -> None:
        self._forget_error()
        self.password.setFocus()

    def _switch_account(self) -> None:
        self._asks_account = not self._asks_account
        self._error = None
        self._read_words()
        self.take_focus()

    def _forget_error(self) -> None:
        if self._error is not None:
            self._error = None
            self._password_field.set_error("")

    def _submit(self) -> None:
        login = self.account.text().strip() if self._asks_account else self._chosen_login()
        if not login:
            self.account.setFocus()
        elif not self.password.text():
            self.password.setFocus()
        elif self.enter.isEnabled():
            self.set_busy(True)
            self.wanted.emit(login, self.password.text())

    def _chosen_login(self) -> str:
        return next((card.person.login for card in self._cards if card.isChecked()), "")


class _DemoNotice(Well):
    """Says that this is the demo county, and how to get in."""

    def __init__(self) -> None:
        super().__init__()
        self._facts = LoginFacts(county="")
        self._title = Label(tone="strong")
        self._password = Label(tone="strong")
        self._accounts = (Label(tone="quiet"), Label(tone="quiet"))
        columns = QHBoxLayout()
        scaled.gap(columns, 3)
        for label in self._accounts:
            columns.addWidget(label, 1)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 1)
        layout.addWidget(self._title)
        layout.addWidget(self._password)
        layout.addLayout(columns)
        for label in (self._password, *self._accounts):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def set_facts(self, facts: LoginFacts) -> None:
        self._facts = facts
        self.read_words()

    def read_words(self) -> None:
        self.setVisible(bool(self._facts.demo))
        self._title.setText(tr("Demo county: all names are invented"))
        password = tr("Password of all: {password}").format(password=self._facts.demo_password)
        self._password.setText(password)
        rows = [f"{a.login}  {a.name}  {tr(a.role)}" for a in self._facts.demo]
        half = (len(rows) + 1) // 2
        for label, part in zip(self._accounts, (rows[:half], rows[half:]), strict=True):
            label.setText("\n".join(part))

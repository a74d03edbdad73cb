"""The left half of the sign-in page: county, time, and who is on duty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.kernel.times import clock, day_of
from commandcenter.kernel.words import N_
from ui.shell.clock import Ticker
from ui.shell.login_person import LoginPerson
from ui.widgets import icons, logo, paint, scaled, theme
from ui.widgets.labels import Label
from ui.widgets.times import day_and_weekday
from ui.widgets.words import tr

_SECRECY = N_("No state secrets in this system. The duty log is not for outsiders.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """An account of the demo county, shown so that anybody can look around.

    Attributes:
        role: Source text.
    """

    login: str
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginFacts:
    """What the sign-in page shows.

    Attributes:
        shift: Name and hours of the shift, in the language of the county.
        is_next: The shift begins only now; else it is running.
        note: Further facts of the moment, already in words.
        people: Leader first; those with an account get a card.
        expected: Login of whose card is chosen at first; the first one if there is none.
        demo: Accounts of the demo county; empty in earnest.
        demo_password: Password of them all.
        station: Workstation and version, already in words.
    """

    county: str
    shift: str = ""
    is_next: bool = False
    note: str = ""
    people: Sequence[LoginPerson] = ()
    expected: str = ""
    demo: Sequence[DemoAccount] = ()
    demo_password: str = ""
    station: str = ""


class LoginSide(QWidget):
    """Tells at a glance which county and whose shift this is."""

    def __init__(self, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = LoginFacts(county="")
        self._ticker = ticker
        self._logo = _Logo()
        self._county = Label(tone="display")
        self._county.setWordWrap(True)
        self._time = Label(tone="large")
        self._caption = Label(tone="quiet")
        self._shift = Label(tone="title")
        self._note = Label(tone="note")
        self._note.setWordWrap(True)
        self._people = QWidget()
        self._grid = QGridLayout(self._people)
        self._secrecy = Label(tone="quiet")
        self._secrecy.setWordWrap(True)
        self._build()
        ticker.ticked.connect(self._on_tick)

    def set_facts(self, facts: LoginFacts) -> None:
        """Show another shift."""
        self._facts = facts
        self._logo.set_character(facts.county[:1])
        self.read_words()

    def read_words(self) -> None:
        """Put everything into the language of the window."""
        facts = self._facts
        self._county.setText(facts.county)
        self._caption.setText(tr(N_("Next shift") if facts.is_next else N_("This shift")))
        self._caption.setVisible(bool(facts.shift))
        self._shift.setText(facts.shift)
        self._note.setText(facts.note)
        self._secrecy.setText(tr(_SECRECY))
        self._fill_people()
        self._on_tick(self._ticker.now())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("surface_sunken"))

    def _build(self) -> None:
        scaled.margins(self._grid, 0, 4, 0, 0)
        self._grid.setVerticalSpacing(theme.space(4))
        self._grid.setHorizontalSpacing(theme.space(5))
        self._grid.setColumnStretch(1, 1)
        foot = QHBoxLayout()
        scaled.gap(foot, 2)
        foot.addWidget(_Lock(), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._secrecy, 1)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 7, 7, 7, 6)
        scaled.gap(layout, 2)
        layout.addWidget(self._logo, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(theme.space(4))
        layout.addWidget(self._county)
        layout.addWidget(self._time)
        layout.addSpacing(theme.space(6))
        for widget in (self._caption, self._shift, self._note, self._people):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addLayout(foot)

    def _fill_people(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, person in enumerate(self._facts.people):
            self._grid.addWidget(Label(tr(person.role), "note"), row, 0)
            self._grid.addWidget(Label(person.name, "large"), row, 1)
            phone = Label(person.phone, "note")
            self._grid.addWidget(phone, row, 2, Qt.AlignmentFlag.AlignRight)

    def _on_tick(self, at: datetime) -> None:
        day, weekday = day_and_weekday(day_of(at))
        self._time.setText(f"{day} {weekday}  {clock(at)}")


class _Logo(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._character = ""

    def set_character(self, character: str) -> None:
        self._character = character
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._character:
            logo.draw(QPainter(self), self.rect(), self._character)


class _Lock(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(theme.px(16), theme.px(18))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self.rect(), "lock-simple", "text_quiet")

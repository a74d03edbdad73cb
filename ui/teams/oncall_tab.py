"""Whom to call now (待命): every team that is ready, with its phones, on one screen."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.model import initials
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from commandcenter.teams.model.readiness import STATE_WORDS, OnCall
from commandcenter.teams.service import readiness
from ui.shell.seat import Seat
from ui.teams.oncall_view import CallCard, OnCallView
from ui.teams.phones_out import PhonesOut
from ui.teams.roster_terms import LEVEL, Terms
from ui.teams.tab import PAGE, Tab
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.states import Deck
from ui.widgets.times import ago
from ui.widgets.words import tr

_CAPTIONS = {
    "duty_phone": N_("Duty"),
    "leader_phone": N_("Team leader"),
    "deputy_phone": N_("Deputy leader"),
    "satellite_phone": N_("Satellite"),
    "radio_channel": N_("Radio"),
}


class OnCallTab(Tab):
    """Cards in the order of the roster; what was read last stays while nothing answers."""

    kinds = ("oncall",)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self._found: Sequence[OnCall] = ()
        self._words: dict[object, str] = {}
        self._read_at: datetime | None = None
        self._is_old = False
        self.line = QLineEdit(clearButtonEnabled=True)
        self._count = Label(tone="heading")
        self._as_of = Label(tone="note")
        self.view = OnCallView()
        self.phones = PhonesOut(db, seat, self)
        self.print = KeyButton(key="Ctrl+P", icon="printer")
        self.save = KeyButton(key="Ctrl+S", icon="download-simple")
        self._build()
        self.line.textChanged.connect(lambda _text: self.show_found())
        self.view.opened.connect(lambda one: self.team_wanted.emit(one.team_id))
        self.failed.connect(self._note_old)
        self._connect_paper()
        self.read_words()

    def reading(self) -> Callable[[], Any]:
        return partial(_read, self.db, self.seat.officer(), self.seat.clock())

    def show_read(self, read: tuple[tuple[OnCall, ...], datetime]) -> None:
        self._found, self._read_at = read
        self._is_old = False
        self._words = {
            one.team_id: f"{one.name} {initials(one.name)} {one.leader} {one.number}".lower()
            for one in self._found
        }
        self.show_found()

    def show_terms(self, terms: Terms) -> None:
        super().show_terms(terms)
        self.show_found()

    def show_found(self) -> None:
        """Show the teams that fit what was typed."""
        wanted = self.line.text().strip().lower()
        found = [one for one in self._found if wanted in self._words[one.team_id]]
        now = self.seat.clock()
        self.view.show_cards([self._card(one, now) for one in found])
        stale = sum(one.is_stale for one in found)
        count = tr("{count} teams can be called").format(count=len(found))
        old = tr("of {count} nothing was heard lately").format(count=stale)
        self._count.setText(f"{count} · {old}" if stale else count)
        self._show_as_of()
        if found or not self.has_content:
            self._deck.show_content()
        else:
            self._deck.show_state(
                "phone",
                tr("Nobody to call"),
                tr("No team is ready, or nobody has said so: note it on the card of a team."),
            )

    def search(self) -> None:
        self.line.setFocus()
        self.line.selectAll()

    def give_up(self) -> None:
        self.line.clear()
        self.view.setFocus()

    def submit(self) -> None:
        self.phones.save()

    def read_words(self) -> None:
        self.print.setText(tr("Print"))
        self.save.setText(tr("Save as PDF"))
        self.line.setPlaceholderText(tr("Search: characters, pinyin initials, numbers"))
        self.line.setAccessibleName(tr("Search"))
        self.view.setAccessibleName(tr("Whom to call now"))
        self.show_found()

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.gap(head, 3)
        head.addWidget(self._count)
        head.addWidget(self.line, 1)
        head.addStretch(1)
        head.addWidget(self._as_of)
        head.addWidget(self.print)
        head.addWidget(self.save)
        self._deck = Deck(self.view)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addLayout(head)
        layout.addWidget(self._deck, 1)
        self.put(content)
        self.setFocusProxy(self.view)

    def _connect_paper(self) -> None:
        self.print.clicked.connect(self.phones.print_pages)
        self.save.clicked.connect(self.phones.save)
        for button in (self.print, self.save):
            self.phones.busy.connect(button.setDisabled)
        add = partial(self.seat.actions.add, self, page=PAGE)
        add(N_("Print whom to call"), "Ctrl+P", self.phones.print_pages, icon="printer")

    def _note_old(self) -> None:
        self._is_old = True
        self._show_as_of()

    def _show_as_of(self) -> None:
        if self._read_at is None:
            self._as_of.setText("")
            return
        time = clock(self._read_at)
        sentence = N_("Not up to date: as read at {time}") if self._is_old else N_("Read at {time}")
        self._as_of.setText(tr(sentence).format(time=time))

    def _card(self, one: OnCall, now: datetime) -> CallCard:
        said = one.readiness
        level = self.terms.said(LEVEL, said.level)
        facts = [
            tr(STATE_WORDS[said.state]),
            level,
            one.leader,
            tr("{count} people").format(count=one.headcount),
            tr("ready in {minutes} min").format(minutes=one.muster_minutes)
            if one.muster_minutes
            else "",
            said.reason,
        ]
        return CallCard(
            one,
            calls=[(tr(_CAPTIONS[name]), number) for name, number in one.phones],
            facts=" · ".join(fact for fact in facts if fact),
            heard=ago(max(0.0, (now - said.at).total_seconds())),
        )


def _read(db: Database, officer: Officer, now: datetime) -> tuple[tuple[OnCall, ...], datetime]:
    return readiness.on_call(db, officer=officer, at=now), now

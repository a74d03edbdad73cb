"""Whom to call now (待命): every team that is ready, with its phones, on one screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.model import initials
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from commandcenter.teams.model.readiness import STATE_WORDS, OnCall
from commandcenter.teams.service import exports
from commandcenter.teams.service.exports import CallList
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.teams import placed_panel
from ui.teams.oncall_view import CallCard, OnCallView
from ui.teams.phones_out import PhonesOut
from ui.teams.placed_panel import Placed, PlacedPanel
from ui.teams.roster_terms import LEVEL, Terms
from ui.teams.tab import PAGE, Tab
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented
from ui.widgets.states import Deck
from ui.widgets.times import ago
from ui.widgets.words import language, tr

CALLS, PLACED = "oncall", "placed"
_CAPTIONS = {
    "duty_phone": N_("Duty"),
    "leader_phone": N_("Team leader"),
    "deputy_phone": N_("Deputy leader"),
    "satellite_phone": N_("Satellite"),
    "radio_channel": N_("Radio"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    calls: CallList
    placed: Placed


class OnCallTab(Tab):
    """Cards in the order of the roster; what was read last stays while nothing answers.

    Beside them, one list at a time, who waits outside their base; the target `placed`
    leads there.
    """

    kinds = (CALLS, PLACED)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self._found: Sequence[OnCall] = ()
        self._words: dict[object, str] = {}
        self._read_at: datetime | None = None
        self._is_old = False
        self.line = QLineEdit(clearButtonEnabled=True)
        self.which = Segmented()
        self.placed = PlacedPanel(db, seat)
        self._stack = QStackedWidget()
        self._as_of = Label(tone="note")
        self.view = OnCallView()
        self.phones = PhonesOut(db, seat, self)
        self.print = KeyButton(key="Ctrl+P", icon="printer")
        self.save = KeyButton(key="Ctrl+S", icon="download-simple")
        self._build()
        self.line.textChanged.connect(lambda _text: self.show_found())
        self.view.opened.connect(lambda one: self.team_wanted.emit(one.team_id))
        self.failed.connect(self._note_old)
        self.which.chosen.connect(self.show_list)
        self.placed.changed.connect(self.refresh)
        self._connect_paper()
        self.read_words()

    def reading(self) -> Callable[[], Any]:
        return partial(_read, self.db, self.seat.officer(), self.seat.clock(), language())

    def show_read(self, read: _Read) -> None:
        self._found, self._read_at = read.calls.teams, read.calls.at
        self.phones.keep(read.calls)
        self.placed.show_placed(read.placed)
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
        self._show_counts()
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
        line = self.placed.search if self._is_placed() else self.line
        line.setFocus()
        line.selectAll()

    def give_up(self) -> None:
        if self._is_placed():
            self.placed.give_up()
            return
        self.line.clear()
        self.view.setFocus()

    def begin_new(self) -> None:
        self.show_list(PLACED)
        self.placed.begin_new()

    def submit(self) -> None:
        if self._is_placed():
            self.placed.submit()
        else:
            self.phones.save()

    def go_to(self, target: Target) -> None:
        self.show_list(target.kind)

    def place(self) -> Target:
        return Target(page=PAGE, kind=str(self.which.value()))

    def show_list(self, which: object) -> None:
        """Show whom to call, or who waits elsewhere."""
        self.which.set_value(which)
        self._stack.setCurrentWidget(self.placed if which == PLACED else self._deck)
        for widget in (self.print, self.save, self.line, self._as_of):
            widget.setVisible(which != PLACED)
        self.setFocusProxy(self.placed if which == PLACED else self.view)

    def read_words(self) -> None:
        self.print.setText(tr("Print"))
        self.save.setText(tr("Save as PDF"))
        self.line.setPlaceholderText(tr("Search: characters, pinyin initials, numbers"))
        self.line.setAccessibleName(tr("Search"))
        self.view.setAccessibleName(tr("Whom to call now"))
        self.which.setAccessibleName(tr("List"))
        self.show_found()

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.gap(head, 3)
        head.addWidget(self.which)
        head.addWidget(self.line, 2)
        head.addStretch(1)
        head.addWidget(self._as_of)
        head.addWidget(self.print)
        head.addWidget(self.save)
        self._deck = Deck(self.view)
        for part in (self._deck, self.placed):
            self._stack.addWidget(part)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.put(content)
        self.which.set_value(CALLS)
        self.setFocusProxy(self.view)

    def _connect_paper(self) -> None:
        self.print.clicked.connect(self.phones.print_pages)
        self.save.clicked.connect(self.phones.save)
        for button in (self.print, self.save):
            self.phones.busy.connect(button.setDisabled)
        add = partial(self.seat.actions.add, self, page=PAGE)
        add(N_("Print whom to call"), "Ctrl+P", self.phones.print_pages, icon="printer")

    def _show_counts(self) -> None:
        self.which.set_choices(
            [
                (CALLS, tr("Can be called {count}").format(count=len(self._found))),
                (PLACED, tr("Placed forward {count}").format(count=len(self.placed.records))),
            ]
        )

    def _is_placed(self) -> bool:
        return self._stack.currentWidget() is self.placed

    def _note_old(self) -> None:
        self._is_old = True
        self._show_as_of()

    def _show_as_of(self) -> None:
        if self._read_at is None:
            self._as_of.setText("")
            return
        time = clock(self._read_at)
        stale = sum(one.is_stale for one in self._found)
        old = tr("of {count} nothing was heard lately").format(count=stale) if stale else ""
        sentence = N_("Not up to date: as read at {time}") if self._is_old else N_("Read at {time}")
        as_of = tr(sentence).format(time=time)
        self._as_of.setText(" · ".join(part for part in (as_of, old) if part))

    def _card(self, one: OnCall, now: datetime) -> CallCard:
        said = one.readiness
        level = self.terms.said(LEVEL, said.level)
        placed = self.placed.where(one.team_id, now)
        facts = [
            tr(STATE_WORDS[said.state]),
            "" if placed is None else tr("at {place}").format(place=placed.place),
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


def _read(db: Database, officer: Officer, now: datetime, language: str) -> _Read:
    return _Read(
        calls=exports.call_list(db, at=now, officer=officer, language=language),
        placed=placed_panel.read(db, now),
    )

"""What runs out (到期): certificates, insurances, agreements, gradings, checks, supplies."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.model import initials
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from commandcenter.teams.model.strength import EXPIRES_WORDS, Expires, Expiry
from commandcenter.teams.service import overview
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.teams.roster_terms import SKILL
from ui.teams.supplies_tab import STORE, SUPPLY
from ui.teams.tab import PAGE, Tab
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.segmented import Segmented
from ui.widgets.states import Deck
from ui.widgets.words import tr

_SPANS = (None, 30, 90, 365)  # days; None as the rule of the county says


class ExpiringTab(Tab):
    """The earliest first; Enter opens the team, store or supply it belongs to."""

    kinds = ("expiring",)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self._found: Sequence[Expiry] = ()
        self.line = QLineEdit(clearButtonEnabled=True)
        self.span = Segmented()
        self.span.set_value(None)
        self._count = Label(tone="note")
        self.table = RecordTable(
            (
                Column(title=N_("Left"), text=self._left),
                Column(title=N_("Last day"), text=lambda one: str(one.valid_to)),
                Column(title=N_("What"), text=lambda one: tr(EXPIRES_WORDS[one.kind])),
                Column(title=N_("Of"), text=self._name),
                Column(title=N_("Team or store"), text=lambda one: one.owner),
            ),
            lambda one: one,
            stretch=4,
        )
        self._build()
        self.span.chosen.connect(lambda _days: self.refresh())
        self.line.textChanged.connect(lambda _text: self.show_found())
        self.table.opened.connect(self._open)
        self.read_words()

    def reading(self) -> Callable[[], Any]:
        days: Any = self.span.value()
        return partial(overview.expiring, self.db, on=day_of(self.seat.clock()), days=days)

    def show_read(self, read: Sequence[Expiry]) -> None:
        self._found = tuple(dict.fromkeys(read))
        self.show_found()

    def show_found(self) -> None:
        """Show what fits what was typed."""
        wanted = self.line.text().strip().lower()
        found = [one for one in self._found if wanted in self._words(one)]
        self.table.show_records(found)
        today = day_of(self.seat.clock())
        over = sum(one.days_left(today) < 0 for one in found)
        self._count.setText(
            tr("{count} run out, {over} of them have run out already").format(
                count=len(found), over=over
            )
        )
        if found or not self.has_content:
            self._deck.show_content()
        else:
            self._deck.show_state(
                "check-circle", tr("Nothing runs out"), tr("In this time, everything is valid.")
            )

    def search(self) -> None:
        self.line.setFocus()
        self.line.selectAll()

    def give_up(self) -> None:
        self.line.clear()
        self.table.setFocus()

    def read_words(self) -> None:
        self.line.setPlaceholderText(tr("Search: characters, pinyin initials, numbers"))
        self.line.setAccessibleName(tr("Search"))
        self.table.setAccessibleName(tr("What runs out"))
        self.span.setAccessibleName(tr("Within how many days"))
        words = [
            (days, tr("By the rule") if days is None else tr("{days} days").format(days=days))
            for days in _SPANS
        ]
        self.span.set_choices(words)
        self.show_found()

    def _build(self) -> None:
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 4, 3, 4, 3)
        scaled.gap(inner, 2)
        head = QHBoxLayout()
        scaled.gap(head, 3)
        head.addWidget(self.span)
        head.addWidget(self.line, 1)
        head.addWidget(self._count)
        head.addStretch(1)
        self._deck = Deck(self.table)
        inner.addLayout(head)
        inner.addWidget(self._deck, 1)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.put(content)
        self.setFocusProxy(self.table)

    def _left(self, one: Expiry) -> str:
        days = one.days_left(day_of(self.seat.clock()))
        if days < 0:
            return tr("ran out {days} d ago").format(days=-days)
        return tr("today") if days == 0 else tr("{days} d left").format(days=days)

    def _name(self, one: Expiry) -> str:
        return self.terms.said(SKILL, one.name) if one.kind is Expires.ASSESSMENT else one.name

    def _words(self, one: Expiry) -> str:
        kind = tr(EXPIRES_WORDS[one.kind])
        return f"{one.owner} {initials(one.owner)} {self._name(one)} {kind}".lower()

    def _open(self, one: Expiry) -> None:
        if one.item_id is not None:
            self.seat.navigation.open(Target(page=PAGE, kind=SUPPLY, key=one.item_id))
        elif one.kind is Expires.STORE_AGREEMENT:
            self.seat.navigation.open(Target(page=PAGE, kind=STORE, key=one.owner_id))
        else:
            self.team_wanted.emit(one.owner_id)

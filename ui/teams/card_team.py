"""The card of one team."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.database.history import Noted
from commandcenter.directory.rights import Right
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from commandcenter.teams.model.readiness import STATE_WORDS, Muster, Readiness
from commandcenter.teams.model.team import Card, Team
from commandcenter.teams.service import doing, readiness, roster
from ui.records.confirm_button import ConfirmButton
from ui.records.refusal import may
from ui.shell.seat import Seat
from ui.teams import card_history
from ui.teams.card_facts import FactsPanel
from ui.teams.card_parts import KINDS, PartsPanel
from ui.teams.card_readiness import ReadinessPanel
from ui.teams.roster_terms import CATEGORY, SKILL, Terms
from ui.widgets import cards, scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.pill import Pill
from ui.widgets.words import tr

FACTS, READINESS, HISTORY = N_("Facts"), N_("Readiness"), N_("History")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Everything that the card shows of one moment."""

    card: Card
    present: Readiness | None
    told: tuple[Readiness, ...]
    musters: tuple[Muster, ...]
    history: tuple[Noted, ...]
    is_stale: bool


def read(
    db: Database, team_id: UUID, *, officer: Officer, at: datetime, drill_id: UUID | None = None
) -> Whole:
    """Return everything about a team, in reality or in a drill."""
    with db.read() as tx:
        after = roster.stale_after(tx, at)
        present = doing.present_in(tx, team_id, drill_id=drill_id)
    return Whole(
        card=roster.card(db, team_id, officer=officer),
        present=present,
        told=readiness.told(db, team_id, drill_id=drill_id),
        musters=readiness.musters(db, team_id),
        history=roster.history(db, team_id, officer=officer),
        is_stale=present is None or present.is_stale(at, after),
    )


class TeamCard(QWidget):
    """Facts, readiness, people, things, papers and history of one team.

    Signals:
        closed: The user wants the list again.
        changed: Something about the team was written.
        saved_new: A new team was written (UUID).
    """

    closed = Signal()
    changed = Signal()
    saved_new = Signal(object)

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._terms = Terms()
        self._whole: Whole | None = None
        self._is_new = False
        self.back = KeyButton(key="Esc", kind="bare", icon="arrow-left")
        self._name = Label(tone="title")
        self._note = Label(tone="note")
        self._state = Pill()
        self.retire = ConfirmButton(
            N_("Retire the team"), N_("Retire it: its history stays"), icon="archive-box"
        )
        self.revive = KeyButton(kind="bare", icon="arrow-counter-clockwise")
        self.sections = QTabBar(drawBase=False, expanding=False)
        self.facts = FactsPanel(db, seat)
        self.readiness = ReadinessPanel(db, seat)
        self.parts = {name: PartsPanel(db, seat, name) for name in KINDS}
        self.history = card_history.table(lambda: self._terms)
        self.sections.setUsesScrollButtons(False)
        self._stack = QStackedWidget()
        self.setFocusProxy(self.sections)
        self._build()
        self._connect()
        self._read_words()

    def team_id(self) -> UUID | None:
        """Return which team is shown; None before the first and for a new one."""
        return None if self._whole is None or self._is_new else self._whole.card.team.id

    def show_terms(self, terms: Terms) -> None:
        """Take the words of the dictionaries."""
        self._terms = terms
        self.facts.show_terms(terms)
        self.readiness.show_terms(terms)
        for panel in self.parts.values():
            panel.show_terms(terms)
        self._read_words()

    def begin_new(self) -> None:
        """Let the user fill in a new team."""
        self._is_new = True
        team = Team(id=new_id(), number="", name="")
        self._whole = Whole(
            card=Card(team=team), present=None, told=(), musters=(), history=(), is_stale=True
        )
        self.sections.setCurrentIndex(0)
        self.facts.show_team(team, is_new=True)
        self._read_words()
        self.facts.edit_first()

    def show_whole(self, whole: Whole) -> None:
        """Show a team as it stands; what is being typed stays."""
        self._whole, self._is_new = whole, False
        team = whole.card.team
        self.facts.show_team(team)
        self.readiness.show_said(
            team.id, whole.present, whole.told, whole.musters, is_stale=whole.is_stale
        )
        for name, panel in self.parts.items():
            panel.show_parts(team.id, getattr(whole.card, name))
        self.history.show_records(whole.history)
        self._read_words()

    def begin_part(self) -> None:
        """Let the user fill a new record of the list in front."""
        panel = self._stack.currentWidget()
        if isinstance(panel, PartsPanel):
            panel.begin_new()

    def search(self) -> None:
        """Let the user type what to look for in the list in front."""
        panel = self._stack.currentWidget()
        if isinstance(panel, PartsPanel):
            panel.search.setFocus()
            panel.search.selectAll()

    def submit(self) -> None:
        """Save what was typed in the section in front."""
        panel = self._stack.currentWidget()
        if isinstance(panel, PartsPanel):
            panel.submit()
        elif panel is self.facts:
            self.facts.editor.submit()
        elif panel is self.readiness:
            self.readiness.submit()

    def give_up(self) -> None:
        """Throw away what was typed in front; with nothing typed, back to the list."""
        panel = self._stack.currentWidget()
        editor = self.facts.editor if panel is self.facts else getattr(panel, "editor", None)
        if editor is not None and editor.is_edited():
            if isinstance(panel, PartsPanel):
                panel.give_up()
            else:
                editor.give_up()
        else:
            self.closed.emit()

    def next_section(self, step: int) -> None:
        """Go to the section beside the one in front."""
        if not self._is_new:
            count = self.sections.count()
            self.sections.setCurrentIndex((self.sections.currentIndex() + step) % count)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.gap(head, 3)
        for part in (self.back, self._name, self._state, self._note):
            head.addWidget(part)
        head.addStretch()
        head.addWidget(self.revive)
        head.addWidget(self.retire)
        for title, panel in self._panels():
            self.sections.addTab(tr(title))
            self._stack.addWidget(panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(self.sections)
        layout.addWidget(self._stack, 1)

    def _panels(self) -> list[tuple[str, QWidget]]:
        lists: list[tuple[str, QWidget]] = [
            (KINDS[name].title, panel) for name, panel in self.parts.items()
        ]
        if not hasattr(self, "_history_card"):
            self._history_card = cards.Card()
            inner = QVBoxLayout(self._history_card)
            scaled.margins(inner, 4, 3, 4, 3)
            inner.addWidget(self.history)
        return [
            (FACTS, self.facts),
            (READINESS, self.readiness),
            *lists,
            (HISTORY, self._history_card),
        ]

    def _connect(self) -> None:
        self.back.clicked.connect(self.give_up)
        self.sections.currentChanged.connect(self._stack.setCurrentIndex)
        self.facts.saved.connect(self._on_saved)
        self.readiness.said.connect(self.changed)
        for panel in self.parts.values():
            panel.changed.connect(self.changed)
        self.retire.confirmed.connect(partial(self._write_retired, is_retired=True))
        self.revive.clicked.connect(lambda: self._write_retired(is_retired=False))

    def _on_saved(self, team: Team) -> None:
        was_new, self._is_new = self._is_new, False
        if was_new:
            self.saved_new.emit(team.id)
        else:
            self.changed.emit()

    def _write_retired(self, *, is_retired: bool) -> None:
        if self._whole is None:
            return
        team, officer = self._whole.card.team, self._seat.officer()
        service: Callable[..., Team] = roster.retire if is_retired else roster.change
        after = replace(team, is_retired=is_retired)
        call = partial(service, self._db, after, officer=officer)
        self._seat.background.write(
            self, call, lambda _team: self.changed.emit(), self._seat.messages.problem
        )

    def _read_words(self) -> None:
        for at, (title, panel) in enumerate(self._panels()):
            count = len(panel.records) if isinstance(panel, PartsPanel) else 0
            self.sections.setTabText(at, f"{tr(title)} {count}" if count else tr(title))
            self.sections.setTabVisible(at, at == 0 or not self._is_new)
        self.sections.setAccessibleName(tr("Sections of the card"))
        self.back.setText(tr("Roster"))
        self.revive.setText(tr("Take it into use again"))
        self._show_head()

    def _show_head(self) -> None:
        if self._whole is None:
            return
        team = self._whole.card.team
        may_change = may(self._seat, Right.MANAGE_TEAMS) and not self._is_new
        self._name.setText(tr("New team") if self._is_new else team.name)
        skill = self._terms.said(SKILL, team.primary_skill)
        facts = (team.number, self._terms.said(CATEGORY, team.category), skill)
        self._note.setText(" · ".join(fact for fact in facts if fact))
        self.retire.setVisible(may_change and not team.is_retired)
        self.revive.setVisible(may_change and team.is_retired)
        self._state.setVisible(not self._is_new)
        last = self._whole.present
        words = tr("Unknown") if last is None else tr(STATE_WORDS[last.state])
        if self._whole.is_stale and last is not None:
            words = tr("{state} (old)").format(state=words)
        self._state.set_text(tr("Retired") if team.is_retired else words)

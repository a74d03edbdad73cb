"""The order sheet: where help is needed, which teams are proposed, and the key that sends them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.duty.model.entry import Entry
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from commandcenter.teams.model.accountability import circle_for
from commandcenter.teams.model.dispatch import Dispatch, Order
from commandcenter.teams.model.ladder import PlaceMissing, TaskMissing
from commandcenter.teams.model.orders import for_teams, from_entry
from commandcenter.teams.model.packages import choose
from commandcenter.teams.model.proposal import Proposed
from commandcenter.teams.service import ordering
from commandcenter.teams.service.proposal import Request
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.teams.dispatch_reading import Picture
from ui.teams.proposal_fields import OrderFields
from ui.teams.proposal_list import ProposalList
from ui.teams.proposal_reading import FilledPackage, blank, choices, fill, find, gap
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.states import Deck
from ui.widgets.words import tr

_SETTLE_MS = 150
_ORDERED = N_("{teams} ordered to {place}")
_NOT_GIVEN = N_("This order is not given yet. Give it with Ctrl+D, or discard it with Ctrl+Del.")


class OrderSheet(Card):
    """Proposes teams while the fields are filled, and sends those that are ticked.

    With none ticked the team in front is sent.

    Signals:
        ordered: Teams were sent (tuple of Dispatch).
        left: Back to the board; what was typed stays.
    """

    ordered = Signal(object)
    left = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._picture = Picture()
        self._order = blank(self._seat.drill_id)
        self._source = self._refusal = ""
        self._found: tuple[Proposed, ...] = ()
        self._filled: FilledPackage | None = None
        self._ticked: set[UUID] = set()
        self._wanted: UUID | None = None
        self._sent: tuple[Order, ...] = ()
        self._asked = 0
        self._is_busy, self._is_new_question = False, True
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._title = Label(tone="title")
        self._package = KeyButton(key="Ctrl+P", icon="package")
        self._from, self._gaps = Label(tone="note"), Label(tone="note")
        self._error = Label(tone="error")
        self.fields = OrderFields()
        self.list = ProposalList()
        self.deck = Deck(self.list)
        self.send = KeyButton(key="Ctrl+D", kind="primary")
        self._leave = KeyButton(key="Esc", kind="bare")
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._build()
        self._connect()
        self.read_words()

    def begin(self, *, team_id: UUID | None = None) -> None:
        """Write an order alone, for one team if given."""
        if self._may_begin():
            self._start(blank(self._seat.drill_id), "", team_id)
        self.take_focus()

    def begin_for(self, entry: Entry) -> None:
        """Write an order for what a log line says."""
        source = tr("From log line {number}: {text}").format(
            number=f"{entry.serial:03d}", text=entry.newest.draft.content.strip()
        )
        self._begin(from_entry(entry), source, is_same=self._order.entry_id == entry.id)

    def begin_with(self, order: Order, level: str) -> None:
        """Write an order for an event of this level, of which another part knows the rest."""
        source = tr("For the incident at {place}").format(place=order.place or order.area_code)
        is_same = order.incident_id is not None and order.incident_id == self._order.incident_id
        self._begin(order, source, is_same=is_same, level=level)

    def _begin(self, order: Order, source: str, *, is_same: bool, level: str = "") -> None:
        if not is_same and self._may_begin():
            self._start(order, source, None, level)
        self.take_focus()

    def show_picture(self, picture: Picture) -> None:
        """Take over where the teams stand; what is typed and ticked stays."""
        self._picture = picture
        self.fields.offer(picture.terms, picture.areas)
        if not self.isHidden():
            self.propose()

    def propose(self) -> None:
        """Ask for the best teams anew."""
        self._asked += 1
        asked, request = self._asked, self._request()
        read = partial(self._seat.background.read, self)
        failed = partial(self._not_found, asked)
        read(partial(find, self._db, request, self._seat), partial(self._show, asked), failed)
        package = choose(self._picture.packages, self._hazard(), self._level())
        if package is not None:
            call = partial(fill, self._db, request, package, self._seat)
            # On its own: it takes longer, and nobody has to wait for it.
            read(call, partial(self._show_filled, asked), failed)
        elif self._filled is not None:
            self._show_filled(asked, None)

    def take_focus(self) -> None:
        """Put the cursor where something is missing, else on the proposals."""
        if not self.fields.take_focus():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tick_package(self) -> None:
        """Tick the teams that the response package asks for."""
        if self._filled is not None:
            self._ticked |= {team.id for team in self._filled.teams}
        self._show_choices()

    def give(self) -> None:
        """Send the teams that are ticked, or the one in front."""
        teams = self.chosen_teams()
        if self._is_busy or not self.send.isEnabled() or not self._is_complete():
            return
        orders = self._same_or_new(teams)
        self._set_busy(True)
        call = partial(ordering.order, self._db, orders, officer=self._seat.officer())
        self._seat.background.write(self, call, self._on_ordered, self.refuse)

    def discard(self) -> None:
        """Throw away what was typed and ticked."""
        if not self._is_busy:
            self._start(blank(self._seat.drill_id), "", None)
            self.left.emit()

    def refuse(self, error: Exception) -> None:
        """Say why nobody was sent; what was typed stays."""
        self._set_busy(False)
        self.say(sentence(error))
        self.propose()

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def chosen_teams(self) -> tuple[UUID, ...]:
        """Return the teams that would be sent, in the order of the proposal."""
        ticked = [team_id for team_id in self._names() if team_id in self._ticked]
        present = self.list.present()
        if not ticked and present is not None and present.id in self._names():
            return (present.id,)
        return tuple(ticked)

    def is_edited(self) -> bool:
        """Whether the officer has typed or ticked anything that was not given yet."""
        return self.fields.is_edited() or bool(self._ticked)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._title.setText(tr("Dispatch order"))
        self._leave.setText(tr("Leave"))
        self.list.setAccessibleName(tr("Proposed teams"))
        self._show_choices()

    def set_editable(self, refusal: str) -> None:
        """Leave out the key for those who may not dispatch, and say who may."""
        self._refusal = refusal
        self.send.setEnabled(not refusal)
        if refusal:
            self.say(refusal)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_enter:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def set_wide(self, is_wide: bool) -> None:
        """Put the proposals beside the fields instead of below them."""
        direction = QBoxLayout.Direction
        self._halves.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)

    def _on_changed(self) -> None:
        self._is_new_question = True
        self._settle.start()

    def _may_begin(self) -> bool:
        if self.is_edited():
            self.say(tr(_NOT_GIVEN))
            return False
        return True

    def _start(self, order: Order, source: str, team_id: UUID | None, level: str = "") -> None:
        self._order, self._source, self._wanted = order, source, team_id
        self._ticked.clear()
        self._found, self._filled = (), None
        self._is_new_question = True
        self.fields.show_order(order, level)
        self.say(self._refusal)
        self._show_choices()
        self.deck.show_loading()
        self.propose()

    def _show(self, asked: int, found: tuple[Proposed, ...]) -> None:
        if asked != self._asked:
            return
        self._found = found
        self._show_choices()
        if self._is_new_question and found:
            self.list.choose(found[0].candidate.id)
            self._is_new_question = False
        if self._wanted is not None and self.list.choose(self._wanted):
            self._wanted = None
        if found:
            self.deck.show_content()
        else:
            self.deck.show_state(
                "users-three", tr("No teams yet"), tr("The roster has nobody who could be sent.")
            )

    def _show_filled(self, asked: int, filled: FilledPackage | None) -> None:
        if asked == self._asked:
            self._filled = filled
            self._show_package()

    def _not_found(self, asked: int, error: Exception) -> None:
        if asked == self._asked and not self._found:
            self.deck.show_state("warning-circle", tr("Not loaded"), sentence(error))
        self._seat.messages.problem(error)

    def _show_choices(self) -> None:
        self.list.show_choices(choices(self._found, self._ticked, self._picture.terms))
        self._from.setText(self._source)
        self._from.setVisible(bool(self._source))
        self._show_package()
        self._show_send()

    def _show_package(self) -> None:
        filled = self._filled
        self._package.setVisible(filled is not None)
        rows = filled.rows if filled is not None else ()
        gaps = [gap(row, self._picture.terms) for row in rows if row.missing]
        self._gaps.setText(tr("Lacking: {gaps}").format(gaps=tr(", ").join(gaps)))
        self._gaps.setVisible(bool(gaps))
        if filled is not None:
            words = tr("Package {name}: {there} of {asked}").format(
                name=filled.package.name, there=len(filled.teams), asked=filled.asked
            )
            self._package.setText(words)

    def _show_send(self) -> None:
        teams = self.chosen_teams()
        if len(teams) == 1:
            self.send.setText(tr("Send {team}").format(team=self._names()[teams[0]]))
        else:
            self.send.setText(tr("Send {count} teams").format(count=len(teams)))

    def _names(self) -> dict[UUID, str]:
        """Return every team that may be ticked, the best first."""
        teams = [one.candidate for one in self._found]
        teams += self._filled.teams if self._filled is not None else ()
        return {team.id: team.name for team in teams}

    def _tick(self, team_id: UUID) -> None:
        self._ticked ^= {team_id}
        self._show_choices()

    def _is_complete(self) -> bool:
        missing = {}
        if not self.fields.task.text().strip():
            missing["task"] = sentence(TaskMissing())
            self.fields.task.setFocus()
        if not self.fields.place.text().strip():
            missing["place"] = sentence(PlaceMissing())
            self.fields.place.setFocus()
        self.fields.say(missing)
        return not missing

    def _same_or_new(self, teams: Sequence[UUID]) -> tuple[Order, ...]:
        """Return the orders sent before if they say the same; they keep their ids."""
        request = self._request()
        order = replace(
            self._order,
            place=self.fields.place.text().strip(),
            task=self.fields.task.text().strip(),
            area_code=request.area_code,
            lon=request.lon,
            lat=request.lat,
            hazard=request.hazard,
            circle=circle_for(request.hazard, request.area_code),
        )
        known = {one.team_id: one.id for one in self._sent}
        again = tuple(replace(order, id=known.get(team, order.id), team_id=team) for team in teams)
        if again != self._sent:
            self._sent = for_teams(replace(order, order_id=new_id()), teams)
            self._order = replace(self._order, order_id=self._sent[0].order_id)
        return self._sent

    def _request(self) -> Request:
        code, lon, lat = self._order.area_code, self._order.lon, self._order.lat
        chosen = self.fields.area_code()
        if lon is None or (chosen and chosen != code and chosen != code[:9]):
            code = chosen or code
            lon, lat = self.fields.position() or (None, None)
        skill = str(self.fields.skill.currentData() or "")
        return Request(
            hazard=self._hazard(),
            skills=frozenset({skill} - {""}),
            lon=lon,
            lat=lat,
            area_code=code,
            drill_id=self._order.drill_id,
        )

    def _hazard(self) -> str:
        return str(self.fields.hazard.currentData() or "")

    def _level(self) -> str:
        return str(self.fields.level.currentData() or "")

    def _on_ordered(self, sent: tuple[Dispatch, ...]) -> None:
        self._set_busy(False)
        names = tr(", ").join(one.team_name for one in sent)
        self._seat.messages.say(_ORDERED, teams=names, place=sent[0].order.place)
        self._sent = ()
        self._start(blank(self._seat.drill_id), "", None)
        self.ordered.emit(sent)

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.fields.set_editable(not is_busy)
        if is_busy:
            self.say("")

    def _connect(self) -> None:
        self._settle.timeout.connect(self.propose)
        self.fields.changed.connect(self._on_changed)
        self.fields.edited.connect(lambda: self.say(self._refusal))
        self.list.ticked.connect(self._tick)
        self.list.chosen.connect(self._show_send)
        self.send.clicked.connect(self.give)
        self._package.clicked.connect(self.tick_package)
        self._leave.clicked.connect(self.left)

    def _build(self) -> None:
        for label in (self._from, self._gaps, self._error):
            label.setWordWrap(True)
        self._error.hide()
        foot = QHBoxLayout()
        scaled.gap(foot, 2)
        foot.addWidget(self._leave)
        foot.addWidget(self.send, 1)
        upper, lower = QVBoxLayout(), QVBoxLayout()
        for half in (upper, lower):
            scaled.gap(half, 2)
        for widget in (self._title, self._from, self.fields, self._package, self._gaps):
            upper.addWidget(widget)
        upper.addStretch()
        lower.addWidget(self.deck, 1)
        lower.addWidget(self._error)
        lower.addLayout(foot)
        self.setLayout(self._halves)
        scaled.margins(self._halves, 4, 3, 4, 3)
        scaled.gap(self._halves, 3)
        self._halves.addLayout(upper)
        self._halves.addLayout(lower, 1)

"""Moving people out of danger: townships with their bars, the list, and the shelters."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.incidents.model.evacuation import MOVED_WORDS, Evacuee, Moved
from commandcenter.incidents.service import evacuation
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.records import fields
from ui.records.ask_bar import AskBar
from ui.records.import_panel import ImportPanel
from ui.response import evacuation_reading
from ui.response.evacuation_asks import asked_fields
from ui.response.evacuation_editor import EvacueeEditor, blank_row
from ui.response.evacuation_form import shelter_choices
from ui.response.evacuation_keys import StepKeys
from ui.response.evacuation_reading import Read
from ui.response.evacuation_search import found, newest
from ui.response.evacuation_table import PeopleTable, common_steps
from ui.response.evacuation_towns import TownList
from ui.response.people_filter import PeopleFilter
from ui.response.people_import import import_use, people_sheet
from ui.response.sent import Sent
from ui.response.shelters_panel import SheltersPanel
from ui.response.tab import Tab
from ui.response.terms import Terms
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.shell.view import View
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.segmented import Segmented
from ui.widgets.states import Deck
from ui.widgets.words import tr

LIST, SHELTERS = "list", "shelters"
_TOWNS_W, _COMPACT_TOWNS_W, _EDITOR_W, _COMPACT_EDITOR_W = 280, 184, 420, 340  # px at 100 %
_NOTED = N_("{people} people: {state}")


class EvacuationTab(Tab):
    """One key for each step of the chosen rows; names as the service gives them."""

    kinds = ("evacuation", SHELTERS)
    paper_kind = (N_("Evacuation list"), "evacuation")

    def __init__(self, db: Database, seat: Seat, view: View) -> None:
        super().__init__(db, seat)
        self._read, self._sent = Read(people=(), counts={}, places=()), Sent()
        self._wanted_row: UUID | None = None
        self.view = Segmented()
        self.view.set_value(LIST)
        self.filter = PeopleFilter()
        self.bring = KeyButton(key="Ctrl+Shift+I", kind="bare", icon="upload-simple")
        self.towns = TownList()
        self.table = PeopleTable()
        self.keys = StepKeys()
        self.ask = AskBar()
        self.edit = EvacueeEditor(db, seat)
        self.shelters = SheltersPanel(db, seat)
        self.importing = ImportPanel(import_use(db, self.front, seat.clock), seat, view)
        self.list_deck = Deck(self.table)
        self._build()
        self._connect()
        self.read_words()

    def reading_of(self, response_id: UUID) -> Callable[[], Any]:
        on = day_of(self.seat.clock())
        who, drill_id = self.seat.officer(), self.seat.drill_id
        read = partial(evacuation_reading.read, self.db, response_id)
        return partial(read, on=on, officer=who, drill_id=drill_id)

    def show_read(self, read: Read) -> None:
        self._read = read
        self.towns.show_counts(read.counts)
        self.edit.offer(self.terms, [place.shelter for place in read.places])
        self.shelters.show_places(read.places, self.terms)
        self._offer_villages()
        self._show_found()
        if self._wanted_row is not None and self.table.choose(self._wanted_row):
            self._wanted_row = None

    def show_response(self, one: Any) -> None:
        is_other = (one and one.id) != (self.response and self.response.id)
        super().show_response(one)
        if is_other:
            self.ask.close_bar()
            self._close_editor()
            self.importing.clear()  # what was read was for the list of the other one
            self.show_view(str(self.view.value()))

    def show_terms(self, terms: Terms) -> None:
        super().show_terms(terms)
        self.towns.terms = self.table.terms = terms
        self.importing.offer([people_sheet(terms.areas)])
        if self.has_content:
            self.show_read(self._read)

    def go_to(self, target: Target) -> None:
        """Show what a target names: (response, township), (response, row's id); shelters."""
        key = target.key
        more = key[1] if isinstance(key, tuple) and len(key) > 1 else None
        self.show_view(SHELTERS if SHELTERS in {more, target.kind} else LIST)
        if isinstance(more, UUID):
            self._clear_filter()
            self._wanted_row = None if self.table.choose(more) else more
        elif isinstance(more, str) and more != SHELTERS:
            self.towns.choose(more)

    def show_view(self, view: str) -> None:
        """Show the list or the shelters."""
        self.view.set_value(view)
        self._views.setCurrentIndex(0 if view == LIST else 1)

    def take_focus(self) -> None:
        if self._other is not None:
            self._other.setFocus()
            return
        if not self.table.picked_people() and self.table.records.rowCount():
            self.table.selectRow(max(0, self.table.currentIndex().row()))
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search(self) -> None:
        line = self.filter.line if self.view.value() == LIST else self.shelters.search
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line.selectAll()

    @property
    def _other(self) -> SheltersPanel | ImportPanel | None:
        """What is in front instead of the list."""
        shown = self._views.currentWidget()
        return shown if isinstance(shown, (SheltersPanel, ImportPanel)) else None

    def open_import(self) -> None:
        """Let the user put the people of a table on the list."""
        if self.response is not None and not self._may_not_list():
            self._views.setCurrentWidget(self.importing)
            self.importing.setFocus()

    def begin_new(self) -> None:
        if self._other is self.shelters:
            self.shelters.begin_new()
        elif self._other is None and self.response is not None and not self._may_not_list():
            code = self.towns_code()
            last = newest(self._read.people, code, self.terms)
            code = code or next(iter(self.terms.townships), "")
            self.edit.begin_new(blank_row(self.response, code, self.seat.clock(), last), "")
            self._set_sides()

    def submit(self) -> None:
        if self._other is not None:
            self._other.submit()
        elif not self.edit.isHidden():
            self.edit.submit()

    def give_up(self) -> None:
        if self._other is not None:
            self._other.give_up()
        elif not self.ask.isHidden():
            self.ask.close_bar()
        elif not self.edit.isHidden():
            self.edit.give_up()
        elif self.filter.line.text():
            self.filter.line.clear()
            self._show_found()
        self.take_focus()

    def open_detail(self) -> None:
        """Open the row in front on the side."""
        one = self.table.present()
        if one is not None:
            self.edit.edit(one, self._may_not_list())
            self._set_sides()

    def pick_all(self) -> None:
        """Choose all rows that are shown."""
        self.table.selectAll()
        self.table.setFocus()

    def towns_code(self) -> str:
        """Return the township in front; empty for all."""
        index = self.towns.currentIndex()
        return str(self.towns.rows.record(index.row()).code) if index.isValid() else ""

    def step(self, wanted: Moved) -> None:
        """Let the chosen rows take a step; what it needs is asked for."""
        people = self._able(wanted)
        if not people:
            return
        lacks_shelter = any(one.shelter_id is None for one in people)
        if wanted is Moved.REFUSED or (wanted is Moved.SHELTERED and lacks_shelter):
            self.ask_for(wanted)
        else:
            self._take(people, wanted, {})

    def ask_for(self, wanted: Moved) -> None:
        """Ask for time, shelter and reason of a step."""
        people = self._able(wanted)
        if not people:
            return
        title = tr("{count} people: {state}").format(
            count=sum(one.people for one in people), state=tr(MOVED_WORDS[wanted])
        )
        done = partial(self._take, people, wanted)
        there = [place.shelter for place in self._read.places]
        asked = asked_fields(people, wanted, shelter_choices(self.terms, there), self.seat.clock)
        self.ask.ask(title, tr("Note it"), asked, done)

    def read_words(self) -> None:
        self.view.set_choices([(LIST, tr("People on the list")), (SHELTERS, tr("Shelters"))])
        self.filter.read_words()
        self.bring.setText(tr("Import people from a table"))
        self.table.setAccessibleName(tr("People to be moved"))
        self.towns.setAccessibleName(tr("Townships"))
        self._offer_villages()
        self.keys.read_words()
        self.table.read_words()
        self._show_found()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "towns_card"):
            self._set_sides()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sides()

    def _able(self, wanted: Moved) -> tuple[Evacuee, ...]:
        """Return the chosen rows if all of them can take the step."""
        people = self.table.picked_people()
        if self.refusal(Right.REPORT) or wanted not in common_steps(people):
            return ()
        return people

    def _take(self, people: Sequence[Evacuee], wanted: Moved, typed: Mapping[str, Any]) -> None:
        ids = [one.id for one in people]
        said = (tuple((one.id, one.version) for one in people), wanted, tuple(typed.items()))
        call = partial(
            evacuation.take,
            self.db,
            ids,
            wanted,
            officer=self.seat.officer(),
            act_id=self._sent.id_for(said),
            at=fields.not_before(typed.get("at"), max(one.at for one in people)),
            note=typed.get("note", ""),
            shelter_id=typed.get("shelter_id"),
        )
        self.seat.background.write(self, call, partial(self._taken, wanted), self._not_taken)

    def _taken(self, wanted: Moved, people: int) -> None:
        self._sent.done()
        self.ask.close_bar()
        self.seat.messages.say(_NOTED, people=people, state=tr(MOVED_WORDS[wanted]))
        self.refresh()
        self.changed.emit()

    def _not_taken(self, error: Exception) -> None:
        if self.ask.isHidden():
            self.seat.messages.problem(error)
        else:
            self.ask.refuse(error)
        self.refresh()

    def _may_not_list(self) -> str:
        return self.refusal(Right.REPORT) or self.refusal(Right.SEE_PERSONS)

    def _clear_filter(self) -> None:
        self.filter.clear()
        self.towns.choose("")
        self._show_found()

    def _offer_villages(self) -> None:
        self.filter.offer_villages(self._read.people, self.towns_code(), self.terms)

    def _show_found(self) -> None:
        self.bring.setEnabled(not self._may_not_list())
        wanted = self.filter.wanted(self.towns_code())
        shown = found(self._read.people, wanted, self.terms)
        self.table.show_people(shown)
        if shown and not self.table.picked_people():
            self.table.selectRow(max(0, self.table.currentIndex().row()))
        total = sum(not one.is_struck for one in self._read.people)
        self.filter.count.setText(tr("{count} of {total}").format(count=len(shown), total=total))
        if shown:
            self.list_deck.show_content()
        elif total:
            self.list_deck.show_state(
                "magnifying-glass", tr("Nobody fits"), tr("Esc clears the search.")
            )
        else:
            self.list_deck.show_state(
                "users", tr("Nobody is on the list"), tr("Add a household with Ctrl+N, or a table.")
            )

    def _on_picked(self) -> None:
        self.keys.show_people(self.table.picked_people(), self.refusal(Right.REPORT))
        one = self.table.present()
        if one is not None and not self.edit.isHidden():
            self.edit.follow(one, self._may_not_list())

    def _on_town(self, _code: str) -> None:
        self._offer_villages()
        self._show_found()

    def _close_editor(self) -> None:
        self.edit.hide()
        self._set_sides()

    def _leave_import(self) -> None:
        self.show_view(LIST)
        self.take_focus()

    def _leave_editor(self) -> None:
        self._close_editor()
        self.table.setFocus()

    def _connect(self) -> None:
        self.view.chosen.connect(self.show_view)
        self.filter.changed.connect(self._show_found)
        self.filter.line.returnPressed.connect(self.take_focus)
        self.towns.chosen.connect(self._on_town)
        self.table.picked.connect(self._on_picked)
        self.table.stepped.connect(self.step)
        self.table.asked.connect(self.ask_for)
        self.keys.stepped.connect(self.step)
        self.ask.left.connect(self.table.setFocus)
        self.filter.new.clicked.connect(self.begin_new)
        self.filter.detail.clicked.connect(self.open_detail)
        self.bring.clicked.connect(self.open_import)
        self.importing.closed.connect(self._leave_import)
        self.importing.imported.connect(self._leave_import)
        self.table.doubleClicked.connect(lambda _index: self.open_detail())
        self.edit.left.connect(self._leave_editor)
        for written in (self.edit.saved, self.shelters.changed, self.importing.imported):
            written.connect(self.refresh)
            written.connect(self.changed)

    def _set_sides(self) -> None:
        is_compact = scaled.is_compact(self)
        self.towns_card.setFixedWidth(theme.px(_COMPACT_TOWNS_W if is_compact else _TOWNS_W))
        self.edit.setFixedWidth(theme.px(_COMPACT_EDITOR_W if is_compact else _EDITOR_W))
        self.edit.form.set_columns(1 if is_compact else 2)
        self.filter.fit()
        # Beside the editor there is no room for both in a small window.
        self.towns_card.setVisible(not is_compact or self.edit.isHidden())
        self.table.set_dots(not is_compact)
        self.table.setColumnHidden(4, is_compact and not self.edit.isHidden())
        self.table.setColumnHidden(7, is_compact)  # its state matters more

    def _build(self) -> None:
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 3, 2, 3, 2)
        scaled.gap(inner, 2)
        inner.addWidget(self.filter)
        inner.addWidget(self.list_deck, 1)
        inner.addWidget(self.keys)
        middle = QVBoxLayout()
        scaled.gap(middle, 2)
        middle.addWidget(card, 1)
        middle.addWidget(self.ask)
        self.towns_card = Card()
        side = QVBoxLayout(self.towns_card)
        scaled.margins(side, 1, 2, 1, 2)
        side.addWidget(self.towns)
        listing = QWidget()
        row = QHBoxLayout(listing)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 3)
        row.addWidget(self.towns_card)
        row.addLayout(middle, 1)
        row.addWidget(self.edit)
        self._views = QStackedWidget()
        self._views.addWidget(listing)
        self._views.addWidget(self.shelters)
        self._views.addWidget(self.importing)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        head = QHBoxLayout()
        head.addWidget(self.view)
        head.addStretch()
        head.addWidget(self.bring)
        layout.addLayout(head)
        layout.addWidget(self._views, 1)
        self.put(content)

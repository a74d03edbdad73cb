"""The page of incidents: the list on the left, one incident on the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.duty.model.entry import Entry
from commandcenter.duty.service import log
from commandcenter.incidents.model.incident import Incident, Opening
from commandcenter.incidents.model.statistics import Measure
from commandcenter.incidents.service import reading, statistics
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.incidents import keys, terms
from ui.incidents.acts import Acts
from ui.incidents.ask_bar import AskBar
from ui.incidents.desk import IncidentDesk
from ui.incidents.handling import Handling
from ui.incidents.list_panel import ListPanel
from ui.incidents.opening_sheet import OpeningSheet
from ui.incidents.reading import Detail, Listed, read_detail, read_list
from ui.incidents.terms import Terms
from ui.records.refusal import refusal
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.roomy import Roomy
from ui.widgets.states import Deck
from ui.widgets.words import tr

PAGE = "incidents"
INCIDENT, NEW, REPORT = "incident", "new", "report"
OPEN, YEAR = "open", "year"
MEASURE_WORDS = {
    Measure.ACCIDENTS: N_("Accidents this year"),
    Measure.DEATHS: N_("With deaths, this year"),
    Measure.LARGER: N_("Larger, this year"),
}
_LIST_W = {False: 420, True: 320}  # px at 100 %: comfortable, compact
_LEAST_W, _LEAST_H = 1_080, 560
_TICK_MS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A log line or a warning from which an incident is to be opened.

    Attributes:
        taken: Incidents it belongs to already.
    """

    entry: Entry | None = None
    taken: tuple[Incident, ...] = ()
    warning: Opening | None = None


class IncidentsPage(Page):
    """Puts the panels together and reads what they show.

    Targets: `incident` shows one by its id, `new` opens one (from a log line if its id is
    given, from a warning if what it says is), `report` shows a report by its id, `open` lists
    what is open, `year` what a figure of this year was counted from.
    """

    name: ClassVar[str] = PAGE
    parts: ClassVar[frozenset[str]] = frozenset(
        {"incidents", "response", "matters", "duty", "teams", "directory"}
    )

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._terms: Terms | None = None
        self._listed: tuple[Listed, ...] = ()
        self._counted: tuple[Incident, ...] = ()
        self._asked_list = self._asked_detail = 0  # answers to earlier questions are dropped
        self._wanted_report: UUID | None = None
        self._waiting: _Source | None = None
        self.acts = Acts(seat, self)
        self.ask = AskBar()
        self.handling = Handling(db, seat, self.acts, self.ask, self)
        self.list = ListPanel(seat)
        self.desk = IncidentDesk(db, seat, self.acts, self.ask, self.handling)
        self.sheet = OpeningSheet(db, seat)
        self.right = QStackedWidget()
        self.deck = Deck(self.desk)
        self._build()
        self._connect()
        keys.add_actions(self, seat.actions)
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()
        self.setFocusProxy(self.list)
        self._apply_right()

    def refresh(self) -> None:
        if self._terms is None:
            call = partial(terms.read, self._db, on=day_of(self._seat.clock()))
            self._seat.background.read(self, call, self._show_terms, self._failed)
        self._asked_list += 1
        asked = self._asked_list
        self._seat.background.read(
            self,
            partial(read_list, self._db, self._seat.drill_id),
            partial(self._show_list, asked),
            self._failed,
        )
        present = self.list.present()
        if present is not None:
            self._read_detail(present)

    def on_answer(self, changed: frozenset[str]) -> None:
        if not changed.isdisjoint({"directory", "incidents"}):
            self._terms = None  # words of the county, criteria of levels, rules of reporting
        super().on_answer(changed)

    def go_to(self, target: Target) -> None:
        if target.kind == INCIDENT and isinstance(target.key, UUID):
            self.show_incident(target.key)
        elif target.kind == NEW and isinstance(target.key, UUID):
            call = partial(_read_source, self._db, target.key)
            self._seat.background.read(self, call, self._open_from, self._seat.messages.problem)
        elif target.kind == NEW and isinstance(target.key, Opening):
            self._open_from(_Source(warning=target.key))
        elif target.kind == NEW:
            self.begin_new()
        elif target.kind == OPEN:
            self.leave_sheet()
            self.list.show_open()
        elif target.kind == YEAR and target.key in set(Measure):
            measure = Measure(str(target.key))
            rows = partial(statistics.behind, self._db, measure, at=self._seat.clock())
            found = partial(self._show_year, measure)
            self._seat.background.read(self, rows, found, self._seat.messages.problem)
        elif target.kind == REPORT and isinstance(target.key, UUID):
            owner = partial(_owner_of, self._db, target.key)
            done = partial(self._show_report, target.key)
            self._seat.background.read(self, owner, done, self._seat.messages.problem)

    def place(self) -> Target:
        present = self.list.present()
        if present is None:
            return Target(page=PAGE)
        return Target(page=PAGE, kind=INCIDENT, key=present)

    def show_incident(self, incident_id: UUID) -> None:
        """Bring an incident to the front."""
        self.leave_sheet()
        self.list.want(incident_id)

    def begin_new(self) -> None:
        """Let the officer open an incident that no log line tells of."""
        if self.refusal():
            return
        self.right.setCurrentWidget(self.sheet)
        self.sheet.begin()

    def leave_sheet(self) -> None:
        """Go back to the incident in front; what was typed stays."""
        if self.right.currentWidget() is self.sheet:
            self.right.setCurrentWidget(self.deck)
            self.list.take_focus()

    def detail(self) -> Detail | None:
        """Return the incident in front, if it is read."""
        found = self.desk.detail()
        is_there = found is not None and self.right.currentWidget() is self.deck
        return found if is_there else None

    def incidents(self) -> tuple[Incident, ...]:
        """Return the incidents of the list."""
        return tuple(one.incident for one in self._listed)

    def refusal(self) -> str:
        """Return why this officer may not change anything; empty if they may."""
        return refusal(self._seat, Right.REPORT)

    def search(self) -> None:
        """Put the cursor into the search field."""
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "list"):
            self._place()
        elif event.type() == QEvent.Type.LanguageChange and self._terms is not None:
            self._show_terms(self._terms)
            self._apply_right()
            self._show_none()

    def _show_year(self, measure: Measure, found: Sequence[Incident]) -> None:
        self.leave_sheet()
        self._counted = tuple(found)
        self._show_list(self._asked_list, self._listed)
        self.list.show_only(MEASURE_WORDS[measure], [one.id for one in found])

    def _show_list(self, asked: int, listed: tuple[Listed, ...]) -> None:
        if asked != self._asked_list:
            return
        # What a figure counts may be older than the newest that are read.
        there = {one.incident.id for one in listed}
        older = (Listed(incident=one) for one in self._counted if one.id not in there)
        self._listed = listed = (*listed, *older)
        self.list.show_listed(listed)
        self.desk.set_known({one.incident.id: one.incident for one in listed})
        self._offer()
        self._show_none()

    def _show_none(self) -> None:
        """Say what the right side is for while no incident is in front."""
        if self.list.present() is None:
            self.desk.forget()
            self.deck.show_state(
                "warning",
                tr("No incident in front"),
                tr("Open one from a log line with Ctrl+I, or here with Ctrl+N."),
            )

    def _on_chosen(self, incident_id: UUID) -> None:
        if self.right.currentWidget() is self.sheet and not self.list.list.hasFocus():
            return  # a refresh behind the sheet
        self.right.setCurrentWidget(self.deck)
        shown = self.desk.detail()
        if shown is None or shown.incident.id != incident_id:
            self.ask.close_bar()
            self.desk.forget()
            self.deck.show_loading()
            self._read_detail(incident_id)

    def _read_detail(self, incident_id: UUID) -> None:
        self._asked_detail += 1
        self._seat.background.read(
            self,
            partial(read_detail, self._db, incident_id, self._seat.clock(), self._seat.officer()),
            partial(self._show_detail, self._asked_detail),
            partial(self._detail_failed, self._asked_detail),
        )

    def _show_detail(self, asked: int, detail: Detail) -> None:
        if asked != self._asked_detail:
            return
        self.desk.show_detail(detail)
        self.deck.show_content()
        if self._wanted_report is not None:
            self.desk.show_report(self._wanted_report)
            self._wanted_report = None

    def _detail_failed(self, asked: int, error: Exception) -> None:
        if asked == self._asked_detail and self.desk.detail() is None:
            self.deck.show_state(
                "warning-circle", tr("Not loaded"), sentence(error), action=tr("Try again")
            )
        self._failed(error)

    def _show_terms(self, found: Terms) -> None:
        self._terms = found
        self.list.show_terms(found)
        self.desk.show_terms(found)
        self._offer()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._open_from(waiting)

    def _offer(self) -> None:
        open_ = [one.incident for one in self._listed if one.incident.is_open]
        self.sheet.offer(self._terms or Terms(), open_)

    def _open_from(self, source: _Source) -> None:
        if source.entry is None and source.warning is None:
            return
        if self._terms is None:
            self._waiting = source  # the kind is found by the words of the county
            return
        self.right.setCurrentWidget(self.sheet)
        if source.warning is not None:
            self.sheet.begin_with(source.warning)
        elif source.entry is not None:
            self.sheet.begin_for(source.entry, source.taken)

    def _show_report(self, report_id: UUID, owner: UUID | None) -> None:
        if owner is None:
            return
        self.leave_sheet()
        shown = self.desk.detail()
        if shown is not None and shown.incident.id == owner:
            self.desk.show_report(report_id)
        else:
            self._wanted_report = report_id
        self.list.want(owner)

    def _on_opened(self, one: Incident) -> None:
        self.right.setCurrentWidget(self.deck)
        self.list.want(one.id)
        self.list.take_focus()
        self.refresh()

    def _on_joined(self, incident_id: UUID) -> None:
        self.sheet.settle()
        self.show_incident(incident_id)
        self.refresh()

    def _join(self, incident_id: UUID, entry_id: UUID) -> None:
        number = next((one.number for one in self.incidents() if one.id == incident_id), "")
        self.handling.join(incident_id, number, entry_id)

    def _failed(self, error: Exception) -> None:
        self.mark_stale()
        self.list.show_problem(tr("Not loaded"), sentence(error))
        self._seat.messages.problem(error)

    def _apply_right(self) -> None:
        refusal = self.refusal()
        self.list.set_may_open(not refusal)
        self.sheet.set_editable(refusal)
        self.desk.set_refusal(refusal)

    def _tick(self) -> None:
        self.list.tick()
        self.desk.tick()

    def clock(self) -> datetime:
        """Return the time of the county."""
        return self._seat.clock()

    def _place(self) -> None:
        width = _LIST_W[scaled.is_compact(self)]
        self.list.setFixedWidth(theme.px(width))

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(self.desk.take_focus)
        self.list.new_wanted.connect(self.begin_new)
        self.list.review_wanted.connect(partial(self._seat.navigation.open, Target(page="review")))
        self.deck.acted.connect(self.refresh)
        self.acts.done.connect(self.refresh)
        self.desk.changed.connect(self.refresh)
        self.desk.left.connect(self.list.take_focus)
        self.desk.incidents_wanted.connect(self.incidents_for_merge)
        self.sheet.opened.connect(self._on_opened)
        self.sheet.joined.connect(self._join)
        self.sheet.left.connect(self.leave_sheet)
        self.handling.joined.connect(self._on_joined)

    def incidents_for_merge(self) -> None:
        """Ask which incident the one in front is the same event as."""
        found = self.detail()
        if found is not None and not self.refusal():
            self.handling.merge(found.incident, self.incidents())

    def _build(self) -> None:
        self.right.addWidget(self.deck)
        self.right.addWidget(self.sheet)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 3)
        row.addWidget(self.list)
        row.addWidget(self.right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(content, width=_LEAST_W, height=_LEAST_H))
        self._place()


def _read_source(db: Database, entry_id: UUID) -> _Source:
    taken = tuple(one for one in reading.of_entry(db, entry_id) if one.is_open)
    return _Source(entry=log.find(db, entry_id), taken=taken)


def _owner_of(db: Database, report_id: UUID) -> UUID | None:
    found = reading.report(db, report_id)
    return None if found is None else found.incident_id

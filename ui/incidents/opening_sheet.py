"""The sheet that opens an incident: filled from a log line or a warning, Enter confirms it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commandcenter.database.engine import Database
from commandcenter.duty.model.entry import Entry
from commandcenter.incidents.model.figures import Figures
from commandcenter.incidents.model.handling import OTHER_KIND
from commandcenter.incidents.model.incident import Facts, Incident, Opening
from commandcenter.incidents.model.level import Judgement, Level, Proposal, propose_level
from commandcenter.incidents.model.told import figures_in
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.incidents.figures_form import read_figure
from ui.incidents.opening_acts import Wanted, open_wanted
from ui.incidents.opening_fields import OpeningFields
from ui.incidents.opening_origin import Origin, of_line, of_nothing, of_warning
from ui.incidents.terms import Terms
from ui.incidents.words import proposed
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.typed_time import Toward, read_time, shown_time
from ui.widgets.words import tr

_OPENED = N_("{number} opened")


class OpeningSheet(Card):
    """What is known is never typed again; what was typed stays until the incident is opened.

    Signals:
        opened: An incident was opened (Incident).
        joined: The log line is part of an open incident (UUID of the incident, UUID of the line).
        left: Back to the list; what was typed stays.
    """

    opened = Signal(object)
    joined = Signal(object, object)
    left = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._terms = Terms()
        self._origin = of_nothing(self._seat.drill_id)
        self._ids = _new_ids()
        self._was_level_chosen = False
        self._is_begun = False
        self._begun_with: tuple[str, ...] = ()
        self._is_busy = False
        self._refusal = ""
        self._title = Label(tone="title")
        self._source_note = Label(tone="note")
        self._error = Label(tone="error")
        self.form = OpeningFields()
        form = self.form
        self.lines, self.figures, self.fields = form.lines, form.figures, form.fields
        self.kind, self.area, self.level = form.kind, form.area, form.level
        self.existing, self.join = form.existing, form.join
        self.course, self.is_sensitive = form.course, form.is_sensitive
        self._confirm = KeyButton(key="Enter", kind="primary", icon="flag")
        self._leave = KeyButton(key="Esc", kind="bare")
        self._build()
        self._connect()
        self.read_words()

    def begin(self) -> None:
        """Open an incident that no log line tells of; what was typed before comes back."""
        if not self._is_begun or (self._origin.said() and not self._was_edited()):
            self._start(of_nothing(self._seat.drill_id))
        self.take_focus()

    def begin_for(self, entry: Entry, taken: Sequence[Incident]) -> None:
        """Open an incident from a log line.

        Args:
            taken: Incidents that it belongs to already.
        """
        if self._origin.opening.entry_id != entry.id:
            self._start(of_line(entry, self._terms))
        if taken:
            numbers = tr(", ").join(one.number for one in taken)
            self.say(tr("This log line belongs to {numbers} already.").format(numbers=numbers))
            self.existing.choose(str(taken[0].id))
        self.take_focus()

    def begin_with(self, warning: Opening) -> None:
        """Open an incident with what a warning says of it."""
        if self._origin.opening.warning_id != warning.warning_id:
            self._start(of_warning(warning, self._terms))
        self.take_focus()

    def offer(self, terms: Terms, open_incidents: Sequence[Incident]) -> None:
        """Offer the words of the county and the incidents that are open."""
        self._terms = terms
        self.kind.offer([(code, terms.kind(code)) for code in terms.kinds])
        areas = [(code, area.name) for code, area in terms.areas.items()]
        self.area.offer(areas, empty=tr("not known"))
        found = [(str(one.id), f"{one.number} {one.facts.title}") for one in open_incidents]
        self.existing.offer(found, empty=tr("none"))
        self._show_proposal()

    def set_editable(self, refusal: str) -> None:
        """Leave out the key for those who may not open incidents, and say who may."""
        self._refusal = refusal
        self._confirm.setEnabled(not refusal)
        if refusal:
            self.say(refusal)

    def confirm(self) -> None:
        """Open the incident."""
        if self._is_busy or self._refusal:
            return
        try:
            wanted = self._wanted()
        except Rejected as error:
            self.say(error.said(tr))
            return
        self.say("")
        self._set_busy(True)
        call = partial(open_wanted, self._db, wanted, self._seat.officer())
        self._seat.background.write(self, call, self._on_opened, self._on_refused)

    def settle(self) -> None:
        """Forget what was typed; it has done its work."""
        self._set_busy(False)
        self._start(of_nothing(self._seat.drill_id))
        self._is_begun = False

    def join_existing(self) -> None:
        """Make the log line part of the open incident that is chosen."""
        code = self.existing.code()
        line = self._origin.opening.entry_id
        if code and line is not None and not self._refusal:
            self.joined.emit(UUID(code), line)

    def take_focus(self) -> None:
        """Put the cursor where something is missing, else on the key that opens it."""
        for name in ("title", "place"):
            if not self.lines[name].text().strip():
                self.lines[name].setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        self._confirm.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def proposal_text(self) -> str:
        """Return what is said of the level."""
        return self.form.proposal.text()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._title.setText(tr("Open an incident"))
        self._confirm.setText(tr("Open the incident"))
        self._leave.setText(tr("Leave"))
        self.form.read_words()
        self._show_source()
        self._show_proposal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_confirm"):
            self.read_words()

    def _start(self, origin: Origin) -> None:
        self._origin, self._ids, self._is_begun = origin, _new_ids(), True
        self._was_level_chosen = False
        facts, now = origin.opening.facts, self._seat.clock()
        self.lines["title"].setText(facts.title)
        self.lines["place"].setText(facts.place)
        self.lines["source"].setText(facts.source)
        self.lines["reason"].clear()
        for name, at in self._times().items():
            self.lines[name].setText(shown_time(at, now=now) if at else "")
        for line in (*self.lines.values(), *self.figures.values()):
            line.setCursorPosition(0)
        told = figures_in(facts.course)
        for name, line in self.figures.items():
            line.setText(str(told.get(name, "")))
        self.course.show_text(facts.course)
        self.kind.choose(facts.kind)
        self.area.choose(facts.area_code)
        self.existing.choose("")
        self.is_sensitive.setChecked(False)
        self._begun_with = self.form.typed()
        self.say(self._refusal)
        self._show_source()
        self._show_proposal()

    def _times(self) -> dict[str, datetime | None]:
        """Return the times that the origin tells, by the field they stand in."""
        opening = self._origin.opening
        return {"occurred": opening.facts.occurred_at, "learned": opening.learned_at}

    def _was_edited(self) -> bool:
        return self.form.typed() != self._begun_with

    def _show_source(self) -> None:
        said = self._origin.said()
        self._source_note.setText(said)
        self._source_note.setVisible(bool(said))
        for widget in (self.fields["existing"], self.join):
            widget.setVisible(self._origin.opening.entry_id is not None)

    def _show_proposal(self) -> None:
        found = self._propose()
        if not self._was_level_chosen:
            self.level.choose(found.level.value)
        self.form.proposal.setText(proposed(found))
        is_other = self._level() is not found.level or self.is_sensitive.isChecked()
        self.fields["reason"].setVisible(is_other)

    def _propose(self) -> Proposal:
        try:
            figures = self._figures() or Figures(id=self._ids[2])
        except Rejected:
            figures = Figures(id=self._ids[2])
        return propose_level(figures, self._terms.levels, kind=self.kind.code() or OTHER_KIND)

    def _level(self) -> Level:
        return Level(self.level.code() or Level.INFO.value)

    def _figures(self) -> Figures | None:
        values: dict[str, Any] = {
            name: read_figure(name, line.text()) for name, line in self.figures.items()
        }
        if all(value is None for value in values.values()):
            return None
        figures = Figures(id=self._ids[2], source=self.lines["source"].text().strip())
        return replace(figures, **values)

    def _time(self, name: str) -> datetime | None:
        text, now = self.lines[name].text(), self._seat.clock()
        held = self._times()[name]
        if held is not None and text == shown_time(held, now=now):
            return held  # the field shows minutes; untouched it is the moment itself
        try:
            return read_time(text, now=now, toward=Toward.PAST)
        except Rejected as error:
            self.fields[name].set_error(error.said(tr))
            raise

    def _wanted(self) -> Wanted:
        for field in self.fields.values():
            field.set_error("")
        told, found = self._origin.opening, self._propose()
        learned = self._time("learned")
        lon, lat = self._position()
        facts = Facts(
            id=self._ids[1],
            kind=self.kind.code() or OTHER_KIND,
            title=self.lines["title"].text().strip(),
            place=self.lines["place"].text().strip(),
            area_code=self.area.code(),
            lon=lon,
            lat=lat,
            occurred_at=self._time("occurred"),
            source=self.lines["source"].text().strip(),
            course=self.course.toPlainText().strip(),
        )
        return Wanted(
            opening=replace(told, id=self._ids[0], facts=facts, learned_at=learned),
            figures=self._figures(),
            judged=Judgement(
                level=self._level(),
                is_sensitive=self.is_sensitive.isChecked(),
                is_near_accident=found.is_near_accident,
                reason=self.lines["reason"].text().strip(),
            ),
            act_id=self._ids[3],
        )

    def _position(self) -> tuple[float | None, float | None]:
        """Return where it is: as was told, or the middle of the chosen area."""
        told = self._origin.opening.facts
        if told.area_code == self.area.code() and (told.lon, told.lat) != (None, None):
            return told.lon, told.lat
        area = self._terms.areas.get(self.area.code())
        return (None, None) if area is None else (area.lon, area.lat)

    def _on_opened(self, one: Incident) -> None:
        self._set_busy(False)
        self._seat.messages.say(_OPENED, number=one.number)
        self._is_begun = False
        self._origin = of_nothing(self._seat.drill_id)
        self.opened.emit(one)

    def _on_refused(self, error: Exception) -> None:
        self._set_busy(False)
        self.say(sentence(error))

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy  # the button keeps the keys while the database works

    def _on_level(self) -> None:
        self._was_level_chosen = True
        self._show_proposal()

    def _connect(self) -> None:
        self._confirm.clicked.connect(self.confirm)
        self._leave.clicked.connect(self.left)
        self.join.clicked.connect(self.join_existing)
        self.kind.activated.connect(lambda _index: self._show_proposal())
        self.level.activated.connect(lambda _index: self._on_level())
        self.is_sensitive.toggled.connect(lambda _on: self._show_proposal())
        for line in self.figures.values():
            line.textEdited.connect(lambda _text: self._show_proposal())
        for line in self.lines.values():
            line.textEdited.connect(lambda _text: self.say(self._refusal))

    def _build(self) -> None:
        for label in (self._source_note, self._error):
            label.setWordWrap(True)
        self._error.hide()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(self.form)
        scroll.viewport().setAutoFillBackground(False)
        self.form.setAutoFillBackground(False)
        foot = QHBoxLayout()
        scaled.gap(foot, 2)
        foot.addWidget(self._leave)
        foot.addStretch()
        foot.addWidget(self._confirm)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 3)
        layout.addWidget(self._title)
        layout.addWidget(self._source_note)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._error)
        layout.addLayout(foot)


def _new_ids() -> tuple[UUID, UUID, UUID, UUID]:
    """Return the ids of the incident, its facts, its figures and its level."""
    return new_id(), new_id(), new_id(), new_id()

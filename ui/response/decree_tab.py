"""The response itself: the decision in force, every act before it, and the sheet for the next."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.incidents.model.response import ActRow, Response, Stage
from commandcenter.incidents.model.response_words import ACT_WORDS
from commandcenter.incidents.service import response as service
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from ui.records import fields
from ui.response.act_editor import ActEditor
from ui.response.decree_facts import DecreeFacts
from ui.response.decree_form import (
    Beginning,
    DecreeForm,
    blank,
    decree_of,
    next_values,
    opening_of,
)
from ui.response.response_list import lasted
from ui.response.sent import Sent
from ui.response.tab import Tab
from ui.response.terms import Terms
from ui.response.words import LEVEL_WORDS, name_of
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

# The response, and what the act does to it.
_Key = tuple[UUID | None, str]
_NEW: _Key = (None, "new")
_ACTIONS = {"new": N_("Activate"), "change": N_("Change the level"), "end": N_("End the response")}
_DONE = {
    "new": N_("{number} activated: {level}"),
    "change": N_("{number} is now at {level}"),
    "end": N_("{number} ended"),
}


class DecreeTab(Tab):
    """Acts are added, never changed; what is typed for each stays until it is recorded.

    Signals are those of every tab; after an activation `changed` follows `activated`.
    """

    kinds = ("response", "new", "decree")

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self.activated: Callable[[Response], None] = lambda _one: None
        self._beginning = Beginning()
        self._opening_id = new_id()
        self._sent = Sent()
        self._is_busy = False
        self._key: _Key = _NEW
        self.facts = DecreeFacts()
        self._history = Label(tone="strong")
        self.acts = RecordTable(_columns(), lambda act: act.seq, stretch=3)
        self.change = KeyButton(key="Ctrl+R", icon="sliders-horizontal")
        self.end = KeyButton(key="Ctrl+Shift+E", kind="bare")
        self._no_right = Label(tone="note")
        self.form = DecreeForm(seat.clock)
        self.editor = ActEditor(self.form)
        self._build()
        self.acts.chosen.connect(self._show_act)
        self.change.clicked.connect(lambda: self.begin("change"))
        self.end.clicked.connect(lambda: self.begin("end"))
        self.editor.save_wanted.connect(self._save)
        self.editor.cancel.clicked.connect(self.close_sheet)
        self.read_words()

    def reading_of(self, response_id: UUID) -> Callable[[], Any]:
        return partial(service.find, self.db, response_id)

    def show_read(self, read: Response | None) -> None:
        if read is None:
            return
        self.response = read
        was_newest = self.acts.currentIndex().row() <= 0
        acts = read.history[::-1]
        self.acts.show_records(acts)
        if was_newest or self.acts.present() is None:
            self.acts.choose(acts[0].seq)
        self._show_act(self.acts.present())
        self._show_buttons()

    def show_terms(self, terms: Terms) -> None:
        super().show_terms(terms)
        self.form.offer(terms)
        if self.has_content:
            self._show_act(self.acts.present())

    def show_response(self, one: Response | None) -> None:
        super().show_response(one)
        if self._key != _NEW and (one is None or one.id != self._key[0]):
            self._stack.setCurrentWidget(self._front)  # the sheet was of another response

    def go_to(self, target: Target) -> None:
        """Write a new response with what the target suggests."""
        if target.kind == "new":
            self._begin_new(Beginning.of(target.key))

    def begin_new(self) -> None:
        self._begin_new(Beginning())

    def begin(self, kind: str) -> None:
        """Write the act that changes or ends the response in front."""
        one = self.response
        if one is None or not one.is_active or self.refusal(Right.RESPOND):
            return
        is_end = kind == "end"
        self.form.offer_levels(one.stage)
        self.form.show_for(is_new=False, is_end=is_end)
        title = tr("{action}: {name}").format(
            action=tr(_ACTIONS[kind]), name=name_of(one, self.terms)
        )
        self._open((one.id, kind), title, next_values(one, is_end=is_end))

    def submit(self) -> None:
        if self.is_writing():
            self.editor.submit()

    def give_up(self) -> None:
        if self.is_writing():
            self.editor.give_up()
            self.close_sheet()

    def close_sheet(self) -> None:
        """Go back to the facts; typed text that was not given up stays."""
        self._stack.setCurrentWidget(self._front)
        if self.response is None:
            self._show_none()
        self.take_focus()

    def is_writing(self) -> bool:
        """Whether the sheet is in front."""
        return self._stack.currentWidget() is self.editor

    def take_focus(self) -> None:
        (self._first_field() if self.is_writing() else self.acts).setFocus()

    def tick(self) -> None:
        if self.response is not None and self.isVisible() and not self.is_writing():
            lasting = lasted(self.response, self.seat.clock())
            self.facts.show_lasting(self.response, self.terms, lasting)

    def read_words(self) -> None:
        self._history.setText(tr("Acts"))
        self.acts.setAccessibleName(tr("Acts"))
        self.change.setText(tr("Change the level"))
        self.end.setText(tr("End"))
        self.form.offer(self.terms)
        one = self.response if self._key[1] == "change" else None
        self.form.offer_levels(None if one is None else one.stage)
        if self.has_content:
            self._show_act(self.acts.present())
        self._show_buttons()

    def _show_none(self) -> None:
        if self.is_writing():
            self.deck.show_content()
        else:
            super()._show_none()

    def _begin_new(self, beginning: Beginning) -> None:
        if self.refusal(Right.RESPOND):
            self.seat.messages.say(N_("Only who may activate a response can write one."))
            return
        is_typed = self._key[1] == "new" and self.editor.is_edited()
        if not is_typed:
            self._beginning, self._opening_id = beginning, new_id()
            self._ask_suggestion(beginning)
        self.form.offer_levels(None)
        self.form.show_for(is_new=True, is_end=False)
        self._open(_NEW, tr("New response"), blank(self._beginning))
        if self._beginning.basis and not is_typed:
            self.editor.note_edit()  # what was suggested can be sent as it is

    def _open(self, key: _Key, title: str, values: Mapping[str, Any]) -> None:
        self._key = key
        self.deck.show_content()
        self.editor.show_record(key, title, values)
        self.editor.set_action(_ACTIONS[self._key[1]])
        self.editor.set_editable(self.refusal(Right.RESPOND))
        self._stack.setCurrentWidget(self.editor)
        self._first_field().setFocus()

    def _first_field(self) -> QWidget:
        by_name = {field.name: field.control for field in self.form.fields}
        name = {"new": "hazard", "change": "stage"}.get(self._key[1], "basis")
        return by_name[name]

    def _ask_suggestion(self, beginning: Beginning) -> None:
        """Ask the county's table which level a warning of this colour suggests."""
        if not beginning.severity or beginning.stage is not None:
            return
        colour = Severity(beginning.severity)
        call = partial(service.suggestion, self.db, beginning.hazard, colour)
        done = partial(self._suggested, self._opening_id)
        self.seat.background.read(self, call, done, self.seat.messages.problem)

    def _suggested(self, opening_id: UUID, stage: Stage | None) -> None:
        if stage is not None and opening_id == self._opening_id and self._key[1] == "new":
            self.form.level.set_value(stage)
            self.editor.note_edit()

    def _save(self, values: Mapping[str, Any]) -> None:
        if self._is_busy:
            return
        key = self._key
        response_id, kind = key
        officer, opening_id = self.seat.officer(), self._opening_id
        said = (key, tuple(sorted((name, str(value)) for name, value in values.items())))
        said_id = self._sent.id_for((opening_id, said))
        if kind == "end":
            values = {**values, "stage": Stage.ENDED}
        if self.response is not None and response_id is not None:
            at = fields.not_before(values["at"], self.response.since)
            values = {**values, "at": at}
        decree = decree_of(values, id_=said_id)
        call: Callable[[], Response]
        if response_id is None:
            opening = opening_of(
                values,
                id_=opening_id,
                incident_id=self._beginning.incident_id,
                drill_id=self.seat.drill_id,
            )
            call = partial(service.activate, self.db, opening, decree, officer=officer)
        else:
            call = partial(service.change, self.db, response_id, decree, officer=officer)
        self._set_busy(True)
        self.seat.background.write(
            self, call, partial(self._saved, key), partial(self._not_saved, key)
        )

    def _saved(self, key: _Key, after: Response) -> None:
        kind = key[1]
        self._set_busy(False)
        self._sent.done()
        self.editor.accept_saved(key)
        level = tr(LEVEL_WORDS[after.stage])
        self.seat.messages.say(_DONE[kind], number=after.number, level=level)
        if kind == "new":
            self._beginning, self._opening_id = Beginning(), new_id()
            self.activated(after)
        if self._key == key:
            self.close_sheet()
        self.changed.emit()

    def _not_saved(self, key: _Key, error: Exception) -> None:
        self._set_busy(False)
        if key != self._key or not self.is_writing():
            self.seat.messages.problem(error)
            return
        self.editor.refuse(sentence(error))
        self.changed.emit()  # so that the page shows where the response stands by now

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.form.set_editable(may_edit=not is_busy)
        self.editor.save.setEnabled(not is_busy and self.editor.is_edited())

    def _show_act(self, act: ActRow | None) -> None:
        if act is not None and self.response is not None:
            lasting = lasted(self.response, self.seat.clock())
            self.facts.show_act(self.response, act, self.terms, lasting)

    def _show_buttons(self) -> None:
        refusal = self.refusal(Right.RESPOND)
        is_active = self.response is not None and self.response.is_active
        for button in (self.change, self.end):
            button.setVisible(is_active)
            button.setEnabled(not refusal)
        self._no_right.setText(refusal)
        self._no_right.setVisible(bool(refusal) and is_active)

    def _build(self) -> None:
        upper = Card()
        above = QVBoxLayout(upper)
        scaled.margins(above, 4, 3, 4, 3)
        scaled.gap(above, 2)
        above.addWidget(self.facts, 1)
        foot = QHBoxLayout()
        scaled.gap(foot, 2)
        self._no_right.setWordWrap(True)
        foot.addWidget(self._no_right, 1)
        foot.addStretch()
        foot.addWidget(self.end)
        foot.addWidget(self.change)
        above.addLayout(foot)
        lower = Card()
        below = QVBoxLayout(lower)
        scaled.margins(below, 4, 3, 4, 3)
        scaled.gap(below, 2)
        below.addWidget(self._history)
        below.addWidget(self.acts, 1)
        self._front = QWidget()
        layout = QVBoxLayout(self._front)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(upper, 5)
        layout.addWidget(lower, 2)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._front)
        self._stack.addWidget(self.editor)
        self.put(self._stack)


def _columns() -> tuple[Column[ActRow], ...]:
    return (
        Column(title=N_("Time"), text=lambda act: minute(act.at)),
        Column(title=N_("Act"), text=lambda act: tr(ACT_WORDS[act.act])),
        Column(title=N_("Level"), text=_step),
        Column(title=N_("Basis"), text=lambda act: act.decree.basis),
        Column(title=N_("Decided by"), text=lambda act: act.decree.decided_by),
        Column(title=N_("Recorded by"), text=lambda act: act.by),
    )


def _step(act: ActRow) -> str:
    after = tr(LEVEL_WORDS[act.decree.stage])
    if act.before is None:
        return after
    return tr("{before} → {after}").format(before=tr(LEVEL_WORDS[act.before]), after=after)

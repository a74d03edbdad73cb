"""The side on which one row of the list is corrected, or a new one is written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.incidents.model.evacuation import MOVED_WORDS, Evacuee, Shelter
from commandcenter.incidents.model.response import Response
from commandcenter.incidents.service import evacuation
from commandcenter.incidents.service.evacuation import StepTaken
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from ui.response.act_editor import ActEditor
from ui.response.command_panels import short
from ui.response.evacuation_form import EvacueeForm, missing_words, values_of
from ui.response.terms import Terms
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets.labels import Label
from ui.widgets.words import tr

_SAVED = N_("List saved: {number}")
_NEIGHBOURLY = ("area_code", "trigger", "helper", "helper_phone", "shelter_id", "care")


class EvacueeEditor(QWidget):
    """What is typed for each row stays while other rows are looked at.

    Signals:
        saved: A row was written.
        left: Back to the list.
    """

    saved = Signal()
    left = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._one: Evacuee | None = None
        self._is_new = False
        self.form = EvacueeForm()
        self.editor = ActEditor(self.form)
        self._missing = Label(tone="note")
        self._missing.setWordWrap(True)
        self.editor.extra.addWidget(self._missing)
        self.course = Label(tone="note")
        self.course.setWordWrap(True)
        self.editor.extra.addWidget(self.course)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.editor)
        self.editor.set_action(N_("Save"))
        self.editor.save_wanted.connect(self._save)
        self.editor.cancel.clicked.connect(self.left)
        self.hide()

    def offer(self, terms: Terms, shelters: Sequence[Shelter]) -> None:
        """Offer the areas and shelters there are."""
        self.form.offer(terms, shelters)

    def begin_new(self, blank: Evacuee, refusal: str) -> None:
        """Write a new row; one that was begun before goes on."""
        if self._one is None or not self._is_new or self._one.about != blank.about:
            self._one = blank
        self._is_new = True
        self._show(tr("New on the list"), refusal)
        self.form.fields[0].control.setFocus()

    def edit(self, one: Evacuee, refusal: str) -> None:
        """Correct a row."""
        self._is_new = False
        self.follow(one, refusal)
        self.form.fields[0].control.setFocus()

    def follow(self, one: Evacuee, refusal: str) -> None:
        """Show another row, or the same one as it is now; the focus stays."""
        if self._is_new:
            return
        self._one = one
        title = tr("{number} {name}").format(number=one.number, name=one.name)
        self._show(title, refusal)

    def is_new(self) -> bool:
        """Whether a new row is being written."""
        return self._is_new

    def submit(self) -> None:
        """Save what was typed."""
        self.editor.submit()

    def give_up(self) -> None:
        """Throw away what was typed, and go back."""
        self.editor.give_up()
        self._is_new = False
        self.left.emit()

    def _show(self, title: str, refusal: str) -> None:
        if self._one is None:
            return
        self.editor.show_record(self._one.id, title, values_of(self._one))
        self.editor.set_editable(refusal)
        missing = missing_words(self._one)
        self._missing.setText(tr("Not answered yet: {questions}").format(questions=missing))
        self._missing.setVisible(bool(missing) and not refusal)
        self.show()
        self._read_course(self._one)

    def _read_course(self, one: Evacuee) -> None:
        """Ask for the steps that were noted of somebody; a new row has none."""
        if self._is_new:
            self._show_course(one, ())
            return
        call = partial(evacuation.steps, self._db, one.id, officer=self._seat.officer())
        self._seat.background.read(
            self, call, partial(self._show_course, one), self._seat.messages.problem
        )

    def _show_course(self, one: Evacuee, steps: Sequence[StepTaken]) -> None:
        if self._one is None or self._one.id != one.id:
            return  # another row is in front by now
        self.course.setText("\n".join(map(_said, steps)))
        self.course.setVisible(bool(steps))

    def _save(self, values: Mapping[str, Any]) -> None:
        one = self._one
        if one is None:
            return
        changed = replace(one, **values)
        officer = self._seat.officer()
        self.editor.sending(values)
        call = (
            partial(_add, self._db, changed, officer=officer)
            if self._is_new
            else partial(evacuation.change, self._db, changed, officer=officer)
        )
        self._seat.background.write(
            self, call, partial(self._saved, one), partial(self._not_saved, one)
        )

    def _saved(self, one: Evacuee, after: Evacuee) -> None:
        self.editor.accept_saved(one.id)
        self._seat.messages.say(_SAVED, number=after.number)
        if self._one is one:
            was_new, self._is_new = self._is_new, False
            self._one = after
            if was_new:
                self.left.emit()
        self.saved.emit()

    def _not_saved(self, one: Evacuee, error: Exception) -> None:
        if not self.editor.not_saved(one.id, sentence(error)):
            self._seat.messages.problem(error)
            return
        if isinstance(error, Conflict) and not self._is_new:
            call = partial(evacuation.listed, self._db, one.about, officer=self._seat.officer())
            self._seat.background.read(
                self, call, partial(self._show_conflict, one), self._seat.messages.problem
            )

    def _show_conflict(self, one: Evacuee, people: Sequence[Evacuee]) -> None:
        found = [each for each in people if each.id == one.id]
        if found and self.editor.key() == one.id:
            self._one = found[0]
            self.editor.show_conflict(values_of(found[0]))


def _said(taken: StepTaken) -> str:
    """Return a step on one line."""
    parts = (short(taken.at), tr(MOVED_WORDS[taken.state]), taken.by, taken.note)
    return " · ".join(filter(None, parts))


def _add(db: Database, new: Evacuee, *, officer: Officer) -> Evacuee:
    return evacuation.put_on_list(db, [new], officer=officer)[0]


def blank_row(
    response: Response, area_code: str, at: datetime, last: Evacuee | None = None
) -> Evacuee:
    """Return a new row of a response to begin with.

    Args:
        last: The household before it: neighbours mostly go when, with whom and where it goes.
    """
    same = {} if last is None else {name: getattr(last, name) for name in _NEIGHBOURLY}
    return Evacuee(
        **{"area_code": area_code} | same,
        id=new_id(),
        about=response.id,
        number="",
        name="",
        at=at,
        drill_id=response.opening.drill_id,
    )

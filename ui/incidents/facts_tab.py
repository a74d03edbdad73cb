"""What is known of an incident, to be put right and added to."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.incidents.model.incident import Facts, Incident
from commandcenter.incidents.service import facts as service
from commandcenter.kernel.errors import Conflict, Unavailable
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.incidents.fields import TextBox, code_field, text_field, time_field
from ui.incidents.terms import Terms
from ui.records.editor import Editor
from ui.records.form import Form, line
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.words import tr

_SAVED = N_("Facts of {number} saved")
_NOT_A_FIELD = frozenset({"id", "lon", "lat"})


class FactsTab(QWidget):
    """A form with everything that reports are put together from.

    What was typed for an incident stays while others are looked at.

    Signals:
        changed: Facts were written.
    """

    changed = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._incident: Incident | None = None
        self._sent: dict[UUID, Facts] = {}
        self._refused: UUID | None = None  # somebody else was first
        self._kinds, kind = code_field("kind", N_("Kind of incident"))
        self._areas, area = code_field("area_code", N_("Township or village"))
        fields = [
            line("title", N_("Title")),
            kind,
            line("place", N_("Place")),
            area,
            time_field("occurred_at", N_("Occurred"), seat.clock),
            line("source", N_("Reported by")),
            text_field("course", N_("Course"), lines=4),
            text_field("measures", N_("Measures taken"), lines=4),
            text_field("scope", N_("Scope"), lines=2),
            text_field("cause", N_("Cause"), lines=2),
            text_field("trend", N_("What is to be expected"), lines=2),
            text_field("needs", N_("Needs and suggestions"), lines=2),
            line("leaders", N_("Leaders on the scene")),
            line("commander", N_("Field commander")),
            line("commander_phone", N_("Phone of the field commander")),
            line("reason", N_("Why it is changed")),
        ]
        self.form = Form(fields)
        self.form.set_columns(2)
        self.editor = Editor(self.form)
        for field in fields:
            if isinstance(field.control, TextBox):
                field.control.edited.connect(self.form.edited)
        self.editor.save_wanted.connect(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 0)
        layout.addWidget(self.editor)

    def show_terms(self, terms: Terms) -> None:
        """Offer the words of the county."""
        self._kinds.offer([(code, terms.kind(code)) for code in terms.kinds])
        areas = [(code, area.name) for code, area in terms.areas.items()]
        self._areas.offer(areas, empty=tr("not known"))
        if self._incident is not None:
            self.editor.show_anew(_values(self._incident.facts))

    def show_incident(self, one: Incident, refusal: str) -> None:
        """Show what is known now; what was typed and not saved stays."""
        self._incident = one
        values = _values(one.facts)
        self.editor.show_record(one.id, tr("What is known"), values)
        if self._refused == one.id:
            self._refused = None
            self.editor.show_conflict(values)
        for field in self.form.fields:
            if isinstance(field.control, QLineEdit) and not field.control.hasFocus():
                field.control.setCursorPosition(0)
        self.editor.set_editable(refusal)

    def submit(self) -> None:
        """Save what was typed."""
        self.editor.submit()

    def give_up(self) -> bool:
        """Throw away what was typed; False if nothing was."""
        was_edited = self.editor.is_edited()
        if was_edited:
            self.editor.give_up()
        return was_edited

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.form.fields[0].control.setFocus()

    def _save(self, values: Mapping[str, Any]) -> None:
        one = self._incident
        if one is None:
            return
        facts = replace(one.facts, **values)
        if _moved(one.facts, facts):
            facts = replace(facts, lon=None, lat=None)
        sent = self._sent.get(one.id)
        # The same words again are the same act, however often the line broke.
        same = sent is not None and replace(facts, id=sent.id) == sent
        facts = replace(facts, id=sent.id if same and sent else new_id())
        self._sent[one.id] = facts
        self.editor.sending(values)
        call = partial(
            service.amend,
            self._db,
            one.id,
            facts,
            seen_version=one.version,
            officer=self._seat.officer(),
        )
        self._seat.background.write(self, call, self._saved, partial(self._not_saved, one.id))

    def _saved(self, after: Incident) -> None:
        self._sent.pop(after.id, None)
        self.editor.accept_saved(after.id)
        self._seat.messages.say(_SAVED, number=after.number)
        self.changed.emit()

    def _not_saved(self, incident_id: UUID, error: Exception) -> None:
        if not isinstance(error, Unavailable):
            self._sent.pop(incident_id, None)
        if not self.editor.not_saved(incident_id, sentence(error)):
            self._seat.messages.problem(error)
            return
        if isinstance(error, Conflict):
            self._refused = incident_id
            self.changed.emit()  # the next reading brings what somebody else wrote


def _values(facts: Facts) -> dict[str, Any]:
    names = (name for name in Facts.__slots__ if name not in _NOT_A_FIELD)
    return {name: getattr(facts, name) for name in names} | {"reason": ""}


def _moved(before: Facts, after: Facts) -> bool:
    """Whether the position belongs to another place than the one that is named now."""
    return (before.place, before.area_code) != (after.place, after.area_code)

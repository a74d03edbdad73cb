"""What is written about a team itself, changed in place."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.words import N_
from commandcenter.teams.model.checks import MAX_REMARKS
from commandcenter.teams.model.team import Card, Team
from commandcenter.teams.service import roster
from ui.records import fields, form
from ui.records.editor import Editor
from ui.records.fields import TermBox
from ui.records.form import Form, FormField
from ui.records.refusal import refusal
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.teams import roster_fields
from ui.teams.roster_columns import title_of
from ui.teams.roster_fields import TermSet
from ui.teams.roster_terms import CATEGORY, HAZARD, NORM, SKILL, Terms
from ui.widgets import theme
from ui.widgets.words import tr

_LINES = frozenset(
    {
        *("number", "name", "short_name", "sub_category", "owner", "supervisor", "address"),
        *("leader", "leader_phone", "deputy", "deputy_phone", "duty_phone", "satellite_phone"),
        "radio_channel",
    }
)
_ORDER = (
    *("number", "name", "short_name", "category", "sub_category", "primary_skill"),
    *("skills", "hazards", "owner", "supervisor", "area_code", "address", "lon", "lat"),
    *("leader", "leader_phone", "deputy", "deputy_phone", "duty_phone", "satellite_phone"),
    *("radio_channel", "muster_minutes", "self_sustain_hours", "radius_km", "strength_norm"),
    *("established_on", "insured_to", "last_drill_on", "remarks"),
)
_DAYS = frozenset({"established_on", "insured_to", "last_drill_on"})
_FIELD_W, _MOST_COLUMNS = 260, 4  # px at 100 %
_SAVED = N_("Saved.")


class FactsPanel(QWidget):
    """Every field of a team in a few columns.

    Signals:
        saved: The team was written (Team).
    """

    saved = Signal(object)

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._team: Team | None = None
        self._is_new = False
        chosen = ("category", "primary_skill", "area_code", "strength_norm")
        self._boxes = {name: TermBox() for name in chosen}
        self._sets = {name: TermSet() for name in ("skills", "hazards")}
        self.editor = Editor(Form([self._field(name) for name in _ORDER]))
        for box in self._sets.values():
            box.edited.connect(self.editor.form.edited)
        self.editor.save_wanted.connect(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.editor)

    def show_terms(self, terms: Terms) -> None:
        """Offer the words of the dictionaries."""
        of = {"category": CATEGORY, "primary_skill": SKILL, "skills": SKILL, "hazards": HAZARD}
        of["strength_norm"] = NORM
        for name, box in (self._boxes | self._sets).items():
            if name in of:
                box.offer([(code, terms.said(of[name], code)) for code in terms.codes(of[name])])
        self._boxes["area_code"].offer(list(terms.areas.items()))

    def show_team(self, team: Team, *, is_new: bool = False) -> None:
        """Show a team; what is being typed for it stays."""
        self._team, self._is_new = team, is_new
        title = tr("New team") if is_new else tr("Facts")
        self.editor.show_record(team.id, title, _values(team))
        self.editor.set_editable(self.refusal())

    def refusal(self) -> str:
        """Return why this officer may not change anything; empty if they may."""
        return refusal(self._seat, Right.MANAGE_TEAMS)

    def edit_first(self) -> None:
        """Put the cursor into the first field."""
        self.editor.form.fields[0].control.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        fitting = self.width() // theme.px(_FIELD_W)
        self.editor.form.set_columns(max(1, min(_MOST_COLUMNS, fitting)))

    def _field(self, name: str) -> FormField:
        caption = title_of(name)
        if name in self._boxes:
            return fields.term(name, caption, self._boxes[name])
        if name in self._sets:
            return roster_fields.terms(name, self._sets[name])
        if name in _DAYS:
            return form.day(name, caption)
        if name in {"lon", "lat"}:
            return roster_fields.degrees(name)
        if name in _LINES or name == "remarks":
            return form.line(name, caption, longest=MAX_REMARKS if name == "remarks" else 200)
        return roster_fields.whole(name)

    def _save(self, values: Mapping[str, Any]) -> None:
        team = self._team
        if team is None:
            return
        self.editor.sending(values)
        service: Callable[..., Team] = roster.add if self._is_new else roster.change
        call = partial(service, self._db, replace(team, **values), officer=self._seat.officer())
        self._seat.background.write(
            self, call, partial(self._saved, team.id), partial(self._not_saved, team.id)
        )

    def _saved(self, key: Hashable, team: Team) -> None:
        self.editor.accept_saved(key)
        self._seat.messages.say(_SAVED)
        if self._team is not None and self._team.id == team.id:
            self.show_team(team)
        self.saved.emit(team)

    def _not_saved(self, key: Hashable, error: Exception) -> None:
        if not self.editor.not_saved(key, sentence(error)):
            self._seat.messages.problem(error)
            return
        if isinstance(error, Conflict) and self._team is not None:
            call = partial(roster.card, self._db, self._team.id, officer=self._seat.officer())
            self._seat.background.read(self, call, self._show_conflict, self._seat.messages.problem)

    def _show_conflict(self, current: Card) -> None:
        if current.team.id == self.editor.key():
            self._team = current.team
            self.editor.show_conflict(_values(current.team))


def _values(team: Team) -> dict[str, Any]:
    return {name: getattr(team, name) for name in _ORDER}

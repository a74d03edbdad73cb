"""The plan of one drill (工作方案): every fact in one calm form, and the plans it practises."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model.code_words import (
    CONTENT_WORDS,
    FORM_WORDS,
    PURPOSE_WORDS,
    TIER_WORDS,
)
from commandcenter.drills.model.drill import Drill, Who
from commandcenter.drills.model.fields import FIELD_WORDS
from commandcenter.drills.service import drills, records
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.words import N_
from ui.drills import drill_fields
from ui.drills.drill_fields import Named, Section, SectionForm
from ui.drills.drill_glance import Glance
from ui.drills.drill_reading import Known, Whole
from ui.drills.drill_tab import DrillTab
from ui.drills.terms import HAZARD, THEME, Terms
from ui.records import fields, form
from ui.records.editor import Editor
from ui.records.fields import TermBox
from ui.records.pick_box import PickBox
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.typed_time import Toward
from ui.widgets.words import tr

_SAVED = N_("Saved.")
_FIELD_W, _MOST_COLUMNS = 250, 4  # px at 100 %
_GLANCE_W, _COMPACT_GLANCE_W = 320, 250
_TEXTS = (
    *("aims", "scenario", "course", "safety", "supplies", "communications"),
    *("support", "review"),
)
_MONTH = N_("Month of the plan")
_MONTHS = {0: N_("No month set")} | {month: str(month) for month in range(1, 13)}
_WORDS: dict[str, Mapping[Any, str]] = {
    "content": CONTENT_WORDS,
    "form": FORM_WORDS,
    "purpose": PURPOSE_WORDS,
    "tier": TIER_WORDS,
    "month": _MONTHS,
}


class PlanTab(DrillTab):
    """The form on the left; plans practised and figures at its side."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self._theme, self._hazard, self._area = TermBox(), TermBox(), TermBox()
        self._lead = PickBox()
        self.editor = Editor(self._form())
        self.glance = Glance(db, seat)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(self.editor, 1)
        layout.addWidget(self.glance)
        self.editor.save_wanted.connect(self._save)
        self.glance.changed.connect(self.changed)
        self.glance.door.connect(self.door)
        self.setFocusProxy(self.editor.form.fields[0].control)

    def show_terms(self, terms: Terms, known: Known) -> None:
        super().show_terms(terms, known)
        self._theme.offer(terms.offered(THEME))
        self._hazard.offer(terms.offered(HAZARD))
        self._area.offer([(code, terms.area(code)) for code in terms.areas])
        self._lead.offer(known.choices(Who.ORGANISATION))

    def show_whole(self, whole: Whole) -> None:
        super().show_whole(whole)
        self.editor.show_record(whole.drill.id, tr("Plan of the drill"), _values(whole.drill))
        self.editor.set_editable(self.refusal())
        self.glance.show_whole(whole, self.refusal())

    def show_named(self, key: object) -> None:
        for field in self.editor.form.fields:
            if field.name == key:
                field.control.setFocus()

    def submit(self) -> None:
        self.editor.submit()

    def give_up(self) -> None:
        self.editor.give_up()

    def begin_new(self) -> None:
        self.glance.picker.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "glance"):
            self._arrange()

    def _arrange(self) -> None:
        compact = scaled.is_compact(self)
        self.glance.setFixedWidth(theme.px(_COMPACT_GLANCE_W if compact else _GLANCE_W))
        fitting = (self.width() - self.glance.width()) // theme.px(_FIELD_W)
        self.editor.form.set_columns(max(1, min(_MOST_COLUMNS, fitting)))

    def _form(self) -> SectionForm:
        line, words = form.line, FIELD_WORDS
        choose = {
            name: form.choice(name, words[name] if name != "month" else _MONTH, kinds)
            for name, kinds in _WORDS.items()
        }
        clock = self.seat.clock
        moments = [
            fields.moment(name, words[name], clock, toward=Toward.FUTURE)
            for name in ("begins_at", "ends_at")
        ]
        what = (
            line("title", words["title"]),
            line("subject", words["subject"]),
            fields.term("theme", words["theme"], self._theme),
            fields.term("hazard", words["hazard"], self._hazard),
            choose["content"],
            choose["form"],
            choose["purpose"],
            choose["tier"],
            form.switch("is_unscripted", words["is_unscripted"]),
            form.switch("is_unannounced", words["is_unannounced"]),
        )
        where = (
            *moments,
            choose["month"],
            fields.term("area_code", words["area_code"], self._area),
            line("place", words["place"]),
            drill_fields.named("lead", words["lead_org"], self._lead),
            line("risk_point", words["risk_point"]),
            fields.number("expected", words["expected"]),
            drill_fields.amount("budget_yuan", words["budget_yuan"]),
        )
        texts = tuple(fields.paragraph(name, words[name], lines=5) for name in _TEXTS)
        return SectionForm(
            (
                Section(title=N_("What is practised"), fields=what, wide=frozenset({"title"})),
                Section(title=N_("When, where, who"), fields=where),
                Section(title=N_("Texts of the plan"), fields=texts),
            )
        )

    def _save(self, values: Mapping[str, Any]) -> None:
        if self.whole is None:
            return
        one = self.whole.drill
        self.editor.sending(values)
        call = partial(drills.change, self.db, _changed(one, values), officer=self.seat.officer())
        self.seat.background.write(
            self, call, partial(self._saved, one.id), partial(self._not_saved, one.id)
        )

    def _saved(self, key: Hashable, _one: Drill) -> None:
        self.editor.accept_saved(key)
        self.seat.messages.say(_SAVED)
        self.changed.emit()

    def _not_saved(self, key: Hashable, error: Exception) -> None:
        if not self.editor.not_saved(key, sentence(error)):
            self.seat.messages.problem(error)
            return
        if isinstance(error, Conflict) and self.whole is not None:
            call = partial(records.find, self.db, Drill, self.whole.drill.id)
            self.seat.background.read(self, call, self._conflict, self.seat.messages.problem)

    def _conflict(self, current: Drill | None) -> None:
        if current is None or self.whole is None or current.id != self.editor.key():
            return
        self.whole = replace(self.whole, drill=current)
        self.editor.show_conflict(_values(current))


def _values(one: Drill) -> dict[str, Any]:
    names = (field for field in one.__slots__ if field not in {"lead_org", "organisation_id"})
    values = {name: getattr(one, name) for name in names}
    return values | {"lead": Named(one.organisation_id, one.lead_org)}


def _changed(one: Drill, values: Mapping[str, Any]) -> Drill:
    """Return a drill with what the form says."""
    lead: Named = values["lead"]
    plain = {name: value for name, value in values.items() if name != "lead"}
    return replace(one, **plain, lead_org=lead.name, organisation_id=lead.ref)

"""Dictionaries: the words of the county for kinds, colours, posts, phrases and the like."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from commandcenter.database.engine import Database
from commandcenter.directory.model import Term
from commandcenter.directory.rights import Right
from commandcenter.directory.service import terms
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.records import form
from ui.records.form import Form
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_HELP = N_(
    "A retired word is no longer offered; what was written with it stays readable. "
    "The code of a word stays for good."
)
_LONGEST = 500
_NAMES = {
    "incident_kind": N_("Kinds of incident"),
    "warning_kind": N_("Kinds of warning"),
    "warning_severity": N_("Severities of messages"),
    "warning_colour_word": N_("Words for colours"),
    "warning_colour_suffix": N_("Colour codes"),
    "warning_happening": N_("Warnings of what happens already"),
    "warning_channel": N_("Ways of passing on"),
    "warning_post": N_("Posts that are called"),
    "warning_neighbour": N_("Neighbours that are called"),
    "alarm_action": N_("What is done about alarms"),
    "quick_phrase": N_("Quick phrases"),
    "handover_check": N_("Checks of the handover"),
    "matrix_stage": N_("Stages of measures"),
    "matrix_tier": N_("Tiers of measures"),
    "matrix_measure": N_("Measures"),
    "response_suggestion": N_("Suggested responses"),
    "response_task": N_("Tasks of a response"),
    "joint_group": N_("Joint groups"),
    "joint_group_lead": N_("Who leads joint groups"),
    "joint_group_members": N_("Members of joint groups"),
    "special_command": N_("Special commands"),
    "special_command_office": N_("Offices of special commands"),
    "special_commander": N_("Special commanders"),
    "team_category": N_("Categories of teams"),
    "team_skill": N_("Skills of teams"),
    "hazard_kind": N_("Kinds of hazard"),
    "hazard_need": N_("Skills a hazard needs"),
    "strength_norm": N_("Strength norms"),
    "readiness_level": N_("Readiness levels"),
    "equipment_state": N_("States of equipment"),
    "agreement_kind": N_("Kinds of agreement"),
    "plan_kind": N_("Kinds of plan"),
    "drill_theme": N_("Themes of drills"),
    "drill_group": N_("Groups of drills"),
    "evaluation_group": N_("Groups of evaluation items"),
    "activity_kind": N_("Kinds of activity"),
}


class TermsPanel(RecordPanel):
    """The words of the dictionary that is chosen, or of all."""

    right = Right.MANAGE_RULES
    new_words = N_("New word")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._seat = seat
        self._act_ids: dict[Term, UUID] = {}
        super().__init__(
            seat,
            (
                Column(title=N_("Dictionary"), text=_dictionary),
                Column(title=N_("Code"), text=lambda term: term.code),
                Column(title=N_("State"), text=_state),
                Column(title=N_("In Chinese"), text=lambda term: term.zh),
                Column(title=N_("In English"), text=lambda term: term.en),
            ),
            Form(
                (
                    form.line("zh", N_("In Chinese"), longest=_LONGEST),
                    form.line("en", N_("In English"), longest=_LONGEST),
                    form.switch("is_active", N_("Is offered")),
                    form.line("code", N_("Code"), longest=80),
                )
            ),
            stretch=3,
        )
        self.dictionary = QComboBox()
        self.head.insertWidget(0, self.dictionary)
        self.dictionary.activated.connect(lambda _index: self.show_found())
        self._help = Label(tone="note")
        self._help.setWordWrap(True)
        self.editor.extra.addWidget(self._help)
        self._read_words()

    def show_terms(self, records: Sequence[Term]) -> None:
        """Show the words as they stand."""
        self.show_records(records)
        self._fill()

    def show_records(self, records: Sequence[Any]) -> None:
        super().show_records(records)
        self._keep_code()

    def show_found(self) -> None:
        chosen = self.dictionary.currentData() if hasattr(self, "dictionary") else None
        everybody = self.records
        if chosen is not None:
            self.records = [one for one in everybody if one.dictionary == chosen]
        super().show_found()
        self.records = everybody

    def choose(self, key: Hashable) -> bool:
        self.dictionary.setCurrentIndex(0)
        return super().choose(key)

    def key_of(self, record: Term) -> Hashable:
        return (record.dictionary, record.code)

    def title_of(self, record: Term) -> str:
        return record.zh or tr("New word: {name}").format(name=_dictionary(record))

    def values_of(self, record: Term) -> Mapping[str, Any]:
        return {field.name: getattr(record, field.name) for field in self.editor.form.fields}

    def text_of(self, record: Term) -> str:
        return f"{_dictionary(record)} {record.code} {record.zh} {record.en}".lower()

    def blank(self) -> Term:
        present: Term | None = self.table.present()
        chosen = self.dictionary.currentData() or (present.dictionary if present else None)
        return Term(dictionary=chosen or next(iter(_NAMES)), code="", zh="")

    def saving(self, record: Term, values: Mapping[str, Any], *, is_new: bool) -> Callable[[], Any]:
        # A blank at the end, as phrases have, is not seen in the form and stays.
        same = {
            name: getattr(record, name)
            for name in ("zh", "en")
            if getattr(record, name).strip() == values[name]
        }
        changed = replace(record, **{**values, **same})
        officer = self._seat.officer()
        if is_new:
            act_id = self._act_ids.setdefault(changed, new_id())
            return partial(terms.add, self._db, changed, officer=officer, act_id=act_id)
        return partial(terms.change, self._db, changed, seen=record, officer=officer)

    def reading(self, key: Hashable) -> Callable[[], Any]:
        assert isinstance(key, tuple)  # noqa: S101 - see key_of
        return partial(terms.get, self._db, *key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()

    def _show(self, record: Any) -> None:
        super()._show(record)
        self._keep_code()

    def _keep_code(self) -> None:
        """Let the code of a new word be typed alone."""
        code = next(one.control for one in self.editor.form.fields if one.name == "code")
        if isinstance(code, QLineEdit):
            code.setEnabled(self._is_new and not self.refusal())

    def _fill(self) -> None:
        chosen = self.dictionary.currentData()
        known = {one.dictionary for one in self.records}
        names = [name for name in _NAMES if name in known] + sorted(known - set(_NAMES))
        self.dictionary.clear()
        self.dictionary.addItem(tr("All dictionaries"), None)
        for name in names:
            self.dictionary.addItem(_name(name), name)
        self.dictionary.setCurrentIndex(max(self.dictionary.findData(chosen), 0))
        self.dictionary.setAccessibleName(tr("Dictionary"))

    def _read_words(self) -> None:
        super()._read_words()
        if hasattr(self, "_help"):
            self._help.setText(tr(_HELP))


def _name(dictionary: str) -> str:
    return tr(_NAMES[dictionary]) if dictionary in _NAMES else dictionary


def _dictionary(term: Term) -> str:
    return _name(term.dictionary)


def _state(term: Term) -> str:
    return tr("offered") if term.is_active else tr("retired")

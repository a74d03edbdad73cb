"""Rule rows: the values a county may change, each with its basis."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.model import Rule
from commandcenter.directory.rights import Right
from commandcenter.directory.service import rules
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.records import form
from ui.records.form import Form
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

# How the shipped rows mark what no official text could be found for.
_UNVERIFIED = "未核实"
_HELP = N_("A later row with the same code replaces the earlier one from its first day on.")


class NoBeginning(Rejected):
    """A rule has to begin on some day."""

    sentence = N_("Write from which day the rule holds.")


class RulesPanel(RecordPanel):
    """All rows; what is not verified says so in its own column."""

    right = Right.MANAGE_RULES
    new_words = N_("Later row")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._seat = seat
        super().__init__(
            seat,
            (
                Column(title=N_("Code"), text=lambda rule: rule.code),
                Column(title=N_("Value"), text=lambda rule: f"{rule.value} {rule.unit}".strip()),
                Column(title=N_("Basis"), text=lambda rule: rule.basis),
                Column(title=N_("Verified"), text=_verified),
                Column(title=N_("Valid from"), text=lambda rule: str(rule.valid_from)),
                Column(title=N_("Until"), text=lambda rule: str(rule.valid_to or "")),
                Column(title=N_("State"), text=self._state),
            ),
            Form(
                (
                    form.line("value", N_("Value"), longest=500),
                    form.line("unit", N_("Unit of measure")),
                    form.line("basis", N_("Basis"), longest=500),
                    form.day("valid_from", N_("Valid from")),
                    form.day("valid_to", N_("No longer valid from")),
                    form.line("code", N_("Code")),
                )
            ),
            stretch=2,
        )
        self._help = Label(tone="note")
        self._help.setWordWrap(True)
        self.editor.extra.addWidget(self._help)
        self._read_words()

    def title_of(self, record: Rule) -> str:
        return record.code or tr("Later row")

    def values_of(self, record: Rule) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in rules.FIELDS}

    def text_of(self, record: Rule) -> str:
        return f"{record.code} {record.value} {record.unit} {record.basis}".lower()

    def blank(self) -> Rule:
        tomorrow = day_of(self._seat.clock()) + timedelta(days=1)
        present: Rule | None = self.table.present()
        if present is None:
            return Rule(id=new_id(), code="", value="", valid_from=tomorrow)
        return replace(present, id=new_id(), valid_from=tomorrow, valid_to=None, version=1)

    def begin_new(self) -> None:
        super().begin_new()
        if not self.refusal():
            # The same values from another day on are worth saving as they are.
            self.editor.note_edit()

    def saving(self, record: Rule, values: Mapping[str, Any], *, is_new: bool) -> Callable[[], Any]:
        if values["valid_from"] is None:
            return _refuse_beginning
        service = rules.add if is_new else rules.change
        return partial(service, self._db, replace(record, **values), officer=self._seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(rules.get, self._db, UUID(str(key)))

    def _state(self, rule: Rule) -> str:
        today = day_of(self._seat.clock())
        if rule.valid_from > today:
            return tr("to come")
        if rule.valid_to is not None and rule.valid_to <= today:
            return tr("expired")
        newer = [
            one
            for one in self.records
            if one.code == rule.code and rule.valid_from < one.valid_from <= today
        ]
        return tr("replaced") if newer else tr("in force")

    def _read_words(self) -> None:
        super()._read_words()
        if hasattr(self, "_help"):
            self._help.setText(tr(_HELP))


def _verified(rule: Rule) -> str:
    return tr(N_("not verified")) if _UNVERIFIED in rule.basis else ""


def _refuse_beginning() -> None:
    raise NoBeginning

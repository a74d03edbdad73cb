"""The items of evaluation forms: what is looked at in drills, and what it has to be like."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from commandcenter.database.engine import Database
from commandcenter.directory.model import Term
from commandcenter.directory.rights import Right
from commandcenter.drills.model.code_words import FORM_WORDS
from commandcenter.drills.model.drill import Form as DrillForm
from commandcenter.drills.model.evaluation import Item
from commandcenter.drills.service import evaluation_items
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.records import fields, form
from ui.records.fields import CodeBox
from ui.records.form import Form
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.words import language, tr

_FORMS: dict[DrillForm | None, str] = {None: N_("Both forms of drill")}
_FORMS.update(FORM_WORDS.items())
_HELP = N_(
    "An item that was graded once keeps its words: retire it and add a new one. "
    "Retired items stay readable in earlier evaluations."
)
_FIELDS = ("group", "form", "text", "standard", "basis", "is_active")


class EvaluationItemsPanel(RecordPanel):
    """Items by group; Ctrl+Up and Ctrl+Down move the one in front within its group."""

    right = Right.PLAN_DRILLS
    new_words = N_("New item")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._groups: Mapping[str, Term] = {}
        self._group = CodeBox()
        self._is_busy = False
        super().__init__(
            seat,
            (
                Column(title=N_("Group of items"), text=lambda one: self._named(one.group)),
                Column(title=N_("No."), text=lambda one: str(one.position), is_number=True),
                Column(title=N_("Evaluation item"), text=lambda one: one.text),
                Column(title=N_("Form of the drill"), text=lambda one: tr(_FORMS[one.form])),
                Column(title=N_("State"), text=_state),
            ),
            self._form(),
            stretch=2,
        )
        self._help = Label(tone="note")
        self._help.setWordWrap(True)
        self.up = KeyButton(key="Ctrl+Up", icon="arrow-up")
        self.down = KeyButton(key="Ctrl+Down", icon="arrow-down")
        moves = QHBoxLayout()
        scaled.gap(moves, 2)
        moves.addWidget(self.up, 1)
        moves.addWidget(self.down, 1)
        self.editor.extra.addLayout(moves)
        self.editor.extra.addWidget(self._help)
        self.up.clicked.connect(lambda: self.move_by(-1))
        self.down.clicked.connect(lambda: self.move_by(1))
        add = partial(seat.actions.add, self, page="management")
        add(N_("Move the item up"), "Ctrl+Up", lambda: self.move_by(-1))
        add(N_("Move the item down"), "Ctrl+Down", lambda: self.move_by(1))
        self._read_words()

    def show_items(self, items: Sequence[Item], groups: Sequence[Term]) -> None:
        """Show the items as they stand; what is being typed stays."""
        self._groups = {one.code: one for one in groups}
        self._offer_groups()
        self.show_records(items)

    def move_by(self, step: int) -> None:
        """Move the item in front within its group."""
        one: Item | None = self.table.present()
        if one is None or self._is_busy or self.refusal():
            return
        group = [each for each in self.records if each.group == one.group]
        at = group.index(one)
        if not 0 <= at + step < len(group):
            return
        group[at], group[at + step] = group[at + step], group[at]
        self._is_busy = True
        call = partial(evaluation_items.reorder, self._db, group, officer=self.seat.officer())
        self.seat.background.write(self, call, lambda _items: self._moved(), self._not_moved)

    def title_of(self, record: Item) -> str:
        known = any(one.id == record.id for one in self.records)
        return self._named(record.group) if known else tr("New item")

    def values_of(self, record: Item) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in _FIELDS}

    def text_of(self, record: Item) -> str:
        words = (self._named(record.group), record.text, record.standard, record.basis)
        return " ".join(words).lower()

    def blank(self) -> Item:
        present: Item | None = self.table.present()
        group = present.group if present is not None else next(iter(self._groups), "")
        return Item(
            id=new_id(),
            form=present.form if present is not None else None,
            group=group,
            position=0,
            text="",
        )

    def saving(self, record: Item, values: Mapping[str, Any], *, is_new: bool) -> Callable[[], Any]:
        write = evaluation_items.add if is_new else evaluation_items.change
        return partial(write, self._db, replace(record, **values), officer=self.seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        def read() -> Item:
            found = [one for one in evaluation_items.everything(self._db) if one.id == key]
            if not found:
                raise Conflict
            return found[0]

        return read

    def _moved(self) -> None:
        self._is_busy = False
        self.changed.emit()

    def _not_moved(self, error: Exception) -> None:
        self._is_busy = False
        self.seat.messages.problem(error)
        self.changed.emit()

    def _named(self, code: str) -> str:
        term = self._groups.get(code)
        if term is None:
            return code
        return term.word(language())

    def _offer_groups(self) -> None:
        self._group.offer([(code, self._named(code)) for code in self._groups])

    def _form(self) -> Form:
        made = Form(
            (
                fields.code("group", N_("Group of items"), self._group),
                form.choice("form", N_("Form of the drill"), _FORMS),
                fields.paragraph("text", N_("Evaluation item"), lines=2),
                fields.paragraph("standard", N_("Standard"), lines=3),
                fields.paragraph("basis", N_("Basis"), lines=2),
                form.switch("is_active", N_("In force")),
            )
        )
        fields.listen(made)
        return made

    def _read_words(self) -> None:
        super()._read_words()
        self.table.setAccessibleName(tr("Evaluation items"))
        self._offer_groups()
        if hasattr(self, "down"):
            self._help.setText(tr(_HELP))
            self.up.setText(tr("Up"))
            self.down.setText(tr("Down"))


def _state(one: Item) -> str:
    return tr("in force") if one.is_active else tr("retired")

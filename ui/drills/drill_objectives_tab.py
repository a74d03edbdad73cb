"""The objectives of a drill: what it is to show, checked for being SMART, and in their order."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model import smart
from commandcenter.drills.model.drill import Objective
from commandcenter.drills.model.fields import FIELD_WORDS
from commandcenter.drills.service import objectives
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.drills.drill_fields import Section, SectionForm
from ui.drills.drill_reading import Whole
from ui.drills.panel_tab import DrillPanel, PanelTab
from ui.records import fields, form
from ui.shell.seat import Seat
from ui.widgets.buttons import KeyButton
from ui.widgets.fitting_row import FittingRow
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

SMART = {
    "is_specific": N_("Specific: who does what"),
    "is_measurable": N_("Measurable: one can count or time it"),
    "is_achievable": N_("Achievable with what is there"),
    "is_relevant": N_("Relevant: from a plan or a lesson"),
    "is_timed": N_("Timed: until when"),
}
_NAMES = ("text", "criteria", *SMART)


class _Panel(DrillPanel):
    """The list of objectives with the one in front beside it."""

    kind = Objective
    new_words = N_("New objective")

    def __init__(self, tab: "ObjectivesTab") -> None:
        super().__init__(tab, _columns(tab), _form(), stretch=1)
        self.up = KeyButton(key="Alt+↑", kind="bare", icon="arrow-up")
        self.down = KeyButton(key="Alt+↓", kind="bare", icon="arrow-down")
        row = FittingRow()
        for rank, button in enumerate((self.up, self.down, self.remove)):
            row.add_left(button, rank=rank, gap_step=2)
        self.below.addWidget(row)
        self.doubts = Label(tone="note")
        self.doubts.setWordWrap(True)
        self.editor.extra.addWidget(self.doubts)
        self.editor.form.edited.connect(self.show_doubts)
        self.up.clicked.connect(partial(self.move_front, -1))
        self.down.clicked.connect(partial(self.move_front, 1))
        self._name_buttons()

    def title_of(self, record: Any) -> str:
        return tr("Objective O{number}").format(number=record.number)

    def values_of(self, record: Any) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in _NAMES}

    def text_of(self, record: Any) -> str:
        return f"O{record.number} {record.text} {record.criteria}".lower()

    def blank(self) -> Objective:
        number = max((one.number for one in self.records), default=0) + 1
        return Objective(id=new_id(), drill=self.drill_id(), number=number, text="")

    def saving(self, record: Any, values: Mapping[str, Any], *, is_new: bool) -> Callable[[], Any]:
        service = objectives.add if is_new else objectives.change
        return partial(
            service, self._tab.db, replace(record, **values), officer=self.seat.officer()
        )

    def removing(self, record: Any) -> Callable[[], Any]:
        return partial(objectives.remove, self._tab.db, record, officer=self.seat.officer())

    def move_front(self, step: int) -> None:
        """Let the objective in front change its place with the one beside it."""
        front = self.table.present()
        order = [one.id for one in self.records]
        if front is None or self.refusal() or not 0 <= order.index(front.id) + step < len(order):
            return
        at = order.index(front.id)
        order[at], order[at + step] = order[at + step], order[at]
        call = partial(
            objectives.reorder, self._tab.db, self.drill_id(), order, officer=self.seat.officer()
        )
        self._tab.write(call, lambda _done: self.changed.emit())

    def show_doubts(self) -> None:
        """Say what the words typed so far speak against."""
        one = replace(self.blank(), **self.editor.form.values())
        doubts = [tr(answer.doubt) for answer in smart.answers(one) if answer.doubt]
        self.doubts.setText("\n".join(doubts) if one.text else "")

    def _show(self, record: Any) -> None:
        super()._show(record)
        if hasattr(self, "doubts"):
            self.show_doubts()

    def show_buttons(self) -> None:
        """Offer what can be done."""
        for button in (self.up, self.down, self.remove):
            button.setEnabled(bool(self.records) and not self.refusal())

    def _read_words(self) -> None:
        super()._read_words()
        if hasattr(self, "remove"):
            self._name_buttons()

    def _name_buttons(self) -> None:
        self.up.setText(tr("Up"))
        self.down.setText(tr("Down"))


class ObjectivesTab(PanelTab):
    """Text and criteria of each objective, and what makes it SMART."""

    panel: _Panel

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.panel = _Panel(self)
        self._put_panel()

    def show_whole(self, whole: Whole) -> None:
        super().show_whole(whole)
        self.panel.show_records(whole.objectives)
        self.panel.show_buttons()


def _form() -> SectionForm:
    texts = (
        fields.paragraph("text", N_("Objective"), lines=4),
        fields.paragraph("criteria", FIELD_WORDS["criteria"], lines=5),
    )
    checks = tuple(form.switch(name, words) for name, words in SMART.items())
    return SectionForm(
        (
            Section(title="", fields=texts),
            Section(title=N_("Is it SMART?"), fields=checks),
        )
    )


def _columns(tab: ObjectivesTab) -> tuple[Column[Objective], ...]:
    def served(one: Objective) -> str:
        lines = tab.whole.lines if tab.whole is not None else ()
        return str(sum(line.objective_id == one.id for line in lines) or "")

    return (
        Column(title=N_("Number"), text=lambda one: f"O{one.number}"),
        Column(title=N_("Objective"), text=lambda one: one.text),
        Column(title=FIELD_WORDS["criteria"], text=lambda one: one.criteria),
        Column(
            title=N_("SMART"),
            text=lambda one: f"{sum(getattr(one, name) for name in SMART)}/{len(SMART)}",
            is_number=True,
        ),
        Column(title=N_("Lines"), text=served, is_number=True),
    )

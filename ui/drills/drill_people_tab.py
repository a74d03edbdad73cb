"""Who takes part in a drill: units, teams and people, with role, group, task and headcount."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.model import initials
from commandcenter.directory.rights import Right
from commandcenter.drills.model.code_words import PART_WORDS, WHO_WORDS
from commandcenter.drills.model.drill import Part, Participant, Who
from commandcenter.drills.model.fields import FIELD_WORDS
from commandcenter.drills.service import participants, records
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.drills import drill_fields
from ui.drills.drill_fields import Named, Section, SectionForm
from ui.drills.drill_reading import Known, Whole
from ui.drills.drill_tab import DrillTab
from ui.drills.terms import GROUP, Terms
from ui.records import fields, form
from ui.records.confirm_button import ConfirmButton
from ui.records.fields import TermBox
from ui.records.panel import RecordPanel
from ui.records.pick_box import PickBox
from ui.shell.seat import Seat
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_CALL = N_("Phone or radio call")
_NOBODY = UUID(int=0)
_REMOVED = N_("Removed. The history keeps it.")
_PLAIN = ("part", "group", "headcount", "contact", "task")


class _Panel(RecordPanel):
    """The list of participants with the one in front beside it."""

    right = Right.PLAN_DRILLS
    new_words = N_("New participant")

    def __init__(self, tab: "PeopleTab") -> None:
        self._tab = tab
        self.box, self.group = PickBox(), TermBox()
        super().__init__(tab.seat, _columns(tab), self._form(), stretch=4)
        self.totals = Label(tone="note")
        self.remove = ConfirmButton(N_("Remove"), N_("Remove it for good"), icon="trash")
        self.below.addWidget(self.totals)
        self.editor.extra.addWidget(self.remove)
        self.box.activated.connect(lambda _at: self._fill_from_offer())
        self.remove.confirmed.connect(self.remove_front)

    def title_of(self, record: Any) -> str:
        return record.name or tr(self.new_words)

    def values_of(self, record: Any) -> Mapping[str, Any]:
        plain = {name: getattr(record, name) for name in _PLAIN}
        return plain | {"named": Named(record.ref, record.name)}

    def text_of(self, record: Any) -> str:
        words = (record.name, tr(PART_WORDS[record.part]), record.task, initials(record.name))
        return " ".join(words).lower()

    def blank(self) -> Participant:
        return Participant(
            id=new_id(), drill=self._tab.drill_id(), who=Who.OTHER, ref=None, name=""
        )

    def saving(self, record: Any, values: Mapping[str, Any], *, is_new: bool) -> Callable[[], Any]:
        named: Named = values["named"]
        offer = self._tab.known.offer(named.ref)
        changed = replace(record, **{name: values[name] for name in _PLAIN})
        if offer is not None:
            changed = replace(changed, who=offer.who, ref=offer.ref, name=named.name)
        elif named.name != record.name:  # somebody who left the lists stays what they were
            changed = replace(changed, who=Who.OTHER, ref=None, name=named.name)
        officer = self.seat.officer()
        if is_new:
            return partial(participants.add_all, self._tab.db, [changed], officer=officer)
        return partial(participants.change, self._tab.db, changed, officer=officer)

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_current, self._tab.db, key)

    def refusal(self) -> str:
        return self._tab.refusal()

    def remove_front(self) -> None:
        """Take the participant in front out."""
        front = self.table.present()
        if front is None or self.refusal():
            return

        def done(_none: None) -> None:
            self.editor.accept_saved(front.id)
            self._chosen = None
            self.seat.messages.say(_REMOVED)
            self.changed.emit()

        call = partial(records.remove, self._tab.db, front, officer=self.seat.officer())
        self._tab.write(call, done)

    def show_totals(self, whole: Whole) -> None:
        """Say how many people there are of each role."""
        counts = dict.fromkeys(Part, 0)
        for one in whole.participants:
            counts[one.part] += one.headcount
        said = [f"{tr(PART_WORDS[part])} {count}" for part, count in counts.items() if count]
        total = tr("{count} of {total} people").format(
            count=whole.headcount(), total=whole.drill.expected
        )
        self.totals.setText(" · ".join([total, *said]))
        self.remove.setVisible(bool(whole.participants) and not self.refusal())

    def _fill_from_offer(self) -> None:
        """Take headcount and phone of whoever was picked, where nothing was written."""
        offer = self._tab.known.offer(self.box.picked())
        controls = {field.name: field for field in self.editor.form.fields}
        if offer is None:
            return
        if not controls["headcount"].read():
            controls["headcount"].write(offer.headcount)
        if not controls["contact"].read():
            controls["contact"].write(offer.contact)
        self.editor.note_edit()

    def _form(self) -> SectionForm:
        words = FIELD_WORDS
        return SectionForm(
            (
                Section(
                    title="",
                    fields=(
                        drill_fields.named("named", N_("Unit, team or person"), self.box),
                        form.choice("part", words["part"], PART_WORDS),
                        fields.term("group", words["group"], self.group),
                        fields.number("headcount", N_("Headcount")),
                        form.line("contact", _CALL),
                        fields.paragraph("task", words["task"], lines=5),
                    ),
                ),
            )
        )


class PeopleTab(DrillTab):
    """One list of all who take part, whatever they are."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.panel = _Panel(self)
        self.panel.changed.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        self.setFocusProxy(self.panel)

    def drill_id(self) -> UUID:
        """Return which drill is shown."""
        return _NOBODY if self.whole is None else self.whole.drill.id

    def show_terms(self, terms: Terms, known: Known) -> None:
        super().show_terms(terms, known)
        self.panel.box.offer(known.choices(*Who))
        self.panel.group.offer(terms.offered(GROUP))
        self.panel.table.viewport().update()

    def show_whole(self, whole: Whole) -> None:
        is_other = self.whole is None or self.whole.drill.id != whole.drill.id
        super().show_whole(whole)
        if is_other:
            self.panel.begin_other(whole.drill.id)
        self.panel.show_records(whole.participants)
        self.panel.show_totals(whole)

    def show_named(self, key: object) -> None:
        if isinstance(key, UUID):
            self.panel.choose(key)

    def search(self) -> None:
        self.panel.search.setFocus()
        self.panel.search.selectAll()

    def begin_new(self) -> None:
        self.panel.begin_new()

    def submit(self) -> None:
        self.panel.submit()

    def give_up(self) -> None:
        self.panel.give_up()


def _columns(tab: PeopleTab) -> tuple[Column[Participant], ...]:
    return (
        Column(title=N_("Who takes part"), text=lambda one: one.name),
        Column(title=N_("Kind"), text=lambda one: tr(WHO_WORDS[one.who])),
        Column(title=FIELD_WORDS["part"], text=lambda one: tr(PART_WORDS[one.part])),
        Column(title=FIELD_WORDS["group"], text=lambda one: tab.terms.said(GROUP, one.group)),
        Column(title=FIELD_WORDS["task"], text=lambda one: one.task),
        Column(title=N_("Headcount"), text=lambda one: str(one.headcount or ""), is_number=True),
        Column(title=_CALL, text=lambda one: one.contact),
    )


def _current(db: Database, key: Any) -> Participant:
    found = records.find(db, Participant, key)
    if found is None:
        raise Conflict  # somebody removed it
    return found

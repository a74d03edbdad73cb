"""Who takes part in a drill: units, teams and people, with role, group, task and headcount."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.model import initials
from commandcenter.drills.model.code_words import PART_WORDS, WHO_WORDS
from commandcenter.drills.model.drill import Part, Participant, Who
from commandcenter.drills.model.fields import FIELD_WORDS
from commandcenter.drills.service import participants
from commandcenter.drills.service.participants import Offer
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.drills import drill_fields
from ui.drills.drill_fields import Named, Section, SectionForm
from ui.drills.drill_reading import Known, Whole
from ui.drills.panel_tab import DrillPanel, PanelTab
from ui.drills.terms import GROUP, Terms
from ui.records import fields, form
from ui.records.fields import TermBox
from ui.records.pick_box import PickBox
from ui.shell.seat import Seat
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_CALL = N_("Phone or radio call")
_PLAIN = ("part", "group", "headcount", "contact", "task")


class _Panel(DrillPanel):
    """The list of participants with the one in front beside it."""

    kind = Participant
    new_words = N_("New participant")

    def __init__(self, tab: "PeopleTab") -> None:
        self.box, self.group = PickBox(), TermBox()
        super().__init__(tab, _columns(tab), self._form(), stretch=4)
        self.totals = Label(tone="note")
        self.below.addWidget(self.totals)
        self.editor.extra.addWidget(self.remove)
        # What was filled in for whoever was named, by participant and field.
        self._filled: dict[tuple[UUID, str], Any] = {}
        self.box.activated.connect(lambda _at: self._follow_name())
        line = self.box.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._follow_name)

    def title_of(self, record: Any) -> str:
        return record.name or tr(self.new_words)

    def values_of(self, record: Any) -> Mapping[str, Any]:
        plain = {name: getattr(record, name) for name in _PLAIN}
        return plain | {"named": Named(record.ref, record.name)}

    def text_of(self, record: Any) -> str:
        words = (record.name, tr(PART_WORDS[record.part]), record.task, initials(record.name))
        return " ".join(words).lower()

    def blank(self) -> Participant:
        return Participant(id=new_id(), drill=self.drill_id(), who=Who.OTHER, ref=None, name="")

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

    def submit(self) -> None:
        self._follow_name()
        super().submit()

    def _follow_name(self) -> None:
        """Let headcount and phone follow who is named; what was typed for them stays."""
        front = self._chosen
        if front is None or self.refusal():
            return
        ref, name = self.box.picked(), self.box.currentText().strip()
        offer = self._tab.known.offer(ref)
        if name == front.name and (front.ref is None or ref in (None, front.ref)):
            wanted = _of_the_same(front, offer)
        else:
            wanted = _of_another(front, offer)
        filled = [self._fill(front, field, wanted[field]) for field in wanted]
        if any(filled):
            self.editor.note_edit()

    def _fill(self, front: Participant, name: str, wanted: Any) -> bool:
        """Write into a field unless something else was typed there; say whether it changed."""
        field = next(one for one in self.editor.form.fields if one.name == name)
        try:
            value = field.read()
        except Rejected:
            return False
        known = (getattr(front, name), self._filled.get((front.id, name)))
        if value == wanted or (value and value not in known):
            return False
        field.write(wanted)
        self._filled[front.id, name] = wanted
        return True

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


class PeopleTab(PanelTab):
    """One list of all who take part, whatever they are."""

    panel: _Panel

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.panel = _Panel(self)
        self._put_panel()

    def show_terms(self, terms: Terms, known: Known) -> None:
        super().show_terms(terms, known)
        self.panel.box.offer(known.choices(*Who))
        self.panel.group.offer(terms.offered(GROUP))
        self.panel.table.viewport().update()

    def show_whole(self, whole: Whole) -> None:
        super().show_whole(whole)
        self.panel.show_records(whole.participants)
        self.panel.show_totals(whole)


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


def _of_the_same(front: Participant, offer: Offer | None) -> dict[str, Any]:
    """Return headcount and phone of a participant, from the lists where nothing was written."""
    if offer is None:
        return {"headcount": front.headcount, "contact": front.contact}
    return {
        "headcount": front.headcount or offer.headcount,
        "contact": front.contact or offer.contact,
    }


def _of_another(front: Participant, offer: Offer | None) -> dict[str, Any]:
    """Return headcount and phone after somebody else was named: never the phone of the first."""
    if offer is not None:
        return {"headcount": offer.headcount or front.headcount, "contact": offer.contact}
    # A name that is in no list may only have been written better.
    contact = front.contact if front.ref is None else ""
    return {"headcount": front.headcount, "contact": contact}

"""What inquiries found about reporting: late, omitted, false, concealed."""

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent

from commandcenter.database.engine import Database
from commandcenter.incidents.model.report import Fault
from commandcenter.incidents.model.review import Finding, Found
from commandcenter.incidents.model.words import FAULT_WORDS
from commandcenter.incidents.service import reviews
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.records import form
from ui.records.form import Form, FormField
from ui.records.pick_box import Choice, PickBox
from ui.review import said
from ui.review.list_tab import ListCard
from ui.review.noting_tab import NotingTab
from ui.review.reading import Looked
from ui.shell.page import REALITY, Target
from ui.shell.seat import Seat
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_NEW = "new"
_NONE = (N_("Nothing was found"), N_("What an inquiry finds is noted on the right, for good."))
_LONGEST = 2_000


class NoIncident(Rejected):
    """A finding is about an incident."""

    sentence = N_("Choose the incident by its number or title.")


class FindingsTab(NotingTab):
    """The findings of a year, and the form for another one."""

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._incident = PickBox()
        card = ListCard(
            (
                Column(title=N_("Incident"), text=lambda one: one.number),
                Column(title=N_("Finding"), text=_fault),
                Column(title=N_("Document number"), text=lambda one: one.finding.doc_no),
                Column(title=N_("What was found"), text=_content),
                Column(title=N_("Noted by"), text=lambda one: one.finding.by),
                Column(title=N_("Time"), text=lambda one: said.moment(one.finding.at)),
            ),
            lambda one: one.finding.id,
            _door,
            stretch=3,
            empty=_NONE,
        )
        super().__init__(
            seat,
            card,
            Form(
                (
                    FormField(
                        name="incident_id",
                        caption=N_("Incident"),
                        control=self._incident,
                        read=self._read_incident,
                        write=self._incident.pick,
                        said=self._incident.name_of,
                    ),
                    form.choice("fault", N_("Finding"), FAULT_WORDS),
                    form.line("doc_no", N_("Document number")),
                    form.line("content", N_("What was found"), longest=_LONGEST),
                )
            ),
        )
        self._read_words()

    def show_looked(self, looked: Looked) -> None:
        """Show the findings of a year; what is being typed stays."""
        self._incident.offer(
            [
                Choice(id=one.id, name=f"{one.number} {one.facts.title}", detail=one.facts.place)
                for one in looked.incidents
            ]
        )
        self.card.show_rows(looked.found)
        self.show_form(_NEW, tr("New finding"), self.blank())

    def blank(self) -> Mapping[str, Any]:
        return {"incident_id": None, "fault": Fault.LATE, "doc_no": "", "content": ""}

    def noting(self, key: Hashable, values: Mapping[str, Any], id_: UUID) -> Callable[[], Any]:
        del key  # there is one form for all findings
        finding = Finding(id=id_, **values)
        return partial(reviews.find_fault, self._db, finding, officer=self.seat.officer())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "card"):
            self._read_words()

    def _read_incident(self) -> UUID:
        picked = self._incident.picked()
        if picked is None:
            raise NoIncident
        return picked

    def _read_words(self) -> None:
        self.card.table.setAccessibleName(tr("Findings"))
        self.card.note.setText(
            tr("False and concealed reports need the number of the document that found them.")
        )
        if self.editor.key() is not None:
            self.show_form(_NEW, tr("New finding"), self.blank())


def _fault(one: Found) -> str:
    return tr(FAULT_WORDS[one.finding.fault])


def _content(one: Found) -> str:
    return one.finding.content or one.title


def _door(one: Found) -> Target:
    return Target(page="incidents", kind="incident", key=one.finding.incident_id, scope=REALITY)

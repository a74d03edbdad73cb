"""What may have been left out; only an inquiry can say that it was."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from commandcenter.incidents.model.statistics import Omission
from commandcenter.kernel.words import N_
from ui.review import said
from ui.review.list_tab import ListCard
from ui.review.reading import Looked
from ui.shell.page import REALITY, Target
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_NONE = (N_("Nothing seems left out"), N_("Lines without an incident and gaps show here."))


class OmissionsTab(ListCard):
    """One row for each line or incident that somebody has to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            (
                Column(title=N_("Number"), text=lambda one: one.number),
                Column(title=N_("Learned of"), text=lambda one: said.moment(one.at)),
                Column(title=N_("What may be missing"), text=said.lacking),
            ),
            lambda one: (one.entry_id, one.incident_id),
            _door,
            stretch=2,
            empty=_NONE,
            parent=parent,
        )
        self._read_words()

    def show_looked(self, looked: Looked) -> None:
        """Show what may have been left out in a year, the newest first."""
        self.show_rows(sorted(looked.omissions, key=lambda one: one.at, reverse=True))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _read_words(self) -> None:
        self.table.setAccessibleName(tr("What may be missing"))
        self.note.setText(
            tr("The program only counts. Whether something was omitted is for an inquiry to say.")
        )


def _door(one: Omission) -> Target:
    if one.entry_id is not None:
        return Target(page="duty", kind="entry", key=one.entry_id, scope=REALITY)
    return Target(page="incidents", kind="incident", key=one.incident_id, scope=REALITY)

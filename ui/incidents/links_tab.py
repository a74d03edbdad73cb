"""What an incident is connected with, each a door."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.incidents.model.incident import Incident, LinkKind
from commandcenter.incidents.model.words import LINK_WORDS
from commandcenter.kernel.words import N_
from ui.incidents.head import moment
from ui.incidents.reading import Detail
from ui.shell.page import Target
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A row of the list.

    Attributes:
        is_fixed: The incident came from it; it is not taken away.
    """

    id: UUID
    kind: LinkKind
    number: str
    text: str
    at: datetime
    target: Target
    is_fixed: bool = False


def connections(detail: Detail, known: Mapping[UUID, Incident]) -> list[Connection]:
    """Return what an incident is connected with, in the order it was connected."""
    found = []
    for link in detail.links:
        entry, incident = detail.entries.get(link.target), known.get(link.target)
        page, kind = _PAGES[link.kind]
        key: UUID | int = entry.seq if entry is not None else link.target
        number = entry.number if entry else incident.number if incident else ""
        text = entry.newest.draft.content if entry else incident.facts.title if incident else ""
        found.append(
            Connection(
                id=link.target,
                kind=link.kind,
                number=number,
                text=" ".join(text.split()),
                at=link.at,
                target=Target(page=page, kind=kind, key=key),
                is_fixed=link.kind is LinkKind.INCIDENT
                or link.target in (detail.incident.entry_id, detail.incident.warning_id),
            )
        )
    return found


_PAGES: dict[LinkKind, tuple[str, str]] = {
    LinkKind.ENTRY: ("duty", "entry"),
    LinkKind.DISPATCH: ("teams", "dispatch"),
    LinkKind.WARNING: ("warnings", "warning"),
    LinkKind.INCIDENT: ("incidents", "incident"),
}


class LinksTab(QWidget):
    """Enter opens one; Del takes one away that was connected by hand.

    Signals:
        wanted: A row leads there (Target).
        merge_wanted: The incident is the same event as another one.
        withdraw_wanted: Nothing had happened.
        removed: A connection is to be taken away (Connection).
    """

    wanted = Signal(object)
    merge_wanted = Signal()
    withdraw_wanted = Signal()
    removed = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_change = False
        self._note = Label(tone="note")
        self.remove = KeyButton(key="Ctrl+Del", kind="bare")
        self.merge = KeyButton(key="Ctrl+M", icon="git-merge")
        self.withdraw = KeyButton(key="Ctrl+Shift+W", icon="prohibit")
        columns: list[Column[Connection]] = [
            Column(title=N_("What"), text=lambda one: tr(LINK_WORDS[one.kind])),
            Column(title=N_("Number"), text=lambda one: one.number),
            Column(title=N_("Text"), text=lambda one: one.text),
            Column(title=N_("Connected"), text=lambda one: moment(one.at, now())),
        ]
        self.table = RecordTable(columns, lambda one: (one.kind, one.id), stretch=2)
        self.deck = Deck(self.table)
        head = QHBoxLayout()
        scaled.gap(head, 2)
        head.addWidget(self._note, 1)
        for button in (self.remove, self.merge, self.withdraw):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 2, 4, 3)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(self.deck, 1)
        self.table.opened.connect(lambda one: self.wanted.emit(one.target))
        self.table.chosen.connect(lambda _one: self._show_remove())
        self.remove.clicked.connect(self.take_away)
        self.merge.clicked.connect(self.merge_wanted)
        self.withdraw.clicked.connect(self.withdraw_wanted)
        self.read_words()

    def show_connections(
        self, detail: Detail, known: Mapping[UUID, Incident], *, may_change: bool
    ) -> None:
        """Show what the incident is connected with; the row in front stays."""
        self._may_change = may_change and detail.incident.is_open
        self.merge.setVisible(self._may_change)
        self.withdraw.setVisible(self._may_change)
        found = connections(detail, known)
        self.table.show_records(found)
        if found:
            self.deck.show_content()
        else:
            self.deck.show_state(
                "link",
                tr("No connections"),
                tr("Ctrl+I on a line of the log connects it with an incident."),
            )
        self._show_remove()

    def take_away(self) -> None:
        """Take the connection in front away."""
        present = self.table.present()
        if present is not None and self._may_change and not present.is_fixed:
            self.removed.emit(present)

    def take_focus(self) -> None:
        """Let the arrow keys walk through the list."""
        self.table.setFocus()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._note.setText(tr("Enter opens what is in front."))
        self.remove.setText(tr("Take the connection away"))
        self.merge.setText(tr("Same event as another incident"))
        self.withdraw.setText(tr("False report"))
        self.table.setAccessibleName(tr("Connections"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "deck"):
            self.read_words()

    def _show_remove(self) -> None:
        present = self.table.present()
        can = present is not None and not present.is_fixed
        self.remove.setVisible(self._may_change and can)

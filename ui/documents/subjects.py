"""Which team or which order a paper is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.kernel.words import N_
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.service import exports
from ui.widgets import scaled
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

MOST_SHOWN = 200
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A team or an order, as a list shows it.

    Attributes:
        number: As printed.
        is_drill: Whether it was an order of a drill.
    """

    key: UUID
    number: str = ""
    name: str = ""
    is_drill: bool = False


class SubjectList(QWidget):
    """A list to choose from, for teams with a line that narrows it.

    Signals:
        chosen: Another one came to the front (Subject or None).
        typed: Those that hold this text are wanted (str).
    """

    chosen = Signal(object)
    typed = Signal(str)

    def __init__(self, title: str, *, has_filter: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.text = QLineEdit(maxLength=60, clearButtonEnabled=True)
        if not has_filter:
            self.text.hide()
        self.table = RecordTable(
            (
                Column(title=N_("Number"), text=lambda one: one.number),
                Column(title=title, text=_name),
            ),
            key=lambda one: one.key,
            stretch=1,
        )
        self.table.horizontalHeader().hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addWidget(self.text)
        layout.addWidget(self.table, 1)
        self.table.chosen.connect(self.chosen)
        self.text.textChanged.connect(self.typed)
        self.text.installEventFilter(self)
        self._read_words()

    def show_subjects(self, found: Sequence[Subject]) -> None:
        """Offer these; the one in front stays there."""
        self.table.show_records(found)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in _DOWN:
            self._go_to_table()
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]  # a QObject

    def _go_to_table(self) -> None:
        self.table.setFocus()
        if self.table.present() is None:
            self.table.selectRow(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _read_words(self) -> None:
        self.table.setAccessibleName(tr(self._title))
        self.text.setPlaceholderText(tr("Number, name or initials"))
        self.text.setAccessibleName(tr("Number, name or initials"))


def teams(db: Database, containing: str) -> tuple[Subject, ...]:
    """Return the teams whose number, name or leader holds a text."""
    found = exports.teams_to_print(db, containing, limit=MOST_SHOWN)
    return tuple(Subject(key=team.id, number=team.number, name=team.name) for team in found)


def orders(db: Database) -> tuple[Subject, ...]:
    """Return the newest orders, in reality and in drills, newest first."""
    sent = exports.orders_to_print(db, limit=MOST_SHOWN)
    return tuple(
        _order(list(group)) for _, group in groupby(sent, key=lambda one: one.order.order_id)
    )


def _order(sent: Sequence[Dispatch]) -> Subject:
    first = min(sent, key=lambda one: one.seq)
    names = "、".join(one.team_name for one in sorted(sent, key=lambda one: one.seq))
    name = f"{first.order.place} {names}"
    return Subject(
        key=first.order.order_id,
        number=first.number,
        name=name,
        is_drill=first.order.drill_id is not None,
    )


def _name(one: Subject) -> str:
    return tr("DRILL: {title}").format(title=one.name) if one.is_drill else one.name

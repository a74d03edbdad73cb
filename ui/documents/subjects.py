"""What a paper is about: a team, an order, an incident, a response, a warning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.service import areas
from commandcenter.incidents.service import reading as incident_reading
from commandcenter.incidents.service import response
from commandcenter.kernel.times import day_of, minute
from commandcenter.kernel.words import N_
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.service import exports
from commandcenter.warnings.service import passing
from ui.widgets import scaled
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

MOST_SHOWN = 200
_TOWNSHIP = "township"
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a paper can be about, as a list shows it.

    Attributes:
        number: As printed.
        part: Of which part of it, such as the code of a township; empty for the whole.
        is_drill: Whether it was of a drill.
    """

    key: UUID
    number: str = ""
    name: str = ""
    part: str = ""
    is_drill: bool = False

    @property
    def row(self) -> object:
        """What tells it from every other of its list."""
        return (self.key, self.part) if self.part else self.key

    def said(self) -> str:
        """Return what the journal says that a paper is about."""
        return "/".join(filter(None, (self.number or str(self.key), self.part)))


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
            key=lambda one: one.row,
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


def incidents(db: Database) -> tuple[Subject, ...]:
    """Return the newest incidents, newest first."""
    found = incident_reading.page(db, limit=MOST_SHOWN)
    return tuple(Subject(key=one.id, number=one.number, name=one.facts.title) for one in found)


def responses(db: Database) -> tuple[Subject, ...]:
    """Return the newest responses, ended ones as well, newest first."""
    found = response.newest(db)
    return tuple(
        Subject(key=one.id, number=one.number, name=one.opening.title or one.opening.hazard)
        for one in found
    )


def townships(db: Database, at: datetime) -> tuple[Subject, ...]:
    """Return the townships with each of the active responses."""
    known = [one for one in areas.everything(db, on=day_of(at)) if one.tier == _TOWNSHIP]
    return tuple(
        Subject(key=one.id, number=one.number, name=town.name, part=town.code)
        for one in response.active(db)
        for town in known
    )


def warnings(db: Database) -> tuple[Subject, ...]:
    """Return the newest warnings, newest first."""
    found = passing.page(db, limit=MOST_SHOWN)
    return tuple(
        Subject(key=one.id, number=minute(one.recorded_at), name=one.message.headline)
        for one in found
    )


def _name(one: Subject) -> str:
    return tr("DRILL: {title}").format(title=one.name) if one.is_drill else one.name

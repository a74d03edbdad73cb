"""Tasks and decisions of an incident: who does what until when, and what came of it."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.kernel.words import N_
from commandcenter.matters.model.clock import Clock
from commandcenter.matters.model.matter import Matter, MatterKind
from ui.incidents import clock_paint
from ui.incidents.head import moment
from ui.incidents.words import late
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.times import countdown
from ui.widgets.words import tr

_KINDS = {MatterKind.TASK: N_("Task"), MatterKind.DECISION: N_("Decision")}


class TasksTab(QWidget):
    """Open ones first; Enter says what came of one.

    Signals:
        new_wanted: Somebody is to be told to do something.
        close_wanted: It was done (Matter).
    """

    new_wanted = Signal()
    close_wanted = Signal(object)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._may_change = False
        self._clocks: Mapping[UUID, Clock] = {}
        self._note = Label(tone="note")
        self.new = KeyButton(key="Ctrl+T", icon="list-plus")
        columns: list[Column[Matter]] = [
            Column(title=N_("Until"), text=self._until),
            Column(title=N_("What"), text=lambda one: one.title),
            Column(title=N_("Owner"), text=lambda one: one.owner),
            Column(title=N_("Kind"), text=lambda one: tr(_KINDS.get(one.kind, one.kind.value))),
            Column(title=N_("Result"), text=lambda one: _result(one, clock())),
        ]
        self.table = RecordTable(columns, lambda one: one.id, stretch=1)
        self.deck = Deck(self.table)
        head = QHBoxLayout()
        head.addWidget(self._note, 1)
        head.addWidget(self.new)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 2, 4, 3)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(self.deck, 1)
        self.new.clicked.connect(self.new_wanted)
        self.deck.acted.connect(self.new_wanted)
        self.table.opened.connect(self._open)
        self.read_words()

    def show_tasks(
        self, tasks: Sequence[Matter], running: Sequence[Clock], *, may_change: bool
    ) -> None:
        """Show these; the row in front stays."""
        self._clocks = {one.subject: one for one in running}
        self._may_change = may_change
        self.new.setEnabled(may_change)
        latest = datetime.max.replace(tzinfo=self._clock().tzinfo)
        ordered = sorted(tasks, key=lambda one: (one.closed_at is not None, one.due_at or latest))
        self.table.show_records(ordered)
        if ordered:
            self.deck.show_content()
        else:
            self.deck.show_state(
                "list-bullets",
                tr("No tasks"),
                tr("What somebody was told to do stands here until it is done."),
                action=tr("New task") if may_change else "",
                key="Ctrl+T" if may_change else "",
            )

    def choose(self, key: Hashable) -> bool:
        """Bring a task to the front."""
        return self.table.choose(key)

    def take_focus(self) -> None:
        """Let the arrow keys walk through the tasks."""
        self.table.setFocus()

    def tick(self) -> None:
        """Let the remaining times run."""
        self.table.viewport().update()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._note.setText(tr("Enter notes what came of the task in front."))
        self.new.setText(tr("New task"))
        self.table.setAccessibleName(tr("Tasks"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "deck"):
            self.read_words()

    def _until(self, one: Matter) -> str:
        """Say that the clock stands where it does."""
        clock = self._clocks.get(one.id)
        if one.closed_at is None and clock is not None and clock.paused_at is not None:
            return clock_paint.shown(clock, self._clock())
        return until(one, self._clock())

    def _open(self, one: Matter) -> None:
        if self._may_change and one.closed_at is None:
            self.close_wanted.emit(one)


def until(one: Matter, now: datetime) -> str:
    """Return how much time there is, or when it was done."""
    if one.closed_at is not None:
        return tr("done {time}").format(time=moment(one.closed_at, now))
    if one.due_at is None:
        return tr("no set time")
    left = (one.due_at - now).total_seconds()
    words = N_("{time} left") if left > 0 else N_("late {time}")
    return tr(words).format(time=countdown(abs(left)))


def _result(one: Matter, now: datetime) -> str:
    if one.closed_at is None:
        return ""
    late_s = int(one.late_by(now).total_seconds())
    return " · ".join(filter(None, (one.result, late(late_s) if late_s else "")))

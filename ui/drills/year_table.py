"""The annual plan as a table: drills are entered by typing, copied, and noted as held."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.drill_checks import may_be_held
from commandcenter.drills.service import drills as service
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.drills.drill_held import HELD_KEY, HeldBar, held_words
from ui.drills.year_quick import Quick, QuickLine
from ui.drills.year_reading import YearRead
from ui.drills.year_tab import YearTab
from ui.drills.year_table_panel import TablePanel
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.words import tr

_ENTERED = N_("No. {number} '{title}' is entered.")


class TableTab(YearTab):
    """The table below the line in which drills are entered."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.quick = QuickLine()
        self.holding = HeldBar(db, seat)
        self.was_held = KeyButton(key=HELD_KEY, kind="bare", icon="calendar-check")
        self.panel = TablePanel(db, seat)
        self._entering: Drill | None = None
        self._copying: dict[UUID, UUID] = {}  # the copy of a drill, until its answer is known
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        for widget in (self.quick, self.holding):
            layout.addWidget(widget)
        layout.addWidget(self.panel, 1)
        self.panel.head.addWidget(self.was_held)
        self.setFocusProxy(self.panel)
        self.quick.entered.connect(self._enter)
        self.panel.changed.connect(self.changed)
        self.panel.opened.connect(self.open_drill)
        self.panel.table.chosen.connect(lambda _drill: self._show_held())
        self.was_held.clicked.connect(self.note_held)
        self.holding.noted.connect(lambda _drill: self.changed.emit())
        self.holding.left.connect(self.take_focus)
        self.read_words()

    def show_read(self, read: YearRead) -> None:
        super().show_read(read)
        self.quick.year, self.quick.usual = read.year, read.of.assumed
        self.quick.setVisible(not self.refusal())
        self.panel.show_read(read)
        self.holding.follow({one.id: one for one in read.drills})
        self._show_held()

    def read_words(self) -> None:
        self._show_held()

    def choose(self, drill: Drill) -> bool:
        self.panel.states.set_code("")
        return self.panel.choose(drill.id)

    def take_focus(self) -> None:
        self.panel.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search(self) -> None:
        self.panel.search.setFocus()
        self.panel.search.selectAll()

    def begin_new(self) -> None:
        if not self.refusal():
            self.quick.title.setFocus()

    def submit(self) -> None:
        if self.holding.isVisible():
            self.holding.confirm()
        elif self.quick.isAncestorOf(self.window().focusWidget()):
            self.quick.enter()
        else:
            self.panel.submit()

    def give_up(self) -> None:
        if self.holding.isVisible():
            self.holding.close_bar()
        else:
            self.panel.give_up()

    def note_held(self) -> None:
        """Ask when the drill in front was held without the program."""
        one = self.panel.table.present()
        if one is not None and self._may_be_held(one) and not self.refusal():
            self.holding.begin(one)

    def copy_front(self) -> None:
        """Enter a copy of the drill in front, with its plans, people and script, without a day."""
        one = self.panel.table.present()
        if one is None or self.refusal():
            return
        call = partial(
            service.copy,
            self.db,
            one.id,
            drill_id=self._copying.setdefault(one.id, new_id()),
            year=one.year,
            officer=self.seat.officer(),
            title=tr("{title} (copy)").format(title=one.title),
        )
        done, failed = (partial(act, one.id) for act in (self._copied, self._not_copied))
        self.seat.background.write(self, call, done, failed)

    def _show_held(self) -> None:
        """Offer to write down of the drill in front when it was held, or to put it right."""
        one = self.panel.table.present()
        self.was_held.setText(held_words(one))
        self.was_held.setVisible(not self.refusal())
        self.was_held.setEnabled(one is not None and self._may_be_held(one))

    def _may_be_held(self, one: Drill) -> bool:
        ran_here = self.read is None or one.id in self.read.of.ran_here
        return may_be_held(one, ran_here=ran_here)

    def _enter(self, quick: Quick) -> None:
        span = quick.when.span
        new = Drill(
            id=new_id(),
            year=self.quick.year,
            number=0,
            title=quick.title,
            lead_org=quick.lead_org,
            form=quick.form,
            month=quick.when.month,
            begins_at=span.begins_at if span is not None else None,
            ends_at=span.ends_at if span is not None else None,
        )
        before = self._entering
        if before is not None and replace(new, id=before.id) == before:
            new = before  # sent again as it was; anything else is another drill
        self._entering = new
        call = partial(service.create, self.db, new, officer=self.seat.officer())
        self.seat.background.write(self, call, self._entered, self._not_entered)

    def _entered(self, drill: Drill) -> None:
        self._entering = None
        self.quick.accept()
        self.seat.messages.say(_ENTERED, number=drill.number, title=drill.title)
        self.changed.emit()

    def _not_entered(self, error: Exception) -> None:
        if isinstance(error, Rejected):
            self._entering = None
        self.quick.refuse(sentence(error))

    def _copied(self, source: UUID, drill: Drill) -> None:
        self._copying.pop(source, None)
        self.seat.messages.say(_ENTERED, number=drill.number, title=drill.title)
        self.changed.emit()

    def _not_copied(self, source: UUID, error: Exception) -> None:
        if isinstance(error, Rejected):
            self._copying.pop(source, None)
        self.seat.messages.problem(error)

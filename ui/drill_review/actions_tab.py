"""Corrective actions: what the drill calls for, what was taken over, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.model.correction import CorrectiveAction
from commandcenter.drills.service import corrections, proposing
from commandcenter.drills.service.corrections import Task
from commandcenter.drills.service.proposing import Origin, Proposal
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.drill_review.actions_panel import EVERY, ActionsPanel
from ui.drill_review.reading import Review
from ui.drill_review.tab import IMPROVEMENT_LIST, PAGE, Tab
from ui.shell.seat import Seat
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_ORIGIN_WORDS = {
    Origin.SCORE: N_("Item not met"),
    Origin.MISSED: N_("Action not done"),
    Origin.OBSERVATION: N_("Problem seen"),
}
# An item and an action read as if they were well; what somebody saw says it by itself.
_FINDING_WORDS = {Origin.SCORE: N_("Not met: {finding}"), Origin.MISSED: N_("Not done: {finding}")}
_PROPOSALS_H, _COMPACT_PROPOSALS_H = 220, 132  # px at 100 %
_TAKEN = N_("{count} taken over")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the tab shows besides the drill."""

    tasks: tuple[Task, ...]
    proposals: tuple[Proposal, ...]


class ActionsTab(Tab):
    """Proposals on top as long as there are any; Ctrl+T takes one over, as it is."""

    kinds = ("actions", "action")
    papers = ((N_("Improvement list"), IMPROVEMENT_LIST),)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self._asked = 0
        self._is_busy = False
        self._wanted: UUID | None = None
        self.panel = ActionsPanel(db, seat)
        self.proposals: RecordTable = RecordTable(
            (
                Column(title=N_("Proposed for"), text=lambda one: tr(_ORIGIN_WORDS[one.origin])),
                Column(
                    title=N_("What was found in the drill"), text=lambda one: one.action.finding
                ),
                Column(title=N_("Due on"), text=lambda one: str(one.action.due_on or "")),
            ),
            key=lambda one: one.action.id,
            stretch=1,
        )
        self._count = Label(tone="strong")
        self.take = KeyButton(key="Ctrl+T", kind="primary", icon="plus")
        self.take_all = KeyButton(key="Ctrl+Shift+A")
        self._offer = Card()
        self._build()
        self._connect()
        self._add_actions()
        self.read_words()

    def show_review(self, review: Review) -> None:
        self.review = review
        if self.isVisible():
            self.on_front()

    def on_front(self) -> None:
        if self.review is None:
            return
        self._asked += 1
        on = day_of(self.seat.clock())
        call = partial(_read, self.db, self.review.drill.id, on)
        failed = self.seat.messages.problem
        self.seat.background.read(self, call, partial(self._show, self._asked), failed)

    def choose(self, action_id: UUID) -> None:
        """Bring an action to the front, as from a link."""
        self._wanted = action_id
        self.on_front()

    def take_focus(self) -> None:
        self.panel.table.setFocus()

    def begin_new(self) -> None:
        self.panel.begin_new()

    def submit(self) -> None:
        self.panel.submit()

    def give_up(self) -> None:
        self.panel.give_up()

    def read_words(self) -> None:
        self.proposals.setAccessibleName(tr("Proposals"))
        self.take.setText(tr("Take over"))
        self.take_all.setText(tr("Take all over"))
        count = self.proposals.records.rowCount()
        self._count.setText(tr("Proposed: {count}").format(count=count))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_offer"):
            self._set_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_height()

    def _set_height(self) -> None:
        height = _COMPACT_PROPOSALS_H if scaled.is_compact(self) else _PROPOSALS_H
        self._offer.setFixedHeight(theme.px(height))

    def take_over(self) -> None:
        """Take over the proposal in front."""
        one: Proposal | None = self.proposals.present()
        if one is not None:
            self._add([one])

    def take_over_all(self) -> None:
        """Take over everything that is proposed."""
        records = self.proposals.records
        self._add([records.record(row) for row in range(records.rowCount())])

    def _add(self, taken: Sequence[Proposal]) -> None:
        if not taken or self._is_busy or self.refusal(Right.PLAN_DRILLS):
            return
        self._is_busy = True
        new = [_said(one) for one in taken]
        call = partial(corrections.add_all, self.db, new, officer=self.seat.officer())
        self.write(call, self._added, self._not_added)

    def _added(self, added: Sequence[CorrectiveAction]) -> None:
        self._is_busy = False
        self.seat.messages.say(_TAKEN, count=len(added))
        self._wanted = added[0].id if len(added) == 1 else None
        self.changed.emit()

    def _not_added(self, error: Exception) -> None:
        self._is_busy = False
        self.seat.messages.problem(error)
        self.changed.emit()

    def _show(self, asked: int, read: Read) -> None:
        review = self.review
        if asked != self._asked or review is None:
            return
        self.proposals.show_records(read.proposals)
        if read.proposals and self.proposals.present() is None:
            self.proposals.selectRow(0)
        self._offer.setVisible(bool(read.proposals))
        self.take.setEnabled(not self.refusal(Right.PLAN_DRILLS))
        self.take_all.setEnabled(not self.refusal(Right.PLAN_DRILLS))
        self.read_words()
        self.panel.show_tasks(review.drill, read.tasks, review.plans, review.files)
        if self._wanted is not None and self._bring(self._wanted):
            self._wanted = None

    def _bring(self, wanted: UUID) -> bool:
        if self.panel.choose(wanted):
            return True
        self.panel.scope.set_value(EVERY)
        self.panel.show_wanted()
        return self.panel.choose(wanted)

    def _connect(self) -> None:
        self.take.clicked.connect(self.take_over)
        self.take_all.clicked.connect(self.take_over_all)
        self.proposals.opened.connect(lambda _one: self.take_over())
        self.panel.changed.connect(self.changed)

    def _add_actions(self) -> None:
        add = partial(self.seat.actions.add, self, page=PAGE)
        add(N_("Take the proposal over"), "Ctrl+T", self.take_over, icon="plus")
        add(N_("Take all proposals over"), "Ctrl+Shift+A", self.take_over_all)
        add(N_("This drill, open ones or all drills"), "Ctrl+G", self.panel.next_scope)
        add(N_("Step forward: done, rechecked"), "Ctrl+D", self.panel.step.go_on)
        add(N_("Step back: give back, open again"), "Ctrl+B", self.panel.step.go_back)
        add(N_("Attach evidence"), "Ctrl+O", self.panel.photographs.choose, icon="paperclip")
        add(N_("Search"), "Ctrl+F", self.panel.search.setFocus, icon="magnifying-glass")

    def _build(self) -> None:
        inner = QVBoxLayout(self._offer)
        scaled.margins(inner, 4, 2, 3, 2)
        scaled.gap(inner, 1)
        head = QHBoxLayout()
        scaled.gap(head, 2)
        head.addWidget(self._count)
        head.addStretch()
        head.addWidget(self.take_all)
        head.addWidget(self.take)
        inner.addLayout(head)
        inner.addWidget(self.proposals, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(self._offer)
        layout.addWidget(self.panel, 1)
        self._offer.hide()


def _read(db: Database, drill_id: UUID, on: date) -> Read:
    return Read(
        tasks=corrections.everything(db, on=on),
        proposals=proposing.proposals(db, drill_id, on=on),
    )


def _said(one: Proposal) -> CorrectiveAction:
    """Return an action that says of what was found that it was not well."""
    words = _FINDING_WORDS.get(one.origin)
    if words is None:
        return one.action
    return replace(one.action, finding=tr(words).format(finding=one.action.finding))

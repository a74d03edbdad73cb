"""The editions of a plan, and the drills that practised it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.drills.model.code_words import STATE_WORDS
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.service.plans import PlanCard
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from ui.drills.drill_words import STATE_TONES
from ui.drills.year_words import day_words, when_words
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr


class PlanChain(QWidget):
    """Above the editions, the newest first; below the drills.

    Signals:
        plan_wanted: Another edition is wanted (UUID).
        drill_wanted: A drill is wanted (UUID).
        revision_wanted: A new edition of the plan is to be written.
    """

    plan_wanted = Signal(object)
    drill_wanted = Signal(object)
    revision_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editions_title, self._drills_title = Label(tone="heading"), Label(tone="heading")
        self.revise = KeyButton(key="Ctrl+R", icon="git-branch")
        self.editions = RecordTable(
            (
                Column(title=N_("Edition"), text=lambda one: one.edition or one.title),
                Column(title=N_("Approved on"), text=lambda one: day_words(one.approved_on)),
                Column(
                    title=N_("In force"), text=lambda one: tr("yes") if one.is_active else tr("no")
                ),
            ),
            lambda one: one.id,
        )
        self.drills = RecordTable(
            (
                Column(
                    title=N_("Drill"),
                    text=lambda one: one.title,
                    tag=lambda one: (tr(STATE_WORDS[one.state]), STATE_TONES[one.state]),
                ),
                Column(title=N_("Time"), text=_when),
            ),
            lambda one: one.id,
        )
        self._build()
        self.read_words()

    def show_chain(
        self, card: PlanCard, plans: Mapping[UUID, Plan], drills: Sequence[Drill], *, may_edit: bool
    ) -> None:
        """Show the editions before and after a plan, and the drills that practise it."""
        self.editions.show_records(_chain(card.plan, plans))
        self.editions.choose(card.plan.id)
        newest = sorted(drills, key=lambda one: (one.year, one.number), reverse=True)
        self.drills.show_records(newest)
        self._drills_title.setText(tr("Drills that practise it: {count}").format(count=len(drills)))
        self.revise.setVisible(may_edit and card.replaced_by is None)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._editions_title.setText(tr("Editions"))
        self.revise.setText(tr("New edition"))
        self.editions.setAccessibleName(tr("Editions"))
        self.drills.setAccessibleName(tr("Drills"))

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 4)
        scaled.gap(layout, 2)
        layout.addWidget(self._editions_title)
        layout.addWidget(self.editions, 1)
        layout.addWidget(self.revise)
        layout.addWidget(self._drills_title)
        layout.addWidget(self.drills, 2)
        self.setFocusProxy(self.drills)
        self.editions.opened.connect(lambda one: self.plan_wanted.emit(one.id))
        self.drills.opened.connect(lambda one: self.drill_wanted.emit(one.id))
        self.revise.clicked.connect(self.revision_wanted)


def _when(one: Drill) -> str:
    """Return when a drill is, as short as the column beside its name."""
    return f"{one.year} {when_words(one)}" if one.begins_at is None else minute(one.begins_at)


def _chain(plan: Plan, plans: Mapping[UUID, Plan]) -> list[Plan]:
    """Return all editions of a plan, the newest first."""
    after = {one.replaces: one for one in plans.values() if one.replaces is not None}
    newest = plan
    while newest.id in after:
        newest = after[newest.id]
    chain = [newest]
    while chain[-1].replaces is not None and chain[-1].replaces in plans:
        chain.append(plans[chain[-1].replaces])
    return chain

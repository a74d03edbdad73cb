"""Beside the plan of a drill: the plans it practises, and its figures as doors."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.model import initials
from commandcenter.drills.service import objectives
from commandcenter.kernel.words import N_
from ui.drills.drill_reading import Whole
from ui.drills.drill_words import offset_words
from ui.records.pick_box import Choice, PickBox
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.figure_button import FigureButton, FigureLook
from ui.widgets.labels import Label, tip
from ui.widgets.words import tr

_FIGURES = ("objectives", "people", "files", "script")  # two and two; the long ones right
_ID = Qt.ItemDataRole.UserRole
_ADDED, _REMOVED = N_("The drill practises '{title}'."), N_("The drill no longer practises it.")


class _List(QListWidget):
    """Del takes the row in front out, Enter opens it."""

    opened = Signal()
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class Glance(Card):
    """A plan is picked by typing and taken out with Del; every figure leads to its tab.

    Signals:
        changed: A plan was added or taken out.
        door: A tab is to be opened (its name, what to show there).
    """

    changed = Signal()
    door = Signal(str, object)

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._whole: Whole | None = None
        self._refusal = ""
        self._title = Label(tone="heading")
        self.plans = _List()
        self.plans.setWordWrap(True)
        self._none = Label(tone="note")
        self._none.setWordWrap(True)
        self.picker = PickBox()
        self._help = Label(tone="note")
        self._help.setWordWrap(True)
        self._figures_title = Label(tone="heading")
        self.figures = {name: FigureButton() for name in _FIGURES}
        self._build()
        for name, button in self.figures.items():
            button.clicked.connect(partial(self.door.emit, name, None))
        self.picker.activated.connect(lambda _at: self.add_picked())
        self.plans.removed.connect(self.remove_front)
        self.plans.opened.connect(self._open_front)
        self.plans.itemDoubleClicked.connect(lambda _item: self._open_front())
        self._read_words()

    def show_whole(self, whole: Whole, refusal: str) -> None:
        """Show the plans and figures of a drill."""
        self._whole, self._refusal = whole, refusal
        taken = {one.plan_id for one in whole.practised}
        front = self.plans.currentRow()
        self.plans.clear()
        for plan in whole.plans:
            if plan.id in taken:
                item = QListWidgetItem(" ".join(filter(None, (plan.title, plan.edition))))
                item.setData(_ID, plan.id)
                self.plans.addItem(item)
        self.plans.setCurrentRow(min(max(front, 0), self.plans.count() - 1))
        self.plans.setVisible(bool(taken))
        self._none.setVisible(not taken)
        free = [plan for plan in whole.plans if plan.id not in taken]
        self.picker.offer(
            [
                Choice(
                    id=plan.id,
                    name=" ".join(filter(None, (plan.title, plan.edition))),
                    detail=" ".join(filter(None, (plan.doc_no, plan.org))),
                    initials=initials(plan.title),
                )
                for plan in free
            ]
        )
        self.picker.setVisible(not refusal)
        self._help.setVisible(not refusal and bool(taken))
        self._show_figures(whole)

    def add_picked(self) -> None:
        """Let the drill practise the plan that was picked."""
        plan_id, whole = self.picker.picked(), self._whole
        if plan_id is None or whole is None or self._refusal:
            return
        title = self.picker.name_of(plan_id)
        self._set([*(one.plan_id for one in whole.practised), plan_id], _ADDED, title)
        self.picker.pick(None)

    def remove_front(self) -> None:
        """Take the plan in front out."""
        whole = self._whole
        if self.plans.currentRow() < 0 or whole is None or self._refusal:
            return
        item = self.plans.currentItem()
        plan_ids = [one.plan_id for one in whole.practised if one.plan_id != item.data(_ID)]
        self._set(plan_ids, _REMOVED, item.text())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "figures"):
            self._read_words()

    def _set(self, plan_ids: Sequence[UUID], said: str, title: str) -> None:
        if self._whole is None:
            return

        def done(_outcome: object) -> None:
            self._seat.messages.say(said, title=title)
            self.changed.emit()

        drill_id, officer = self._whole.drill.id, self._seat.officer()
        call = partial(objectives.set_plans, self._db, drill_id, plan_ids, officer=officer)
        self._seat.background.write(self, call, done, self._seat.messages.problem)

    def _open_front(self) -> None:
        if self.plans.currentRow() >= 0:
            plan_id: UUID = self.plans.currentItem().data(_ID)
            self._seat.navigation.open(Target(page="plans", kind="plan", key=plan_id))

    def _show_figures(self, whole: Whole) -> None:
        last = max((line.offset_s for line in whole.lines), default=0)
        one = whole.drill
        looks = {
            "objectives": FigureLook(label=tr("Objectives"), value=str(len(whole.objectives))),
            "people": FigureLook(
                label=tr("Units and people"),
                value=str(len(whole.participants)),
                rest=tr("{count} of {total} people").format(
                    count=whole.headcount(), total=one.expected
                ),
            ),
            "script": FigureLook(
                label=tr("Lines of the script"),
                value=str(len(whole.lines)),
                rest=offset_words(last) if whole.lines else "",
            ),
            "files": FigureLook(label=tr("Files"), value=str(len(whole.files))),
        }
        for name, look in looks.items():
            self.figures[name].set_look(look)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 4)
        scaled.gap(layout, 2)
        for widget in (self._title, self._none):
            layout.addWidget(widget)
        layout.addWidget(self.plans, 1)
        layout.addWidget(self.picker)
        layout.addWidget(self._help)
        layout.addStretch()
        layout.addWidget(self._figures_title)
        grid = QGridLayout()
        scaled.gap(grid, 2)
        for at, button in enumerate(self.figures.values()):
            grid.addWidget(button, at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        layout.addLayout(grid)

    def _read_words(self) -> None:
        self._title.setText(tr("Plans practised"))
        self._none.setText(tr("No plan yet. Pick one below, by characters or pinyin initials."))
        self._help.setText(tr("Enter opens a plan, Del takes it out."))
        self._figures_title.setText(tr("At a glance"))
        self.picker.setAccessibleName(tr("Add a plan"))
        line = self.picker.lineEdit()
        if line is not None:
            line.setPlaceholderText(tr("Add a plan"))
        self.plans.setAccessibleName(tr("Plans practised"))
        tip(self.picker, tr("Ctrl+N"))
        if self._whole is not None:
            self._show_figures(self._whole)

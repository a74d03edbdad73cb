"""What a plan orders at each level: when it applies, and one action a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model.plan import Plan, PlanLevel
from commandcenter.drills.model.plan_checks import LEVELS
from commandcenter.drills.service import plans as service
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.records.conflict_box import ConflictBox, Difference
from ui.records.fields import Paragraph
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Field
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_SAVED = N_("The levels of '{title}' are saved.")
_CONDITION_LINES, _ACTION_LINES = 3, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What is typed for one level."""

    conditions: str = ""
    actions: str = ""


class PlanLevels(QWidget):
    """A segment for each level; what is typed stays while one looks at another plan.

    Signals:
        changed: The levels were written.
    """

    changed = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._plan: Plan | None = None
        self._seen: dict[UUID, tuple[PlanLevel, ...]] = {}
        self._typed: dict[UUID, dict[str, _Text]] = {}
        self._current: tuple[PlanLevel, ...] = ()
        self._may_edit = True
        self.level = Segmented()
        self.conditions = Paragraph(_CONDITION_LINES)
        self.orders = Paragraph(_ACTION_LINES)
        self._boxes = (Field("", self.conditions), Field("", self.orders))
        self._is_sending = False
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self.conflict = ConflictBox()
        self.save = KeyButton(key="Ctrl+S", kind="primary")
        self.cancel = KeyButton(key="Esc")
        self._build()
        self.read_words()

    def show_levels(self, plan: Plan, levels: Sequence[PlanLevel], *, may_edit: bool) -> None:
        """Show the levels of a plan, with what was typed for it before."""
        is_other = self._plan is None or self._plan.id != plan.id
        self._plan, self._may_edit = plan, may_edit
        if plan.id not in self._typed:
            self._seen[plan.id] = tuple(levels)
        if is_other:
            self._refuse("")
            self.conflict.hide()
            first = next((name for name in LEVELS if name in self._written()), LEVELS[1])
            self.level.set_value(first)
        self._show()

    def is_edited(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._plan is not None and self._plan.id in self._typed

    def submit(self) -> None:
        """Save what was typed for all levels."""
        plan = self._plan
        if plan is None or not self.is_edited() or not self.save.isEnabled():
            return
        self._is_sending = True
        self.save.setEnabled(False)
        seen = self._seen[plan.id]
        call = partial(
            service.set_levels,
            self._db,
            plan,
            _wanted(plan, seen, self._texts()),
            seen=seen,
            officer=self._seat.officer(),
        )
        sent = dict(self._typed[plan.id])
        done, failed = partial(self._saved, plan, sent), partial(self._not_saved, plan)
        self._seat.background.write(self, call, done, failed)

    def give_up(self) -> None:
        """Throw away what was typed."""
        if self._plan is not None:
            self._typed.pop(self._plan.id, None)
        self.conflict.hide()
        self._refuse("")
        self._show()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._boxes[0].set_caption(tr("When the level applies"))
        self._boxes[1].set_caption(tr("What has to be done, one action a line"))
        self.level.setAccessibleName(tr("Level"))
        self.save.setText(tr("Save the levels"))
        self.cancel.setText(tr("Give up"))
        self._show()

    def _texts(self) -> dict[str, _Text]:
        """Return what each level says: as typed, else as written."""
        if self._plan is None:
            return {}
        return self._written() | self._typed.get(self._plan.id, {})

    def _written(self) -> dict[str, _Text]:
        seen = self._seen.get(self._plan.id, ()) if self._plan is not None else ()
        return {one.level: _Text(conditions=one.conditions, actions=one.actions) for one in seen}

    def _show(self) -> None:
        texts = self._texts()
        names = [(name, _level_words(name, texts.get(name, _Text()))) for name in LEVELS]
        self.level.set_choices(names)
        text = texts.get(str(self.level.value() or ""), _Text())
        for box, words in ((self.conditions, text.conditions), (self.orders, text.actions)):
            if box.toPlainText() != words:
                box.blockSignals(True)
                box.setPlainText(words)
                box.blockSignals(False)
            box.setReadOnly(not self._may_edit)
        is_ready = self.is_edited() and not self._is_sending
        self.save.setEnabled(is_ready and self._may_edit)
        self.cancel.setEnabled(self.is_edited())

    def _note_edit(self) -> None:
        if self._plan is None or not self._may_edit:
            return
        name = str(self.level.value() or "")
        text = _Text(conditions=self.conditions.toPlainText(), actions=self.orders.toPlainText())
        if text != self._texts().get(name, _Text()):
            self._typed.setdefault(self._plan.id, {})[name] = text
            self._show()

    def _saved(self, plan: Plan, sent: Mapping[str, _Text], levels: tuple[PlanLevel, ...]) -> None:
        self._is_sending = False
        typed = self._typed.pop(plan.id, {})
        later = {name: text for name, text in typed.items() if text != sent.get(name)}
        if later:
            self._typed[plan.id] = later
        self._seen[plan.id] = levels
        self._refuse("")
        self._show()
        self._seat.messages.say(_SAVED, title=plan.title)
        self.changed.emit()

    def _not_saved(self, plan: Plan, error: Exception) -> None:
        self._is_sending = False
        self._show()
        if not isinstance(error, Conflict):
            self._refuse(sentence(error))
            return
        call = partial(_levels_of, self._db, plan.id)
        done = partial(self._show_conflict, plan)
        self._seat.background.read(self, call, done, self._seat.messages.problem)

    def _show_conflict(self, plan: Plan, current: tuple[PlanLevel, ...]) -> None:
        if self._plan is None or self._plan.id != plan.id:
            return
        self._current = current
        now = {one.level: _Text(conditions=one.conditions, actions=one.actions) for one in current}
        mine = self._texts()
        differences = [
            Difference(
                caption=_level_words(name, _Text()),
                mine=mine.get(name, _Text()).actions,
                current=now.get(name, _Text()).actions,
            )
            for name in LEVELS
            if mine.get(name, _Text()) != now.get(name, _Text())
        ]
        self.conflict.show_differences(differences, takes_focus=True)

    def _keep_mine(self) -> None:
        if self._plan is not None:
            self._typed[self._plan.id] = self._texts()
            self._seen[self._plan.id] = self._current
            self.conflict.hide()
            self._show()
            self.submit()

    def _take_current(self) -> None:
        if self._plan is not None:
            self._seen[self._plan.id] = self._current
        self.give_up()

    def _refuse(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _build(self) -> None:
        buttons = QHBoxLayout()
        scaled.gap(buttons, 2)
        buttons.addWidget(self.cancel, 1)
        buttons.addWidget(self.save, 2)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 4)
        scaled.gap(layout, 3)
        for part in (self.level, *self._boxes):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.conflict)
        layout.addWidget(self._error)
        layout.addLayout(buttons)
        self.level.set_value(LEVELS[1])
        self.level.chosen.connect(lambda _name: self._show())
        self.conditions.textChanged.connect(self._note_edit)
        self.orders.textChanged.connect(self._note_edit)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.give_up)
        self.conflict.mine_wanted.connect(self._keep_mine)
        self.conflict.current_wanted.connect(self._take_current)
        self._refuse("")
        self.setFocusProxy(self.level)


def _level_words(name: str, text: _Text) -> str:
    words = tr("Level {level}").format(level=name) if name else tr("Every level")
    return f"{words} •" if text.actions or text.conditions else words


def _wanted(plan: Plan, seen: Sequence[PlanLevel], texts: Mapping[str, _Text]) -> list[PlanLevel]:
    """Return the levels as they are to be; one that says nothing is taken out."""
    known = {one.level: one for one in seen}
    wanted = []
    for name in LEVELS:
        text = texts.get(name, _Text())
        if not (text.conditions.strip() or text.actions.strip()):
            continue
        before = known.get(name) or PlanLevel(id=new_id(), plan_id=plan.id, position=0, level=name)
        wanted.append(replace(before, conditions=text.conditions, actions=text.actions))
    return wanted


def _levels_of(db: Database, plan_id: UUID) -> tuple[PlanLevel, ...]:
    found = [card.levels for card in service.library(db) if card.plan.id == plan_id]
    if not found:
        raise Conflict
    return found[0]

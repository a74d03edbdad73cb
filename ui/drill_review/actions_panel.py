"""The corrective actions of a drill or of all, and the one in front with its next step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.model.correction import ActionState, CorrectiveAction
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.plan import File, Plan
from commandcenter.drills.service import corrections
from commandcenter.drills.service.corrections import Task
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.drill_review.file_panel import FilePanel
from ui.drill_review.step_box import StepBox
from ui.drill_review.words import ACTION_WORDS
from ui.records import fields, form
from ui.records.form import Form
from ui.records.pick_box import Choice, PickBox
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.initials import initials
from ui.widgets.record_table_model import Column
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_EDITOR_W, _COMPACT_EDITOR_W, _SEARCH_W = 620, 452, 280  # px at 100 %
_DRILL_COLUMN = 5
THIS, EVERY, OPEN = "this", "every", "open"
_SCOPES = {THIS: N_("This drill"), OPEN: N_("Open, all drills"), EVERY: N_("All drills")}
_FIELDS = ("finding", "cause", "action", "owner", "due_on", "plan_id", "revised_plan_id")
_STATE_SIGNS = {ActionState.OPEN: "○", ActionState.DONE: "◐", ActionState.CLOSED: "✓"}


class ActionsPanel(FilePanel):
    """Overdue ones have a triangle and a word beside their day."""

    right = Right.PLAN_DRILLS
    kind = CorrectiveAction
    new_words = N_("New measure")
    unsaved_words = N_("Save the measure first, then attach files.")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._drill: Drill | None = None
        self._tasks: tuple[Task, ...] = ()
        self._files: Mapping[UUID, tuple[File, ...]] = {}
        self._is_busy = False
        self._plan, self._revised = PickBox(), PickBox()
        self.scope = Segmented()
        self.scope.set_value(THIS)
        super().__init__(
            db,
            seat,
            (
                Column(title=N_("Number"), text=lambda one: str(one.number), is_number=True),
                Column(title=N_("What was found in the drill"), text=lambda one: one.finding),
                Column(title=N_("Owner"), text=lambda one: one.owner),
                Column(title=N_("Due on"), text=self._due),
                Column(title=N_("State"), text=_state),
                Column(title=N_("Drill"), text=self._drill_of),
            ),
            self._form(),
            stretch=1,
            icon="paperclip",
        )
        self.step = StepBox()
        self.below.addWidget(self.step)
        beside = QHBoxLayout()
        scaled.gap(beside, 3)
        for part in (self.attach, self.files, self.gone):
            beside.addWidget(part)
        beside.addStretch()
        self.below.addLayout(beside)
        self.head.insertWidget(0, self.scope)
        self._connect()
        self._read_words()

    def show_tasks(
        self,
        drill: Drill,
        tasks: Sequence[Task],
        plans: Sequence[Plan],
        known: Mapping[UUID, tuple[File, ...]],
    ) -> None:
        """Show the actions as they stand; what is being typed stays."""
        self._drill, self._tasks, self._files = drill, tuple(tasks), known
        choices = [
            Choice(
                id=one.id,
                name=f"{one.title} {one.edition}".strip(),
                detail=one.doc_no,
                initials=initials(one.title),
            )
            for one in plans
        ]
        self._plan.offer(choices)
        self._revised.offer(choices)
        self.show_wanted()

    def show_wanted(self) -> None:
        """Show those of the scope that was chosen."""
        drill, scope = self._drill, self.scope.value()
        if drill is None:
            return
        wanted = [
            one.action
            for one in self._tasks
            if scope == EVERY
            or (scope == THIS and one.drill.id == drill.id)
            or (scope == OPEN and one.action.state is not ActionState.CLOSED)
        ]
        if scope == THIS:
            wanted.sort(key=lambda one: one.number)
        present = self._chosen
        if present is not None and not self._is_new and all(o.id != present.id for o in wanted):
            self._chosen = None
        self.table.setColumnHidden(_DRILL_COLUMN, scope == THIS)
        self.show_records(wanted)
        self._show_step()

    def next_scope(self) -> None:
        """Go on to the next scope."""
        values = list(_SCOPES)
        self.scope.set_value(values[(values.index(str(self.scope.value())) + 1) % len(values)])
        self.show_wanted()

    def title_of(self, record: CorrectiveAction) -> str:
        if not record.number:
            return tr("New measure")
        return tr("Measure {number}").format(number=record.number)

    def values_of(self, record: CorrectiveAction) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in _FIELDS}

    def text_of(self, record: CorrectiveAction) -> str:
        words = (record.finding, record.action, record.owner, _state(record), str(record.due_on))
        return " ".join([*words, self._drill_of(record)]).lower()

    def blank(self) -> CorrectiveAction:
        if self._drill is None:
            raise RuntimeError("there is no drill to put right")
        return CorrectiveAction(id=new_id(), drill=self._drill.id, number=0, finding="")

    def saving(
        self, record: CorrectiveAction, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        changed, officer = replace(record, **values), self.seat.officer()
        write = corrections.add if is_new else corrections.change
        return partial(write, self._db, changed, officer=officer)

    def kept(self) -> CorrectiveAction | None:
        known = (one.action for one in self._tasks)
        return next((one for one in known if one == self._chosen), None)

    def note_done(self) -> None:
        """Note the action in front as done."""
        text = self.step.typed()
        self._take_step(partial(corrections.report_done, evidence=text), text)

    def note_recheck(self, is_good: bool) -> None:
        """Note what the recheck of the action in front came to."""
        note = self.step.typed()
        self._take_step(partial(corrections.recheck, is_good=is_good, note=note), note)

    def reopen(self) -> None:
        """Open the action in front again."""
        reason = self.step.typed()
        self._take_step(partial(corrections.reopen, reason=reason), reason)

    def give_up(self) -> None:
        if not self.editor.is_edited():
            self.step.give_up()
        super().give_up()

    def _set_side(self) -> None:
        width = _COMPACT_EDITOR_W if scaled.is_compact(self) else _EDITOR_W
        self.editor.setFixedWidth(theme.px(width))
        self.search.setMaximumWidth(theme.px(_SEARCH_W))

    def _form(self) -> Form:
        made = Form(
            (
                fields.paragraph("finding", N_("What was found in the drill"), lines=2),
                fields.paragraph("cause", N_("Cause"), lines=2),
                fields.paragraph("action", N_("Corrective action"), lines=2),
                form.line("owner", N_("Owner")),
                form.day("due_on", N_("Due on")),
                fields.picked("plan_id", N_("Plan to be revised"), self._plan),
                fields.picked("revised_plan_id", N_("Edition after the revision"), self._revised),
            )
        )
        made.set_columns(2)
        fields.listen(made)
        return made

    def _show(self, record: Any) -> None:
        super()._show(record)
        self._show_step()

    def _show_step(self) -> None:
        if not hasattr(self, "step"):
            return
        one = self.kept()
        may = not self.refusal()
        self.step.show_action(one)
        self.step.set_editable(may_edit=may)
        self.files.show_files(self._files.get(one.id, ()) if one is not None else ())
        self.files.setEnabled(may)
        self.attach.setVisible(one is not None)
        self.attach.setEnabled(may)
        is_fresh = one is not None and one.state is ActionState.OPEN and one.done_at is None
        self.gone.setVisible(may and is_fresh)
        if one is not None and one.state is ActionState.CLOSED and may:
            self.editor.form.set_editable(may_edit=False)

    def _take_step(self, step: Callable[..., CorrectiveAction], text: str) -> None:
        one = self.kept()
        if one is None or self._is_busy or self.refusal():
            return
        if self.editor.is_edited():
            self.step.say(tr("Save what was typed above first."))
            return
        self._is_busy = True
        call = partial(step, self._db, one, officer=self.seat.officer())
        self.step.say("")
        done, failed = partial(self._stepped, one, text), partial(self._not_stepped, one)
        self.seat.background.write(self, call, done, failed)

    def _stepped(self, before: CorrectiveAction, text: str, _action: CorrectiveAction) -> None:
        self._is_busy = False
        self.step.accept_saved(before, text)
        self.changed.emit()

    def _not_stepped(self, before: CorrectiveAction, error: Exception) -> None:
        self._is_busy = False
        front = self.kept()
        if front is not None and front.id == before.id:
            self.step.say(sentence(error))
        else:
            self.seat.messages.problem(error)
        self.changed.emit()

    def take_out(self) -> None:
        one = self.kept()
        if one is not None:
            call = partial(corrections.withdraw, self._db, one, officer=self.seat.officer())
            self.seat.background.write(self, call, self._taken_out, self.seat.messages.problem)

    def _taken_out(self, _done: None) -> None:
        self._chosen = None
        self.changed.emit()

    def _due(self, one: CorrectiveAction) -> str:
        if one.due_on is None:
            return ""
        task = next((each for each in self._tasks if each.action == one), None)
        if task is not None and task.is_overdue:
            words = tr("overdue {count} d").format(count=task.overdue_days)
            return f"▲ {one.due_on} {words}"
        return str(one.due_on)

    def _drill_of(self, one: CorrectiveAction) -> str:
        task = next((each for each in self._tasks if each.action.id == one.id), None)
        return task.drill.title if task is not None else ""

    def _connect(self) -> None:
        self.scope.chosen.connect(lambda _value: self.show_wanted())
        self.step.done.connect(self.note_done)
        self.step.checked.connect(self.note_recheck)
        self.step.reopened.connect(self.reopen)

    def _read_words(self) -> None:
        super()._read_words()
        self.table.setAccessibleName(tr("Corrective actions"))
        self.scope.set_choices([(value, tr(words)) for value, words in _SCOPES.items()])
        self.scope.setAccessibleName(tr("Which measures"))
        if hasattr(self, "step"):
            self.attach.setText(tr("Attach evidence"))
            self.files.read_words()
            self._show_step()


def _state(one: CorrectiveAction) -> str:
    return f"{_STATE_SIGNS[one.state]} {tr(ACTION_WORDS[one.state])}"

"""Consultations (会商): what was judged, what was decided, and what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.incidents.model.command import Consultation, Decision
from commandcenter.incidents.service import consultation as service
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from commandcenter.matters.model.matter import Matter
from commandcenter.matters.service import matters
from ui.records import fields, form
from ui.records.ask_bar import AskBar
from ui.records.fields import CodeBox
from ui.records.form import Form, FormField
from ui.response.act_editor import ActEditor
from ui.response.decision_rows import DecisionRows, decisions_of
from ui.response.tab import Tab
from ui.response.terms import HAZARD, Terms
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import tr

_EDITOR_W, _COMPACT_EDITOR_W = 560, 400  # px at 100 %
_RECORDED = N_("Consultation recorded, {count} tasks opened")
_CLOSED = N_("Task closed: {title}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the tab shows.

    Attributes:
        matters: What became of each decision, by its id.
    """

    consultations: tuple[Consultation, ...]
    matters: Mapping[UUID, Matter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A decision and the matter it became."""

    decision: Decision
    matter: Matter | None

    def state(self, now: datetime) -> str:
        """Return in words what became of it."""
        if self.matter is None:
            return ""
        if self.matter.closed_at is not None:
            return tr("Done {at}").format(at=minute(self.matter.closed_at)[5:])
        return tr("Late") if self.matter.is_late(now) else tr("Open")


class ConsultationTab(Tab):
    """The list above, its decisions below, and on the side the form of a new one."""

    kinds = ("consultation",)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self._read = Read(consultations=(), matters={})
        self._ids: dict[UUID, UUID] = {}  # of the consultation being written, by response
        self._is_busy = False
        self.list = RecordTable(self._columns(), lambda one: one.id, stretch=2)
        self.tasks = RecordTable(self._task_columns(), lambda one: one.decision.id, stretch=0)
        self._judged = Label()
        self._decided = Label(tone="strong")
        self.new = KeyButton(key="Ctrl+N", icon="plus")
        self.close_key = KeyButton(key="Ctrl+Enter", kind="bare")
        self.ask = AskBar()
        self.hazard = CodeBox()
        self.rows = DecisionRows()
        self.editor = ActEditor(self._form())
        self.list_deck = Deck(self._lists())
        self._build()
        self._connect()
        self.read_words()

    def reading_of(self, response_id: UUID) -> Callable[[], Any]:
        return partial(_read, self.db, response_id)

    def show_read(self, read: Read) -> None:
        self._read = read
        self.list.show_records(read.consultations)
        if self.list.present() is None and read.consultations:
            self.list.choose(read.consultations[0].id)
        self._show_chosen(self.list.present())
        if read.consultations:
            self.list_deck.show_content()
        else:
            self.list_deck.show_state(
                "chats", tr("No consultation yet"), tr("Record one with Ctrl+N.")
            )
        self._show_form()

    def show_response(self, one: Any) -> None:
        super().show_response(one)
        self._show_form()

    def show_terms(self, terms: Terms) -> None:
        super().show_terms(terms)
        self._offer_hazards()
        self._show_form()

    def go_to(self, target: Target) -> None:
        """Show the consultation or decision that a target names: (response, its id)."""
        key = target.key[1] if isinstance(target.key, tuple) and len(target.key) > 1 else None
        for one in self._read.consultations:
            if key == one.id or key in {decision.id for decision in one.decisions}:
                self.list.choose(one.id)
                self.tasks.choose(key)

    def take_focus(self) -> None:
        self.list.setFocus()

    def begin_new(self) -> None:
        self.editor.form.fields[0].control.setFocus()

    def submit(self) -> None:
        self.editor.submit()

    def give_up(self) -> None:
        if not self.ask.isHidden():
            self.ask.close_bar()
        else:
            self.editor.give_up()
        self.take_focus()

    def close_task(self) -> None:
        """Ask what came of the decision in front."""
        task: Task | None = self.tasks.present()
        if task is None or task.matter is None or task.matter.closed_at is not None:
            return
        if self.refusal(Right.RECORD):
            return
        done = partial(self._close, task.matter)
        result = form.line("result", N_("Result"), longest=500)
        self.ask.ask(task.decision.text, tr("Close the task"), [result], done)

    def read_words(self) -> None:
        self.list.setAccessibleName(tr("Consultations"))
        self.tasks.setAccessibleName(tr("Decisions"))
        self._decided.setText(tr("Decisions"))
        self.new.setText(tr("New consultation"))
        self.close_key.setText(tr("Close the task"))
        self._offer_hazards()
        self.show_read(self._read)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "editor"):
            self._set_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side()

    def _columns(self) -> tuple[Column[Consultation], ...]:
        return (
            Column(title=N_("Time"), text=lambda one: minute(one.at)[5:]),
            Column(title=N_("Chair"), text=lambda one: one.chair),
            Column(title=N_("Judgement"), text=lambda one: one.judgement),
            Column(title=N_("Done"), text=self._share, is_number=True),
        )

    def _task_columns(self) -> tuple[Column[Task], ...]:
        return (
            Column(title=N_("Decision"), text=lambda one: one.decision.text),
            Column(title=N_("Owner"), text=_owner),
            Column(title=N_("Due"), text=_due),
            Column(title=N_("State"), text=lambda one: one.state(self.seat.clock())),
        )

    def _share(self, one: Consultation) -> str:
        tasks = [self._read.matters.get(decision.id) for decision in one.decisions]
        done = sum(1 for task in tasks if task is not None and task.closed_at is not None)
        return f"{done}/{len(tasks)}" if tasks else ""

    def _show_chosen(self, one: Consultation | None) -> None:
        if one is None:
            self.tasks.show_records(())
            self._judged.setText("")
            return
        attendees = tr("Attendees: {names}").format(names=one.attendees) if one.attendees else ""
        self._judged.setText("\n".join(part for part in (one.judgement, attendees) if part))
        tasks = [
            Task(decision=each, matter=self._read.matters.get(each.id)) for each in one.decisions
        ]
        self.tasks.show_records(tasks)
        self._decided.setVisible(bool(tasks))

    def _offer_hazards(self) -> None:
        self.hazard.offer(
            [(code, self.terms.said(HAZARD, code)) for code in self.terms.codes(HAZARD)]
        )

    def _show_form(self) -> None:
        one = self.response
        if one is None or not self.terms.codes(HAZARD):
            return
        blank = {
            "at": None,
            "chair": "",
            "attendees": "",
            "hazard": one.opening.hazard,
            "judgement": "",
            "decisions": (),
        }
        self.editor.show_record((one.id, "consultation"), tr("New consultation"), blank)
        self.editor.set_action(N_("Record the consultation"))
        if not self._is_busy:
            self.editor.set_editable(self.refusal(Right.REPORT))

    def _save(self, values: Mapping[str, Any]) -> None:
        one = self.response
        if one is None or self._is_busy:
            return
        now = self.seat.clock()
        if not self.rows.check(now):
            self.editor.refuse(tr("A due time is no time. Write 2241, 22:41 or 7-18 22:41."))
            return
        try:
            decisions = decisions_of(values["decisions"], now=now)
        except Rejected as error:
            self.editor.refuse(error.said(tr))
            return
        new = Consultation(
            id=self._ids.setdefault(one.id, new_id()),
            about=one.id,
            at=values["at"] or now,
            chair=values["chair"],
            attendees=values["attendees"],
            hazard=values["hazard"],
            judgement=values["judgement"],
            decisions=decisions,
            drill_id=one.opening.drill_id,
        )
        self._set_busy(True)
        call = partial(service.consult, self.db, new, officer=self.seat.officer())
        key = self.editor.key()
        self.seat.background.write(
            self, call, partial(self._saved, key, one.id), partial(self._not_saved, key)
        )

    def _saved(self, key: Any, response_id: UUID, new: Consultation) -> None:
        self._set_busy(False)
        self._ids.pop(response_id, None)
        self.editor.accept_saved(key)
        self.seat.messages.say(_RECORDED, count=len(new.decisions))
        if self.editor.key() == key:
            self._show_form()
            self.list.setFocus()
        self.refresh()
        self.changed.emit()

    def _not_saved(self, key: object, error: Exception) -> None:
        self._set_busy(False)
        if key == self.editor.key():
            self.editor.refuse(sentence(error))
        else:
            self.seat.messages.problem(error)

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.editor.form.set_editable(may_edit=not is_busy)
        self.editor.save.setEnabled(not is_busy and self.editor.is_edited())

    def _close(self, matter: Matter, typed: Mapping[str, Any]) -> None:
        call = partial(
            matters.close_task,
            self.db,
            matter.id,
            result=typed["result"],
            officer=self.seat.officer(),
        )
        self.seat.background.write(self, call, self._closed, self.ask.refuse)

    def _closed(self, matter: Matter) -> None:
        self.ask.close_bar()
        self.seat.messages.say(_CLOSED, title=matter.title)
        self.refresh()
        self.changed.emit()

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.tasks.opened.connect(lambda _task: self.close_task())
        self.new.clicked.connect(self.begin_new)
        self.close_key.clicked.connect(self.close_task)
        self.ask.left.connect(self.tasks.setFocus)
        self.editor.save_wanted.connect(self._save)
        self.editor.cancel.clicked.connect(self.take_focus)
        self.rows.edited.connect(self.editor.form.edited)

    def _form(self) -> Form:
        made = Form(
            (
                fields.moment("at", N_("Time; empty means now"), self.seat.clock),
                form.line("chair", N_("Chair")),
                form.line("attendees", N_("Attendees"), longest=1_000),
                fields.code("hazard", N_("Hazard"), self.hazard),
                fields.paragraph("judgement", N_("Judgement"), lines=3),
                FormField(
                    name="decisions",
                    caption=N_("Decisions"),
                    control=self.rows,
                    read=self.rows.typed,
                    write=self.rows.set_typed,
                ),
            )
        )
        fields.listen(made)
        return made

    def _lists(self) -> QWidget:
        lists = QWidget()
        layout = QVBoxLayout(lists)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        self._judged.setWordWrap(True)
        layout.addWidget(self.list, 3)
        layout.addWidget(self._judged)
        layout.addWidget(self._decided)
        layout.addWidget(self.tasks, 4)
        return lists

    def _set_side(self) -> None:
        width = _COMPACT_EDITOR_W if scaled.is_compact(self) else _EDITOR_W
        self.editor.setFixedWidth(theme.px(width))

    def _build(self) -> None:
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 4, 2, 3, 3)
        scaled.gap(inner, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.close_key)
        foot.addStretch()
        foot.addWidget(self.new)
        inner.addWidget(self.list_deck, 1)
        inner.addWidget(self.ask)
        inner.addLayout(foot)
        content = QWidget()
        layout = QHBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(card, 1)
        layout.addWidget(self.editor)
        self.put(content)


def _owner(task: Task) -> str:
    return task.matter.owner if task.matter is not None else task.decision.owner


def _due(task: Task) -> str:
    due_at = task.matter.due_at if task.matter is not None else task.decision.due_at
    return minute(due_at)[5:] if due_at is not None else ""


def _read(db: Database, response_id: UUID) -> Read:
    held = service.consultations(db, about=response_id)
    return Read(
        consultations=held,
        matters={matter.id: matter for matter in matters.of_about(db, response_id)},
    )

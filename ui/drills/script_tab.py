"""The script of a drill: lines in a table and on a ruler, one of them in a form beside them."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.script_checks import Finding, findings
from commandcenter.drills.model.script_lines import in_order
from commandcenter.drills.service import records
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.drills import script_form
from ui.drills.drill_reading import Whole
from ui.drills.drill_tab import DrillTab
from ui.drills.script_acts import CHANGED, INSERTED, ScriptActs, Wish
from ui.drills.script_asks import ScriptAsks
from ui.drills.script_board import ScriptBoard
from ui.drills.script_form import LineForm
from ui.drills.script_stack import ScriptStack
from ui.drills.script_table import rows_of
from ui.records.editor import Editor
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.shell.view import View
from ui.widgets import scaled, theme
from ui.widgets.words import tr

_EDITOR_W, _COMPACT_EDITOR_W = 440, 344  # px at 100 %
_CHECK_MS = 200
_GONE = N_("This line was taken out elsewhere. Saving puts it in again.")
_MINUTE_S = 60


class ScriptTab(DrillTab):
    """Keys work on the line in front; every act is taken back with Ctrl+Z."""

    def __init__(self, db: Database, seat: Seat, view: View) -> None:
        super().__init__(db, seat)
        self._draft: Inject | None = None  # begun with Insert, not saved yet
        self._draft_after: UUID | None = None
        # Begun in the other drills, each with the line it stands below.
        self._drafts: dict[UUID, tuple[Inject, UUID | None]] = {}
        self._shown: Inject | None = None
        self._gone: UUID | None = None  # shown, typed in, and taken out elsewhere
        self._is_filling = False
        self.board = ScriptBoard()
        self.table, self.ruler = self.board.table, self.board.ruler
        self.form = LineForm()
        self.form.set_columns(2)
        self.editor = Editor(self.form)
        self.acts = ScriptActs(db, seat, self)
        self.asks = ScriptAsks(db, seat, self.acts, self.board.ask)
        self.stack = ScriptStack(db, seat, view)
        self._checking = QTimer(self, singleShot=True, interval=_CHECK_MS)
        self._build()
        self._connect()
        self.setFocusProxy(self.table)

    def show_whole(self, whole: Whole) -> None:
        is_other = self.whole is None or self.whole.drill.id != whole.drill.id
        if is_other:
            self._begin_other(whole.drill.id)
        super().show_whole(whole)
        self.acts.show_lines(whole.drill.id, whole.lines)
        self.stack.show_whole(whole)
        numbers = {one.id: one.number for one in whole.objectives}
        rows = rows_of(whole.lines, numbers, whole.played)
        # What is typed for a line stays in sight even if the line has gone.
        self._is_filling = True
        is_chosen = self.board.show_rows(rows, whole.drill, self.refusal())
        self.board.show_hidden(is_partial=whole.is_partial)
        self._is_filling = False
        self.form.show_whole(whole, self._shown)
        if is_chosen:
            self._on_chosen()
        else:
            self._show_front(whole)
        self._check()

    def _begin_other(self, drill_id: UUID) -> None:
        """Put a line aside that was begun, and take up the one begun in this drill."""
        if self._draft is not None and self.editor.has_typed(self._draft.id):
            self._drafts[self._draft.drill] = self._draft, self._draft_after
        self._draft, self._draft_after = self._drafts.pop(drill_id, (None, None))
        self._shown = None
        self.board.forget()

    def show_named(self, key: object) -> None:
        if isinstance(key, Finding):
            self.go_to_finding(key)
        elif isinstance(key, UUID):
            self.table.choose(key)

    def submit(self) -> None:
        if self.stack.is_importing():
            self.stack.importing.submit()
        elif self.asks.bar.isVisible():
            self.asks.bar.confirm()
        else:
            self.editor.submit()

    def give_up(self) -> None:
        if self.stack.is_importing():
            self.stack.importing.give_up()
            return
        if self.asks.bar.isVisible():
            self.asks.bar.close_bar()
            return
        is_draft = self._is_draft()
        self.editor.give_up()
        if is_draft:
            self._draft = None
            self._on_chosen()
        self.table.setFocus()

    def begin_new(self) -> None:
        """Begin a line below the one in front; one that was begun before comes back."""
        if self.whole is None or self.refusal():
            return
        if self._draft is None:
            above = self.table.line()
            lines = self.whole.lines
            at = [one.id for one in lines].index(above.id) + 1 if above is not None else len(lines)
            above = above or (lines[-1] if lines else None)
            below = lines[at] if at < len(lines) else None
            self._draft = script_form.draft(self.whole.drill.id, new_id(), above, below)
            self._draft_after = above.id if above is not None else None
        self._show(self._draft)
        self._focus(script_form.FIRST)

    def double(self) -> None:
        """Put the line in front in once more."""
        line = self.table.line()
        if line is not None and not self.refusal():
            self.acts.double(line)

    def remove(self) -> None:
        """Take the line in front out."""
        line = self.table.line()
        if line is not None and not self.refusal():
            self.acts.remove(line)

    def move_front(self, step: int) -> None:
        """Let the line in front change its place with the one beside it."""
        if not self.refusal():
            self.table.move_front(step)

    def retime(self, minutes: int) -> None:
        """Let the line in front be due some minutes later, or sooner."""
        line = self.table.line()
        if line is not None and not self.refusal():
            self.acts.retime(line, line.offset_s + minutes * _MINUTE_S)

    def renumber(self) -> None:
        """Number the lines in their order."""
        if not self.refusal():
            self.acts.renumber()

    def ask_shift(self) -> None:
        """Ask by how much times are shifted."""
        if not self.refusal() and self.whole is not None and self.whole.lines:
            self.asks.shift(self.table.line())
            self.board.findings.set_aside(True)

    def ask_copy(self) -> None:
        """Ask whose lines are copied in."""
        if not self.refusal() and self.whole is not None:
            self.asks.copy(self.whole)
            self.board.findings.set_aside(True)

    def open_import(self) -> None:
        """Let the user take in a table."""
        if not self.refusal():
            self.stack.open_import()

    def show_findings(self) -> None:
        """Put the cursor into the list of what is wrong."""
        found = self.board.findings.list
        found.setFocus()
        found.setCurrentRow(max(0, found.currentRow()))

    def go_to_finding(self, finding: Finding) -> None:
        """Bring the line in front and the cursor into the field."""
        if finding.objective is not None:
            self.door.emit("objectives", finding.objective)
        elif finding.line is None:
            self.begin_new()
        elif finding.line == self.editor.key() or self.table.choose(finding.line):
            self._focus(finding.field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "acts"):
            self._set_side()

    def _show_front(self, whole: Whole) -> None:
        """Show the line in front as it is now; what is typed for it stays."""
        known = {one.id: one for one in whole.lines}
        if self._is_draft():
            self._show(self._shown or self._draft)
        elif self._shown is not None and self._shown.id in known:
            self._show(known[self._shown.id])
            if self.table.line() is None:
                self.table.choose(self._shown.id)
        elif self._shown is None or not self.editor.is_edited():
            self._on_chosen()
        else:
            self._gone = self._shown.id
            self.editor.refuse(tr(_GONE))

    def _on_chosen(self) -> None:
        """Show the row in front; with none, a line to begin with."""
        if self._is_filling:
            return
        line = self.table.line()
        if line is None and self.table.lines():
            self.table.choose(self.table.lines()[0].id)
            return
        self.ruler.choose(line.id if line is not None else None)
        if line is not None:
            self._show(line)
        elif self.whole is not None and not self.refusal():
            self._draft = self._draft or script_form.draft(
                self.whole.drill.id, new_id(), None, None
            )
            self._draft_after = None
            self._show(self._draft)

    def _show(self, line: Inject | None) -> None:
        if line is None or self.whole is None:
            return
        if self._shown is None or self._shown.id != line.id:
            self.form.show_whole(self.whole, line)
        self._shown = line
        is_new = self._is_draft()
        title = script_form.said_title(line, is_new=is_new)
        self.editor.show_record(line.id, title, script_form.values_of(line))
        self.editor.set_editable(self.refusal())
        if is_new and not self.refusal():
            self.editor.save.setEnabled(True)

    def _is_draft(self) -> bool:
        return self._draft is not None and self.editor.key() == self._draft.id

    def _focus(self, name: str) -> None:
        for field in self.form.fields:
            if field.name == name:
                field.control.setFocus()

    def _save(self, values: Mapping[str, Any]) -> None:
        line = self._shown
        if line is None:
            return
        self.editor.sending(values)
        wanted = script_form.with_values(line, values)
        done, failed = partial(self._saved, line.id), partial(self._not_saved, line.id)
        if self._is_draft() or line.id == self._gone:
            after = self._draft_after if self._is_draft() else self._above(wanted)
            wish = Wish(words=INSERTED, show=line.id, done=done, failed=failed)
            self.acts.insert(replace(wanted, version=1), after, wish)
        else:
            wish = Wish(words=CHANGED, show=line.id, done=done, failed=failed)
            self.acts.change(wanted, wish)

    def _above(self, line: Inject) -> UUID | None:
        """Return the line below which one stands by its time."""
        sooner = [one for one in self.table.lines() if one.offset_s <= line.offset_s]
        return sooner[-1].id if sooner else None

    def _saved(self, key: Hashable) -> None:
        if self._draft is not None and key == self._draft.id:
            self._draft = None
        self._gone = None
        self.editor.accept_saved(key)

    def _not_saved(self, key: Hashable, error: Exception) -> None:
        if not self.editor.not_saved(key, sentence(error)):
            self.seat.messages.problem(error)
            return
        if isinstance(error, Conflict) and isinstance(key, UUID):
            call = partial(records.find, self.db, Inject, key)
            self.seat.background.read(self, call, self._conflict, self.seat.messages.problem)
            self.changed.emit()

    def _conflict(self, current: Inject | None) -> None:
        if current is None:
            if not self._is_draft():
                self._gone = self._shown.id if self._shown is not None else None
                self.editor.refuse(tr(_GONE))
        elif current.id == self.editor.key():
            self._shown = current
            self.editor.show_conflict(script_form.values_of(current))

    def _check(self) -> None:
        """Look for what is wrong, with what is being typed."""
        if self.whole is None:
            return
        if self.whole.is_partial:
            self.board.findings.show_findings(())  # nobody is to judge what they see a part of
            return
        dossier, line = self.whole.dossier(), self._shown
        if line is not None and self.editor.is_edited():
            try:
                typed = script_form.with_values(line, self.form.values())
            except Rejected:
                return  # the field says it, and what stands there is still being typed
            others = [one for one in dossier.injects if one.id != line.id]
            dossier = replace(dossier, injects=in_order((*others, typed)))
        handling = self.whole.handling or timedelta()
        self.board.findings.show_findings(findings(dossier, handling=handling))

    def _on_written(self, show: UUID | None) -> None:
        if show is not None:
            self.board.show_next = show
        self.changed.emit()

    def _connect(self) -> None:
        self.table.chosen.connect(lambda _row: self._on_chosen())
        self.table.opened.connect(lambda _row: self._focus(script_form.FIRST))
        self.table.moved.connect(self._move)
        self.table.may_drag = lambda: not self.refusal()
        self.ruler.may_drag = lambda: not self.refusal()
        self.ruler.chosen.connect(self.table.choose)
        self.ruler.moved.connect(self._retime)
        self.board.findings.wanted.connect(self.go_to_finding)
        self.editor.save_wanted.connect(self._save)
        self.editor.given_up.connect(self._checking.start)
        self.form.edited.connect(self._checking.start)
        self._checking.timeout.connect(self._check)
        self.asks.bar.left.connect(self.table.setFocus)
        self.asks.bar.left.connect(partial(self.board.findings.set_aside, False))
        self.acts.written.connect(self._on_written)
        self.stack.closed.connect(self.table.setFocus)
        self.stack.imported.connect(self.changed)
        self.acts.undoable.connect(lambda: self.board.show_undo(self.acts.last()))
        for name, call in (
            ("insert", self.begin_new),
            ("double", self.double),
            ("remove", self.remove),
            ("shift", self.ask_shift),
            ("renumber", self.renumber),
            ("copy", self.ask_copy),
            ("import", self.open_import),
            ("export", self.stack.open_export),
            ("undo", self.acts.undo),
        ):
            self.board.buttons[name].clicked.connect(call)

    def _move(self, line_id: UUID, after: UUID | None) -> None:
        for line in self.table.lines():
            if line.id == line_id:
                self.acts.move(line, after)

    def _retime(self, line_id: UUID, seconds: int) -> None:
        for line in self.table.lines():
            if line.id == line_id:
                self.acts.retime(line, seconds)

    def _set_side(self) -> None:
        width = _COMPACT_EDITOR_W if scaled.is_compact(self) else _EDITOR_W
        self.editor.setFixedWidth(theme.px(width))

    def _build(self) -> None:
        content = QWidget()
        layout = QHBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(self.board, 1)
        layout.addWidget(self.editor)
        self.stack.put(content)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

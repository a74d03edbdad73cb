"""The summary of a drill: plan against actual, findings, texts, papers and the archive."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.service import after, drills, records
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_
from ui.drill_review import findings, told
from ui.drill_review.bundle import Bundle
from ui.drill_review.closing_card import ClosingCard
from ui.drill_review.findings import Finding
from ui.drill_review.reading import Review
from ui.drill_review.tab import EVALUATION_FORM, IMPROVEMENT_LIST, PAGE, REVIEW_REPORT, Tab
from ui.drill_review.timeline import Timeline, chart_of
from ui.drill_review.told import Told
from ui.records import fields
from ui.records.editor import Editor
from ui.records.form import Form, FormField
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import language, tr

_CLOSE_W, _COMPACT_CLOSE_W = 320, 268  # px at 100 %
_EDITOR_W, _COMPACT_EDITOR_W = 520, 380
_BUNDLED = N_("Saved as {name}.")
_SAVED, _ARCHIVED = N_("Saved."), N_("The drill is in the archive.")
_TAKEN_OUT = N_("The drill is out of the archive.")
_MOST_PEOPLE = 1_000_000


class NoHeadcount(Rejected):
    """Something was typed where the number of people has to stand."""

    sentence = N_("'{text}' is no number of people. Write digits alone, or leave it empty.")


class SummaryTab(Tab):
    """The picture on top; below it findings, the texts of the report, and closing."""

    kinds = ("summary",)
    papers = (
        (N_("Summary report"), REVIEW_REPORT),
        (N_("Evaluation form"), EVALUATION_FORM),
        (N_("Improvement list"), IMPROVEMENT_LIST),
    )

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self.told: Told | None = None
        self._asked = 0
        self._is_busy = False
        self.chart = Timeline()
        self._figures = Label(tone="note")
        self.findings: RecordTable = RecordTable(
            (
                Column(title=N_("Time"), text=lambda one: one.time),
                Column(title=N_("Kind"), text=lambda one: one.kind),
                Column(title=N_("What was found in the drill"), text=lambda one: one.text),
            ),
            key=lambda one: one.key,
            stretch=2,
        )
        self.editor = Editor(self._form())
        self.closing = ClosingCard()
        self.bundle = Bundle(self, db, seat)
        self._build()
        self._connect()
        add = partial(seat.actions.add, self, page=PAGE)
        add(N_("Archive the drill"), "Ctrl+Return", self.close_drill, icon="check")
        add(N_("Save everything as ZIP"), "Ctrl+E", self.save_bundle, icon="archive-box")
        self.read_words()

    def show_review(self, review: Review) -> None:
        is_other = self.review is None or self.review.drill.id != review.drill.id
        self.review = review
        one = review.drill
        values = {name: getattr(one, name) for name in ("summary", "lessons", "headcount")}
        self.editor.show_record(one.id, tr("Texts of the report"), values)
        self.editor.set_editable(self.refusal_here(Right.PLAN_DRILLS))
        if is_other:
            self.told = None
            self._shown.show_loading()
        if self.isVisible():
            self.on_front()

    def on_front(self) -> None:
        if self.review is None:
            return
        self._asked += 1
        drill, at = self.review.drill.id, self.seat.clock()
        call = partial(told.read, self.db, drill, language=language(), at=at)
        failed = self.seat.messages.problem
        self.seat.background.read(self, call, partial(self._show, self._asked), failed)

    def take_focus(self) -> None:
        self.findings.setFocus()

    def submit(self) -> None:
        self.editor.submit()

    def give_up(self) -> None:
        self.closing.stop_asking()
        self.editor.give_up()
        self.findings.setFocus()

    def read_words(self) -> None:
        self.findings.setAccessibleName(tr("What was found in the drill"))
        self.chart.setAccessibleName(tr("Planned against actual"))
        self.closing.read_words()
        if self.told is not None:
            self._show(self._asked, self.told)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "closing"):
            self._set_sides()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sides()

    def close_drill(self) -> None:
        """Put the drill into the archive; asks once where something is missing."""
        read = self.told
        if read is None or self._is_busy or self.refusal(Right.PLAN_DRILLS):
            return
        if read.review.drill.state is not State.ENDED:
            return
        if self.editor.is_edited():
            self.closing.say(tr("Save the texts of the report first."))
            return
        if any(one.is_needed for one in read.missing):
            self.closing.say(tr("Fill in what is marked with ! first."))
            return
        if read.missing and not self.closing.is_asking():
            self.closing.ask()
            return
        call = partial(
            after.close,
            self.db,
            read.review.drill,
            officer=self.seat.officer(),
            at=self.seat.clock(),
            with_gaps=self.closing.is_asking(),
        )
        self._step(call, _ARCHIVED)

    def take_out(self) -> None:
        """Take the drill out of the archive, with the reason that was typed."""
        read = self.told
        if read is None or self._is_busy or self.refusal(Right.PLAN_DRILLS):
            return
        call = partial(
            after.reopen,
            self.db,
            read.review.drill,
            reason=self.closing.reason.text().strip(),
            officer=self.seat.officer(),
            at=self.seat.clock(),
        )
        self._step(call, _TAKEN_OUT)

    def save_bundle(self) -> None:
        """Save everything of the drill as one file."""
        if self.review is not None:
            self.bundle.save(self.review.drill)

    def _step(self, call: Any, words: str) -> None:
        self._is_busy = True
        self.closing.say("")
        self.write(call, partial(self._stepped, words), self._not_stepped)

    def _stepped(self, words: str, _drill: Drill) -> None:
        self._is_busy = False
        self.closing.stop_asking()
        self.closing.reason.clear()
        self.seat.messages.say(words)
        self.changed.emit()

    def _not_stepped(self, error: Exception) -> None:
        self._is_busy = False
        self.closing.say(sentence(error))
        self.changed.emit()

    def _show(self, asked: int, read: Told) -> None:
        if asked != self._asked:
            return
        self.told = read
        chart = chart_of(read, self.seat.clock())
        if chart is None:
            self._shown.show_state(
                "clock", tr("No course to show"), tr("This drill did not run in the program.")
            )
        else:
            self.chart.show_chart(chart)
            self._shown.show_content()
        self._figures.setText(findings.figures(read.review))
        self.findings.show_records(findings.found(read.review))
        self.closing.show_missing(read.missing, read.review.drill.state)
        self.closing.set_editable(may_edit=not self.refusal(Right.PLAN_DRILLS))

    def _save(self, values: Mapping[str, Any]) -> None:
        review = self.review
        if review is None or self._is_busy:
            return
        self._is_busy = True
        key = self.editor.key()
        self.editor.sending(values)
        changed = replace(review.drill, **values)
        call = partial(drills.change, self.db, changed, officer=self.seat.officer())
        self.write(call, partial(self._saved, key), partial(self._not_saved, key))

    def _saved(self, key: Any, _drill: Drill) -> None:
        self._is_busy = False
        self.editor.accept_saved(key)
        self.seat.messages.say(_SAVED)
        self.changed.emit()

    def _not_saved(self, key: Any, error: Exception) -> None:
        self._is_busy = False
        if not self.editor.not_saved(key, sentence(error)):
            self.seat.messages.problem(error)
            return
        if isinstance(error, Conflict):
            call = partial(records.find, self.db, Drill, key)
            self.seat.background.read(self, call, self._show_conflict, self.seat.messages.problem)

    def _show_conflict(self, current: Drill | None) -> None:
        if current is None or self.review is None or current.id != self.editor.key():
            return
        self.review = replace(self.review, drill=current)
        self.editor.show_conflict(
            {name: getattr(current, name) for name in ("summary", "lessons", "headcount")}
        )

    def _open_finding(self, one: Finding) -> None:
        if self.review is not None:
            self.seat.navigation.open(Target(page=PAGE, kind=one.tab, key=self.review.drill.id))

    def _form(self) -> Form:
        made = Form(
            (
                fields.paragraph("summary", N_("What went well and what did not"), lines=6),
                fields.paragraph("lessons", N_("Lessons and advice"), lines=5),
                _people(),
            )
        )
        fields.listen(made)
        return made

    def _connect(self) -> None:
        self.editor.save_wanted.connect(self._save)
        self.findings.opened.connect(self._open_finding)
        self.closing.close_drill.clicked.connect(self.close_drill)
        self.closing.take_out.clicked.connect(self.take_out)
        self.closing.bundle.clicked.connect(self.save_bundle)
        self.bundle.saved.connect(lambda name: self.seat.messages.say(_BUNDLED, name=name))
        self.bundle.failed.connect(self.seat.messages.problem)

    def _set_sides(self) -> None:
        is_compact = scaled.is_compact(self)
        self._shown.setFixedHeight(self.chart.sizeHint().height())
        self.closing.setFixedWidth(theme.px(_COMPACT_CLOSE_W if is_compact else _CLOSE_W))
        self.editor.setFixedWidth(theme.px(_COMPACT_EDITOR_W if is_compact else _EDITOR_W))

    def _build(self) -> None:
        top = Card()
        over = QVBoxLayout(top)
        scaled.margins(over, 4, 2, 3, 2)
        scaled.gap(over, 1)
        self._shown = Deck(self.chart)
        over.addWidget(self._shown)
        over.addWidget(self._figures)
        left = Card()
        inner = QVBoxLayout(left)
        scaled.margins(inner, 4, 3, 4, 3)
        inner.addWidget(self.findings)
        row = QHBoxLayout()
        scaled.gap(row, 3)
        row.addWidget(left, 1)
        row.addWidget(self.editor)
        row.addWidget(self.closing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(top)
        layout.addLayout(row, 1)


def _people() -> FormField:
    """Return the field for the headcount: empty where nobody has counted yet."""
    control = QLineEdit(maxLength=10)

    def read() -> int | None:
        typed = fold(control.text()).strip()
        if not typed:
            return None
        if not typed.isdecimal() or int(typed) > _MOST_PEOPLE:
            raise NoHeadcount(text=typed)
        return int(typed)

    def said(value: int | None) -> str:
        return "" if value is None else str(value)

    return FormField(
        name="headcount",
        caption=N_("People who took part"),
        control=control,
        read=read,
        write=lambda value: control.setText(said(value)),
        said=said,
    )

"""What players should have done after each line of the script, and what shows that they did."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.model.evaluation import Mark, Met
from commandcenter.drills.model.timing import Candidate, Timing, Trace, candidate_of
from commandcenter.drills.service import expectations
from commandcenter.drills.service.expectations import Judgement, Timings
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.drill_review.expected_list import ExpectedList
from ui.drill_review.judged_fields import JudgedFields, Key, Said
from ui.drill_review.reading import Review
from ui.drill_review.spans import span_s
from ui.drill_review.tab import Tab
from ui.drill_review.words import MET_ICONS, MET_WORDS
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import language, tr

_SIDE_W, _COMPACT_SIDE_W = 620, 480  # px at 100 %
_KEYS = {Met.MET: "M", Met.LATE: "L", Met.MISSED: "X"}
_ACTS = {Met.MET: N_("In time"), Met.LATE: N_("Late"), Met.MISSED: N_("Not done")}


class ExpectedTab(Tab):
    """Actions on the left; what the log says about the one in front on the right."""

    kinds = ("expected",)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self.timings: Timings | None = None
        self._asked = 0
        self._is_busy = False
        self._mark_ids: dict[Key, UUID] = {}
        self._shown: tuple[Key, Mark | None] | None = None
        self._shows_log = False
        self.list = ExpectedList()
        self.found: RecordTable = RecordTable(
            (
                Column(title=N_("Time"), text=lambda one: clock(one.trace.at)),
                Column(
                    title=N_("Time taken"), text=lambda one: span_s(one.after_s), is_number=True
                ),
                Column(title=N_("Line of the log"), text=_line),
                Column(title=N_("Recorded by"), text=lambda one: one.trace.by),
            ),
            key=lambda one: one.trace.key,
            stretch=2,
        )
        self._figures = Label(tone="note")
        self._action = Label(tone="heading")
        self._said = Label(tone="note")
        self._hint = Label(tone="quiet")
        self.fields = JudgedFields()
        self.take = KeyButton(key="Enter", kind="primary")
        self.whole_log = KeyButton(key="Ctrl+G", kind="bare")
        self.buttons = {met: KeyButton(key=key, icon=MET_ICONS[met]) for met, key in _KEYS.items()}
        self.undo = KeyButton(key="Del", kind="bare")
        self._error = Label(tone="error")
        self._build()
        self._connect()
        self._add_actions()
        self.read_words()

    def show_review(self, review: Review) -> None:
        is_other = self.review is None or self.review.drill.id != review.drill.id
        self.review = review
        if is_other:
            self.timings = None
            self._mark_ids = {}
            self._deck.show_loading()
        if self.isVisible():
            self.on_front()

    def on_front(self) -> None:
        if self.review is None:
            return
        self._asked += 1
        call = partial(expectations.of_drill, self.db, self.review.drill.id, language=language())
        done, failed = partial(self._show, self._asked), partial(self._not_read, self._asked)
        self.seat.background.read(self, call, done, failed)

    def take_focus(self) -> None:
        self.list.setFocus()

    def submit(self) -> None:
        self.take_record()

    def give_up(self) -> None:
        self.fields.give_up()
        self._say("")
        self.list.setFocus()

    def read_words(self) -> None:
        self.list.setAccessibleName(tr("Expected actions"))
        self.found.setAccessibleName(tr("Lines of the log that could show it"))
        self._hint.setText(tr("Lines of the log that could show it, the best first"))
        self.take.setText(tr("This line shows it"))
        for met, button in self.buttons.items():
            button.setText(tr(_ACTS[met]))
        self.undo.setText(tr("Take the judgement back"))
        self._read_log_words()
        self._show_front(self.list.present())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_side"):
            self._set_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side()

    def judge(self, met: Met) -> None:
        """Say of the action in front whether it was done; with the line in front, if any."""
        candidate: Candidate | None = self.found.present()
        self._mark(met, candidate.trace if candidate and met is not Met.MISSED else None)

    def take_record(self) -> None:
        """Let the line in front, or the time that was typed, decide."""
        candidate: Candidate | None = self.found.present()
        if self.fields.at.text().strip():
            self._mark(None, None)
        elif candidate is not None:
            self._mark(None, candidate.trace)

    def take_back(self) -> None:
        """Take back what was said of the action in front."""
        one = self.list.present()
        if one is None or one.mark is None or self._is_busy or self._may_not():
            return
        self._is_busy = True
        call = partial(expectations.unmark, self.db, one.mark, officer=self.seat.officer())
        self.write(call, lambda _done: self._taken_back(one.expected.key), self._not_marked)

    def show_log(self) -> None:
        """Show the whole log after the line was delivered, or the best of it again."""
        self._shows_log = not self._shows_log
        self._read_log_words()
        self._show_front(self.list.present())

    def _mark(self, met: Met | None, shown: Trace | None) -> None:
        one = self.list.present() if self.timings is not None else None
        if one is None or self._is_busy or self._may_not():
            return
        self.fields.refuse("")
        try:
            at = self.fields.read_at(one.expected.delivered_at or self.seat.clock())
        except Rejected as error:
            self.fields.refuse(error.said(tr))
            return
        key, typed = one.expected.key, self.fields.said()
        said = _judged(one, met, shown, at=at, note=typed[1].strip())
        self._is_busy = True
        mark_id = self._mark_ids.setdefault(key, new_id())
        call = partial(
            expectations.mark, self.db, said, mark_id=mark_id, officer=self.seat.officer()
        )
        self.write(call, partial(self._marked, key, typed), self._not_marked)

    def _marked(self, key: Key, said: Said, _mark: Mark) -> None:
        self._is_busy = False
        self.fields.accept_saved(key, said)
        front = self.list.present()
        if front is not None and front.expected.key == key:
            self.list.go_on()
        self.changed.emit()

    def _taken_back(self, key: Key) -> None:
        self._is_busy = False
        self._mark_ids.pop(key, None)
        self.changed.emit()

    def _not_marked(self, error: Exception) -> None:
        self._is_busy = False
        self._say(sentence(error))
        if isinstance(error, Conflict):
            self.changed.emit()  # to see what others judged meanwhile

    def _may_not(self) -> bool:
        refusal = self.refusal_here(Right.EVALUATE)
        self._say(refusal)
        return bool(refusal)

    def _say(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _show(self, asked: int, timings: Timings) -> None:
        if asked != self._asked:
            return
        seen = {one.id for one in self.review.injects} if self.review is not None else set()
        visible = tuple(one for one in timings.timings if one.expected.inject.id in seen)
        timings = self.timings = replace(timings, timings=visible)
        if not timings.timings:
            self._deck.show_state(
                "list-plus",
                tr("No expected actions"),
                tr("The script says what players should do after each line."),
            )
            return
        self._deck.show_content()
        self.list.show_timings(timings.timings)
        self._show_figures()

    def _not_read(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            self.seat.messages.problem(error)

    def _show_figures(self) -> None:
        if self.timings is None:
            return
        one = self.timings.figures
        words = tr("{judged} of {expected} judged: {met} in time, {late} late, {missed} not done")
        self._figures.setText(
            words.format(
                judged=one.judged,
                expected=one.expected,
                met=one.met,
                late=one.late,
                missed=one.missed,
            )
        )

    def _show_front(self, one: Timing | None) -> None:
        is_there = one is not None and one.expected.delivered_at is not None
        mark = one.mark if one is not None else None
        for button in self.buttons.values():
            button.setEnabled(is_there)
        self.fields.set_editable(may_edit=is_there)
        self.fields.show_action(
            one.expected.key if one is not None else None, mark.note if mark is not None else ""
        )
        self.undo.setVisible(mark is not None)
        self._action.setText(one.expected.text if one is not None else "")
        self._said.setText(_about(one) if one is not None else "")
        self.found.show_records(self._lines(one) if one is not None else ())
        if one is not None:
            self._choose_shown(one)
        self.take.setEnabled(is_there and self.found.records.rowCount() > 0)
        self._show_figures()

    def _choose_shown(self, one: Timing) -> None:
        """Bring the line to the front that a judgement goes by, before there is one the best."""
        records, mark, before = self.found.records, one.mark, self._shown
        self._shown = (one.expected.key, mark)
        if self.found.present() is not None and before == self._shown:
            return  # chosen by the evaluator
        if mark is None or mark.at is None:
            if records.rowCount() and self.found.present() is None:
                self.found.selectRow(0)
            return
        self.found.setCurrentIndex(QModelIndex())
        for trace in (records.record(row).trace for row in range(records.rowCount())):
            if (trace.seq, trace.at) == (mark.seq, mark.at):
                self.found.choose(trace.key)
                return

    def _lines(self, one: Timing) -> Sequence[Candidate]:
        """Return the lines to choose from: the best, or all since the first delivery."""
        if not self._shows_log or self.timings is None:
            return one.candidates
        course = self.timings.run.course
        found = (candidate_of(one.expected, trace, course) for trace in self.timings.done)
        return [each for each in found if each is not None]

    def _read_log_words(self) -> None:
        words = tr("Only the best") if self._shows_log else tr("The whole log")
        self.whole_log.setText(words)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_front)
        self.found.opened.connect(lambda _one: self.take_record())
        self.take.clicked.connect(self.take_record)
        self.whole_log.clicked.connect(self.show_log)
        self.undo.clicked.connect(self.take_back)
        self.fields.entered.connect(self.take_record)
        for met, button in self.buttons.items():
            button.clicked.connect(partial(self.judge, met))

    def _add_actions(self) -> None:
        add = partial(self.seat.actions.add, self, page="drill_review")
        for met, key in _KEYS.items():
            add(MET_WORDS[met], key, partial(self.judge, met))
        add(N_("This line of the log shows it"), "Return", self.take_record)
        add(N_("Take back what was judged"), "Del", self.take_back)
        add(N_("The whole log or the best lines"), "Ctrl+G", self.show_log)

    def _set_side(self) -> None:
        width = _COMPACT_SIDE_W if scaled.is_compact(self) else _SIDE_W
        self._side.setFixedWidth(theme.px(width))

    def _build(self) -> None:
        left = Card()
        inner = QVBoxLayout(left)
        scaled.margins(inner, 2, 3, 2, 3)
        scaled.gap(inner, 2)
        head = QHBoxLayout()
        scaled.margins(head, 3, 0, 3, 0)
        head.addWidget(self._figures)
        inner.addLayout(head)
        inner.addWidget(self.list, 1)
        self._side = Card()
        self._fill_side(QVBoxLayout(self._side))
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 3)
        row.addWidget(left, 1)
        row.addWidget(self._side)
        self._deck = Deck(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._deck)
        self._error.hide()

    def _fill_side(self, side: QVBoxLayout) -> None:
        for label in (self._action, self._said, self._error):
            label.setWordWrap(True)
        scaled.margins(side, 4, 3, 4, 4)
        scaled.gap(side, 2)
        over = QHBoxLayout()
        over.addWidget(self._hint, 1)
        over.addWidget(self.whole_log)
        buttons = QHBoxLayout()
        scaled.gap(buttons, 2)
        for button in self.buttons.values():
            buttons.addWidget(button, 1)
        side.addWidget(self._action)
        side.addWidget(self._said)
        side.addLayout(over)
        side.addWidget(self.found, 1)
        side.addWidget(self.take)
        side.addWidget(self.fields)
        side.addWidget(self._error)
        side.addLayout(buttons)
        side.addWidget(self.undo)


def _about(one: Timing) -> str:
    """Say when it was asked for, how much time there was, and what was judged."""
    parts = [f"#{one.expected.inject.number} {one.expected.inject.title}"]
    if one.expected.deliveries:
        times = ", ".join(clock(each.at) for each in one.expected.deliveries)
        parts.append(tr("delivered {time}").format(time=times))
    else:
        parts.append(tr("not delivered"))
    within = one.expected.inject.within_s
    if within is not None:
        parts.append(tr("within {time}").format(time=span_s(within)))
    if one.mark is not None:
        parts.append(f"{tr(MET_WORDS[one.mark.met])} ({one.mark.by})")
        if one.mark.note:
            parts.append(one.mark.note)
    return " · ".join(parts)


def _line(one: Candidate) -> str:
    return " ".join(filter(None, (one.trace.heading, one.trace.org, one.trace.text)))


def _judged(
    one: Timing, met: Met | None, shown: Trace | None, *, at: datetime | None, note: str
) -> Judgement:
    """Return what is said of an action; without anything new, what showed it before shows it."""
    shows: Trace | Mark | None = shown or one.mark
    return Judgement(
        drill=one.expected.inject.drill,
        inject_id=one.expected.inject.id,
        line=one.expected.line,
        met=met,
        seq=shows.seq if shows is not None and at is None else None,
        at=at or (shows.at if shows is not None else None),
        note=note,
        seen_version=None if one.mark is None else one.mark.version,
    )

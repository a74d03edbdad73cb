"""What was seen: a line to note it in two keys, and everything noted so far."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.model.evaluation import Observation, Seen
from commandcenter.drills.service import observing
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.drill_review import links
from ui.drill_review.observed_panel import ObservedPanel
from ui.drill_review.photographs import Photographs
from ui.drill_review.quick_line import QuickLine
from ui.drill_review.reading import Review
from ui.drill_review.tab import Tab
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.words import tr

_NOTED = N_("Noted at {time}")


class ObservedTab(Tab):
    """The keys +, - and . begin a sentence; Enter notes it."""

    kinds = ("observed",)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        # Each drill has a line of its own, so that nothing is noted in another drill.
        self._lines: dict[UUID, QuickLine] = {}
        self._busy: set[QuickLine] = set()
        self._sent: dict[QuickLine, tuple[object, UUID]] = {}  # sent again it is noted once
        self._takings: dict[QuickLine, Photographs] = {}
        self.panel = ObservedPanel(db, seat)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._layout, 3)
        self.line = self._new_line()
        self._layout.addWidget(self.panel, 1)
        self.panel.changed.connect(self.changed)
        self.setFocusProxy(self.panel.table)
        self._add_actions()

    def show_review(self, review: Review) -> None:
        self.review = review
        self._show_line_of(review.drill.id)
        self.line.offer([*links.inject_choices(review), *links.objective_choices(review)])
        self.line.set_editable(self.refusal_here(Right.EVALUATE))
        self.panel.show_review(review)

    def take_focus(self) -> None:
        self.panel.table.setFocus()

    def begin_new(self) -> None:
        self.begin(Seen.PROBLEM)

    def submit(self) -> None:
        if self.line.is_edited():
            self.note()
        else:
            self.panel.submit()

    def give_up(self) -> None:
        if self.panel.editor.is_edited() or not self.line.isAncestorOf(self.focusWidget()):
            self.panel.give_up()
        self.panel.table.setFocus()

    def read_words(self) -> None:
        self.line.read_words()

    def begin(self, kind: Seen) -> None:
        """Begin to note something, at this moment."""
        if not self.refusal_here(Right.EVALUATE):
            self.line.begin(kind, self.seat.clock())

    def note(self) -> None:
        """Write what was typed; it stays in the line until the database has it."""
        review, line = self.review, self.line
        if review is None or line in self._busy or self.refusal_here(Right.EVALUATE):
            return
        text = line.text.text().strip()
        if not text:
            line.say(tr("Write what was seen."))
            line.text.setFocus()
            return
        kind = line.kind.value()
        inject, objective = links.split(review, line.link.picked())
        said = (kind, text, inject, objective, line.at)
        if line not in self._sent or self._sent[line][0] != said:
            self._sent[line] = (said, new_id())
        new = Observation(
            id=self._sent[line][1],
            drill=review.drill.id,
            observer=self.seat.officer().name,
            at=line.at or self.seat.clock(),
            kind=kind if isinstance(kind, Seen) else Seen.NOTE,
            text=text,
            inject_id=inject,
            objective_id=objective,
        )
        self._busy.add(line)
        officer, given = self.seat.officer(), line.given
        call = partial(observing.note, self.db, new, officer=officer, given=given)
        self.write(call, partial(self._noted, line, text), partial(self._not_noted, line))

    def _noted(self, line: QuickLine, text: str, new: Observation) -> None:
        self._busy.discard(line)
        self._sent.pop(line, None)
        if line.text.text().strip() == text:
            line.clear()
        else:
            line.at = None  # the next sentence was begun meanwhile
        self.seat.messages.say(_NOTED, time=clock(new.at))
        self.changed.emit()

    def _not_noted(self, line: QuickLine, error: Exception) -> None:
        self._busy.discard(line)
        line.say(sentence(error))
        if line is not self.line:
            self.seat.messages.problem(error)

    def _show_line_of(self, drill_id: UUID) -> None:
        if not self._lines:
            self._lines[drill_id] = self.line
        shown, self.line = self.line, self._lines.get(drill_id) or self._new_line()
        self._lines[drill_id] = self.line
        if shown is not self.line:
            shown.hide()
            self.line.show()

    def _new_line(self) -> QuickLine:
        line = QuickLine()
        taking = Photographs(
            self, self.seat.background, line.add, lambda error: line.say(sentence(error))
        )
        self._layout.insertWidget(0, line)
        self._takings[line] = taking
        line.entered.connect(self.note)
        line.files_wanted.connect(taking.choose)
        line.files_given.connect(lambda given: taking.take_given(given, self.seat.clock()))
        return line

    def _add_actions(self) -> None:
        add = partial(self.seat.actions.add, self, page="drill_review")
        add(N_("Note a strength"), "+", partial(self.begin, Seen.STRENGTH))
        add(N_("Note a problem"), "-", partial(self.begin, Seen.PROBLEM))
        add(N_("Note what was seen"), ".", partial(self.begin, Seen.NOTE))
        add(N_("Attach photographs"), "Ctrl+O", self._choose, icon="camera")

    def _choose(self) -> None:
        taking = self._takings[self.line] if self.line.is_edited() else self.panel.photographs
        taking.choose()

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
        self._is_busy = False
        self._sent: tuple[object, UUID] | None = None  # sent again it is noted once
        self.line = QuickLine()
        self.panel = ObservedPanel(db, seat)
        self._taking = Photographs(
            self, seat.background, self.line.add, lambda error: self.line.say(sentence(error))
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(self.line)
        layout.addWidget(self.panel, 1)
        self.line.entered.connect(self.note)
        self.line.files_wanted.connect(self._taking.choose)
        self.line.files_given.connect(lambda given: self._taking.take_given(given, seat.clock()))
        self.panel.changed.connect(self.changed)
        self.setFocusProxy(self.panel.table)
        self._add_actions()

    def show_review(self, review: Review) -> None:
        is_other = self.review is not None and self.review.drill.id != review.drill.id
        self.review = review
        if is_other and not self.line.is_edited():
            self.line.clear()
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
        review = self.review
        if review is None or self._is_busy or self.refusal_here(Right.EVALUATE):
            return
        text = self.line.text.text().strip()
        if not text:
            self.line.say(tr("Write what was seen."))
            self.line.text.setFocus()
            return
        kind = self.line.kind.value()
        inject, objective = links.split(review, self.line.link.picked())
        said = (kind, text, inject, objective, self.line.at)
        if self._sent is None or self._sent[0] != said:
            self._sent = (said, new_id())
        new = Observation(
            id=self._sent[1],
            drill=review.drill.id,
            observer=self.seat.officer().name,
            at=self.line.at or self.seat.clock(),
            kind=kind if isinstance(kind, Seen) else Seen.NOTE,
            text=text,
            inject_id=inject,
            objective_id=objective,
        )
        self._is_busy = True
        officer, given = self.seat.officer(), self.line.given
        call = partial(observing.note, self.db, new, officer=officer, given=given)
        self.write(call, partial(self._noted, text), self._not_noted)

    def _noted(self, text: str, new: Observation) -> None:
        self._is_busy, self._sent = False, None
        if self.line.text.text().strip() == text:
            self.line.clear()
        else:
            self.line.at = None  # the next sentence was begun meanwhile
        self.seat.messages.say(_NOTED, time=clock(new.at))
        self.changed.emit()

    def _not_noted(self, error: Exception) -> None:
        self._is_busy = False
        self.line.say(sentence(error))

    def _add_actions(self) -> None:
        add = partial(self.seat.actions.add, self, page="drill_review")
        add(N_("Note a strength"), "+", partial(self.begin, Seen.STRENGTH))
        add(N_("Note a problem"), "-", partial(self.begin, Seen.PROBLEM))
        add(N_("Note what was seen"), ".", partial(self.begin, Seen.NOTE))
        add(N_("Attach photographs"), "Ctrl+O", self._choose, icon="camera")

    def _choose(self) -> None:
        taking = self._taking if self.line.is_edited() else self.panel.photographs
        taking.choose()

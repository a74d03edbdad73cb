"""Whose form is filled in: the own one, or one that somebody filled in on paper."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model.evaluation import Evaluation
from commandcenter.drills.service import evaluating
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.drill_review.reading import Review
from ui.records import form
from ui.records.ask_bar import AskBar
from ui.records.fields import CodeBox
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.words import tr

_OWN = "own"


class FormChoice(QWidget):
    """The question for the evaluator's name opens where the tab puts it.

    Attributes:
        paper: The form from paper in front; None for the own one.

    Signals:
        chosen: Another form came to the front.
        begun: A form from paper was begun (Evaluation).
    """

    chosen = Signal()
    begun = Signal(object)

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db, self._seat = db, seat
        self._review: Review | None = None
        self._sent: tuple[object, UUID] | None = None  # sent again it is begun once
        self.paper: UUID | None = None
        self.whose = CodeBox()
        self.new = KeyButton(key="Ctrl+N", kind="bare")
        self.ask = AskBar()
        layout = QVBoxLayout(self)
        scaled.margins(layout, 2, 0, 2, 1)
        scaled.gap(layout, 1)
        layout.addWidget(self.whose)
        layout.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        self.whose.activated.connect(lambda _at: self._on_whose())
        self.new.clicked.connect(self.begin)
        self._read_words()

    def show_review(self, review: Review) -> None:
        """Offer the own form and those that are entered from paper."""
        if self._review is None or self._review.drill.id != review.drill.id:
            self.paper = None
            self.ask.close_bar()
        self._review = review
        own = tr("My form: {name}").format(name=self._seat.officer().name)
        words = tr("From paper: {name}")
        papers = [one for one in review.evaluations if not one.login]
        choices = [(one.id, words.format(name=_name(one))) for one in papers]
        self.whose.offer([(_OWN, own), *choices])
        self.whose.set_code(self.paper or _OWN)

    def form(self, review: Review) -> Evaluation | None:
        """Return the form in front; None for an own one that is still to begin."""
        papers = [one for one in review.evaluations if one.id == self.paper]
        return papers[0] if papers else review.evaluation_of(self._seat.officer().login)

    def set_editable(self, *, may_edit: bool) -> None:
        """Allow or forbid to begin a form from paper."""
        self.new.setEnabled(may_edit)

    def choose(self, form_id: UUID | None) -> None:
        """Bring a form from paper to the front, or with None the own one."""
        if form_id != self.paper:
            self.paper = form_id
            self.whose.set_code(form_id or _OWN)
            self.chosen.emit()

    def begin(self) -> None:
        """Ask whose form on paper is to be entered."""
        if self._review is None or not self.new.isEnabled():
            return
        fields = [
            form.line("evaluator", N_("Evaluator")),
            form.line("post", N_("Post of the evaluator")),
        ]
        self.ask.ask(tr("Enter a form from paper"), tr("Begin"), fields, self._begin)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "ask"):
            self._read_words()

    def _begin(self, typed: Mapping[str, Any]) -> None:
        review = self._review
        if review is None:
            return
        said = (review.drill.id, tuple(typed.items()))
        if self._sent is None or self._sent[0] != said:
            self._sent = (said, new_id())
        call = partial(
            evaluating.open_paper_form,
            self._db,
            review.drill.id,
            form_id=self._sent[1],
            evaluator=typed["evaluator"],
            post=typed["post"],
            officer=self._seat.officer(),
        )
        self._seat.background.write(self, call, self._begun, self.ask.refuse)

    def _begun(self, begun: Evaluation) -> None:
        self._sent = None
        self.ask.close_bar()
        if self._review is not None and begun.drill == self._review.drill.id:
            self.begun.emit(begun)

    def _on_whose(self) -> None:
        code = self.whose.code()
        self.choose(code if isinstance(code, UUID) else None)

    def _read_words(self) -> None:
        self.whose.setAccessibleName(tr("Whose form"))
        self.new.setText(tr("From paper"))


def _name(one: Evaluation) -> str:
    """Return whose form it is; the post tells people of one name apart."""
    return f"{one.evaluator} ({one.post})" if one.post else one.evaluator

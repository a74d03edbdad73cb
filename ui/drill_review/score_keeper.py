"""Grades of one form as they are given: each is written at once, an item at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from commandcenter.drills.model.evaluation import Grade, Score
from ui.shell.background import Background


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an evaluator gives an item."""

    grade: Grade
    comment: str = ""


# Writes what was given to an item; None takes the grade back.
Write = Callable[[UUID, Given | None], Callable[[], Score | None]]


class ScoreKeeper(QObject):
    """Holds what was given until the database has it; nothing given is lost by a refusal.

    Args:
        write: Returns the call that writes what was given.

    Attributes:
        comments: Of items without a grade that are out of sight; they wait for it.

    Signals:
        changed: Something else is shown at an item (its id).
        refused: A grade was not written (item id, error); it is kept.
    """

    changed = Signal(object)
    refused = Signal(object, object)

    def __init__(self, background: Background, write: Write, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._write = write
        self.comments: dict[UUID, str] = {}
        self._saved: dict[UUID, Score] = {}
        self._given: dict[UUID, Given | None] = {}
        self._under_way: dict[UUID, Given | None] = {}

    def show_scores(self, scores: Mapping[UUID, Score]) -> None:
        """Take what is written now; what is given here and not written yet stays."""
        before, self._saved = self._saved, dict(scores)
        for item in {*before, *self._saved}:
            if before.get(item) != self._saved.get(item):
                self.changed.emit(item)

    def given(self, item: UUID) -> Given | None:
        """Return what an item has been given, written or not."""
        for waiting in (self._given, self._under_way):
            if item in waiting:
                return waiting[item]
        score = self._saved.get(item)
        return None if score is None else Given(grade=score.grade, comment=score.comment)

    def is_kept(self, item: UUID) -> bool:
        """Whether what is shown is in the database."""
        return item not in self._given and item not in self._under_way

    def give(self, item: UUID, given: Given | None) -> None:
        """Give an item a grade, or take it back with None."""
        if given == self.given(item) and item not in self._given:
            return
        self._given[item] = given
        self.changed.emit(item)
        self._send(item)

    def retry(self) -> None:
        """Send again what was not written, such as after the network came back."""
        for item in list(self._given):
            self._send(item)

    def unsaved(self) -> int:
        """Return how many items were given something that is not in the database."""
        return len({*self._given, *self._under_way})

    def _send(self, item: UUID) -> None:
        if item in self._under_way or item not in self._given:
            return
        given = self._given.pop(item)
        self._under_way[item] = given
        done, failed = partial(self._written, item), partial(self._not_written, item)
        self._background.write(self, self._write(item, given), done, failed)

    def _written(self, item: UUID, score: Score | None) -> None:
        self._under_way.pop(item, None)
        if score is None:
            self._saved.pop(item, None)
        else:
            self._saved[item] = score
        self.changed.emit(item)
        self._send(item)

    def _not_written(self, item: UUID, error: Exception) -> None:
        given = self._under_way.pop(item)
        self._given.setdefault(item, given)
        self.changed.emit(item)
        self.refused.emit(item, error)

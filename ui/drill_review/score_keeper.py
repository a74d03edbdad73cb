"""Grades of one form as they are given: each is written at once, an item at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from commandcenter.drills.model.evaluation import Grade, Score
from commandcenter.kernel.errors import Conflict
from ui.shell.background import Background


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an evaluator gives an item."""

    grade: Grade
    comment: str = ""


# Writes what was given to an item in place of what was seen; None takes the grade back.
Write = Callable[[UUID, Given | None, Score | None], Callable[[], Score | None]]


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
        self._seen: dict[UUID, Score | None] = {}  # when the first of what waits was given
        self._wrote: dict[UUID, Score | None] = {}  # last, from here
        self._late: set[UUID] = set()  # somebody else was first; the evaluator is to choose

    def show_scores(self, scores: Mapping[UUID, Score]) -> None:
        """Take what is written now; what is given here and not written yet stays."""
        before, self._saved = self._saved, dict(scores)
        for item in sorted(self._late):
            self._merge(item)
            self.changed.emit(item)
        for item in {*before, *self._saved}:
            if before.get(item) != self._saved.get(item):
                self.changed.emit(item)

    def given(self, item: UUID) -> Given | None:
        """Return what an item has been given, written or not."""
        for waiting in (self._given, self._under_way):
            if item in waiting:
                return waiting[item]
        return self.written(item)

    def written(self, item: UUID) -> Given | None:
        """Return what is written at an item."""
        return _given(self._saved.get(item))

    def is_kept(self, item: UUID) -> bool:
        """Whether what is shown is in the database."""
        return item not in self._given and item not in self._under_way

    def give(self, item: UUID, given: Given | None) -> None:
        """Give an item a grade, or take it back with None."""
        if given == self.given(item) and item not in self._given:
            self.end(item)
            return
        self.begin(item)
        self._given[item] = given
        self.changed.emit(item)
        self._send(item)

    def put_aside(self, comments: Mapping[UUID, str]) -> None:
        """Keep comments that wait for a grade, from cards that go out of sight."""
        for item, comment in comments.items():
            given = self.given(item)
            is_given = given is not None and given.comment == comment
            self.comments[item] = "" if is_given else comment

    def begin(self, item: UUID) -> None:
        """Note what stands at an item that something is being typed for."""
        self._seen.setdefault(item, self._saved.get(item))

    def end(self, item: UUID) -> None:
        """Note that nothing is to be written at an item after all."""
        if self.is_kept(item):
            self._seen.pop(item, None)

    def late(self) -> tuple[UUID, ...]:
        """Return the items that somebody else graded first, so that nothing is sent for them."""
        return tuple(sorted(self._late))

    def insist(self, item: UUID) -> None:
        """Write what was given here over what somebody else gave."""
        self._late.discard(item)
        self._send(item)

    def yield_to(self, item: UUID) -> None:
        """Let stand what somebody else gave."""
        self._late.discard(item)
        self._given.pop(item, None)
        self._seen.pop(item, None)
        self.changed.emit(item)

    def retry(self) -> None:
        """Send again what was not written, such as after the network came back."""
        for item in list(self._given):
            self._send(item)

    def unsaved(self) -> int:
        """Return how many items were given something that is not in the database."""
        return len({*self._given, *self._under_way})

    def _send(self, item: UUID) -> None:
        if item in self._under_way or item not in self._given or item in self._late:
            return
        given = self._given.pop(item)
        self._under_way[item] = given
        done, failed = partial(self._written, item), partial(self._not_written, item)
        self._background.write(self, self._write(item, given, self._seen.get(item)), done, failed)

    def _written(self, item: UUID, score: Score | None) -> None:
        self._under_way.pop(item, None)
        if score is None:
            self._saved.pop(item, None)
        else:
            self._saved[item] = score
        self._wrote[item] = score
        if item in self._given:
            self._seen[item] = score
        else:
            self._seen.pop(item, None)
        self.changed.emit(item)
        self._send(item)

    def _not_written(self, item: UUID, error: Exception) -> None:
        given = self._under_way.pop(item)
        self._given.setdefault(item, given)
        if isinstance(error, Conflict):
            self._late.add(item)
        self.changed.emit(item)
        self.refused.emit(item, error)

    def _merge(self, item: UUID) -> None:
        """Take from somebody else's grade what was not changed here."""
        mine, seen = self._given[item], _given(self._seen.get(item))
        theirs = self.written(item)
        self._seen[item] = self._saved.get(item)
        if item in self._wrote and self._wrote[item] == self._saved.get(item):
            self.insist(item)  # what was late is what was written from here
            return
        if mine is not None and seen is not None and theirs is not None:
            grade = theirs.grade if mine.grade == seen.grade else mine.grade
            comment = theirs.comment if mine.comment == seen.comment else mine.comment
            self._given[item] = mine = Given(grade=grade, comment=comment)
        elif mine is not None and theirs is not None and not mine.comment:
            self._given[item] = mine = Given(grade=mine.grade, comment=theirs.comment)
        if mine == theirs:
            self.yield_to(item)


def _given(score: Score | None) -> Given | None:
    return None if score is None else Given(grade=score.grade, comment=score.comment)

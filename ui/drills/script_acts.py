"""What is done to a script, one act after the other, each taken back by one key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from commandcenter.database.engine import Database
from commandcenter.drills.model.line_checks import check_removal
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import script
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from ui.shell.seat import Seat
from ui.widgets.words import tr

Lines = tuple[Inject, ...]
Act = Callable[[Lines], Lines]
Failed = Callable[[Exception], None]

INSERTED, DOUBLED = N_("line {number} put in"), N_("line {number} doubled")
REMOVED, MOVED = N_("line {number} taken out"), N_("line {number} moved")
CHANGED, SHIFTED = N_("line {number} changed"), N_("times shifted")
NUMBERED, COPIED = N_("lines numbered anew"), N_("lines copied in")
_MINUTE_S, _MOST_KEPT = 60, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """An act that can be taken back.

    Attributes:
        words: Source text of what was done.
    """

    words: str
    number: int
    before: Lines
    after: Lines

    def said(self) -> str:
        """Return what was done in the language of the window."""
        return tr(self.words).format(number=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An act that the officer wants.

    Attributes:
        words: Source text of what was done.
        show: The line that is in front afterwards.
        done: Called once it was written.
        failed: Called if it was not; None tells it at the foot of the window.
    """

    words: str
    show: UUID | None = None
    done: Callable[[], None] = lambda: None
    failed: Failed | None = None


class ScriptActs(QObject):
    """Writes in the background; acts follow on each other even before the script is read anew.

    Signals:
        written: The script is another one now (the id of the line to show, or None).
        undoable: What can be taken back has changed.
    """

    written = Signal(object)
    undoable = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._drill_id: UUID | None = None
        self._lines: Lines = ()  # as the officer sees them, and as the acts so far leave them
        self._under_way = 0
        self._done: list[_Done] = []

    def show_lines(self, drill_id: UUID, lines: Sequence[Inject]) -> None:
        """Take the script as it was read."""
        if drill_id != self._drill_id:
            self._drill_id = drill_id
            self._forget()
        if self._under_way:
            return
        self._lines = tuple(lines)
        if self._done and _versions(self._done[-1].after) != _versions(self._lines):
            self._forget()  # somebody else wrote since

    def last(self) -> str:
        """Return what would be taken back, in words; empty if there is nothing."""
        return self._done[-1].said() if self._done else ""

    def insert(self, line: Inject, after: UUID | None, wish: Wish) -> None:
        """Put a new line in below another one."""
        db, officer = self._db, self._seat.officer()
        self._write(
            lambda seen: script.insert_after(db, line, after, seen=seen, officer=officer), wish
        )

    def double(self, line: Inject) -> None:
        """Put the same line in once more, a minute later."""
        twin = replace(line, id=new_id(), offset_s=line.offset_s + _MINUTE_S)
        self.insert(twin, line.id, Wish(words=DOUBLED, show=twin.id))

    def change(self, line: Inject, wish: Wish) -> None:
        """Change a line that carries the version that was seen."""
        db, officer = self._db, self._seat.officer()

        def act(_seen: Lines) -> Lines:
            script.change(db, line, officer=officer)
            return script.lines(db, line.drill)

        self._write(act, wish)

    def remove(self, line: Inject) -> None:
        """Take a line out; the one below comes to the front."""
        ids = [one.id for one in self._lines]
        at = ids.index(line.id)
        rest = ids[:at] + ids[at + 1 :]

        def without(seen: Lines) -> Lines:
            check_removal({line.id}, seen)
            return tuple(one for one in seen if one.id != line.id)

        show = rest[min(at, len(rest) - 1)] if rest else None
        self.rewrite(without, Wish(words=REMOVED, show=show), number=line.number)

    def move(self, line: Inject, after: UUID | None) -> None:
        """Let a line stand below another one."""
        db, officer = self._db, self._seat.officer()
        self._write(
            lambda seen: script.move(db, line, after, seen=seen, officer=officer),
            Wish(words=MOVED, show=line.id),
        )

    def retime(self, line: Inject, offset_s: int) -> None:
        """Let a line be due at another time."""

        def later(seen: Lines) -> Lines:
            return tuple(
                replace(one, offset_s=max(0, offset_s)) if one.id == line.id else one
                for one in seen
            )

        if max(0, offset_s) != line.offset_s:
            self.rewrite(later, Wish(words=MOVED, show=line.id))

    def shift(self, seconds: int, start: UUID | None, wish: Wish) -> None:
        """Let the script, or a line and all that follow, be due later or sooner."""
        db, officer, drill_id = self._db, self._seat.officer(), self._drill_id
        if drill_id is not None:
            self._write(
                lambda seen: script.shift(
                    db, drill_id, seconds, start=start, seen=seen, officer=officer
                ),
                wish,
            )

    def renumber(self) -> None:
        """Number the lines 1, 2, … in their order."""
        db, officer, drill_id = self._db, self._seat.officer(), self._drill_id
        if drill_id is not None:
            self._write(
                lambda seen: script.renumber(db, drill_id, seen=seen, officer=officer),
                Wish(words=NUMBERED),
            )

    def rewrite(self, act: Act, wish: Wish, *, number: int = 0) -> None:
        """Let the script be what *act* makes of it.

        Args:
            number: Of the line it is about, if that is gone afterwards.
        """
        db, officer, drill_id = self._db, self._seat.officer(), self._drill_id
        if drill_id is not None:
            self._write(_rewriting(db, drill_id, act, officer), wish, number=number)

    def undo(self) -> None:
        """Take the last act back."""
        if not self._done or self._drill_id is None or self._under_way:
            return
        last = self._done[-1]
        versions = {line.id: line.version for line in last.after}
        wanted = tuple(replace(one, version=versions.get(one.id, 1)) for one in last.before)
        call = _rewriting(self._db, self._drill_id, lambda _seen: wanted, self._seat.officer())
        self._under_way += 1

        def done(written: tuple[Lines, Lines]) -> None:
            self._under_way -= 1
            self._done = [act for act in self._done if act is not last]
            # What was done before that can still be taken back, from where it stands now.
            if self._done:
                self._done[-1] = replace(self._done[-1], after=written[1])
            self._seat.messages.say(N_("Taken back: {what}"), what=last.said())
            self.undoable.emit()
            self.written.emit(None)

        self._seat.background.write(self, partial(self._run, call), done, self._not_written)

    def _forget(self) -> None:
        self._done.clear()
        self.undoable.emit()

    def _run(self, act: Act) -> tuple[Lines, Lines]:
        """Do it where the act before it left the script; runs in the writing thread."""
        before = self._lines
        self._lines = act(before)
        return before, self._lines

    def _write(self, act: Act, wish: Wish, *, number: int = 0) -> None:
        drill_id = self._drill_id
        self._under_way += 1

        def written(outcome: tuple[Lines, Lines]) -> None:
            self._under_way -= 1
            if drill_id == self._drill_id:
                self._note(wish, number, *outcome)
            wish.done()
            self.written.emit(wish.show)

        def failed(error: Exception) -> None:
            if wish.failed is None:
                self._not_written(error)
            else:
                self._under_way -= 1
                wish.failed(error)

        self._seat.background.write(self, partial(self._run, act), written, failed)

    def _note(self, wish: Wish, number: int, before: Lines, after: Lines) -> None:
        shown = next((one.number for one in after if one.id == wish.show), 0)
        act = _Done(words=wish.words, number=number or shown, before=before, after=after)
        self._done = [*self._done, act][-_MOST_KEPT:]
        self._seat.messages.say(N_("Done: {what} · Ctrl+Z takes it back"), what=act.said())
        self.undoable.emit()

    def _not_written(self, error: Exception) -> None:
        self._under_way -= 1
        self._seat.messages.problem(error)
        self.written.emit(None)  # shows the script as it is


def _rewriting(db: Database, drill_id: UUID, act: Act, officer: Officer) -> Act:
    return lambda seen: script.replace_all(db, drill_id, act(seen), seen=seen, officer=officer)


def _versions(lines: Sequence[Inject]) -> dict[UUID, int]:
    return {line.id: line.version for line in lines}

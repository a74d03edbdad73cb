"""What is done to teams that were sent: one write at a time for each of them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from commandcenter.database.engine import Database
from commandcenter.directory.rights import NotAllowed, Right, require
from commandcenter.kernel.errors import CommandCenterError, Unavailable
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import clock as hour_and_minute
from commandcenter.kernel.words import N_
from commandcenter.teams.model.dispatch import Act, Dispatch, Result, Step
from commandcenter.teams.model.dispatch_words import STEP_WORDS
from commandcenter.teams.service import dispatch
from ui.shell.seat import Seat
from ui.teams.dispatch_lanes import Move
from ui.widgets.words import tr

Failed: TypeAlias = Callable[[Exception], None]
_Key: TypeAlias = tuple[UUID, Act, Step, str, datetime | None]

_SAID: dict[Act, str] = {
    Act.TAKE: N_("{team}: {step} {at}"),
    Act.CORRECT: N_("{team}: {step} now {at}"),
    Act.UNDO: N_("{team}: '{step}' taken back"),
    Act.CANCEL: N_("{team} called off"),
    Act.RELEASE: N_("{team} released"),
    Act.CHECK: N_("{team}: everybody answered"),
}
_REPORTED = N_("{team}: result noted")


class Acts(QObject):
    """Writes acts and tells what came of them.

    While one is being written the next for the same team is not taken: a key that bounces
    must not climb two rungs.

    Signals:
        done: The dispatch after an act (Dispatch).
    """

    done = Signal(object)

    def __init__(self, db: Database, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._busy: set[UUID] = set()
        # The same act again keeps its id, however often the line broke.
        self._ids: dict[_Key, UUID] = {}

    def refusal(self) -> NotAllowed | None:
        """Return why this officer may not dispatch; None if they may."""
        try:
            require(self._seat.officer(), Right.DISPATCH, drill_id=self._seat.drill_id)
        except NotAllowed as error:
            return error
        return None

    def is_busy(self, dispatch_id: UUID) -> bool:
        """Whether an act on it is being written."""
        return dispatch_id in self._busy

    def move(
        self,
        one: Dispatch,
        move: Move,
        *,
        reason: str = "",
        at: datetime | None = None,
        failed: Failed | None = None,
    ) -> bool:
        """Write what dropping or a key means; False if another act is under way.

        Args:
            at: When it was, as told; None means now.
            failed: Told in place of the message bar why nothing was written.
        """
        if one.id in self._busy:
            return False
        key = (one.id, move.act, move.step, reason, at)
        act_id = self._ids.setdefault(key, new_id())
        self._busy.add(one.id)
        self._seat.background.write(
            self,
            partial(_act, self._db, one, move, reason, at, act_id, self._seat.officer()),
            partial(self._on_done, key, move),
            partial(self._on_failed, key, failed),
        )
        return True

    def report(
        self, one: Dispatch, result: Result, *, done: Callable[[], None], failed: Failed
    ) -> None:
        """Write what a team reports about its work."""
        officer = self._seat.officer()

        def written(after: Dispatch) -> None:
            self._seat.messages.say(_REPORTED, team=after.team_name)
            done()
            self.done.emit(after)

        call = partial(dispatch.report, self._db, one.id, result, officer=officer)
        self._seat.background.write(self, call, written, failed)

    def _on_done(self, key: _Key, move: Move, after: Dispatch) -> None:
        self._busy.discard(after.id)
        self._ids.pop(key, None)
        at = after.times.get(move.step, after.since)
        self._seat.messages.say(
            _SAID[move.act],
            team=after.team_name,
            step=tr(STEP_WORDS[move.step]),
            at=hour_and_minute(at),
        )
        self.done.emit(after)

    def _on_failed(self, key: _Key, failed: Failed | None, error: Exception) -> None:
        self._busy.discard(key[0])
        if not isinstance(error, Unavailable):
            self._ids.pop(key, None)
        (failed or self._seat.messages.problem)(error)
        if failed is not None and not isinstance(error, CommandCenterError):
            self._seat.messages.problem(error)


def _act(
    db: Database,
    one: Dispatch,
    move: Move,
    reason: str,
    at: datetime | None,
    act_id: UUID,
    officer: Officer,
) -> Dispatch:
    if move.act is Act.TAKE:
        return dispatch.take(db, one.id, move.step, at=at, officer=officer, act_id=act_id)
    if move.act is Act.CHECK:
        return dispatch.answer(db, one.id, note=reason, officer=officer, act_id=act_id)
    if move.act is Act.CORRECT and at is not None:
        return dispatch.correct(
            db, one.id, move.step, at=at, reason=reason, officer=officer, act_id=act_id
        )
    if move.act is Act.UNDO:
        return dispatch.undo(db, one.id, move.step, reason=reason, officer=officer, act_id=act_id)
    end = dispatch.cancel if move.act is Act.CANCEL else dispatch.release
    return end(db, one.id, reason=reason, officer=officer, act_id=act_id)

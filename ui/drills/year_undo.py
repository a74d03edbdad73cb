"""Taking back a move: the time alone, whatever else was written about the drill since."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from commandcenter.database.engine import Database
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.service import drills as service
from commandcenter.drills.service import records
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from ui.drills.year_move import may_move

_Time: TypeAlias = tuple[datetime | None, datetime | None, int]


class MoveStays(Rejected):
    """The drill is not where the move put it, or cannot be moved any more."""

    sentence = N_("'{title}' was changed since it was moved. Look at it and move it by hand.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A drill as it stood before it was moved, and after."""

    before: Drill
    after: Drill


def take_back(db: Database, move: Move, *, officer: Officer) -> Drill:
    """Give a drill the time back that it had before it was moved; its other fields stay.

    Sending it again returns the drill as it stands.

    Raises:
        MoveStays: It has another time by now, or was held, cancelled or removed.
        NotAllowed: Nothing was written.
        Conflict: Somebody changed it at the same moment; send it again.
        Unavailable: The outcome is unknown; send it again.
    """
    before, now = move.before, records.find(db, Drill, move.before.id)
    if now is None or not may_move(now):
        raise MoveStays(title=before.title)
    if _time(now) == _time(before):
        return now
    if _time(now) != _time(move.after):
        raise MoveStays(title=now.title)
    back = replace(now, begins_at=before.begins_at, ends_at=before.ends_at, month=before.month)
    return service.change(db, back, officer=officer)


def _time(drill: Drill) -> _Time:
    return drill.begins_at, drill.ends_at, drill.month

"""Free times for a drill: around its day, or in its month."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from commandcenter.database.engine import Database
from commandcenter.drills.model.drill import Drill, Participant
from commandcenter.drills.model.proposing import Proposal
from commandcenter.drills.service import records
from commandcenter.drills.service import year as service
from commandcenter.kernel.times import day_of
from ui.drills.year_days import A_DAY, first_of_next
from ui.drills.year_move import Span, placed

LIMIT = 5
_AROUND = 30 * A_DAY


def best(db: Database, drill: Drill, *, at: datetime, usual: timedelta) -> Sequence[Proposal]:
    """Return the best free times for a drill, none before a moment; none if its time is over.

    Args:
        usual: How long it lasts if it does not say so.
    """
    span = placed(drill, usual)
    first, last = _range(drill, span)
    first = max(first, day_of(at))
    if last < first:
        return ()
    length = span.ends_at - span.begins_at if span is not None else usual
    found = service.proposals(
        db,
        drill,
        participants=records.of_drill(db, Participant, drill.id, ["id"]),
        search=service.Search(first=first, last=last, length=length, limit=LIMIT),
        at=at,
    )
    return found.best


def _range(drill: Drill, span: Span | None) -> tuple[date, date]:
    """Return the days to look at: a month around its day, its month, or the whole year."""
    new_year, last = date(drill.year, 1, 1), date(drill.year, 12, 31)
    if span is not None:
        return max(new_year, span.first - _AROUND), min(last, span.first + _AROUND)
    if drill.month:
        first = date(drill.year, drill.month, 1)
        return first, first_of_next(first) - A_DAY
    return new_year, last

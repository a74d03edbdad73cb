"""Ending, with a drill, everything that is still open in it, wherever it stands."""

from datetime import datetime
from uuid import UUID

from commandcenter.alarms.service import ending as alarms
from commandcenter.database.tx import WriteTx
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.store.keeping import ROWS
from commandcenter.incidents.service import ending as incidents
from commandcenter.matters.service import ending as matters
from commandcenter.teams.service import ending as teams
from commandcenter.warnings.service import ending as warnings

_LONGEST = 100


def end_everything_in(tx: WriteTx, drill_id: UUID, *, at: datetime) -> None:
    """End what is open of a drill, so that nothing of it stays on any list.

    Each act says the title of the drill as its reason, and whoever ended the drill as its
    officer. What was ended before stays as it was; doing it twice changes nothing. It has to
    be the last but the caller's own rows that were not given a number yet.

    Args:
        at: When the drill ended; teams, responses and incidents end with the transaction.

    Raises:
        NoSuchRule, BadValue: The county does not say how often safety calls are due.
        Conflict: There is no such drill.
    """
    reason = ROWS.get(tx, Drill, drill_id).title[:_LONGEST]
    # Whatever starts a clock or opens a matter comes before those are ended.
    incidents.end_drill_in(tx, drill_id, reason=reason)
    teams.end_drill_in(tx, drill_id, reason=reason)
    warnings.end_drill_in(tx, drill_id, reason=reason, at=at)
    matters.end_drill_in(tx, drill_id, reason=reason, at=at)
    alarms.end_drill_in(tx, drill_id, reason=reason, at=at)

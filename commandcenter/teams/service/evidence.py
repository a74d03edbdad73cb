"""What the journal vouches for in this part; loads no arithmetic, for every check needs it."""

from commandcenter.database.verify import Source
from commandcenter.teams.service import changing, readiness, standing
from commandcenter.teams.store import dispatch, roads

EVIDENCE: tuple[Source, ...] = (
    *changing.EVIDENCE,
    *readiness.EVIDENCE,
    *dispatch.EVIDENCE,
    *roads.EVIDENCE,
    *standing.EVIDENCE,
)

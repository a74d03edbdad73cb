"""What the journal vouches for in this part; loads no arithmetic, for every check needs it."""

from commandcenter.database.verify import Evidence
from commandcenter.teams.service import changing, readiness
from commandcenter.teams.store import dispatch, roads

EVIDENCE: tuple[Evidence, ...] = (
    *changing.EVIDENCE,
    *readiness.EVIDENCE,
    *dispatch.EVIDENCE,
    *roads.EVIDENCE,
)

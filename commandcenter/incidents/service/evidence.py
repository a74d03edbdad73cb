"""What the journal vouches for in this part."""

from commandcenter.database.verify import Source
from commandcenter.incidents.service import reviews, standards, standing
from commandcenter.incidents.store import figures, incident, report

EVIDENCE: tuple[Source, ...] = (
    *incident.EVIDENCE,
    *figures.EVIDENCE,
    *report.EVIDENCE,
    *reviews.EVIDENCE,
    *standards.EVIDENCE,
    *standing.EVIDENCE,
)

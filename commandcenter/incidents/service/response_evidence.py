"""What the journal vouches for of responses, evacuation and command."""

from commandcenter.database.verify import Source
from commandcenter.incidents.service import consultation, keeping, response

EVIDENCE: tuple[Source, ...] = (
    *response.EVIDENCE,
    *consultation.EVIDENCE,
    *keeping.EVIDENCE,
)

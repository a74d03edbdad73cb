"""What the journal vouches for of responses, evacuation and command."""

from commandcenter.database.verify import Source
from commandcenter.incidents.service import consultation, response
from commandcenter.incidents.store.keeping import KEEPER

EVIDENCE: tuple[Source, ...] = (
    *response.EVIDENCE,
    *consultation.EVIDENCE,
    *KEEPER.evidence(),
)

"""What the journal vouches for in this part."""

from commandcenter.database.verify import Source
from commandcenter.matters.store import clocks

EVIDENCE: tuple[Source, ...] = (clocks.EVIDENCE,)

"""What the journal vouches for in this part."""

from commandcenter.alarms.store import alarms, types
from commandcenter.database.verify import Source

EVIDENCE: tuple[Source, ...] = (types.EVIDENCE, *alarms.EVIDENCE)

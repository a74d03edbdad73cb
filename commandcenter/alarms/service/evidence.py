"""What the journal vouches for in this part."""

from commandcenter.alarms.store import alarms, floods, types
from commandcenter.database.verify import Source

EVIDENCE: tuple[Source, ...] = (types.EVIDENCE, *alarms.EVIDENCE, floods.EVIDENCE)

"""What the journal vouches for of plans and drills."""

from commandcenter.database.verify import Source
from commandcenter.drills.store import run
from commandcenter.drills.store.keeping import KEEPER

EVIDENCE: tuple[Source, ...] = (*KEEPER.evidence(), *run.EVIDENCE)

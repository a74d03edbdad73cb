"""What the journal vouches for of plans and drills."""

from commandcenter.database import attachments
from commandcenter.database.tx import Tx
from commandcenter.database.verify import Reckoning, Source
from commandcenter.drills.model.plan import File
from commandcenter.drills.store import run
from commandcenter.drills.store.keeping import KEEPER, ROWS


def first_without_file(tx: Tx, last: int) -> int | None:
    """Return the newest journal row if the bytes of a file are not kept."""
    names = [one.sha256 for one in ROWS.where(tx, File, ("id",))]
    return last if attachments.missing(tx, names) else None


EVIDENCE: tuple[Source, ...] = (
    *KEEPER.evidence(),
    *run.EVIDENCE,
    Reckoning(first_misfit=first_without_file),
)

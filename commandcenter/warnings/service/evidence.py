"""What the journal vouches for in this part."""

from commandcenter.database import attachments, reckoned
from commandcenter.database.tx import Tx
from commandcenter.database.verify import Reckoning, Source
from commandcenter.warnings import tables
from commandcenter.warnings.service import calling, feeds, hotspots, intake, passing, recording
from commandcenter.warnings.store import warnings as store


def first_without_file(tx: Tx, last: int) -> int | None:
    """Return the newest journal row if a message or a file of a warning is not kept."""
    names = (name for _, names in store.files(tx) for name in names)
    return last if attachments.missing(tx, names) else None


EVIDENCE: tuple[Source, ...] = (
    reckoned.source(tables.warning, recording.KINDS),
    reckoned.source(tables.warning_refusal, (intake.NOT_READ,)),
    reckoned.source(tables.warning_notice, (passing.NOTICED,)),
    reckoned.source(tables.warning_call, calling.KINDS),
    reckoned.source(tables.warning_attempt, calling.KINDS),
    reckoned.source(tables.hotspot, hotspots.KINDS),
    reckoned.source(tables.warning_feed, feeds.KINDS),
    Reckoning(first_misfit=first_without_file),
)

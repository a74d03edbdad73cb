"""Who took which document out of the program, and when."""

import hashlib

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

EXPORTED = "documents.exported"


def note(db: Database, data: bytes, *, paper: str, of: str, officer: Officer) -> None:
    """Note an export in the journal, after the paper was made.

    Args:
        paper: Kind of paper, such as `duty_log`.
        of: What it is about, such as a day or a number.

    Raises:
        Unavailable: It could not be noted; do not hand out the document yet.
    """
    body = {"paper": paper, "of": of, "sha256": hashlib.sha256(data).hexdigest()}
    with db.write(officer) as tx:
        journal.append(tx, EXPORTED, body, id=new_id(), subject=of)

"""What a drill came to, read while a tab that shows it is in front."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.drills.model.review import Missing, Review, missing
from commandcenter.drills.service import after


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything about a drill after it began.

    Attributes:
        missing: Before it goes into the archive.
    """

    review: Review
    missing: tuple[Missing, ...]


def read(db: Database, drill_id: UUID, *, language: str, at: datetime) -> Told:
    """Return what a drill came to.

    Raises:
        Conflict: There is no such drill.
        Unavailable: The database did not answer.
    """
    review = after.read(db, drill_id, language=language, at=at)
    return Told(review=review, missing=missing(review))

"""What the sheet writes: an incident, what was counted at once, and its level."""

from dataclasses import dataclass
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.incidents.model.figures import Figures
from commandcenter.incidents.model.incident import Incident, Opening
from commandcenter.incidents.model.level import Judgement
from commandcenter.incidents.service import facts as facts_service
from commandcenter.incidents.service import levels
from commandcenter.incidents.service import opening as service
from commandcenter.kernel.officer import Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be opened.

    Attributes:
        figures: What is known at once; None if nothing was counted.
        act_id: Of the confirmation of the level.
    """

    opening: Opening
    figures: Figures | None
    judged: Judgement
    act_id: UUID


def open_wanted(db: Database, wanted: Wanted, officer: Officer) -> Incident:
    """Open an incident, note what was counted, and confirm its level.

    Sent again after a lost answer it goes on where it was.

    Raises:
        NotAllowed, Rejected, Conflict, Unavailable: As the services say.
    """
    one = service.open_incident(db, wanted.opening, officer=officer)
    if wanted.figures is not None:
        facts_service.count(db, one.id, wanted.figures, officer=officer)
    return levels.set_level(
        db,
        one.id,
        wanted.judged,
        officer=officer,
        seen_version=one.version,
        act_id=wanted.act_id,
    )

"""What the tab of evacuation shows, read in one go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.incidents.model.evacuation import Counts, Evacuee
from commandcenter.incidents.service import evacuation, shelters
from commandcenter.incidents.service.shelters import Place
from commandcenter.kernel.officer import Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The list of a response, the numbers of its townships, and all shelters."""

    people: tuple[Evacuee, ...]
    counts: Mapping[str, Counts]
    places: tuple[Place, ...]


def read(
    db: Database, about: UUID, *, on: date, officer: Officer, drill_id: UUID | None = None
) -> Read:
    """Return what is known of the list, names as the officer may see them."""
    return Read(
        people=evacuation.listed(db, about, officer=officer),
        counts=evacuation.counts(db, about, on=on),
        places=shelters.everything(db, officer=officer, drill_id=drill_id),
    )

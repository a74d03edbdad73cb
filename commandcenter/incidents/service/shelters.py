"""Shelters (避灾安置场所): where they are, who opens them, how many people are in each."""

from collections import Counter
from dataclasses import dataclass, replace
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import masked
from commandcenter.directory.rights import Right, may, require
from commandcenter.incidents.model.evacuation import Evacuee, Moved, Shelter, check_shelter
from commandcenter.incidents.store.keeping import KEEPER, ROWS
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A shelter with how many people are in it, in all real lists together."""

    shelter: Shelter
    people: int

    @property
    def free(self) -> int:
        """How many places are left; below 0 if it is too full."""
        return self.shelter.capacity - self.people


def add(db: Database, new: Shelter, *, officer: Officer) -> Shelter:
    """Add a shelter; one whose id is there already stays as it is.

    Raises:
        NotAllowed, EmptyField, OverlongField, CountOutOfRange: Nothing was written.
        Unavailable: The outcome is unknown; send the same shelter again.
    """
    require(officer, Right.REPORT)
    ready: Shelter = admit_texts(new)[0]
    check_shelter(ready)
    with db.write(officer) as tx:
        known = ROWS.find(tx, Shelter, ready.id)
        if known is None:
            KEEPER.add_all(tx, [ready], subject=ready.id)
        return known or ready


def change(db: Database, changed: Shelter, *, officer: Officer) -> Shelter:
    """Change a shelter; *changed* carries the version that was seen.

    Raises:
        NotAllowed, EmptyField, OverlongField, CountOutOfRange: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.REPORT)
    ready: Shelter = admit_texts(changed)[0]
    check_shelter(ready)
    with db.write(officer) as tx:
        before = ROWS.get(tx, Shelter, ready.id)
        if not may(officer, Right.SEE_PHONES):
            ready = replace(ready, phone=before.phone)
        return KEEPER.change(tx, before, ready)


def everything(
    db: Database, *, officer: Officer, drill_id: UUID | None = None
) -> tuple[Place, ...]:
    """Return all shelters, by name, with how many people are in each."""
    with db.read() as tx:
        return everything_in(tx, officer=officer, drill_id=drill_id)


def everything_in(tx: Tx, *, officer: Officer, drill_id: UUID | None = None) -> tuple[Place, ...]:
    """Do what `everything` does inside a transaction."""
    inside = _inside(tx, drill_id)
    may_see = may(officer, Right.SEE_PHONES)
    return tuple(
        Place(
            shelter=one if may_see else replace(one, phone=masked(one.phone)),
            people=inside[one.id],
        )
        for one in ROWS.where(tx, Shelter, ("name",))
    )


def in_use_in(tx: Tx, *, drill_id: UUID | None = None) -> tuple[Place, ...]:
    """Return the shelters with people in them, by name; phones are masked for everybody."""
    inside = _inside(tx, drill_id)
    return tuple(
        Place(shelter=replace(one, phone=masked(one.phone)), people=inside[one.id])
        for one in ROWS.where(tx, Shelter, ("name",))
        if inside[one.id]
    )


def _inside(tx: Tx, drill_id: UUID | None) -> Counter[UUID | None]:
    inside: Counter[UUID | None] = Counter()
    for one in ROWS.where(
        tx, Evacuee, ("number",), state=Moved.SHELTERED, is_struck=False, drill_id=drill_id
    ):
        inside[one.shelter_id] += one.people
    return inside

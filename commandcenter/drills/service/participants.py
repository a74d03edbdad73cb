"""Who takes part in a drill: units, teams and people of the county, and whoever else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import masked
from commandcenter.directory.rights import Right, may
from commandcenter.directory.service import people
from commandcenter.drills.model.drill import Part, Participant, Who
from commandcenter.drills.model.drill_checks import check_participant
from commandcenter.drills.service import records
from commandcenter.drills.store.keeping import ROWS
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.service import roster


class TakesPartAlready(Rejected):
    """One unit has one role in a drill."""

    sentence = N_("'{name}' takes part with this role already. Change that row.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A unit, team or person that could take part.

    Attributes:
        detail: What tells it from others of its name, such as the unit and post of a person.
        headcount: People it has, as far as is known.
        contact: Phone, as the officer may see it.
    """

    who: Who
    ref: UUID
    name: str
    detail: str = ""
    headcount: int = 0
    contact: str = ""

    def taking_part(self, drill_id: UUID, part: Part = Part.PLAYER) -> Participant:
        """Return it as a participant of a drill."""
        return Participant(
            id=new_id(),
            drill=drill_id,
            who=self.who,
            ref=self.ref,
            name=self.name,
            part=part,
            headcount=self.headcount,
            contact=self.contact,
        )


def offered(db: Database, *, officer: Officer) -> tuple[Offer, ...]:
    """Return who could take part: units, then teams, then people."""
    said = str if may(officer, Right.SEE_PHONES) else masked
    with db.read() as tx:
        units = people.organisations_in(tx)
        everybody = people.everybody_in(tx)
    names = {unit.id: unit.name for unit in units}
    cards = roster.cards(db, RosterQuery(), officer=officer)
    return (
        *(
            Offer(who=Who.ORGANISATION, ref=unit.id, name=unit.name, contact=unit.phone)
            for unit in units
            if unit.is_active
        ),
        *(
            Offer(
                who=Who.TEAM,
                ref=card.team.id,
                name=card.team.name,
                detail=card.team.number,
                headcount=len(card.members),
                contact=card.team.duty_phone or said(card.team.leader_phone),
            )
            for card in cards
            if not card.team.is_retired
        ),
        *(
            Offer(
                who=Who.PERSON,
                ref=one.id,
                name=one.name,
                detail=" ".join(filter(None, (_unit(names, one.organisation_id), one.post))),
                headcount=1,
                contact=said(one.mobile or one.office_phone),
            )
            for one in everybody
            if one.is_active
        ),
    )


def _unit(names: dict[UUID, str], unit_id: UUID | None) -> str:
    return "" if unit_id is None else names.get(unit_id, "")


def shown(known: Sequence[Participant], officer: Officer | None) -> tuple[Participant, ...]:
    """Return participants with their phones masked for those who may not see them.

    Args:
        officer: None for whoever has the database itself, as on the command line.
    """
    if officer is None or may(officer, Right.SEE_PHONES):
        return tuple(known)
    return tuple(replace(one, contact=masked(one.contact)) for one in known)


def of_drill(db: Database, drill_id: UUID) -> tuple[Participant, ...]:
    """Return who takes part in a drill, in the order they were added."""
    return records.of_drill(db, Participant, drill_id, ["id"])


def add_all(
    db: Database, new: Sequence[Participant], *, officer: Officer
) -> tuple[Participant, ...]:
    """Let units, teams or people take part in one drill, all of them or none.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FigureOutOfRange, TakesPartAlready,
        DrillArchived: Nothing was written.
        Unavailable: The outcome is unknown; send them again.
    """

    def check(tx: Tx, one: Participant) -> None:
        check_participant(one)
        _refuse_twice(tx, one)

    return records.add_all(db, new, officer=officer, check=check)


def change(db: Database, changed: Participant, *, officer: Officer) -> Participant:
    """Change what a participant does.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FigureOutOfRange, TakesPartAlready,
        DrillArchived: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """

    def check(tx: Tx, _before: Participant, after: Participant) -> None:
        check_participant(after)
        _refuse_twice(tx, after)

    return records.change(db, changed, officer=officer, check=check)


def _refuse_twice(tx: Tx, one: Participant) -> None:
    if one.ref is None:
        return
    same = ROWS.where(tx, Participant, ["id"], drill=one.drill, ref=one.ref, part=one.part)
    if any(other.id != one.id for other in same):
        raise TakesPartAlready(name=one.name)

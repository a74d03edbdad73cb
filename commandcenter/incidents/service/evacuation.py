"""Moving people: the list of an incident or a response, and every step of everybody on it.

Names and homes leave this module for officers who may see them alone.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from commandcenter.database import journal, kept_rows
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, may, require
from commandcenter.directory.service import areas
from commandcenter.incidents.model.evacuation import (
    Counts,
    Evacuee,
    Moved,
    Shelter,
    check_evacuee,
    counted,
    shown,
    step,
    total,
)
from commandcenter.incidents.model.response_checks import check_past
from commandcenter.incidents.store import keeping as store
from commandcenter.incidents.store import response as responses
from commandcenter.incidents.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit, admit_texts

_DIGITS = 3
VILLAGE = "village"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """A step of a person, as the history tells it.

    Attributes:
        at: When it was, as claimed.
        by: Who recorded it.
        recorded_at: The database's time.
    """

    state: Moved
    at: datetime
    by: str
    recorded_at: datetime
    note: str = ""


def put_on_list(
    db: Database, people: Sequence[Evacuee], *, officer: Officer
) -> tuple[Evacuee, ...]:
    """Put people on the list of one incident or response, all of them or none.

    A row without a number gets the next one; one whose id is there already stays as it is.
    Nobody is on the list from later than now, whatever the clock of the workstation says.

    Raises:
        NotAllowed, EmptyField, OverlongField, CountOutOfRange: Nothing was written.
        Conflict: The rows are of different lists, or a shelter is gone; nothing was written.
        Unavailable: The outcome is unknown; send the same rows again.
    """
    require_both(officer)
    ready = [admit_texts(one)[0] for one in people]
    for one in ready:
        check_evacuee(one)
    if len({(one.about, one.drill_id) for one in ready}) > 1:
        raise Conflict
    with db.write(officer) as tx:
        return put_on_list_in(tx, ready) if ready else ()


def require_both(officer: Officer) -> None:
    """Refuse an officer who may not write rows of people.

    Raises:
        NotAllowed: One of the two rights is missing.
    """
    require(officer, Right.REPORT)
    require(officer, Right.SEE_PERSONS)


def put_on_list_in(tx: WriteTx, people: Sequence[Evacuee]) -> tuple[Evacuee, ...]:
    """Do what `put_on_list` does inside a transaction, with rows that were checked."""
    about, drill_id = people[0].about, people[0].drill_id
    there = {one.id: one for one in _list(tx, about)}
    taken = {one.number for one in there.values()} | {one.number for one in people}
    serial, found, new = 0, [], []
    names: dict[UUID, str] = {}
    for one in people:
        if one.id in there:
            found.append(there[one.id])
            continue
        number = one.number
        while not number or (number != one.number and number in taken):
            serial += 1
            number = f"{serial:0{_DIGITS}d}"
        taken.add(number)
        fresh = replace(
            one,
            number=number,
            state=Moved.DUE,
            at=min(one.at, tx.at),
            by=tx.officer.name,
            is_struck=False,
            version=1,
        )
        if fresh.shelter_id is not None and not fresh.destination:
            fresh = replace(fresh, destination=_name(tx, fresh.shelter_id, names))
        new.append(fresh)
        found.append(fresh)
    if new:
        KEEPER.add_all(tx, new, subject=about)
        body: dict[str, object] = {"people": sum(one.people for one in new), "by": tx.officer.name}
        _say(tx, "response.listed", body, about, new_id(), drill_id)
    return tuple(found)


def _name(tx: Tx, shelter_id: UUID, known: dict[UUID, str]) -> str:
    """Return what the list says of where somebody is to be taken."""
    if shelter_id not in known:
        known[shelter_id] = ROWS.get(tx, Shelter, shelter_id).name
    return known[shelter_id]


def _say(
    tx: WriteTx,
    kind: str,
    body: dict[str, object],
    about: UUID,
    act_id: UUID,
    drill_id: UUID | None,
) -> None:
    journal.append(tx, kind, body, id=act_id, subject=about, line=Line.AUTOMATIC, drill_id=drill_id)


def change(db: Database, changed: Evacuee, *, officer: Officer) -> Evacuee:
    """Correct what the list says of a person; *changed* carries the version that was seen.

    Where they are is changed by `take` alone.

    Raises:
        NotAllowed, EmptyField, OverlongField, CountOutOfRange: Nothing was written.
        Conflict: Somebody changed the row first, or it is gone.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require_both(officer)
    ready: Evacuee = admit_texts(changed)[0]
    check_evacuee(ready)
    with db.write(officer) as tx:
        before = ROWS.get(tx, Evacuee, ready.id)
        after = replace(
            ready,
            about=before.about,
            number=before.number,
            state=before.state,
            at=before.at,
            by=before.by,
            note=before.note,
            # Nobody is shown it, so an empty one does not mean to forget it.
            id_digest=ready.id_digest or before.id_digest,
            drill_id=before.drill_id,
        )
        is_elsewhere = after.shelter_id != before.shelter_id
        if (
            after.shelter_id is not None
            and is_elsewhere
            and after.destination == before.destination
        ):
            after = replace(after, destination=_name(tx, after.shelter_id, {}))
        return KEEPER.change(tx, before, after)


def take(
    db: Database,
    ids: Sequence[UUID],
    wanted: Moved,
    *,
    officer: Officer,
    act_id: UUID,
    at: datetime | None = None,
    note: str = "",
    shelter_id: UUID | None = None,
) -> int:
    """Note a step of people of one list, of all of them or of none.

    Args:
        act_id: Made by the caller so that sending again notes it once.
        at: When it was, as told; None means now.
        shelter_id: Where they were taken, if the list does not say so.

    Returns:
        For how many people the rows stand.

    Raises:
        NotAllowed, StepForbidden, CrossedOff, BackInTime, ShelterMissing, ReasonMissing,
        NotYet, OverlongField: Nothing was written.
        Conflict: Somebody is not on the list, or they are on several lists.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.REPORT)
    note, _ = admit(note)
    with db.write(officer) as tx:
        people = ROWS.with_ids(tx, Evacuee, ids)
        if len({one.about for one in people}) != 1:
            raise Conflict
        count = sum(one.people for one in people)
        if journal.has(tx, act_id):
            return count
        check_past(at, now=tx.at)
        shelter = ROWS.get(tx, Shelter, shelter_id) if shelter_id else None
        moment = at or max(tx.at, *(one.at for one in people))
        by = tx.officer.name
        pairs = [
            (one, step(one, wanted, at=moment, by=by, note=note, shelter=shelter)) for one in people
        ]
        for _, after in pairs:
            check_evacuee(after)
        named = ("shelter_id", "destination") if shelter and wanted is Moved.SHELTERED else ()
        names = ("state", "at", "by", "note", *named)
        KEEPER.change_alike(tx, pairs, names, subject=people[0].about)
        place = shelter.name if named and shelter else ""
        body: dict[str, object] = {"people": count, "state": wanted.value, "by": by, "place": place}
        _say(tx, "response.moved", body, people[0].about, act_id, people[0].drill_id)
    return count


def listed(db: Database, about: UUID, *, officer: Officer) -> tuple[Evacuee, ...]:
    """Return the list of an incident or response, by number, as the officer may see it."""
    with db.read() as tx:
        return listed_in(tx, about, officer=officer)


def listed_in(tx: Tx, about: UUID, *, officer: Officer) -> tuple[Evacuee, ...]:
    """Do what `listed` does inside a transaction."""
    return tuple(_seen(one, officer) for one in _list(tx, about))


def of_township_in(
    tx: Tx, about: UUID, township: str, *, on: date, officer: Officer
) -> tuple[Evacuee, ...]:
    """Return the people of one township, by number, as the officer may see them."""
    known = townships_in(tx, on)
    return tuple(
        one
        for one in listed_in(tx, about, officer=officer)
        if known.get(one.area_code, one.area_code) == township
    )


def _seen(one: Evacuee, officer: Officer) -> Evacuee:
    return shown(
        one,
        with_person=may(officer, Right.SEE_PERSONS),
        with_phones=may(officer, Right.SEE_PHONES),
    )


def _list(tx: Tx, about: UUID) -> tuple[Evacuee, ...]:
    return ROWS.where(tx, Evacuee, ("number",), about=about)


def steps(db: Database, evacuee_id: UUID, *, officer: Officer) -> tuple[StepTaken, ...]:
    """Return the steps of a person, oldest first, without notes for who may not see people.

    Raises:
        Conflict: Nobody has this id.
    """
    with db.read() as tx:
        one = ROWS.get(tx, Evacuee, evacuee_id)
        rows = kept_rows.changes_of(tx, KEEPER.part, one.id)
    facts: dict[str, str] = {"state": Moved.DUE.value, "by": one.by, "note": ""}
    may_see = may(officer, Right.SEE_PERSONS)
    taken = []
    for recorded_at, changed in rows:
        facts |= changed
        if "state" in changed:
            # A step at the very moment of the one before changed no time.
            at = datetime.fromisoformat(facts["at"]) if "at" in facts else recorded_at
            taken.append(
                StepTaken(
                    state=Moved(facts["state"]),
                    at=at,
                    by=facts["by"],
                    recorded_at=recorded_at,
                    note=facts["note"] if may_see else "",
                )
            )
    return tuple(taken)


def counts(db: Database, about: UUID, *, on: date) -> Mapping[str, Counts]:
    """Return how many people of each township are where, by its code."""
    with db.read() as tx:
        return counts_in(tx, about, on=on)


def counts_in(tx: Tx, about: UUID, *, on: date) -> Mapping[str, Counts]:
    """Do what `counts` does inside a transaction."""
    return counted(_list(tx, about), townships_in(tx, on))


def counts_of_all_in(tx: Tx, abouts: Collection[UUID], *, on: date) -> Mapping[str, Counts]:
    """Return how many people of each township are where on some lists together, by its code."""
    townships = townships_in(tx, on)
    found: dict[str, Counter[Moved]] = {}
    for code, state, people in store.people_of(tx, abouts):
        found.setdefault(townships.get(code, code), Counter())[state] += people
    return {code: Counts(by_state=dict(states)) for code, states in sorted(found.items())}


def moved_for(db: Database, incident_id: UUID, *, on: date) -> Counts:
    """Return how many people of the lists of an incident and of the responses to it are where."""
    with db.read() as tx:
        lists = {incident_id, *(one.id for one in responses.of_incident(tx, incident_id))}
        return total(counts_of_all_in(tx, lists, on=on).values())


def townships_in(tx: Tx, on: date) -> dict[str, str]:
    """Return the code of the township of each village."""
    return {
        area.code: area.parent
        for area in areas.existing(tx, on=on)
        if area.tier == VILLAGE and area.parent
    }

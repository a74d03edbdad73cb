"""Taking the list of people to move from a table, without putting anybody on it twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.incidents.model.evacuation import Evacuee, check_evacuee
from commandcenter.incidents.service import evacuation
from commandcenter.incidents.store.keeping import ROWS
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an import did, or would do."""

    added: int
    unchanged: int


def import_people(
    db: Database, people: Sequence[Evacuee], *, officer: Officer, is_dry: bool = False
) -> Taken:
    """Put the people of a table on a list, all of them or none; those who are on it stay.

    Somebody is known by their identity number, else by name, area, address and phone.

    Raises:
        NotAllowed, EmptyField, OverlongField, CountOutOfRange: Nothing was written.
        Conflict: The rows are of different lists; nothing was written.
        Unavailable: The outcome is unknown; import the table again.
    """
    evacuation.require_both(officer)
    ready = [admit_texts(one)[0] for one in people]
    for one in ready:
        check_evacuee(one)
    if len({(one.about, one.drill_id) for one in ready}) > 1:
        raise Conflict
    with db.read() as tx:
        new = _unknown(tx, ready)
    if new and not is_dry:
        with db.write(officer) as tx:
            new = _unknown(tx, ready)
            if new:  # somebody may have put them there meanwhile
                evacuation.put_on_list_in(tx, new)
    return Taken(added=len(new), unchanged=len(ready) - len(new))


def _unknown(tx: Tx, people: Sequence[Evacuee]) -> list[Evacuee]:
    there = ROWS.where(tx, Evacuee, ("number",), about=people[0].about) if people else ()
    known = {_known_by(one) for one in there}
    numbers = {one.number for one in there}
    found = []
    for one in people:
        if _known_by(one) in known:
            continue
        known.add(_known_by(one))
        # A number of the table that somebody else has on the list says nothing.
        found.append(replace(one, number="") if one.number in numbers else one)
    return found


def _known_by(one: Evacuee) -> tuple[str, ...]:
    if one.id_digest:
        return (one.id_digest,)
    return (one.name, one.area_code, one.address, one.phone)

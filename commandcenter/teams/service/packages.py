"""Response packages (run cards): kept by the county, filled with the teams of the moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.teams.model.packages import Package, PackageTaken, check
from commandcenter.teams.store import packages as store

CHANGED = "teams.package_changed"


def everything(db: Database) -> tuple[Package, ...]:
    """Return all packages by kind and level of event, also those no longer in use."""
    with db.read() as tx:
        return store.everything(tx)


def add(db: Database, new: Package, *, officer: Officer) -> Package:
    """Add a package; returns it as it was stored.

    Raises:
        NotAllowed, Rejected: Nothing was written; the sentence says why.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_TEAMS)
    ready = _admitted(new)
    check(ready)
    with db.write(officer) as tx:
        _check_only_one(tx, ready)
        store.add(tx, ready)
        _note(tx, None, ready)
    return ready


def change(db: Database, changed: Package, *, officer: Officer) -> Package:
    """Change a package, also to retire it; *changed* carries the version that was seen.

    Raises:
        NotAllowed, Rejected: Nothing was written; the sentence says why.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_TEAMS)
    ready = _admitted(changed)
    check(ready)
    with db.write(officer) as tx:
        before = store.find(tx, ready.id)
        if before is None:
            raise Conflict
        _check_only_one(tx, ready)
        store.replace(tx, ready)
        _note(tx, before, ready)
    return replace(ready, version=ready.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """What came of packages that were put into the county."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def put_all(
    db: Database, given: Sequence[Package], *, officer: Officer, is_dry: bool = False
) -> Put:
    """Add packages, or change those for the same kind and level of event; all of them or none.

    Args:
        is_dry: Only count; nothing is written.

    Raises:
        NotAllowed, Rejected: Nothing was written; the sentence says why.
        Unavailable: The outcome is unknown; put them again.
    """
    require(officer, Right.MANAGE_TEAMS)
    ready = [_admitted(one) for one in given]
    for number, one in enumerate(ready):
        check(one)
        for other in ready[:number]:
            if (other.hazard, other.level) == (one.hazard, one.level):
                raise PackageTaken(name=other.name)
    if is_dry:
        with db.read() as tx:
            return _counted(_pairs(tx, ready))
    with db.write(officer) as tx:
        pairs = _pairs(tx, ready)
        for before, after in pairs:
            if before is None:
                store.add(tx, after)
                _note(tx, None, after)
            elif said(before) != said(after):
                store.replace(tx, replace(after, id=before.id, version=before.version))
                _note(tx, before, replace(after, id=before.id))
        return _counted(pairs)


def _pairs(tx: Tx, given: Sequence[Package]) -> list[tuple[Package | None, Package]]:
    """Return each package with the one in use that it takes the place of."""
    known = {(one.hazard, one.level): one for one in store.everything(tx) if not one.is_retired}
    return [(known.get((one.hazard, one.level)), one) for one in given]


def _counted(pairs: Sequence[tuple[Package | None, Package]]) -> Put:
    changed = [before and said(before) != said(after) for before, after in pairs]
    return Put(
        added=changed.count(None), changed=changed.count(True), unchanged=changed.count(False)
    )


def _admitted(package: Package) -> Package:
    rows = tuple(admit_texts(row)[0] for row in package.rows)
    ready: Package = replace(admit_texts(package)[0], rows=rows)
    return ready


def _check_only_one(tx: Tx, package: Package) -> None:
    for other in () if package.is_retired else store.everything(tx):
        is_same = (other.hazard, other.level) == (package.hazard, package.level)
        if is_same and not other.is_retired and other.id != package.id:
            raise PackageTaken(name=other.name)


def _note(tx: WriteTx, before: Package | None, after: Package) -> None:
    body = {"before": None if before is None else said(before), "after": said(after)}
    journal.append(tx, CHANGED, body, id=new_id(), subject=after.id)


def said(package: Package) -> dict[str, object]:
    """Return what the journal says of a package."""
    return {
        "name": package.name,
        "hazard": package.hazard,
        "level": package.level,
        "is_retired": package.is_retired,
        "rows": [[row.skill, row.category, row.count, row.remarks] for row in package.rows],
    }


def get_in(tx: Tx, package_id: UUID) -> Package:
    """Return a package.

    Raises:
        Conflict: It is not there.
    """
    found = store.find(tx, package_id)
    if found is None:
        raise Conflict
    return found

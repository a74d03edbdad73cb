"""Supplies (应急物资): stores, what lies in them, and what waits elsewhere (前置)."""

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from commandcenter.database import history
from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, require
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.teams.model.supplies import (
    Item,
    Preposition,
    Stock,
    Supply,
    check_supply,
)
from commandcenter.teams.service import changing
from commandcenter.teams.service.roster import shown
from commandcenter.teams.store import rows
from commandcenter.teams.store import supplies as store

AnySupply = TypeVar("AnySupply", bound=Supply)


def stocks(db: Database, *, officer: Officer, with_retired: bool = False) -> tuple[Stock, ...]:
    """Return the stores with what lies in them, by kind and name."""
    with db.read() as tx:
        found = store.stocks(tx, with_retired=with_retired)
    return tuple(replace(stock, store=shown(stock.store, officer)) for stock in found)


def placed(db: Database, *, at: datetime | None = None) -> tuple[Preposition, ...]:
    """Return what waits outside its base, at a moment or ever, oldest first."""
    with db.read() as tx:
        return store.placed(tx, at=at)


def add(db: Database, new: AnySupply, *, officer: Officer) -> AnySupply:
    """Add a store, an item or a placing; returns it as it was stored.

    Raises:
        NotAllowed, FieldMissing, FieldTooLong, OutOfRange, PlaceIncomplete, WrongSupplyCode,
        NothingPlaced, TimeBackwards: Nothing was written.
        Conflict: What it belongs to is not there.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_TEAMS)
    ready = _prepared(new)
    with db.write(officer) as tx:
        changing.add(tx, ready)
    return ready


def change(db: Database, changed: AnySupply, *, officer: Officer) -> AnySupply:
    """Change a store, an item or a placing; it carries the version that was seen.

    A store that is no longer used is changed to `is_retired`.

    Raises:
        NotAllowed, FieldMissing, FieldTooLong, OutOfRange, PlaceIncomplete, WrongSupplyCode,
        NothingPlaced, TimeBackwards: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_TEAMS)
    ready = _prepared(changed)
    with db.write(officer) as tx:
        before = rows.find(tx, type(ready), ready.id)
        return changing.change(tx, before, ready)


def remove(db: Database, gone: Item | Preposition, *, officer: Officer) -> None:
    """Take out an item or a placing; the history names it.

    Raises:
        NotAllowed: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_TEAMS)
    with db.write(officer) as tx:
        changing.remove(tx, gone)


def import_all(db: Database, new: tuple[Stock, ...], *, officer: Officer) -> None:
    """Add many stores with what lies in them, in one journal row.

    Raises:
        NotAllowed, FieldMissing, FieldTooLong, OutOfRange, PlaceIncomplete, WrongSupplyCode:
            Nothing was written.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_TEAMS)
    stores = [_prepared(stock.store) for stock in new]
    items = [_prepared(item) for stock in new for item in stock.items]
    ready = rows.ready([*stores, *items])
    evident = history.evident(changing.PART, map(changing.came, [*stores, *items]))
    with db.write(officer) as tx:
        rows.add_all(tx, ready)
        history.note(tx, evident, subject=changing.PART)


def _prepared(supply: AnySupply) -> AnySupply:
    ready: Any = admit_texts(supply)[0]
    check_supply(ready)
    return ready  # type: ignore[no-any-return]  # of the same kind

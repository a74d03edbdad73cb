"""Administrative divisions: which there are on a day."""

from datetime import date

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory import store
from commandcenter.directory.model import Area


def existing(tx: Tx, *, on: date, tier: str | None = None) -> tuple[Area, ...]:
    """Return the areas that exist on a day, by code.

    Args:
        tier: county, township or village; None means all.
    """
    return store.areas(tx, on=on, tier=tier)


def everything(db: Database, *, on: date) -> tuple[Area, ...]:
    """Return the areas that exist on a day."""
    with db.read() as tx:
        return existing(tx, on=on)

"""SQL of stores, of what lies in them, and of what was placed elsewhere."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx
from commandcenter.teams.model.supplies import Item, Preposition, Stock, Store
from commandcenter.teams.store.rows import record_of
from commandcenter.teams.tables.roster import preposition, supply_item, supply_store


def stocks(tx: Tx, *, with_retired: bool = False) -> tuple[Stock, ...]:
    """Return the stores with what lies in them, by kind and name."""
    query = sa.select(supply_store).order_by(supply_store.c.kind, supply_store.c.name)
    if not with_retired:
        query = query.where(supply_store.c.is_retired.is_(sa.false()))
    items: dict[UUID, list[Item]] = defaultdict(list)
    in_order = sa.select(supply_item).order_by(supply_item.c.name, supply_item.c.id)
    for row in tx.execute(in_order).mappings():
        items[row["store_id"]].append(record_of(Item, row))
    stores = [record_of(Store, row) for row in tx.execute(query).mappings()]
    return tuple(Stock(store=store, items=tuple(items[store.id])) for store in stores)


def placed(tx: Tx, *, at: datetime | None = None) -> tuple[Preposition, ...]:
    """Return what waits outside its base, at a moment or ever, oldest first."""
    query = sa.select(preposition).order_by(preposition.c.from_at, preposition.c.id)
    if at is not None:
        query = query.where(
            preposition.c.from_at <= at,
            sa.or_(preposition.c.to_at.is_(None), preposition.c.to_at > at),
        )
    return tuple(record_of(Preposition, row) for row in tx.execute(query).mappings())

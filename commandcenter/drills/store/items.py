"""The items of evaluation forms: those the program ships, and what was done with them."""

import tomllib
from functools import cache
from uuid import UUID, uuid5

import sqlalchemy as sa

import resources
from commandcenter.database.schema import change
from commandcenter.database.tx import Tx
from commandcenter.drills import tables
from commandcenter.drills.model.drill import Form
from commandcenter.drills.model.evaluation import Item
from commandcenter.drills.store.keeping import KEEPER, ROWS

ORDER = ("form", "position", "id")
# So that each county has the shipped items under the same ids, and gets each of them once.
_SHIPPED = UUID("6f0d2f6e-3c0b-5a54-9d5e-2a4f2b1f9c11")


@cache
def shipped() -> tuple[Item, ...]:
    """Return the items that every county begins with."""
    text = resources.path("drills", "evaluation.toml").read_text("utf-8")
    return tuple(
        Item(
            id=uuid5(_SHIPPED, f"{group['code']}:{position}"),
            form=Form(group["form"]),
            group=group["code"],
            position=position,
            text=said,
            standard=standard,
            basis=group["basis"],
        )
        for group in tomllib.loads(text)["group"]
        for position, (said, standard) in enumerate(group["items"], start=1)
    )


def everything(tx: Tx) -> tuple[Item, ...]:
    """Return the items of the county, retired ones as well."""
    return ROWS.where(tx, Item, ORDER)


def is_scored(tx: Tx, item_id: UUID) -> bool:
    """Say whether anybody has given this item a grade."""
    score = tables.evaluation_score
    query = sa.select(score.c.id).where(score.c.item_id == item_id).limit(1)
    return tx.execute(query).first() is not None


def newest(tx: Tx) -> int:
    """Return the number of the newest journal row that changed an item; 0 if there is none."""
    of_items = change.c.part == KEEPER.part, change.c.kind == "item"
    return tx.execute(sa.select(sa.func.max(change.c.seq)).where(*of_items)).scalar() or 0

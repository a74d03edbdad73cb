"""The items of evaluation forms: shipped with the program, changed by the county."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import phrases
from commandcenter.drills.model.checks import check_filled, check_texts
from commandcenter.drills.model.drill import Form
from commandcenter.drills.model.evaluation import Item
from commandcenter.drills.store import items as store
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.words import N_

GROUPS = "evaluation_group"
# What a grade was given for; a mistake in the basis may be put right at any time.
_JUDGED = ("form", "group", "text", "standard")


class ItemScored(Rejected):
    """Grades that were given for a text must not come to stand beside another one."""

    sentence = N_("'{text}' has been graded already. Retire it and add a new item.")


def everything(db: Database) -> tuple[Item, ...]:
    """Return all items in the order of the form, retired ones as well."""
    with db.read() as tx:
        return everything_in(tx)


def everything_in(tx: Tx) -> tuple[Item, ...]:
    """Do what `everything` does inside a transaction."""
    return _in_order(tx, (*store.everything(tx), *_lacking(tx)))


def of_form(db: Database, form: Form) -> tuple[Item, ...]:
    """Return the items that evaluators of drills of a form fill in, in their order."""
    with db.read() as tx:
        return of_form_in(tx, form)


def of_form_in(tx: Tx, form: Form) -> tuple[Item, ...]:
    """Do what `of_form` does inside a transaction."""
    return tuple(one for one in everything_in(tx) if one.is_active and one.form in (form, None))


def complete_in(tx: WriteTx) -> None:
    """Give a county the shipped items that it lacks."""
    lacking = _lacking(tx)
    if lacking:
        KEEPER.add_all(tx, lacking, subject=lacking[0].id)


def _lacking(tx: Tx) -> list[Item]:
    known = {one.id for one in store.everything(tx)}
    return [one for one in store.shipped() if one.id not in known]


def _in_order(tx: Tx, items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items in the county's order of groups; groups that it no longer has follow."""
    codes = [term.code for term in phrases.words(tx, GROUPS)]
    places = {code: place for place, code in enumerate(codes)}
    return tuple(
        sorted(
            items,
            key=lambda one: (
                places.get(one.group, len(places)),
                one.group,
                one.position,
                str(one.id),
            ),
        )
    )


def add(db: Database, new: Item, *, officer: Officer) -> Item:
    """Add an item at the end of its group; one whose id is there is returned as it stands.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong: Nothing was written.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.PLAN_DRILLS)
    ready = _checked(new)
    with db.write(officer) as tx:
        complete_in(tx)
        known = ROWS.find(tx, Item, ready.id)
        if known is not None:
            return known
        group = [one.position for one in store.everything(tx) if one.group == ready.group]
        placed = replace(ready, position=max(group, default=0) + 1)
        KEEPER.add_all(tx, [placed], subject=placed.id)
    return placed


def change(db: Database, changed: Item, *, officer: Officer) -> Item:
    """Change an item that carries the version that was seen, retire it or take it up again.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, ItemScored: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, Right.PLAN_DRILLS)
    ready = _checked(changed)
    with db.write(officer) as tx:
        complete_in(tx)
        before = ROWS.get(tx, Item, ready.id)
        is_other = any(getattr(before, name) != getattr(ready, name) for name in _JUDGED)
        if is_other and store.is_scored(tx, ready.id):
            raise ItemScored(text=before.text)
        return KEEPER.change(tx, before, ready)


def reorder(db: Database, group: Sequence[Item], *, officer: Officer) -> tuple[Item, ...]:
    """Put the items of one group into the order given, as they carry the versions seen.

    Raises:
        NotAllowed: Nothing was written.
        Conflict: Somebody changed one of them first, or they are not one whole group.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.PLAN_DRILLS)
    with db.write(officer) as tx:
        complete_in(tx)
        codes = {one.group for one in group}
        known = {one.id: one for one in store.everything(tx) if one.group in codes}
        if len(codes) != 1 or set(known) != {one.id for one in group}:
            raise Conflict
        pairs = [
            (known[one.id], replace(one, position=position))
            for position, one in enumerate(group, start=1)
        ]
        KEEPER.change_all(tx, pairs, subject=group[0].id)
        return tuple(one for one in everything_in(tx) if one.group in codes)


def _checked(item: Item) -> Item:
    ready: Any = admit_texts(item)[0]
    check_filled(ready, ("group", "text"))
    check_texts(ready)
    return ready  # type: ignore[no-any-return]  # of the same kind

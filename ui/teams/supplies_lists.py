"""Stores and what lies in them, a list each with the record in front beside it."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox

from commandcenter.database.engine import Database
from commandcenter.directory.model import initials
from commandcenter.directory.rights import Right
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from commandcenter.teams.model.checks import MAX_REMARKS
from commandcenter.teams.model.fields import FIELD_WORDS
from commandcenter.teams.model.supplies import STORE_KIND_WORDS, Item, Stock, Store
from commandcenter.teams.service import supplies
from ui.records import fields, form
from ui.records.confirm_button import ConfirmButton
from ui.records.fields import TermBox
from ui.records.form import Form, FormField
from ui.records.panel import RecordPanel
from ui.records.pick_box import Choice, PickBox
from ui.shell.seat import Seat
from ui.teams import roster_fields
from ui.teams.roster_fields import THING_NAME
from ui.teams.roster_terms import Terms
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_STORE_FIELDS = (
    *("name", "kind", "owner", "contact", "phone", "area_code", "address", "lon", "lat"),
    *("agreement_to", "remarks", "is_retired"),
)
_ITEM_FIELDS = (*("name", "store_id", "code", "quantity", "unit", "valid_to", "checked_on"),)
_NOWHERE = UUID(int=0)


class StoresPanel(RecordPanel):
    """Stores of the government, of firms, and of the social cloud."""

    right = Right.MANAGE_TEAMS
    new_words = N_("New store")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._seat = seat
        self._terms = Terms()
        self._items: dict[UUID, int] = {}
        self._area = TermBox()
        super().__init__(
            seat,
            (
                Column(title=THING_NAME, text=_store_name),
                Column(title=FIELD_WORDS["kind"], text=lambda one: tr(STORE_KIND_WORDS[one.kind])),
                Column(title=FIELD_WORDS["owner"], text=lambda one: one.owner),
                Column(title=FIELD_WORDS["contact"], text=lambda one: one.contact),
                Column(title=FIELD_WORDS["phone"], text=lambda one: one.phone),
                Column(title=N_("Township"), text=lambda one: self._terms.township(one.area_code)),
                Column(
                    title=N_("Kinds of supplies"),
                    text=lambda one: str(self._items.get(one.id) or ""),
                    is_number=True,
                ),
                Column(
                    title=FIELD_WORDS["agreement_to"], text=lambda one: str(one.agreement_to or "")
                ),
            ),
            Form([self._field(name) for name in _STORE_FIELDS]),
            stretch=0,
        )

    def show_terms(self, terms: Terms) -> None:
        """Take the names of the areas."""
        self._terms = terms
        self._area.offer(list(terms.areas.items()))
        self.table.viewport().update()

    def show_stocks(self, stocks: Sequence[Stock]) -> None:
        """Show the stores as they stand."""
        self._items = {stock.store.id: len(stock.items) for stock in stocks}
        self.show_records([stock.store for stock in stocks])

    def title_of(self, record: Store) -> str:
        return record.name or tr("New store")

    def values_of(self, record: Store) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in _STORE_FIELDS}

    def text_of(self, record: Store) -> str:
        kind = tr(STORE_KIND_WORDS[record.kind])
        parts = (record.name, initials(record.name), record.owner, record.contact, kind)
        return " ".join(parts).lower()

    def blank(self) -> Store:
        return Store(id=new_id(), name="")

    def saving(
        self, record: Store, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        service: Callable[..., Store] = supplies.add if is_new else supplies.change
        return partial(service, self._db, replace(record, **values), officer=self._seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_store, self._db, key, self._seat.officer())

    def _field(self, name: str) -> FormField:
        caption = THING_NAME if name == "name" else FIELD_WORDS[name]
        if name in {"lon", "lat"}:
            return roster_fields.degrees(name)
        special = {
            "kind": lambda: form.choice(name, caption, STORE_KIND_WORDS),
            "area_code": lambda: fields.term(name, caption, self._area),
            "agreement_to": lambda: form.day(name, caption),
            "is_retired": lambda: form.switch(name, N_("No longer used")),
            "remarks": lambda: form.line(name, caption, longest=MAX_REMARKS),
        }
        return special.get(name, lambda: form.line(name, caption))()


class ItemsPanel(RecordPanel):
    """Everything that lies in the stores, or in one of them."""

    right = Right.MANAGE_TEAMS
    new_words = N_("New supply")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._seat = seat
        self._names: dict[UUID, str] = {}
        self._store = PickBox()
        super().__init__(
            seat,
            (
                Column(title=THING_NAME, text=lambda one: one.name),
                Column(
                    title=FIELD_WORDS["quantity"],
                    text=lambda one: str(one.quantity),
                    is_number=True,
                ),
                Column(title=N_("Unit of quantity"), text=lambda one: one.unit),
                Column(title=N_("Store"), text=lambda one: self._names.get(one.store_id, "")),
                Column(title=FIELD_WORDS["code"], text=lambda one: one.code),
                Column(title=FIELD_WORDS["valid_to"], text=lambda one: str(one.valid_to or "")),
                Column(title=FIELD_WORDS["checked_on"], text=lambda one: str(one.checked_on or "")),
            ),
            Form([self._field(name) for name in _ITEM_FIELDS]),
            stretch=0,
        )
        self.remove = ConfirmButton(N_("Remove"), N_("Remove it for good"), icon="trash")
        self.remove.confirmed.connect(self._remove)
        self.editor.extra.addWidget(self.remove)
        self.stores = QComboBox()
        self.stores.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.stores.setMinimumContentsLength(8)
        self.stores.activated.connect(lambda _index: self.show_found())
        self.head.insertWidget(1, self.stores, 1)
        self._show_remove()

    def show_stocks(self, stocks: Sequence[Stock]) -> None:
        """Show what lies in the stores as they stand."""
        self._names = {stock.store.id: stock.store.name for stock in stocks}
        self._store.offer(
            [
                Choice(
                    id=stock.store.id, name=stock.store.name, initials=initials(stock.store.name)
                )
                for stock in stocks
            ]
        )
        self._fill_stores()
        self.show_records([item for stock in stocks for item in stock.items])
        self._show_remove()

    def show_found(self) -> None:
        store_id = self.stores.currentData() if hasattr(self, "stores") else None
        every = self.records
        if store_id is not None:
            self.records = [one for one in every if one.store_id == store_id]
        super().show_found()
        self.records = every

    def choose(self, key: Hashable) -> bool:
        self.stores.setCurrentIndex(0)
        return super().choose(key)

    def title_of(self, record: Item) -> str:
        return record.name or tr("New supply")

    def values_of(self, record: Item) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in _ITEM_FIELDS}

    def text_of(self, record: Item) -> str:
        store = self._names.get(record.store_id, "")
        return f"{record.name} {initials(record.name)} {record.code} {store}".lower()

    def blank(self) -> Item:
        chosen = self.stores.currentData() or next(iter(self._names), _NOWHERE)
        return Item(id=new_id(), store_id=chosen, name="")

    def saving(self, record: Item, values: Mapping[str, Any], *, is_new: bool) -> Callable[[], Any]:
        service: Callable[..., Item] = supplies.add if is_new else supplies.change
        store_id = values["store_id"] or record.store_id
        changed = replace(record, **{**values, "store_id": store_id})
        return partial(service, self._db, changed, officer=self._seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_item, self._db, key, self._seat.officer())

    def _show(self, record: Item) -> None:
        super()._show(record)
        if hasattr(self, "remove"):
            self._show_remove()

    def _show_remove(self) -> None:
        is_stored = any(one.id == self.editor.key() for one in self.records)
        self.remove.calm()
        self.remove.setVisible(is_stored and not self.refusal())

    def _remove(self) -> None:
        call = partial(supplies.remove, self._db, self._chosen, officer=self._seat.officer())
        self._seat.background.write(self, call, self._removed, self._seat.messages.problem)

    def _removed(self, _none: None) -> None:
        gone = self.editor.key()
        self.editor.accept_saved(gone)
        self._chosen = None
        self.show_records([one for one in self.records if one.id != gone])
        self._seat.messages.say(N_("Removed. The history keeps it."))
        self.changed.emit()

    def _fill_stores(self) -> None:
        chosen = self.stores.currentData()
        self.stores.clear()
        self.stores.addItem(tr("All stores"), None)
        for store_id, name in self._names.items():
            self.stores.addItem(name, store_id)
        self.stores.setCurrentIndex(max(0, self.stores.findData(chosen)) if chosen else 0)
        self.stores.setAccessibleName(tr("Store"))

    def _read_words(self) -> None:
        super()._read_words()
        if hasattr(self, "stores"):
            self._fill_stores()

    def _field(self, name: str) -> FormField:
        if name == "store_id":
            return FormField(
                name=name,
                caption=N_("Store"),
                control=self._store,
                read=self._store.picked,
                write=self._store.pick,
                said=self._store.name_of,
            )
        if name == "quantity":
            return roster_fields.whole(name)
        if name in {"valid_to", "checked_on"}:
            return form.day(name, FIELD_WORDS[name])
        return form.line(name, THING_NAME if name == "name" else FIELD_WORDS[name])


def _store_name(one: Store) -> str:
    return tr("{name} (retired)").format(name=one.name) if one.is_retired else one.name


def _store(db: Database, key: Hashable, officer: Officer) -> Store:
    stocks = supplies.stocks(db, officer=officer, with_retired=True)
    return next(stock.store for stock in stocks if stock.store.id == key)


def _item(db: Database, key: Hashable, officer: Officer) -> Item:
    stocks = supplies.stocks(db, officer=officer, with_retired=True)
    found = [item for stock in stocks for item in stock.items if item.id == key]
    if not found:
        raise Conflict  # somebody removed it
    return found[0]

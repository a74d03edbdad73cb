"""Supplies (物资): the stores, and what lies in them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.teams.model.supplies import Stock
from commandcenter.teams.service import supplies
from ui.records.panel import RecordPanel
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.teams.roster_terms import Terms
from ui.teams.supplies_lists import ItemsPanel, StoresPanel
from ui.teams.tab import PAGE, Tab
from ui.widgets import scaled
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

STORES, ITEMS = 0, 1
STORE, SUPPLY = "store", "supply"


class SuppliesTab(Tab):
    """Two lists, one at a time.

    Targets: `store` and `supply` show one of them by its id.
    """

    kinds = ("supplies", STORE, SUPPLY)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self.stores = StoresPanel(db, seat)
        self.items = ItemsPanel(db, seat)
        self.which = Segmented()
        self._stack = QStackedWidget()
        self._wanted: Target | None = None  # waits for the next reading
        for panel in (self.stores, self.items):
            self._stack.addWidget(panel)
            panel.changed.connect(self.refresh)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addWidget(self.which)
        layout.addWidget(self._stack, 1)
        self.put(content)
        self.which.set_value(STORES)
        self.which.chosen.connect(self.show_list)
        self.setFocusProxy(self.stores.table)
        self.read_words()

    def show_list(self, which: object) -> None:
        """Bring one of the lists to the front."""
        at = int(str(which))
        self.which.set_value(at)
        self._stack.setCurrentIndex(at)

    def panel(self) -> RecordPanel:
        """Return the list in front."""
        return self.items if self._stack.currentIndex() == ITEMS else self.stores

    def reading(self) -> Callable[[], Any]:
        return partial(supplies.stocks, self.db, officer=self.seat.officer(), with_retired=True)

    def show_read(self, read: Sequence[Stock]) -> None:
        self.stores.show_stocks(read)
        self.items.show_stocks(read)
        self._choose_wanted()
        self._wanted = None  # somebody removed it
        self.read_words()

    def go_to(self, target: Target) -> None:
        if isinstance(target.key, UUID):
            self._wanted = target
            self._choose_wanted()

    def place(self) -> Target:
        kind = SUPPLY if self.panel() is self.items else STORE
        present = self.panel().table.present()
        return Target(page=PAGE, kind=kind, key=None if present is None else present.id)

    def show_terms(self, terms: Terms) -> None:
        super().show_terms(terms)
        self.stores.show_terms(terms)

    def search(self) -> None:
        self.panel().search.setFocus()
        self.panel().search.selectAll()

    def begin_new(self) -> None:
        self.panel().begin_new()

    def submit(self) -> None:
        self.panel().submit()

    def give_up(self) -> None:
        self.panel().give_up()

    def read_words(self) -> None:
        stores, items = len(self.stores.records), len(self.items.records)
        self.which.set_choices(
            [
                (STORES, tr("Stores {count}").format(count=stores)),
                (ITEMS, tr("Supplies {count}").format(count=items)),
            ]
        )
        self.which.setAccessibleName(tr("List"))

    def _choose_wanted(self) -> None:
        wanted = self._wanted
        if wanted is None or not self.has_content:
            return
        self.show_list(ITEMS if wanted.kind == SUPPLY else STORES)
        if self.panel().choose(wanted.key):
            self._wanted = None
            self.panel().table.setFocus()

"""Tabs of the page of a drill that are a list with one record of it beside."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.service import records
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.words import N_
from ui.drills.drill_reading import Whole
from ui.drills.drill_tab import DrillTab
from ui.records.confirm_button import ConfirmButton
from ui.records.form import Form
from ui.records.panel import RecordPanel
from ui.widgets.record_table_model import Column

_NOBODY = UUID(int=0)


class DrillPanel(RecordPanel):
    """Records of a drill, which can be taken out.

    Attributes:
        kind: Class of the records.
    """

    right = Right.PLAN_DRILLS
    kind: type[Any]

    def __init__(
        self, tab: DrillTab, columns: Sequence[Column[Any]], form: Form, *, stretch: int
    ) -> None:
        self._tab = tab
        super().__init__(tab.seat, columns, form, stretch=stretch)
        self.remove = ConfirmButton(N_("Remove"), N_("Remove it for good"), icon="trash")
        self.remove.confirmed.connect(self.remove_front)

    def drill_id(self) -> UUID:
        """Return which drill is shown."""
        return _NOBODY if self._tab.whole is None else self._tab.whole.drill.id

    def removing(self, record: Any) -> Callable[[], Any]:
        """Return the call that takes a record out."""
        return partial(records.remove, self._tab.db, record, officer=self.seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_current, self._tab.db, self.kind, key)

    def refusal(self) -> str:
        return self._tab.refusal()

    def remove_front(self) -> None:
        """Take the record in front out."""
        front = self.table.present()
        if front is not None and not self.refusal():
            self._tab.write(self.removing(front), lambda _none: self.note_removed(front.id))


class PanelTab(DrillTab):
    """A tab that is such a panel."""

    panel: DrillPanel

    def show_whole(self, whole: Whole) -> None:
        is_other = self.whole is None or self.whole.drill.id != whole.drill.id
        super().show_whole(whole)
        if is_other:
            self.panel.begin_other(whole.drill.id)

    def show_named(self, key: object) -> None:
        if isinstance(key, UUID):
            self.panel.choose(key)

    def search(self) -> None:
        self.panel.search.setFocus()
        self.panel.search.selectAll()

    def begin_new(self) -> None:
        self.panel.begin_new()

    def submit(self) -> None:
        self.panel.submit()

    def give_up(self) -> None:
        self.panel.give_up()

    def _put_panel(self) -> None:
        """Fill the tab with its panel."""
        self.panel.changed.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        self.setFocusProxy(self.panel)


def _current(db: Database, kind: type[Any], key: Any) -> Any:
    found = records.find(db, kind, key)
    if found is None:
        raise Conflict  # somebody removed it
    return found

"""The rows of the annual plan: sorted, filtered, edited at the side."""

from collections.abc import Callable, Hashable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.model.clash import CLASH_WORDS
from commandcenter.drills.model.code_words import (
    CONTENT_WORDS,
    FORM_WORDS,
    PURPOSE_WORDS,
    STATE_WORDS,
)
from commandcenter.drills.model.drill import Drill, times
from commandcenter.drills.service import drills as service
from commandcenter.drills.service import records
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.drills import year_days, year_table_fields
from ui.drills.year_clash_list import ClashList
from ui.drills.year_move import LEAST, placed
from ui.drills.year_reading import YearRead
from ui.drills.year_table_fields import RowForm
from ui.drills.year_typed import When, said_when
from ui.records.fields import CodeBox
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.widgets.initials import initials
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_NAME_W = 290  # px at 100 %
_NO_DAY = "9999"
_CONFLICTS, _UNDATED = "conflicts", "undated"


class TablePanel(RecordPanel):
    """The rows; a heading sorts, the form beside says what speaks against its time.

    Signals:
        opened: A drill was opened (Drill).
    """

    opened = Signal(object)

    right = Right.PLAN_DRILLS
    new_words = N_("New drill")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self.read: YearRead | None = None
        self.row_form = RowForm(self.year, self.usual)
        self.states = CodeBox()
        self._sort: tuple[int, bool] = (0, False)
        super().__init__(seat, self._columns(), self.row_form, stretch=1)
        self.clashes = ClashList()
        self._clash_title = Label(tone="quiet")
        self._put_together()

    def year(self) -> int:
        """Return the year that is shown."""
        return self.read.year if self.read is not None else self.seat.clock().year

    def usual(self) -> timedelta:
        """Return how long a drill lasts that does not say so."""
        return self.read.of.assumed if self.read is not None else LEAST

    def show_read(self, read: YearRead) -> None:
        """Show the year."""
        self.read = read
        self.row_form.offer(read.terms)
        self._offer_states()
        self.show_records(read.drills)
        self._show_clashes()

    def show_only(self, wanted: str) -> None:
        """Show the rows with conflicts alone, or those of one state."""
        self.states.set_code(wanted)
        self.show_found()

    def show_found(self) -> None:
        super().show_found()
        at, is_down = self._sort
        key = self._sort_keys()[at]
        rows = [one for one in self.records if self._fits(one)]
        self.table.show_records(sorted(rows, key=key, reverse=is_down))
        self._count.setText(
            tr("{count} of {total}").format(count=len(rows), total=len(self.records))
        )

    # What the panel asks

    def title_of(self, record: Drill) -> str:
        return f"{record.number}  {record.title}" if record.number else tr("New drill")

    def values_of(self, record: Drill) -> Mapping[str, Any]:
        return year_table_fields.values_of(record, self.usual())

    def text_of(self, record: Drill) -> str:
        plans = self._plans(record)
        texts = (record.title, initials(record.title), record.lead_org, record.place, plans)
        return " ".join((*texts, record.subject, str(record.number))).lower()

    def blank(self) -> Drill:
        return Drill(id=new_id(), year=self.year(), number=0, title="")

    def saving(
        self, record: Drill, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        act = service.create if is_new else service.change
        changed = year_table_fields.changed(record, values, self.usual())
        return partial(act, self._db, changed, officer=self.seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_find, self._db, key)

    # Parts

    def _columns(self) -> tuple[Column[Drill], ...]:
        return (
            Column(title=N_("No."), text=lambda one: str(one.number)),
            Column(title=N_("Name of the drill"), text=lambda one: one.title),
            Column(title=N_("Time"), text=self._when_words),
            Column(title=N_("State"), text=lambda one: tr(STATE_WORDS[one.state])),
            Column(title=N_("Conflicts"), text=self._clash_words),
            Column(title=N_("Lead unit"), text=lambda one: one.lead_org),
            Column(title=N_("Form"), text=lambda one: tr(FORM_WORDS[one.form])),
            Column(title=N_("Content"), text=lambda one: tr(CONTENT_WORDS[one.content])),
            Column(title=N_("Purpose"), text=lambda one: tr(PURPOSE_WORDS[one.purpose])),
            Column(title=N_("Drill subject"), text=lambda one: one.subject),
            Column(title=N_("Plans"), text=self._plans),
            Column(title=N_("Units"), text=self._units),
            Column(title=N_("Place"), text=lambda one: one.place),
            Column(
                title=N_("People expected"), text=lambda one: _number(one.expected), is_number=True
            ),
            Column(title=N_("Budget"), text=lambda one: _number(one.budget_yuan), is_number=True),
        )

    def _sort_keys(self) -> tuple[Callable[[Drill], Any], ...]:
        keys = [_by_words(column.text) for column in self._columns()]
        keys[0] = lambda one: one.number
        keys[2] = self._time_key
        keys[-2] = lambda one: one.expected
        keys[-1] = lambda one: one.budget_yuan or 0
        return tuple(keys)

    def _fits(self, one: Drill) -> bool:
        wanted = self.states.code() or ""
        found = self.search.text().strip().lower() in self.text_of(one)
        if wanted == _CONFLICTS:
            return found and self.read is not None and one.id in self.read.by_drill
        if wanted == _UNDATED:
            return found and times(one)[0] is None
        return found and wanted in ("", one.state.value)

    def _clash_words(self, one: Drill) -> str:
        clashes = self.read.by_drill.get(one.id, ()) if self.read is not None else ()
        kinds = list(dict.fromkeys(tr(CLASH_WORDS[clash.kind]) for clash in clashes))
        return f"{kinds[0]} +{len(kinds) - 1}" if len(kinds) > 1 else "".join(kinds)

    def _plans(self, one: Drill) -> str:
        plans = self.read.plans_of(one.id) if self.read is not None else []
        return tr(", ").join(plan.title for plan in plans)

    def _units(self, one: Drill) -> str:
        return tr(", ").join(self.read.units_of(one.id)) if self.read is not None else ""

    def _time_key(self, one: Drill) -> tuple[str, int]:
        span = placed(one, self.usual())
        if span is not None:
            return span.begins_at.isoformat(), one.number
        return (f"{one.year}-{one.month:02}-99" if one.month else _NO_DAY), one.number

    def _when_words(self, one: Drill) -> str:
        span = placed(one, self.usual())
        if span is None:
            return year_days.month_word(one.month) if one.month else ""
        return said_when(When(span=span))

    def _on_heading(self, column: int) -> None:
        at, is_down = self._sort
        self._sort = (column, not is_down if column == at else False)
        order = Qt.SortOrder.DescendingOrder if self._sort[1] else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        self.show_found()

    def _show_clashes(self) -> None:
        """Say what speaks against the time in the form, as it is typed."""
        clashes = []
        drill: Any = self._chosen
        if self.read is not None and isinstance(drill, Drill):
            try:
                typed = year_table_fields.changed(drill, self.row_form.values(), self.usual())
            except Rejected:
                typed = drill
                self.row_form.clear_errors()  # nothing was to be saved yet
            span = placed(typed, self.usual())
            clashes = list(self.read.clashes_at(typed, span)) if span is not None else []
        self.clashes.show_clashes(clashes)
        self._clash_title.setVisible(bool(clashes))

    def _show(self, record: Any) -> None:
        super()._show(record)
        if hasattr(self, "clashes"):
            self._show_clashes()

    def _offer_states(self) -> None:
        states = [(state.value, tr(words)) for state, words in STATE_WORDS.items()]
        extra = [(_CONFLICTS, tr("With conflicts")), (_UNDATED, tr("Without a day"))]
        self.states.offer([("", tr("All drills")), *extra, *states])

    def _put_together(self) -> None:
        self.table.keep_wide(_NAME_W)
        self.states.setAccessibleName(tr("State"))
        self.head.insertWidget(1, self.states)
        self.states.activated.connect(lambda _at: self.show_found())
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.sectionClicked.connect(self._on_heading)
        self.table.opened.disconnect()
        self.table.opened.connect(self.opened)
        self._clash_title.setText(tr("Conflicts"))
        self.editor.extra.addWidget(self._clash_title)
        self.editor.extra.addWidget(self.clashes)
        self.row_form.edited.connect(self._show_clashes)
        self._offer_states()


def _find(db: Database, key: Any) -> Drill:
    found = records.find(db, Drill, key)
    if found is None:
        raise Conflict
    return found


def _by_words(text: Callable[[Drill], str]) -> Callable[[Drill], Any]:
    """Return what sorts by a column; what is empty comes last."""
    return lambda one: (text(one) == "", text(one))


def _number(value: int | None) -> str:
    return f"{value:,}" if value else ""

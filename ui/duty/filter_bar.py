"""Search and filters above the log, and how much the shift has written."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.duty.model.entry import EntryKind
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.model.overview import Overview
from commandcenter.duty.model.words import KIND
from commandcenter.duty.service.log import words_of
from commandcenter.kernel.errors import Rejected
from ui.duty.desk import Desk
from ui.duty.fields import LineField
from ui.duty.period import WORDS, Bounds, Period, bounds
from ui.widgets import icons, scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.paint import paintable
from ui.widgets.toggle import Toggle
from ui.widgets.typed_time import Toward, read_time
from ui.widgets.words import tr

DEBOUNCE_MS = 150
_SEARCH_W = {False: 300, True: 190}  # px at 100 %: comfortable, compact
_COMBO_W = 112
_A_DAY = timedelta(days=1)


class _SearchLine(QLineEdit):
    """Arrow down goes into the list, Esc clears.

    Signals:
        went_down: The officer wants to walk through what was found.
    """

    went_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.went_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Knows which lines are wanted.

    Signals:
        wanted: Other lines are wanted (LogQuery).
        went_down: The officer wants to walk through what was found.
        matters_wanted: The count of open matters was pressed.
    """

    wanted = Signal(object)
    went_down = Signal()
    matters_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._overview: Overview | None = None
        self._open_matters = 0
        self._units: Sequence[str] = ()
        self.search = _SearchLine()
        self.kind = QComboBox()
        self.period = QComboBox()
        self.unit = QComboBox()
        self.since = LineField(prefixed=True)
        self.until = LineField(prefixed=True)
        self.shift_count = KeyButton(kind="bare")
        self.matter_count = KeyButton(kind="bare")
        self.automatic = Toggle()
        self._dates = QWidget()
        self._row, self._second_row = QHBoxLayout(), QHBoxLayout()
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._build()
        self.read_words()
        self._connect()

    def query(self) -> LogQuery:
        """Return which lines are wanted."""
        kind = self.kind.currentData()
        span = self._bounds()
        return LogQuery(
            words=words_of(self.search.text()),
            kinds=frozenset({EntryKind(kind)}) if kind else frozenset(),
            org=self.unit.currentData() or "",
            since=span.since,
            until=span.until,
            with_automatic=self.automatic.isChecked(),
            with_milestones=True,
            drill_id=self._desk.playing.drill_id,
        )

    def is_narrowed(self) -> bool:
        """Return whether anything but the automatic lines is left out."""
        everything = LogQuery(
            with_milestones=True,
            with_automatic=self.automatic.isChecked(),
            drill_id=self._desk.playing.drill_id,
        )
        return self.query() != everything

    def show_everything(self) -> None:
        """Take all filters away, without the wait of typing."""
        self._choose_everything()
        self._tell()

    def search_for(self, text: str) -> None:
        """Search a text as if it had been typed."""
        self._choose_everything()
        self.search.setText(text)
        self._tell()

    def show_overview(self, overview: Overview) -> None:
        """Show the figures of the shift."""
        shift_before = self._overview.took_over_at if self._overview else None
        self._overview = overview
        self._read_counts()
        is_of_shift = self.period.currentData() == Period.SHIFT
        if is_of_shift and overview.took_over_at != shift_before:
            self._tell()

    def show_open_matters(self, count: int) -> None:
        """Show how many matters are open."""
        self._open_matters = count
        self._read_counts()

    def offer_units(self, units: Sequence[str]) -> None:
        """Offer these units as filter; the chosen one stays."""
        if tuple(units) != tuple(self._units):
            self._units = tuple(units)
            self._fill_units()

    def set_form(self, *, is_compact: bool, is_narrow: bool) -> None:
        """Take the comfortable, the compact or the narrow form; the last has two rows."""
        row = self._second_row if is_narrow else self._row
        for place, combo in enumerate((self.kind, self.period, self.unit), start=1):
            self._row.removeWidget(combo)
            self._second_row.removeWidget(combo)
            row.insertWidget(place - 1 if is_narrow else place, combo)
        scaled.width(self.search, _SEARCH_W[is_compact])
        for combo in (self.kind, self.period, self.unit):
            scaled.width(combo, _COMBO_W)
        for widget in (self.shift_count, self.matter_count):
            widget.setVisible(not is_compact)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.search.setPlaceholderText(tr("Search text, initials, phone"))
        self.search.setAccessibleName(tr("Search the log"))
        self._fill(
            self.kind,
            [("", tr("All kinds")), *((kind.value, tr(KIND[kind])) for kind in EntryKind)],
        )
        self._fill(self.period, [(period.value, tr(WORDS[period])) for period in Period])
        self._fill_units()
        self.kind.setAccessibleName(tr("Kind of entry"))
        self.period.setAccessibleName(tr("Period"))
        self.unit.setAccessibleName(tr("Unit"))
        self.since.set_caption(tr("From"))
        self.until.set_caption(tr("To"))
        self._read_counts()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()
        elif event.type() == QEvent.Type.StyleChange:
            self._glass.setIcon(icons.icon("magnifying-glass", "text_quiet"))

    def _build(self) -> None:
        self._glass = self.search.addAction(
            icons.icon("magnifying-glass", "text_quiet"), QLineEdit.ActionPosition.LeadingPosition
        )
        scaled.gap(self._row, 2)
        scaled.gap(self._second_row, 2)
        self._row.addWidget(self.search)
        self._row.addStretch()
        self._second_row.addStretch()
        for button in (self.shift_count, self.matter_count, self.automatic):
            self._row.addWidget(button)
        dates = QHBoxLayout(self._dates)
        dates.setContentsMargins(0, 0, 0, 0)
        scaled.gap(dates, 2)
        for field in (self.since, self.until):
            field.set_compact(True)
            scaled.width(field, 200)
            dates.addWidget(field)
        dates.addStretch()
        self._dates.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addLayout(self._row)
        layout.addLayout(self._second_row)
        layout.addWidget(self._dates)
        self.set_form(is_compact=False, is_narrow=False)

    def _connect(self) -> None:
        self._debounce.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda _text: self._debounce.start())
        self.search.went_down.connect(self._go_down)
        for combo in (self.kind, self.period, self.unit):
            combo.activated.connect(lambda _row: self._on_chosen())
        for field in (self.since, self.until):
            field.line.textEdited.connect(lambda _text: self._debounce.start())
        self.automatic.toggled.connect(lambda _on: self._tell())
        self.shift_count.clicked.connect(self._choose_shift)
        self.matter_count.clicked.connect(self.matters_wanted)

    def _go_down(self) -> None:
        if self._debounce.isActive():
            self._tell()
        self.went_down.emit()

    def _on_chosen(self) -> None:
        self._dates.setVisible(self.period.currentData() == Period.FROM_TO)
        self._tell()

    def _choose_shift(self) -> None:
        self._choose_everything()
        self.period.setCurrentIndex(self.period.findData(Period.SHIFT.value))
        self._tell()

    def _choose_everything(self) -> None:
        self.search.clear()
        for combo in (self.kind, self.period, self.unit):
            combo.setCurrentIndex(0)
        self._dates.hide()

    def _tell(self) -> None:
        self._debounce.stop()
        self.wanted.emit(self.query())

    def _bounds(self) -> Bounds:
        period = Period(self.period.currentData())
        now = self._desk.clock()
        if period is not Period.FROM_TO:
            return bounds(period, now=now, overview=self._overview)
        return Bounds(
            since=self._typed(self.since, now, ends=False),
            until=self._typed(self.until, now, ends=True),
        )

    def _typed(self, field: LineField, now: datetime, *, ends: bool) -> datetime | None:
        field.set_error("")
        try:
            return read_bound(field.text(), now=now, ends=ends)
        except Rejected as error:
            field.set_error(error.said(tr))
            return None

    def _read_counts(self) -> None:
        entries = self._overview.entries if self._overview else 0
        automatic = self._overview.automatic if self._overview else 0
        self.shift_count.setText(tr("This shift {count}").format(count=entries))
        self.matter_count.setText(tr("Open {count}").format(count=self._open_matters))
        self.automatic.setText(tr("Automatic lines {count}").format(count=automatic))
        self.automatic.updateGeometry()

    def _fill_units(self) -> None:
        self._fill(
            self.unit, [("", tr("All units")), *((unit, paintable(unit)) for unit in self._units)]
        )

    def _fill(self, combo: QComboBox, items: Sequence[tuple[str, str]]) -> None:
        chosen = combo.currentData()
        combo.clear()
        for value, words in items:
            combo.addItem(words, value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        view = combo.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + theme.space(6))


def read_bound(text: str, *, now: datetime, ends: bool) -> datetime | None:
    """Return the beginning or the end of a typed period; a date alone means the whole day.

    Raises:
        UnreadableTime: It is neither a time nor a date.
    """
    typed = text.strip()
    try:
        return read_time(typed, now=now, toward=Toward.PAST)
    except Rejected as error:
        try:
            midnight = read_time(f"{typed} 00:00", now=now, toward=Toward.PAST)
        except Rejected:
            raise error from None  # it names what was typed
        if midnight is None:
            return None
        return midnight + _A_DAY if ends else midnight

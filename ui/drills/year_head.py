"""Above the tabs of the year: which year, how far its targets are, what is in the way."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.drills.model.days_off import UNKNOWN
from commandcenter.drills.model.frequency import Due, Standing
from commandcenter.kernel.words import N_
from ui.drills.terms import ACTIVITY
from ui.drills.year_reading import YearRead
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.figure_button import FigureButton, FigureLook
from ui.widgets.fitting_row import FittingRow
from ui.widgets.labels import Label
from ui.widgets.words import tr

TABLE, RULES, STATISTICS = "table", "rules", "statistics"
_MOST_TARGETS = 4
_MOST_LETTERS = 14
_LATE = {Standing.OVERDUE, Standing.NEVER}
_UNITS = {"drills": N_("drills"), "people": N_("people")}


class YearHead(Card):
    """Year, targets, conflicts, coverage, what is due next; each number opens its rows.

    Signals:
        year_wanted: Another year is to be shown (int).
        tab_wanted: The rows behind a number are wanted (name of a tab).
    """

    year_wanted = Signal(int)
    tab_wanted = Signal(str)

    def __init__(self, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = year
        self._read: YearRead | None = None
        self.before = KeyButton(kind="bare", icon="caret-left")
        self.after = KeyButton(kind="bare", icon="caret-right")
        self._title = Label(tone="title")
        self.conflicts = FigureButton()
        self.coverage = FigureButton()
        self.due = FigureButton()
        self.targets = [FigureButton() for _ in range(_MOST_TARGETS)]
        self.unknown = Label(tone="note")
        self._row = FittingRow()
        self._build()
        self.read_words()

    def show_read(self, read: YearRead) -> None:
        """Show the figures of a year."""
        self._read = read
        self.year = read.year
        self._show()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._title.setText(tr("Drills {year}").format(year=self.year))
        self.before.setAccessibleName(tr("Year before"))
        self.after.setAccessibleName(tr("Year after"))
        if self._read is not None:
            self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _show(self) -> None:
        read = self._read
        if read is None:
            return
        self._title.setText(tr("Drills {year}").format(year=read.year))
        for button, target in zip(self.targets, read.of.targets, strict=False):
            unit = tr(_UNITS.get(target.code.rpartition("_")[2], ""))
            rest = f"/ {target.wanted:,} {unit}" if target.wanted else unit
            share = target.reached / target.wanted if target.wanted else None
            label = read.terms.said(ACTIVITY, target.kind) if target.kind else tr(target.title)
            look = FigureLook(label=label, value=f"{target.reached:,}", rest=rest, share=share)
            button.set_look(look)
        for at, button in enumerate(self.targets):
            self._row.want(button, at < len(read.of.targets))
        self._show_unknown(read)
        self._show_conflicts(read)
        covered = [one for one in read.of.coverage if one.is_covered]
        look = FigureLook(
            label=tr("Townships drilled"),
            value=str(len(covered)),
            rest=f"/ {len(read.of.coverage)}",
            share=len(covered) / len(read.of.coverage) if read.of.coverage else None,
        )
        self.coverage.set_look(look)
        self.due.set_look(_due_look(read))
        self._row.arrange()

    def _show_unknown(self, read: YearRead) -> None:
        """Say that nothing is checked against holidays that nobody has announced."""
        self.unknown.setText(tr(UNKNOWN).format(year=read.year))
        self.unknown.setVisible(not read.of.index.year.days_off.is_known)

    def _show_conflicts(self, read: YearRead) -> None:
        weights = read.weights()
        blocked = sum(weight.value == "block" for weight in weights.values())
        note = tr("{count} forbidden").format(count=blocked) if blocked else ""
        look = FigureLook(
            label=tr("With conflicts"),
            value=str(len(weights)),
            rest=tr("of {count} drills").format(count=len(read.drills)),
            note=note,
            note_icon="prohibit" if blocked else "",
            note_role="red_text",
        )
        self.conflicts.set_look(look)

    def _build(self) -> None:
        for button in (self.conflicts, self.coverage, self.due, *self.targets):
            button.setParent(self._row)
        for rank, button in enumerate(self.targets):
            self._row.add_left(button, rank=rank * 3, gap_step=5)
        for rank, button in ((0, self.conflicts), (1, self.coverage), (2, self.due)):
            self._row.add_left(button, rank=rank, gap_step=5)
        outer = QVBoxLayout(self)
        scaled.margins(outer, 3, 1, 4, 1)
        scaled.gap(outer, 1)
        layout = QHBoxLayout()
        scaled.gap(layout, 1)
        outer.addLayout(layout)
        outer.addWidget(self.unknown)
        for widget in (self.before, self._title, self.after):
            layout.addWidget(widget)
        layout.addSpacing(16)
        layout.addWidget(self._row, 1)
        self.before.clicked.connect(lambda: self.year_wanted.emit(self.year - 1))
        self.after.clicked.connect(lambda: self.year_wanted.emit(self.year + 1))
        doors = ((self.conflicts, TABLE), (self.coverage, RULES), (self.due, RULES))
        for button, tab in (*doors, *((one, STATISTICS) for one in self.targets)):
            button.clicked.connect(partial(self.tab_wanted.emit, tab))


def _due_look(read: YearRead) -> FigureLook:
    late = sum(one.standing(read.today) in _LATE for one in read.of.dues)
    note = tr("{count} overdue or never drilled").format(count=late) if late else ""
    look = FigureLook(
        label=tr("Next plan due"),
        value="–",
        note=note,
        note_icon="warning" if late else "",
        note_role="orange_text",
    )
    one = _next(read)
    if one is None or one.due_on is None:
        return look
    day = one.due_on
    return replace(look, value=str(day), rest=_short(one.plan.title))


def _short(title: str) -> str:
    return title if len(title) <= _MOST_LETTERS else title[: _MOST_LETTERS - 1] + "…"


def _next(read: YearRead) -> Due | None:
    """Return the plan that is due next."""
    ahead = [one for one in read.of.dues if one.due_on is not None and one.due_on >= read.today]
    return min(ahead, key=lambda one: one.due_on or read.today, default=None)

"""What the log list knows of each loaded line: its words, its height, its broken text."""

from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from commandcenter.duty.model.lines import LogLine
from ui.duty import row_layout
from ui.duty.log_model import LogModel
from ui.duty.row import Row, Surroundings, row_of
from ui.duty.row_layout import RowLayout
from ui.widgets import theme


@dataclass(slots=True, kw_only=True)
class _Known:
    line: LogLine
    row: Row
    height: int
    broken: tuple[str, ...] | None = None


class Shelf:
    """Puts each line into words once, and measures it once for each width."""

    def __init__(self, model: LogModel) -> None:
        self._model = model
        self._layout = RowLayout(width=0, is_compact=False)
        self._around = Surroundings()
        self._known: dict[int, _Known] = {}
        self._tops: list[int] = [0]
        self._today = date.min

    @property
    def layout(self) -> RowLayout:
        """The columns in force."""
        return self._layout

    def set_layout(self, layout: RowLayout) -> None:
        """Take other columns."""
        if layout != self._layout:
            for known in self._known.values():
                known.height, known.broken = layout.height(known.row), None
        self._layout = layout

    def set_surroundings(self, around: Surroundings, today: date) -> bool:
        """Take another shift or day; returns whether anything changes."""
        if around == self._around and today == self._today:
            return False
        self._around, self._today = around, today
        self.forget()
        return True

    def forget(self) -> None:
        """Put everything into words anew, as after a change of language or theme."""
        self._known.clear()

    def measure(self) -> None:
        """Compute where the rows begin; to be called when lines or columns changed."""
        known = [self._of(line) for line in self._model.lines()]
        self._known = {one.line.seq: one for one in known}
        heights = []
        newer = self._today
        band = theme.px(row_layout.BAND)
        for one in known:
            heights.append(one.height + band if one.row.day != newer else one.height)
            newer = one.row.day
        self._tops = list(accumulate(heights, initial=0))

    @property
    def tops(self) -> list[int]:
        """Where each row begins, and where the last one ends; not to be changed."""
        return self._tops

    def row(self, number: int) -> Row:
        """Return the words of a row."""
        return self._of(self._model.line(number)).row

    def band_of(self, number: int) -> date | None:
        """Return the date to be written above a row, if it is the first of its day."""
        day = self.row(number).day
        newer = self.row(number - 1).day if number else self._today
        return day if day != newer else None

    def text_of(self, row: Row) -> tuple[str, ...]:
        """Return the content of a loaded row, broken into lines."""
        known = self._known[row.seq]
        if known.broken is None:
            font = theme.font(self._layout.text_size)
            indent = row_layout.marks_width(row)
            known.broken = row_layout.broken(row.text, font, self._layout.text_width(), indent)
        return known.broken

    def _of(self, line: LogLine) -> _Known:
        known = self._known.get(line.seq)
        if known is None or known.line is not line:
            row = row_of(line, self._around)
            known = _Known(line=line, row=row, height=self._layout.height(row))
            self._known[line.seq] = known
        return known

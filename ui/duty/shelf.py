"""What the log list knows of each loaded line: its words, its height, its broken text."""

from datetime import date
from itertools import accumulate
from typing import NamedTuple

from commandcenter.duty.model.lines import LogLine
from ui.duty import row_layout
from ui.duty.log_model import LogModel
from ui.duty.row import Row, Surroundings, row_of
from ui.duty.row_layout import RowLayout
from ui.widgets import theme

# More than the window of the model ever holds; cleared rather than trimmed.
_MOST = 40_000


class _Known(NamedTuple):
    line: LogLine
    row: Row
    height: int


class Shelf:
    """Puts each line into words once, and measures it once for each width."""

    def __init__(self, model: LogModel) -> None:
        self._model = model
        self._layout = RowLayout(width=0, is_compact=False)
        self._around = Surroundings()
        self._known: dict[int, _Known] = {}
        self._broken: dict[int, tuple[str, ...]] = {}
        self._tops: list[int] = [0]
        self._today = date.min

    @property
    def layout(self) -> RowLayout:
        """The columns in force."""
        return self._layout

    def set_layout(self, layout: RowLayout) -> None:
        """Take other columns."""
        if layout != self._layout:
            self._broken.clear()
            self._known = {
                seq: _Known(known.line, known.row, layout.height(known.row))
                for seq, known in self._known.items()
            }
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
        self._broken.clear()

    def measure(self) -> None:
        """Compute where the rows begin; to be called when lines or columns changed."""
        if len(self._known) > _MOST:
            self.forget()
        heights = []
        newer = self._today
        band = theme.px(row_layout.BAND)
        for line in self._model.lines():
            known = self._of(line)
            heights.append(known.height + band if known.row.day != newer else known.height)
            newer = known.row.day
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
        """Return the content of a row, broken into lines."""
        if row.seq not in self._broken:
            font = theme.font(self._layout.text_size)
            indent = row_layout.marks_width(row)
            self._broken[row.seq] = row_layout.broken(
                row.text, font, self._layout.text_width(), indent
            )
        return self._broken[row.seq]

    def _of(self, line: LogLine) -> _Known:
        known = self._known.get(line.seq)
        if known is None or known.line is not line:
            row = row_of(line, self._around)
            known = _Known(line, row, self._layout.height(row))
            self._known[line.seq] = known
            self._broken.pop(line.seq, None)
        return known

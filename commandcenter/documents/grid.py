"""Rows between rules: tables, boxes of facts and signatures are all drawn by this."""

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from commandcenter.documents.flow import Align, Flow, aligned, baseline
from commandcenter.documents.writing import Line

PADDING_X = 3.5
PADDING_Y = 2.5
_FEWEST_LINES = 2  # of a divided row at the foot of a page


class Grid:
    """Columns that fill the width of the type area.

    Rows go straight to the page and are forgotten. A row that is higher than half a page is
    divided where the page ends; any other moves to the next page as a whole.
    """

    def __init__(
        self,
        flow: Flow,
        shares: Sequence[float],
        aligns: Sequence[Align],
        *,
        pitch: float,
        padding_y: float = PADDING_Y,
        on_new_page: Callable[[], None] | None = None,
        is_centered: bool = False,
    ) -> None:
        """Begin a grid at the cursor.

        Args:
            shares: Width of each column in any unit.
            pitch: From line to line.
            padding_y: Between a rule and the text below or above it.
            on_new_page: Draws the head of the table again.
            is_centered: Put lines into the middle of the height of their row.
        """
        page = flow.sheet.page
        scale = page.area_width / sum(shares)
        self._edges = [page.left + share * scale for share in accumulate(shares, initial=0)]
        self._flow = flow
        self._aligns = aligns
        self._pitch = pitch
        self._padding_y = padding_y
        self._on_new_page = on_new_page
        self._is_centered = is_centered
        self._is_at_top = False
        self._top = flow.y
        self._across: list[float] = [flow.y]

    def widths(self) -> list[float]:
        """Return the room for text in each column."""
        return [right - left - 2 * PADDING_X for left, right in pairwise(self._edges)]

    def row(
        self,
        cells: Sequence[list[Line]],
        *,
        aligns: Sequence[Align] | None = None,
        min_height: float = 0,
        below: float = 0,
    ) -> None:
        """Draw one row, on as many pages as it takes.

        Args:
            aligns: In place of those of the columns.
            below: Height of what must follow on the same page.
        """
        aligns = aligns or self._aligns
        while True:
            height = max(self.height(cells), min_height)
            room = self._flow.room - (below if self._moves_whole(height) else 0)
            if height <= room:
                self._draw(cells, height, aligns)
                return
            fitting = self._lines_before_the_turn(height)
            if fitting:
                part = [lines[:fitting] for lines in cells]
                self._draw(part, self.height(part), aligns)
                cells = [lines[fitting:] for lines in cells]
            self._turn()

    def band(self, lines: list[Line]) -> None:
        """Draw a few lines across all columns, without rules between them."""
        height = self.height([lines])
        if height > self._flow.room:
            self._turn()
        self._rule_columns()
        left, right = self._edges[0], self._edges[-1]
        top = self._flow.y - self._padding_y
        for line, look in lines:
            x = aligned(line, look, left=left, right=right, align="center")
            self._flow.sheet.write(x, baseline(top, self._pitch, look), line, look)
            top -= self._pitch
        bottom = self._flow.y - height
        self._flow.sheet.rules((x, self._flow.y, x, bottom) for x in (left, right))
        self._flow.y = self._top = bottom
        self._across.append(bottom)

    def close(self) -> None:
        """Draw the rules of what stands on this page."""
        self._rule_columns()
        left, right = self._edges[0], self._edges[-1]
        if len(self._across) > 1:
            self._flow.sheet.rules((left, y, right, y) for y in self._across)
        self._across = [self._flow.y]

    def height(self, cells: Sequence[list[Line]]) -> float:
        """Return how high a row of these cells is."""
        return max(map(len, cells)) * self._pitch + 2 * self._padding_y

    def _lines_before_the_turn(self, height: float) -> int:
        """Return how many lines of a row that does not fit stay on this page."""
        fitting = int((self._flow.room - 2 * self._padding_y) // self._pitch)
        if self._is_at_top:
            return max(fitting, 1)
        return 0 if self._moves_whole(height) or fitting < _FEWEST_LINES else fitting

    def _moves_whole(self, height: float) -> bool:
        """Say whether a row that does not fit goes to the next page as a whole."""
        return not self._is_at_top and height <= self._flow.sheet.page.area_height / 2

    def _draw(self, cells: Sequence[list[Line]], height: float, aligns: Sequence[Align]) -> None:
        flow, pitch, edges, write = self._flow, self._pitch, self._edges, self._flow.sheet.write
        for column, lines in enumerate(cells):
            left, right = edges[column] + PADDING_X, edges[column + 1] - PADDING_X
            top = flow.y - self._padding_y
            if self._is_centered:
                top = flow.y - (height - len(lines) * pitch) / 2
            for line, look in lines:
                if line:
                    x = aligned(line, look, left=left, right=right, align=aligns[column])
                    write(x, baseline(top, pitch, look), line, look)
                top -= pitch
        flow.y -= height
        self._is_at_top = False
        self._across.append(flow.y)

    def _turn(self) -> None:
        self.close()
        self._flow.turn()
        self._top = self._flow.y
        self._across = [self._flow.y]
        if self._on_new_page:
            self._on_new_page()
        self._is_at_top = True

    def _rule_columns(self) -> None:
        top, bottom = self._top, self._flow.y
        if top > bottom:
            self._flow.sheet.rules((x, top, x, bottom) for x in self._edges)
        self._top = bottom

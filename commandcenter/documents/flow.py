"""The cursor: where the next line goes, and when a new page begins."""

from typing import Literal

from commandcenter.documents.lines import broken
from commandcenter.documents.sheet import Sheet
from commandcenter.documents.writing import Line, Style

Align = Literal["left", "center", "right"]

_CENTER_OF_GLYPH = 0.38  # of the size, above the baseline: the middle of a Chinese character
_ROUNDING = 0.01  # or the last of 22 lines would move to the next page
_SPREAD_LIMIT = 3  # a line that lacks more characters than this is left ragged


class Flow:
    """Goes down the pages of a sheet.

    Attributes:
        y: Upper edge of what comes next.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.y = sheet.page.top

    @property
    def room(self) -> float:
        """Height that is left on this page."""
        return self.y - self.sheet.page.bottom + _ROUNDING

    def turn(self) -> None:
        """Go to the top of the next page."""
        self.sheet.turn()
        self.y = self.sheet.page.top

    def need(self, height: float) -> None:
        """Turn the page unless this height is left."""
        if self.room < height:
            self.turn()

    def skip(self, height: float) -> None:
        """Leave a gap, or nothing at the end of a page."""
        self.y = max(self.y - height, self.sheet.page.bottom)

    def lines(self, text: str, look: Style, width: float) -> list[Line]:
        """Return the text as printable lines of at most this width; line feeds are kept."""
        writing, face, size = self.sheet.writing, look.face, look.size
        return [
            (line, look)
            for paragraph in text.split("\n")
            for line in broken(
                writing.printable(paragraph, look), width=width, face=face, size=size
            )
        ]

    def put(self, text: str, look: Style, *, pitch: float, align: Align = "left") -> None:
        """Write lines over the whole width, turning pages where they are full.

        Args:
            pitch: From line to line.
        """
        page = self.sheet.page
        for line, _ in self.lines(text, look, page.area_width):
            self.need(pitch)
            x = aligned(line, look, left=page.left, right=page.right, align=align)
            self.sheet.write(x, baseline(self.y, pitch, look), line, look)
            self.y -= pitch

    def put_justified(self, paragraph: str, look: Style, *, pitch: float) -> None:
        """Write one paragraph with both edges straight."""
        page = self.sheet.page
        lines = self.lines(paragraph, look, page.area_width)
        for line, _ in lines[:-1]:
            self.need(pitch)
            gap = self._gap(line, look)
            at = baseline(self.y, pitch, look)
            self.sheet.write_spread(page.left, at, line, look, gap=gap)
            self.y -= pitch
        self.need(pitch)
        self.sheet.write(page.left, baseline(self.y, pitch, look), lines[-1][0], look)
        self.y -= pitch

    def _gap(self, line: str, look: Style) -> float:
        lacking = self.sheet.page.area_width - look.face.width(line, look.size)
        if len(line) < 2 or not 0 < lacking < _SPREAD_LIMIT * look.size:  # noqa: PLR2004 - a pair
            return 0
        return lacking / (len(line) - 1)


def baseline(top: float, pitch: float, look: Style) -> float:
    """Return where a line stands whose character is in the middle of its pitch."""
    return top - pitch / 2 - look.size * _CENTER_OF_GLYPH


def aligned(line: str, look: Style, *, left: float, right: float, align: Align) -> float:
    """Return where a line begins."""
    if align == "left":
        return left
    rest = right - left - look.face.width(line, look.size)
    return left + (rest if align == "right" else rest / 2)

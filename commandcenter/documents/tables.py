"""Tables of any length: rows are drawn as they come and never kept."""

from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass

from commandcenter.documents.flow import Align, Flow
from commandcenter.documents.fonts import Font
from commandcenter.documents.grid import PADDING_Y, Grid
from commandcenter.documents.writing import Line, Style, style
from commandcenter.kernel.words import N_, Translate

NOTHING_FOLLOWS = N_("Nothing follows")

QUIET_GRAY = 0.35
SIZE = 10.5  # 五号
_PITCH = 1.5  # of the size


@dataclass(frozen=True, slots=True)
class Setting:
    """How tightly a table is set.

    Attributes:
        size: Of the characters.
        pitch: From line to line, in sizes.
        padding_y: Between a rule and the text below or above it.
    """

    size: float
    _: KW_ONLY
    pitch: float = _PITCH
    padding_y: float = PADDING_Y


NORMAL = Setting(SIZE)
SMALL = Setting(9.0)  # 小五, for tables of many columns
DENSE = Setting(7.5, pitch=1.22, padding_y=0.9)  # 六号, for what has to be seen on one sheet


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        width_mm: Width relative to the others; together they are stretched to fill the line.
    """

    heading: str
    _: KW_ONLY
    width_mm: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of a cell that looks different.

    Attributes:
        struck: Crossed out, as a corrected text is.
        quiet: Grey, as a remark is.
    """

    text: str
    _: KW_ONLY
    struck: bool = False
    bold: bool = False
    quiet: bool = False


Value = str | Cell | Sequence[str | Cell]  # several are put below each other


def draw(
    flow: Flow,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    empty: str,
    words: Translate,
    setting: Setting = NORMAL,
) -> None:
    """Draw a table whose head repeats on every page.

    Args:
        empty: What is printed in place of rows when there are none.

    Raises:
        ValueError: A row has more or fewer values than there are columns.
    """
    given = iter(rows)
    first = next(given, None)
    # A head alone at the foot of a page would be read as a table without rows.
    flow.need(height_of_beginning(flow, columns, first, setting=setting))
    table = _Table(flow, columns, setting=setting)
    table.head()
    if first is None:
        table.end(empty)
        return
    last = first
    for values in given:
        table.add(last)
        last = values
    table.add_last(last, words(NOTHING_FOLLOWS))


def height_of_beginning(
    flow: Flow,
    columns: Sequence[Column],
    first: Sequence[Value] | None,
    *,
    setting: Setting = NORMAL,
) -> float:
    """Return the height of what never stands on two pages: head, first row, a closing line.

    Of a row that may be divided it is as much as half a page.
    """
    return _Table(flow, columns, setting=setting).height_of_beginning(first)


class _Table:
    def __init__(self, flow: Flow, columns: Sequence[Column], *, setting: Setting) -> None:
        size = setting.size
        self._flow = flow
        self._plain = style(Font.SERIF, size)
        self._grid = Grid(
            flow,
            [column.width_mm for column in columns],
            [column.align for column in columns],
            pitch=size * setting.pitch,
            padding_y=setting.padding_y,
            on_new_page=self.head,
        )
        self._widths = self._grid.widths()
        head = style(Font.SANS_BOLD, size)
        self._headings = [
            flow.lines(column.heading, head, width)
            for column, width in zip(columns, self._widths, strict=True)
        ]

    def height_of_beginning(self, first: Sequence[Value] | None) -> float:
        row = 0.0 if first is None else self._grid.height(self._cells(first))
        closing = self._grid.height([[("", self._plain)]])
        half = self._flow.sheet.page.area_height / 2
        return self._grid.height(self._headings) + min(row, half) + closing

    def head(self) -> None:
        self._grid.row(self._headings, aligns=["center"] * len(self._headings))

    def add(self, values: Sequence[Value]) -> None:
        self._grid.row(self._cells(values))

    def add_last(self, values: Sequence[Value], closing: str) -> None:
        # The closing line alone on a page would be read as a table without rows.
        below = self._grid.height([self._closing(closing)])
        self._grid.row(self._cells(values), below=below)
        self.end(closing)

    def end(self, text: str) -> None:
        self._grid.band(self._closing(text))
        self._grid.close()

    def _closing(self, text: str) -> list[Line]:
        return self._flow.lines(text, self._plain, sum(self._widths))

    def _cells(self, values: Sequence[Value]) -> list[list[Line]]:
        return [
            self._flow.lines(value, self._plain, width)
            if isinstance(value, str)
            else self._stacked(value, width)
            for value, width in zip(values, self._widths, strict=True)
        ]

    def _stacked(self, value: Cell | Sequence[str | Cell], width: float) -> list[Line]:
        pieces = (value,) if isinstance(value, Cell) else value
        return [line for piece in pieces for line in self._piece(piece, width)]

    def _piece(self, piece: str | Cell, width: float) -> list[Line]:
        if isinstance(piece, str):
            return self._flow.lines(piece, self._plain, width)
        return self._flow.lines(piece.text, _look(piece, self._plain.size), width)


def _look(cell: Cell, size: float) -> Style:
    font = Font.SANS_BOLD if cell.bold else Font.SERIF
    return style(font, size, gray=QUIET_GRAY if cell.quiet else 0, struck=cell.struck)

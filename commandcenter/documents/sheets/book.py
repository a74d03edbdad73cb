"""What was read: sheets of text, each cell where it stood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commandcenter.documents.sheets import limits
from commandcenter.documents.sheets.errors import CellTooLong, OutOfBounds, TooLarge

# What stands for a formula whose result the writing program did not store.
NO_RESULT = "#NORESULT!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Cells joined to one; only the first holds the text. All bounds are included, from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet as rows of text. Rows end at their last filled cell, the sheet at its last row.

    Numbers read as Excel shows them, dates as `2026-07-18`, results of formulas as stored.
    """

    name: str
    rows: Sequence[Sequence[str]]
    merged: Sequence[Merged] = ()

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, counted from 0; nothing where no cell is."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A file that was read.

    Attributes:
        name: Of the file, as the sentences call it.
        sheets: Those with filled cells.
        hidden: Names of sheets that were left out because nobody sees them.
    """

    name: str
    sheets: Sequence[Sheet]
    hidden: Sequence[str] = ()


def column_name(column: int) -> str:
    """Return the letters of a column counted from 0, such as `C` for 2."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return how Excel calls a cell counted from 0, such as `C7` for (6, 2)."""
    return f"{column_name(column)}{row + 1}"


class Rows:
    """Collects the rows of one file and refuses what goes beyond the limits."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cells = 0
        self._characters = 0

    def of(self, sheet: str, rows: Iterable[list[str]]) -> list[list[str]]:
        """Return the rows without empty ends.

        Raises:
            OutOfBounds, CellTooLong, TooLarge: There is too much of it.
        """
        kept: list[list[str]] = []
        for number, row in enumerate(rows):
            while row and not row[-1]:
                row.pop()
            self._check(sheet, number, row)
            kept.append(row)
        while kept and not kept[-1]:
            kept.pop()
        return kept

    def _check(self, sheet: str, number: int, row: list[str]) -> None:
        width = len(row)
        if row and (number >= limits.ROWS or width > limits.COLUMNS):
            raise out_of_bounds(self._name, sheet, cell_name(number, width - 1))
        self._cells += width
        self._characters += sum(map(len, row))
        if self._cells > limits.CELLS or self._characters > limits.CHARACTERS:
            raise TooLarge(name=self._name)
        if row and max(map(len, row)) > limits.CELL_CHARACTERS:
            column = max(range(width), key=lambda column: len(row[column]))
            raise CellTooLong(
                name=self._name,
                sheet=sheet,
                cell=cell_name(number, column),
                limit=limits.CELL_CHARACTERS,
            )


def out_of_bounds(name: str, sheet: str, cell: str) -> OutOfBounds:
    """Return the refusal of a cell that stands too far out."""
    return OutOfBounds(name=name, sheet=sheet, cell=cell, rows=limits.ROWS, columns=limits.COLUMNS)

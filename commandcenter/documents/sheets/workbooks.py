"""Workbooks of Excel, through a parser in Rust that never computes a formula."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from commandcenter.documents.sheets import limits
from commandcenter.documents.sheets.book import Book, Merged, Rows, Sheet
from commandcenter.documents.sheets.errors import Damaged, Protected, TooLarge, TooManySheets

_MOST_WHOLE_DIGITS = 1e15  # beyond, Excel has lost digits already
_HALF_SECOND = timedelta(microseconds=500_000)

_Value = int | float | str | bool | time | date | datetime | timedelta


def read_workbook(data: BytesIO, name: str) -> Book:
    """Return the visible sheets of a workbook.

    Raises:
        Rejected: It is damaged, protected or too large.
    """
    try:
        return _read(CalamineWorkbook.from_filelike(data), name)
    except PasswordError as error:
        raise Protected(name=name) from error
    # Strings out of range and dates that do not exist are plain errors of Python.
    except (CalamineError, ValueError, OverflowError) as error:
        raise Damaged(name=name) from error


def _read(workbook: CalamineWorkbook, name: str) -> Book:
    tables = [
        (position, sheet)
        for position, sheet in enumerate(workbook.sheets_metadata)
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]
    if len(tables) > limits.SHEETS:
        raise TooManySheets(name=name, count=len(tables), limit=limits.SHEETS)
    rows = Rows(name)
    return Book(
        name=name,
        sheets=[
            _sheet(workbook.get_sheet_by_index(position), rows, name)
            for position, sheet in tables
            if sheet.visible == SheetVisibleEnum.Visible
        ],
        hidden=[sheet.name for _, sheet in tables if sheet.visible != SheetVisibleEnum.Visible],
    )


def _sheet(sheet: CalamineSheet, rows: Rows, name: str) -> Sheet:
    # The parser keeps a cell for every place between the first and the last filled one.
    if sheet.height * sheet.width > 10 * limits.CELLS:
        raise TooLarge(name=name)
    return Sheet(
        name=sheet.name,
        rows=rows.of(sheet.name, _texts(sheet)),
        merged=[
            Merged(top=top, left=left, bottom=bottom, right=right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ],
    )


def _texts(sheet: CalamineSheet) -> Iterator[list[str]]:
    # Rows come from the first of the sheet on, cells only from the first filled column.
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield left + [value if type(value) is str else as_text(value) for value in row]


def as_text(value: _Value) -> str:
    """Return what a person would type for a value of a cell."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, datetime):
        return f"{value + _HALF_SECOND:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, time):
        return f"{value:%H:%M:%S}"
    return str(value)


def _number(value: float) -> str:
    if abs(value) >= _MOST_WHOLE_DIGITS:
        return f"{value:.14E}"
    return str(int(value)) if float(value).is_integer() else repr(value)


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"

"""Tables as workbooks of Excel: text stays text, dates are dates, nothing is ever computed."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from commandcenter.documents import files
from commandcenter.documents.errors import Cancelled
from commandcenter.documents.sheets import limits
from commandcenter.documents.sheets.book import cell_name, column_name, out_of_bounds
from commandcenter.documents.sheets.errors import CellTooLong
from commandcenter.documents.sheets.fields import CellValue, Field
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import Translate

_NAME_CHARACTERS = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_ROWS_BETWEEN_LOOKS = 500
_NARROWEST, _WIDEST = 6, 60

# Excel writes characters that XML forbids as _x000B_, and such a text itself as _x005F_x000B_.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_BLANK = re.compile(r"[\x00-\x20]")
# Text that the writer takes for text by itself, which is most of it and faster.
_PLAIN = re.compile(
    r"[^=+\-@#_\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
    r"[^_\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]*"
)
# Typed into a cell, these begin a formula; so does pressing Enter in a cell that holds one.
_BEGINS_FORMULA = ("=", "+", "-", "@")

_FORMATS: Mapping[type, str] = {
    date: "yyyy-mm-dd",
    datetime: "yyyy-mm-dd hh:mm:ss",
    time: "hh:mm:ss",
}
_PROPERTIES = "docProps/core.xml"
_WRITTEN_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a file in an archive can have
_FIRST_YEAR = 1900  # Excel knows no day before
_MOST_EXACT = 10**15  # Excel drops digits of longer numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of an exported sheet.

    Attributes:
        width: In characters; a Chinese one counts as two.
    """

    heading: str
    width: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSheet:
    """A sheet to be written; its rows are asked for once, and as they are written."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[CellValue]]


def of_fields(
    name: str, fields: Sequence[Field], rows: Iterable[Mapping[str, Any]], words: Translate
) -> NewSheet:
    """Return a sheet of values by field, in the form that an import understands again."""
    return NewSheet(
        name=name,
        columns=[Column(heading=words(field.title), width=field.width) for field in fields],
        rows=([field.kind.show(row[field.name], words) for field in fields] for row in rows),
    )


def write(
    path: Path,
    sheets: Sequence[NewSheet],
    *,
    progress: Callable[[int], None] = lambda _rows: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Save a workbook; the old file stays until the new one is complete.

    Raises:
        NotSaved, OutOfBounds, CellTooLong, Cancelled: The old file is still there.
    """
    files.save(path, workbook(sheets, name=path.name, progress=progress, cancelled=cancelled))


def workbook(
    sheets: Sequence[NewSheet],
    *,
    name: str,
    progress: Callable[[int], None] = lambda _rows: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """Return a workbook as the bytes of an .xlsx file.

    Args:
        name: What sentences call the file.
        progress: Told now and then how many rows are done.
        cancelled: Asked as often.

    Raises:
        OutOfBounds: There are more rows than an import would take again.
        CellTooLong: A text is longer than Excel allows.
        Cancelled: The user no longer wants it.
    """
    book = Workbook(write_only=True)
    try:
        _fill(book, sheets, name, progress, cancelled)
    except BaseException:
        _drop(book)
        raise
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def settled(book: bytes) -> bytes:
    """Return a workbook without the times it was written at: equal cells give equal bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(book)) as given, ZipFile(out, "w") as clean:
        for name in given.namelist():
            content = given.read(name)
            if name == _PROPERTIES:
                content = _WRITTEN_AT.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            entry = ZipInfo(name, date_time=_FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            clean.writestr(entry, content)
    return out.getvalue()


def _fill(
    book: Workbook,
    sheets: Sequence[NewSheet],
    name: str,
    progress: Callable[[int], None],
    cancelled: Callable[[], bool],
) -> None:
    names: set[str] = set()
    done = 0
    for sheet in sheets:
        target = book.create_sheet(sheet_name(sheet.name, names))
        _begin(target, sheet.columns)
        above = done
        for cells in _rows(target, sheet, name):
            done += 1
            if done % _ROWS_BETWEEN_LOOKS == 0:
                _look(done, progress, cancelled)
            target.append(cells)
        target.auto_filter.ref = f"A1:{column_name(len(sheet.columns) - 1)}{done - above + 1}"
    _look(done, progress, cancelled)


def _drop(book: Workbook) -> None:
    """Remove the drafts of the sheets, which lie in files of their own until they are saved."""
    for sheet in book.worksheets:
        sheet.close()
        sheet._writer.cleanup()  # noqa: SLF001 - else they stay until the program ends


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name that Excel accepts and no other sheet has; it is added to *taken*."""
    cleaned = _NOT_IN_NAMES.sub(" ", admit(wanted)[0]).strip(" '") or "-"
    name, number = _cut(cleaned, ""), 1
    while name.casefold() in taken:
        number += 1
        name = _cut(cleaned, f" {number}")
    taken.add(name.casefold())
    return name


def _cut(name: str, ending: str) -> str:
    # Excel counts a character outside the basic plane as two.
    while len((name + ending).encode("utf-16-le")) > 2 * _NAME_CHARACTERS:
        name = name[:-1]
    return name + ending


def _look(done: int, progress: Callable[[int], None], cancelled: Callable[[], bool]) -> None:
    progress(done)
    if cancelled():
        raise Cancelled


def _begin(target: WriteOnlyWorksheet, columns: Sequence[Column]) -> None:
    for position, column in enumerate(columns):
        width = min(max(column.width, _NARROWEST), _WIDEST)
        target.column_dimensions[column_name(position)].width = width
    target.freeze_panes = "A2"
    target.print_title_rows = "1:1"
    headings = [_text(target, column.heading) for column in columns]
    for cell in headings:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFE7EBF0")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    target.append(headings)


def _rows(target: WriteOnlyWorksheet, sheet: NewSheet, name: str) -> Iterator[list[Any]]:
    for number, row in enumerate(sheet.rows, start=1):
        if number >= limits.ROWS:
            raise out_of_bounds(name, sheet.name, cell_name(number, 0))
        for column, value in enumerate(row):
            if isinstance(value, str) and len(value) > limits.CELL_CHARACTERS:
                raise CellTooLong(
                    name=name,
                    sheet=sheet.name,
                    cell=cell_name(number, column),
                    limit=limits.CELL_CHARACTERS,
                )
        yield [_cell(target, value) for value in row]


def _cell(target: WriteOnlyWorksheet, value: CellValue) -> Any:
    if isinstance(value, str):
        if _PLAIN.fullmatch(value) and not value.isspace():
            return value
        return _text(target, value) if value else None
    if isinstance(value, (datetime, date, time)):
        return _at(target, value)
    if isinstance(value, (int, float)) and not (math.isfinite(value) and abs(value) < _MOST_EXACT):
        return _text(target, str(value))
    return value


def _text(target: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(target)
    # The writer does not protect white space that stands alone; readers would drop it.
    odd = _BLANK if text.isspace() else _ESCAPED
    cell.value = odd.sub(lambda found: f"_x{ord(found[0]):04X}_", admit(text)[0])
    cell.data_type = "s"  # else what looks like a formula or an error would become one
    if text.startswith(_BEGINS_FORMULA):
        cell.quotePrefix = True
    return cell


def _at(target: WriteOnlyWorksheet, value: date | time) -> WriteOnlyCell:
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(BEIJING).replace(tzinfo=None)
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        return _text(target, value.isoformat(" ") if isinstance(value, datetime) else str(value))
    cell = WriteOnlyCell(target, value)
    cell.number_format = _FORMATS[type(value)]
    return cell

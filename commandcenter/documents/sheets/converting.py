"""From a sheet of text to rows of values, with every mistake named by its cell."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commandcenter.documents.sheets import fields as kit
from commandcenter.documents.sheets.book import (
    NO_RESULT,
    Merged,
    Sheet,
    cell_name,
    column_name,
)
from commandcenter.documents.sheets.errors import Stopped
from commandcenter.documents.sheets.fields import CellError, Fault, Field
from commandcenter.documents.sheets.headings import Columns
from commandcenter.kernel.text import fold

MOST_ERRORS = 1_000
_ROWS_BETWEEN_LOOKS = 500

_FORMULA_ERRORS = frozenset(
    f"#{error}"
    for error in (
        *("REF!", "N/A", "VALUE!", "DIV/0!", "NAME?", "NULL!", "NUM!", "SPILL!", "CALC!"),
        *("FIELD!", "BLOCKED!", "UNKNOWN!", "CONNECT!", "BUSY!", "PYTHON!", "GETTING_DATA"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row without mistakes.

    Attributes:
        number: Of the row in its sheet, as Excel counts.
        values: By the name of the field; every field of the call is there.
    """

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a sheet holds. Import it only if there are no errors.

    Attributes:
        rows: Those without mistakes.
        errors: From top to bottom, the first MOST_ERRORS of them.
        error_count: How many there are in all.
    """

    sheet: str
    rows: Sequence[Row]
    errors: Sequence[CellError]
    error_count: int


def convert(
    sheet: Sheet,
    columns: Columns,
    fields: Sequence[Field],
    *,
    progress: Callable[[int], None] = lambda _rows: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Table:
    """Return the values of all rows below the headings. Rows with nothing in them are left out.

    Args:
        progress: Told now and then how many rows are done.
        cancelled: Asked as often.

    Raises:
        Stopped: The user no longer wants it.
    """
    conversion = _Conversion(sheet, columns, fields)
    first = columns.heading_row + 1
    if not conversion.errors:
        for number in range(first, len(sheet.rows)):
            if (number - first) % _ROWS_BETWEEN_LOOKS == 0:
                progress(number - first)
                if cancelled():
                    raise Stopped
            conversion.take(number)
    progress(max(len(sheet.rows) - first, 0))
    return conversion.table()


class _Conversion:
    def __init__(self, sheet: Sheet, columns: Columns, fields: Sequence[Field]) -> None:
        self._sheet = sheet
        self._rows: list[Row] = []
        self._seen: dict[tuple[Any, ...], int] = {}
        self._error_count = 0
        self.errors: list[CellError] = []
        self._blank = {field.name: field.kind.blank for field in fields}
        self._plan = [
            (field, columns.of_field[field.name])
            for field in fields
            if field.name in columns.of_field
        ]
        self._keys = [(field, column) for field, column in self._plan if field.is_key]
        self._merged = {column: _Merges(sheet.merged, column) for _, column in self._plan}
        self._check(columns, fields)

    def table(self) -> Table:
        return Table(
            sheet=self._sheet.name,
            rows=self._rows,
            errors=self.errors,
            error_count=self._error_count,
        )

    def take(self, number: int) -> None:
        texts = self._sheet.rows[number]
        width = len(texts)
        row = [texts[column] if column < width else "" for _, column in self._plan]
        if not any(row):
            return
        values = dict(self._blank)
        before = self._error_count
        for (field, column), text in zip(self._plan, row, strict=True):
            value = self._value(field, number, column, text)
            if isinstance(value, Fault):
                self._add(field, cell_name(number, column), text, value)
            else:
                values[field.name] = value
        if self._keys:
            self._check_key(number, values)
        if self._error_count == before:
            self._rows.append(Row(number=number + 1, values=values))

    def _value(self, field: Field, number: int, column: int, text: str) -> Any:
        if text and not text.isspace():
            return _parsed(field, text)
        area = self._merged[column].around(number)
        if area:
            if not field.spans_rows:
                return Fault(sentence=kit.MERGED, facts={"area": _area_name(area)})
            text = self._sheet.text(area.top, area.left)
            if text.strip():
                return _parsed(field, text)
        return Fault(sentence=kit.REQUIRED) if field.is_required else field.kind.blank

    def _check(self, columns: Columns, fields: Sequence[Field]) -> None:
        row = columns.heading_row
        for field in fields:
            if field.name in columns.of_field:
                continue
            if field.name in columns.unclear:
                cells = ", ".join(cell_name(row, one) for one in columns.unclear[field.name])
                fault = Fault(sentence=kit.UNCLEAR_COLUMN, facts={"cells": cells})
                self._add(field, "", "", fault)
            elif field.is_required:
                fault = Fault(sentence=kit.NO_COLUMN, facts={"row": row + 1})
                self._add(field, "", "", fault)

    def _check_key(self, number: int, values: Mapping[str, Any]) -> None:
        key = tuple(_comparable(values[field.name]) for field, _ in self._keys)
        if not any(part not in ("", None) for part in key):
            return
        first = self._seen.setdefault(key, number)
        if first == number:
            return
        field, column = self._keys[0]
        other = cell_name(first, column)
        fault = Fault(sentence=kit.TWICE, facts={"other": other})
        text = self._sheet.text(number, column)
        self._add(field, cell_name(number, column), text, fault)

    def _add(self, field: Field, cell: str, text: str, fault: Fault) -> None:
        self._error_count += 1
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(
                CellError(
                    sheet=self._sheet.name, cell=cell, field=field.title, text=text, fault=fault
                )
            )


class _Merges:
    """The joined cells over one column, found by row."""

    def __init__(self, merged: Sequence[Merged], column: int) -> None:
        self._areas = sorted(
            (area for area in merged if area.left <= column <= area.right),
            key=lambda area: area.top,
        )
        self._tops = [area.top for area in self._areas]

    def around(self, row: int) -> Merged | None:
        """Return the joined cells of which this row is not the first."""
        position = bisect_right(self._tops, row) - 1
        if position < 0:
            return None
        area = self._areas[position]
        return area if area.top < row <= area.bottom else None


def _parsed(field: Field, text: str) -> Any:
    if text[0] == "#":
        if text == NO_RESULT:
            return Fault(sentence=kit.NO_STORED_RESULT)
        if text in _FORMULA_ERRORS:
            return Fault(sentence=kit.FAILED_FORMULA)
    return field.kind.parse(text)


def _comparable(value: Any) -> Any:
    return "".join(fold(value).split()) if isinstance(value, str) else value


def _area_name(area: Merged) -> str:
    return f"{cell_name(area.top, area.left)}:{column_name(area.right)}{area.bottom + 1}"

"""What a part wants from a table: its fields, and how the text of a cell becomes a value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from commandcenter.kernel.text import visible
from commandcenter.kernel.words import N_, Translate

# What a cell of an exported sheet can hold.
CellValue = str | int | float | date | datetime | time | None

_SHOWN_CHARACTERS = 40

LISTED = N_(", ")

REQUIRED = N_("Sheet {sheet}, cell {cell}: {field} is missing. Fill it in.")
NO_COLUMN = N_("Sheet {sheet}, row {row}: no column is {field}. Choose one or add the heading.")
UNCLEAR_COLUMN = N_(
    "Sheet {sheet}, cells {cells}: each could be {field}. Choose one of the columns."
)
TWICE = N_("Sheet {sheet}, cell {cell}: {field} “{text}” stands in {other} already. Keep one.")
MERGED = N_(
    "Sheet {sheet}, cell {cell}: this is part of the merged cells {area}. Split them and fill in"
    " {field} in each row."
)
FAILED_FORMULA = N_(
    "Sheet {sheet}, cell {cell}: the formula for {field} gives the error {text}. Correct it or type"
    " the value."
)
NO_STORED_RESULT = N_(
    "Sheet {sheet}, cell {cell}: the formula for {field} has no stored result. Open the file in"
    " Excel and save it there."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a text is no value of its kind.

    Attributes:
        sentence: Source text; its places are sheet, cell, field, text and those of *facts*.
        possible: Source texts that the place of this name lists.
    """

    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)
    possible: Sequence[str] = ()


def _as_it_is(value: Any, _words: Translate) -> CellValue:
    shown: CellValue = value
    return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of value.

    Attributes:
        parse: Makes a value of a text that is not blank, or says why not with a Fault.
        blank: The value of a blank cell.
        show: Makes of a value what an exported cell holds; *parse* understands it again.
    """

    parse: Callable[[str], Any]
    blank: Any = None
    show: Callable[[Any, Translate], CellValue] = _as_it_is


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column that a part knows.

    Attributes:
        name: The key of its value in a row.
        title: Source text of its heading; headings in every language are understood.
        aliases: Other headings people give it.
        is_key: Rows with equal keys are one thing, so that a second row is an error.
        spans_rows: A merged cell means its value for each of its rows, as a team above members.
        width: Of the exported column, in characters; a Chinese one counts as two.
    """

    name: str
    title: str
    kind: Kind
    aliases: Sequence[str] = ()
    is_required: bool = False
    is_key: bool = False
    spans_rows: bool = False
    width: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CellError:
    """What is wrong in a table, where, and what to do.

    Attributes:
        cell: Such as `C7`; empty where the whole sheet is meant.
        field: Source text of the title.
    """

    sheet: str
    cell: str
    field: str
    text: str
    fault: Fault

    def said(self, words: Translate) -> str:
        """Return the sentence in the language of *words*."""
        shown = visible(" ".join(self.text.split()))
        if len(shown) > _SHOWN_CHARACTERS:
            shown = shown[:_SHOWN_CHARACTERS] + "…"
        return words(self.fault.sentence).format(
            sheet=self.sheet,
            cell=self.cell,
            field=words(self.field),
            text=shown,
            possible=words(LISTED).join(words(term) for term in self.fault.possible),
            **self.fault.facts,
        )

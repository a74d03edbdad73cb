"""Which column holds which field: guessed from the headings, remembered, changed by people."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import islice
from typing import Protocol

from commandcenter.documents.sheets.book import Sheet
from commandcenter.documents.sheets.fields import Field
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import LANGUAGES, translation

_ROWS_LOOKED_AT = 20
_REMARK = re.compile(r"[(\[【〔<].*?[)\]】〕>]")
_SIGNS = re.compile(r"[\W_]+")
_MOST_CHARACTERS = 40  # a longer text is no heading

_EQUAL = 1.0
_LIKELY = 0.65
_SIMILAR = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the fields of a table stand.

    Attributes:
        heading_row: Counted from 0; the rows below hold the data.
        of_field: The column of each field that has one, counted from 0.
        unclear: Columns of which each could be the field; it has none until somebody chooses.
    """

    heading_row: int
    of_field: Mapping[str, int]
    unclear: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def choosing(self, name: str, column: int | None) -> "Columns":
        """Return the same with another column for a field, or none. No column serves twice."""
        kept = {other: of for other, of in self.of_field.items() if other != name and of != column}
        if column is not None:
            kept[name] = column
        unclear = {other: of for other, of in self.unclear.items() if other != name}
        return replace(self, of_field=kept, unclear=unclear)

    def unused(self, sheet: Sheet) -> list[int]:
        """Return the columns that have a heading and no field."""
        used = set(self.of_field.values())
        headings = _row(sheet, self.heading_row)
        return [
            column for column, text in enumerate(headings) if text.strip() and column not in used
        ]


class Memory(Protocol):
    """Keeps which columns people chose for tables with the same headings."""

    def find(self, source: str) -> Mapping[str, int] | None:
        """Return what was kept under this key."""

    def keep(self, source: str, of_field: Mapping[str, int]) -> None:
        """Keep the columns of the fields."""


def recall(sheet: Sheet, fields: Sequence[Field], memory: Memory) -> Columns:
    """Return the columns that were chosen for these headings before, else a guess."""
    guessed = guess(sheet, fields)
    kept = memory.find(_source(sheet, guessed.heading_row, fields))
    known = {of.name for of in fields}
    width = len(_row(sheet, guessed.heading_row))
    if kept is None or not all(
        name in known and 0 <= column < width for name, column in kept.items()
    ):
        return guessed
    return Columns(heading_row=guessed.heading_row, of_field=dict(kept))


def remember(sheet: Sheet, columns: Columns, fields: Sequence[Field], memory: Memory) -> None:
    """Keep the columns for the next table with the same headings."""
    memory.keep(_source(sheet, columns.heading_row, fields), dict(columns.of_field))


def _source(sheet: Sheet, heading_row: int, fields: Sequence[Field]) -> str:
    headings = [_plain(text) for text in _row(sheet, heading_row)]
    named = json.dumps([sorted(of.name for of in fields), headings])
    return hashlib.sha256(named.encode()).hexdigest()


def guess(sheet: Sheet, fields: Sequence[Field]) -> Columns:
    """Return the likely columns. A title above the headings is passed over."""
    spellings = {of.name: _spellings(of) for of in fields}
    return columns_at(sheet, _heading_row(sheet, spellings), fields)


def columns_at(sheet: Sheet, heading_row: int, fields: Sequence[Field]) -> Columns:
    """Return the likely columns when somebody says which row, from 0, has the headings."""
    headings = [_forms(text) for text in _row(sheet, heading_row)]
    found: list[tuple[float, int, int]] = []
    for position, of in enumerate(fields):
        for column, likeness in _likely(headings, _spellings(of)):
            found.append((likeness, position, column))
    return _assigned(heading_row, found, fields)


def _assigned(
    heading_row: int, found: Sequence[tuple[float, int, int]], fields: Sequence[Field]
) -> Columns:
    of_field: dict[str, int] = {}
    unclear: dict[str, list[int]] = {}
    taken: set[int] = set()
    for likeness, position, column in sorted(found, key=lambda one: (-one[0], *one[1:])):
        name = fields[position].name
        if name in of_field or name in unclear or column in taken:
            continue
        equals = [
            other
            for its, of, other in found
            if of == position and its == likeness and other not in taken
        ]
        if len(equals) > 1:
            unclear[name] = equals
        else:
            of_field[name] = column
            taken.add(column)
    return Columns(heading_row=heading_row, of_field=of_field, unclear=unclear)


def _row(sheet: Sheet, row: int) -> Sequence[str]:
    return sheet.rows[row] if row < len(sheet.rows) else ()


def _heading_row(sheet: Sheet, spellings: Mapping[str, set[str]]) -> int:
    """Return the row with most known headings, the upper one of equals."""
    all_filled = (row for row, texts in enumerate(sheet.rows) if any(texts))
    filled = list(islice(all_filled, _ROWS_LOOKED_AT))
    if not filled:
        return 0
    known = set().union(*spellings.values())
    return max(filled, key=lambda row: (_known(sheet.rows[row], known), -row))


def _known(texts: Sequence[str], known: set[str]) -> float:
    forms = {form for text in texts for form in _forms(text)}
    equal = forms & known
    # Half a point for what is only alike, so that a title never wins over headings.
    alike = [form for form in forms - equal if any(_contained(form, one) for one in known)]
    return len(equal) + min(len(alike) / 2, len(known) / 2)


def _spellings(of: Field) -> set[str]:
    titles = {translation(language)(of.title) for language in LANGUAGES}
    return {_plain(spelling) for spelling in {*titles, *of.aliases, of.name}} - {""}


def _plain(text: str) -> str:
    return _SIGNS.sub("", fold(text)) if len(text) <= 2 * _MOST_CHARACTERS else ""


def _forms(text: str) -> tuple[str, ...]:
    """Return a heading with and without its remark, such as `手机（必填）`."""
    if len(text) > 2 * _MOST_CHARACTERS:
        return ()
    forms = (_plain(text), _plain(_REMARK.sub("", fold(text))))
    return tuple(dict.fromkeys(form for form in forms if form))


def _likely(
    headings: Sequence[tuple[str, ...]], spellings: set[str]
) -> Iterator[tuple[int, float]]:
    for column, forms in enumerate(headings):
        likeness = max((_likeness(form, one) for form in forms for one in spellings), default=0.0)
        if likeness >= _LIKELY:
            yield column, likeness


def _likeness(heading: str, spelling: str) -> float:
    if heading == spelling:
        return _EQUAL
    if _contained(heading, spelling):
        shorter, longer = sorted((len(heading), len(spelling)))
        # In Chinese and English what a thing is stands last: 负责人电话 is a phone.
        is_end = heading.endswith(spelling) or spelling.endswith(heading)
        return 0.6 + 0.2 * shorter / longer + (0.1 if is_end else 0)
    matcher = SequenceMatcher(None, heading, spelling, autojunk=False)
    if matcher.real_quick_ratio() < _SIMILAR or matcher.quick_ratio() < _SIMILAR:
        return 0.0
    ratio = matcher.ratio()
    return 0.85 * ratio if ratio >= _SIMILAR else 0.0


def _contained(heading: str, spelling: str) -> bool:
    shorter, longer = sorted((heading, spelling), key=len)
    return len(shorter) > 1 and shorter in longer
